"""The two sides of a watch rule agree: the server finds all that the predicate accepts."""

from __future__ import annotations

import gzip
import json
import os
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.standin.collection import Collection, Corpus
from tests.standin.grammar import parse
from tests.standin.rewriting import rewrite
from tests.standin.small_corpus import record
from vlagraph.core.model import Watch
from vlagraph.core.papers import watch as watch_rules
from vlagraph.core.papers.query import joined_queries, query_text
from vlagraph.core.papers.tokenizer import tokens
from vlagraph.core.papers.watch import compile_rule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from vlagraph.core.graph import KnowledgeGraph

NOW = datetime(2030, 1, 1, tzinfo=UTC)
PHRASES = (
    "sim-to-real",
    "policies",
    "robots",
    "batches",
    "Lie group",
    "losses",
    "in-hand",
    "analysis",
    "KV cache",
    "Parkinson's disease",
    "A*",
)
WORDS = st.sampled_from(
    [*PHRASES, "policy", "robot", "sim to real", "Sim–to–Real", "batch", "caches", "of", "the", "robot’s"]
)
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
RULES = st.builds(
    Watch,
    any_of=st.lists(
        st.sampled_from([*PHRASES, *(f"ti:{phrase}" for phrase in PHRASES)]), min_size=1, max_size=4
    ).map(tuple),
    with_one=st.lists(st.sampled_from(PHRASES), max_size=2).map(tuple),
    none_of=st.lists(st.sampled_from(PHRASES), max_size=1).map(tuple),
    categories=st.sampled_from([(), ("cs.RO",), ("cs.RO", "cs.LG")]),
)


def found(collection: Collection, query: str) -> set[str]:
    tree = parse(rewrite(query))
    return {hit.paper.record.id for hit in collection.search(tree, NOW, ties=False, scored=False)}


def accepted(records: Iterable[dict[str, Any]], watch: Watch) -> set[str]:
    rule = compile_rule(watch)
    return {
        row["id"] for row in records if rule.matches(row["title"], row["abstract"], row["categories"].split())
    }


@settings(max_examples=60)
@given(
    st.lists(st.tuples(TEXTS, TEXTS, st.sampled_from(["cs.RO", "cs.LG", "q-bio.NC"])), max_size=6),
    RULES,
    RULES,
)
def test_the_server_finds_all_that_the_predicate_accepts(
    texts: list[tuple[str, str, str]], one: Watch, other: Watch
) -> None:
    rows = [
        record(number, title=title or "untitled", abstract=abstract, categories=categories)
        for number, (title, abstract, categories) in enumerate(texts, 1)
    ]
    collection = Collection(Corpus(rows))
    joined = set().union(*(found(collection, query) for query in joined_queries({"a": one, "b": other}, 200)))

    assert accepted(rows, one) <= found(collection, query_text(one))
    assert accepted(rows, one) | accepted(rows, other) <= joined


@pytest.mark.campaign
@pytest.mark.shared
def test_the_shipped_rules_lose_nothing_on_real_records(
    shared_dir: Path, shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_rules, "tokens", cache(tokens))  # sixty rules read the same texts
    step = 10 if os.environ.get("VLAGRAPH_SOAK") else 50
    with gzip.open(shared_dir / "arxiv" / "corpus-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, 0, 20000, step)]
    collection = Collection(Corpus(rows))
    rules = {name: topic.watch for name, topic in shipped.topics.items() if topic.watch}
    wanted = set().union(*(accepted(rows, watch) for watch in rules.values()))

    assert wanted <= set().union(*(found(collection, query) for query in joined_queries(rules, 6000)))
