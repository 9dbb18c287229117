"""A vault on the disk: what is written, kept and removed, where it may lie, and what a stopped run leaves."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from markdown_it import MarkdownIt

from tests.support.odd_roadmaps import odd_roadmap
from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.papers.syllabus import Syllabus
from vlagraph.core.text import one_line
from vlagraph.errors import StoreError
from vlagraph.formats.vault import VaultPage, page_file, to_vault
from vlagraph.pipeline import vault
from vlagraph.pipeline.vault import SavedVault, save_vault
from vlagraph.store import disk
from vlagraph.store.atomic import write_atomic
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.command_line import Answer

    Run = Callable[..., Answer]

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "workspace"
TOPICS = ["acting", "chance", "judging", "learning", "seeing", "vectors"]


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _write_below(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_vault_has_a_page_a_topic_with_links_both_ways(place: Path, vlagraph: Run) -> None:
    answer = vlagraph("export", "vault", "--out", "notes")
    chance = (place / "notes" / "chance.md").read_text(encoding="utf-8")
    vectors = (place / "notes" / "vectors.md").read_text(encoding="utf-8")

    assert (answer.code, answer.out) == (0, "7 pages in notes. Begin with _index.md.\n")
    assert _names(place / "notes") == ["_index.md", *(f"{topic}.md" for topic in TOPICS)]
    assert "[Vectors](vectors.md)" in chance
    assert "[Chance](chance.md)" in vectors
    assert 'papers: ["2699.00002", "2699.00003"]' in chance
    assert vlagraph("export", "vault", "--out", "notes").out == answer.out


def test_a_second_export_changes_no_byte_and_the_reader_keeps_every_word(place: Path, vlagraph: Run) -> None:
    vlagraph("export", "vault", "--out", "notes")
    _write_below(place / "notes" / "chance.md", "\nMine.\n")
    (place / "notes" / "My own note.md").write_text("[[chance]]", encoding="utf-8")
    before = _bytes(place / "notes")

    vlagraph("export", "vault", "--out", "notes")
    assert _bytes(place / "notes") == before

    vlagraph("export", "vault", "--out", "notes", "--lang", "ko")
    korean = _bytes(place / "notes")
    assert korean["chance.md"].decode().endswith("<!-- vlagraph:end -->\n\nMine.\n")
    assert "# 확률" in korean["chance.md"].decode()
    assert korean["My own note.md"] == before["My own note.md"]


def test_the_page_of_a_topic_that_is_gone_is_removed_unless_the_reader_wrote_in_it(
    place: Path, vlagraph: Run
) -> None:
    vlagraph("export", "vault", "--out", "notes")
    _write_below(place / "notes" / "judging.md", "\nMine.\n")

    answer = vlagraph("export", "vault", "learning", "--out", "notes")

    elsewhere = "their topics are not in this export or have another id now"
    assert f"removed, as {elsewhere}: acting.md, seeing.md" in answer.out
    assert f"kept for what you wrote in them, although {elsewhere}: judging.md" in answer.out
    assert _names(place / "notes") == ["_index.md", "chance.md", "judging.md", "learning.md", "vectors.md"]


def test_an_alias_of_the_reader_keeps_a_page_too(place: Path, vlagraph: Run) -> None:
    vlagraph("export", "vault", "--out", "notes")
    page = place / "notes" / "seeing.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("aliases: [", 'aliases: ["Eyes", '), encoding="utf-8"
    )

    assert "kept for what you wrote in them" in vlagraph("export", "vault", "learning", "--out", "notes").out
    assert 'aliases: ["Eyes", ' in page.read_text(encoding="utf-8")


def _call(roadmap: Path, topic: str, other: str) -> None:
    """Give ``topic`` the id ``other`` by hand, as commands refuse some that a roadmap may have."""
    text = roadmap.read_text(encoding="utf-8").replace(f'"{topic}"', f'"{other}"')
    roadmap.write_text(text, encoding="utf-8")


def test_a_topic_with_a_new_id_takes_the_readers_text_along(place: Path, vlagraph: Run) -> None:
    vlagraph("export", "vault", "--out", "notes")
    _write_below(place / "notes" / "seeing.md", "\nMine.\n")
    assert vlagraph("topic", "rename", "seeing", "sight").code == 0
    _call(place / "graph" / "topics.json", "sight", "con")

    vlagraph("export", "vault", "--out", "notes")
    page = (place / "notes" / "con_.md").read_text(encoding="utf-8")

    assert "seeing.md" not in _names(place / "notes")
    assert page.endswith("<!-- vlagraph:end -->\n\nMine.\n")
    assert '"seeing"' in page.split("---")[1]
    assert "(con_.md)" in (place / "notes" / "acting.md").read_text(encoding="utf-8")


def test_notes_of_the_reader_by_the_name_of_a_page_are_never_written_over(place: Path, vlagraph: Run) -> None:
    (place / "notes").mkdir()
    for name, data in (("chance.md", b"Mine.\n"), ("vectors.md", b"\xff\xfe")):
        (place / "notes" / name).write_bytes(data)
        answer = vlagraph("export", "vault", "--out", "notes")

        assert answer.code == 1
        assert f"notes has notes of yours by the names of pages: {name}." in answer.err
        assert _bytes(place / "notes") == {name: data}
        (place / "notes" / name).unlink()


def test_an_empty_note_that_a_click_on_a_link_made_becomes_the_page(place: Path, vlagraph: Run) -> None:
    (place / "notes").mkdir()
    for name in ("chance.md", "ideas.md"):
        (place / "notes" / name).write_text("\n", encoding="utf-8")

    assert vlagraph("export", "vault", "--out", "notes").code == 0
    assert "# Chance" in (place / "notes" / "chance.md").read_text(encoding="utf-8")
    assert (place / "notes" / "ideas.md").read_text(encoding="utf-8") == "\n"


@pytest.mark.parametrize("folder", [".", "graph", "papers/vault", ".cache", "progress.json", ".."])
def test_a_vault_has_a_folder_of_its_own(folder: str, place: Path, vlagraph: Run) -> None:
    before = sorted(place.rglob("*"))
    answer = vlagraph("export", "vault", "--out", folder)

    assert answer.code == 1
    assert "vault" in answer.err or "is a file" in answer.err
    assert sorted(place.rglob("*")) == before
    for args in ((), ("--out", ""), ("--starred", "--out", "notes")):
        assert vlagraph("export", "vault", *args).code == 2


def test_the_folder_that_one_is_in_can_be_the_vault(
    place: Path, vlagraph: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "notes").mkdir()
    monkeypatch.chdir(place / "notes")

    assert vlagraph("export", "vault", "--out", ".").code == 0
    assert "chance.md" in _names(place / "notes")
    assert vlagraph("export", "dot", "--out", ".").code == 2


@pytest.mark.skipif(os.name == "nt", reason="links need rights that users of Windows lack")
def test_no_page_is_written_or_removed_through_a_link_that_leads_out(place: Path, vlagraph: Run) -> None:
    vlagraph("export", "vault", "--out", "notes")
    page = place / "notes" / "chance.md"
    outside = place / "outside.md"
    page.rename(outside)
    page.symlink_to(outside)
    before = outside.read_bytes()

    answer = vlagraph("export", "vault", "vectors", "--out", "notes")

    assert answer.code == 1
    assert "chance.md" in answer.err
    assert outside.read_bytes() == before


@pytest.mark.parametrize("stop", range(8))
def test_a_run_that_was_stopped_is_finished_by_the_next(
    stop: int, place: Path, vlagraph: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    vlagraph("export", "vault", "--out", "notes")
    for name in ("seeing.md", "judging.md"):
        _write_below(place / "notes" / name, "\nMine.\n")
    vlagraph("topic", "rename", "seeing", "watching")
    vlagraph("topic", "remove", "acting")
    shutil.copytree(place / "notes", place / "other")
    vlagraph("export", "vault", "--out", "other")

    _stop_after(stop, monkeypatch)
    assert vlagraph("export", "vault", "--out", "notes").code == 1
    monkeypatch.undo()
    monkeypatch.chdir(place)
    vlagraph("export", "vault", "--out", "notes")

    assert _bytes(place / "notes") == _bytes(place / "other")


def _stop_after(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the ``count``-th touch of the disk on, every write and every removal fails."""
    left = iter(range(count))

    def limited(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            if next(left, None) is None:
                raise StoreError("export.unremoved", path=args[0], reason="stopped")
            return real(*args)

        return call

    monkeypatch.setattr(vault, "write_atomic", limited(write_atomic))
    monkeypatch.setattr(disk, "remove", limited(disk.remove))


@pytest.mark.parametrize("seed", range(5))
def test_no_word_of_the_reader_is_lost_whatever_becomes_of_the_topics(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines written anywhere, topics renamed, removed, merged, split, added, exports that stop half way."""
    chance, folder = random.Random(seed), tmp_path / "vault"
    formers: dict[str, tuple[str, ...]] = {f"t{number}": () for number in range(4)}
    for step in range(30):
        with monkeypatch.context() as patch:
            if step:
                _stop_after(chance.choice((1, 3, 5, 99)), patch)
            with contextlib.suppress(StoreError):
                save_vault(Workspace(GOLDEN), folder, _pages_of(formers, step), lang="en")
        file = folder / chance.choice(_names(folder))
        lines = file.read_text(encoding="utf-8").split("\n")
        form = chance.choice(("word{}.", "# word{}.", "word{}.: x", "> word{}."))
        lines.insert(chance.randrange(1, len(lines) + 1), form.format(step))
        file.write_text("\n".join(lines), encoding="utf-8")
        _change_topics(formers, step, chance)
        whole = "".join(data.decode() for data in _bytes(folder).values())
        assert [number for number in range(step + 1) if f"word{number}." not in whole] == []


def _change_topics(formers: dict[str, tuple[str, ...]], step: int, chance: random.Random) -> None:
    """Rename, split, remove, merge or add a topic, or leave all as they are."""
    old = chance.choice(sorted(formers))
    match chance.randrange(6):
        case 0:
            formers[f"new{step}"] = (*formers.pop(old), old)
        case 1:
            formers[f"one{step}"] = formers[f"two{step}"] = (*formers.pop(old), old)
        case 2 if len(formers) > 2:
            gone = (*formers.pop(old), old)
            heir = chance.choice(sorted(formers))
            formers[heir] = (*formers[heir], *(gone if chance.random() < 0.5 else ()))
        case 3:
            formers[f"added{step}"] = ()


def _pages_of(formers: dict[str, tuple[str, ...]], step: int) -> list[VaultPage]:
    claims = Counter(one for topic, former in formers.items() for one in {topic, *former})
    return [
        VaultPage(
            topic,
            {"vlagraph": topic, "aliases": (topic, *former), "source": str(step % 2)},
            f"# {topic}\n\nText {step % 3}.\n",
            tuple(one for one in former if claims[one] == 1),
        )
        for topic, former in formers.items()
    ]


def _pages(count: int) -> list[VaultPage]:
    whole = odd_roadmap(count)
    return list(to_vault(Syllabus(KnowledgeGraph(whole), tuple(topic.id for topic in whole.topics)), "en"))


def test_hostile_texts_stay_texts_in_front_matter_links_and_marks(tmp_path: Path) -> None:
    pages, names = _pages(500), {topic.id: topic.name for topic in odd_roadmap(500).topics}
    saved = save_vault(Workspace(GOLDEN), tmp_path / "vault", pages, lang="en")
    files = _names(tmp_path / "vault")

    assert saved == SavedVault(501)
    assert len({name.casefold() for name in files}) == 501
    assert all(re.fullmatch(r"[a-z0-9_-]{1,64}\.md", name) and name != "con.md" for name in files)
    for page in pages[:-1]:
        text = (tmp_path / "vault" / page_file(page.topic)).read_text(encoding="utf-8")
        _, head, body = re.split(r"^---$", text, maxsplit=2, flags=re.MULTILINE)
        said = yaml.safe_load(head)

        assert {key: tuple(one) if isinstance(one, list) else one for key, one in said.items()} == {
            key: fact for key, fact in page.facts.items() if fact
        }
        assert one_line(names[page.topic].en) in said["aliases"]
        assert re.findall("<!-- vlagraph:[a-z]+", body) == ["<!-- vlagraph:begin", "<!-- vlagraph:end"]
        assert not re.search("%%|==", body)
        assert set(re.findall(r"\]\(([a-z0-9_-]+\.md)\)", body)) <= set(files)


def test_the_heading_of_a_page_is_the_name_of_its_topic() -> None:
    whole = odd_roadmap(120)
    for page, topic in zip(_pages(120), whole.topics, strict=False):
        heading, inline = MarkdownIt("commonmark").parse(page.text.partition("\n")[0])[:2]

        assert heading.tag == "h1"
        assert "".join(child.content for child in inline.children or ()) == one_line(topic.name.en)
