"""The words of the field find what an adviser would name."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.support.command_line import ask
from tests.support.roadmaps import graph_of, roadmap, stage, text, tier, topic
from vlagraph.core.model import Area, Goal, Milestone, Project
from vlagraph.errors import UnknownNameError, UsageError
from vlagraph.pipeline.answers import open_graph
from vlagraph.pipeline.naming import find_topic, pick, pick_targets, the_topic, whole_names
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph

ROOT = Path(__file__).resolve().parents[2]
ALIASES = ROOT.parent / "shared" / "research" / "vla-core-2.json"

WORDS = {
    "vla-models": (
        "vla, VLA 모델, vision-language-action, openvla, pi0, π0, π0.5, rt-1, "
        "RT-2, octo, smolvla, cogact, 2406.09246"
    ),
    "vla-fine-tuning": (
        "fine-tuning, 파인튜닝, 미세 조정, LoRA, sft, openvla-oft, catastrophic forgetting, fine-tuning a VLA"
    ),
    "vla-rl-post-training": ("post-training, grpo, simplevla-rl, rlinf, 사후학습, π*0.6"),
    "imitation-learning": (
        "imitation learning, 모방학습, behavior cloning, behaviour cloning, bc, dagger, 행동 복제"
    ),
    "reinforcement-learning": (
        "rl, reinforcement learning, 강화학습, PPO, SAC, actor-critic, offline rl, q-learning"
    ),
    "action-representation": (
        "ACT, action chunking, diffusion policy, flow matching, fast, 행동 청킹, 확산 정책"
    ),
    "robot-software-and-teleoperation": (
        "lerobot, LeRobot, teleoperation, 원격조작, aloha, gello, so-101, ros 2, umi"
    ),
    "robot-perception-and-calibration": (
        "hand-eye calibration, camera calibration, point cloud, 캘리브레이션, sam 2"
    ),
    "robot-kinematics-and-control": ("kinematics, ik, jacobian, impedance control, mpc, 기구학"),
    "robot-datasets": ("open x-embodiment, oxe, droid, bridgedata, 로봇 데이터셋"),
    "robot-benchmarks": ("LIBERO, calvin, simplerenv, rlbench, meta-world, robocasa, maniskill"),
    "transformers-and-attention": (
        "transformer, attention, 트랜스포머, vit, rope, attention is all you need"
    ),
    "vision-language-models": ("vlm, clip, siglip, paligemma, llava, 비전-언어 모델"),
    "world-models-for-robots": ("world model, dreamer, v-jepa 2, 월드 모델"),
    "hierarchical-and-reasoning-vlas": ("saycan, ecot, hi robot"),
    "humanoid-and-mobile-manipulation": ("humanoid, gr00t, mobile aloha, 휴머노이드"),
    "sim-to-real-transfer": ("isaac lab, mujoco, sim2real, 시뮬레이터"),
    "statistics-for-experiments": ("confidence interval, p-value, 신뢰구간"),
    "deep-learning-basics": ("deep learning, backprop, 딥러닝"),
}
"""Words that people of the field type, by the topic that an adviser would name."""

CASES = [(word, name) for name, words in WORDS.items() for word in words.split(", ")]


@pytest.fixture(scope="module")
def real() -> KnowledgeGraph:
    return open_graph(Workspace(ROOT))


@pytest.mark.parametrize(("word", "expected"), CASES)
def test_a_word_of_the_field_finds_its_topic(real: KnowledgeGraph, word: str, expected: str) -> None:
    assert pick_targets(real, [word]).ids == (expected,)


def test_the_words_of_the_field_are_many() -> None:
    assert len(CASES) >= 80


@pytest.mark.skipif(not ALIASES.exists(), reason="the list of aliases is not beside this checkout")
def test_every_word_of_the_list_of_aliases_finds_its_topic(real: KnowledgeGraph) -> None:
    words = json.loads(ALIASES.read_text(encoding="utf-8"))["aliases"]["words"]
    wrong = [one["alias"] for one in words if pick_targets(real, [one["alias"]]).ids != (one["topic"],)]

    assert words
    assert wrong == []


QUESTIONS = [
    (("path", "fine-tuning a VLA"), "VLA Fine-Tuning: "),
    (("path", "build-a-vla"), "[vla-fine-tuning]"),
    (("path", "build a VLA"), "[statistics-for-experiments]"),
    (("path", "real-robot"), "[robot-software-and-teleoperation]"),
    (("path", "vla"), "VLA Models: "),
    (("path", "pi0"), "VLA Models: "),
    (("path", "openvla"), "VLA Models: "),
    (("path", "behavior cloning"), "Imitation Learning: "),
    (("path", "PPO"), "Reinforcement Learning: "),
    (("path", "모방학습", "--lang", "ko"), "모방 학습: "),
    (("path", "teleoperation"), "Robot Software and Teleoperation: "),
    (("path", "LeRobot"), "Robot Software and Teleoperation: "),
    (("path", "LIBERO"), "Robot Benchmarks: "),
    (("path", "diffusion policy"), "Action Representation: "),
    (("path", "vla-on-libero"), "[robot-benchmarks]"),
    (("plan", "--goal", "build-a-vla", "--hours-per-week", "8"), "of 8 h"),
    (("plan", "build-a-vla", "--hours-per-week", "8"), "VLA Fine-Tuning"),
    (("plan", "--goal", "fine-tuning a VLA", "--hours-per-week", "8"), "VLA Fine-Tuning"),
    (("next", "--goal", "build-a-vla"), "robot-benchmarks"),
    (("next", "build-a-vla", "--known", "robot-benchmarks"), "statistics-for-experiments"),
    (("new", "--goal", "build-a-vla"), ""),
    (("topics", "lora"), "concept: Low-rank adaptation"),
    (("topics", "파인튜닝"), "vla-fine-tuning"),
    (("search", "build a vla"), "build-a-vla"),
    (("topic", "OpenVLA"), "[vla-models]"),
    (("papers", "pi0"), "2410.24164"),
]
"""Everyday questions, and what the answer must hold."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with the shipped roadmap and its papers."""
    shutil.copytree(ROOT / "graph", tmp_path / "graph")
    (tmp_path / "papers").mkdir()
    shutil.copy(ROOT / "papers" / "papers.jsonl", tmp_path / "papers")
    monkeypatch.setenv("VLAGRAPH_ROOT", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(("line", "held"), QUESTIONS, ids=[" ".join(line) for line, _ in QUESTIONS])
def test_an_everyday_question_is_answered(
    line: tuple[str, ...], held: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = ask(capsys, *line)

    assert found.code == 0
    assert held in found.out


@pytest.mark.usefixtures("place")
def test_a_remark_on_a_name_leaves_the_json_clean(capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, "path", "openvla", "--format", "json")

    assert found.json["targets"] == ["vla-models"]
    assert "(arXiv:2406.09246) is a key paper of VLA Models" in found.err


@pytest.mark.usefixtures("place")
def test_a_part_is_not_marked_as_learned(capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, "learned", "openvla")

    assert found.code == 1
    assert "'openvla' is only a part of VLA Models" in found.err


def _groups() -> KnowledgeGraph:
    goal = Goal(id="reach", name=text("Reach it"), topics=("b", "c"), aliases=("get there",))
    one, done, hours = text("One"), text("Done"), (1, 2)
    step = Milestone(id="one", name=one, goal=done, topics=("c", "a", "c"), hours=hours)
    robot, none = text("A robot"), "none"
    project = Project(id="robot", name=robot, benchmark=none, summary=done, milestones=(step,))
    areas = [Area(id="field", name=text("Field")), Area(id="early", name=text("Early ones"))]
    whole = roadmap(
        topic("a", area="early"),
        topic("b", "a"),
        topic("c"),
        areas=areas,
        priorities=[tier("now", "b")],
        stages=[stage("early", "c")],
    )
    return graph_of(of=msgspec.structs.replace(whole, goals=(goal,), projects=(project,)))


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("reach", "b c"),
        ("get there", "b c"),
        ("한글 Reach it", "b c"),
        ("robot", "c a"),
        ("now", "b"),
        ("early", "a"),
        ("stage:early", "c"),
        ("field", "b c"),
    ],
)
def test_a_goal_a_project_a_tier_and_a_stage_stand_for_their_topics(name: str, ids: str) -> None:
    assert " ".join(pick_targets(_groups(), [name]).ids) == ids


