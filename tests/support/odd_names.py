"""A small workspace whose names are hard to lay out: Korean, Japanese, decomposed, emoji, long ids."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from tests.support.command_line import CHECKOUT
from tests.support.preparing import write_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["IDS", "SCIENTIST", "odd_workspace"]

SCIENTIST = "\U0001f469\u200d\U0001f52c"
IDS = {
    "vectors": "vectors-spaces-and-linear-maps",
    "chance": "chance",
    "learning": "learning-from-demonstrations",
    "acting": "acting-in-the-open-world",
}
NAMES = {
    "vectors": ("Vectors, Spaces and Linear Maps", "벡터와 선형 사상"),
    "chance": (
        unicodedata.normalize("NFD", "Théorie of Chance"),
        unicodedata.normalize("NFD", "확률론의 기초"),
    ),
    "learning": ("模倣学習と強化学習の基礎から応用まで (Imitation)", "시연 학습(模倣學習)과 강화학습"),
    "seeing": (f"{SCIENTIST} Seeing", f"{SCIENTIST} 시각"),
    "acting": ("Acting & moving in the open world", "열린 세계에서의 행동과 움직임"),
    "judging": ("로봇의 평가", unicodedata.normalize("NFD", "로봇의 평가")),
}
PAIRS = f"{SCIENTIST} Seeing,시각과 행동을 함께 배우는 로봇\nchance,模倣学習\nchance,chance and order\n"
TITLES = {
    "2699.00002": f"Chance & order {SCIENTIST}: a survey of everything that is random in robots that learn",
    "2699.00005": "視覚言語行動モデルによる実世界のロボット操作に関する研究",
    "2699.00009": unicodedata.normalize("NFD", "로봇 시각과 학습에 대한 긴 제목의 논문: 실험과 분석"),
}


def odd_workspace(root: Path) -> Path:
    """Write the small workspace of the kept answers into ``root``, its topics under odd names; ``root``."""
    return write_files(root, _files())


@cache
def _files() -> Mapping[str, bytes]:
    """The files of the workspace by their places in it."""
    source = CHECKOUT / "tests" / "golden" / "workspace"
    roadmap = _renamed(json.loads((source / "graph" / "topics.json").read_text(encoding="utf-8")))
    for topic in roadmap["topics"]:
        old = next((old for old, new in IDS.items() if new == topic["id"]), topic["id"])
        topic["name"] = dict(zip(("en", "ko"), NAMES[old], strict=True))
    lines = (source / "papers" / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    papers = [_renamed(json.loads(line)) for line in lines]
    for paper in papers:
        paper["title"] = TITLES.get(paper["id"], paper["title"])
    marks = json.loads((source / "progress.json").read_text(encoding="utf-8"))
    texts = {
        "graph/topics.json": _json(roadmap),
        "papers/papers.jsonl": "".join(f"{_json(paper)}\n" for paper in papers),
        "pairs.csv": PAIRS,
        "before.json": _json(_earlier(roadmap)),
        "progress.json": _json(_renamed(marks)),
    }
    return {name: text.encode() for name, text in texts.items()}


def _earlier(roadmap: Any) -> Any:
    """``roadmap`` without its last topic, the first one under another name."""
    first, *others, _ = roadmap["topics"]
    needs = {topic["id"] for topic in (first, *others)}
    kept = [
        {**one, "requires": [need for need in one["requires"] if need["topic"] in needs]} for one in others
    ]
    return {**roadmap, "topics": [{**first, "name": {"en": "Vectors"}, "concepts": []}, *kept]}


def _renamed(value: Any) -> Any:
    """``value`` with the long ids in the place of the short ones."""
    if isinstance(value, dict):
        return {IDS.get(key, key): _renamed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one) for one in value]
    return IDS.get(value, value) if isinstance(value, str) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
