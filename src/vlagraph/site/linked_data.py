"""What a page is about, for programs that read the web: a LearningResource of https://schema.org as JSON-LD.

It stands in the page as data. A block of another type than a script's is never run, so no policy has to name
it (https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vlagraph.core.text import visible
from vlagraph.site.render import arxiv_url, page_address
from vlagraph.site.words import WORDS
from vlagraph.words import translate

if TYPE_CHECKING:
    from vlagraph.core.model import Topic
    from vlagraph.site.content import Content

__all__ = ["describe_roadmap", "describe_topic"]


def describe_roadmap(content: Content) -> dict[str, Any]:
    """The roadmap: its title, its languages and its areas; its address where that is known."""
    lang, title = content.languages[0], content.roadmap.title
    about = {
        "description": WORDS["about_lead"][lang].format(title=visible(title[lang])),
        "about": [visible(area.name[lang]) for area in content.areas],
    }
    return {"@context": "https://schema.org", **_named(content, title[lang], ""), **about}


def describe_topic(content: Content, topic: Topic) -> dict[str, Any]:
    """The topic: what it teaches and needs, how long it takes at most, what to read, when it was reviewed."""
    lang = content.languages[0]
    needs = (content.topics[need.topic] for need in content.needs(topic) if need.kind == "required")
    described = {
        "description": visible(topic.summary[lang]) if topic.summary else "",
        "teaches": [visible(concept.name[lang]) for concept in topic.concepts],
        "competencyRequired": [visible(need.name[lang]) for need in needs],
        "educationalLevel": translate(lang, "topic.level", level=topic.level) if topic.level else "",
        "timeRequired": f"PT{topic.hours[1]}H" if topic.hours[1] else "",
        "citation": [url for key in content.key_papers[topic.id] if (url := arxiv_url(key.arxiv))],
        "dateModified": topic.reviewed,
        "isPartOf": _named(content, content.roadmap.title[lang], ""),
    }
    known = {name: value for name, value in described.items() if value}
    named = _named(content, topic.name[lang], f"topics/{topic.id}.html")
    return {"@context": "https://schema.org", **named, **known}


def _named(content: Content, name: str, page: str) -> dict[str, Any]:
    """The kind, the name and the languages of a page; its address where that of the site is known."""
    url = page_address(content.roadmap.site, page)
    languages = {"inLanguage": list(content.languages)}
    return {"@type": "LearningResource", "name": visible(name), **languages, **({"url": url} if url else {})}
