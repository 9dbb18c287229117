"""A small roadmap of another field, in one language: Rust systems programming."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["RUST", "rust_workspace"]


def _topic(name: str, title: str, *needs: str, **more: object) -> dict[str, Any]:
    requires = [
        {
            "topic": need,
            "kind": "required",
            "concepts": [f"{need}-core"],
            "reason": {"en": f"It speaks of {need} all the time."},
            "source": "The Rust Programming Language, ch. 4",
        }
        for need in needs
    ]
    book = {
        "title": "The Rust Programming Language, ch. 4",
        "kind": "book",
        "why": {"en": "It is short and clear."},
        "url": "https://doc.rust-lang.org/book/",
        "concepts": [f"{name}-core"],
    }
    return {
        "id": name,
        "area": "language",
        "name": {"en": title},
        "level": 2,
        "hours": [4, 8],
        "hours_basis": {"en": "The length of the chapters."},
        "summary": {"en": f"What {title} is."},
        "concepts": [
            {"id": f"{name}-core", "name": {"en": f"Core of {title}"}, "note": {"en": "What it comes to."}}
        ],
        "requires": requires,
        "resources": [book],
        **more,
    }


RUST = {
    "schema": 2,
    "title": {"en": "Rust systems programming"},
    "areas": [{"id": "language", "name": {"en": "The Language"}}],
    "topics": [
        _topic("ownership", "Ownership"),
        _topic(
            "lifetimes", "Lifetimes", "ownership", watch={"any": ["borrow checker"], "categories": ["cs.PL"]}
        ),
        _topic("async-rust", "Async Rust", "lifetimes"),
        _topic("unsafe-rust", "Unsafe Rust", "ownership"),
    ],
}


def rust_workspace(root: Path) -> Path:
    """Write the roadmap into ``root``; ``root``."""
    (root / "graph").mkdir(parents=True)
    (root / "graph" / "topics.json").write_text(json.dumps(RUST), encoding="utf-8")
    return root
