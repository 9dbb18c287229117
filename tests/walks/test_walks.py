"""Four people's ways through the commands: what each looked for and once did not find, step by step.

A step is a command line, its exit code, and what its answer says or (with a dash in front) does not say.
"""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.support.command_line import ask

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2026-11-30T08:00:00Z"
TEMPLATE = "---\ntopics: [{{ topics }}]\nstatus: read\n---\n# {{ title }}\n\nMy own\n"


class Step(NamedTuple):
    line: str
    says: tuple[str, ...] = ()
    code: int = 0


STUDENT = (
    *(
        Step(f"topics {word}", ("vla-",))
        for word in ("fine-tuning", "파인튜닝", "미세조정", "openvla", "lora")
    ),
    Step("search 미세조정", ("vla-on-libero",)),
    Step("path 'fine-tuning a VLA'", ("vla-fine-tuning",)),
    Step("path lora", ("LoRA", "vla-fine-tuning", "read arXiv:2106.09685 LoRA")),
    Step("path vla", ("VLA Models",)),
    Step("path 'casual inf'", ("Closest: causal-inference",), 1),
    Step("path vla-on-libero", ("Fine-tune a VLA on LIBERO", "read arXiv:")),
    Step("plan vla-on-libero --hours-per-week 8", ("LIBERO: ", "Milestone: ", "read: arXiv:")),
    Step("path vla-fine-tuning", ("added by --from-scratch", "-[deep-learning-basics]")),
    Step("path vla-fine-tuning --from-scratch", ("[deep-learning-basics]",)),
    Step("plan lora --hours-per-week 0.25 --weeks 1", ("week of 0.25 h", "Week 1, 2026-11-30 (0.25 h)")),
    Step("plan lora --hours-per-week 8,5", ("weeks of 8.5 h",)),
    Step("plan lora --hours-per-week 8h --start tomorrow", ("from 2026-12-01",)),
    Step("plan lora --hours-per-week 8 --start 1900-01-01", ("more than a year before today",), 2),
    Step("plan lora --hours-per-week 8 --start 31.12.", ("2026-11-30", "-%Y"), 2),
    Step("learned 확률 --lang ko", ("비슷한 이름", "학습함")),
    Step("read 2406.0924", ("cannot be", "2406.09246"), 1),
    Step("read 9999.99999", ("cannot be",), 1),
    Step("read --list --lang ko", ("읽은 논문이 아직 없습니다", "-역할")),
    Step("read 2406.09246", ("read: 2406.09246",)),
    Step("read 2406.09246 --undo", ("2406.09246",)),
    Step("learned 확률론 --undo", ("not learned: probability-theory",)),
    Step("star 2406.09246"),
    Step("star", ("OpenVLA",)),
    Step("progress export -", ('"schema": 1',)),
    Step("plan vla-on-libero --hours-per-week 8 --format md", ("](https://arxiv.org/abs/",)),
)
PHD = (
    Step("explain RoboTTT", ("papers --search",), 1),
    Step("papers --search RoboTTT", ("2607.15275",)),
    Step("papers --search 'no such paper'", ("No paper here has all of", "-Role")),
    Step("search RoboTTT", ("papers --search",)),
    Step("new --max 2", ("2 of", "new papers")),
    Step("new --undo", ("new again",)),
    Step("new --ready --max 1", ("you can follow this",)),
    Step("new manipulation --since 2026-07-20 --max 1", ("Yunao Huang",)),
    Step("explain 2607.15275 manipulation", ("Weight", "sum", "start ")),
    Step("pin 2601.00224 human-evaluation", ("next 'vlagraph fetch' brings it", "vlagraph add 2601.00224")),
    Step("review 2607.15275", ("2607.15275.md",)),
    Step("review manipulation", ("RoboTTT",)),
    Step("review manipulation --digest", ("Of 1 other paper", "RoboTTT")),
    Step("papers manipulation --format bibtex", ("@misc{",)),
    Step("progress", ("0 of",)),
    Step("plan manipulation --hours-per-week 10", ("read: arXiv:",)),
)
LEAD = (
    Step("topic add tactile-sensing --area special-domains", ("tactile-sensing.json",)),
    Step("check", ("warning: tactile-sensing: an orphan",)),
    Step("check --strict", ("7 problems",), 1),
    Step("next", ("Robot Benchmarks",)),
    Step("topics tactile", ("tactile-sensing",)),
    Step("topic rename navigation robot-navigation"),
    Step("learned navigation", ("robot-navigation",)),
    Step("progress", ("1 of",)),
    Step("topic split robot-navigation mapping route-planning"),
    Step("learned mapping route-planning", ("already: mapping, route-planning",)),
    Step("build --out .", ("no site is written",), 1),
    Step("build --out graph", ("no site is written",), 1),
    Step("build --out /", ("top of the disk",), 1),
)
MAINTAINER = (
    Step("check", ("warning: topics: there is no topic",)),
    Step("topic add ownership --area basics", ("ownership",)),
    Step("topic add lifetimes --area basics --requires ownership", ("lifetimes",)),
    Step("path lifetimes", ("[ownership]",)),
    Step("plan all --hours-per-week 4", ()),
    Step("order", ("ownership",)),
    Step("stats"),
    Step("benchmarks", ("no benchmarks", "-good for")),
    Step("benchmarks --lang ko", ("벤치마크가 없습니다", "-좋은")),
    Step("project", ("no projects", "-Hours")),
    Step("project --lang ko", ("프로젝트가 없습니다",)),
    Step("build"),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VLAGRAPH_NOW", NOW)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def _wrong(steps: tuple[Step, ...], capfd: pytest.CaptureFixture[str]) -> list[str]:
    """The steps whose answers are others, with the answers; ``steps`` are walked in order."""
    found = []
    for step in steps:
        answer = ask(capfd, *shlex.split(step.line))
        text = answer.err + answer.out
        right = all(part.removeprefix("-") in text for part in step.says if not part.startswith("-"))
        silent = not any(part[1:] in text for part in step.says if part.startswith("-"))
        if not (answer.code == step.code and right and silent and "Traceback" not in text):
            found.append(f"{step.line}\n{answer.code}: {text[:1200]}")
    return found


def test_a_student_finds_fine_tuning_plans_it_and_marks_what_is_done(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert "cd '내 VLA 공부' && " in ask(capfd, "init", "내 VLA 공부").out
    monkeypatch.chdir(home / "내 VLA 공부")

    assert _wrong(STUDENT, capfd) == []
    assert not (home / "내 VLA 공부" / "-").exists()


def test_a_phd_student_reads_the_papers_of_a_monday(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ask(capfd, "init", "lab")
    monkeypatch.chdir(home / "lab")
    notes = home / "lab" / "papers" / "notes"
    notes.mkdir()
    (notes / "template.md").write_text(TEMPLATE, encoding="utf-8")

    assert _wrong(PHD, capfd) == []
    assert "My own" in (notes / "2607.15275.md").read_text(encoding="utf-8")
    assert "2607.15275" in ask(capfd, "read", "--list").out


def test_a_lab_lead_changes_the_roadmap_and_loses_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = home / "lab"
    folder.mkdir()
    (folder / ".gitignore").write_text("*.log\n")
    ask(capfd, "init", "lab")
    monkeypatch.chdir(folder)

    assert "progress.json" in (folder / ".gitignore").read_text()
    assert _wrong(LEAD, capfd) == []
    assert json.loads((folder / "progress.json").read_text())["topics"]


def test_the_roadmap_of_another_field_works_from_its_first_topic_on(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ask(capfd, "init", "rust", "--empty", "--title", "Rust systems programming")
    monkeypatch.chdir(home / "rust")

    assert _wrong(MAINTAINER, capfd) == []
    pages = [page.read_text(encoding="utf-8") for page in (home / "rust" / "site").glob("*.html")]
    assert pages
    assert not any("vision-language-action" in page for page in pages)
