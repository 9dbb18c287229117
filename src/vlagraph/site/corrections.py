"""Where a visitor reports a mistake: the roadmap's own address, filled with what the mistake is about."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from vlagraph.core.text import visible
from vlagraph.site.render import safe_url
from vlagraph.site.words import WORDS

if TYPE_CHECKING:
    from vlagraph.core.model import Topic
    from vlagraph.site.content import Content

__all__ = ["correction_url"]


def correction_url(content: Content, topic: Topic, needed: str | None = None) -> str:
    """The address for a mistake in ``topic``, or in that it needs the topic ``needed``; empty without one.

    ``{title}`` in the roadmap's ``corrections`` stands for what it is about in words, ``{topic}`` and
    ``{requirement}`` for ids; scripts/corrections.js fills it alike.
    """
    lang = content.languages[0]
    name = visible(topic.name[lang])
    if needed is None:
        title = WORDS["wrong_title_topic"][lang].format(topic=name)
    else:
        other = visible(content.topics[needed].name[lang])
        title = WORDS["wrong_title_need"][lang].format(topic=name, other=other)
    address = content.roadmap.corrections or ""
    for field, value in (("title", title), ("topic", topic.id), ("requirement", needed or "")):
        address = address.replace(f"{{{field}}}", quote(value, safe=""))
    return safe_url(address)
