"""A plan of study as a table of weeks and as a JSON document."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.formats.names import columns, hours_text, topic_names
from vlagraph.words import term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.graph import InGraph, KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.plan import Plan, Session, Week, Window
    from vlagraph.formats.blocks import Blocks

__all__ = [
    "WRITERS",
    "concept_names",
    "plan_document",
    "plan_head",
    "plan_text",
    "session_name",
    "window_text",
]


def plan_text(answer: InGraph[Plan], lang: Lang) -> Blocks:
    """A head line, a row a session, then the windows and what was left out."""
    kg, plan = answer.kg, answer.found
    if not plan.targets:
        return [Line(translate(lang, "plan.all_learned"), wrap=False)]
    rows = [row for week in plan.weeks for row in _rows(kg, week, lang)]
    blocks: list[Line | Table] = [
        Line(plan_head(plan, lang), bold=True),
        Table(columns(lang, "week", "from", "hours", "topic", "concepts", "read"), rows, right=[0, 2]),
        *(Line(window_text(window, kg, lang)) for window in plan.windows),
    ]
    for label, ids in (("path.known", plan.known), ("path.assumes", plan.assumed)):
        if ids:
            blocks.append(Line(translate(lang, label, names=topic_names(kg, ids, lang))))
    return blocks


def plan_document(plan: Plan) -> dict[str, Any]:
    """Every field of ``plan``; durations both in exact ``minutes`` and in ``hours``."""
    return {
        "targets": list(plan.targets),
        "start": plan.terms.start.isoformat(),
        "pace": plan.terms.pace,
        "hours_per_week": _hours(plan.terms.weekly),
        "hours": _hours(plan.minutes),
        "minutes": plan.minutes,
        "weeks": [_week(week) for week in plan.weeks],
        "left": [
            {"topic": topic, "hours": _hours(minutes), "minutes": minutes}
            for topic, minutes in plan.left.items()
        ],
        "windows": [_window(window) for window in plan.windows],
        "known": list(plan.known),
        "assumed": list(plan.assumed),
    }


def plan_head(plan: Plan, lang: Lang) -> str:
    """The plan in one line: hours, weeks, pace and first day."""
    text = translate(
        lang,
        "plan.head_left" if plan.left else "plan.head",
        all=hours_text(plan.minutes, lang),
        count=len(plan.weeks),
        weekly=hours_text(plan.terms.weekly, lang),
        later=hours_text(sum(plan.left.values()), lang),
    )
    pace, start = term(lang, "pace", plan.terms.pace), plan.terms.start.isoformat()
    return translate(lang, "plan.pace_and_start", text=text, pace=pace, start=start)


def window_text(window: Window, kg: KnowledgeGraph, lang: Lang) -> str:
    """Whether ``window`` holds, and what to leave for later where it does not."""
    tier = next(tier for tier in kg.roadmap.priorities if tier.id == window.tier)
    verdict = "plan.window_holds" if window.holds else "plan.window_fails"
    parts = [translate(lang, verdict, tier=tier.name[lang], window=tier.window[lang], week=window.done)]
    names = topic_names(kg, window.drop, lang)
    if names:
        parts.append(translate(lang, "plan.drop", names=names, week=window.done_without))
    if window.done_without > window.weeks[1]:
        needed = "plan.even_then" if names else "plan.all_required"
        parts.append(translate(lang, needed, hours=hours_text(window.weekly_needed, lang)))
    return " ".join(parts)


def session_name(session: Session, kg: KnowledgeGraph, lang: Lang) -> str:
    """The topic of ``session``, and which part of it where it has several."""
    part = f" {session.part}/{session.parts}" if session.parts > 1 else ""
    return kg.topics[session.topic].name[lang] + part


def concept_names(session: Session, kg: KnowledgeGraph, lang: Lang) -> list[str]:
    """The names of the concepts of ``session``."""
    names = {concept.id: concept.name[lang] for concept in kg.topics[session.topic].concepts}
    return [names[concept] for concept in session.concepts]


def _rows(kg: KnowledgeGraph, week: Week, lang: Lang) -> Iterator[list[str]]:
    """The sessions of ``week``; its number and first day stand beside the first of them."""
    head = [str(week.number), week.start.isoformat()]
    for session in week.sessions:
        concepts = ", ".join(concept_names(session, kg, lang))
        hours, papers = hours_text(session.minutes, lang), ", ".join(session.papers)
        yield [*head, hours, session_name(session, kg, lang), concepts, papers]
        head = ["", ""]


def _week(week: Week) -> dict[str, Any]:
    return {
        "number": week.number,
        "start": week.start.isoformat(),
        "end": (week.start + timedelta(days=6)).isoformat(),
        "hours": _hours(week.minutes),
        "minutes": week.minutes,
        "sessions": [_session(session) for session in week.sessions],
    }


def _session(session: Session) -> dict[str, Any]:
    return {
        "topic": session.topic,
        "hours": _hours(session.minutes),
        "minutes": session.minutes,
        "part": session.part,
        "parts": session.parts,
        "concepts": list(session.concepts),
        "papers": list(session.papers),
    }


def _window(window: Window) -> dict[str, Any]:
    return {
        "priority": window.tier,
        "weeks": list(window.weeks),
        "topics": list(window.topics),
        "done_week": window.done,
        "holds": window.holds,
        "drop": list(window.drop),
        "done_week_without": window.done_without or window.done,
        "hours_per_week_needed": _hours(window.weekly_needed) if window.weekly_needed else None,
    }


def _hours(minutes: int) -> float:
    return round(minutes / 60, 4)


WRITERS = {
    ("plan", "text"): plan_text,
    ("plan", "json"): lambda answer, _lang: Json(plan_document(answer.found)),
}
