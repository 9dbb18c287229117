"""What the shell may complete: names of the roadmap, papers and notes that begin as the typed word does."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from vlagraph.core.papers.readable import readable
from vlagraph.core.spelling import fold
from vlagraph.errors import VlagraphError
from vlagraph.store import disk
from vlagraph.store.packing import inflated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from vlagraph.core.model import Area, Lang, Priority, Project, Roadmap, Stage
    from vlagraph.store.workspace import Workspace

__all__ = ["Offer", "offers"]

_MOST_PAPERS = 40
"""Papers that are offered: more fill the terminal, and another digit leaves fewer."""
_BLOCK = 1 << 22
"""Bytes of papers that are looked through at once: little memory, and as quick as all of them."""
_ID = re.compile(rb'"id": ?"((?:[a-z-]+(?:\.[A-Z]{2})?/)?[0-9.]+)"')


class Offer(NamedTuple):
    """An id to complete, what it is called, and the folded name that the typed word begins."""

    id: str
    text: str
    name: str


class _Named(NamedTuple):
    id: str
    text: str
    names: tuple[str, ...]


def offers(workspace: Workspace, kind: str, typed: str, lang: Lang) -> tuple[Offer, ...]:
    """Everything of ``kind`` whose id, name or alias begins with ``typed``; none where nothing can be read.

    Case, width, blanks, hyphens and the form of Hangul make no difference. ``kind`` is ``topic``, ``goal``,
    ``area``, ``tier``, ``stage``, ``project``, ``benchmark``, ``paper``, or ``review``: what has a note.
    """
    try:
        if kind == "paper":
            return tuple(_papers(workspace, typed))
        if kind == "review":
            notes = _begun(_notes(workspace), typed)
            found = (*notes, *offers(workspace, "topic", typed, lang), *_papers(workspace, typed))
            once: dict[str, Offer] = {}
            for offer in found:
                once.setdefault(offer.id, offer)
            return tuple(once.values())
        from vlagraph.store.roadmap import load_roadmap

        items = _KINDS[kind](load_roadmap(workspace.topics), lang)
        return tuple({offer.id: offer for offer in _begun(items, typed)}.values())
    except (VlagraphError, OSError, ValueError, RecursionError):  # a shell has no place for a message
        return ()


def _begun(items: Iterable[_Named], typed: str) -> Iterator[Offer]:
    key = fold(typed)
    for item in items:
        names = (fold(name) for name in (item.id, *item.names))
        if (name := next((name for name in names if name.startswith(key)), None)) is not None:
            yield Offer(item.id, item.text, name)


def _topics(roadmap: Roadmap, lang: Lang) -> Iterator[_Named]:
    for topic in roadmap.topics:
        names = (topic.name.en, topic.name.ko, *topic.aliases, *topic.formerly)
        yield _Named(topic.id, topic.name[lang], names)


def _goals(roadmap: Roadmap, lang: Lang) -> Iterator[_Named]:
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.plan.groups import groups_by_ref

    for ref, group in groups_by_ref(KnowledgeGraph(roadmap)).items():
        yield _Named(ref, group.name[lang], (group.name.en, group.name.ko, *group.aliases))
    yield from _titled(roadmap.areas, lang)
    yield from _topics(roadmap, lang)


def _titled(parts: Iterable[Area | Priority | Stage | Project], lang: Lang) -> Iterator[_Named]:
    return (_Named(part.id, part.name[lang], (part.name.en, part.name.ko)) for part in parts)


def _benchmarks(roadmap: Roadmap, _: Lang) -> Iterator[_Named]:
    return (_Named(one.id, one.name, (one.name,)) for one in roadmap.benchmarks)


_KINDS: Mapping[str, Callable[[Roadmap, Lang], Iterator[_Named]]] = {
    "topic": _topics,
    "goal": _goals,
    "area": lambda roadmap, lang: _titled(roadmap.areas, lang),
    "tier": lambda roadmap, lang: _titled(roadmap.priorities, lang),
    "stage": lambda roadmap, lang: _titled(roadmap.stages, lang),
    "project": lambda roadmap, lang: _titled(roadmap.projects, lang),
    "benchmark": _benchmarks,
}


def _notes(workspace: Workspace) -> Iterator[_Named]:
    for name in disk.list_folder(workspace.notes):
        stem, dot, ending = name.rpartition(".")
        if dot and ending == "md":
            yield _Named(stem.replace("_", "/"), name, ())


def _papers(workspace: Workspace, typed: str) -> Iterator[Offer]:
    """Stored papers by id, the newest first, and recorded ones where no fetch has succeeded yet."""
    from vlagraph.store.recorded import was_fetched

    start = typed.casefold().removeprefix("arxiv:").encode()
    found = dict[str, Offer]()
    for data in _lines(workspace.papers, None if was_fetched(workspace) else workspace.recorded):
        places = {
            hit[1].decode(): hit.start() for hit in _ID.finditer(data) if hit[1].lower().startswith(start)
        }
        for id_ in sorted(places.keys() - found.keys(), key=_age)[:_MOST_PAPERS]:
            found[id_] = Offer(id_, _title(data, places[id_]), "")
    yield from islice((found[id_] for id_ in sorted(found, key=_age)), _MOST_PAPERS)


def _age(id_: str) -> tuple[bool, list[int]]:
    """What sorts papers by the months of their ids, the newest first; those of the old form come last."""
    return "/" in id_, [-ord(letter) for letter in id_]


def _lines(papers: Path, recorded: Path | None) -> Iterator[bytes]:
    """Whole lines of both files, some at a time."""
    if disk.is_there(papers):
        with disk.opened(papers) as stream:
            while block := stream.read(_BLOCK):
                yield block + stream.readline(_BLOCK)
    if recorded and disk.is_there(recorded):
        yield inflated(disk.read(recorded))


def _title(data: bytes, place: int) -> str:
    """The title of the paper whose line ``place`` is in."""
    line = data[data.rfind(b"\n", 0, place) + 1 : data.find(b"\n", place)]
    try:
        return readable(str(msgspec.json.decode(line, type=dict[str, object]).get("title", "")))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return ""
