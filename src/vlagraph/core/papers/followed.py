"""What tells one watch rule from another that arXiv would be asked for differently."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from vlagraph.core.model import Roadmap, Topic, Watch

__all__ = ["retrieval_part", "rule_mark", "rule_marks"]

_LENGTH = 12
"""Characters of a mark: two rules of one topic never meet by chance."""


def rule_marks(roadmap: Roadmap) -> dict[str, str]:
    """A mark of the rule of each topic that is followed, another one once other papers are to be fetched."""
    return {topic.id: mark for topic in roadmap.topics if (mark := rule_mark(topic)) is not None}


def rule_mark(topic: Topic) -> str | None:
    """The mark of the rule of ``topic``; None where it has none."""
    if topic.watch is None:
        return None
    return hashlib.sha256(msgspec.json.encode(retrieval_part(topic.watch))).hexdigest()[:_LENGTH]


def retrieval_part(watch: Watch) -> Watch:
    """The part of the rule that decides which papers are fetched; phrases that only weigh are left out.

    >>> from vlagraph.core.model import Watch
    >>> retrieval_part(Watch(any_of=("grasping",), good=("gripper",))) == Watch(any_of=("grasping",))
    True
    """
    return type(watch)(
        any_of=watch.any_of, with_one=watch.with_one, none_of=watch.none_of, categories=watch.categories
    )
