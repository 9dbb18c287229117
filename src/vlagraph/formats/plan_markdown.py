"""A plan of study as a check list in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.ids import abs_url
from vlagraph.formats.names import hours_text, topic_names
from vlagraph.formats.plan import concept_names, plan_head, session_name, window_text
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.graph import InGraph, KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.plan import Plan, Session, Week

__all__ = ["WRITERS", "plan_markdown"]


def plan_markdown(answer: InGraph[Plan], lang: Lang) -> str:
    """The plan as a check list by weeks, then its windows."""
    kg, plan = answer.kg, answer.found
    if not plan.targets:
        return translate(lang, "plan.all_learned") + "\n"
    lines = [f"# {topic_names(kg, plan.targets, lang)}", "", f"{plan_head(plan, lang)}."]
    for week in plan.weeks:
        lines += _section(_week_title(week, lang), (x for s in week.sessions for x in _items(s, kg, lang)))
    if plan.left:
        left = plan.left.items()
        items = (f"- {kg.topics[name].name[lang]}: {hours_text(m, lang)}" for name, m in left)
        lines += _section(translate(lang, "plan.left"), items)
    if plan.windows:
        windows = (f"- {window_text(window, kg, lang)}" for window in plan.windows)
        lines += _section(translate(lang, "plan.windows"), windows)
    return "\n".join(lines) + "\n"


def _section(title: str, items: Iterator[str]) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    yield from items


def _week_title(week: Week, lang: Lang) -> str:
    hours = hours_text(week.minutes, lang)
    return translate(lang, "plan.week", number=week.number, start=week.start, hours=hours)


def _items(session: Session, kg: KnowledgeGraph, lang: Lang) -> Iterator[str]:
    yield f"- [ ] {session_name(session, kg, lang)} ({hours_text(session.minutes, lang)})"
    yield from (f"  - {name}" for name in concept_names(session, kg, lang))
    links = (f"[arXiv:{paper}]({abs_url(paper)})" for paper in session.papers)
    yield from (f"  - {translate(lang, 'plan.read', paper=link)}" for link in links)


WRITERS = {("plan", "md"): plan_markdown}
