"""Names that people type: their types, which the shell completes, and the paper that one stands for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from vlagraph.cli.language import run_language

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from vlagraph.core.model import Lang
    from vlagraph.pipeline.completing import Offer
    from vlagraph.store.workspace import Workspace

__all__ = [
    "AREA",
    "BENCHMARK",
    "GOAL",
    "PAPER",
    "PROJECT",
    "REVIEW",
    "STAGE",
    "TIER",
    "TOPIC",
    "Name",
    "read_paper",
]


class Name(click.ParamType[str]):
    """The name of something in the workspace, kept as it is typed; ``name`` is its kind.

    ``listed`` are the kinds whose ids the help shows.
    """

    def __init__(self, name: str, *, listed: tuple[str, ...] = ()) -> None:
        self.name = name
        self.listed = listed

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


TOPIC = Name("topic")
"""A topic by id, name or alias."""
GOAL = Name("goal", listed=("goal", "project", "tier", "stage", "area"))
"""Whatever has topics: a topic, an area, a goal, a project, a tier, a stage, or all."""
AREA = Name("area", listed=("area",))
TIER = Name("tier", listed=("tier",))
"""A tier, which topics name as their priority."""
STAGE = Name("stage", listed=("stage",))
PROJECT = Name("project", listed=("project",))
"""A practice project."""
BENCHMARK = Name("benchmark", listed=("benchmark",))
"""A benchmark."""
PAPER = Name("paper")
"""A paper by id, address or DOI; of those that are stored the id is completed."""
REVIEW = Name("review")
"""A paper, or a topic; papers with a note come first."""


def read_paper(workspace: Workspace, name: str, lang: Lang) -> str:
    """The arXiv id of the paper that ``name`` stands for; that of a key paper by its name is remarked on.

    Raises:
        UnknownNameError, DataError, StoreError: as `the_paper`.
    """
    from vlagraph.cli.output import remark
    from vlagraph.pipeline.paper_names import the_paper

    paper, notes = the_paper(name, workspace=workspace)
    remark(notes, lang)
    return paper
