"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vlagraph.errors import VlagraphError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from vlagraph.graph import KnowledgeGraph
    from vlagraph.store.workspace import Workspace

__all__ = ["TopicName", "format_option", "lang_option", "open_workspace", "split_names", "usable_graph"]

F = TypeVar("F", bound=Callable[..., Any])


class TopicName(click.ParamType[str]):
    """A topic by id, name or alias; the shell completes ids."""

    name = "topic"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The topic ids that begin with ``incomplete``; none where the roadmap cannot be read."""
        from click.shell_completion import CompletionItem

        from vlagraph.store.roadmap import load_roadmap

        try:
            roadmap = load_roadmap(open_workspace(ctx).topics)
        except VlagraphError:
            return []
        before, comma, last = incomplete.rpartition(",")  # --known takes several
        return [
            CompletionItem(before + comma + topic.id, help=topic.name.en)
            for topic in roadmap.topics
            if topic.id.startswith(last)
        ]


def lang_option(command: F) -> F:
    """``--lang en|ko``, from VLAGRAPH_LANG where it is not given."""
    return click.option(
        "--lang",
        type=click.Choice(["en", "ko"]),
        default="en",
        envvar="VLAGRAPH_LANG",
        show_default=True,
        help="Language of names and reasons.",
    )(command)


def format_option(*formats: str) -> Callable[[F], F]:
    """``--format`` with the first of ``formats`` as the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print the answer.",
    )


def open_workspace(ctx: click.Context) -> Workspace:
    """The workspace of this run: --root, VLAGRAPH_ROOT, the nearest one upwards, or the bundled roadmap."""
    from vlagraph.store.workspace import find_workspace

    return find_workspace(root=ctx.find_root().obj)


def usable_graph(ctx: click.Context) -> KnowledgeGraph:
    """The knowledge graph of this run's workspace."""
    from vlagraph.pipeline.answers import open_graph

    return open_graph(open_workspace(ctx))


def split_names(values: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a repeatable option that also takes several, parted by commas."""
    return tuple(name for value in values for part in value.split(",") if (name := part.strip()))
