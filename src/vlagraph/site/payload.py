"""The JSON that the map's scripts read: short keys, both languages, nothing that the panel does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vlagraph.core.depths import core_concepts, hours_at
from vlagraph.core.papers.levels import shown_score
from vlagraph.core.plan.groups import all_groups, group_topics, topics_in
from vlagraph.core.text import visible
from vlagraph.site.content import NEW_PER_TOPIC
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.layout.wrap import lines
from vlagraph.site.render import safe_url
from vlagraph.site.words import in_both

if TYPE_CHECKING:
    from vlagraph.core.model import Area, Concept, Requirement, Text, Topic
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.standing import Place
    from vlagraph.core.plan.groups import Group
    from vlagraph.site.content import Content, Hit
    from vlagraph.site.layout.drawing import Drawing

__all__ = [
    "details",
    "edges",
    "evidence",
    "name_lines",
    "names_on_cards",
    "nodes",
    "payload",
    "short_authors",
]

_AUTHORS = 3
"""Authors named of a paper: they fit on one line."""
_WORD_LIMIT = 3
"""Words named of a match: the strongest few say why."""


def _pair(text: Text | None) -> list[str]:
    return [visible(text.en), visible(text.ko)] if text else ["", ""]


def name_lines(name: Text, room: float = GEOMETRY.text.room) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A name cut into lines of ``room`` pixels, in English and in Korean."""
    return lines(name.en, room=room, size=GEOMETRY.text.size), lines(
        name.ko, room=room, size=GEOMETRY.text.size
    )


