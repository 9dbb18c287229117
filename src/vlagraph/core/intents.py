"""What a reader is learning now and what is skipped, beside what is learned: one state of each topic.

An intent counts while the topic is not learned and no mark of it was turned later, so that marks of programs
which know no intents win where they are later. Every intent is set together with the mark that the topic is
not learned: the two are one register.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vlagraph.core.marks import Intent, Mark, known_topics, topic_mark, unlearn
from vlagraph.core.times import just_after

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import IntentKind, Progress
    from vlagraph.core.model import Topic

__all__ = ["TopicStates", "drop_intent", "intend", "topic_intent", "topic_states"]


@dataclass(frozen=True)
class TopicStates:
    """The topics of a graph (ids) by their state; those of no set have none."""

    learned: frozenset[str] = frozenset()
    learning: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()

    @property
    def settled(self) -> frozenset[str]:
        """What is not in the way of others: learned or skipped."""
        return self.learned | self.skipped


def topic_states(progress: Progress, kg: KnowledgeGraph) -> TopicStates:
    """The state of every topic of ``kg``, marks under former ids included."""
    found = {topic.id: _kind(progress, topic) for topic in kg.topics.values()}
    learning = frozenset(name for name, kind in found.items() if kind == "learning")
    skipped = frozenset(name for name, kind in found.items() if kind == "skipped")
    return TopicStates(known_topics(progress, kg), learning, skipped)


def topic_intent(progress: Progress, topic: Topic) -> Intent | None:
    """The latest intent that counts for ``topic``, under its own or a former id; None where it is learned.

    Example:
        >>> from vlagraph.core.marks import Progress
        >>> from vlagraph.core.model import Text, Topic
        >>> day, next_day = "2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z"
        >>> lora = Topic(id="lora", area="a", name=Text(en="LoRA", ko="LoRA"), level=1, hours=(1, 2))
        >>> said = {"lora": Intent(day, "skipped")}
        >>> topic_intent(Progress({"lora": Mark(False, day)}, intents=said), lora)
        Intent(at='2026-01-01T00:00:00.000Z', kind='skipped')
        >>> topic_intent(Progress({"lora": Mark(False, next_day)}, intents=said), lora) is None
        True
    """
    mark = topic_mark(progress, topic)
    if mark is not None and mark.on:
        return None
    names = (topic.id, *topic.formerly)
    return max((progress.intents[n] for n in names if _counts(progress, topic, n)), default=None)


def _counts(progress: Progress, topic: Topic, name: str) -> bool:
    """Whether there is an intent under ``name`` that no later mark of ``topic`` outdates."""
    intent, own = progress.intents.get(name), progress.topics.get(name)
    if intent is None or own is None or own.on or own.at > intent.at:
        return False
    others = [n for n in (topic.id, *topic.formerly) if n in progress.topics and n != name]
    back = [(n, mark) for n in others if not (mark := progress.topics[n]).on and mark.at > intent.at]
    return not any(n == topic.id or name in mark.over for n, mark in back)


def intend(
    progress: Progress, topics: Iterable[Topic], *, kind: IntentKind, kg: KnowledgeGraph, at: str
) -> Progress:
    """``progress`` with ``topics`` being learned, or skipped; none of them is learned any more."""
    changing = [topic for topic in topics if _kind(progress, topic) != kind]
    after = unlearn(progress, changing, kg=kg, at=at)
    marks, intents = dict(after.topics), dict(after.intents)
    for topic in changing:
        marks[topic.id] = _unlearned(after, topic, at)
        intents[topic.id] = Intent(marks[topic.id].at, kind)
    return replace(after, topics=marks, intents=intents)


def drop_intent(progress: Progress, topics: Iterable[Topic], *, kind: IntentKind, at: str) -> Progress:
    """``progress`` with ``topics`` not being learned, or not skipped, any more; others stay as they are."""
    marks, intents = dict(progress.topics), dict(progress.intents)
    for topic in topics:
        if _kind(progress, topic) == kind:
            marks[topic.id] = _unlearned(progress, topic, at)
            intents.pop(topic.id, None)
    return replace(progress, topics=marks, intents=intents)


def _kind(progress: Progress, topic: Topic) -> IntentKind | None:
    intent = topic_intent(progress, topic)
    return intent.kind if intent else None


def _unlearned(progress: Progress, topic: Topic, at: str) -> Mark:
    """The mark that ``topic`` is not learned, later than all that bear on it."""
    names = [name for name in (topic.id, *topic.formerly) if name in progress.topics]
    last = max((progress.topics[name].at for name in names), default="")
    return Mark(on=False, at=just_after(at, last), over=tuple(sorted(topic.formerly)))
