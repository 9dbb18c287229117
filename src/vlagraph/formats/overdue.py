"""What ``status --overdue`` answers: lines that are Markdown too, as the text of an issue, and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.overdue import OLD_DAYS
from vlagraph.formats.blocks import Json, Line
from vlagraph.formats.markdown import escaped_prose
from vlagraph.words import Message, render, translate

if TYPE_CHECKING:
    from vlagraph.core.model import Lang
    from vlagraph.core.papers.overdue import Overdue
    from vlagraph.core.papers.reports import Freshness
    from vlagraph.formats.blocks import Blocks

__all__ = ["WRITERS", "overdue_document", "overdue_text"]

_SHOWN = 20
"""Topics that are named: with more the fault is not theirs."""


def overdue_text(found: Overdue, lang: Lang) -> Blocks:
    """Why somebody should look, and what to do; nothing where all is well."""
    if not found:
        return []
    age = f"{found.age_days:g}" if found.age_days is not None else ""
    lines = []
    if found.old and age:
        lines.append(translate(lang, "overdue.old", days=age, most=OLD_DAYS))
    elif found.unknown:
        lines.append(_unknown(found.unknown, lang))
    elif found.old:
        lines.append(translate(lang, "overdue.never"))
    if found.failing:
        lines.append(translate(lang, "overdue.failing", count=len(found.failing)))
        lines += ["", *(_topic(row, lang) for row in found.failing[:_SHOWN])]
    todo = "overdue.todo_first" if found.age_days is None and not found.failing else "overdue.todo"
    return [Line(text) for text in [*lines, "", translate(lang, todo)]]


def overdue_document(found: Overdue, lang: Lang) -> Json:
    """``overdue``, ``old``, ``age_days`` and the topics that are ``failing``, each with its ``failure``."""
    failing = [
        {"topic": row.topic, "age_days": row.age_days, "failure": _why(row, lang)} for row in found.failing
    ]
    return Json({"overdue": bool(found), "old": found.old, "age_days": found.age_days, "failing": failing})


def _unknown(topics: tuple[str, ...], lang: Lang) -> str:
    """Of which topics nothing is known, although a fetch has succeeded."""
    names = ", ".join(map(escaped_prose, topics[:_SHOWN]))
    if len(topics) > _SHOWN:
        names = str(render(Message("fetch.topics", {"count": len(topics)}), lang))
    return translate(lang, "overdue.unknown", topics=names)


def _topic(row: Freshness, lang: Lang) -> str:
    return f"- {escaped_prose(row.topic)}: {escaped_prose(_why(row, lang))}"


def _why(row: Freshness, lang: Lang) -> str:
    return str(render(row.failure, lang))


WRITERS = {("overdue", "text"): overdue_text, ("overdue", "json"): overdue_document}
