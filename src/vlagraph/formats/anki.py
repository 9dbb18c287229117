"""Cards to learn by, as the text that Anki imports: https://docs.ankiweb.net/importing/text-files.html.

Each card has an id of its own that depends neither on its words nor on their language, so that importing a
later export changes the cards that are there, and no card is learned anew. It begins with the title of the
roadmap rather than its id or its address, which a roadmap gets later than its first cards.
"""

from __future__ import annotations

import csv
import html
import io
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.text import one_line
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.model import Concept, Lang, Requirement, Topic
    from vlagraph.core.papers.syllabus import Syllabus

__all__ = ["to_anki"]

_FORMULA = "=+-@"
"""What a spreadsheet would take for the beginning of a formula; as an entity, Anki shows the same sign."""


class _Card(NamedTuple):
    """A line of the file; the sides are HTML."""

    guid: str
    front: str
    back: str
    tags: str


def to_anki(syllabus: Syllabus, lang: Lang) -> Iterator[str]:
    """The headers, then a card a concept and a card a requirement that has a reason, topic by topic."""
    roadmap = syllabus.kg.roadmap
    yield "#separator:tab\n#html:true\n#notetype:Basic\n"
    yield f"#deck:{one_line(roadmap.title[lang]).replace('::', ': ')}\n"  # two colons part decks
    yield "#columns:GUID\tFront\tBack\tTags\n#guid column:1\n#tags column:4\n"
    origins = {topic: next(iter(former), topic) for topic, former in syllabus.former.items()}
    for topic in syllabus.topics.values():
        known = f"vlagraph/{one_line(roadmap.title.en)}/{origins[topic.id]}"
        for concept in topic.concepts:
            yield _line(_of_concept(topic, concept, known, lang))
        for need in topic.requires:
            if need.reason:
                known_need = f"{known}/needs/{origins[need.topic]}"
                yield _line(_of_need(syllabus, topic, need, known_need, lang))


def _of_concept(topic: Topic, concept: Concept, known: str, lang: Lang) -> _Card:
    """Its name and its topic, then what it is; where nobody has said that, what its topic is."""
    about = concept.note or topic.summary or topic.name
    front = f"<b>{_html(concept.name[lang])}</b><br>{_html(topic.name[lang])}"
    return _Card(f"{known}/concept/{concept.id}", front, _html(about[lang]), _tags(topic))


def _of_need(syllabus: Syllabus, topic: Topic, need: Requirement, known: str, lang: Lang) -> _Card:
    """Why one topic comes before another, then the reason and what shows it."""
    names = {
        "need": f"<b>{_html(syllabus.kg.topics[need.topic].name[lang])}</b>",
        "topic": f"<b>{_html(topic.name[lang])}</b>",
    }
    front = translate(lang, "export.card_before" if need.orders else "export.card_helps", **names)
    reason = _html(need.reason[lang]) if need.reason else ""
    shown = f"<br><small>{_html(translate(lang, 'topic.source', source=need.source))}</small>"
    return _Card(known, front, f"{reason}{shown if need.source else ''}", _tags(topic))


def _tags(topic: Topic) -> str:
    """Area and topic, as a branch of Anki's tree of tags."""
    return f"vlagraph::{topic.area}::{topic.id}"


def _html(text: str) -> str:
    """``text`` on one line as HTML, without brackets, in which Anki looks for sounds and formulas.

    >>> _html("=1 & [sound:x]")
    '&#61;1 &amp; &#91;sound:x]'
    """
    safe = html.escape(one_line(text), quote=False).replace("[", "&#91;")
    return f"&#{ord(safe[0])};{safe[1:]}" if safe[:1] and safe[0] in _FORMULA else safe


def _line(card: _Card) -> str:
    """``card`` as a line, every field in quotes: a bare # would begin a comment."""
    written = io.StringIO()
    csv.writer(written, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(card)
    return written.getvalue()
