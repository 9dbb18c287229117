"""The roadmap as linked notes, a page a topic, as Obsidian and other programs for Markdown open a folder.

Pages are called by the ids of topics, which are safe names on every system and stay when a topic gets another
name or the reader another language; aliases in the front matter hold the names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from vlagraph.core.text import WINDOWS_DEVICES, one_line
from vlagraph.formats.markdown import escaped
from vlagraph.formats.names import area_names
from vlagraph.formats.syllabus_markdown import syllabus_head
from vlagraph.formats.topic_markdown import topic_link, topic_sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vlagraph.core.model import Lang, Topic
    from vlagraph.core.papers.syllabus import Syllabus

    Facts: TypeAlias = Mapping[str, str | tuple[str, ...]]

__all__ = ["INDEX", "VAULT_FACTS", "VaultPage", "page_file", "to_vault"]

INDEX = "_index"
"""The page that leads to all others; no topic can have this id."""
VAULT_FACTS = ("vlagraph", "aliases", "source", "reviewed", "fetched", "papers")
"""What the front matter of a page says of a topic; other lines of it are the reader's."""


class VaultPage(NamedTuple):
    """A page: its topic, what its front matter says, its text, and the ids that it alone had before."""

    topic: str
    facts: Facts
    text: str
    former: tuple[str, ...] = ()


def page_file(topic: str) -> str:
    """The name of the file of a topic.

    >>> page_file("vla-core"), page_file("con")
    ('vla-core.md', 'con_.md')
    """
    return f"{topic}_.md" if topic in WINDOWS_DEVICES else f"{topic}.md"


def to_vault(syllabus: Syllabus, lang: Lang) -> Iterator[VaultPage]:
    """A page a topic in learning order, then the page that leads to them."""
    roadmap = syllabus.kg.roadmap
    for topic in syllabus.topics.values():
        lines = [f"# {escaped(topic.name[lang])}", ""]
        lines += topic_sections(syllabus, topic, lang, address=page_file)
        yield VaultPage(topic.id, _facts(syllabus, topic), _joined(lines), syllabus.former[topic.id])
    yield VaultPage(
        INDEX,
        {"vlagraph": INDEX, "aliases": _names(roadmap.title.en, roadmap.title.ko)},
        _index(syllabus, lang),
    )


def _facts(syllabus: Syllabus, topic: Topic) -> Facts:
    """Where the topic comes from, when a person read all of it, when arXiv was asked, and what to read."""
    roadmap = syllabus.kg.roadmap
    site = f"{roadmap.site.rstrip('/')}/topics/{topic.id}.html" if roadmap.site else ""
    return {
        "vlagraph": topic.id,
        "aliases": _names(topic.name.en, topic.name.ko, *topic.aliases, *topic.formerly),
        "source": site or one_line(roadmap.title.en),
        "reviewed": topic.reviewed or "",
        "fetched": syllabus.checked.get(topic.id, "")[:10],
        "papers": tuple(key.arxiv for key in topic.key_papers),
    }


def _names(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(one_line, names))))


def _index(syllabus: Syllabus, lang: Lang) -> str:
    """All topics in learning order, each with its area."""
    lines = [f"# {escaped(syllabus.kg.roadmap.title[lang])}", "", syllabus_head(syllabus, lang), ""]
    areas = area_names(syllabus.kg, lang)
    for number, topic in enumerate(syllabus.topics.values(), start=1):
        link = topic_link(syllabus, topic.id, lang, address=page_file)
        lines.append(f"{number}. {link} · {escaped(areas[topic.area])}")
    return _joined(lines)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"
