"""Marks as the text of progress.json."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vlagraph.errors import StoreError
from vlagraph.store.marks.decoding import KINDS, SCHEMA, entry_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.core.marks import Intent, Mark, Opinion, Progress

__all__ = ["encode_progress"]

_MAY_LACK = ("taken_back", "shown_again", "shown_runs")
"""Left out where they are empty, as in the files of readers who never took a run of ``new`` back."""


def encode_progress(progress: Progress) -> bytes:
    """The text of ``progress``: keys sorted, one space of indent, UTF-8, a final newline.

    Raises:
        StoreError: a field holds text that is not valid Unicode.
    """
    tree: dict[str, Any] = {"schema": SCHEMA}
    tree["topics"] = {
        name: _topic_entry(mark, progress.intents.get(name)) for name, mark in progress.topics.items()
    }
    tree["papers"] = {
        paper: _paper_entry(progress.read.get(paper), progress.starred.get(paper))
        for paper in (*progress.read, *progress.starred)
    }
    tree["shown"] = dict(progress.shown)
    tree["feedback"] = {
        kind: [_opinion_entry(o, mark) for o, mark in sorted(progress.feedback.items()) if o.kind == kind]
        for kind in KINDS
    }
    tree["taken_back"], tree["shown_again"] = dict(progress.taken_back), dict(progress.shown_again)
    tree["shown_runs"] = {at: list(papers) for at, papers in progress.runs.items()}
    tree = {name: part for name, part in tree.items() if part or name not in _MAY_LACK}
    _overlay(tree, progress.rest)
    text = json.dumps(tree, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    try:
        return (text + "\n").encode()
    except UnicodeEncodeError as error:
        raise StoreError("marks.lone_surrogate") from error


def _topic_entry(mark: Mark, intent: Intent | None) -> dict[str, Any]:
    """``intent`` is one text, its time first: programs that do not know it keep the later when they merge."""
    entry: dict[str, Any] = {"state": "learned" if mark.on else "unlearned", "at": mark.at}
    entry |= {"over": list(mark.over)} if mark.over else {}
    return entry | ({"intent": f"{intent.at} {intent.kind}"} if intent else {})


def _paper_entry(read: Mark | None, star: Mark | None) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    if read:
        entry.update(state="read" if read.on else "unread", at=read.at)
    if star:
        entry.update(starred=star.on, starred_at=star.at)
    return entry


def _opinion_entry(opinion: Opinion, mark: Mark) -> dict[str, Any]:
    named = {"paper": opinion.paper, "topic": opinion.topic, "from": opinion.source}
    entry: dict[str, Any] = {key: value for key, value in named.items() if value}
    return {**entry, "at": mark.at} if mark.on else {**entry, "at": mark.at, "undone": True}


def _overlay(tree: dict[str, Any], rest: Mapping[str, Any]) -> None:
    """Put the unknown fields back where they were found."""
    for key, value in rest.items():
        known = tree.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            _overlay(known, value)
        elif isinstance(known, list) and isinstance(value, dict):
            for item in known:
                item.update(value.get(entry_name(item), {}))
        elif key not in tree:
            tree[key] = value
