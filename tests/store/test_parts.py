"""A roadmap in many files, in one, or in both: nothing is lost, and every fault names its file."""

from __future__ import annotations

import contextlib
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.command_line import CHECKOUT
from tests.support.roadmaps import random_roadmaps, roadmap, text, topic
from vlagraph.core.model import Text
from vlagraph.errors import DataError
from vlagraph.pipeline.beginning import init_workspace
from vlagraph.pipeline.check import check_roadmap, format_roadmap
from vlagraph.store.examine import examine_roadmap
from vlagraph.store.parts import ONE_FILE, Form
from vlagraph.store.roadmap import (
    encode_files,
    load_parts,
    load_roadmap,
    save_parts,
)
from vlagraph.store.schemas import SCHEMAS, schema_ref, schema_text
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.model import Roadmap

SHIPPED = CHECKOUT / "graph" / "topics.json"
TINY = roadmap(topic("a"), topic("b", "a"))
SPLIT = Form(frozenset({"a", "b"}))


@pytest.fixture
def split(tmp_path: Path) -> Path:
    """The topics.json of a roadmap of two topics, each with a page of its own."""
    path = tmp_path / "graph" / "topics.json"
    save_parts(path, TINY, SPLIT)
    return path


def _files(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".lock")
    return {str(file.relative_to(folder)): file.read_bytes() for file in found}


