"""What tells one watch rule from another that arXiv would be asked for differently."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.model import Roadmap, Topic, Watch

__all__ = ["retrieval_part", "rule_mark", "rule_marks", "without_rule"]

_LENGTH = 12
"""Characters of a mark: two rules of one topic never meet by chance."""
_MOST_NAMES = 3
"""Topics that a remark names; more of them are only counted."""


def rule_marks(roadmap: Roadmap) -> dict[str, str]:
    """A mark of the rule of each topic that is followed, another one once other papers are to be fetched."""
    return {topic.id: mark for topic in roadmap.topics if (mark := rule_mark(topic)) is not None}


def rule_mark(topic: Topic) -> str | None:
    """The mark of the rule of ``topic``; None where it has none."""
    if topic.watch is None:
        return None
    return hashlib.sha256(msgspec.json.encode(retrieval_part(topic.watch))).hexdigest()[:_LENGTH]


def without_rule(topics: Sequence[str]) -> tuple[Message, ...]:
    """That no fetch looks for papers of ``topics``, which have no rule, and what to do; none: nothing."""
    if not topics:
        return ()
    more = ", …" if len(topics) > _MOST_NAMES else ""
    names = ", ".join(topics[:_MOST_NAMES]) + more
    return (Message("fetch.unwatched", {"count": len(topics), "names": names, "first": topics[0]}),)


def retrieval_part(watch: Watch) -> Watch:
    """The part of the rule that decides which papers are fetched; phrases that only weigh are left out.

    >>> from vlagraph.core.model import Watch
    >>> retrieval_part(Watch(any_of=("grasping",), good=("gripper",))) == Watch(any_of=("grasping",))
    True
    """
    return type(watch)(
        any_of=watch.any_of, with_one=watch.with_one, none_of=watch.none_of, categories=watch.categories
    )
