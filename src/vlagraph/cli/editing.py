"""The commands that edit the roadmap: ``topic add`` and the like, ``require``, ``paper add``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from vlagraph.cli.groups import DefaultGroup, HintingGroup
from vlagraph.cli.names import AREA, TOPIC, read_paper
from vlagraph.cli.options import Day, lang_option, open_workspace, split_names
from vlagraph.cli.output import answer, remark
from vlagraph.cli.refusals import refuse_others
from vlagraph.cli.topics import topic as show

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vlagraph.core.editing import Edited
    from vlagraph.core.model import Lang, Roadmap, Strength

__all__ = ["add", "merge", "paper", "paper_add", "remove", "rename", "require", "split", "topic"]


@click.group("topic", cls=DefaultGroup)
def topic() -> None:
    """Everything about a topic on one card; or edit the topics of the roadmap."""


topic.add_command(show, "show")
topic.default = show


def _edit(ctx: click.Context, change: Callable[[Roadmap], Edited], lang: Lang) -> None:
    from vlagraph.pipeline.editing import edit_roadmap

    answer("edited", edit_roadmap(open_workspace(ctx), change), "text", lang)


def _ids(ctx: click.Context, /, names: Sequence[str], lang: Lang, *, apart: bool = True) -> tuple[str, ...]:
    """The ids of the topics that ``names``, or words of names, stand for; near names are remarked on."""
    from vlagraph.pipeline.editing import topic_ids

    picked = topic_ids(open_workspace(ctx), names, apart=apart)
    remark(picked.notes, lang)
    return picked.ids


def _said(text: str | None) -> str:
    """What an option says; of blanks alone nothing, as of an empty variable of a shell."""
    from vlagraph.core.text import is_blank

    return "" if text is None or is_blank(text) else text.strip()


def _text(en: str | None, ko: str | None) -> Any:  # noqa: ANN401 - a Text, which is loaded when it is needed
    from vlagraph.core.model import Text

    given = {lang: text for lang, said in (("en", en), ("ko", ko)) if (text := _said(said))}
    return Text(**given) if given else None


@topic.command()
@click.argument("new_id", metavar="ID")
@click.option("--area", type=AREA, metavar="AREA", required=True)
@click.option("--name", metavar="TEXT")
@click.option("--name-ko", metavar="TEXT")
@click.option("--requires", multiple=True, type=TOPIC, metavar="A,B")
@lang_option
@click.pass_context
def add(
    ctx: click.Context,
    new_id: str,
    area: str,
    *,
    name: str | None,
    name_ko: str | None,
    requires: tuple[str, ...],
    lang: Lang,
) -> None:
    """Add a topic: its line in topics.json and its page, still to be filled in."""
    from vlagraph.core.editing import NewTopic, add_topic
    from vlagraph.pipeline.editing import area_id

    found = area_id(open_workspace(ctx), area)
    remark(found.notes, lang)
    needs = _ids(ctx, split_names(requires), lang)
    new = NewTopic(id=new_id, area=found.ids[0], name=_text(name, name_ko), requires=needs)
    _edit(ctx, lambda roadmap: add_topic(roadmap, new), lang)


@topic.command()
@click.argument("old", type=TOPIC)
@click.argument("new", metavar="NEW")
@lang_option
@click.pass_context
def rename(ctx: click.Context, old: str, new: str, *, lang: Lang) -> None:
    """Give the topic OLD the id NEW; readers keep their marks."""
    from vlagraph.core.editing import rename_topic

    (topic_id,) = _ids(ctx, [old], lang)
    _edit(ctx, lambda roadmap: rename_topic(roadmap, topic_id, new), lang)


@topic.command()
@click.argument("old", type=TOPIC)
@click.argument("into", metavar="FIRST SECOND...", nargs=-1, required=True)
@click.option("--concepts", multiple=True, metavar="PART=A,B")
@lang_option
@click.pass_context
def split(
    ctx: click.Context, old: str, into: tuple[str, ...], *, concepts: tuple[str, ...], lang: Lang
) -> None:
    """Make several topics of OLD; what no part takes stays with the first."""
    from vlagraph.core.editing import split_topic

    (topic_id,) = _ids(ctx, [old], lang)
    parted = (one.partition("=") for one in concepts)
    taken = {name: split_names((some,)) for name, _, some in parted}
    _edit(ctx, lambda roadmap: split_topic(roadmap, topic_id, into=into, concepts=taken), lang)


@topic.command()
@click.argument("names", metavar="A B...", nargs=-1, required=True, type=TOPIC)
@click.option("--into", metavar="ID", required=True)
@lang_option
@click.pass_context
def merge(ctx: click.Context, names: tuple[str, ...], *, into: str, lang: Lang) -> None:
    """Make one topic of several; readers keep their marks."""
    from vlagraph.core.editing import merge_topics
    from vlagraph.core.matching import default_model

    topics, model = _ids(ctx, names, lang, apart=False), default_model()

    def change(roadmap: Roadmap) -> Edited:
        fitted = {one.id for one in roadmap.topics if model.knows(one.id, one.formerly)}
        return merge_topics(roadmap, topics, into=into, usual=model.threshold, fitted=fitted)

    _edit(ctx, change, lang)


@topic.command()
@click.argument("name", metavar="ID", type=TOPIC)
@click.option("--replaced-by", "replacement", type=TOPIC, metavar="ID")
@lang_option
@click.pass_context
def remove(ctx: click.Context, name: str, *, replacement: str | None, lang: Lang) -> None:
    """Remove a topic and every reference to it; its marks pass to the replacement."""
    from vlagraph.core.editing import remove_topic

    topic_id, *others = _ids(ctx, [name, replacement] if replacement else [name], lang)
    _edit(ctx, lambda roadmap: remove_topic(roadmap, topic_id, replacement=next(iter(others), None)), lang)


@click.command()
@click.argument("name", metavar="A", type=TOPIC)
@click.argument("other", metavar="B", type=TOPIC)
@click.option("--kind", type=click.Choice(["required", "recommended", "helps"]))
@click.option("--reason", metavar="TEXT")
@click.option("--reason-ko", metavar="TEXT")
@click.option("--concepts", multiple=True, metavar="A,B")
@click.option("--source", default="", metavar="TEXT")
@click.option("--undo", is_flag=True)
@lang_option
@click.pass_context
def require(
    ctx: click.Context,
    name: str,
    other: str,
    *,
    kind: Strength | None,
    reason: str | None,
    reason_ko: str | None,
    concepts: tuple[str, ...],
    source: str,
    undo: bool,
    lang: Lang,
) -> None:
    """Say that topic A requires topic B, and why."""
    from vlagraph.core.editing import add_requirement, remove_requirement
    from vlagraph.core.model import Requirement

    after, before = _ids(ctx, [name, other], lang)
    if undo:
        refuse_others(ctx, "--undo", beside=("name", "other", "lang"))
        _edit(ctx, lambda roadmap: remove_requirement(roadmap, after, before), lang)
        return
    why = _text(reason, reason_ko)
    parts, kept = split_names(concepts), () if kind else ("kind",)
    need = Requirement(
        topic=before, kind=kind or "required", concepts=parts, reason=why, source=_said(source)
    )
    _edit(ctx, lambda roadmap: add_requirement(roadmap, after, need, kept=kept), lang)


@click.group(cls=HintingGroup)
def paper() -> None:
    """Edit the key papers of the roadmap."""


@paper.command("add")
@click.argument("arxiv_id", metavar="ID")
@click.option("--topic", "topic_name", type=TOPIC, metavar="TOPIC", required=True)
@click.option("--why", metavar="TEXT")
@click.option("--why-ko", metavar="TEXT")
@click.option("--role", metavar="ROLE")
@click.option("--concepts", multiple=True, metavar="A,B")
@click.option("--title", metavar="TEXT")
@click.option("--author", "authors", multiple=True, metavar="NAME")
@click.option("--date", "published", type=Day(whole="month", past=True), metavar="DATE")
@lang_option
@click.pass_context
def paper_add(
    ctx: click.Context,
    /,
    arxiv_id: str,
    topic_name: str,
    *,
    why: str | None,
    why_ko: str | None,
    role: str | None,
    concepts: tuple[str, ...],
    lang: Lang,
    **facts: Any,  # noqa: ANN401 - title, authors and published, as a person tells them
) -> None:
    """Make a paper a key paper of TOPIC; its facts come from arXiv, or from you."""
    from vlagraph.pipeline.editing import add_paper, key_paper, stated_facts
    from vlagraph.pipeline.fetch.lookup import paper_finder

    workspace = open_workspace(ctx)
    name = read_paper(workspace, arxiv_id, lang)
    key = key_paper(name, role=role or "method", why=_text(why, why_ko), concepts=split_names(concepts))
    find = paper_finder(workspace, stated_facts(**facts), environ=os.environ)
    (topic_id,) = _ids(ctx, [topic_name], lang)
    kept = () if role else ("role",)
    answer("edited", add_paper(workspace, key, topic=topic_id, find=find, kept=kept), "text", lang)
