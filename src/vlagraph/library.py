"""What ``import vlagraph`` offers to scripts: plain values in, plain values out, no terminal and no clock.

A topic is named as on the command line: by id, by its English or Korean name, by an alias, or nearly so. An
area stands for all of its topics where several are taken. Every error is a `VlagraphError`.
"""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, get_args

from vlagraph.core import order as orders
from vlagraph.core.graph import KnowledgeGraph, build_graph
from vlagraph.core.model import Roadmap
from vlagraph.errors import UsageError, VlagraphError
from vlagraph.store.workspace import Workspace, bundled_root, find_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from vlagraph.core.matching.matcher import Matcher
    from vlagraph.core.model import Topic
    from vlagraph.core.papers.paper import Match, Paper
    from vlagraph.core.plan import Pace, Plan

__all__ = [
    "KnowledgeGraph",
    "Roadmap",
    "VlagraphError",
    "build_graph",
    "load",
    "match",
    "next_topics",
    "order",
    "path",
    "plan",
    "read_papers",
    "topic",
    "unlocks",
]


_one_reader = Lock()
"""Held by the one thread that reads: msgspec learns a type as it first decodes one, and a second thread that
finds it half learned ends the process."""
if hasattr(os, "register_at_fork"):  # a process forked while a thread reads would wait for it for ever
    os.register_at_fork(
        before=_one_reader.acquire, after_in_parent=_one_reader.release, after_in_child=_one_reader.release
    )


def load(folder: str | Path | None = None) -> Roadmap:
    """The roadmap of the workspace ``folder``, or the one that ships with the package.

    Raises:
        WorkspaceError: there is no roadmap in ``folder``.
        StoreError: it cannot be read.
        DataError: it is no roadmap; the error's ``problems`` say what is wrong and where.
    """
    with _one_reader:
        from vlagraph.store.roadmap import load_roadmap

        return load_roadmap(_workspace(folder).topics)


def read_papers(folder: str | Path | None = None) -> dict[str, Paper]:
    """The papers of the workspace ``folder``, or those that ship with the package, by arXiv id.

    Until a fetch has succeeded those of the recorded collection are among them, whose ``recorded`` is a day.

    Raises:
        WorkspaceError: there is no roadmap in ``folder``.
        StoreError, DataError: its papers cannot be read, or some line is no paper.
    """
    with _one_reader:
        from vlagraph.store.holdings import known_papers

        return known_papers(_workspace(folder))


def topic(graph: KnowledgeGraph, name: str) -> Topic:
    """The topic called ``name``: its names, summary, level (1 to 5), hours (low, high), needs and papers.

    Raises:
        UnknownNameError: ``name`` fits nothing, several topics, or a whole area.
    """
    from vlagraph.pipeline.naming import find_topic

    return find_topic(graph, name)[0]


def path(
    graph: KnowledgeGraph,
    *targets: str,
    known: Iterable[str] = (),
    required_only: bool = False,
    depth: int | None = None,
    from_scratch: bool = False,
) -> tuple[str, ...]:
    """The ids of what to learn for ``targets``, in learning order, minus ``known`` and what only that needs.

    A target is a topic, an area, a concept, a key paper, a goal, a project, a tier, a stage, or ``all``.
    ``required_only`` leaves out what is only recommended, ``depth`` goes back so many requirements at most,
    ``from_scratch`` includes what the roadmap presupposes.

    Raises:
        UnknownNameError: a name fits nothing or several things.
        UsageError: ``depth`` is below 0.
    """
    from vlagraph.pipeline.naming import pick_targets

    _require_least("depth", depth, 0)
    found = orders.find_path(
        graph,
        pick_targets(graph, targets, from_scratch=from_scratch).ids,
        known=_ids(graph, known),
        rules=orders.PathRules(required_only=required_only, depth=depth, from_scratch=from_scratch),
    )
    return tuple(step.topic for step in found.steps)


def order(graph: KnowledgeGraph) -> tuple[str, ...]:
    """The ids of all topics, each after what it needs; the same graph gives the same order."""
    return tuple(orders.learning_order(graph))


