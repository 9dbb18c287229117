"""A plan of study as a check list in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.model import Resource
from vlagraph.formats.markdown import escaped
from vlagraph.formats.names import depth_note, hours_text, topic_names
from vlagraph.formats.plan import (
    part_name,
    plan_head,
    plan_title,
    session_text,
    week_text,
    window_text,
    work_address,
    work_text,
)
from vlagraph.formats.plan_notes import further_text, left_out, nothing_key, unknown_text
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vlagraph.core.model import Lang
    from vlagraph.core.plan import Session, TitledPlan, Work

__all__ = ["WRITERS", "plan_markdown"]


def plan_markdown(answer: TitledPlan, lang: Lang) -> str:
    """The plan as a check list by weeks, then its windows, what it leaves out, and its depth."""
    kg, plan = answer.kg, answer.plan
    if not plan.weeks:
        return translate(lang, nothing_key(answer)) + "\n"
    lines = [f"# {escaped(plan_title(answer, lang))}", "", f"{escaped(plan_head(plan, lang))}."]
    for week in plan.weeks:
        items = (item for session in week.sessions for item in _items(answer, session, lang))
        lines += _section(week_text(week, lang), items)
    if plan.left:
        left = plan.left.items()
        rest = (f"- {escaped(part_name(name, kg, lang))}: {hours_text(m, lang)}" for name, m in left)
        lines += _section(translate(lang, "plan.left"), rest)
    if plan.windows:
        windows = (f"- {escaped(window_text(window, kg, lang))}" for window in plan.windows)
        lines += _section(translate(lang, "plan.windows"), windows)
    if plan.unknown:
        lines += ["", escaped(unknown_text(plan, kg, lang))]
    if plan.further:
        lines += ["", escaped(further_text(plan, kg, lang))]
    for label, ids in left_out(plan):
        lines += ["", escaped(translate(lang, label, names=topic_names(kg, ids, lang)))]
    depth = depth_note(lang, mastery=plan.terms.mastery, short=bool(plan.further))
    return "\n".join([*lines, "", depth.text]) + "\n"


def _section(title: str, items: Iterable[str]) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    yield from items


def _items(answer: TitledPlan, session: Session, lang: Lang) -> Iterator[str]:
    yield f"- [ ] {escaped(session_text(session, answer.kg, lang))}"
    for work in session.work:
        yield f"  - [ ] {_linked(work, escaped(work_text(work, answer.titles, lang)))}"


def _linked(work: Work, text: str) -> str:
    """``text``, which tells of ``work``, as a link to what it is about, where that has an address."""
    if not (address := work_address(work)):
        return text
    return f"[{text}](<{address}>)" if isinstance(work.what, Resource) else f"[{text}]({address})"


WRITERS = {("plan", "md"): plan_markdown}