def _told(path: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        examine_roadmap(path)
    return [str(problem) for problem in caught.value.problems]


@given(random_roadmaps(most=6), st.data())
def test_any_form_holds_the_same_roadmap_and_each_turns_into_any_other(
    whole: Roadmap, data: st.DataObject
) -> None:
    ids = [one.id for one in whole.topics]
    forms = data.draw(st.lists(st.sets(st.sampled_from(ids)), min_size=2, max_size=3))

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph" / "topics.json"
        before = ONE_FILE
        for pages in forms:
            form = Form(frozenset(pages), frozenset())
            save_parts(path, whole, form, before=before)

            assert load_roadmap(path) == examine_roadmap(path).roadmap == whole
            assert load_parts(path).form == form
            assert {file.stem for file in (path.parent / "topics").glob("*")} == pages
            assert save_parts(path, load_roadmap(path), form, before=form) == ()
            before = form


def test_the_shipped_roadmap_is_the_same_in_one_file_and_back(tmp_path: Path) -> None:
    loaded = load_parts(SHIPPED)
    path = tmp_path / "graph" / "topics.json"
    save_parts(path, loaded.roadmap, ONE_FILE)
    one = load_roadmap(path)
    save_parts(path, one, loaded.form)

    assert one == loaded.roadmap == load_roadmap(path)
    schemas = {f"{name}.schema.json" for name in SCHEMAS}
    graph = CHECKOUT / "graph"
    assert _files(tmp_path / "graph") == {n: b for n, b in _files(graph).items() if n not in schemas}


def test_format_splits_and_joins_and_takes_away_what_is_left_over(tmp_path: Path) -> None:
    path = tmp_path / "graph" / "topics.json"
    save_parts(path, load_roadmap(SHIPPED))
    workspace = Workspace(tmp_path)
    format_roadmap(workspace)
    one = _files(tmp_path)
    format_roadmap(workspace, split=True)
    many = _files(tmp_path)
    format_roadmap(workspace, split=False)

    assert set(one) == {"graph/topics.json", "graph/topics.schema.json"}
    assert many == {f"graph/{name}": data for name, data in _files(CHECKOUT / "graph").items()}
    schemas = {name: data for name, data in many.items() if name.endswith(".schema.json")}
    assert _files(tmp_path) == one | schemas
    assert not (tmp_path / "graph" / "topics").exists()


def test_format_leaves_the_schemas_that_init_writes_and_brings_them_up_to_date(tmp_path: Path) -> None:
    init_workspace(tmp_path / "own", empty=True)
    workspace = Workspace(tmp_path / "own")
    before = _files(workspace.topics.parent)
    (workspace.topics.parent / "terms.schema.json").write_text("{}")

    assert format_roadmap(workspace, split=False) == (workspace.topics.parent / "terms.schema.json",)
    format_roadmap(workspace, split=True)
    format_roadmap(workspace, split=False)

    assert _files(workspace.topics.parent) == before
    assert {f"{name}.schema.json" for name in SCHEMAS} < set(before)


@pytest.mark.parametrize("stop", range(6))
@pytest.mark.parametrize("to", [SPLIT, ONE_FILE], ids=["split", "joined"])
def test_a_format_that_is_killed_leaves_a_roadmap_that_reads_and_formats(
    to: Form, stop: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph" / "topics.json"
    before = ONE_FILE if to == SPLIT else SPLIT
    save_parts(path, TINY, before)
    calls = iter(range(100))

    def killed(self: Path, *args: object, **kwargs: object) -> None:
        if next(calls) >= stop:
            raise KeyboardInterrupt
        real[len(args)](self, *args, **kwargs)  # type: ignore[operator]

    real = {1: Path.replace, 0: Path.unlink}
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        patch.setattr(Path, "unlink", killed)
        with contextlib.suppress(KeyboardInterrupt):
            save_parts(path, TINY, to, before=before)

    assert load_roadmap(path) == examine_roadmap(path).roadmap == TINY
    format_roadmap(Workspace(tmp_path), split=to == SPLIT)
    assert load_parts(path).form == to


def test_a_topic_may_have_its_page_in_its_entry_while_others_have_files(split: Path) -> None:
    save_parts(split, TINY, Form(frozenset({"b"})), before=SPLIT)

    assert sorted(file.name for file in (split.parent / "topics").iterdir()) == ["b.json"]
    assert load_roadmap(split) == examine_roadmap(split).roadmap == TINY


def test_a_page_that_says_otherwise_than_the_entry_is_an_error_and_one_that_says_the_same_is_none(
    split: Path,
) -> None:
    page = split.parent / "topics" / "a.json"
    kept = page.read_bytes()
    save_parts(split, TINY)
    same = load_roadmap(split)
    page.write_bytes(kept.replace(b"About a.", b"About something else."))

    assert same == TINY
    assert _told(split) == [
        "graph/topics/a.json: topics.json says this differently. Keep them in one of the two files."
    ]


def test_the_faults_of_all_files_are_told_at_once_each_with_its_file(split: Path) -> None:
    pages = split.parent / "topics"
    (pages / "a.json").write_bytes(b"")
    (pages / "b.json").write_text((pages / "b.json").read_text().replace('"summary"', '"sumary"'))
    (split.parent / "benchmarks.json").write_text('{"benchmarks": 3}')
    split.write_text(split.read_text().replace('"level": 1', '"level": 9', 1))

    told = _told(split)

    assert told[0].startswith(
        "topics[0] 'a'.level: must be a whole number from 1 to 5 (0: not judged yet), not 9"
    )
    assert told[1].startswith("graph/topics/a.json: empty")
    assert told[2].startswith(
        "graph/topics/b.json: unknown field 'sumary'. Remove or rename it. Did you mean"
    )
    assert told[3].startswith("graph/benchmarks.json: benchmarks: must be a list, not 3")
    assert len(told) == 4


def test_a_file_is_called_as_from_the_workspace_wherever_the_command_runs(
    split: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (split.parent / "topics" / "a.json").write_bytes(b"")
    monkeypatch.chdir(split.parent / "topics")

    assert _told(Path("..", "topics.json"))[0].startswith("graph/topics/a.json: empty")


def test_a_page_whose_id_is_another_is_an_error(split: Path) -> None:
    (split.parent / "topics" / "a.json").rename(split.parent / "topics" / "c.json")

    assert _told(split)[0] == (
        'graph/topics/c.json: it says that its id is \'a\'. Write "id": "c", or rename the file.'
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("b.json", '{"id": "b", "watch": {"any": ["cups"], "threshold": 2}}'),
        ("b.json", '{"id": "b", "sumary": {"en": "Cups."}}'),
        ("b.json", "{"),
        ("b.json", '{"id": "c"}'),
        ("c.json", '{"id": "b"}'),
    ],
)
def test_a_page_with_a_fault_is_told_by_its_fault_alone(split: Path, name: str, text: str) -> None:
    page = split.parent / "topics" / "b.json"
    page.write_text(text)
    page.rename(page.with_name(name))

    (told,) = _told(split)
    assert told.startswith(f"graph/topics/{name}")


def test_pages_without_topic_topics_without_page_and_other_files_are_warnings(split: Path) -> None:
    pages = split.parent / "topics"
    (pages / "ghost.json").write_text('{"id": "ghost"}')
    (pages / "notes.txt").write_text("mine")
    (pages / ".hidden").write_text("mine")
    (pages / "b.json").unlink()

    found = check_roadmap(split)
    told = [str(problem).partition(". ")[0] for problem in found.problems]

    assert found.figures is not None
    assert not found.refused(strict=False)
    assert found.refused(strict=True)
    assert told[:3] == [
        "warning: graph/topics/notes.txt: not a page of a topic",
        "warning: topics[1] b: it has no page",
        "warning: graph/topics/ghost.json: topics.json has no topic 'ghost'",
    ]
    assert {path.name for path in pages.iterdir()} >= {"ghost.json", "notes.txt"}


def test_format_keeps_pages_of_no_topic_and_files_of_others(split: Path) -> None:
    (split.parent / "topics" / "ghost.json").write_text('{"id": "ghost"}')
    format_roadmap(Workspace(split.parent.parent), split=False)

    assert [file.name for file in (split.parent / "topics").iterdir()] == ["ghost.json"]


def test_two_topics_of_one_id_are_not_split_into_one_page(tmp_path: Path) -> None:
    path = tmp_path / "graph" / "topics.json"
    save_parts(path, roadmap(topic("a"), topic("a")))
    before = path.read_bytes()

    with pytest.raises(DataError, match="'a' is used more than once"):
        format_roadmap(Workspace(tmp_path), split=True)
    assert path.read_bytes() == before


def test_a_file_of_another_name_stands_alone(split: Path) -> None:
    other = split.with_name("other.json")
    save_parts(other, roadmap(topic("alone")))

    assert [one.id for one in load_roadmap(other).topics] == ["alone"]
    assert check_roadmap(other).problems == ()


def _shipped_before_phrases() -> Roadmap:
    """The shipped roadmap as the first schema had it: one file, no phrases in the rules."""
    lists = dict.fromkeys(("core", "good", "title", "hints", "against"), ())
    whole = load_roadmap(SHIPPED)
    topics = (
        msgspec.structs.replace(one, watch=msgspec.structs.replace(one.watch, **lists) if one.watch else None)
        for one in whole.topics
    )
    return msgspec.structs.replace(whole, topics=tuple(topics))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A workspace of the first schema, in whose watch rule of one topic a phrase was added by hand."""
    path = tmp_path / "graph" / "topics.json"
    tree = msgspec.to_builtins(_shipped_before_phrases())
    tree.pop("schema")
    tree["topics"][0]["watch"]["any"] = ["mine alone"]
    tree["topics"][1]["watch"] = None
    path.parent.mkdir()
    path.write_text(json.dumps(tree), encoding="utf-8")
    return tmp_path


def test_a_roadmap_of_the_first_schema_gets_the_phrases_of_the_bundled_one_and_keeps_its_own(
    old: Path,
) -> None:
    first, second, *rest = load_roadmap(old / "graph" / "topics.json").topics
    bundled = load_roadmap(SHIPPED).topics

    assert first.watch
    assert bundled[0].watch
    assert first.watch == msgspec.structs.replace(bundled[0].watch, any_of=("mine alone",))
    assert second.watch is None
    assert tuple(rest) == bundled[2:]
    assert check_roadmap(old / "graph" / "topics.json").figures


@pytest.mark.parametrize("split", [None, True, False])
def test_format_upgrades_the_first_schema_to_many_files_unless_one_is_asked_for(
    old: Path, split: bool | None
) -> None:
    before = load_roadmap(old / "graph" / "topics.json")
    format_roadmap(Workspace(old), split=split)
    after = load_parts(old / "graph" / "topics.json")

    assert after.roadmap == msgspec.structs.replace(before, schema=2)
    assert len(after.form.pages) == (0 if split is False else len(before.topics))
    assert after.form.shared == (frozenset() if split is False else {"benchmarks", "projects", "terms"})


def test_parts_of_an_upgrade_that_was_killed_are_not_read_before_it_is_done(old: Path) -> None:
    (old / "graph" / "topics").mkdir()
    (old / "graph" / "topics" / "flash-attention.json").write_text("{")

    assert load_roadmap(old / "graph" / "topics.json").topics


def test_every_property_of_every_schema_is_described() -> None:
    bare = []
    for name in SCHEMAS:
        for kind, found in json.loads(schema_text(name))["$defs"].items():
            bare += [
                f"{name}: {kind}.{field}"
                for field, about in found["properties"].items()
                if len(about.get("description", "")) < 10
            ]
            bare += [] if found.get("description") else [f"{name}: {kind}"]

    assert bare == []


def _named_schemas(folder: Path) -> Iterator[tuple[Path, Path]]:
    for file in folder.rglob("*.json"):
        if not file.name.endswith(".schema.json"):
            yield file, (file.parent / json.loads(file.read_text(encoding="utf-8"))["$schema"]).resolve()


def test_every_file_of_the_shipped_roadmap_names_a_schema_that_is_there() -> None:
    assert [str(file) for file, schema in _named_schemas(CHECKOUT / "graph") if not schema.is_file()] == []
    assert all(
        (CHECKOUT / "graph" / f"{name}.schema.json").read_text() == schema_text(name) for name in SCHEMAS
    )


def test_a_roadmap_in_korean_alone_is_read_and_written_as_it_is(tmp_path: Path) -> None:
    whole = msgspec.structs.replace(TINY, title=Text(ko="작은 지도"))
    path = tmp_path / "topics.json"
    save_parts(path, whole)

    assert load_roadmap(path) == whole
    assert load_roadmap(path).title["en"] == "작은 지도"
    assert b'"en"' not in encode_files(path, whole, ONE_FILE)[path].partition(b'"areas"')[0]


def test_texts_of_both_languages_stand_in_the_schema_as_optional() -> None:
    words = json.loads(schema_text("topic"))["$defs"]["Text"]

    assert (words["required"], words["minProperties"]) == ([], 1)
    assert schema_ref("topic") == "../topic.schema.json"
    assert text("x").langs == ("en", "ko")
