"""What the commands answer from the shipped roadmap."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
import networkx as nx
import pytest
from rich.cells import cell_len

from vlagraph.core.depths import core_concepts, hours_at
from vlagraph.core.model import Roadmap, Topic
from vlagraph.core.order import find_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.command_line import Answer
    from vlagraph.core.graph import KnowledgeGraph

    Run = Callable[..., Answer]

CHAIN = [
    "robot-benchmarks",
    "linear-algebra",
    "probability-theory",
    "evaluation-metrics",
    "human-evaluation",
    "optimization",
    "preference-learning",
]


def _listed(out: str) -> list[str]:
    """The ids of the steps of a path in text form, in their order."""
    return re.findall(r"^ ?\d+\. .*\[([a-z0-9-]+)\]", out, re.MULTILINE)


def _columns(line: str, starts: list[int]) -> list[str]:
    """What stands at each of the terminal columns ``starts``."""
    found = []
    for start in starts:
        column, rest = 0, line
        while rest and column < start:
            column += cell_len(rest[0])
            rest = rest[1:]
        found.append(rest if column == start else "between two columns")
    return found


def test_path_prints_its_chain_in_learning_order_with_every_why_and_the_hours_in_all(
    vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    answer = vlagraph("path", "preference-learning")

    steps = _listed(answer.out)
    low, high = find_path(shipped, ["preference-learning"]).hours
    assert (answer.code, answer.err) == (0, "")
    assert steps == CHAIN
    assert answer.out.startswith(f"Preference Learning: {len(steps)} steps, {low}-{high} h (first pass)\n")
    for before, why in zip(steps, re.findall(r"^    for (.*)$", answer.out, re.MULTILINE), strict=False):
        users = {shipped.topics[user].name.en: user for user in shipped.digraph.succ[before]}
        user, _, reason = why.partition(": ")
        (needed,) = [n for n in shipped.topics[users[user]].requires if n.topic == before]
        assert needed.reason
        assert reason == needed.reason.en
    assert answer.out.count("\n    for ") == 6


@pytest.mark.parametrize(
    ("name", "remark"),
    [
        ("인과추론", ""),
        ("인과 추론", ""),
        ("causality", ""),
        ("CAUSAL INFERENCE", ""),
        ("casual-inferense", "vlagraph: read 'casual-inferense' as causal-inference\n"),
        ("인과추롬", "vlagraph: read '인과추롬' as causal-inference\n"),
    ],
)
def test_path_finds_its_target_by_any_name_and_says_when_it_was_only_near(
    name: str, remark: str, vlagraph: Run
) -> None:
    plain, answer = vlagraph("path", "causal-inference"), vlagraph("path", name)

    assert (answer.code, answer.out, answer.err) == (0, plain.out, remark)


def test_a_path_is_a_part_of_the_learning_order(vlagraph: Run) -> None:
    whole = vlagraph("order", "--format", "json").json["order"]
    steps = [step["topic"] for step in vlagraph("path", "manipulation", "--format", "json").json["steps"]]

    assert steps == [node for node in whole if node in steps]


def test_path_as_json_has_the_documented_fields_and_its_target_last(
    vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    answer = vlagraph("path", "preferense-learning", "--format", "json", "--known", "optimization")

    found = answer.json
    assert list(found) == ["targets", "steps", "known", "skipped", "assumed", "hours", "depth"]
    assert found["targets"] == ["preference-learning"]
    assert found["known"] == ["optimization"]
    assert found["assumed"] == ["reinforcement-learning", "statistics-for-experiments"]
    assert [step["topic"] for step in found["steps"]] == [step for step in CHAIN if step != "optimization"]
    fields = ["topic", "kind", "needed_by", "reason", "hours", "concepts", "partial"]
    assert all(list(step) == fields for step in found["steps"])
    assert found["depth"] == "first-pass"
    assert found["steps"][-1] == {
        "topic": "preference-learning",
        "kind": "target",
        "needed_by": [],
        "reason": None,
        "hours": list(hours_at(shipped.topics["preference-learning"], mastery=False)),
        "concepts": list(core_concepts(shipped.topics["preference-learning"], mastery=False)),
        "partial": False,
    }
    assert found["hours"] == [sum(s["hours"][end] for s in found["steps"]) for end in (0, 1)]
    assert answer.err == "vlagraph: read 'preferense-learning' as preference-learning\n"


def test_path_to_several_targets_has_them_as_its_last_steps(vlagraph: Run) -> None:
    found = vlagraph("path", "causal-inference", "flash-attention", "--format", "json").json

    assert sorted(found["targets"]) == ["causal-inference", "flash-attention"]
    assert [step["topic"] for step in found["steps"][-2:]] == found["targets"]


def test_path_to_an_area_goes_to_each_of_its_topics(vlagraph: Run, shipped: KnowledgeGraph) -> None:
    found = vlagraph("path", "hri", "--format", "json").json

    assert set(found["targets"]) == {t.id for t in shipped.roadmap.topics if t.area == "hri"}


def test_path_speaks_korean_throughout_when_asked(vlagraph: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = vlagraph("path", "causal-inference", "--lang", "ko")
    monkeypatch.setenv("VLAGRAPH_LANG", "ko")
    again = vlagraph("path", "causal-inference")

    assert answer.out.startswith("인과 추론: 주제 3개, ")
    assert "확률론" in answer.out
    assert not re.search(r"\b(for|also|read|required|recommended|target)\b", answer.out)
    assert again.out == answer.out


def test_path_leaves_out_what_is_known_and_names_it(vlagraph: Run) -> None:
    known = ["--known", "probability-theory, 수리 최적화", "--known", "human-evaluation"]

    answer = vlagraph("path", "preference-learning", *known)

    assert _listed(answer.out) == ["preference-learning"]
    assert "\nknown: Human Evaluation, Mathematical Optimization, Probability Theory\n" in answer.out


def test_path_follows_only_required_prerequisites_when_asked(vlagraph: Run) -> None:
    answer = vlagraph("path", "causal-inference", "--required-only")

    assert _listed(answer.out) == ["linear-algebra", "probability-theory", "causal-inference"]
    assert "recommended" not in answer.out


def test_path_goes_back_as_deep_as_asked(vlagraph: Run) -> None:
    assert _listed(vlagraph("path", "preference-learning", "--depth", "0").out) == ["preference-learning"]
    assert set(_listed(vlagraph("path", "preference-learning", "--depth", "1").out)) == {
        "probability-theory",
        "human-evaluation",
        "optimization",
        "preference-learning",
    }


def test_path_as_a_tree_shows_what_needs_what_and_nothing_twice_in_full(vlagraph: Run) -> None:
    answer = vlagraph("path", "causal-inference", "--tree", "--required-only")

    assert answer.out == "Causal Inference\n└─ Probability Theory\n   └─ Linear Algebra\n"
    full = vlagraph("path", "multi-robot-systems", "evaluation-metrics", "--tree", "--from-scratch").out
    assert full.count("─ Linear Algebra\n") + full.count("─ Linear Algebra  (recommended)\n") > 1
    assert full.count("  (see above)") > 1
    assert "Navigation  (recommended)" in full


def test_a_target_that_another_needs_is_shown_in_full_once(vlagraph: Run) -> None:
    answer = vlagraph("path", "probability-theory", "causal-inference", "--tree", "--required-only")

    assert answer.out == (
        "Probability Theory\n└─ Linear Algebra\nCausal Inference\n└─ Probability Theory  (see above)\n"
    )


def test_path_as_mermaid_draws_each_step_and_edge_once(vlagraph: Run) -> None:
    out = vlagraph("path", "preference-learning", "--format", "mermaid").out
    labels = dict(re.findall(r'^  (n\d+)(?:\(\[|\[)"(.*?)"', out, re.MULTILINE))
    edges = re.findall(r"^  (n\d+) (-->|-\.->) (n\d+)$", out, re.MULTILINE)

    assert out.startswith("flowchart LR\n")
    assert sorted(labels.values())[:2] == ["Evaluation Metrics", "Human Evaluation"]
    assert len(labels) == 7
    assert len(set(edges)) == len(edges) == 7
    assert len(out.splitlines()) == 1 + 7 + 7
    assert '(["Preference Learning"])' in out


def test_order_lists_all_topics_once_each_after_what_it_needs(vlagraph: Run, shipped: KnowledgeGraph) -> None:
    order = vlagraph("order", "--format", "json").json["order"]
    place = {topic: number for number, topic in enumerate(order)}

    assert sorted(order) == sorted(shipped.topics)
    assert all(place[a] < place[b] for a, b in shipped.digraph.edges)


def test_order_starts_with_the_immediate_tier_and_what_it_needs_alone(vlagraph: Run) -> None:
    first = vlagraph("order", "--priority", "즉시 필요", "--format", "json").json["order"]
    order = vlagraph("order", "--format", "json").json["order"]
    last = max(order.index(topic) for topic in first)
    needed = set(first) | {
        step["topic"] for step in vlagraph("path", *first, "--from-scratch", "--format", "json").json["steps"]
    }

    assert set(first) == {"mixed-precision-training", "sim-to-real-transfer", "robot-benchmarks"}
    assert set(order[: last + 1]) == needed


@pytest.mark.parametrize(
    ("option", "name", "field", "value"),
    [
        ("--area", "Theoretical depth", "area", "theory"),
        ("--area", "이론적", "area", "theory"),
        ("--priority", "midterm", "priority", "mid-term"),
    ],
)
def test_a_part_of_the_order_keeps_its_places_in_the_whole(
    option: str, name: str, field: str, value: str, vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    whole = vlagraph("order", "--format", "json").json["order"]
    part = vlagraph("order", option, name, "--format", "json").json["order"]
    lines = vlagraph("order", option, name).out.partition("\n\n")[0].splitlines()[1:]

    assert part == [topic for topic in whole if getattr(shipped.topics[topic], field) == value]
    assert [int(line.split()[0]) for line in lines] == [whole.index(topic) + 1 for topic in part]


def test_order_of_a_stage_holds_the_topics_that_the_stage_names(vlagraph: Run) -> None:
    part = vlagraph("order", "--stage", "practice", "--format", "json").json["order"]

    assert set(part) == {"mlops-for-robotics", "model-versioning", "ab-testing", "edge-deployment"}


def test_korean_columns_are_aligned_in_a_pipe(vlagraph: Run, shipped: KnowledgeGraph) -> None:
    out = vlagraph("order", "--lang", "ko").out.partition("\n\n")[0].splitlines()
    starts = [cell_len(out[0][: out[0].index(title)]) for title in ("주제", "ID", "영역", "우선순위")]
    rows = [_columns(line, starts) for line in out[1:]]

    assert len(rows) == len(shipped.topics)
    assert all(re.match(r"[가-힣A-Z]", row[0]) for row in rows)
    assert all(re.match(r"[a-z0-9-]+  ", row[1]) for row in rows)
    assert all(re.match(r"[가-힣A-Z]", row[2]) for row in rows)
    assert {re.split(" {2,}", row[3])[0] for row in rows} == {"", "즉시 필요", "중기 목표", "장기 심화"}


def test_next_shows_what_can_be_started_now_best_first(vlagraph: Run, shipped: KnowledgeGraph) -> None:
    found = vlagraph("next", "--max", "3", "--format", "json").json["next"]

    assert len(found) == 3
    assert all(list(row) == ["topic", "opens", "leads_to", "better_after", "hours"] for row in found)
    assert all(set(shipped.required.pred[row["topic"]]) <= shipped.assumed for row in found)
    assert [shipped.topics[row["topic"]].priority for row in found] == ["immediate"] * 3


def test_next_moves_on_with_what_is_known_until_nothing_is_left(
    vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    most = str(len(shipped.topics))
    after = vlagraph("next", "--known", "mathematics", "--max", most, "--format", "json").json["next"]
    everything = vlagraph("next", "--known", ",".join(shipped.topics))

    assert "information-theory" in {row["topic"] for row in after}
    assert "linear-algebra" not in {row["topic"] for row in after}
    assert everything.out.startswith("Everything is learned.")


def test_unlocks_lists_everything_downstream_and_says_what_needs_it_directly(vlagraph: Run) -> None:
    out = vlagraph("unlocks", "robot-benchmarks").out
    found = vlagraph("unlocks", "robot-benchmarks", "--format", "json").json

    assert list(found) == ["topic", "unlocks", "direct"]
    assert found["topic"] == "robot-benchmarks"
    assert set(found["direct"]) <= set(found["unlocks"])
    assert {"evaluation-metrics", "ab-testing"} <= set(found["unlocks"])
    assert re.search(r"evaluation-metrics +directly$", out, re.MULTILINE)


def test_unlocks_of_an_end_point_says_that_it_is_one(vlagraph: Run, shipped: KnowledgeGraph) -> None:
    (end, *_) = sorted(node for node in shipped.digraph if not shipped.digraph.succ[node])

    answer = vlagraph("unlocks", end)

    assert answer.out == f"{shipped.topics[end].name.en} is an end point: no topic requires it.\n"


def test_a_topic_card_shows_summary_concepts_needs_with_sources_and_papers_in_reading_order(
    vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    out = vlagraph("topic", "인과추론").out
    topic = shipped.topics["causal-inference"]

    texts = [topic.summary, *(text for c in topic.concepts for text in (c.name, c.note))]
    assert [text.en for text in texts if text and text.en not in out] == []
    assert [n.source for n in topic.requires if f"Source: {n.source}" not in out] == []
    assert re.findall(r"^  \d+\. .*arXiv:(\S+)", out, re.MULTILINE) == [k.arxiv for k in topic.key_papers]
    assert "not stored yet" not in out


def test_a_topic_card_as_json_is_the_topic_of_the_file(vlagraph: Run, shipped: KnowledgeGraph) -> None:
    found = vlagraph("topic", "flash-attention", "--format", "json").json

    assert msgspec.convert(found["topic"], Topic) == shipped.topics["flash-attention"]
    assert set(found["unlocks"]) == nx.descendants(shipped.digraph, "flash-attention")
    assert set(found["direct"]) == set(shipped.digraph.succ["flash-attention"])
    assert set(found["titles"]) == {k.arxiv for k in shipped.topics["flash-attention"].key_papers}


def test_a_topic_card_names_what_needs_it_next_and_counts_all_that_build_on_it(vlagraph: Run) -> None:
    found = vlagraph("unlocks", "flash-attention", "--format", "json").json
    out = vlagraph("topic", "flash-attention").out
    all_direct = vlagraph("topic", "model-versioning").out

    assert len(found["unlocks"]) > len(found["direct"])
    end = f"In all {len(found['unlocks'])} topics build on it: vlagraph unlocks flash-attention"
    assert f"\nUnlocks\n  State Space Models, Real-Time Inference. {end}\n" in out
    assert "\nUnlocks\n  MLOps for Robotics\n" in all_direct


def test_a_topic_card_of_an_area_offers_its_topics(vlagraph: Run) -> None:
    answer = vlagraph("topic", "theory")

    assert (answer.code, answer.out) == (1, "")
    assert "'theory' is an area: " in answer.err
    assert "causal-inference" in answer.err


def test_topics_lists_all_or_those_that_mention_the_words_in_either_language(
    vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    everything = vlagraph("topics", "--format", "json").json["topics"]
    english = vlagraph("topics", "counterfactual", "--format", "json").json["topics"]
    korean = vlagraph("topics", "반사실", "--format", "json").json["topics"]

    assert {row["id"] for row in everything} == set(shipped.topics)
    assert list(everything[0]) == ["id", "name", "area", "priority", "level", "hours"]
    assert "causal-inference" in {row["id"] for row in english} & {row["id"] for row in korean}
    assert len(english) < len(everything) / 2
    assert vlagraph("topics", "no such words").out.startswith(
        "No topic matches. 'vlagraph topics' lists all. "
    )


def test_papers_lists_the_key_papers_in_reading_order_and_says_which_were_fetched(
    vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    rows = vlagraph("papers", "causal-inference", "--format", "json").json["papers"]
    out = vlagraph("papers", "causal-inference").out

    keys = shipped.topics["causal-inference"].key_papers
    chosen, attached = rows[: len(keys)], rows[len(keys) :]
    assert [r["key"]["arxiv"] for r in chosen] == [key.arxiv for key in keys]
    assert [r["id"] for r in attached if r["key"]] == []
    assert {r["topic"] for r in rows} == {"causal-inference"}
    assert [r["id"] for r in rows if r["paper"]["title"] not in out] == []
    unchecked = [r["paper"] for r in rows if r["paper"].get("fetched") is None]
    recorded = sum("recorded" in paper for paper in unchecked)
    assert out.count("  recorded, never checked\n") == recorded
    assert out.count("  curated, not yet fetched\n") == len(unchecked) - recorded


def test_papers_without_a_topic_lists_those_of_all_topics(vlagraph: Run, shipped: KnowledgeGraph) -> None:
    rows = vlagraph("papers", "--format", "json").json["papers"]

    assert len(rows) == sum(len(topic.key_papers) for topic in shipped.roadmap.topics)


def test_stats_counts_the_shipped_graph(vlagraph: Run, shipped: KnowledgeGraph) -> None:
    figures = vlagraph("stats", "--format", "json").json["figures"]

    roadmap = shipped.roadmap
    assert (figures["areas"], figures["topics"]) == (len(roadmap.areas), len(roadmap.topics))
    concepts = [concept for topic in roadmap.topics for concept in topic.concepts]
    assert figures["bullets"] == sum(len(concept.bullets) for concept in concepts)
    assert figures["required"] + figures["recommended"] == shipped.digraph.number_of_edges()
    assert figures["fewest_key_papers"] == min(len(topic.key_papers) for topic in roadmap.topics)
    chain = figures["longest_chain"]
    assert all(shipped.digraph.has_edge(a, b) for a, b in pairwise(chain))
    assert f"\nlongest chain                 {len(chain)}: " in vlagraph("stats").out


def test_check_finds_no_problem_in_the_shipped_roadmap(vlagraph: Run) -> None:
    answer, found = vlagraph("check"), vlagraph("check", "--format", "json").json

    assert answer.code == 0
    assert answer.out.endswith("graph/topics.json: 0 problems\n")
    assert found["problems"] == []
    assert found["figures"] == vlagraph("stats", "--format", "json").json["figures"]


def test_schema_prints_a_schema_that_names_every_field_of_a_topic(vlagraph: Run) -> None:
    found = vlagraph("schema").json

    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(found["$defs"]["Topic"]["properties"]) == set(Topic.__struct_fields__)
    assert set(found["$defs"]["Roadmap"]["required"]) == {
        field.encode_name for field in msgspec.structs.fields(Roadmap) if field.required
    }


@pytest.mark.parametrize(
    ("goal", "lang", "head"),
    [
        ("build-a-vla", "en", "Fine-tune and evaluate an open VLA"),
        ("hri", "en", "Human-robot interaction"),
        ("all", "ko", "전체"),
        ("causal-inference", "en", "Causal Inference"),
    ],
)
def test_a_path_is_headed_by_the_name_of_its_goal(goal: str, lang: str, head: str, vlagraph: Run) -> None:
    assert vlagraph("path", goal, "--ignore-progress", "--lang", lang).out.startswith(f"{head}: ")


def test_a_path_to_several_topics_of_no_goal_names_them(vlagraph: Run) -> None:
    out = vlagraph("path", "navigation", "causal-inference", "--ignore-progress").out

    assert out.startswith(("Navigation, Causal Inference: ", "Causal Inference, Navigation: "))
