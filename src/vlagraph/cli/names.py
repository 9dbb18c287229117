"""Names that people type for options and arguments: their types, which the shell completes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

import click

from vlagraph.cli.language import run_language

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from vlagraph.pipeline.completing import Offer

__all__ = [
    "AreaName",
    "BenchmarkName",
    "GoalName",
    "Name",
    "PaperName",
    "ProjectName",
    "ReviewName",
    "StageName",
    "TierName",
    "TopicName",
]


class Name(click.ParamType[str]):
    """The name of something in the workspace, kept as it is typed; ``name`` is its kind.

    ``listed`` are the kinds whose ids the help shows.
    """

    listed: ClassVar[tuple[str, ...]] = ()

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """What begins with ``incomplete``, or with what follows its last comma where several may be given."""
        from click.shell_completion import CompletionItem

        from vlagraph.cli.options import open_workspace
        from vlagraph.errors import VlagraphError
        from vlagraph.pipeline.completing import offers

        before, comma, last = incomplete.rpartition(",") if param.multiple else ("", "", incomplete)
        try:
            found = offers(open_workspace(ctx), self.name, last, run_language(ctx))
        except VlagraphError:  # there is no such workspace
            return []
        return [CompletionItem(before + comma + _written(offer, last), help=offer.text) for offer in found]


def _written(offer: Offer, typed: str) -> str:
    """The id; in fish, which shows only what begins as the word does, the rest of the name that it begins."""
    from vlagraph.core.spelling import fold

    key = fold(typed)
    if not os.environ.get("_VLAGRAPH_COMPLETE", "").startswith("fish") or fold(offer.id).startswith(key):
        return offer.id
    return typed + offer.name[len(key) :] if offer.name else offer.id


class TopicName(Name):
    """A topic by id, name or alias."""

    name = "topic"


class GoalName(Name):
    """Whatever has topics: a topic, an area, a goal, a project, a tier, a stage, or all."""

    name = "goal"
    listed = ("goal", "project", "tier", "stage", "area")


class AreaName(Name):
    """An area by id or name."""

    name = "area"
    listed = ("area",)


class TierName(Name):
    """A tier, which topics name as their priority, by id or name."""

    name = "tier"
    listed = ("tier",)


class StageName(Name):
    """A stage by id or name."""

    name = "stage"
    listed = ("stage",)


class ProjectName(Name):
    """A practice project by id or name."""

    name = "project"
    listed = ("project",)


class BenchmarkName(Name):
    """A robot benchmark by id or name."""

    name = "benchmark"
    listed = ("benchmark",)


class PaperName(Name):
    """A paper by id, address or DOI; of those that are stored the id is completed."""

    name = "paper"


class ReviewName(Name):
    """A paper, or a topic; papers with a note come first."""

    name = "review"
