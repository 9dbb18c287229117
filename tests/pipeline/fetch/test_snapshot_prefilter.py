"""What the tagger leaves out before it matches, the rules would not have taken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.command_line import CHECKOUT
from tests.support.snapshots import record
from vlagraph.pipeline.fetch.rules import rules_of
from vlagraph.pipeline.fetch.snapshot.tagging import Interest, Tagger
from vlagraph.sources.snapshot.records import paper_of_line, read_line
from vlagraph.store.roadmap import load_roadmap

if TYPE_CHECKING:
    from vlagraph.pipeline.fetch.rules import Rules

ROADMAP = load_roadmap(CHECKOUT / "graph" / "topics.json")
PHRASES = sorted(
    phrase for topic in ROADMAP.topics if topic.watch for phrase in (*topic.watch.core, *topic.watch.any_of)
)
CATEGORIES = sorted({one for topic in ROADMAP.topics if topic.watch for one in topic.watch.categories})
ODD = ("\u200b", "\x07", "\n", "\u00ad", "ﬁ", "İ", "\x1c", "é")
TEXTS = st.lists(st.sampled_from(PHRASES) | st.sampled_from(ODD), min_size=1, max_size=12).map("".join)
LISTS = st.lists(st.sampled_from([*CATEGORIES, "hep-th", "math.CO"]), min_size=1, max_size=3).map(" ".join)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return rules_of(ROADMAP)


@given(st.lists(st.tuples(TEXTS, TEXTS, LISTS), min_size=1, max_size=40))
def test_the_tagger_keeps_what_the_rules_take_of_the_clean_paper(
    rules: Rules, texts: list[tuple[str, str, str]]
) -> None:
    lines = [
        json.dumps(record(f"2602.{at:05}", title=f"a{title}", abstract=f"a{abstract}", categories=categories))
        for at, (title, abstract, categories) in enumerate(texts)
    ]
    papers = [paper_of_line(read_line(line.encode())) for line in lines]
    taken = {paper.id: matches for paper, matches in zip(papers, rules.attribute(papers), strict=True)}

    tagged = Tagger(rules, Interest()).tag("\n".join(lines).encode())

    kept = dict(line.split(b"\t", 1) for line in tagged.lines)
    assert sorted(one.decode() for one in kept) == sorted(one for one, matches in taken.items() if matches)
    for one, line in kept.items():
        found = json.loads(line)["matches"]
        expected = taken[one.decode()]
        assert [(match["topic"], match["score"]) for match in found] == [(m.topic, m.score) for m in expected]
