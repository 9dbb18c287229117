"""Workspaces of the first schema, whose phrases stood in the program: what they have to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.model import TopicPage
from vlagraph.store.parts import page_path, read_file
from vlagraph.store.reading import decode_as
from vlagraph.store.workspace import bundled_topics

if TYPE_CHECKING:
    from vlagraph.core.model import Roadmap, Topic, Watch

__all__ = ["add_phrases"]

_LISTS = ("core", "good", "title", "hints", "against")


def add_phrases(roadmap: Roadmap) -> Roadmap:
    """``roadmap`` with the phrases that the bundled roadmap has for topics of the same id.

    The first schema had none of them in its watch rules; the program kept them by the ids of topics. A
    topic without a rule stays without one.

    Raises:
        OSError, msgspec.MsgspecError: the bundled roadmap cannot be read.
    """
    topics = tuple(_with_phrases(topic, topic.watch) if topic.watch else topic for topic in roadmap.topics)
    return msgspec.structs.replace(roadmap, topics=topics)


def _with_phrases(topic: Topic, own: Watch) -> Topic:
    try:
        data = read_file(str(page_path(bundled_topics(), topic.id)))
    except FileNotFoundError:
        return topic
    bundled = decode_as(data, TopicPage).watch
    if bundled is None:
        return topic
    lists = {name: tuple(dict.fromkeys((*getattr(own, name), *getattr(bundled, name)))) for name in _LISTS}
    return msgspec.structs.replace(topic, watch=msgspec.structs.replace(own, **lists))
