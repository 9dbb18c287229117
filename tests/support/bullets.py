"""The bullets of the roadmap's text under their headings, as kept in tests/bullets.ko.txt."""

from __future__ import annotations

from tests.support.command_line import CHECKOUT

__all__ = ["read_bullets"]


def read_bullets() -> dict[str, list[str]]:
    """The lines under each heading, in their order; those of ``next steps`` stand last."""
    found: dict[str, list[str]] = {}
    for line in (CHECKOUT / "tests" / "bullets.ko.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            heading = line.removeprefix("# ")
            found[heading] = []
        else:
            found[heading].append(line)
    return found
