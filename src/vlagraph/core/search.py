"""Topics and key papers by a word: in names, areas, concepts, titles and ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from vlagraph.core.grades import GRADES, grade_of
from vlagraph.core.names import resolve
from vlagraph.core.papers.ids import id_in
from vlagraph.core.parts import Part, paper_names
from vlagraph.core.plan.groups import Group, all_groups
from vlagraph.core.slips import mend_words
from vlagraph.core.spelling import bare_words, fold, singulars
from vlagraph.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vlagraph.core.grades import Grade
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Topic

__all__ = ["FoundPaper", "Hit", "Search", "find_papers", "search"]

Where = Literal["", "name", "area", "concept", "paper", "near"]

_RANKS = {
    "name": {"same": 0, "word": 4, "begins": 5, "contains": 8},
    "alias": {"same": 1, "word": 6, "begins": 7, "contains": 9},
    "area": dict.fromkeys(("same", "word", "begins", "contains"), 10),
    "concept": {"same": 2, "word": 11, "begins": 11, "contains": 11},
    "paper": {"same": 3, "word": 12, "begins": 12, "contains": 12},
}
"""What comes first: the query itself, as a name and then as a part; whole words; names before other names."""


class _Wanted(NamedTuple):
    """What a name must have; ``whole``: not as a beginning, as "basi" would be of "basics"."""

    text: str
    whole: bool = False


_Form = tuple[tuple[_Wanted, ...], tuple[_Wanted, ...]]
"""What is asked for as it stands, and each word of it once."""


class Hit(NamedTuple):
    """A topic, where the word was found (nowhere: nothing was asked for), and the part that holds it."""

    topic: Topic
    where: Where = ""
    part: Part | None = None


class FoundPaper(NamedTuple):
    """A key paper by its arXiv id, its title ("" where that is not known) and its topics."""

    id: str
    title: str
    topics: tuple[str, ...]


class Search(msgspec.Struct, frozen=True):
    """The topics that a word was found in, best first, and what is called so: goals, projects, key papers."""

    query: str
    hits: tuple[Hit, ...]
    groups: tuple[Group, ...] = ()
    papers: tuple[FoundPaper, ...] = ()


def search(kg: KnowledgeGraph, query: str) -> Search:
    """What ``query`` is found in: as it stands, with singulars for its words, as a name with a particle.

    Where that is nothing, without any particles, else with the words that its words are near to, else as a
    name that it is near to.
    """
    if not query.strip():
        return Search("", tuple(Hit(topic) for topic in kg.roadmap.topics))
    places = _Places(kg)
    found = places.in_all_forms(query)
    if not found and (bare := bare_words(query)) != query:
        found = places.find(query, _as_typed(bare)) or places.find(query, _as_singulars(bare))
    if not found and (mended := mend_words(query, places.words())):
        right = places.in_all_forms(mended)
        near = tuple(hit._replace(where="near") for hit in right.hits) if right else ()
        found = Search(query, near, right.groups, right.papers) if right else None
    return found or Search(query, tuple(_near(kg, query)), (), find_papers(kg, query))


def find_papers(kg: KnowledgeGraph, query: str) -> tuple[FoundPaper, ...]:
    """The key papers with ``query`` in their id, title or short name; best first."""
    return _papers_with(kg, _as_typed(query))


def _papers_with(kg: KnowledgeGraph, form: _Form) -> tuple[FoundPaper, ...]:
    titles = kg.titles()
    for words in form:
        found = [
            (GRADES.index(grade), FoundPaper(paper, title, topics))
            for paper, topics in kg.chosen_by.items()
            for title in (titles.get(paper, ""),)
            if (grade := _grade_of_all((paper, *paper_names(title)), words)) != "none"
        ]
        if found:
            return tuple(paper for _, paper in sorted(found, key=lambda item: item[0]))
    return ()


def _as_typed(query: str) -> _Form:
    """``query`` and its words; what names a paper by its id, as an address does, is that id."""
    query = id_in(query) or query
    return (_Wanted(query),), tuple(map(_Wanted, dict.fromkeys(query.split())))


def _as_singulars(query: str) -> _Form:
    """``query`` with the singulars of its words, each of which must be a whole word."""
    words = [_Wanted(word, was_plural) for word, was_plural in singulars(query)]
    whole = _Wanted(" ".join(word.text for word in words), any(word.whole for word in words[-1:]))
    return (whole,), tuple(dict.fromkeys(words))


def _grade_of_all(names: Sequence[str], words: Sequence[_Wanted]) -> Grade:
    """How the name that fits it best fits the word that fits worst; "none" without words."""
    worst: Grade = "same" if words else "none"
    for word in words:
        worst = max(worst, min((_grade(name, word) for name in names), key=GRADES.index), key=GRADES.index)
        if worst == "none":  # whatever the other words are, of which there may be a thousand
            break
    return worst


def _grade(name: str, wanted: _Wanted) -> Grade:
    grade = grade_of(name, wanted.text)
    return "none" if wanted.whole and GRADES.index(grade) > GRADES.index("word") else grade


class _Place(NamedTuple):
    """A name, where it stands in a topic, and whether it is but another name of it."""

    where: Where
    name: str
    part: Part | None = None
    other: bool = False


class _Places:
    """All places of ``kg`` in which words are looked for."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        titles = kg.titles()
        areas = {area.id: (area.id, area.name.en, area.name.ko) for area in kg.roadmap.areas}
        self._kg = kg
        self._topics = [
            (topic, list(_places(topic, areas[topic.area], titles))) for topic in kg.roadmap.topics
        ]
        self._groups = [group for group in all_groups(kg.roadmap) if group.kind in {"goal", "project"}]

    def find(self, query: str, *forms: _Form) -> Search | None:
        """What the ``forms`` of ``query`` are found in, best first, then by form; None for nothing."""
        ranked = (item for wanted in forms for item in _ranked(self._topics, wanted))
        hits: dict[str, Hit] = {}
        for _, hit in sorted(ranked, key=lambda item: item[0]):
            hits.setdefault(hit.topic.id, hit)
        groups = tuple(group for group in self._groups if any(_is_called(group, words) for _, words in forms))
        papers = dict.fromkeys(paper for wanted in forms for paper in _papers_with(self._kg, wanted))
        return Search(query, tuple(hits.values()), groups, tuple(papers)) if hits or groups else None

    def in_all_forms(self, query: str) -> Search | None:
        """What ``query`` and the singulars of its words are found in, and the name before its particle."""
        singular, bare = _as_singulars(query), bare_words(query)
        forms = [_as_typed(query)]
        if any(word.whole for word in singular[1]):
            forms.append(singular)
        if fold(bare) != fold(singular[0][0].text) and self._has_name(fold(bare)):
            forms.append(_as_typed(bare))
        return self.find(query, *forms)

    def _has_name(self, folded: str) -> bool:
        """Whether a topic or a concept has this name: else it may be a part of a word, as 정밀 of 정밀도."""
        named = (
            place for _, places in self._topics for place in places if place.where in {"name", "concept"}
        )
        return any(fold(place.name) == folded for place in named)

    def words(self) -> Iterator[str]:
        """The words of all names."""
        for _, places in self._topics:
            for place in places:
                yield from place.name.split()
        for group in self._groups:
            for name in _names(group):
                yield from name.split()


