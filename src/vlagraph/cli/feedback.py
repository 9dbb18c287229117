"""The commands ``dismiss``, ``pin`` and ``move``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vlagraph.cli.names import PAPER, TOPIC, read_paper
from vlagraph.cli.options import lang_option, open_workspace, read_topic
from vlagraph.cli.output import answer, note
from vlagraph.errors import UsageError
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Opinion
    from vlagraph.core.model import Lang
    from vlagraph.store.workspace import Workspace

__all__ = ["dismiss", "move", "pin"]

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class _Case:
    """A paper of a workspace and the topics that were named, by their ids."""

    workspace: Workspace
    kg: KnowledgeGraph
    paper: str
    topics: tuple[str, ...]


def _options(command: F) -> F:
    """``--undo``, ``--propose``, ``--apply`` and ``--lang``."""
    undo = click.option("--undo", is_flag=True)
    proposal = click.option(
        "--propose",
        is_flag=True,
    )
    apply = click.option("--apply", is_flag=True)
    return undo(proposal(apply(lang_option(command))))


@dataclass(frozen=True)
class _Wish:
    """What is to become of an opinion: kept, taken back, proposed for everyone, or written for everyone."""

    undo: bool
    propose: bool
    apply: bool

    def __post_init__(self) -> None:
        if self.undo and self.propose:
            raise UsageError("feedback.undo_and_propose")
        if self.apply and not self.propose:
            raise UsageError("feedback.apply_without_propose")


@click.command()
@click.argument("arxiv_id", metavar="ID", type=PAPER)
@click.argument("topic", required=False, type=TOPIC)
@_options
@click.pass_context
def dismiss(ctx: click.Context, /, arxiv_id: str, topic: str | None, *, lang: Lang, **wish: bool) -> None:
    """Keep a paper out of TOPIC, or out of all topics, for you."""
    from vlagraph.core.marks import Opinion

    case = _open(ctx, arxiv_id, [] if topic is None else [topic], lang)
    _judge(case, Opinion("dismissed", case.paper, *case.topics), _Wish(**wish), lang)


@click.command()
@click.argument("arxiv_id", metavar="ID", type=PAPER)
@click.argument("topic", required=False, type=TOPIC)
@_options
@click.pass_context
def pin(ctx: click.Context, /, arxiv_id: str, topic: str | None, *, lang: Lang, **wish: bool) -> None:
    """Put a paper under TOPIC, whatever its score, for you."""
    from vlagraph.pipeline.news.feedback import plan_pin

    case = _open(ctx, arxiv_id, [] if topic is None else [topic], lang)
    _judge(case, plan_pin(case.paper, case.topics, undo=wish["undo"]), _Wish(**wish), lang)


@click.command()
@click.argument("arxiv_id", metavar="ID", type=PAPER)
@click.argument("topics", nargs=-1, type=TOPIC, metavar="[FROM] TOPIC")
@_options
@click.pass_context
def move(ctx: click.Context, /, arxiv_id: str, topics: tuple[str, ...], *, lang: Lang, **wish: bool) -> None:
    """Put a paper under TOPIC instead of FROM, for you.

    FROM is the paper's best topic where it is not given.
    """
    from vlagraph.pipeline.news.feedback import plan_move

    case = _open(ctx, arxiv_id, topics, lang)
    opinion = plan_move(case.workspace, case.kg, paper=case.paper, topics=case.topics, undo=wish["undo"])
    _judge(case, opinion, _Wish(**wish), lang)


def _open(ctx: click.Context, arxiv_id: str, names: Sequence[str], lang: Lang) -> _Case:
    from vlagraph.pipeline.answers import open_graph
    from vlagraph.pipeline.naming import whole_names

    workspace = open_workspace(ctx)
    paper = read_paper(workspace, arxiv_id, lang)
    kg = open_graph(workspace)
    topics = (read_topic(kg, name, lang, whole=True) for name in whole_names(kg, names))
    return _Case(workspace, kg, paper, tuple(filter(None, topics)))


def _judge(case: _Case, opinion: Opinion, wish: _Wish, lang: Lang) -> None:
    from vlagraph.pipeline.news.feedback import keep_opinion, take_back

    if wish.propose:
        _propose(case, opinion, lang, apply=wish.apply)
        return
    if wish.undo:
        outcome = take_back(case.workspace, case.kg, opinion=opinion)
    else:
        outcome = keep_opinion(case.workspace, opinion)
    answer("outcome", outcome, "text", lang)
    if outcome.paper is None and not wish.undo:
        key = "feedback.counts_later" if opinion.kind == "dismissed" else "feedback.brought"
        note(translate(lang, key, paper=opinion.paper))


def _propose(case: _Case, opinion: Opinion, lang: Lang, *, apply: bool) -> None:
    from vlagraph.pipeline.news import propose as proposals

    proposal = proposals.propose(case.workspace, case.kg, opinion=opinion)
    if apply:
        answer("edited", proposals.apply(case.workspace, proposal=proposal), "text", lang)
    else:
        answer("proposal", proposals.patches(case.workspace, case.kg, proposal=proposal), "json", lang)
    for message in proposal.notes:
        note(message, lang)
