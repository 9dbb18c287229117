"""New versions and edits of a record, as data. Decides nothing about when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .records import stamp

if TYPE_CHECKING:
    from datetime import datetime

    from .records import Record

__all__ = ["REVISIONS", "revised"]

REVISIONS = (
    "next_version", "changed_title", "changed_abstract", "changed_comment", "withdrawal", "cross_list",
)  # fmt: skip
_WITHDRAWN = "This paper has been withdrawn by the authors due to an error"


def revised(record: Record, kind: str, now: datetime) -> dict[str, Any]:
    """The record dictionary after a revision at `now`; a cross-list changes the record without a new version.

    Raises ValueError for a kind that does not exist.
    """
    if kind not in REVISIONS:
        raise ValueError(f"kind must be one of {REVISIONS}, not {kind!r}")
    raw = dict(record.raw)
    if kind == "cross_list":
        held = str(raw["categories"]).split()
        added = next(name for name in ("cs.HC", "cs.SY", "cs.MA") if name not in held)
        return raw | {"categories": " ".join([*held, added]), "_modified": stamp(now)}
    last = record.versions[-1]
    entry: dict[str, Any] = {"version": f"v{last.number + 1}", "created": stamp(now)}
    changes = _changes(record, kind)
    if last.title is not None or last.changes:  # what the last version showed goes on unless it changes
        shown = dict(last.changes or {}) | ({"title": last.title} if last.title is not None else {})
        changes = shown | changes
    if changes:
        entry["_changes"] = changes
    return raw | {"versions": [*_listed(record), entry]}


def _listed(record: Record) -> list[dict[str, Any]]:
    listed = record.raw.get("versions") or [{"version": "v1", "created": record.raw["_published"]}]
    return [dict(version) for version in listed]


def _changes(record: Record, kind: str) -> dict[str, str]:
    last = record.versions[-1]
    if kind == "changed_title":
        return {"title": f"{record.text('title', last)}, Revisited"}
    if kind == "changed_abstract":
        return {"abstract": f"{record.text('abstract', last)} This version adds a second study."}
    if kind == "changed_comment":
        return {"comments": f"Version {last.number + 1}: revised, 9 pages"}
    return {"comments": _WITHDRAWN} if kind == "withdrawal" else {}
