"""What the goals of a command line stand for, given as its words and by ``--goal``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vlagraph.cli.options import split_names

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.pipeline.naming import Picked

__all__ = ["GoalTerms", "read_goal", "read_goals"]


class GoalTerms(NamedTuple):
    """What is said where no goal is named (a key), and whether ``all`` has what the roadmap presupposes."""

    refusal: str = ""
    from_scratch: bool = False


_PLAIN = GoalTerms()


def read_goal(
    kg: KnowledgeGraph,
    words: tuple[str, ...],
    *,
    listed: tuple[str, ...] = (),
    lang: Lang,
    terms: GoalTerms = _PLAIN,
) -> tuple[str, ...]:
    """The topics of the goals that ``words`` and ``listed`` names call; see `read_goals`."""
    return read_goals(kg, words, listed=listed, lang=lang, terms=terms).ids


def read_goals(
    kg: KnowledgeGraph,
    words: tuple[str, ...],
    *,
    listed: tuple[str, ...] = (),
    lang: Lang,
    terms: GoalTerms = _PLAIN,
) -> Picked:
    """What the goals stand for that ``words`` call; what their names mean is remarked on.

    Of the words those that are a name together are one; the names of an option, ``listed``, are whole.

    Raises:
        UsageError: there are none, and ``terms`` have the key of what is then said.
        UnknownNameError: a name that fits nothing or several things.
    """
    from vlagraph.cli.output import remark
    from vlagraph.pipeline.naming import pick_targets, whole_names

    names = (*whole_names(kg, words), *split_names(listed))
    picked = pick_targets(kg, names, refusal=terms.refusal, from_scratch=terms.from_scratch)
    remark(picked.notes, lang)
    return picked
