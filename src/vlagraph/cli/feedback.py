"""The commands ``dismiss``, ``pin`` and ``move``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vlagraph.cli.options import TopicName, open_workspace
from vlagraph.cli.output import emit, emit_json, note, remark
from vlagraph.errors import UsageError

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Opinion
    from vlagraph.pipeline.news.feedback import Outcome
    from vlagraph.store.workspace import Workspace

__all__ = ["dismiss", "move", "pin"]

F = TypeVar("F", bound=Callable[..., Any])


def _options(command: F) -> F:
    """``--undo`` and ``--propose``."""
    undo = click.option("--undo", is_flag=True, help="Take it back.")
    proposal = click.option(
        "--propose",
        is_flag=True,
        help="Only print the change to topics.json that would make it so for everyone.",
    )
    return undo(proposal(command))


@click.command()
@click.argument("arxiv_id")
@click.argument("topic", required=False, type=TopicName())
@_options
@click.pass_context
def dismiss(ctx: click.Context, arxiv_id: str, topic: str | None, *, undo: bool, propose: bool) -> None:
    """Keep a paper out of TOPIC, or out of all topics, for you."""
    from vlagraph.core.marks import Opinion
    from vlagraph.pipeline.paper_names import the_paper

    paper = the_paper(arxiv_id, workspace=open_workspace(ctx))
    workspace, kg = _open(ctx)
    names = _topics(kg, (topic,) if topic is not None else ())
    _do(workspace, kg, Opinion("dismissed", paper, *names), undo=undo, only_propose=propose)


@click.command()
@click.argument("arxiv_id")
@click.argument("topic", required=False, type=TopicName())
@_options
@click.pass_context
def pin(ctx: click.Context, arxiv_id: str, topic: str | None, *, undo: bool, propose: bool) -> None:
    """Put a paper under TOPIC, whatever its score, for you."""
    from vlagraph.core.marks import Opinion
    from vlagraph.pipeline.paper_names import the_paper

    paper = the_paper(arxiv_id, workspace=open_workspace(ctx))
    if topic is None and not undo:
        raise UsageError("pin needs a topic to put the paper under: vlagraph pin ID TOPIC")
    workspace, kg = _open(ctx)
    names = _topics(kg, (topic,) if topic is not None else ())
    _do(workspace, kg, Opinion("pinned", paper, *names), undo=undo, only_propose=propose)


@click.command()
@click.argument("arxiv_id")
@click.argument("topics", nargs=-1, type=TopicName(), metavar="[FROM] TOPIC")
@_options
@click.pass_context
def move(ctx: click.Context, arxiv_id: str, topics: tuple[str, ...], *, undo: bool, propose: bool) -> None:
    """Put a paper under TOPIC instead of FROM, for you.

    FROM is the paper's best topic where it is not given.
    """
    from vlagraph.core.marks import Opinion
    from vlagraph.pipeline.news.feedback import plan_move
    from vlagraph.pipeline.paper_names import the_paper

    paper = the_paper(arxiv_id, workspace=open_workspace(ctx))
    workspace, kg = _open(ctx)
    names = _topics(kg, topics)
    if undo:
        opinion = Opinion("moved", paper, names[-1] if names else "")
    else:
        opinion = plan_move(workspace, kg, paper=paper, topics=names)
    _do(workspace, kg, opinion, undo=undo, only_propose=propose)


def _open(ctx: click.Context) -> tuple[Workspace, KnowledgeGraph]:
    from vlagraph.pipeline.answers import open_graph

    workspace = open_workspace(ctx)
    return workspace, open_graph(workspace)


def _topics(kg: KnowledgeGraph, names: tuple[str, ...]) -> tuple[str, ...]:
    from vlagraph.pipeline.answers import ask_topic

    found = []
    for name in names:
        topic, remarks = ask_topic(kg, name)
        found.append(topic.id)
        remark(remarks)
    return tuple(found)


def _do(
    workspace: Workspace, kg: KnowledgeGraph, opinion: Opinion, *, undo: bool, only_propose: bool
) -> None:
    from vlagraph.pipeline.news.feedback import say, take_back
    from vlagraph.pipeline.news.propose import propose

    if undo and only_propose:
        raise UsageError("--undo and --propose cannot be meant together. Give one of them.")
    if only_propose:
        proposal = propose(workspace, kg, opinion=opinion)
        emit_json(proposal.patch)
        for text in proposal.notes:
            note(text)
        return
    if undo:
        _tell(take_back(workspace, kg, opinion=opinion), opinion, undo=True)
        return
    _tell(say(workspace, opinion), opinion, undo=False)


def _tell(outcome: Outcome, opinion: Opinion, *, undo: bool) -> None:
    title = f" ({outcome.paper.title})" if outcome.paper else ""
    name = f"arXiv:{opinion.paper}{title}"
    if undo:
        for said in outcome.opinions:
            emit(f"Taken back: {name} {_phrase(said)}.")
        if not outcome.opinions:
            emit(f"Nothing to take back: {name} is not {_phrase(opinion)}.")
        return
    emit(f"{name} {'is' if outcome.opinions else 'was already'} {_phrase(opinion)}.")
    if outcome.paper is None:
        note(f"arXiv:{opinion.paper} is not stored yet; this counts once 'vlagraph fetch' has brought it.")


def _phrase(opinion: Opinion) -> str:
    if opinion.kind == "dismissed":
        return f"dismissed from {opinion.topic or 'all topics'}"
    if opinion.kind == "pinned":
        return f"pinned to {opinion.topic}" if opinion.topic else "pinned"
    source = f" from {opinion.source}" if opinion.source else ""
    return f"moved{source} to {opinion.topic}" if opinion.topic else "moved"
