"""Which papers a reader means, checked against what is stored where an id looks impossible."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.clock import today
from vlagraph.core.papers.ids import bare_id, fault_of, id_in, likely_id
from vlagraph.core.spelling import bare_names, join_words
from vlagraph.core.text import printable
from vlagraph.errors import UnknownNameError
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.store.workspace import Workspace

_FIVE_DIGITS = ".12345"
"""How an example of an id since 2015 ends."""
_MOST_WORDS = 30
"""Words typed without quotes up to which they are tried as one title: few titles have more."""
_MOST_NEAR = 3
"""Papers that a refusal offers: more are a list to search, not an answer."""
_FAULTS = {"month": "paper.no_month", "to_come": "paper.to_come", "form": "paper.other_form"}

__all__ = ["PickedPapers", "check_id", "pick_papers", "the_paper", "whole_paper_names"]


class PickedPapers(NamedTuple):
    """The base arXiv ids that names stand for, and remarks on names that are no ids."""

    ids: tuple[str, ...]
    notes: tuple[Message, ...] = ()


def pick_papers(names: Sequence[str], *, workspace: Workspace | None = None) -> PickedPapers:
    """The papers that ``names`` stand for, each once: ids and addresses, or what a key paper is called.

    Only the key papers of ``workspace`` have names: their titles and short names.

    >>> pick_papers(["arXiv:2304.13705v2", "https://www.arxiv.org/pdf/2304.13705v1.pdf"]).ids
    ('2304.13705',)

    Raises:
        UnknownNameError: a name is not an arXiv id, and that of no key paper or of several; or an id cannot
            be, and ``workspace`` stores no such paper.
        DataError, StoreError: papers/ cannot be read; it is where an id cannot be. Or the roadmap cannot be;
            it is where a name is not an id.
    """
    whole = dict.fromkeys(whole_paper_names(names, workspace))
    found = [the_paper(name, workspace=workspace) for name in whole]
    ids = dict.fromkeys(paper for paper, _ in found)
    return PickedPapers(tuple(ids), tuple(note for _, notes in found for note in notes))


def the_paper(name: str, *, workspace: Workspace | None = None) -> tuple[str, tuple[Message, ...]]:
    """The base arXiv id of the paper that ``name`` stands for, and a remark where it is no id.

    Raises:
        UnknownNameError, DataError, StoreError: as `pick_papers`.
    """
    if paper := id_in(name):
        check_id(paper, workspace)
        return paper, ()
    typed, kg = repr(printable(name)), _graph_of(workspace)
    called = _called(kg, name) if kg else ()
    if kg is None or not called:
        raise UnknownNameError("paper.no_id", name=typed, hint=_hint(name, workspace, kg))
    shown = _shown(kg, called)
    if len(called) > 1:
        raise UnknownNameError("paper.several", name=typed, papers=shown)
    return called[0], (Message("paper.named", {"name": typed, "paper": shown}),)


def whole_paper_names(words: Sequence[str], workspace: Workspace | None) -> Sequence[str]:
    """The names on a command line: of ``words`` those that are a key paper's name only together are one."""
    if len(words) < 2 or all(map(id_in, words)) or (kg := _graph_of(workspace)) is None:
        return words
    return join_words(words, lambda some: _called(kg, " ".join(some)), most=_MOST_WORDS)


def check_id(paper: str, workspace: Workspace | None) -> None:
    """Refuse the base id ``paper`` where arXiv cannot have given it, unless ``workspace`` stores it.

    Raises:
        UnknownNameError: it cannot be; the message names the id that was likely meant.
        DataError, StoreError: papers/ cannot be read; it is where the id cannot be.
    """
    fault = fault_of(paper, month=_latest_month())
    if fault is None or _stored(paper, workspace):
        return
    five = fault.kind == "form" and fault.value.endswith(_FIVE_DIGITS)
    key = "paper.five_digits" if five else _FAULTS[fault.kind]
    raise UnknownNameError(key, paper=paper, value=fault.value, hint=_hint(paper, workspace))


def _latest_month() -> str:
    """The month of tomorrow: where the day begins earlier than in UTC, arXiv may be in it already."""
    return f"{today() + timedelta(days=1):%Y-%m}"


def _graph_of(workspace: Workspace | None) -> KnowledgeGraph | None:
    """The graph whose key papers have names."""
    if workspace is None:
        return None
    from vlagraph.pipeline.answers import open_graph

    return open_graph(workspace)


def _called(kg: KnowledgeGraph, name: str) -> tuple[str, ...]:
    """The key papers that are called ``name``, else so but for the particle or plural at its end."""
    return next(filter(None, map(kg.parts.papers.find, (name, *bare_names(name)))), ())


def _shown(kg: KnowledgeGraph, papers: Sequence[str]) -> str:
    """The papers by title and id."""
    titles = kg.titles()
    return "; ".join(f"{titles[one]} (arXiv:{one})" if one in titles else f"arXiv:{one}" for one in papers)


def _hint(name: str, workspace: Workspace | None, kg: KnowledgeGraph | None = None) -> Message:
    """What was likely meant by ``name``: a stored paper, a right id, key papers; or where to copy an id."""
    if near := _near(name, workspace):
        return Message("paper.likely", {"id": near})
    if meant := likely_id(name, month=_latest_month()):
        return Message("paper.likely", {"id": meant})
    called = _nearly_called(kg, name) if kg else ()
    if kg is None or not called:
        return Message("paper.copy")
    return Message("paper.likely_called", {"papers": _shown(kg, called)})


def _nearly_called(kg: KnowledgeGraph, name: str) -> tuple[str, ...]:
    """The few key papers whose names hold ``name``, else those of the short name that it may be a slip of."""
    from vlagraph.core.parts import short_name
    from vlagraph.core.search import find_papers
    from vlagraph.core.slips import closest

    if found := find_papers(kg, name):
        return tuple(one.id for one in found) if len(found) <= _MOST_NEAR else ()
    short = filter(None, map(short_name, kg.titles().values()))
    return kg.parts.papers.find(closest(name, short))[:_MOST_NEAR]


def _near(name: str, workspace: Workspace | None) -> str:
    """The stored papers whose ids are one slip away from ``name``, each with its title."""
    typed = bare_id(name)
    if workspace is None or not typed:
        return ""
    from vlagraph.core.slips import one_slip
    from vlagraph.store.holdings import Wanted, known_ids, known_papers

    near = one_slip(typed, known_ids(workspace))[:_MOST_NEAR]
    papers = known_papers(workspace, wanted=Wanted(ids=near)) if near else {}
    return ", ".join(f"{paper} ({papers[paper].readable_title})" for paper in near if paper in papers)


def _stored(paper: str, workspace: Workspace | None) -> bool:
    if workspace is None:
        return False
    from vlagraph.store.holdings import find_paper

    return find_paper(workspace, paper) is not None