def test_all_stands_for_every_topic() -> None:
    assert set(pick_targets(_groups(), ["all"]).ids) == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("reach", "'reach' is a goal, not a topic. Name its topics: 'vlagraph path reach' lists them."),
        ("Reach it", "'Reach it' is a goal, not a topic. Name its topics: 'vlagraph path reach' lists them."),
        ("rech it", "'rech it' is a goal, not a topic. Name its topics: 'vlagraph path reach' lists them."),
        ("robot", "'robot' is a project, not a topic. Name its topics: 'vlagraph path robot' lists them."),
        ("now", "'now' is a tier, not a topic. Name its topics: 'vlagraph order --priority now' lists them."),
        (
            "stage:early",
            "'stage:early' is a stage, not a topic. Name its topics: 'vlagraph order --stage early' lists",
        ),
        ("all", "'all' is the whole roadmap, not a topic. Name its topics: 'vlagraph topics' lists them."),
        ("전체", "'전체' is the whole roadmap, not a topic."),
    ],
)
def test_a_group_where_a_topic_is_asked_for_is_refused_as_what_it_is(name: str, said: str) -> None:
    kg = _groups()

    for ask_for in (lambda: pick(kg, [name]), lambda: the_topic(kg, name), lambda: find_topic(kg, name)):
        with pytest.raises(UnknownNameError) as caught:
            ask_for()
        assert str(caught.value).startswith(said)


