"""The DOT language of Graphviz: https://graphviz.org/doc/info/lang.html."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vlagraph.core.model import Area, Lang, Requirement, Roadmap, Topic

__all__ = ["to_dot"]

_STYLES = {"required": "solid", "recommended": "dashed", "helps": "dotted"}


def to_dot(roadmap: Roadmap, lang: Lang) -> Iterator[str]:
    """A cluster an area, a node a topic, an edge from what comes first to what needs it, with its reason."""
    yield f"digraph {_quoted(roadmap.title[lang])} {{\n"
    yield '  graph [rankdir="LR"];\n  node [shape="box", style="rounded"];\n'
    for area in roadmap.areas:
        yield from _cluster(roadmap, area, lang)
    for topic in roadmap.topics:
        for need in topic.requires:
            yield f"  {_quoted(need.topic)} -> {_quoted(topic.id)} {_listed(_edge(need, lang))};\n"
    yield "}\n"


def _cluster(roadmap: Roadmap, area: Area, lang: Lang) -> Iterator[str]:
    topics = [topic for topic in roadmap.topics if topic.area == area.id]
    if not topics:
        return
    yield f"  subgraph {_quoted(f'cluster-{area.id}')} {{\n"
    yield f"    graph {_listed({'label': area.name[lang]})};\n"
    for topic in topics:
        yield f"    {_quoted(topic.id)} {_listed(_node(topic, lang))};\n"
    yield "  }\n"


def _node(topic: Topic, lang: Lang) -> Mapping[str, str]:
    return {"label": topic.name[lang], "tooltip": topic.summary[lang] if topic.summary else topic.name[lang]}


def _edge(need: Requirement, lang: Lang) -> Mapping[str, str]:
    """How an edge is drawn, and its reason; what only helps moves no topic."""
    reason = {"tooltip": need.reason[lang]} if need.reason else {}
    free = {} if need.orders else {"constraint": "false"}
    return {"style": _STYLES[need.kind], **reason, **free}


def _listed(attributes: Mapping[str, str]) -> str:
    return f"[{', '.join(f'{name}={_quoted(text)}' for name, text in attributes.items())}]"


def _quoted(text: str) -> str:
    r"""``text`` on one line as a string: Graphviz reads ``\n`` and ``&lt;`` in labels.

    >>> print(_quoted('a "b" \\n &lt;'))
    "a \"b\" \\n &amp;lt;"
    """
    safe = one_line(text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return f'"{safe}"'
