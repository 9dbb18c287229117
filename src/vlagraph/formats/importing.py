"""What an import found in a file, what stood in its way, and what it added."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from vlagraph.formats.blocks import Json, Line
from vlagraph.words import render, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from vlagraph.core.drafting import Added, Edge, Imported
    from vlagraph.core.model import Lang
    from vlagraph.errors import Problem
    from vlagraph.formats.blocks import Blocks, Written

__all__ = ["WRITERS"]

_MOST_LINES = 20
"""Loops, requirements and remarks of each kind that the terminal shows; JSON has all of them."""
_MOST_NAMES = 8
"""Ids on a line: enough to know again what came in."""


def _text(found: Imported, lang: Lang) -> Blocks:
    """What stood in the way first, then what was added, and what was written."""
    lines = [Line(translate(lang, "import.read_as", file=found.file, kind=found.kind)), Line()]
    lines += _in_the_way(found, lang)
    lines += _added(found, lang)
    if found.remarks:
        lines.append(Line(translate(lang, "import.remarks_head", count=len(found.remarks)), bold=True))
        lines += _some([problem.text(lang) for problem in found.remarks], lang)
    if found.dry_run:
        for path, data in found.files:
            lines.append(Line(translate(lang, "import.would_write", path=path, size=len(data)), wrap=False))
        return [*lines, Line(translate(lang, "import.nothing_written"))]
    lines += [Line(translate(lang, "file.written", path=path), wrap=False) for path, _ in found.files]
    folder = shlex.quote(found.folder)
    return [*lines, Line(translate(lang, "import.next", folder=folder), wrap=False)]


def _in_the_way(found: Imported, lang: Lang) -> Iterator[Line]:
    """Loops with what was changed, and requirements that others imply."""
    if found.loops:
        yield Line(translate(lang, "import.loops_head", count=len(found.loops)), bold=True)
        yield from _some([" -> ".join(loop) for loop in found.loops], lang)
    if found.softened:
        yield Line(translate(lang, "import.softened_head", count=len(found.softened)), bold=True)
        yield from _some([_edge(edge, lang) for edge in found.softened], lang)
    if found.implied:
        count = len(found.implied)
        if found.dropped:
            yield Line(translate(lang, "import.dropped_head", count=count), bold=True)
        else:
            yield Line(translate(lang, "import.implied_head", count=count), bold=True)
        ways = [
            translate(lang, "import.edge_by", needed=needed, topic=topic, path=" -> ".join(path))
            for needed, topic, path in found.implied
        ]
        yield from _some(ways, lang)
    if found.withdrawn:
        yield Line(translate(lang, "import.withdrawn", count=len(found.withdrawn)))


def _edge(edge: Edge, lang: Lang) -> str:
    return translate(lang, "import.edge", needed=edge.needed, topic=edge.topic)


def _some(texts: Sequence[str], lang: Lang) -> Iterator[Line]:
    """The first of ``texts``, and how many more there are."""
    yield from (Line(text, indent=2) for text in texts[:_MOST_LINES])
    if (rest := len(texts) - _MOST_LINES) > 0:
        yield Line(translate(lang, "import.more_lines", count=rest), indent=2)


def _added(found: Imported, lang: Lang) -> Iterator[Line]:
    key = "import.would_add_head" if found.dry_run else "import.added_head"
    yield Line(translate(lang, key), bold=True)
    lines = list(_parts(found, lang))
    yield from (Line(text, indent=2) for text in lines or [translate(lang, "import.nothing")])
    if found.added.matched:
        yield Line(translate(lang, "import.matched", count=len(found.added.matched)))
    if kept := found.added.kept:
        yield Line(translate(lang, "import.kept", count=len(kept), names=_names(kept, lang)))


def _parts(found: Imported, lang: Lang) -> Iterator[str]:
    """What came in, kind by kind."""
    added = found.added
    named: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("import.areas", added.areas),
        ("import.topics", added.topics),
        ("import.tiers", added.tiers),
        ("import.stages", added.stages),
        ("import.next_steps", added.next_steps),
        ("import.goals", added.goals),
        ("import.benchmarks", added.benchmarks),
        ("import.projects", added.projects),
    )
    for key, ids in named:
        if ids:
            yield translate(lang, key, count=len(ids), names=_names(ids, lang))
    counted = (
        ("import.concepts", added.concepts),
        ("import.key_papers", added.key_papers),
        ("import.resources", added.resources),
        ("import.exercises", added.exercises),
        ("import.requirements", len(added.requirements)),
        ("import.of_proposed", added.proposed),
    )
    yield from (translate(lang, key, count=count) for key, count in counted if count)
    if added.filled:
        yield translate(lang, "import.filled", count=len(added.filled), names=_names(added.filled, lang))


def _names(ids: Sequence[str], lang: Lang) -> str:
    shown = ", ".join(ids[:_MOST_NAMES])
    rest = len(ids) - _MOST_NAMES
    return translate(lang, "import.and_more", names=shown, count=rest) if rest > 0 else shown


def _document(found: Imported, lang: Lang) -> Json:
    """Everything that was found; of a dry run also the text of each file that would be written."""
    implied = [{"needed": needed, "topic": topic, "path": path} for needed, topic, path in found.implied]
    whole = {
        "file": found.file,
        "kind": found.kind,
        "folder": found.folder,
        "begun": found.begun,
        "dry_run": found.dry_run,
        "loops": found.loops,
        "softened": _pairs(found.softened),
        "withdrawn": _pairs(found.withdrawn),
        "implied": implied,
        "dropped": found.dropped,
        "added": _counts(found.added),
        "matched": found.added.matched,
        "kept": found.added.kept,
        "remarks": [_remark(problem, lang) for problem in found.remarks],
        "files": [_file(path, data, found) for path, data in found.files],
    }
    return Json(whole)


def _counts(added: Added) -> dict[str, Any]:
    return {
        "areas": added.areas,
        "topics": added.topics,
        "requirements": _pairs(added.requirements),
        "proposed": added.proposed,
        "concepts": added.concepts,
        "tiers": added.tiers,
        "stages": added.stages,
        "next_steps": added.next_steps,
        "goals": added.goals,
        "benchmarks": added.benchmarks,
        "projects": added.projects,
        "key_papers": added.key_papers,
        "resources": added.resources,
        "exercises": added.exercises,
        "filled": added.filled,
    }


def _remark(problem: Problem, lang: Lang) -> dict[str, Any]:
    what, todo = render(problem.what, lang), render(problem.todo, lang)
    return {"kind": problem.kind, "where": problem.where, "what": what, "todo": todo}


def _pairs(edges: Iterable[Edge]) -> list[dict[str, str]]:
    return [{"needed": edge.needed, "topic": edge.topic} for edge in edges]


def _file(path: str, data: bytes, found: Imported) -> dict[str, Any]:
    return {"path": path, "text": data.decode()} if found.dry_run else {"path": path}


WRITERS: Mapping[tuple[str, str], Callable[[Imported, Lang], Written]] = {
    ("imported", "text"): _text,
    ("imported", "json"): _document,
}
