"""The learning order as one document in Markdown: every topic with what it needs and what to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.depths import hours_at, sum_hours
from vlagraph.formats.markdown import escaped
from vlagraph.formats.topic_markdown import topic_link, topic_sections
from vlagraph.words import hours_range, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.model import Lang
    from vlagraph.core.papers.syllabus import Syllabus

__all__ = ["syllabus_head", "syllabus_markdown"]


def syllabus_head(syllabus: Syllabus, lang: Lang) -> str:
    """How many topics there are and how many hours they take at both depths; or that there is none yet."""
    if not syllabus.order:
        return translate(lang, "topic.none")
    topics = syllabus.topics.values()
    first, everything = (
        hours_range(sum_hours(hours_at(topic, mastery=mastery) for topic in topics), lang)
        for mastery in (False, True)
    )
    parted = any(topic.first_pass != (0, 0) for topic in topics)
    hours = translate(lang, "depth.both", first=first, all=everything) if parted else everything
    return translate(lang, "export.document", count=len(syllabus.order), hours=escaped(hours))


def syllabus_markdown(syllabus: Syllabus, lang: Lang) -> Iterator[str]:
    """The title, the list of the topics with links, then a section a topic; a piece each."""
    links = (topic_link(syllabus, topic, lang, address=_anchor) for topic in syllabus.order)
    listed = (f"{number}. {link}" for number, link in enumerate(links, start=1))
    yield _joined(
        f"# {escaped(syllabus.kg.roadmap.title[lang])}", "", syllabus_head(syllabus, lang), "", *listed
    )
    for number, topic in enumerate(syllabus.topics.values(), start=1):
        anchor, heading = f'<a id="{topic.id}"></a>', f"## {number}. {escaped(topic.name[lang])}"
        sections = list(topic_sections(syllabus, topic, lang, address=_anchor))
        yield _joined("", anchor, "", heading, "", *sections[:-1])


def _anchor(topic: str) -> str:
    return f"#{topic}"


def _joined(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)