def _places(topic: Topic, area: Iterable[str], titles: Mapping[str, str]) -> Iterator[_Place]:
    for name in (topic.id, topic.name.en, topic.name.ko):
        yield _Place("name", name)
    for name in (*topic.aliases, *topic.formerly):
        yield _Place("name", name, other=True)
    for name in area:
        yield _Place("area", name)
    for concept in topic.concepts:
        for name in (concept.id, concept.name.en, concept.name.ko, *concept.aliases):
            yield _Place("concept", name, Part(topic.id, concept))
    for key in topic.key_papers:
        title = titles.get(key.arxiv, "")
        for name in (key.arxiv, *paper_names(title)):
            yield _Place("paper", name, Part(topic.id, paper=key.arxiv, title=title))


def _ranked(known: Iterable[tuple[Topic, list[_Place]]], form: _Form) -> list[tuple[int, Hit]]:
    """The topics that hold all that is asked for; where none does, those that hold each of its words."""
    for wanted in form:
        found = [
            (rank, Hit(topic, where, part))
            for topic, own in known
            for rank, where, part in _best(own, wanted)
        ]
        if found:
            return found
    return []


def _best(places: list[_Place], words: Iterable[_Wanted]) -> Iterator[tuple[int, Where, Part | None]]:
    """The best rank of the word that fits worst, and where it was found; nothing where a word is missing."""
    found = []
    for word in words:
        best = min(_ranks(places, word), key=lambda item: item[0], default=None)
        if best is None:  # whatever the other words are, of which there may be a thousand
            return
        found.append(best)
    if found:
        yield max(found, key=lambda item: item[0])


def _ranks(places: list[_Place], word: _Wanted) -> Iterator[tuple[int, Where, Part | None]]:
    for where, name, part, other in places:
        rank = _RANKS["alias" if other else where].get(_grade(name, word))
        if rank is not None:
            yield rank, where, part


def _is_called(group: Group, words: Sequence[_Wanted]) -> bool:
    return _grade_of_all(_names(group), words) != "none"


def _names(group: Group) -> tuple[str, ...]:
    return (group.id, group.name.en, group.name.ko, *group.aliases)


def _near(kg: KnowledgeGraph, query: str) -> list[Hit]:
    """The topics that a name with a slip may mean."""
    try:
        found = resolve(query, kg.catalogue, parts=lambda: kg.parts.catalogue)
    except UnknownNameError:
        return []
    part = kg.parts.named[found.part][0] if found.part else None
    return [Hit(kg.topics[name], "near", part) for name in kg.members(found.id)]
