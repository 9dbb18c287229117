"""What the shipped roadmap and its papers hold."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Literal

import msgspec
import networkx as nx
import pytest

from tests.support.command_line import CHECKOUT
from vlagraph.core.knowledge import find_knowledge_faults
from vlagraph.core.model import KeyPaper, Resource, walk_texts
from vlagraph.core.names import resolve
from vlagraph.core.order import PathRules, find_path, learning_order, mean_distance
from vlagraph.core.papers.paper import Paper
from vlagraph.core.plan import Terms, make_plan, tier_topics
from vlagraph.core.soundness import find_loops, find_redundant
from vlagraph.pipeline.check import check_roadmap
from vlagraph.store.papers import encode_papers, load_papers
from vlagraph.store.roadmap import encode_files, load_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Requirement, Topic

HANGUL = re.compile(r"[가-힣]")
TOPICS = CHECKOUT / "graph" / "topics.json"
PAPERS = CHECKOUT / "papers" / "papers.jsonl"
BULLETS = CHECKOUT / "tests" / "bullets.ko.txt"
_KOREAN = (
    ("파라미터", "매개변수"),
    ("임계값", "문턱"),
    ("사후학습(post-training)", "후학습"),
    ("스코어 매칭", "점수 매칭"),
    ("영상", "비디오"),
)
"""Korean words that texts use, each with one that they once had beside it."""


def _sections() -> dict[str, list[str]]:
    """The roadmap's bullets under their headings, as kept in tests/."""
    found: dict[str, list[str]] = {}
    for line in BULLETS.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            heading = line.removeprefix("# ")
            found[heading] = []
        else:
            found[heading].append(line)
    return found


def _of_the_roadmap(kg: KnowledgeGraph) -> list[Topic]:
    """The topics that the roadmap itself names; `check` says what is required of others."""
    return [topic for topic in kg.roadmap.topics if topic.origin == "roadmap"]


def _requirements(kg: KnowledgeGraph) -> Iterator[tuple[Topic, Requirement]]:
    return ((topic, need) for topic in kg.roadmap.topics for need in topic.requires)


def test_each_heading_of_the_roadmap_is_found_as_a_topic_of_its_own_and_no_other_claims_to_be_one(
    shipped: KnowledgeGraph,
) -> None:
    headings = [heading for heading in _sections() if heading != "next steps"]

    found = [resolve(heading, shipped.catalogue) for heading in headings]

    claimed = [topic.id for topic in shipped.roadmap.topics if topic.origin == "roadmap"]
    assert sorted(item.id for item in found) == sorted(claimed)
    assert all(item.exact for item in found)


def test_every_bullet_of_the_roadmap_stands_in_exactly_one_concept_of_its_topic(
    shipped: KnowledgeGraph,
) -> None:
    sections = _sections()
    sections.pop("next steps")
    wanted = {resolve(heading, shipped.catalogue).id: Counter(lines) for heading, lines in sections.items()}

    held = {
        topic.id: Counter(bullet for concept in topic.concepts for bullet in concept.bullets)
        for topic in shipped.roadmap.topics
        if topic.origin == "roadmap"
    }

    assert held == wanted


def test_the_next_steps_of_the_roadmap_are_there(shipped: KnowledgeGraph) -> None:
    held = [bullet for step in shipped.roadmap.next_steps for bullet in step.bullets]

    assert held == _sections()["next steps"]


@pytest.mark.shared
def test_the_kept_list_of_bullets_is_that_of_the_roadmap(shared_dir: Path) -> None:
    source = (shared_dir / "roadmap" / "roadmap.ko.md").read_text(encoding="utf-8")
    parts = re.split(r"^## ", source, flags=re.MULTILINE)
    told = [part for part in parts if re.match(r"\S+ \d+\. |\S+ 다음 단계", part)]
    bullets = [found for part in told for found in re.findall(r"^- \*\*(.+?)\*\*: (.+)$", part, re.MULTILINE)]

    kept = [line for lines in _sections().values() for line in lines]

    assert kept == [f"{name}: {words.strip()}" for name, words in bullets]