def test_a_goal_that_is_called_just_so_is_meant_before_a_topic_with_a_near_name() -> None:
    goal = Goal(id="robot-arms", name=text("Robot arms"), topics=("robot-arm",))
    whole = roadmap(topic("robot-arm"), topic("other"))
    kg = graph_of(of=msgspec.structs.replace(whole, goals=(goal,)))

    assert pick(kg, ["robot-arn"]).ids == ("robot-arm",)
    with pytest.raises(UnknownNameError, match="'robot-arms' is a goal"):
        pick(kg, ["robot-arms"])


def test_what_has_no_topics_is_refused_but_not_the_whole_roadmap() -> None:
    areas = [Area(id="field", name=text("Field")), Area(id="void", name=text("Void"))]
    kg = graph_of(of=roadmap(topic("a"), areas=areas, stages=[stage("first")], priorities=[tier("late")]))

    for name in ("void", "first", "late"):
        with pytest.raises(UnknownNameError, match="has no topics"):
            pick_targets(kg, [name])
    assert pick_targets(graph_of(), ["all"]).ids == ()


def test_an_example_is_of_the_roadmap_at_hand() -> None:
    with pytest.raises(UsageError, match=r"such as: vlagraph path reach$"):
        pick_targets(_groups(), [], refusal="path.no_target")
    with pytest.raises(UsageError, match=r"such as: vlagraph path b$"):
        pick_targets(graph_of(topic("b", "a"), topic("a")), [], refusal="path.no_target")


def test_a_name_of_nothing_is_refused_with_all_that_it_could_have_been() -> None:
    with pytest.raises(UnknownNameError, match="no topic, area, goal, project, tier or stage is called"):
        pick_targets(_groups(), ["xyzzyx"])
    with pytest.raises(UsageError, match="needs a goal"):
        pick_targets(_groups(), [], refusal="plan.no_goal")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("인과 추론", ["인과 추론"]),
        ("causal inference", ["causal inference"]),
        ("선형 대수 확률론 causal inference", ["선형 대수", "확률론", "causal inference"]),
        ("action chunking", ["action chunking"]),
        ("manipulation navigation", ["manipulation", "navigation"]),
        ("probability theory", ["probability theory"]),
        ("linear algebra probability theory", ["linear algebra", "probability theory"]),
        ("딥러닝 기초 optimization theory", ["딥러닝 기초", "optimization theory"]),
        ("diffusion policies 인과 추론을", ["diffusion policies", "인과 추론을"]),
        ("probability theories", ["probability theories"]),
        ("manipulations navigation", ["manipulations", "navigation"]),
        ("causal nonsense", ["causal", "nonsense"]),
        ("causal-inference", ["causal-inference"]),
        ("", []),
    ],
)
def test_words_that_are_a_name_together_are_one(line: str, names: list[str], shipped: KnowledgeGraph) -> None:
    assert whole_names(shipped, line.split()) == tuple(names)


def test_an_empty_word_is_no_part_of_a_name(shipped: KnowledgeGraph) -> None:
    assert whole_names(shipped, ["causal-inference", ""]) == ("causal-inference", "")


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    "command",
    [
        "path",
        "next",
        "new --peek",
        "plan --hours-per-week 8",
        "export csl",
        "status",
        "learned",
        "unlearn",
        "fit",
    ],
)
def test_where_several_names_are_taken_one_of_two_words_needs_no_quotes(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    quoted, plain = (ask(capsys, *command.split(), *words) for words in (["인과 추론"], ["인과", "추론"]))

    assert (plain.code, plain.err) == (quoted.code, quoted.err)
    assert plain.out.replace(" already", "") == quoted.out.replace(" already", "")


@pytest.mark.usefixtures("place")
def test_the_names_of_an_option_stay_apart(capsys: pytest.CaptureFixture[str]) -> None:
    def targets(*words: str) -> list[str]:
        document = ask(capsys, "plan", *words, "--hours-per-week", "8", "--format", "json").out
        return list(json.loads(document)["targets"])

    assert targets("probability", "theory") == ["probability-theory"]
    assert len(targets("--goal", "probability,theory")) == 5
    assert targets("linear", "algebra", "--goal", "probability") == ["linear-algebra", "probability-theory"]


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("move 2304.13705", "강화 학습"),
        ("move 2304.13705 causal-inference", "강화 학습"),
        ("benchmarks", "libero plus"),
        ("read 2304.13705", "diffusion policy"),
        ("star", "lora: low-rank adaptation of large language models"),
        ("add --dry-run", "diffusion policy"),
        ("topic merge linear-algebra --into sums-and-odds", "probability theory"),
    ],
)
def test_names_of_papers_and_benchmarks_need_no_quotes_either(
    command: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    quoted = ask(capsys, *command.split(), name)
    if not command.startswith("add"):
        ask(capsys, "undo")
    plain = ask(capsys, *command.split(), *name.split())

    assert (quoted.code, quoted.err) == (0, plain.err)
    assert plain.out == quoted.out
