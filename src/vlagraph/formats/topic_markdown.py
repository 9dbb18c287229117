"""Everything that a topic says as Markdown, for a document and for a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.ids import abs_url
from vlagraph.formats.markdown import escaped, escaped_prose
from vlagraph.formats.names import area_names, both_hours, tier_names
from vlagraph.formats.news_words import authors_text
from vlagraph.words import hours_range, term, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vlagraph.core.model import Exercise, KeyPaper, Lang, Requirement, Resource, Text, Topic
    from vlagraph.core.papers.syllabus import Syllabus

    Address = Callable[[str], str]

__all__ = ["topic_link", "topic_sections"]


def topic_sections(syllabus: Syllabus, topic: Topic, lang: Lang, *, address: Address) -> Iterator[str]:
    """The lines about ``topic`` below its heading; ``address`` says where another topic stands."""
    yield from (_facts(syllabus, topic, lang), "")
    if topic.summary:
        yield from (escaped_prose(topic.summary[lang]), "")
    needs = (_need(syllabus, need, lang, address) for need in topic.requires if need.orders)
    helps = (_need(syllabus, need, lang, address) for need in topic.requires if not need.orders)
    users = (f"- {topic_link(syllabus, user, lang, address=address)}" for user in syllabus.users[topic.id])
    yield from _listed(translate(lang, "topic.needs"), needs)
    yield from _listed(translate(lang, "topic.helps"), helps)
    yield from _listed(translate(lang, "topic.unlocks"), users)
    concepts = (f"- **{escaped(one.name[lang])}**{_after(one.note, lang)}" for one in topic.concepts)
    yield from _listed(translate(lang, "export.concepts"), concepts)
    papers = (f"1. {_paper(syllabus, key, lang)}" for key in topic.key_papers)
    yield from _listed(translate(lang, "topic.key_papers"), papers)
    resources = (f"- {_resource(one, lang)}" for one in topic.resources)
    yield from _listed(translate(lang, "topic.resources"), resources)
    exercises = (f"1. {_exercise(one, lang)}" for one in topic.exercises)
    yield from _listed(translate(lang, "topic.exercises"), exercises)


def topic_link(syllabus: Syllabus, topic: str, lang: Lang, *, address: Address) -> str:
    """The name of a topic as a link to where it stands; the name alone where it is not in ``syllabus``."""
    name = escaped(syllabus.kg.topics[topic].name[lang])
    return f"[{name}]({address(topic)})" if topic in syllabus.topics else name


def _facts(syllabus: Syllabus, topic: Topic, lang: Lang) -> str:
    """Area, tier, level and hours on one line."""
    level = translate(lang, "topic.level", level=topic.level) if topic.level else ""
    tier = tier_names(syllabus.kg, lang).get(syllabus.kg.tier.get(topic.id, ""), "")
    area = area_names(syllabus.kg, lang)[topic.area]
    return " · ".join(escaped(fact) for fact in (area, tier, level, both_hours(topic, lang)) if fact)


def _listed(title: str, items: Iterable[str]) -> Iterator[str]:
    """A list under its bold title; nothing where there is no item."""
    found = list(items)
    if found:
        yield from (f"**{title}**", "", *found, "")


def _after(text: Text | None, lang: Lang) -> str:
    return f": {escaped_prose(text[lang])}" if text else ""


def _need(syllabus: Syllabus, need: Requirement, lang: Lang, address: Address) -> str:
    link = topic_link(syllabus, need.topic, lang, address=address)
    source = f" {escaped_prose(translate(lang, 'topic.source', source=need.source))}" if need.source else ""
    kind = f" ({term(lang, 'requirement', need.kind)})" if need.orders else ""
    return f"- {link}{kind}{_after(need.reason, lang)}{source}"


def _paper(syllabus: Syllabus, key: KeyPaper, lang: Lang) -> str:
    """The title as a link, who wrote it when, and why to read it; the id alone where nothing is stored."""
    paper = syllabus.papers.get(key.arxiv)
    title = escaped(paper.readable_title) if paper else f"arXiv:{key.arxiv}"
    told = [authors_text(paper, lang), paper.published[:4]] if paper else []
    facts = [*told, *([translate(lang, "topic.must_read")] if key.must_read else [])]
    about = f" ({escaped(', '.join(filter(None, facts)))})" if facts else ""
    return f"[{title}]({abs_url(key.arxiv)}){about}{_after(key.why, lang)}"


def _resource(resource: Resource, lang: Lang) -> str:
    title = escaped(resource.title)
    named = f"[{title}](<{resource.url}>)" if resource.url else title
    return f"{named} ({term(lang, 'resource', resource.kind)}){_after(resource.why, lang)}"


def _exercise(exercise: Exercise, lang: Lang) -> str:
    return f"{escaped_prose(exercise.task[lang])} ({escaped(hours_range(exercise.hours, lang))})"