def test_the_three_tiers_hold_what_the_roadmap_names_with_their_windows(shipped: KnowledgeGraph) -> None:
    tiers = [
        (tier.id, tier.window.en, tier.weeks, [entry.ref for entry in tier.entries])
        for tier in shipped.roadmap.priorities
    ]

    assert tiers == [
        (
            "immediate",
            "1-2 weeks",
            (1, 2),
            ["mixed-precision-training", "sim-to-real-transfer", "robot-benchmarks"],
        ),
        (
            "mid-term",
            "1-2 months",
            (4, 9),
            ["diffusion-transformers", "flash-attention", "self-supervised-learning"],
        ),
        ("long-term", "3-6 months", (13, 26), ["causal-inference", "multi-robot-systems", "hri"]),
    ]


def test_a_tier_entry_that_names_an_area_gives_its_rank_to_each_of_its_topics(
    shipped: KnowledgeGraph,
) -> None:
    tiers = {topic.priority for topic in shipped.roadmap.topics if topic.area == "hri"}

    assert tiers == {"long-term"}


def test_the_five_stages_cover_what_the_roadmap_recommends_in_its_order(shipped: KnowledgeGraph) -> None:
    stages = [[step.name.ko for step in stage.steps] for stage in shipped.roadmap.stages]

    assert [stage.name.ko for stage in shipped.roadmap.stages] == [
        "기초 다지기",
        "평가 체계",
        "최신 기술",
        "실무 적용",
        "고급 주제",
    ]
    assert stages == [
        ["실전 구현 기술", "VLA 특화 기술"],
        ["벤치마크", "메트릭 이해"],
        ["새로운 아키텍처", "이론적 배경"],
        ["엔지니어링", "배포"],
        ["HRI", "특수 도메인"],
    ]


def test_it_has_no_problem_no_loop_and_no_redundant_edge(shipped: KnowledgeGraph) -> None:
    assert check_roadmap(TOPICS).problems == ()
    assert find_loops(shipped.roadmap) == ()
    assert find_redundant(shipped.roadmap) == ()


def test_networkx_agrees_that_it_has_no_loop_and_no_redundant_required_edge(shipped: KnowledgeGraph) -> None:
    required: nx.DiGraph[str] = nx.DiGraph(
        (need.topic, topic.id) for topic, need in _requirements(shipped) if need.kind == "required"
    )

    assert nx.is_directed_acyclic_graph(shipped.digraph)
    assert set(nx.transitive_reduction(required).edges) == set(required.edges)


def test_no_requirement_dangles(shipped: KnowledgeGraph) -> None:
    dangling = [(t.id, need.topic) for t, need in _requirements(shipped) if need.topic not in shipped.topics]

    assert dangling == []
    assert shipped.digraph.number_of_edges() == sum(need.orders for _, need in _requirements(shipped))


def test_every_requirement_has_a_reason_in_both_languages_a_source_and_concepts_of_its_prerequisite(
    shipped: KnowledgeGraph,
) -> None:
    faulty = []
    for topic, need in _requirements(shipped):
        concepts = {concept.id for concept in shipped.topics[need.topic].concepts}
        speaks = need.reason and HANGUL.search(need.reason.ko) and not HANGUL.search(need.reason.en)
        named = need.concepts and set(need.concepts) <= concepts
        if not (speaks and named and need.source.strip()):
            faulty.append((topic.id, need.topic))

    assert faulty == []


def test_every_korean_text_is_korean_and_no_english_one_is(shipped: KnowledgeGraph) -> None:
    faulty = []
    for topic in shipped.roadmap.topics:
        texts = [text for _, text in walk_texts(topic)]
        faulty += [(topic.id, t.en) for t in texts if HANGUL.search(t.en)]
        prose = [t for t in texts if " " in t.en and t is not topic.name]
        faulty += [(topic.id, t.ko) for t in prose if len(t.en) > 40 and not HANGUL.search(t.ko)]

    assert faulty == []


def test_each_thing_has_one_korean_word_in_every_text(shipped: KnowledgeGraph) -> None:
    avoided = {rule.use.ko: rule.avoid for rule in shipped.roadmap.terms}

    for use, other in _KOREAN:
        assert other in avoided[use]
    assert find_knowledge_faults(shipped.roadmap, None, {}) == ()


def test_an_image_is_not_called_as_a_video_is_in_korean(shipped: KnowledgeGraph) -> None:
    moving = re.compile(
        r"video|clips|camera streams|corp(?:us|ora)|uncut runs|sees only|in which nothing moves",
        re.IGNORECASE,
    )
    texts = [text for _, text in walk_texts(shipped.roadmap) if text.en and text.ko]

    assert [text.ko for text in texts if "영상" in text.ko and not moving.search(text.en)] == []


