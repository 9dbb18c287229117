"""A plan as a JSON document and as Markdown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from vlagraph.core.papers.ids import abs_url
from vlagraph.words import say, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.plan import Plan, Session, Window

__all__ = ["hours_text", "plan_document", "plan_head", "plan_markdown", "window_text"]


def hours_text(minutes: int, lang: Lang) -> str:
    """Minutes as hours, to a tenth.

    >>> [hours_text(minutes, "en") for minutes in (60, 90, 100)]
    ['1 h', '1.5 h', '1.7 h']
    """
    return say(lang, "unit.hours", hours=f"{minutes / 60:.1f}".removesuffix(".0"))


def plan_document(plan: Plan) -> dict[str, Any]:
    """Every field of ``plan``; durations both in exact ``minutes`` and in ``hours``."""
    return {
        "targets": list(plan.targets),
        "start": plan.terms.start.isoformat(),
        "pace": plan.terms.pace,
        "hours_per_week": _hours(plan.terms.weekly),
        "hours": _hours(plan.minutes),
        "minutes": plan.minutes,
        "weeks": [
            {
                "number": week.number,
                "start": week.start.isoformat(),
                "end": (week.start + timedelta(days=6)).isoformat(),
                "hours": _hours(week.minutes),
                "minutes": week.minutes,
                "sessions": [_session(session) for session in week.sessions],
            }
            for week in plan.weeks
        ],
        "left": [
            {"topic": topic, "hours": _hours(minutes), "minutes": minutes}
            for topic, minutes in plan.left.items()
        ],
        "windows": [_window(window) for window in plan.windows],
        "known": list(plan.known),
        "assumed": list(plan.assumed),
    }


def plan_markdown(plan: Plan, kg: KnowledgeGraph, *, lang: Lang) -> str:
    """The plan as a check list by weeks, then its windows."""
    if not plan.targets:
        return say(lang, "plan.all_learned") + "\n"
    names = ", ".join(kg.topics[name].name[lang] for name in plan.targets)
    lines = [f"# {names}", "", f"{plan_head(plan, lang)}."]
    for week in plan.weeks:
        place = {"number": week.number, "start": week.start, "hours": hours_text(week.minutes, lang)}
        lines += ["", f"## {say(lang, 'plan.week', **place)}", ""]
        for session in week.sessions:
            lines += _items(session, kg, lang)
    if plan.left:
        lines += ["", f"## {say(lang, 'plan.left')}", ""]
        lines += [f"- {kg.topics[name].name[lang]}: {hours_text(m, lang)}" for name, m in plan.left.items()]
    if plan.windows:
        lines += ["", f"## {say(lang, 'plan.windows')}", ""]
        lines += [f"- {window_text(window, kg, lang)}" for window in plan.windows]
    return "\n".join(lines) + "\n"


def plan_head(plan: Plan, lang: Lang) -> str:
    """The plan in one line: hours, weeks, pace and first day."""
    text = say(
        lang,
        "plan.head_left" if plan.left else "plan.head",
        all=hours_text(plan.minutes, lang),
        count=len(plan.weeks),
        weekly=hours_text(plan.terms.weekly, lang),
        later=hours_text(sum(plan.left.values()), lang),
    )
    pace, start = term(lang, "pace", plan.terms.pace), plan.terms.start.isoformat()
    return say(lang, "plan.pace_and_start", text=text, pace=pace, start=start)


def window_text(window: Window, kg: KnowledgeGraph, lang: Lang) -> str:
    """Whether ``window`` holds, and what to leave for later where it does not."""
    tier = next(tier for tier in kg.roadmap.priorities if tier.id == window.tier)
    verdict = "plan.window_holds" if window.holds else "plan.window_fails"
    parts = [say(lang, verdict, tier=tier.name[lang], window=tier.window[lang], week=window.done)]
    names = ", ".join(kg.topics[name].name[lang] for name in window.drop)
    if names:
        parts.append(say(lang, "plan.drop", names=names, week=window.done_without))
    if window.done_without > window.weeks[1]:
        needed = "plan.even_then" if names else "plan.all_required"
        hours = hours_text(window.weekly_needed, lang)
        parts.append(say(lang, needed, hours=hours))
    return " ".join(parts)


def _items(session: Session, kg: KnowledgeGraph, lang: Lang) -> Iterator[str]:
    topic = kg.topics[session.topic]
    part = f" {session.part}/{session.parts}" if session.parts > 1 else ""
    yield f"- [ ] {topic.name[lang]}{part} ({hours_text(session.minutes, lang)})"
    names = {concept.id: concept.name[lang] for concept in topic.concepts}
    yield from (f"  - {names[concept]}" for concept in session.concepts)
    read = say(lang, "plan.read")
    links = (f"[arXiv:{paper}]({abs_url(paper)})" for paper in session.papers)
    yield from (f"  - {read.format(paper=link)}" for link in links)


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
