"""Topics that are being learned or skipped: set, taken back, and left out of what is asked for."""

from __future__ import annotations

from tests.support.study_samples import make_graph, make_topic, time_at
from vlagraph.core.intents import TopicStates, drop_intent, intend, topic_states
from vlagraph.core.marks import Progress, known_topics, learn, merge
from vlagraph.core.order import find_next, find_path

KG = make_graph(make_topic("a"), make_topic("b", ["a"]), make_topic("c", ["b"]))
SPLIT = make_graph(make_topic("one", formerly=("old",)), make_topic("two", formerly=("old",)))
A, B = KG.topics["a"], KG.topics["b"]


def test_a_topic_has_one_state_and_the_last_one_said_counts() -> None:
    one = intend(Progress(), [A], kind="learning", kg=KG, at=time_at(1))
    two = intend(one, [A], kind="skipped", kg=KG, at=time_at(1))
    three = learn(two, [A], at=time_at(1))
    four = intend(three, [A], kind="learning", kg=KG, at=time_at(0))

    assert [topic_states(each, KG) for each in (one, two, three, four)] == [
        TopicStates(learning=frozenset("a")),
        TopicStates(skipped=frozenset("a")),
        TopicStates(learned=frozenset("a")),
        TopicStates(learning=frozenset("a")),
    ]
    assert merge(merge(four, one), merge(three, two)) == merge(merge(one, two), merge(three, four))
    assert topic_states(merge(one, four), KG) == topic_states(four, KG)


def test_what_is_not_so_is_not_taken_back() -> None:
    skipped = intend(Progress(), [A], kind="skipped", kg=KG, at=time_at(1))
    back = drop_intent(skipped, [A, B], kind="skipped", at=time_at(1))

    assert drop_intent(skipped, [A], kind="learning", at=time_at(2)) == skipped
    assert intend(skipped, [A], kind="skipped", kg=KG, at=time_at(2)) == skipped
    assert topic_states(merge(skipped, back), KG) == TopicStates()
    assert "b" not in back.topics


def test_skipping_a_part_of_a_split_topic_leaves_the_other_learned() -> None:
    old = learn(Progress(), [make_topic("old")], at=time_at(0))
    now = intend(old, [SPLIT.topics["one"]], kind="skipped", kg=SPLIT, at=time_at(1))

    assert topic_states(now, SPLIT) == TopicStates(frozenset(["two"]), skipped=frozenset(["one"]))
    assert known_topics(merge(old, now), SPLIT) == {"two"}


def test_a_skipped_topic_is_not_asked_for_and_not_known() -> None:
    path = find_path(KG, ["c"], known=["a"], skipped=["b"])
    states = TopicStates(skipped=frozenset("a"))

    assert [step.topic for step in path.steps] == ["c"]
    assert (path.known, path.skipped, path.assumed) == ((), ("b",), ())
    assert [found.topic for found in find_next(KG, states.settled).next] == ["b"]
    assert [step.topic for step in find_path(KG, ["b"], skipped=["b"]).steps] == ["a", "b"]