@pytest.mark.parametrize(("ties", "share"), [("none", 0.30), ("urgency", 0.20)])
def test_prerequisites_stand_nearer_than_in_a_plain_topological_sort_of_the_file(
    ties: Literal["none", "urgency"], share: float, shipped: KnowledgeGraph
) -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(topic.id for topic in shipped.roadmap.topics)
    graph.add_edges_from((need.topic, topic.id) for topic, need in _requirements(shipped))
    plain = mean_distance(graph, list(nx.topological_sort(graph)))

    assert mean_distance(graph, learning_order(shipped, ties=ties)) <= (1 - share) * plain


def test_every_topic_of_the_roadmap_has_at_least_five_key_papers_and_every_why_is_in_korean_too(
    shipped: KnowledgeGraph,
) -> None:
    few = [topic.id for topic in _of_the_roadmap(shipped) if len({k.arxiv for k in topic.key_papers}) < 5]
    dumb = [
        (topic.id, key.arxiv)
        for topic in shipped.roadmap.topics
        for key in topic.key_papers
        if not (key.why and HANGUL.search(key.why.ko))
    ]

    assert few == []
    assert dumb == []


def test_every_concept_has_a_paper_or_a_resource(shipped: KnowledgeGraph) -> None:
    bare = []
    for topic in shipped.roadmap.topics:
        covered = {c for key in topic.key_papers for c in key.concepts}
        covered |= {c for resource in topic.resources for c in resource.concepts}
        bare += [(topic.id, concept.id) for concept in topic.concepts if concept.id not in covered]

    assert bare == []


def test_every_topic_of_the_roadmap_has_a_watch_rule_with_phrases_and_arxiv_categories(
    shipped: KnowledgeGraph,
) -> None:
    silent = [
        topic.id
        for topic in _of_the_roadmap(shipped)
        if topic.watch is None or not topic.watch.any_of or not topic.watch.categories
    ]
    categories = {c for t in shipped.roadmap.topics if t.watch for c in t.watch.categories}

    assert silent == []
    assert [c for c in categories if not re.fullmatch(r"[a-z-]+(\.[A-Z]{2}|\.[a-z]+(-[a-z]+)?)?", c)] == []


def test_every_topic_of_the_roadmap_has_a_level_and_hours_with_a_basis(shipped: KnowledgeGraph) -> None:
    topics = _of_the_roadmap(shipped)
    odd = [t.id for t in topics if not (1 <= t.level <= 5 and 0 < t.hours[0] < t.hours[1])]
    bare = [t.id for t in topics if not t.hours_basis or len(t.hours_basis.en) < 20]

    assert odd == []
    assert bare == []


def test_the_metadata_of_every_key_paper_is_stored_and_marked_as_curated(shipped: KnowledgeGraph) -> None:
    papers = load_papers(PAPERS, duplicates="refuse")
    keys = {key.arxiv for topic in shipped.roadmap.topics for key in topic.key_papers}

    assert sorted(keys - papers.keys()) == []
    assert [key for key in sorted(keys) if not papers[key].curated] == []
    assert [key for key in sorted(keys) if not papers[key].title] == []
    assert [key for key in sorted(keys) if not papers[key].authors and papers[key].authors_complete] == []


def test_the_stored_papers_hold_nobody_elses_abstract_and_claim_no_fetch_that_was_not_made() -> None:
    papers = load_papers(PAPERS).values()

    assert [paper.id for paper in papers if paper.abstract is not None] == []
    assert [
        paper.id for paper in papers if paper.curated and (paper.fetched is None) != (not paper.source)
    ] == []
    assert [p.id for p in papers if not re.fullmatch(r"\d{4}-\d{2}(-\d{2}(T[0-9:]+Z)?)?", p.published)] == []


def test_no_stored_author_or_title_has_a_blank_around_it() -> None:
    papers = load_papers(PAPERS, as_written=True).values()

    assert [text for paper in papers for text in (*paper.authors, paper.title) if text != text.strip()] == []


