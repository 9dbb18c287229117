"""Edits inside one topic: its requirements, key papers and watch phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from vlagraph.core.editing.outcome import Edited, find_topic, no_concept, with_topic
from vlagraph.core.model import KeyPaper, Requirement, Text
from vlagraph.errors import UsageError
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from vlagraph.core.model import Roadmap, Topic

__all__ = ["add_key_paper", "add_requirement", "exclude_phrase", "remove_requirement", "set_threshold"]

T = TypeVar("T", Requirement, KeyPaper)

_PARTS_OF_REQUIREMENT = {
    "reason": "edit.fill_reason",
    "source": "edit.fill_source",
    "concepts": "edit.fill_needed_concepts",
}
_PARTS_OF_PAPER = {"why": "edit.fill_why", "concepts": "edit.fill_explained_concepts"}


def add_requirement(roadmap: Roadmap, name: str, need: Requirement, *, kept: Collection[str] = ()) -> Edited:
    """``roadmap`` in which the topic ``name`` has the requirement ``need``, in place of one of that topic.

    What was there stays in the fields and languages in which ``need`` says nothing, and in those of ``kept``.

    Raises:
        UnknownNameError: one of the topics does not exist, or the other has no such concept.
        UsageError: they are the same.
    """
    topic, other = find_topic(roadmap, name), find_topic(roadmap, need.topic)
    if topic.id == other.id:
        raise UsageError("edit.requires_itself", topic=name)
    _require_concepts(other, need.concepts)
    before = next((one for one in topic.requires if one.topic == other.id), None)
    whole = need if before is None else replace(_filled(need, before, kept), proposed=need.proposed)
    entries = [whole if one.topic == other.id else one for one in topic.requires]
    needs = tuple(entries if before else [*entries, whole])
    related = tuple(one for one in topic.related if one != other.id)
    values = {"topic": name, "other": other.id}
    todo = _to_fill("edit.fill_requirement", _PARTS_OF_REQUIREMENT, whole, values)
    return Edited(with_topic(roadmap, replace(topic, requires=needs, related=related)), todo)


def remove_requirement(roadmap: Roadmap, name: str, other: str) -> Edited:
    """``roadmap`` in which the topic ``name`` no longer requires ``other``.

    Raises:
        UnknownNameError: there is no topic ``name``.
        UsageError: it does not require ``other`` now.
    """
    topic = find_topic(roadmap, name)
    needs = tuple(one for one in topic.requires if one.topic != other)
    if needs == topic.requires:
        raise UsageError("edit.not_required", topic=name, other=other)
    return Edited(with_topic(roadmap, replace(topic, requires=needs)))


def add_key_paper(roadmap: Roadmap, name: str, key: KeyPaper, *, kept: Collection[str] = ()) -> Edited:
    """``roadmap`` in which the topic ``name`` has the key paper ``key``, last in reading order.

    An entry of the same paper is replaced, but for the fields and languages in which ``key`` says nothing,
    and those of ``kept``.

    Raises:
        UnknownNameError: there is no such topic, or it has no such concept.
    """
    topic = find_topic(roadmap, name)
    _require_concepts(topic, key.concepts)
    before = next((one for one in topic.key_papers if one.arxiv == key.arxiv), None)
    whole = key if before is None else _filled(key, before, kept)
    entries = [whole if one.arxiv == key.arxiv else one for one in topic.key_papers]
    papers = tuple(entries if before else [*entries, whole])
    todo = _to_fill("edit.fill_paper", _PARTS_OF_PAPER, whole, {"topic": name, "paper": key.arxiv})
    return Edited(with_topic(roadmap, replace(topic, key_papers=papers)), todo)


def exclude_phrase(roadmap: Roadmap, name: str, phrase: str) -> Edited:
    """``roadmap`` in which the watch rule of the topic ``name`` leaves out papers with ``phrase``.

    Raises:
        UnknownNameError: there is no such topic.
        UsageError: it has no watch rule.
    """
    topic = find_topic(roadmap, name)
    if topic.watch is None:
        raise UsageError("edit.no_watch", topic=name)
    words = tuple(dict.fromkeys((*topic.watch.none_of, phrase)))
    return Edited(with_topic(roadmap, replace(topic, watch=replace(topic.watch, none_of=words))))


def set_threshold(roadmap: Roadmap, name: str, threshold: float | None) -> Edited:
    """``roadmap`` in which papers come under the topic ``name`` from ``threshold`` on; None: the usual one.

    Raises:
        UnknownNameError: there is no such topic.
        UsageError: it has no watch rule.
    """
    topic = find_topic(roadmap, name)
    if topic.watch is None:
        raise UsageError("edit.no_watch", topic=name)
    return Edited(with_topic(roadmap, replace(topic, watch=replace(topic.watch, threshold=threshold))))


def _require_concepts(topic: Topic, concepts: Iterable[str]) -> None:
    """Refuse what is no concept of ``topic``.

    Raises:
        UnknownNameError: it has no such concept; the message names those that it has.
    """
    known = [concept.id for concept in topic.concepts]
    for concept in concepts:
        if concept not in known:
            raise no_concept(topic, concept)


def _filled(new: T, before: T, kept: Collection[str]) -> T:
    """``new`` with what it leaves empty taken from ``before``, and all of the fields ``kept``."""
    fields = {name: (getattr(new, name), getattr(before, name)) for name in new.__struct_fields__}
    old = {name: there for name, (said, there) in fields.items() if name in kept or not said}
    texts = {
        name: _in_both(said, there)
        for name, (said, there) in fields.items()
        if isinstance(said, Text) and isinstance(there, Text)
    }
    return replace(new, **texts, **old)


def _in_both(new: Text, before: Text) -> Text:
    """``new``, in a language that it lacks as ``before`` has it."""
    return Text(**{lang: text[lang] for text in (before, new) for lang in text.langs})


def _to_fill(
    everything: str, parts: Mapping[str, str], entry: Requirement | KeyPaper, values: Mapping[str, str]
) -> tuple[Message, ...]:
    """What is left to write into ``entry``: a message for each empty part, ``everything`` where all are."""
    keys = [key for field, key in parts.items() if not getattr(entry, field)]
    return tuple(Message(key, values) for key in ([everything] if len(keys) == len(parts) else keys))