def names_on_cards(content: Content) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The card lines of every topic, in the order of the nodes."""
    return [name_lines(topic.name) for topic in content.topics.values()]


def nodes(content: Content, drawing: Drawing) -> list[dict[str, Any]]:
    """One vis-network node a topic, placed."""
    return [
        {
            "id": topic.id,
            "label": visible(topic.name.en),
            "x": drawing.centres[topic.id][0],
            "y": drawing.centres[topic.id][1],
        }
        for topic in content.topics.values()
    ]


def edges(content: Content, drawing: Drawing) -> list[dict[str, Any]]:
    """One vis-network edge a requirement; ``r`` is 1 where required, ``h`` where it only helps.

    ``d`` says how it is shown at rest: 1 by a line, 2 by a stub at its topic, 3 by a line where the reader
    asks for what is recommended; without it only when a topic is chosen. ``p`` is its way. None where no line
    has a way of its own: the page of a large graph makes them from its topics.
    """
    if len(content.topics) > GEOMETRY.limits.routed:
        return []
    shown, made = content.shown, []
    stubs = [(source, topic) for topic, sources in shown.stubs.items() for source in sources]
    for how, some in ((1, shown.lines), (2, stubs), (3, shown.better), (0, shown.hidden), (0, shown.helps)):
        for a, b in some:
            kind = content.kind.get((a, b), "helps")
            edge: dict[str, Any] = {"from": a, "to": b, "r": int(kind == "required")}
            edge |= {"h": 1} if kind == "helps" else {}
            edge |= {"d": how} if how else {}
            if (a, b) in drawing.paths:
                edge |= {"p": drawing.paths[a, b], "y": drawing.ends[a, b]}
            made.append(edge)
    return made


def payload(content: Content, drawing: Drawing) -> dict[str, Any]:
    """What the map needs at once, in learning order; `details` holds what a panel shows."""
    roadmap = content.roadmap
    place = {topic: index for index, topic in enumerate(content.topics)}
    return {
        "title": _pair(roadmap.title),
        "size": [drawing.width, drawing.height],
        "areas": [_area(area) for area in content.areas],
        "regions": [
            [content.area_number[one.area], one.left, one.top, one.right, one.bottom]
            for one in drawing.regions
        ],
        "dots": drawing.dots,
        "stubs": [[place[topic], *stub] for topic, stub in drawing.stubs.items()],
        "tiers": [{"id": tier.id, "n": _pair(tier.name)} for tier in roadmap.priorities],
        "stages": [{"id": stage.id, "n": _pair(stage.name)} for stage in roadmap.stages],
        "goals": [_goal(content, group) for group in content.goals],
        "topics": _columns(content),
        **({"corrections": safe_url(roadmap.corrections)} if roadmap.corrections else {}),
    }


def _goal(content: Content, group: Group) -> dict[str, Any]:
    """Id, both names, the places of its topics, and where it has any its other names."""
    place = {topic: index for index, topic in enumerate(content.topics)}
    topics = [place[topic] for topic in group_topics(content.graph, group.id)]
    named: dict[str, Any] = {"id": group.id, "n": _pair(group.name), "t": topics}
    return {**named, "al": [visible(alias) for alias in group.aliases]} if group.aliases else named


def _area(area: Area) -> dict[str, Any]:
    """Id, both names, and for an area that the roadmap presupposes, that it does."""
    named: dict[str, Any] = {"id": area.id, "n": _pair(area.name)}
    return {**named, "assumed": True} if area.assumed else named


def details(content: Content) -> dict[str, Any]:
    """What the panel of each topic shows, and the papers that it names."""
    shown = [hit.paper for hits in content.hits.values() for hit in hits[:NEW_PER_TOPIC]]
    key = [paper.arxiv for chosen in content.key_papers.values() for paper in chosen]
    papers = {paper.id: paper for paper in shown} | {i: content.papers[i] for i in key if i in content.papers}
    return {
        "topics": {topic.id: _detail(content, topic) for topic in content.topics.values()},
        "papers": {paper.id: _paper(paper) for paper in sorted(papers.values(), key=lambda paper: paper.id)},
    }


def _stages(content: Content) -> dict[str, list[int]]:
    """Each topic with the numbers, from 0, of all stages that count it, by its name or that of its area."""
    found: dict[str, list[int]] = {topic: [] for topic in content.topics}
    for number, stage in enumerate(one for one in all_groups(content.roadmap) if one.kind == "stage"):
        for topic in topics_in(content.graph, stage):
            found[topic].append(number)
    return found


def _columns(content: Content) -> dict[str, Any]:
    """The topics in the order of the nodes, a list a field; requirements name topics by their place in it.

    ``h`` are the hours of a first pass, ``m`` those of mastery, ``c`` how many concepts these have.
    """
    topics, drawn = list(content.topics.values()), set(content.shown.lines)
    place = {topic.id: index for index, topic in enumerate(topics)}
    return {
        "en": [visible(topic.name.en) for topic in topics],
        "ko": [visible(topic.name.ko) for topic in topics],
        "a": [content.area_number[topic.area] for topic in topics],
        "l": [topic.level for topic in topics],
        "h": [list(hours_at(topic, mastery=False)) for topic in topics],
        "m": [list(topic.hours) for topic in topics],
        "c": [[len(topic.concepts), len(core_concepts(topic, mastery=False))] for topic in topics],
        "t": [content.tier.get(topic.id) for topic in topics],
        "g": list(_stages(content).values()),
        "r": [
            [
                [
                    place[need.topic],
                    int(need.kind == "required"),
                    int((need.topic, topic.id) in drawn),
                    *_named(content.topics[need.topic], need),
                ]
                for need in content.needs(topic)
            ]
            for topic in topics
        ],
        "al": {topic.id: [visible(alias) for alias in topic.aliases] for topic in topics if topic.aliases},
        "f": {topic.id: list(topic.formerly) for topic in topics if topic.formerly},
    }


def _named(topic: Topic, need: Requirement) -> list[list[int]]:
    """The places of the concepts of ``topic`` that ``need`` names; nothing where it needs the whole topic."""
    places = [place for place, concept in enumerate(topic.concepts) if concept.id in need.concepts]
    return [places] if places else []


def _detail(content: Content, topic: Topic) -> dict[str, Any]:
    hits = content.hits[topic.id]
    return {
        "s": _pair(topic.summary),
        "c": [_concept(concept) for concept in topic.concepts],
        "y": [_need(need) for need in content.needs(topic)],
        "h": [[need.topic, *_need(need)] for need in content.helps(topic)],
        "k": [[p.arxiv, *_pair(p.why), *_mark(content, p.arxiv)] for p in content.key_papers[topic.id]],
        "w": [[*_hit(hit), *_mark(content, hit.paper.id)] for hit in hits[:NEW_PER_TOPIC]],
        "m": len(hits),
        "rel": [other for other in topic.related if other in content.topics],
    }


def _concept(concept: Concept) -> list[Any]:
    """Id, name and note in both languages, and where it has any its other names."""
    aliases = [[visible(alias) for alias in concept.aliases]] if concept.aliases else []
    return [concept.id, *_pair(concept.name), *_pair(concept.note), *aliases]


def _need(need: Requirement) -> list[Any]:
    return [*_pair(need.reason), visible(need.source), list(need.concepts)]


def _hit(hit: Hit) -> list[Any]:
    """Id, score and words; for the reader's own decision no score, and it in both languages."""
    if hit.place.how != "matched":
        return [hit.paper.id, None, _pair(in_both(hit.place.words))]
    return [hit.paper.id, shown_score(hit.place.score), evidence(hit.place)]


def _mark(content: Content, paper: str) -> list[int]:
    """A 1 at the end of the entry of a paper with a note."""
    return [1] if paper in content.notes else []


def evidence(place: Place) -> list[str]:
    """The few strongest words or categories that put a paper under a topic."""
    strongest = sorted(place.evidence, key=lambda item: (-item.weight, item.text))
    return list(dict.fromkeys(visible(item.text) for item in strongest if item.text))[:_WORD_LIMIT]


def _paper(paper: Paper) -> list[Any]:
    return [visible(paper.readable_title), short_authors(paper), paper.published[:10]]


def short_authors(paper: Paper) -> str:
    """The first authors, and how many more there are."""
    named = ", ".join(visible(author) for author in paper.authors[:_AUTHORS])
    more = len(paper.authors) - _AUTHORS
    return f"{named} +{more}" if more > 0 else named