def test_no_text_for_readers_holds_an_id_or_speaks_of_how_the_roadmap_is_kept(
    shipped: KnowledgeGraph,
) -> None:
    ids = "|".join(re.escape(one) for one in shipped.topics if one.count("-") > 1)
    private = re.compile(rf"(?<![\w-])(?:{ids})(?![\w-])|level-\d|\d단계 주제|must not order")
    texts = [(where, text) for topic in shipped.roadmap.topics for where, text in walk_texts(topic)]

    assert [
        (where, found[0])
        for where, text in texts
        for lang in text.langs
        if (found := private.search(text[lang]))
    ] == []


def test_the_basis_of_a_first_pass_counts_the_must_reads_that_the_topic_has(shipped: KnowledgeGraph) -> None:
    numbers = ("no", "one", "two", "three", "four", "five")
    told = re.compile(rf"\b({'|'.join(numbers)}) must-read", re.IGNORECASE)
    in_korean = re.compile(r"필독(?: 논문)? (\d)편")
    wrong = []
    for topic in shipped.roadmap.topics:
        basis, real = topic.first_pass_basis, sum(paper.must_read for paper in topic.key_papers)
        said = {numbers.index(word.lower()) for word in told.findall(basis.en if basis else "")}
        said |= {int(word) for word in in_korean.findall(basis.ko if basis else "")}
        wrong += [(topic.id, said, real)] if said - {real} else []

    assert wrong == []


def test_a_benchmark_is_spelled_in_texts_as_it_is_called(shipped: KnowledgeGraph) -> None:
    names = {benchmark.name.casefold(): benchmark.name for benchmark in shipped.roadmap.benchmarks}
    spelled = re.compile(rf"(?<![\w/=-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", re.IGNORECASE)
    texts = [text[lang] for _, text in walk_texts(shipped.roadmap) for lang in text.langs]

    assert {found for text in texts for found in spelled.findall(text)} <= {*names.values()}


@pytest.mark.parametrize(
    ("topic", "absent"),
    [("vla-fine-tuning", "reinforcement learning"), ("world-models-for-robots", "and world-action")],
)
def test_a_summary_promises_nothing_that_another_topic_teaches(
    shipped: KnowledgeGraph, topic: str, absent: str
) -> None:
    summary = shipped.topics[topic].summary

    assert summary is not None
    assert absent not in summary.en


def test_each_stored_paper_has_one_line_and_no_field_that_is_not_kept() -> None:
    """In any order: git joins the lines that two people added."""
    lines = [msgspec.json.decode(line) for line in PAPERS.read_bytes().splitlines()]
    papers = {line["id"]: msgspec.convert(line, Paper) for line in lines}
    kept = [msgspec.json.decode(line) for line in encode_papers(papers).splitlines()]

    assert sorted(lines, key=lambda line: str(line["id"])) == kept


def test_the_roadmap_is_in_canonical_form_so_that_format_would_change_nothing() -> None:
    loaded = load_parts(TOPICS)
    files = encode_files(TOPICS, loaded.roadmap, loaded.form)

    assert [str(file) for file, data in files.items() if file.read_bytes() != data] == []


def test_every_benchmark_of_the_roadmap_is_described_by_sourced_facts(shipped: KnowledgeGraph) -> None:
    names = {benchmark.name for benchmark in shipped.roadmap.benchmarks}
    unsourced = [
        (benchmark.id, fact.field)
        for benchmark in shipped.roadmap.benchmarks
        for fact in benchmark.facts
        if not re.search(r"arXiv:|https?://|^[\w.-]+/[\w.-]+[@ ]", fact.source)
    ]

    assert {"RLBench", "Meta-World", "CALVIN"} <= names
    assert unsourced == []


def test_every_figure_of_a_project_names_a_source_that_can_be_looked_up(shipped: KnowledgeGraph) -> None:
    projects = shipped.roadmap.projects
    steps = [(f"{p.id}.{step.id}", step.needs) for p in projects for step in p.milestones]
    facts = [(name, f) for name, needs in [*((p.id, p.needs) for p in projects), *steps] for f in needs]
    source = re.compile(r"arXiv:|https?://|^[\w.-]+/[\w.-]+[@ ]")
    unsure = [name for name, fact in facts if "arithmetic" in fact.source and fact.basis != "estimate"]

    assert [(name, fact.field) for name, fact in facts if not source.search(fact.source)] == []
    assert unsure == []
    assert [p.id for p in projects if not (p.needs and p.repo and p.commands and p.stop)] == []


