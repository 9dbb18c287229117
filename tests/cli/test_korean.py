"""With --lang ko, answers speak Korean, labels too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CHECKOUT
from vlagraph.words import table, translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.command_line import Answer
    from vlagraph.core.graph import KnowledgeGraph

    Run = Callable[..., Answer]


@pytest.mark.parametrize(
    ("command", "first"),
    [
        (["order"], " #  주제"),
        (["next"], "주제"),
        (["unlocks", "linear-algebra"], "주제"),
        (["topics"], "주제"),
        (["papers", "hri"], "주제"),
        (["stats"], "항목"),
        (["status"], "주제"),
        (["path", "flash-attention"], "플래시 어텐션: 주제 "),
        (["progress"], "주제 {topics}개 중 0개 학습함 ░░░░░░░░░░"),
        (["project"], "프로젝트"),
        (["benchmarks"], "작업"),
        (["review", "navigation"], "arXiv"),
        (
            ["plan", "--goal", "immediate", "--hours-per-week", "20", "--start", "2026-11-22"],
            "즉시 필요: 첫 학습, ",
        ),
    ],
)
def test_a_korean_answer_begins_in_korean(
    command: list[str], first: str, vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    answer = vlagraph(*command, "--lang", "ko")

    assert answer.code == 0
    assert answer.out.startswith(first.format(topics=len(shipped.topics)))


LATIN = re.compile(r"[A-Za-z]{3,}")
COMMANDS = re.compile(r"vlagraph \w+(?: [a-z-]+)?|arXiv|UTC")


def test_korean_figures_freshness_and_papers_are_labelled_in_korean_only(
    vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    figures = vlagraph("stats", "--lang", "ko").out
    for name in (re.escape(topic.name.ko) for topic in shipped.topics.values()):
        figures = re.sub(rf"^{name}  ", "", figures, flags=re.MULTILINE)
    figures = re.sub(r"\d+: .* > .*", "", figures)  # the longest chain, in ids
    status = vlagraph("status", "hri", "--lang", "ko").out.splitlines()
    papers = vlagraph("papers", "hri", "--lang", "ko").out

    assert LATIN.findall(COMMANDS.sub("", figures)) == []
    assert LATIN.findall(COMMANDS.sub("", f"{status[0]} {status[-1]}")) == []
    assert LATIN.findall(COMMANDS.sub("", papers.splitlines()[0])) == []
    assert "핵심: 기초" in papers
    assert "선정함, 수집 전" in papers


@pytest.mark.parametrize("topic", [[], ["real-time-inference"], ["navigation"]])
def test_a_korean_explanation_has_no_english_sentence(
    topic: list[str], vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    whys = [key.why.ko for one in shipped.roadmap.topics for key in one.key_papers if key.why]
    answer = vlagraph("explain", "2304.13705", *topic, "--lang", "ko")
    own = [line for line in answer.out.splitlines()[3:] if "arXiv:" not in line]
    own = [line for line in own if not any(why in line for why in whys)]
    plain = re.sub(
        r"\[[a-z-]+\]|\b(?:cs|eess|math)\.[A-Z]{2}\b|공통 단어: .*", "", COMMANDS.sub("", "\n".join(own))
    )

    assert answer.code == 0
    assert LATIN.findall(plain) == []


@pytest.mark.parametrize(
    "command",
    [
        ["path", "casual-inferense"],
        ["next", "--known", "casual-inferense"],
        ["topic", "casual-inferense"],
        ["papers", "casual-inferense"],
        ["status", "casual-inferense"],
        ["unlocks", "casual-inferense"],
        ["review", "casual-inferense"],
        ["plan", "--goal", "casual-inferense", "--hours-per-week", "5"],
    ],
)
def test_a_near_name_is_remarked_on_in_korean(command: list[str], vlagraph: Run) -> None:
    answer = vlagraph(*command, "--lang", "ko")

    assert answer.err == "vlagraph: 'casual-inferense' → causal-inference (비슷한 이름으로 찾음)\n"


def test_a_korean_plan_says_in_korean_what_does_not_hold(vlagraph: Run) -> None:
    answer = vlagraph(
        "plan", "--goal", "mid-term", "--hours-per-week", "4", "--weeks", "1", "--start", "2026-11-22",
        "--lang", "ko", "--format", "md",
    )  # fmt: skip
    own = re.sub(
        r"^  - \[ \].*$|--mastery|--from-scratch|vlagraph papers TOPIC|AMP|FP16",
        "",
        answer.out,
        flags=re.MULTILINE,
    )

    assert re.search(r"첫 학습, 1주, 주당 4시간씩, 그 뒤에 [\d.]+시간 남음, 보통 속도, 2026-11-22부터\.", own)
    assert "## 1주 차, 2026-11-22 (4시간)" in own
    assert "## 나중에 배울 주제" in own
    assert re.search(r"\d주 차에 끝나서 기간을 (넘깁|지킵)니다\.", own)
    assert re.findall(r"[A-Za-z]{3,}", own) == []


def test_a_korean_card_names_its_parts_in_korean(vlagraph: Run) -> None:
    answer = vlagraph("topic", "flash-attention", "--lang", "ko")
    labels = [*table("ko", "topic").values(), *table("ko", "column").values()]

    assert "최신 모델 아키텍처 · 난이도 4/5 · 첫 학습 4~6시간, 숙달 12~22시간 · 중기 목표" in answer.out
    assert [line for line in answer.out.splitlines() if line in labels] == [
        "개념",
        "선수 주제",
        "이어지는 주제",
        "핵심 논문, 읽는 순서대로",
        "그 밖의 자료",
        "실습",
    ]


def test_the_program_calls_an_exercise_as_the_topics_do(vlagraph: Run) -> None:
    answer = vlagraph("plan", "flash-attention", "--hours-per-week", "40", "--lang", "ko")

    assert "시간 실습: " in answer.out
    assert "첫 학습용 실습" in vlagraph("topic", "flash-attention", "--lang", "ko").out
    assert "연습" not in answer.out
    assert translate("ko", "import.exercises", count=2) == "실습 2개"


def test_a_calendar_in_korean_counts_hours_in_korean(vlagraph: Run) -> None:
    answer = vlagraph(
        "plan", "--goal", "mixed-precision-training", "--hours-per-week", "40", "--lang", "ko",
        "--format", "ics",
    )  # fmt: skip

    assert "SUMMARY:혼합 정밀도 학습 (3.5시간)" in answer.out


def test_a_percent_sign_of_a_korean_text_stands_at_its_number() -> None:
    """As Korean writes it, and so that no line breaks between them: ``19.8%뿐입니다``."""
    texts = {path.name: path.read_text("utf-8") for path in (CHECKOUT / "graph").rglob("*.json")}

    assert [name for name, text in texts.items() if re.search(r'"ko": "[^\n]*\d %', text)] == []
