"""llms.txt, what an assistant reads of a site first (https://llmstxt.org): our own words alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.formats.markdown import escaped
from vlagraph.site.render import page_address
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.model import Lang, Topic
    from vlagraph.site.content import Content

__all__ = ["llms_text"]

_MARK = "<!-- vlagraph -->"
"""By which a later build knows the file for its own."""


def llms_text(content: Content) -> str:
    """The title, what the site is, its pages, and the topics of each area in learning order, with what it is.

    Addresses are whole where that of the site is known, else they lead on from this file.
    """
    lang = content.languages[0]
    title = content.roadmap.title[lang]
    lines = [
        f"# {escaped(title)}",
        _MARK,
        "",
        f"> {translate(lang, 'site_list.about', title=escaped(title))}",
        "",
    ]
    lines += [translate(lang, "site_list.names"), "", f"## {translate(lang, 'site_list.pages')}", ""]
    lines += _pages(content, lang)
    for area in content.areas:
        topics = [content.topics[one] for one in content.order if content.topics[one].area == area.id]
        if topics:
            lines += ["", f"## {escaped(area.name[lang])}", ""]
            lines += [_topic(content, topic, lang) for topic in topics]
    return "\n".join(lines) + "\n"


def _pages(content: Content, lang: Lang) -> Iterator[str]:
    for page, name, about in (
        ("order.html", translate(lang, "page.order_title"), translate(lang, "site_list.order")),
        ("index.html", translate(lang, "page.map"), translate(lang, "site_list.map")),
        ("new.html", translate(lang, "page.new_papers"), translate(lang, "site_list.new")),
        ("papers.html", translate(lang, "page.papers"), translate(lang, "site_list.papers")),
        ("landmarks.html", translate(lang, "page.landmarks_title"), translate(lang, "site_list.landmarks")),
        ("projects.html", translate(lang, "page.projects"), translate(lang, "site_list.projects")),
        ("benchmarks.html", translate(lang, "page.benchmarks"), translate(lang, "site_list.benchmarks")),
        ("about.html", translate(lang, "page.about"), translate(lang, "site_list.about_page")),
        ("feed.xml", "Atom", translate(lang, "site_list.feed")),
    ):
        yield f"- [{escaped(name)}]({_address(content, page)}): {about}"


def _topic(content: Content, topic: Topic, lang: Lang) -> str:
    link = f"- [{escaped(topic.name[lang])}]({_address(content, f'topics/{topic.id}.html')})"
    return f"{link}: {escaped(topic.summary[lang])}" if topic.summary else link


def _address(content: Content, page: str) -> str:
    return page_address(content.roadmap.site, page) or page
