"""Our own GraphML, read back as the roadmap that it was made of.

Each attribute is taken for what the model says of the field: a text is gathered of its languages, hours of
their two ends, and what has parts of its own is JSON.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_origin

import msgspec

from vlagraph.core.model import SCHEMA, Area, Requirement, Roadmap, Text, Topic
from vlagraph.errors import Problem
from vlagraph.store.diagnosis import explain_value
from vlagraph.store.kinds import plain_kind
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vlagraph.core.model import Lang
    from vlagraph.store.importing.source import Source

__all__ = ["Attributed", "is_own", "names_of_areas", "whole_of"]

_OWN = "vlagraph"
"""The attribute of the graph by which our own export is known."""
_MOST_NAMES = 8
"""Topics that a remark names."""
_LANGS: tuple[Lang, ...] = ("en", "ko")
_PLAIN = (str, int, float, bool, Literal)


class Attributed(NamedTuple):
    """A graph with the attributes that GraphML gives it, in the order of the file."""

    about: Mapping[str, object]
    nodes: Mapping[str, Mapping[str, object]]
    edges: Sequence[tuple[str, str, Mapping[str, object]]]


def is_own(graph: Attributed) -> bool:
    """Whether our own export wrote ``graph``."""
    return graph.about.get(_OWN) is not None


def whole_of(source: Source, graph: Attributed) -> Roadmap | None:
    """The roadmap that ``graph`` was made of, or None with a remark where it was changed into no such one."""
    lang = _lang(graph)
    about = {**graph.about, "id": graph.about.get("roadmap_id"), "schema": SCHEMA}
    topics = {key: {**_stated(Topic, said, lang), "id": key} for key, said in graph.nodes.items()}
    for needed, topic, said in graph.edges:
        stated = _stated(Requirement, {**said, "source": said.get("evidence")}, lang)
        topics.get(topic, {}).setdefault("requires", []).append({**stated, "topic": needed})
    whole = {**_stated(Roadmap, about, lang), "topics": list(topics.values())}
    if fault := next(explain_value(whole, Roadmap), None):
        what, todo = Message("import.own_graphml"), Message("import.own_graphml_todo")
        source.remarks.append(Problem(fault.where, what, todo, "warning"))
        return None
    source.remarks.extend(_remarks_on_edited(graph))
    return msgspec.convert(whole, Roadmap)


def names_of_areas(graph: Attributed) -> dict[str, str]:
    """The name of each area by its id, in the language of the export; none where somebody changed them."""
    try:
        areas = msgspec.json.decode(str(graph.about.get("areas")), type=list[Area])
    except msgspec.MsgspecError:
        return {}
    lang = _lang(graph)
    return {area.id: area.name[lang] for area in areas}


def _lang(graph: Attributed) -> Lang:
    """The language of the texts that have no language in their name: that of most names of topics.

    Names in both languages count first: one that lacks a language is shown in the other. The title decides
    where the names do not.
    """
    nodes = list(graph.nodes.values())
    full = [said for said in nodes if all(f"name_{lang}" in said for lang in _LANGS)]

    def signs(lang: Lang) -> tuple[int, int, bool]:
        counts = [sum(_is_in(said, "name", lang) for said in some) for some in (full, nodes)]
        return counts[0], counts[1], _is_in(graph.about, "title", lang)

    return max(_LANGS, key=signs)


def _is_in(said: Mapping[str, object], name: str, lang: Lang) -> bool:
    """Whether what tools show of the text ``name`` is what it says in ``lang``."""
    return f"{name}_{lang}" in said and said.get(name) == said[f"{name}_{lang}"]


def _remarks_on_edited(graph: Attributed) -> Iterator[Problem]:
    """A remark on a title, and on the names of topics, that say another thing than their languages."""
    if _is_edited(graph.about, "title"):
        yield Problem("file", Message("import.own_title"), Message("import.own_title_todo"), "warning")
    if edited := [key for key, said in graph.nodes.items() if _is_edited(said, "name")]:
        more = ", …" if len(edited) > _MOST_NAMES else ""
        names = ", ".join(edited[:_MOST_NAMES]) + more
        what = Message("import.own_edited", {"count": len(edited), "names": names})
        yield Problem("file", what, Message("import.own_edited_todo"), "warning")


def _is_edited(said: Mapping[str, object], name: str) -> bool:
    """Whether a tool changed the text ``name`` in one place and not in the other."""
    texts = [text for _, text in _texts(name, said)]
    return bool(texts) and name in said and said[name] not in texts


def _stated(kind: Any, said: Mapping[str, object], lang: Lang) -> dict[str, Any]:  # noqa: ANN401 - a type
    """What the attributes ``said`` say of the fields of ``kind``."""
    found = ((field, _value(field, said, lang)) for field in msgspec.structs.fields(kind))
    return {field.encode_name: value for field, value in found if value is not None}


def _value(field: msgspec.structs.FieldInfo, said: Mapping[str, object], lang: Lang) -> object:
    """The value of ``field``; what tools show of a text counts more than its languages."""
    name, kind = field.encode_name, plain_kind(field.type)
    plain = said.get(name)
    if kind is Text:
        texts = dict(_texts(name, said))
        return {**texts, lang: plain} if plain is not None and plain not in texts.values() else texts or None
    if f"{name}_low" in said:
        return [said[f"{name}_low"], said.get(f"{name}_high")]
    if kind in _PLAIN or get_origin(kind) in _PLAIN or not isinstance(plain, str):
        return plain
    try:
        return json.loads(plain)
    except (ValueError, RecursionError):
        return plain


def _texts(name: str, said: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for lang in _LANGS:
        if (text := said.get(f"{name}_{lang}")) is not None:
            yield lang, text
