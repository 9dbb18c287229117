"""What axe-core finds on a page: by `make soak` on all, else on the rows that differ."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["SOAK", "find_faults"]

SOAK = bool(os.environ.get("VLAGRAPH_SOAK"))
_THIN = """() => {
    const told = /^(class|role|type|lang|dir|hidden|open|disabled|aria-(pressed|current|expanded|hidden))$/;
    const token = (node) => [node.tagName, ...[...node.attributes]
        .map(({ name, value }) => (told.test(name) ? `${name}=${value}` : name)).sort()].join(" ");
    const kinds = (row) => {
        const found = new Set([token(row)]);
        for (const node of row.querySelectorAll("*"))
            found.add(`${node.parentElement === row ? "" : token(node.parentElement)}>${token(node)}`);
        return found;
    };
    for (const parent of document.querySelectorAll("main :is(ol, ul, tbody, section, div)")) {
        const rows = [...parent.children].filter((one) => one.matches("li, tr, section, details, article"));
        const seen = new Set();
        rows.forEach((row, at) => {
            const fresh = [...kinds(row)].filter((kind) => !seen.has(kind));
            if (fresh.length === 0 && at > 2 && at < rows.length - 1) row.remove();
            fresh.forEach((kind) => seen.add(kind));
        });
    }
}"""
"""Leaves of the rows of each list the first three, the last, and every other that holds an element that none
before it holds, by its name, its classes, its state and what it stands in."""


def find_faults(page: Page) -> list[tuple[str, list[str]]]:
    """The rules that are broken, each with some elements; rows of the page may be gone then."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    if not SOAK:
        page.evaluate(_THIN)
    found = Axe().run(page).response["violations"]
    return [(fault["id"], [node["html"][:160] for node in fault["nodes"]][:3]) for fault in found]
