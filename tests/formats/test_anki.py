"""Cards are read back as Anki reads them, and keep their ids whatever is written on them."""

from __future__ import annotations

import csv
import html
import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tests.support.odd_roadmaps import odd_roadmap
from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.model import Concept, Text
from vlagraph.core.papers.syllabus import Syllabus
from vlagraph.core.text import one_line
from vlagraph.formats.anki import to_anki

if TYPE_CHECKING:
    from vlagraph.core.model import Lang, Roadmap

ODD = odd_roadmap(500)
KNOWN = f"vlagraph/{one_line(ODD.title.en)}"
HEADERS = {"separator": "tab", "html": "true", "guid column": "1", "tags column": "4"}


def _written(roadmap: Roadmap, lang: Lang = "en") -> str:
    syllabus = Syllabus(KnowledgeGraph(roadmap), tuple(topic.id for topic in roadmap.topics))
    return "".join(to_anki(syllabus, lang))


def _cards(roadmap: Roadmap, lang: Lang = "en") -> dict[str, list[str]]:
    """The fields of each card behind its id, read as Anki does: headers, then CSV of the stated separator."""
    lines = _written(roadmap, lang).splitlines(keepends=True)
    rows = list(csv.reader((line for line in lines if line[0] != "#"), delimiter="\t", strict=True))
    assert all(len(row) == 4 for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0]: row[1:] for row in rows}


def _shown(side: str) -> list[str]:
    """The lines that a card shows; its own signs are the only markup."""
    assert set(re.findall(r"<[^>]*>", side)) <= {"<b>", "</b>", "<br>", "<small>", "</small>"}
    assert "[" not in side
    return [html.unescape(re.sub(r"<[^>]*>", "", line)) for line in side.split("<br>")]


def test_the_headers_tell_anki_everything_that_it_would_ask() -> None:
    lines = _written(ODD).splitlines()
    said = dict(line[1:].split(":", 1) for line in lines if line.startswith("#"))

    assert HEADERS.items() <= said.items()
    assert said["columns"].split("\t") == ["GUID", "Front", "Back", "Tags"]
    assert said["deck"] == one_line(ODD.title.en)
    assert lines[len(said)].startswith('"')


def test_every_concept_and_every_reason_is_a_card_with_nothing_lost() -> None:
    cards = _cards(ODD)
    topics = {topic.id: topic for topic in ODD.topics}

    for topic in ODD.topics:
        for concept in topic.concepts:
            front, back, tags = cards.pop(f"{KNOWN}/{topic.id}/concept/{concept.id}")
            about = concept.note or topic.summary or topic.name

            assert _shown(front) == [one_line(concept.name.en), one_line(topic.name.en)]
            assert _shown(back) == [one_line(about.en)]
            assert tags == f"vlagraph::{topic.area}::{topic.id}"
        for need in filter(lambda need: need.reason, topic.requires):
            front, back, tags = cards.pop(f"{KNOWN}/{topic.id}/needs/{need.topic}")
            reason, *source = _shown(back)

            assert need.reason
            assert reason == one_line(need.reason.en)
            assert source == ([one_line(f"Source: {need.source}")] if need.source else [])
            assert all(one_line(one.name.en) in _shown(front)[0] for one in (topic, topics[need.topic]))
    assert cards == {}


def test_no_field_begins_with_what_a_spreadsheet_computes() -> None:
    fields = [field for card in _cards(ODD).values() for field in card]

    assert not [field for field in fields if field[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_a_card_keeps_its_id_in_other_words_another_language_and_under_a_new_id_of_its_topic() -> None:
    first = ODD.topics[2]
    concepts = tuple(replace(one, name=Text(en="Other"), note=None) for one in first.concepts)
    reworded = replace(first, name=Text(en="Another name"), concepts=concepts)
    renamed = replace(reworded, id="new-id", formerly=("topic-2",))
    before = set(_cards(ODD))

    assert set(_cards(ODD, "ko")) == before
    for changed in (reworded, renamed):
        ids = {first.id: changed.id}
        topics = (
            replace(one, requires=tuple(replace(n, topic=ids.get(n.topic, n.topic)) for n in one.requires))
            for one in ODD.topics
        )
        swapped = [changed if one.id == first.id else one for one in topics]
        swapped[2] = replace(swapped[2], requires=first.requires)
        assert set(_cards(replace(ODD, topics=tuple(swapped)))) == before


def test_two_parts_of_a_topic_of_old_have_cards_of_their_own() -> None:
    concept = (Concept(id="part", name=Text(en="Part")),)
    parts = [
        replace(ODD.topics[0], id=name, formerly=("old",), concepts=concept, name=Text(en=name))
        for name in ("one", "two")
    ]

    assert len(_cards(replace(ODD, topics=tuple(parts)))) == 2
