"""The tier of a topic: one answer for the order, plans, progress, pages and what `check` expects."""

from __future__ import annotations

from itertools import product

import pytest

from tests.support.roadmaps import graph_of, roadmap, text, tier, topic
from vlagraph.core.editing.topics import NewTopic, add_topic
from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.model import Area
from vlagraph.core.order import learning_order, list_order, urgency
from vlagraph.core.plan import tier_topics
from vlagraph.core.soundness import find_problems
from vlagraph.site.content import Content

TIERS = {
    "the area first": [tier("t0", "field"), tier("t1", "b")],
    "the topic first": [tier("t0", "b"), tier("t1", "field")],
    "the topic twice": [tier("t0", "a"), tier("t1", "b"), tier("t2", "b", "field")],
    "the area twice": [tier("t0", "other"), tier("t1", "field"), tier("t2", "field", "a")],
    "nothing of it": [tier("t0", "other"), tier("t1", "c"), tier("t2", "c")],
    "no tiers": [],
}
LISTED = {
    "the area first": ("t0", "t1", None),
    "the topic first": ("t1", "t0", None),
    "the topic twice": ("t0", "t1", None),
    "the area twice": ("t2", "t1", "t0"),
    "nothing of it": (None, None, "t1"),
    "no tiers": (None, None, None),
}
"""The tiers that list "a", "b" and "c" in each of these."""
AREAS = (Area(id="field", name=text("Field")), Area(id="other", name=text("Other")))
SAID = (None, "t0", "t1", "nowhere")


def _answers(kg: KnowledgeGraph) -> dict[str, dict[str, str]]:
    """What each place says of the tier of each topic; topics without one are left out."""
    names = [tier.id for tier in kg.roadmap.priorities]
    content = Content(kg.roadmap, learning_order(kg))
    planned = [(topic, name) for name in names for topic in tier_topics(kg, name)]
    assert len(planned) == len(dict(planned)), "a topic is in two tiers"
    return {
        "plan": dict(planned),
        "listing": {row.topic.id: row.tier for row in list_order(kg) if row.tier is not None},
        "order": {topic: names[rank] for topic, rank in urgency(kg).items() if rank < len(names)},
        "site": {topic: names[number] for topic, number in content.tier.items()},
    }


@pytest.mark.parametrize(("listed", "a", "b"), list(product(TIERS, SAID, SAID)))
def test_a_topic_is_in_the_same_tier_for_every_answer(listed: str, a: str | None, b: str | None) -> None:
    tiers = TIERS[listed]
    topics = [topic("a", priority=a), topic("b", priority=b), topic("c", area="other")]
    kg = graph_of(of=roadmap(*topics, areas=AREAS, priorities=tiers))
    known = {one.id for one in tiers}
    wanted = dict(zip("abc", LISTED[listed], strict=True))
    wanted |= {one.id: one.priority for one in topics if one.priority in known}

    expected = {one: name for one, name in wanted.items() if name is not None}
    assert kg.tier == expected
    assert _answers(kg) == dict.fromkeys(("plan", "listing", "order", "site"), expected)


@pytest.mark.parametrize(("listed", "b"), list(product(TIERS, SAID)))
def test_check_is_content_where_the_topic_says_what_the_tiers_do(listed: str, b: str | None) -> None:
    whole = roadmap(topic("b", priority=b), topic("c", area="other"), areas=AREAS, priorities=TIERS[listed])
    differs = [str(one) for one in find_problems(whole) if "b.priority" in str(one)]

    assert bool(differs) == (b != LISTED[listed][1])


def test_a_new_topic_is_in_the_tier_that_lists_its_area_first() -> None:
    whole = roadmap(topic("a"), areas=AREAS, priorities=TIERS["the area twice"])
    added = add_topic(whole, NewTopic(id="new", area="field", name=text("New"))).roadmap

    assert added.topics[-1].priority == "t1"
    assert KnowledgeGraph(added).tier["new"] == "t1"
