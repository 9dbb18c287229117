"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vlagraph.errors import VlagraphError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.store.workspace import Workspace

__all__ = [
    "TopicName",
    "format_option",
    "known_options",
    "lang_option",
    "open_workspace",
    "read_known",
    "read_topic",
    "split_names",
]

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


def known_options(command: F) -> F:
    """``--known A,B`` and ``--ignore-progress``; `read_known` makes ids of them."""
    named = click.option(
        "--known", multiple=True, type=TopicName(), metavar="A,B", help="Topics you know already."
    )
    ignored = click.option(
        "--ignore-progress", is_flag=True, help="Leave out what you have marked as learned or read."
    )
    return named(ignored(command))


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


def split_names(values: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a repeatable option that also takes several, parted by commas."""
    return tuple(name for value in values for part in value.split(",") if (name := part.strip()))


def read_known(
    workspace: Workspace, kg: KnowledgeGraph, names: tuple[str, ...], *, ignore_progress: bool, lang: Lang
) -> frozenset[str]:
    """The topics that the reader knows: marked as learned, or named; near names are remarked on."""
    from vlagraph.cli.output import remark
    from vlagraph.pipeline.answers import pick
    from vlagraph.pipeline.study.known import known_now

    named = pick(kg, split_names(names))
    remark(named.notes, lang)
    return known_now(workspace, kg, named.ids, ignore_progress=ignore_progress)


def read_topic(kg: KnowledgeGraph, name: str | None, lang: Lang) -> str | None:
    """The id of the one topic that ``name`` stands for, None without a name; near names are remarked on."""
    from vlagraph.cli.output import remark
    from vlagraph.pipeline.answers import ask_topic

    if name is None:
        return None
    topic, near = ask_topic(kg, name)
    remark(near, lang)
    return topic.id