def test_every_paper_that_a_project_or_a_benchmark_names_has_a_record(shipped: KnowledgeGraph) -> None:
    named = {
        *(paper for p in shipped.roadmap.projects for step in p.milestones for paper in step.papers),
        *(benchmark.arxiv for benchmark in shipped.roadmap.benchmarks if benchmark.arxiv),
    }

    assert sorted(named - set(load_papers(CHECKOUT / "papers" / "papers.jsonl"))) == []


def test_a_reader_who_knows_deep_learning_comes_to_fine_tune_a_vla_in_few_steps(
    shipped: KnowledgeGraph,
) -> None:
    path = find_path(shipped, ["vla-fine-tuning"])

    assert len(path.steps) <= 10
    assert path.hours[1] <= 150
    assert "deep-learning-basics" in path.assumed


def test_manipulation_requires_few_topics(shipped: KnowledgeGraph) -> None:
    assert len(find_path(shipped, ["manipulation"], rules=PathRules(required_only=True)).steps) <= 10


def test_no_required_path_to_a_topic_of_the_roadmap_holds_what_it_presupposes(
    shipped: KnowledgeGraph,
) -> None:
    usual, scratch = PathRules(required_only=True), PathRules(required_only=True, from_scratch=True)
    own = [topic.id for topic in _of_the_roadmap(shipped)]
    steps = {name: {step.topic for step in find_path(shipped, [name], rules=usual).steps} for name in own}
    full = {name: {step.topic for step in find_path(shipped, [name], rules=scratch).steps} for name in own}

    assert {name: found & shipped.assumed for name, found in steps.items() if found & shipped.assumed} == {}
    assert any(found & shipped.assumed for found in full.values())


def test_the_immediate_tier_is_done_within_its_window_in_20_hours_a_week_on_a_first_pass(
    shipped: KnowledgeGraph,
) -> None:
    terms = Terms(weekly=20 * 60, start=date(2026, 11, 23))
    (window,) = make_plan(shipped, tier_topics(shipped, "immediate"), terms=terms).windows

    assert (window.tier, window.holds) == ("immediate", True)


@pytest.mark.parametrize("mastery", [False, True])
def test_a_plan_for_everything_has_something_to_read_or_to_do_in_every_week_and_room_for_its_papers(
    mastery: bool, shipped: KnowledgeGraph
) -> None:
    terms = Terms(weekly=8 * 60, start=date(2026, 11, 23), mastery=mastery)
    plan = make_plan(shipped, [name for name in shipped.topics if name not in shipped.assumed], terms=terms)
    idle = [w.number for w in plan.weeks for s in w.sessions if any(work.what is None for work in s.work)]
    papers = [
        (week.number, work.minutes)
        for week in plan.weeks
        for session in week.sessions
        for work in session.work
        if isinstance(work.what, KeyPaper) and not work.continued
    ]

    assert idle == []
    assert max(Counter(number for number, _ in papers).values()) <= 8  # an hour for each


@pytest.mark.parametrize(
    ("topic", "named", "title"),
    [
        ("causal-inference", "Peters, Janzing", "Elements of Causal Inference"),
        ("preference-learning", "the RLHF book", "Reinforcement Learning from Human Feedback"),
        ("manipulation", "the course notes", "Robotic Manipulation: Perception"),
        ("edge-deployment", "Jetson power modes", "NVIDIA Jetson Linux Developer Guide"),
    ],
)
def test_a_plan_studies_what_the_hours_of_a_first_pass_were_estimated_from(
    shipped: KnowledgeGraph, topic: str, named: str, title: str
) -> None:
    terms = Terms(weekly=100 * 60, start=date(2026, 11, 23))
    plan = make_plan(shipped, [topic], terms=terms, known=frozenset(shipped.topics) - {topic})
    studied = [
        (work.minutes, work.what.title)
        for week in plan.weeks
        for session in week.sessions
        for work in session.work
        if isinstance(work.what, Resource)
    ]
    basis = shipped.topics[topic].first_pass_basis

    assert basis is not None
    assert named in basis.en
    assert max(studied)[1].startswith(title)


def test_every_topic_has_a_first_pass_that_is_shorter_than_mastery(shipped: KnowledgeGraph) -> None:
    odd = [
        topic.id
        for topic in shipped.topics.values()
        if topic.first_pass != (0, 0) and not topic.first_pass[1] < topic.hours[1]
    ]

    assert odd == []
