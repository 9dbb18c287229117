"""Every command that takes a paper takes it under every name that people copy."""

from __future__ import annotations

import io
import json
import shutil
from typing import TYPE_CHECKING

import click
import pytest

from tests.support.every_command import leaves
from vlagraph.cli.names import PAPER, REVIEW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer

    Run = Callable[..., Answer]

FURTHER = {
    "add": (),
    "paper add": ("--topic", "navigation", "--title", "T", "--author", "A", "--date", "2023-04"),
    "pin": ("navigation",),
    "move": ("navigation", "hri"),
}
"""What else a command needs; the first two take a paper by a type of their own."""
NAMES = (
    "https://doi.org/10.48550/arXiv.2313.13705v2",
    "arXiv:2313.13705v1 [cs.RO] 23 Apr 2023",
    "https://www.semanticscholar.org/arxiv/2313.13705",
    "https://arxiv.org/pdf/2313.13705v3.pdf?download=1",
)
"""A paper of a month that no year has: so each command refuses it by its id, and does nothing else."""


def _taking_papers() -> list[str]:
    return [
        name
        for name, command in leaves()
        if name in FURTHER
        or any(isinstance(one, click.Argument) and one.type in {PAPER, REVIEW} for one in command.params)
    ]


@pytest.fixture
def own(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(checkout / "graph", tmp_path / "graph")
    monkeypatch.setenv("VLAGRAPH_ROOT", str(tmp_path))
    return tmp_path


def test_the_commands_are_found() -> None:
    known = {"add", "dismiss", "explain", "move", "paper add", "pin", "read", "review", "show", "star"}

    assert known <= set(_taking_papers())


@pytest.mark.parametrize("command", _taking_papers())
def test_a_command_knows_a_paper_by_every_name(command: str, own: Path, vlagraph: Run) -> None:
    further = FURTHER.get(command, ())
    for name in NAMES:
        answer = vlagraph(*command.split(), name, *further)

        assert answer.code == 1, name
        assert "2313.13705 cannot be" in answer.out + answer.err, name


def test_an_old_id_is_one_paper_with_and_without_its_class(own: Path, vlagraph: Run) -> None:
    names = (
        "math.GT/0309136",
        "math/0309136v2",
        "arXiv:math.GT/0309136 [math.GT]",
        "https://arxiv.org/abs/math.GT/0309136",
    )
    told = vlagraph("star", *names)
    marks = json.loads((own / "progress.json").read_text(encoding="utf-8"))

    assert told.out.count("math/0309136") >= 1
    assert "math.GT" not in told.out
    assert list(marks["papers"]) == ["math/0309136"]


@pytest.fixture
def shipped(own: Path, checkout: Path) -> Path:
    """A workspace with the titles of its key papers, which are what they are called by."""
    (own / "papers").mkdir()
    shutil.copy(checkout / "papers" / "papers.jsonl", own / "papers")
    return own


@pytest.mark.parametrize("name", ["openvla", "OpenVLA: An Open-Source Vision-Language-Action Model"])
@pytest.mark.parametrize("command", _taking_papers())
def test_a_command_knows_a_key_paper_by_what_it_is_called(
    command: str, name: str, shipped: Path, vlagraph: Run
) -> None:
    further = ("--dry-run",) if command == "add" else FURTHER.get(command, ())
    answer = vlagraph(*command.split(), name, *further)

    title = "OpenVLA: An Open-Source Vision-Language-Action Model (arXiv:2406.09246)"
    assert f"vlagraph: '{name}' is {title}\n" in answer.err
    assert answer.code == (1 if command == "move" else 0), answer.err


@pytest.mark.parametrize("command", sorted(set(_taking_papers()) - {"review"}))
def test_a_name_of_several_papers_is_refused_with_their_ids(
    command: str, shipped: Path, vlagraph: Run
) -> None:
    file = shipped / "papers" / "papers.jsonl"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"title":"SmolVLA: ', '"title":"OpenVLA: '), encoding="utf-8")
    before = sorted(shipped.rglob("*"))
    answer = vlagraph(*command.split(), "openvla", *FURTHER.get(command, ()))

    assert (answer.code, answer.out) == (1, "")
    assert "'openvla' names several papers: OpenVLA: " in answer.err
    assert "(arXiv:2406.09246)" in answer.err
    assert "(arXiv:2506.01844)" in answer.err
    assert answer.err.endswith("). Give the id of one of them.\n")
    assert sorted(shipped.rglob("*")) == before


def test_signs_tell_names_apart(shipped: Path, vlagraph: Run) -> None:
    assert "(arXiv:1910.10897)" in vlagraph("show", "meta world").err
    assert "(arXiv:2505.11289)" in vlagraph("show", "Meta-World+").err
    assert "(arXiv:2410.24164)" in vlagraph("show", "pi0").err


def test_a_name_is_taken_with_a_particle_or_a_plural_behind_it(shipped: Path, vlagraph: Run) -> None:
    assert "(arXiv:2406.09246)" in vlagraph("show", "OpenVLA를").err
    assert "(arXiv:2106.09685)" in vlagraph("show", "LoRA로는").err
    assert "(arXiv:2303.04137)" in vlagraph("star", "diffusion", "policies").err


@pytest.mark.parametrize("typed", ["openvl", "opnvla", "open-source vision"])
def test_a_name_that_is_only_near_is_offered_and_not_taken(typed: str, shipped: Path, vlagraph: Run) -> None:
    answer = vlagraph("star", typed)

    assert (answer.code, answer.out) == (1, "")
    assert f"'{typed}' is not an arXiv id. Did you mean " in answer.err
    assert "(arXiv:2406.09246)" in answer.err
    assert "'vlagraph papers --search WORD'" in answer.err
    assert not (shipped / "progress.json").exists()


@pytest.mark.parametrize(
    "typed", ["zzzzzz", "robot", "로봇", "", "../../etc/passwd", "x\x1b[31m", "a" * 9999]
)
def test_what_none_or_many_papers_are_called_is_refused_as_no_id(
    typed: str, shipped: Path, vlagraph: Run
) -> None:
    answer = vlagraph("show", typed)

    assert (answer.code, answer.out) == (1, "")
    assert "' is not an arXiv id. Copy it from arXiv's page" in answer.err
    assert "\x1b" not in answer.err
    assert len(answer.err) < 500


def test_an_id_is_read_without_the_roadmap_and_a_name_tells_what_is_wrong_with_it(
    shipped: Path, vlagraph: Run
) -> None:
    (shipped / "graph" / "topics.json").write_text("{", encoding="utf-8")

    assert vlagraph("star", "2406.09246").code == 0
    answer = vlagraph("star", "openvla")
    assert answer.code == 1
    assert "topics.json" in answer.err


def test_a_topic_that_is_called_as_a_paper_is_reviewed(shipped: Path, vlagraph: Run) -> None:
    assert vlagraph("review", "navigation").err == ""
    assert not (shipped / "papers" / "notes").exists()


def test_several_names_of_one_paper_mark_it_once(shipped: Path, vlagraph: Run) -> None:
    told = vlagraph("read", "openvla", "2406.09246", "OpenVLA")

    assert told.out == "read: 2406.09246\n"
    assert told.err.count("OpenVLA: An Open-Source") == 2


def test_how_a_name_was_read_is_said_in_korean(shipped: Path, vlagraph: Run) -> None:
    assert "'pi0': π0: " in (said := vlagraph("star", "pi0", "--lang", "ko").err)
    assert said.endswith("(arXiv:2410.24164) 논문입니다\n")
    assert (
        "'openvl': arXiv ID가 아닙니다. 혹시 다음 논문입니까? "
        in vlagraph("star", "openvl", "--lang", "ko").err
    )


def test_a_word_from_another_program_is_read_as_a_name(
    shipped: Path, vlagraph: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("openvla\n"))

    assert "(arXiv:2406.09246)" in vlagraph("add", "-", "--dry-run").err
