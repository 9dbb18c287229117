"""A roadmap in Markdown, in any language: headings are areas and topics, bullets are concepts.

What a section is, is told by its shape and not by its words: a section whose lists name topics that stand
elsewhere is one of tiers or stages, a list with arrows tells stages, and a list after those tells next
steps.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.drafting.draft import Draft, DraftArea, DraftConcept, DraftNeed, DraftStep, DraftTopic
from vlagraph.core.spelling import fold
from vlagraph.errors import Problem
from vlagraph.store.importing.outline import Item, Section, read_outline
from vlagraph.store.importing.references import Titles, parts_of
from vlagraph.store.importing.schedule import read_stages, read_tiers, shape_of
from vlagraph.store.importing.source import line_at
from vlagraph.store.importing.vocabulary import STATED
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vlagraph.store.importing.source import Source

__all__ = ["read"]

_OWN = re.compile(r'^<a id="[a-z0-9-]+"></a>\s+## 1\. ', re.MULTILINE)
"""The first topic of our own export, which is for reading: its lists under bold lines are no plan."""


class _Place(NamedTuple):
    """A topic still to be read: its section, and the key of its area."""

    section: Section
    area: str


def read(source: Source) -> Draft:
    """The draft of the text.

    Raises:
        DataError: it has neither headings nor lists, or our own export wrote it.
    """
    if own := _OWN.search(source.text):
        where = line_at(source.text, own.start())
        source.refuse(Problem(where, Message("import.own_markdown"), Message("import.own_markdown_todo")))
    root = read_outline(source.text)
    title, sections = _sections(root)
    shapes = _shapes(sections)
    areas = [section for section in sections if shapes[id(section)] == "area"]
    places = list(_places(areas, root if not sections else None))
    if not places:
        source.refuse(Problem("file", Message("import.no_topics"), Message("import.no_topics_todo")))
    titles = Titles(
        [(_key(place.section), place.section.title or title) for place in places],
        [(_area_key(area), area.title) for area in areas if area.parts],
    )
    topics, needs = _topics(places, titles, source, title)
    return Draft(
        title=title or source.stem,
        topics=topics,
        areas=tuple(DraftArea(key=_area_key(area), name=area.title) for area in areas if area.parts),
        needs=needs,
        tiers=read_tiers([one for one in sections if shapes[id(one)] == "tiers"], titles, source),
        stages=read_stages([one for one in sections if shapes[id(one)] == "stages"], titles, source),
        next_steps=tuple(
            DraftStep(name=item.label, note=item.rest, bullet=item.text)
            for one in sections
            if shapes[id(one)] == "next"
            for item in one.items
        ),
    )


def _sections(root: Section) -> tuple[str, list[Section]]:
    """The title of the text, and its sections of the first level that has several."""
    if len(root.parts) == 1 and root.parts[0].parts:
        return root.parts[0].title, root.parts[0].parts
    if len(root.parts) == 1 and root.parts[0].level == 1:
        return root.parts[0].title, root.parts
    return "", root.parts


def _shapes(sections: Sequence[Section]) -> dict[int, str]:
    """What each section is: ``area``, ``tiers``, ``stages``, ``next``, or nothing that is read."""
    named = {fold(one.title) for section in sections for one in (section, *section.parts)}
    found, planned = {}, False
    for section in sections:
        shape = shape_of(section, named)
        planned = planned or bool(shape)
        if not shape and (section.parts or section.items or section.rows):
            shape = "next" if planned and section.items and not section.parts else "area"
        found[id(section)] = shape
    return found


def _places(areas: Sequence[Section], listed: Section | None) -> Iterator[_Place]:
    """The topics: sections of an area, and the area itself where bullets stand right under it.

    A text without headings has a topic for each entry of its outer list.
    """
    for area in areas:
        key = _area_key(area) if area.parts else ""
        if area.items or area.rows or not area.parts:
            yield _Place(area, key)
        for part in area.parts:
            yield _Place(part, key)
    for item in listed.items if listed else ():
        if item.depth == 1:
            inner = list(_below(listed.items, item)) if listed else []
            yield _Place(Section(2, item.label, item.line, items=inner), "")


def _below(items: Sequence[Item], above: Item) -> Iterator[Item]:
    """The entries that stand under ``above`` in a list."""
    for item in items[items.index(above) + 1 :]:
        if item.depth <= above.depth:
            return
        yield item


def _key(section: Section) -> str:
    return f"topic {section.line}"


def _area_key(section: Section) -> str:
    return f"area {section.line}"


def _topics(
    places: Sequence[_Place], titles: Titles, source: Source, title: str
) -> tuple[tuple[DraftTopic, ...], tuple[DraftNeed, ...]]:
    topics, needs = [], []
    for place in places:
        section, key = place.section, _key(place.section)
        concepts = []
        for item in _bullets(section):
            stated = _stated(item, key, titles, source)
            needs += stated or _mentioned(item, key, titles, source)
            if not stated:
                concepts.append(DraftConcept(name=item.label, note=item.rest, bullet=item.text))
        said = [(item, _stated(item, key, titles, source)) for item in section.paragraphs]
        needs += [need for _, stated in said for need in stated]
        summary = " ".join(item.text for item, stated in said if not stated)
        topics.append(
            DraftTopic(
                key=key,
                name=section.title or title or source.stem,
                area=place.area,
                summary=summary,
                concepts=tuple(concepts),
                where=f"line {section.line}",
            )
        )
    return tuple(topics), tuple(needs)


def _bullets(section: Section) -> Iterator[Item]:
    """Every bullet and row under a topic, and under its deeper headings, which are concepts too."""
    yield from section.items
    for row in section.rows:
        if not row.head and any(row.cells):
            first, *rest = row.cells
            yield Item(
                row.line, " | ".join(row.cells), first or " | ".join(rest), ", ".join(filter(None, rest)), 1
            )
    if section.level > 1:
        for part in section.parts if section.level > 2 else ():
            text = " ".join(item.text for item in part.paragraphs)
            yield Item(part.line, part.title, part.title, text, 1)
            yield from _bullets(part)


def _stated(item: Item, topic: str, titles: Titles, source: Source) -> list[DraftNeed]:
    """The requirements that a line such as "Prerequisites: A, B" states; none where it names no topic."""
    if fold(item.label) not in STATED:
        return []
    found = []
    for name in parts_of(item.rest, lambda name: _meant(name, item, titles)):
        needed = _meant(name, item, titles)
        if needed is None:
            what = Message("import.unknown_name", {"name": repr(name)})
            todo = Message("import.unknown_name_todo")
            source.remarks.append(Problem(f"line {item.line}", what, todo, "warning"))
        elif needed != topic:
            found.append(DraftNeed(topic=topic, needed=needed, source=f"{source.name}:{item.line}"))
    return found


def _meant(name: str, item: Item, titles: Titles) -> str | None:
    """The key of the topic called ``name``, or of the page that a link of a wiki with this word leads to."""
    page = dict(item.pages).get(name)
    return titles.topic(name) or (titles.topic(page) if page else None)


def _mentioned(item: Item, topic: str, titles: Titles, source: Source) -> list[DraftNeed]:
    """Requirements that we propose: a bullet of the topic is, or lists, the name of another one."""
    listed = parts_of(item.rest, lambda name: _meant(name, item, titles))
    named = [_meant(name, item, titles) for name in (item.label, *listed)]
    return [
        DraftNeed(
            topic=topic, needed=needed, kind="recommended", proposed=True, source=f"{source.name}:{item.line}"
        )
        for needed in dict.fromkeys(named)
        if needed is not None and needed != topic
    ]
