"""What a roadmap says is checked by `check --knowledge`, and its great papers are told by `landmarks`."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer

    Run = Callable[..., Answer]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped roadmap with one fault of a record and one of a word."""
    shutil.copytree(CHECKOUT / "graph", tmp_path / "graph")
    (tmp_path / "papers").mkdir()
    stored = (CHECKOUT / "papers" / "papers.jsonl").read_text(encoding="utf-8")
    stray = {
        "id": "2001.00001",
        "title": "A stray",
        "authors": [":"],
        "published": "2020-01",
        "curated": True,
    }
    (tmp_path / "papers" / "papers.jsonl").write_text(stored + json.dumps(stray) + "\n", encoding="utf-8")
    file = tmp_path / "graph" / "terms.json"
    terms = json.loads(file.read_text(encoding="utf-8"))
    terms["terms"].append({"use": {"en": "map", "ko": "지도"}, "avoid": ["로드맵"]})
    file.write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
    monkeypatch.setenv("VLAGRAPH_ROOT", str(tmp_path))
    return tmp_path


def test_it_is_a_part_of_strict_and_no_part_of_a_plain_check(workspace: Path, vlagraph: Run) -> None:
    plain = vlagraph("check", "--format", "json").json
    knowing = vlagraph("check", "--knowledge", "--format", "json")
    strict = vlagraph("check", "--strict", "--format", "json")

    assert (plain["problems"], plain["counted"]) == ([], [])
    assert (knowing.code, strict.code) == (0, 1)
    assert knowing.json == strict.json
    kinds = [problem["kind"] for problem in knowing.json["problems"]]
    assert kinds[:2] == ["author_no_name", "unused"]
    assert set(kinds[2:]) == {"avoided"}
    assert {"month_only", "authors_partial", "no_locator"} >= {one["kind"] for one in knowing.json["counted"]}
    assert all(one["count"] > 0 for one in knowing.json["counted"])


def test_a_finding_names_its_thing_its_reason_and_the_next_step_in_both_languages(
    workspace: Path, vlagraph: Run
) -> None:
    english = vlagraph("check", "--knowledge").out
    korean = vlagraph("check", "--knowledge", "--lang", "ko").out

    assert "papers/papers.jsonl: 2001.00001: the author ':' is no name. Remove it." in english
    assert "papers/papers.jsonl: 2001.00001: 저자 ':'은(는) 이름이 아닙니다. 지우세요." in korean
    assert "title.ko: it says '로드맵' where the roadmap uses '지도'. Write '지도'" in english
    assert "title.ko: 로드맵의 용어 '지도' 대신 '로드맵'(이)라고 썼습니다." in korean
    assert "달까지만 알려져 있습니다" in korean


def test_the_shipped_roadmap_says_nothing_that_it_finds_fault_with(vlagraph: Run) -> None:
    answer = vlagraph("--root", str(CHECKOUT), "check", "--strict", "--format", "json")

    assert (answer.code, answer.json["problems"]) == (0, [])


def test_landmarks_are_told_by_year_for_a_topic_and_from_a_year_on(vlagraph: Run) -> None:
    every = vlagraph("landmarks", "--format", "json").json["landmarks"]
    late = vlagraph("landmarks", "--since", "2025", "--format", "json").json["landmarks"]
    some = vlagraph("landmarks", "--topic", "vla-models", "--format", "json").json["landmarks"]

    assert late == [one for one in every if one["published"] >= "2025"]
    assert some == [one for one in every if "vla-models" in {at["topic"] for at in one["topics"]}]
    assert [one["published"] for one in every] == sorted(one["published"] for one in every)
    assert vlagraph("landmarks", "--since", "today").out.startswith("No landmark fits.")
    assert vlagraph("landmarks", "--since", "1900").code == 2