def next_topics(graph: KnowledgeGraph, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The ids of the topics that are ready once ``known`` is learned, best first.

    Raises:
        UnknownNameError: a name fits nothing or several things.
    """
    return tuple(found.topic for found in orders.next_topics(graph, _ids(graph, known)))


def unlocks(graph: KnowledgeGraph, name: str, *, direct: bool = False) -> tuple[str, ...]:
    """The ids of all topics that build on ``name``, or only of the ``direct`` ones, in learning order.

    Raises:
        UnknownNameError: ``name`` fits nothing, several topics, or a whole area.
    """
    found = orders.find_unlocks(graph, topic(graph, name).id)
    return found.direct if direct else found.unlocks


def plan(
    graph: KnowledgeGraph,
    *goals: str,
    hours_per_week: float,
    start: date,
    weeks: int | None = None,
    pace: Pace = "typical",
    mastery: bool = False,
    known: Iterable[str] = (),
) -> Plan:
    """The weeks from ``start`` that lead to ``goals``: what `path` takes as targets.

    Its ``weeks`` hold sessions (topic id, minutes, concepts, work with its minutes, papers to begin), its
    ``windows`` say whether the roadmap's own hold. ``pace`` takes the low end, the middle or the high end of
    each topic's hours, which are those of a first pass or of ``mastery``; ``weeks`` is the most to fill.

    Raises:
        UnknownNameError: a name fits nothing or several things.
        UsageError: no goal, no such ``pace``, ``hours_per_week`` is not within 0.25 to 168, or ``weeks`` is
            below 1.
    """
    from vlagraph.core import plan as plans
    from vlagraph.pipeline.naming import pick_targets
    from vlagraph.pipeline.study.terms import weekly_minutes

    _require_least("weeks", weeks, 1)
    _require_one_of("pace", pace, get_args(plans.Pace))
    terms = plans.Terms(weekly_minutes(hours_per_week), start, pace=pace, weeks=weeks, mastery=mastery)
    targets = pick_targets(graph, goals, refusal="plan.no_goal").ids
    return plans.make_plan(graph, targets, terms=terms, known=frozenset(_ids(graph, known)), read=frozenset())


def match(
    graph: KnowledgeGraph, title: str, abstract: str = "", categories: Iterable[str] = ()
) -> tuple[Match, ...]:
    """The topics that a paper belongs to, best first: ``topic`` (an id), ``score`` (0 to 1), ``evidence``.

    ``categories`` are arXiv's, such as ``cs.RO``; a text is one. Without an abstract the title decides. Only
    topics whose score reaches the threshold are there. The first call for a graph compiles its rules.
    """
    from vlagraph.core.matching.matcher import Record

    named = (categories,) if isinstance(categories, str) else tuple(categories)
    record = Record(title, abstract, named)
    return next(iter(_matcher(graph).match_records([record])))


_last: list[tuple[KnowledgeGraph, Matcher]] = []
"""The graph that was asked last and its compiled rules, which take 0.2 s to compile."""


def _matcher(graph: KnowledgeGraph) -> Matcher:
    with _one_reader:
        from vlagraph.core.matching import default_model
        from vlagraph.core.matching.matcher import Matcher

        if not _last or _last[0][0] is not graph:
            _last[:] = [(graph, Matcher.of_topics(graph.topics, default_model()))]
        return _last[0][1]


def _require_least(name: str, value: int | None, least: int) -> None:
    if value is not None and value < least:
        raise UsageError("usage.not_at_least", option=name, value=repr(value), low=least)


def _require_one_of(name: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise UsageError("usage.not_a_choice", option=name, value=repr(value), choices=", ".join(known))


def _ids(graph: KnowledgeGraph, names: Iterable[str]) -> tuple[str, ...]:
    """The topics of several names, or of the one that a single text is."""
    from vlagraph.pipeline.naming import pick

    return pick(graph, (names,) if isinstance(names, str) else tuple(names)).ids


def _workspace(folder: str | Path | None) -> Workspace:
    return (
        find_workspace(root=Path(folder)) if folder is not None else Workspace(bundled_root(), bundled=True)
    )
