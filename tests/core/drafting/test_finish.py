"""A roadmap of a draft."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.drafting import Draft, DraftConcept, DraftNeed, DraftTopic, finish
from vlagraph.core.drafting.finish import weeks_of
from vlagraph.core.soundness import find_errors

NAMES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["A", "a", "A (2)", "a-2", "C++", "C plus plus", "c-plus-plus", "!", "→", "가", "ga", "\u200b"]
    ),
)


@given(st.lists(NAMES, min_size=1, max_size=8), st.sampled_from(["", "A", "Area"]))
def test_whatever_topics_are_called_the_roadmap_is_sound(names: list[str], area: str) -> None:
    topics = tuple(
        DraftTopic(
            key=str(number),
            name=name,
            area=area if number % 2 else "",
            concepts=(DraftConcept(name=name), DraftConcept(name=name)),
        )
        for number, name in enumerate(names)
    )
    needs = tuple(DraftNeed(topic=str(n), needed=str(n - 1)) for n in range(1, len(names)))
    whole = finish(Draft(title="T", topics=topics, needs=needs))

    assert find_errors(whole) == ()
    assert len(whole.topics) == len(names)
    assert finish(Draft(title="T", topics=topics, needs=needs)) == whole


def test_a_short_form_is_another_name_and_a_word_in_brackets_is_none() -> None:
    topics = tuple(DraftTopic(key=name, name=name) for name in ("Transformers (DiT)", "Point (geometry)"))
    short, word = finish(Draft(title="T", topics=topics)).topics

    assert (short.id, short.aliases) == ("transformers", ("Transformers", "DiT"))
    assert (word.id, word.aliases) == ("point-geometry", ())


def test_a_stated_requirement_comes_before_a_proposed_one() -> None:
    topics = (DraftTopic(key="a", name="A"), DraftTopic(key="b", name="B"))
    needs = (
        DraftNeed(topic="b", needed="a", kind="recommended", proposed=True),
        DraftNeed(topic="b", needed="a", reason="Said."),
    )
    (need,) = finish(Draft(title="T", topics=topics, needs=needs)).topics[1].requires

    assert (need.kind, need.proposed, need.reason and need.reason.en) == ("required", False, "Said.")


@pytest.mark.parametrize(
    ("window", "weeks"),
    [
        ("1-2주", (1, 2)),
        ("3~6개월", (13, 26)),
        ("2 Wochen", (2, 2)),
        ("10 days", (1, 2)),
        ("1 año", (52, 52)),
        ("bald", (0, 0)),
        ("3 people", (0, 0)),
    ],
)
def test_a_time_in_words_is_told_in_weeks(window: str, weeks: tuple[int, int]) -> None:
    assert weeks_of(window) == weeks
