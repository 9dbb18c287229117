"""A watch rule as arXiv query text: bounded, parenthesised, and finding all that the predicate accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote_plus

import pytest

from vlagraph.core.model import Watch
from vlagraph.core.papers.query import joined_queries, query_text

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph


def test_every_clause_is_parenthesised_and_every_phrase_quoted() -> None:
    watch = Watch(any_of=("grasping", "in-hand"), with_one=("robot",), categories=("cs.RO", "cs.LG"))

    assert query_text(watch) == (
        '((all:"grasping" OR all:"in hand") AND ((all:"robot") AND (cat:cs.LG OR cat:cs.RO)))'
    )


def test_a_phrase_that_a_shorter_one_finds_as_well_is_left_out() -> None:
    assert query_text(Watch(any_of=("grasp planning", "grasps", "ti:grasp detection"))) == '(all:"grasps")'


def test_a_title_phrase_is_asked_of_titles() -> None:
    assert query_text(Watch(any_of=("ti:benchmark", "testbed"))) == '(all:"testbed" OR ti:"benchmark")'


@pytest.mark.parametrize(
    ("phrase", "query"),
    [
        ("ti:Parkinson's disease", '(all:"Parkinson disease")'),
        ("S-curve", '(all:"S curve")'),
        ("ti:S-shaped", '(ti:"S shaped")'),
        ("Moore’s law", '(all:"Moore law")'),
        ("ti:A*", '(all:"A")'),
        ("ti:the art", '(ti:"the art")'),
        ("ti:S", '(ti:"S")'),
    ],
)
def test_a_phrase_that_the_index_of_titles_does_not_have_is_asked_of_everything(
    phrase: str, query: str
) -> None:
    assert query_text(Watch(any_of=(phrase,))) == query


def test_not_is_left_to_the_predicate() -> None:
    assert "snake" not in query_text(Watch(any_of=("mamba",), none_of=("snake",)))


def test_rules_with_the_same_context_share_one_query() -> None:
    rules = {
        "a": Watch(any_of=("grasping",), with_one=("robot",), categories=("cs.RO",)),
        "b": Watch(any_of=("slam",), with_one=("robot",), categories=("cs.CV",)),
    }

    assert joined_queries(rules, 500) == (
        '((all:"grasping" OR all:"slam") AND ((all:"robot") AND (cat:cs.CV OR cat:cs.RO)))',
    )


def test_a_rule_without_categories_lifts_the_limit_for_all() -> None:
    rules = {"a": Watch(any_of=("grasping",)), "b": Watch(any_of=("slam",), categories=("cs.CV",))}

    assert joined_queries(rules, 500) == ('(all:"grasping" OR all:"slam")',)


@pytest.mark.parametrize("limit", [2000, 6000])
def test_the_shipped_rules_fit_into_queries_of_bounded_length(shipped: KnowledgeGraph, limit: int) -> None:
    rules = {name: topic.watch for name, topic in shipped.topics.items() if topic.watch}
    queries = joined_queries(rules, limit)

    assert max(len(quote_plus(query)) for query in queries) <= limit
    assert all(query.count("(") == query.count(")") for query in queries)
