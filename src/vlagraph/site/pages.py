"""The whole site as text: a mapping from relative path to content, written by whoever called."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from vlagraph.core.depths import hours_at
from vlagraph.core.model import ARXIV_ID
from vlagraph.core.text import visible
from vlagraph.formats.markdown import WEB_ADDRESS
from vlagraph.site import network, payload, render
from vlagraph.site.anchors import anchor_of
from vlagraph.site.catalogue import (
    BIBTEX_STEP,
    PAPERS_STEP,
    abstract_files,
    bibtex_files,
    catalogue,
    paper_files,
    search_file,
    topic_index,
    topics_file,
)
from vlagraph.site.corrections import correction_url
from vlagraph.site.feed import feed
from vlagraph.site.files import SiteFiles
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.linked_data import describe_topic
from vlagraph.site.listed import landmark_years, listed_papers, new_papers
from vlagraph.site.llms import llms_text
from vlagraph.site.map_page import render_map
from vlagraph.site.near import left_out, near
from vlagraph.site.picture import drawn
from vlagraph.site.published import published
from vlagraph.site.raster import PREVIEW, icons, preview_png

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jinja2 import Environment

    from vlagraph.core.model import Topic
    from vlagraph.site.content import Content
    from vlagraph.site.files import Text

__all__ = ["render_app", "render_pictures", "render_site"]

_PAPERS_ON_TOPIC_PAGE = 50
"""Fetched papers on the page of a topic, the best first: the list of all papers has the others."""
_PAPERS_AT_FIRST = 8
"""Papers of these that are seen at first: a window of them."""


def render_site(content: Content) -> SiteFiles:
    """Every file of the site by its path relative to the output folder; same content, same text."""
    rows, search = catalogue(content), search_file(content)
    environment = _environment(content, build=_mark_of(content, rows, search))
    texts: dict[str, Text] = {
        "assets/site.css": render.style(),
        "assets/site.js": render.script(render.PLAIN_PAGE),
        "index.html": render_map(content, environment),
        "feed.xml": feed(content),
        "llms.txt": llms_text(content),
        "order.html": _page(environment, "order.html"),
        "assets/search.js": search,
        **_paper_pages(content, environment, rows),
        **_study_pages(content, environment),
        **dict(_topic_pages(content, environment)),
        **dict(_moved_pages(content, environment)),
    }
    return SiteFiles(texts)


def render_app(content: Content) -> str:
    """The map as a page that the program of an assistant frames: without links to the other pages."""
    return render_map(content, _environment(content), framed=True)


def render_pictures(content: Content) -> dict[str, bytes]:
    """The pictures of the site, as `render_site`: the preview, where the address that it needs is known."""
    return {"assets/preview.png": preview_png(content, drawn(content))} if content.roadmap.site else {}


def _mark_of(content: Content, rows: Sequence[Sequence[object]], search: str) -> str:
    """What tells the data beside the pages from those of another build, which a browser may still keep.

    They name each other by places in lists: an older part would give a paper the entry or the topics of
    another one.
    """
    placed = repr([(row[0], row[6]) for row in rows])
    return _mark(content.version, placed, search)


def _mark(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:8]


def _environment(content: Content, *, build: str = "") -> Environment:
    return render.environment(
        content=content,
        build_mark=build,
        shared_mark=_mark(render.style(), render.script(render.PLAIN_PAGE)),
        langs=content.languages,
        tier_letter=_tier_letter,
        boot=render.script(render.BOOT),
        authors=payload.short_authors,
        published=published,
        evidence=payload.evidence,
        near=near,
        correction=correction_url,
        near_left_out=left_out,
        icons=icons(),
        preview=PREVIEW,
        former=_former(content.topics.values()),
        first=lambda topic: hours_at(topic, mastery=False),
        source=_linked_source,
        anchor=anchor_of,
        markdown=_markdown,
    )


def _former(topics: Iterable[Topic]) -> dict[str, list[str]]:
    """Topic to its former ids, under which a browser may keep marks."""
    return {topic.id: list(topic.formerly) for topic in topics if topic.formerly}


def _policy() -> str:
    """The policy of a page with its styles and scripts beside it, which makes no markup of texts."""
    sources = [render.hash_source(render.script(render.BOOT)), "'self'"]
    trusted = "; require-trusted-types-for 'script'; trusted-types vlagraph"
    return render.policy(sources, ["'self'"]) + trusted


def _page(
    environment: Environment, name: str, /, *, template: str | None = None, up: str = "", **values: object
) -> str:
    made = environment.get_template(template or f"{name}.j2")
    return made.render(here=name, up=up, policy=_policy(), **values)


def _topic_pages(content: Content, environment: Environment) -> Iterator[tuple[str, str]]:
    areas = {area.id: area for area in content.roadmap.areas}
    ordered = list(content.topics.values())
    for index, topic in enumerate(ordered):
        notes = content.noted.get(topic.id, ())
        placed = {key.arxiv for key in content.key_papers[topic.id]}
        placed |= {hit.paper.id for hit in content.hits[topic.id][:_PAPERS_ON_TOPIC_PAGE]}
        yield (
            f"topics/{topic.id}.html",
            _page(
                environment,
                f"topics/{topic.id}.html",
                template="topic.html.j2",
                up="../",
                topic=topic,
                about_topic=describe_topic(content, topic),
                former=_former([topic]),
                siblings=_siblings(content, topic),
                area=areas[topic.area],
                related=[content.topics[other] for other in topic.related if other in content.topics],
                before=ordered[index - 1] if index else None,
                after=ordered[index + 1] if index + 1 < len(ordered) else None,
                limit=_PAPERS_ON_TOPIC_PAGE,
                first_shown=_PAPERS_AT_FIRST,
                notes=notes,
                elsewhere=[note for note in notes if note.paper not in placed],
            ),
        )


def _siblings(content: Content, topic: Topic) -> list[Topic]:
    """The other topics that a topic of old was split into."""
    found = dict.fromkeys(
        successor for former in topic.formerly for successor in content.successors.get(former, ())
    )
    return [content.topics[successor] for successor in found if successor != topic.id]


def _moved_pages(content: Content, environment: Environment) -> Iterator[tuple[str, str]]:
    """A page at the address of every topic of old, which leads to the topic that it became."""
    for former, successors in content.successors.items():
        topics = [content.topics[successor] for successor in successors]
        yield (
            f"topics/{former}.html",
            _page(
                environment, f"topics/{former}.html", template="moved.html.j2", up="../", successors=topics
            ),
        )


def _paper_pages(content: Content, environment: Environment, rows: Sequence[list[object]]) -> dict[str, Text]:
    index = topic_index(content)
    return {
        **paper_files(rows),
        "assets/topics.js": topics_file(content),
        **abstract_files(content),
        **bibtex_files(content),
        "papers.html": _page(
            environment,
            "papers.html",
            bibtex_step=BIBTEX_STEP,
            first=listed_papers(content),
            unlisted=[note for paper, note in content.notes.items() if paper not in content.papers],
            rows=rows,
            step=PAPERS_STEP,
            topic_index=index,
        ),
        "new.html": _page(environment, "new.html", topic_index=index, **new_papers(content)),
        "landmarks.html": _page(environment, "landmarks.html", years=landmark_years(content)),
    }


def _study_pages(content: Content, environment: Environment) -> dict[str, str]:
    benchmarks = content.roadmap.benchmarks
    fields = list(dict.fromkeys(fact.field for benchmark in benchmarks for fact in benchmark.facts))
    facts = [(benchmark, {fact.field: fact for fact in benchmark.facts}) for benchmark in benchmarks]
    rows = [(benchmark, [(name, found.get(name)) for name in fields]) for benchmark, found in facts]
    names = {benchmark.id: benchmark.name for benchmark in benchmarks}
    return {
        "benchmarks.html": _page(environment, "benchmarks.html", fields=fields, rows=rows),
        "projects.html": _page(environment, "projects.html", names=names),
        "about.html": _page(environment, "about.html", licence=network.vis_license()),
    }


def _tier_letter(number: int) -> str | int:
    """The letter of a priority tier, and a number for one beyond those that have a letter."""
    letters = GEOMETRY.tier.letters
    return letters[number] if number < len(letters) else number + 1


def _markdown(text: str, top: int = 3) -> Markup:
    from vlagraph.site.notes import render_note

    return Markup(render_note(text, top=top))  # noqa: S704 -- rendered without raw HTML


def _linked_source(text: str) -> Markup:
    """A source with its arXiv numbers and web addresses as links, everything else escaped."""
    pattern = f"(arXiv:{ARXIV_ID}|{WEB_ADDRESS})"
    parts = re.split(pattern, visible(text), flags=re.ASCII)
    made = Markup()
    for part in parts:
        address = render.arxiv_url(part[6:]) if part.startswith("arXiv:") else render.safe_url(part)
        made += Markup('<a href="{}" rel="noreferrer">{}</a>').format(address, part) if address else part
    return made
