"""A topic as a card and the list of topics, as text and as JSON."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Any

from vlagraph.core.depths import depth_of, hours_at
from vlagraph.core.text import printable
from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.formats.names import (
    area_names,
    both_hours,
    columns,
    depth_note,
    hours_cell,
    hours_column,
    tier_names,
    topic_names,
)
from vlagraph.words import hours_range, term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.graph import InGraph
    from vlagraph.core.model import Lang, Requirement, Topic
    from vlagraph.core.search import Hit, Search
    from vlagraph.core.study import TopicCard
    from vlagraph.formats.blocks import Blocks

_MOST_PAPERS = 10
"""Key papers that a search names: of a common word, as "robot", there are a hundred and more."""

__all__ = ["WRITERS", "card_document", "card_text", "topics_document", "topics_text"]


def card_text(card: TopicCard, lang: Lang) -> Blocks:
    """Everything about a topic: facts, summary, concepts, needs, what it unlocks, what to read."""
    return [
        *_head(card, lang),
        *_needs(card, lang),
        *_unlocks(card, lang),
        *_papers(card, lang),
        *_resources(card, lang),
        *_exercises(card, lang),
    ]


def card_document(card: TopicCard, _lang: Lang) -> Json:
    """The topic as in topics.json, what builds on it, and the titles of its key papers."""
    known = card.papers
    titles = {
        key.arxiv: known[key.arxiv].readable_title for key in card.topic.key_papers if key.arxiv in known
    }
    found = card.unlocks
    return Json({"topic": card.topic, "unlocks": found.unlocks, "direct": found.direct, "titles": titles})


def topics_text(answer: InGraph[Search], lang: Lang) -> Blocks:
    """A row a topic, with where the word was found; then goals and projects; or that nothing matches."""
    found = answer.found
    if not (found.hits or found.groups or found.papers):
        return [Line(translate(lang, "topic.no_match" if answer.kg.topics else "topic.none"))]
    blocks = list[Line | Table]()
    if found.hits:
        more = ["found_in"] if found.query else []
        hours = hours_column(mastery=answer.mastery)
        headers = columns(lang, "topic", "id", "area", "level", hours, *more)
        rows = [
            [*_cells(hit.topic, answer, lang), _found_in(hit, lang)][: len(headers)] for hit in found.hits
        ]
        blocks.append(Table(headers, rows, right=[3, 4], spare=[2, 3]))
    if found.groups:
        groups = [[one.name[lang], one.id, term(lang, "group_kind", one.kind)] for one in found.groups]
        blocks += [*([Line()] if blocks else []), Table(columns(lang, "name", "id", "kind"), groups)]
    blocks += [*([Line()] if blocks and found.papers else []), *_found_papers(answer, lang)]
    return [*blocks, Line(), depth_note(lang, mastery=answer.mastery)] if found.hits else blocks


def _cells(topic: Topic, answer: InGraph[Search], lang: Lang) -> list[str]:
    area, hours = area_names(answer.kg, lang)[topic.area], hours_at(topic, mastery=answer.mastery)
    return [topic.name[lang], topic.id, area, str(topic.level or "-"), hours_cell(hours, lang)]


def _found_papers(answer: InGraph[Search], lang: Lang) -> Iterator[Line | Table]:
    """The first key papers that were found, and how to see the others."""
    found = answer.found.papers
    rows = [
        [one.title or translate(lang, "paper.no_title"), one.id, topic_names(answer.kg, one.topics, lang)]
        for one in found[:_MOST_PAPERS]
    ]
    if rows:
        yield Table(columns(lang, "key_paper", "arXiv", "topics"), rows, spare=[2], name=0)
    if len(found) > len(rows):
        words = quote(printable(" ".join(answer.found.query.split())))
        command = f"vlagraph papers --search {words}"
        yield Line(translate(lang, "topic.more_papers", count=len(found) - len(rows), command=command))


def topics_document(answer: InGraph[Search], lang: Lang) -> Json:
    """The topics with where the word was found, the goals, projects and key papers, and the depth."""
    found = answer.found
    goals = [{"id": group.id, "kind": group.kind, "name": group.name[lang]} for group in found.groups]
    rows = [_row(hit, answer, lang) for hit in found.hits]
    papers = [{"id": one.id, "title": one.title or None, "topics": one.topics} for one in found.papers]
    return Json({"topics": rows, "goals": goals, "papers": papers, "depth": depth_of(mastery=answer.mastery)})


def _row(hit: Hit, answer: InGraph[Search], lang: Lang) -> dict[str, Any]:
    topic = hit.topic
    row = {
        "id": topic.id,
        "name": topic.name[lang],
        "area": topic.area,
        "priority": answer.kg.tier.get(topic.id),
        "level": topic.level,
        "hours": hours_at(topic, mastery=answer.mastery),
    }
    return {**row, "found_in": _found_document(hit, lang)} if hit.where else row


def _found_document(hit: Hit, lang: Lang) -> dict[str, Any]:
    """Where the word was found: in a name, in the area, in a concept or in a paper; or what it is near to."""
    part = hit.part
    if part is None:
        return {"where": hit.where}
    if part.concept is not None:
        return {"where": hit.where, "concept": part.concept.id, "name": part.concept.name[lang]}
    return {"where": hit.where, "arxiv": part.paper, "title": part.title or None}


def _found_in(hit: Hit, lang: Lang) -> str:
    part = hit.part
    if part is None:
        return term(lang, "found_in", hit.where)
    if part.concept is not None:
        return translate(lang, "topic.found_in_concept", concept=part.concept.name[lang])
    return translate(lang, "topic.found_in_paper", paper=f"{part.title} (arXiv:{part.paper})".lstrip())


def _head(card: TopicCard, lang: Lang) -> Iterator[Line]:
    topic = card.topic
    level = translate(lang, "topic.level", level=topic.level) if topic.level else ""
    tier = tier_names(card.kg, lang).get(card.kg.tier.get(topic.id, ""))
    facts = (area_names(card.kg, lang)[topic.area], level, both_hours(topic, lang), tier)
    yield Line(f"{topic.name[lang]}  [{topic.id}]", bold=True)
    yield Line(" · ".join(fact for fact in facts if fact))
    if topic.first_pass_basis:
        yield Line(translate(lang, "depth.first_basis", basis=topic.first_pass_basis[lang]), 2)
    if topic.hours_basis and topic.first_pass_basis:
        yield Line(translate(lang, "depth.mastery_basis", basis=topic.hours_basis[lang]), 2)
    elif topic.hours_basis:
        yield Line(topic.hours_basis[lang], 2)
    if topic.summary:
        yield Line()
        yield Line(topic.summary[lang])
    if topic.concepts:
        yield from _heading(translate(lang, "column.concepts"))
    for concept in topic.concepts:
        note = f": {concept.note[lang]}" if concept.note else ""
        yield Line(concept.name[lang] + note, 2)


def _needs(card: TopicCard, lang: Lang) -> Iterator[Line]:
    """What comes before the topic, and apart from it what helps in any order."""
    needs = [need for need in card.topic.requires if need.orders]
    helps = [need for need in card.topic.requires if not need.orders]
    yield from _heading(translate(lang, "topic.needs"))
    if not needs:
        yield Line(translate(lang, "topic.needs_nothing"), 2)
    for need in needs:
        yield from _need(card, need, lang)
    if helps:
        yield from _heading(translate(lang, "topic.helps"))
    for need in helps:
        yield from _need(card, need, lang)


def _need(card: TopicCard, need: Requirement, lang: Lang) -> Iterator[Line]:
    """A topic with how it is needed and which concepts of it; why, and where that is said."""
    other = card.kg.topics[need.topic]
    names = {concept.id: concept.name[lang] for concept in other.concepts}
    parts = ", ".join(names[concept] for concept in need.concepts)
    doubt = translate(lang, "topic.proposed") if need.proposed else ""
    kind = term(lang, "requirement", need.kind) if need.orders else ""
    facts = "; ".join(filter(None, (kind, doubt, parts)))
    yield Line(f"{other.name[lang]} ({facts})" if facts else other.name[lang], 2)
    source = translate(lang, "topic.source", source=need.source) if need.source else ""
    if why := f"{need.reason[lang] if need.reason else ''} {source}".rstrip():
        yield Line(why, 4)


def _unlocks(card: TopicCard, lang: Lang) -> Iterator[Line]:
    yield from _heading(translate(lang, "topic.unlocks"))
    found = card.unlocks
    names, count = topic_names(card.kg, found.direct, lang), len(found.unlocks)
    if not count:
        yield Line(translate(lang, "topic.unlocks_nothing"), 2)
    elif count == len(found.direct):
        yield Line(names, 2)
    else:
        yield Line(translate(lang, "topic.unlocks_more", names=names, count=count, topic=card.topic.id), 2)


def _papers(card: TopicCard, lang: Lang) -> Iterator[Line]:
    yield from _heading(translate(lang, "topic.key_papers"))
    if not card.topic.key_papers:
        yield Line(translate(lang, "topic.no_key_papers", topic=card.topic.id), indent=2)
    for number, key in enumerate(card.topic.key_papers, start=1):
        paper = card.papers.get(key.arxiv)
        title = paper.readable_title if paper else translate(lang, "paper.no_title")
        must = f", {translate(lang, 'topic.must_read')}" if key.must_read else ""
        yield Line(f"{number}. {title}  arXiv:{key.arxiv}  {term(lang, 'role', key.role)}{must}", 2)
        if key.why:
            yield Line(key.why[lang], 5)


def _resources(card: TopicCard, lang: Lang) -> Iterator[Line]:
    if card.topic.resources:
        yield from _heading(translate(lang, "topic.resources"))
    for resource in card.topic.resources:
        kind = term(lang, "resource", resource.kind)
        yield Line(f"{resource.title} ({kind})  {resource.url or ''}".rstrip(), 2)
        if resource.why:
            yield Line(resource.why[lang], 5)


def _exercises(card: TopicCard, lang: Lang) -> Iterator[Line]:
    if card.topic.exercises:
        yield from _heading(translate(lang, "topic.exercises"))
    for number, exercise in enumerate(card.topic.exercises, start=1):
        depth = f", {term(lang, 'depth', 'first-pass')}" if exercise.first_pass else ""
        yield Line(f"{number}. {exercise.task[lang]} ({hours_range(exercise.hours, lang)}{depth})", 2)


def _heading(text: str) -> Iterator[Line]:
    yield Line()
    yield Line(text, bold=True)


WRITERS = {
    ("topic", "text"): card_text,
    ("topic", "json"): card_document,
    ("topics", "text"): topics_text,
    ("topics", "json"): topics_document,
}
