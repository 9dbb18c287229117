"""Which papers a roadmap names, in lists and in texts, and which records no part of it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vlagraph.core.model import walk_strings
from vlagraph.core.papers.ids import canonical_id, ids_in, is_id
from vlagraph.errors import Problem
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vlagraph.core.model import Roadmap
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.soundness import Places

__all__ = ["count_open_sources", "find_citation_faults"]

_LOCATOR = re.compile(
    r"§|\b(?:chs?|chap|chapters?|secs?|sections?|pp?|pages?|parts?|units?|lectures?|lessons?|modules?|weeks?|"
    r"apps?|appendix|appendices|figs?|figures?|tables?|eqs?|algorithms?|theorems?|abstract|introduction)\b",
    re.IGNORECASE,
)
"""What says where in a source something stands."""


def find_citation_faults(roadmap: Roadmap, papers: Mapping[str, Paper], places: Places) -> Iterator[Problem]:
    """Papers that are named but not stored, in order of the files, then stored ones that nothing names.

    Key papers without a record are told by the check of the roadmap itself.
    """
    chosen = {key.arxiv for topic in roadmap.topics for key in topic.key_papers}
    named: dict[str, str] = {}
    for where, text in places.within(roadmap, walk_strings):
        for paper in (text,) if is_id(text) else ids_in(text):
            named.setdefault(paper, where)
        if is_id(text) and (written := canonical_id(text)) != text:
            todo = Message("check.subject_class_todo", {"paper": written})
            yield Problem(where, Message("check.subject_class", {"paper": text}), todo, "warning")
    for cited, where in named.items():
        if cited not in papers and cited not in chosen:
            what = Message("check.cited_unstored", {"id": cited})
            yield Problem(where, what, Message("check.cited_unstored_todo"), "warning")
    for stored in papers.values():
        if stored.id not in named and not (stored.matches or stored.asked):
            what = Message("check.unused")
            yield Problem(f"papers/papers.jsonl: {stored.id}", what, Message("check.unused_todo"), "warning")


def count_open_sources(roadmap: Roadmap) -> Message:
    """How many sources of requirements name no chapter, section or page."""
    sources = [need.source for topic in roadmap.topics for need in topic.requires if need.source.strip()]
    count = sum(not _LOCATOR.search(source) for source in sources)
    return Message("check.no_locator", {"count": count, "sources": len(sources)})
