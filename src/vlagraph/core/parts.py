"""What topics consist of by name: their concepts, and their key papers by id, title and short name."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.names import Catalogue, make_catalogue
from vlagraph.core.spelling import fold
from vlagraph.core.text import printable
from vlagraph.words import Message, render, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vlagraph.core.model import Concept, Lang, Roadmap, Text, Topic

__all__ = ["Mention", "Part", "Parts", "paper_names", "short_name"]

_LONGEST_SHORT_NAME = 40
"""Characters before the colon of a title that may be a name: more are the first half of a sentence."""


class Part(NamedTuple):
    """A concept of a topic, or a key paper of it by its arXiv id and title; the title may not be known."""

    topic: str
    concept: Concept | None = None
    paper: str = ""
    title: str = ""

    @property
    def label(self) -> str:
        """What it is called in every language."""
        return self.concept.id if self.concept else short_name(self.title) or self.title or self.paper


class Mention(NamedTuple):
    """What a person typed, the part that it is, the topic of it, and further topics with such a part."""

    typed: str
    topic: Text
    part: Part | None
    others: tuple[Text, ...]

    def text(self, lang: Lang) -> str:
        """The remark on it, in ``lang``."""
        said = str(render(self._said(), lang))
        if not self.others:
            return said
        return translate(lang, "name.also_under", text=said, names=", ".join(t[lang] for t in self.others))

    def _said(self) -> Message:
        if self.part is None:
            return Message("name.of_topic", {"typed": repr(self.typed), "topic": self.topic})
        if (concept := self.part.concept) is None:
            known = {"paper": self.part.paper, "title": self.part.title}
            paper = Message("name.titled_paper" if self.part.title else "name.untitled_paper", known)
            return Message("name.key_paper", {"paper": paper, "topic": self.topic})
        named = {"concept": concept.name, "topic": self.topic, "typed": repr(self.typed)}
        own = fold(self.typed) in {fold(name) for name in (concept.id, concept.name.en, concept.name.ko)}
        return Message("name.concept" if own else "name.in_concept", named)


class Parts:
    """The parts of all topics of ``roadmap`` by their folded names; ``titles`` are those of papers by id.

    Of the parts of one name a concept comes before a paper; then what is called so before what is also
    called so, a paper to be read first of all, what was added to the roadmap, which is the home of its
    papers, before a topic that they only illustrate, and an earlier place in the topic.
    """

    def __init__(self, roadmap: Roadmap, titles: Mapping[str, str]) -> None:
        self._roadmap = roadmap
        self._titles = titles

    @cached_property
    def named(self) -> Mapping[str, tuple[Part, ...]]:
        """The parts of each folded name, the most fitting first."""
        found: dict[str, list[tuple[tuple[int, ...], Part]]] = {}
        for topic in self._roadmap.topics:
            for rank, name, part in (*_concepts(topic), *_papers(topic, self._titles)):
                if key := fold(name):
                    found.setdefault(key, []).append((rank, part))
        return {key: _best_first(parts) for key, parts in found.items()}

    @cached_property
    def catalogue(self) -> Catalogue:
        """The topics of each name, the most fitting first."""
        names = {key: tuple(dict.fromkeys(p.topic for p in parts)) for key, parts in self.named.items()}
        return Catalogue(names, tuple(topic.id for topic in self._roadmap.topics))

    @cached_property
    def papers(self) -> Catalogue:
        """The key papers of each name."""
        keys = dict.fromkeys(key.arxiv for topic in self._roadmap.topics for key in topic.key_papers)
        return make_catalogue([(paper, paper_names(self._titles.get(paper, ""))) for paper in keys])

    def mention(self, typed: str, key: str, topic: Topic) -> Mention | None:
        """What is to be said of ``typed``, which was read as ``topic``, where a part is called ``key``.

        A paper says more than the concept that lists its name. None where all that is known is the topic.
        """
        parts = self.named.get(key, ())
        own = [part for part in parts if part.topic == topic.id]
        names = {each.id: each.name for each in self._roadmap.topics}
        others = tuple(names[one] for one in dict.fromkeys(p.topic for p in parts) if one != topic.id)
        part = next((part for part in own if part.paper), own[0] if own else None)
        return Mention(printable(typed), topic.name, part, others) if part or others else None


def short_name(title: str) -> str:
    """What stands before the colon of a title, where that is a name and no half of a sentence; or nothing.

    >>> short_name("OpenVLA: An Open-Source Model"), short_name("Attention Is All You Need")
    ('OpenVLA', '')
    """
    name, colon, _ = title.partition(":")
    return name.strip() if colon and len(name) <= _LONGEST_SHORT_NAME else ""


def paper_names(title: str) -> tuple[str, ...]:
    """The names of a paper: its title and its short name, Greek letters also as they are typed.

    >>> paper_names("$π_0$: A Vision-Language-Action Flow Model")[1:]
    ('$π_0$', '$pi_0$')
    """
    short = short_name(title)
    return tuple(dict.fromkeys(name for name in (title, short, short.replace("π", "pi")) if name))


def _best_first(parts: Iterable[tuple[tuple[int, ...], Part]]) -> tuple[Part, ...]:
    return tuple(part for _, part in sorted(parts, key=lambda item: item[0]))


def _concepts(topic: Topic) -> Iterator[tuple[tuple[int, ...], str, Part]]:
    for place, concept in enumerate(topic.concepts):
        part = Part(topic.id, concept)
        for name in (concept.id, concept.name.en, concept.name.ko):
            yield (0, 0, _at_home(topic), place), name, part
        for name in concept.aliases:
            yield (0, 1, _at_home(topic), place), name, part


def _papers(topic: Topic, titles: Mapping[str, str]) -> Iterator[tuple[tuple[int, ...], str, Part]]:
    for place, key in enumerate(topic.key_papers):
        title = titles.get(key.arxiv, "")
        for name in (key.arxiv, *paper_names(title)):
            rank = (1, not key.must_read, _at_home(topic), place)
            yield rank, name, Part(topic.id, paper=key.arxiv, title=title)


def _at_home(topic: Topic) -> int:
    """0 for a topic that was added as the home of its papers, 1 for one of the roadmap itself."""
    return int(topic.origin == "roadmap")
