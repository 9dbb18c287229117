"""A plan of study as text by weeks and as a JSON document."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from vlagraph.core.depths import depth_of
from vlagraph.core.milestones import all_milestones
from vlagraph.core.model import Exercise, KeyPaper, Milestone, Resource
from vlagraph.core.papers.ids import abs_url
from vlagraph.formats.blocks import Json, Line
from vlagraph.formats.names import (
    concept_names,
    depth_name,
    depth_note,
    goal_name,
    hours_text,
    paper_name,
    topic_names,
)
from vlagraph.formats.plan_notes import further_text, left_out, nothing_key, unknown_text
from vlagraph.words import term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.plan import Plan, Session, TitledPlan, Week, Window, Work
    from vlagraph.formats.blocks import Blocks

__all__ = [
    "WRITERS",
    "part_name",
    "plan_document",
    "plan_head",
    "plan_text",
    "plan_title",
    "session_concepts",
    "session_name",
    "session_text",
    "week_text",
    "window_text",
    "work_address",
    "work_text",
]


def plan_text(answer: TitledPlan, lang: Lang) -> Blocks:
    """A head line, then each week with its sessions and their work, the windows, what was left out."""
    kg, plan = answer.kg, answer.plan
    if not plan.weeks:
        return [Line(translate(lang, nothing_key(answer)))]
    head = translate(lang, "plan.of_goal", goal=plan_title(answer, lang), text=plan_head(plan, lang))
    blocks = [Line(head, bold=True)]
    for week in plan.weeks:
        blocks += [Line(), Line(week_text(week, lang), bold=True)]
        blocks += [line for session in week.sessions for line in _lines(answer, session, lang)]
    blocks += [Line(), *(Line(window_text(window, kg, lang)) for window in plan.windows)]
    if plan.unknown:
        blocks.append(Line(unknown_text(plan, kg, lang)))
    if plan.further:
        blocks.append(Line(further_text(plan, kg, lang)))
    for label, ids in left_out(plan):
        blocks.append(Line(translate(lang, label, names=topic_names(kg, ids, lang))))
    return [*blocks, depth_note(lang, mastery=plan.terms.mastery, short=bool(plan.further))]


def plan_document(answer: TitledPlan, lang: Lang) -> dict[str, Any]:
    """Every field of the plan; durations both in exact ``minutes`` and in ``hours``."""
    plan = answer.plan
    return {
        "targets": list(plan.targets),
        "start": plan.terms.start.isoformat(),
        "passed_weeks": plan.terms.passed,
        "pace": plan.terms.pace,
        "depth": depth_of(mastery=plan.terms.mastery),
        "hours_per_week": _hours(plan.terms.weekly),
        "hours": _hours(plan.minutes),
        "minutes": plan.minutes,
        "weeks": [_week(answer, week, lang) for week in plan.weeks],
        "left": [
            {**_what(name, answer.kg, lang), "hours": _hours(minutes), "minutes": minutes}
            for name, minutes in plan.left.items()
        ],
        "windows": [_window(window) for window in plan.windows],
        "known": list(plan.known),
        "skipped": list(plan.skipped),
        "assumed": list(plan.assumed),
        "further": [{"topic": topic, "papers": list(papers)} for topic, papers in plan.further.items()],
        "without_hours": list(plan.unknown),
    }


def plan_title(answer: TitledPlan, lang: Lang) -> str:
    """What the plan is for: the goal that was asked for, by its name."""
    return goal_name(answer.kg, answer.goal or answer.plan.targets, lang)


def plan_head(plan: Plan, lang: Lang) -> str:
    """The plan in one line: hours, weeks, pace and first day."""
    text = translate(
        lang,
        "plan.head_left" if plan.left else "plan.head",
        depth=depth_name(lang, mastery=plan.terms.mastery),
        all=hours_text(plan.minutes, lang),
        count=len(plan.weeks),
        weekly=hours_text(plan.terms.weekly, lang),
        later=hours_text(sum(plan.left.values()), lang),
    )
    pace, start = term(lang, "pace", plan.terms.pace), plan.terms.start.isoformat()
    passed = plan.terms.passed
    key = "plan.pace_and_start" if passed is None else "plan.goes_on"
    return translate(lang, key, text=text, pace=pace, start=start, week=(passed or 0) + 1)


def window_text(window: Window, kg: KnowledgeGraph, lang: Lang) -> str:
    """Whether ``window`` holds, and what to leave for later where it does not."""
    tier = next(tier for tier in kg.roadmap.priorities if tier.id == window.tier)
    verdict = "plan.window_holds" if window.holds else "plan.window_fails"
    verdict = "plan.window_unsure" if window.unsure else "plan.window_over" if window.over else verdict
    parts = [translate(lang, verdict, tier=tier.name[lang], window=tier.window[lang], week=window.done)]
    names = topic_names(kg, window.drop, lang)
    if names:
        parts.append(translate(lang, "plan.drop", names=names, week=window.done_without))
    if window.done_without > window.weeks[1]:
        needed = "plan.even_then" if names else "plan.all_required"
        parts.append(translate(lang, needed, hours=hours_text(window.weekly_needed, lang)))
    if not window.possible:
        parts.append(translate(lang, "plan.no_such_week"))
    return " ".join(parts)


def session_name(session: Session, kg: KnowledgeGraph, lang: Lang) -> str:
    """The topic of ``session``, and which part of it where it has several."""
    part = f" {session.part}/{session.parts}" if session.parts > 1 else ""
    return part_name(session.topic, kg, lang) + part


def part_name(name: str, kg: KnowledgeGraph, lang: Lang) -> str:
    """The name of a topic, or of a milestone (as in `all_milestones`), that a plan has time for."""
    if name in kg.topics:
        return kg.topics[name].name[lang]
    return translate(lang, "plan.milestone", name=all_milestones(kg.roadmap)[name].step.name)


def session_concepts(session: Session, kg: KnowledgeGraph, lang: Lang) -> str:
    """The names of the concepts of ``session``, parted by commas; a milestone has none."""
    return concept_names(kg.topics[session.topic], session.concepts, lang) if session.concepts else ""


def session_text(session: Session, kg: KnowledgeGraph, lang: Lang) -> str:
    """The topic, the hours and the concepts of ``session``."""
    concepts = session_concepts(session, kg, lang)
    key = "plan.session_only" if session.partial else "plan.session"
    facts = {"name": session_name(session, kg, lang), "hours": hours_text(session.minutes, lang)}
    return translate(lang, key if concepts else "plan.session_plain", **facts, concepts=concepts)


def week_text(week: Week, lang: Lang) -> str:
    """The number, the first day and the hours of ``week``."""
    hours = hours_text(week.minutes, lang)
    return translate(lang, "plan.week", number=week.number, start=week.start, hours=hours)


def work_text(work: Work, titles: Mapping[str, str], lang: Lang) -> str:
    """How long, and with what: a paper with its title, a resource, an exercise, a milestone, or a review."""
    hours, on = hours_text(work.minutes, lang), work.continued
    match work.what:
        case KeyPaper():
            what = paper_name(work.what.arxiv, titles)
            return translate(lang, "plan.read_on" if on else "plan.read", hours=hours, what=what)
        case Resource():
            what = work.what.title
            return translate(lang, "plan.study_on" if on else "plan.study", hours=hours, what=what)
        case Exercise():
            what = work.what.task[lang]
            return translate(lang, "plan.exercise_on" if on else "plan.exercise", hours=hours, what=what)
        case Milestone():
            what = work.what.goal[lang]
            return translate(lang, "plan.practice_on" if on else "plan.practice", hours=hours, what=what)
    return translate(lang, "plan.review", hours=hours)


def work_address(work: Work) -> str:
    """Where the paper or the resource of ``work`` is found; empty where nothing says so."""
    match work.what:
        case KeyPaper():
            return abs_url(work.what.arxiv)
        case Resource(url=str(url)):
            return url
    return ""


def _lines(answer: TitledPlan, session: Session, lang: Lang) -> Iterator[Line]:
    yield Line(session_text(session, answer.kg, lang), 2)
    for work in session.work:
        yield Line(work_text(work, answer.titles, lang), 4)


def _week(answer: TitledPlan, week: Week, lang: Lang) -> dict[str, Any]:
    return {
        "number": week.number,
        "start": week.start.isoformat(),
        "end": (week.start + timedelta(days=6)).isoformat(),
        "hours": _hours(week.minutes),
        "minutes": week.minutes,
        "sessions": [_session(session, answer, lang) for session in week.sessions],
    }


def _what(name: str, kg: KnowledgeGraph, lang: Lang) -> dict[str, Any]:
    """A topic by its id, or else a milestone."""
    if name in kg.topics:
        return {"topic": name, "milestone": None}
    project, step = all_milestones(kg.roadmap)[name]
    return {"topic": None, "milestone": {"project": project.id, "id": step.id, "name": step.name[lang]}}


def _session(session: Session, answer: TitledPlan, lang: Lang) -> dict[str, Any]:
    return {
        **_what(session.topic, answer.kg, lang),
        "hours": _hours(session.minutes),
        "minutes": session.minutes,
        "part": session.part,
        "parts": session.parts,
        "concepts": list(session.concepts),
        "partial": session.partial,
        "papers": list(session.papers),
        "reading": [found for work in session.work if (found := _reading(work, answer.titles))],
        "exercises": [
            {"task": work.what.task[lang], "minutes": work.minutes, "continued": work.continued}
            for work in session.work
            if isinstance(work.what, Exercise)
        ],
        "practice_minutes": sum(w.minutes for w in session.work if isinstance(w.what, Milestone)),
        "review_minutes": sum(work.minutes for work in session.work if work.what is None),
    }


def _reading(work: Work, titles: Mapping[str, str]) -> dict[str, Any] | None:
    """A paper or another source to read, as JSON has it; None for what is no reading."""
    spent = {"minutes": work.minutes, "continued": work.continued}
    match work.what:
        case KeyPaper():
            return {
                "paper": work.what.arxiv,
                "title": titles.get(work.what.arxiv),
                "url": abs_url(work.what.arxiv),
                **spent,
            }
        case Resource():
            return {"paper": None, "title": work.what.title, "url": work.what.url, **spent}
    return None


def _window(window: Window) -> dict[str, Any]:
    return {
        "priority": window.tier,
        "weeks": list(window.weeks),
        "topics": list(window.topics),
        "done_week": window.done,
        "holds": None if window.unsure else window.holds,
        "drop": list(window.drop),
        "done_week_without": window.done_without or window.done,
        "hours_per_week_needed": _hours(window.weekly_needed) if window.weekly_needed else None,
    }


def _hours(minutes: int) -> float:
    return round(minutes / 60, 4)


WRITERS = {
    ("plan", "text"): plan_text,
    ("plan", "json"): lambda answer, lang: Json(plan_document(answer, lang)),
}
