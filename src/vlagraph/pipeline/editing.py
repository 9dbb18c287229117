"""Edits of a workspace's roadmap: read, change, refuse what would make it meaningless, write what changed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, get_args, get_type_hints

import msgspec

from vlagraph.core.editing import Saved, add_key_paper
from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.model import KeyPaper
from vlagraph.core.names import Near, make_catalogue, resolve
from vlagraph.core.soundness import find_problems
from vlagraph.core.text import printable
from vlagraph.errors import DataError, StoreError, UsageError
from vlagraph.pipeline.naming import Picked, the_topic, whole_names
from vlagraph.store import disk
from vlagraph.store.atomic import holds
from vlagraph.store.lock import roadmap_lock, writer_lock
from vlagraph.store.papers import load_papers, save_papers
from vlagraph.store.parts import page_path
from vlagraph.store.roadmap import encode_files, load_parts, save_parts
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from vlagraph.core.editing import Edited
    from vlagraph.core.model import Roadmap, Text
    from vlagraph.core.papers.paper import Paper
    from vlagraph.errors import Problem
    from vlagraph.store.parts import Form, Loaded
    from vlagraph.store.workspace import Workspace

__all__ = [
    "PaperFacts",
    "add_paper",
    "area_id",
    "edit_roadmap",
    "form_with_new",
    "key_paper",
    "stated_facts",
    "topic_ids",
]


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """What a person knows of a paper that is not stored yet; ``published`` is a day or a month."""

    title: str
    authors: tuple[str, ...]
    published: str


def edit_roadmap(workspace: Workspace, change: Callable[[Roadmap], Edited]) -> Saved:
    """Write the roadmap of ``workspace`` after ``change``, in the form and files in which it is kept.

    Edits by several commands at once wait for each other, so that each finds what the others wrote.

    Raises:
        WorkspaceError: the workspace is the bundled one.
        DataError: the roadmap cannot be read, or the edit would make it meaningless, as by a loop; then
            nothing is written.
        StoreError: a file cannot be read or written, or is held by another command.
        UsageError, UnknownNameError: what ``change`` refuses.
    """
    path = workspace.writable().topics
    with roadmap_lock(path):
        return _edit(path, change)


def _edit(path: Path, change: Callable[[Roadmap], Edited]) -> Saved:
    loaded = load_parts(path)
    edited = change(loaded.roadmap)
    problems = find_problems(edited.roadmap)
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise DataError(str(path), errors, "edit.unsound")
    form = form_with_new(loaded, edited.roadmap)
    files = save_parts(path, edited.roadmap, form, before=loaded.form)
    known = _under_new_ids(map(_gap, find_problems(loaded.roadmap)), loaded.roadmap, edited.roadmap)
    fresh = tuple(problem for problem in problems if _gap(problem) not in known)
    written = tuple(str(file) for file in files if file.exists())
    removed = tuple(str(file) for file in files if not file.exists())
    return Saved(written, tuple(_where_its_page_is(todo, form) for todo in edited.todo), fresh, removed)


def _where_its_page_is(todo: Message, form: Form) -> Message:
    """``todo`` with the entry of the topic in the place of its page, where it has no file of its own."""
    lacks = todo.key == "edit.fill_page" and todo.values["topic"] not in form.pages
    return Message("edit.fill_entry", todo.values) if lacks else todo


class _Gap(NamedTuple):
    """A problem without the numbers of list entries, which an edit of other entries moves."""

    where: str
    kind: str
    values: tuple[str, ...]

    def under(self, old: str, new: str) -> Iterator[_Gap]:
        """The same where the topic ``old`` is called ``new``; a value of that word may mean another thing."""
        where = re.sub(rf"^(topics )?{re.escape(old)}(?=\.|$)", rf"\g<1>{new}", self.where)
        whole = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
        values = tuple(whole.sub(new, value) for value in self.values)
        yield from (_Gap(at, self.kind, said) for at in (self.where, where) for said in (self.values, values))


def _gap(problem: Problem) -> _Gap:
    where = re.sub(r"\[[0-9]+\]", "", problem.where)
    return _Gap(where, problem.what.key, tuple(map(str, problem.what.values.values())))


def _under_new_ids(problems: Iterable[_Gap], before: Roadmap, after: Roadmap) -> set[_Gap]:
    """``problems`` of the roadmap ``before``, also as they are told where topics have other ids ``after``.

    A topic that went on in several ones is none of them: each has to be completed.
    """
    ids = {topic.id for topic in before.topics} - {topic.id for topic in after.topics}
    heirs = [(old, topic.id) for topic in after.topics for old in topic.formerly if old in ids]
    parted = {old for old, count in Counter(old for old, _ in heirs).items() if count > 1}
    known = set(problems)
    for old, new in heirs:
        if old not in parted:
            known = {told for gap in known for told in gap.under(old, new)}
    return known


def topic_ids(workspace: Workspace, names: Sequence[str], *, apart: bool = True) -> Picked:
    """The ids of the topics that ``names`` stand for, also in a roadmap that is not sound yet.

    Where they are not ``apart``, words that are a name only together are one.

    Raises:
        UnknownNameError: a name fits nothing, several topics, or a whole area.
        DataError, StoreError: the roadmap cannot be read.
    """
    kg = KnowledgeGraph(load_parts(workspace.topics).roadmap)
    found = [the_topic(kg, name) for name in (names if apart else whole_names(kg, names))]
    return Picked(tuple(topic.id for topic, _ in found), tuple(near for _, some in found for near in some))


def area_id(workspace: Workspace, name: str) -> Picked:
    """The id of the area that ``name`` stands for, as elsewhere by id or name.

    Raises:
        UnknownNameError: it fits nothing, or several areas.
        DataError, StoreError: the roadmap cannot be read.
    """
    areas = load_parts(workspace.topics).roadmap.areas
    known = make_catalogue((one.id, (one.name.en, one.name.ko)) for one in areas)
    found = resolve(name, known, kind="area")
    return Picked((found.id,), () if found.exact else (Near(printable(name), found.id),))


def key_paper(paper: str, *, role: str, why: Text | None, concepts: tuple[str, ...]) -> KeyPaper:
    """The entry of ``paper`` (a base id) as a key paper.

    Raises:
        UsageError: there is no such role.
    """
    try:
        entry = {"arxiv": paper, "role": role, "concepts": concepts}
        return msgspec.structs.replace(msgspec.convert(entry, KeyPaper), why=why)
    except msgspec.ValidationError as error:
        roles = get_args(get_args(get_type_hints(KeyPaper, include_extras=True)["role"])[0])
        raise UsageError("edit.no_role", role=role, roles=", ".join(roles)) from error


def stated_facts(*, title: str | None, authors: Sequence[str], published: str | None) -> PaperFacts | None:
    """What a person says of a paper; None where nothing is said.

    Raises:
        UsageError: only a part is said.
    """
    said, names = (title or "").strip(), tuple(name for one in authors if (name := one.strip()))
    given = [bool(said), bool(names), bool(published)]
    if not any(given):
        return None
    if not (said and names and published):
        raise UsageError("edit.facts_together")
    return PaperFacts(title=said, authors=names, published=published)


def form_with_new(loaded: Loaded, roadmap: Roadmap) -> Form:
    """The form that was read, in which a new topic has a page of its own if the others have.

    Raises:
        StoreError: the page that a new topic would get is there, belongs to none and says something else.
    """
    before = {topic.id for topic in loaded.roadmap.topics}
    if before and not loaded.form.pages:
        return loaded.form
    pages = {topic.id for topic in roadmap.topics if topic.id in loaded.form.pages or topic.id not in before}
    form = msgspec.structs.replace(loaded.form, pages=frozenset(pages))
    _refuse_strays(loaded, roadmap, form)
    return form


def _refuse_strays(loaded: Loaded, roadmap: Roadmap, form: Form) -> None:
    """Refuse to write over pages without a topic; those that an edit that was stopped left say the same."""
    fresh = (page_path(loaded.path, topic) for topic in sorted(form.pages - loaded.form.pages))
    if strays := [file for file in fresh if disk.is_there(file)]:
        files = encode_files(loaded.path, roadmap, form)
        for file in strays:
            if not holds(file, files[file]):
                raise StoreError("edit.page_there", path=file)


def add_paper(
    workspace: Workspace,
    key: KeyPaper,
    *,
    topic: str,
    find: Callable[[str], Paper],
    kept: Collection[str] = (),
) -> Saved:
    """Make ``key`` a key paper of ``topic`` (an id) and store the facts of the paper where they are not.

    The fields ``kept`` of an entry that is there stay as they are.
    ``find`` gives the record of a paper that is not stored, from arXiv or from what a person knows.

    Raises:
        WorkspaceError, DataError, StoreError, UsageError: as `edit_roadmap`, and what ``find`` raises; then
            nothing is written.
    """
    place = workspace.writable()
    with writer_lock(place.papers, cache=place.cache, task="paper add"):
        papers = load_papers(place.papers)
        stored = papers.get(key.arxiv)
        paper = stored or _curated(find(key.arxiv))
        saved = edit_roadmap(place, lambda roadmap: add_key_paper(roadmap, topic, key, kept=kept))
        if stored is None or not stored.curated:
            save_papers(place.papers, {**papers, paper.id: msgspec.structs.replace(paper, curated=True)})
            return replace(saved, files=(*saved.files, str(place.papers)))
        return saved


def _curated(paper: Paper) -> Paper:
    """The facts of ``paper`` alone, chosen by a person; no abstract, which a roadmap must not hold."""
    return msgspec.structs.replace(paper, curated=True, abstract=None, comment=None, matches=())
