"""The query language of the stand-in: rewriting, strict grammar, matching."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.standin.collection import Collection, Corpus
from tests.standin.grammar import Chain, QuerySyntaxError, Term, parse
from tests.standin.matching import UnanswerableError, check
from tests.standin.rewriting import rewrite

if TYPE_CHECKING:
    from tests.standin.grammar import Tree

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def paper(number: int, title: str, abstract: str = "nothing else", **fields: Any) -> dict[str, Any]:
    made = {
        "id": f"2699.{number:05d}",
        "title": title,
        "abstract": abstract,
        "authors": "Nobody Known",
        "categories": "cs.RO",
        "versions": [{"version": "v1", "created": "Wed, 01 Jan 2025 00:00:30 GMT"}],
    }
    return made | fields


def reading(tree: Tree | None) -> str:
    """The tree written with every parenthesis it implies."""
    if tree is None:
        return ""
    if isinstance(tree, Term):
        return f"{tree.field}:{tree.text}"
    if not isinstance(tree, Chain):
        return f"ANDNOT {reading(tree.inner)}"
    result = reading(tree.operands[-1])
    for operand, operator in zip(reversed(tree.operands[:-1]), reversed(tree.operators), strict=True):
        result = f"({reading(operand)} {operator} {result})"
    return result


def found(papers: list[dict[str, Any]], query: str) -> set[int]:
    """The numbers of the papers a query finds."""
    tree = parse(rewrite(query))
    assert tree is not None
    check(tree)
    hits = Collection(Corpus(papers)).search(tree, NOW, ties=False, scored=False)
    return {int(hit.paper.record.id[-5:]) for hit in hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("cat:cs.RO AND abs:robot OR abs:vla", "(cat:cs.RO AND (abs:robot OR abs:vla))"),
        ("a b", "(all:a OR all:b)"),
        ("ti:x and ti:y", "(ti:x OR (all:and OR ti:y))"),
        ("cat:cs.RO AND NOT ti:survey", "(cat:cs.RO ANDNOT ti:survey)"),
        ("ti:(a b)", "(ti:a OR ti:b)"),
        ('ti:"unclosed', "ti:unclosed"),
        ("submittedDate:[2023 TO 2024]", "submittedDate:202301010000 TO 202412312359"),
        ("a ANDNOT b OR c", "(all:a ANDNOT (all:b OR all:c))"),
        ("abs:a OR abs:b AND cat:x", "(abs:a OR (abs:b AND cat:x))"),
        ("ANDNOT ti:a OR ti:b", "ANDNOT (ti:a OR ti:b)"),
        ("((ti:a))", "ti:a"),
    ],
)
def test_query_is_read_as_the_server_reads_it(query: str, expected: str) -> None:
    assert reading(parse(rewrite(query))) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("testing", "all:testing"),
        ("title:robot", "ti:robot"),
        ("ti: AND ti:x", "AND ti:x"),
        ("ti:a AND OR ti:b", "ti:a OR ti:b"),
        ("ti:a OR NOT ti:b", "ti:a ANDNOT ti:b"),
        ("prim:cs.RO", 'all:"prim:cs.RO"'),
        ("AU:smith", 'all:"AU:smith"'),
        ("au:del_maestro", 'au:"del maestro"'),
        ("ti:x AND au:del_maestro", "ti:x AND au:del_maestro"),
        ('ti:("a b" c)', '(ti:"a b" OR ti:c)'),
        ("ti:(a AND abs:b (c))", "(ti:a AND abs:b OR (ti:c))"),
        ("ti:a\r\nti:b", "ti:a OR ti:b"),
        ("ANDROID", "all:ANDROID"),
        ('"robot arm"', 'all:"robot arm"'),
        ("lastUpdatedDate:[20230115 TO 202402]", 'submittedDate:"202301150000 TO 202402292359"'),
        ("submittedDate:[20230101123456 TO 20230102]", 'submittedDate:"202301011234 TO 202301022359"'),
        ("submittedDate:[202301010000 TO *]", "submittedDate:[202301010000 OR all:TO OR all:*]"),
        ("", ""),
        ('ti: "', ""),
    ],
)
def test_query_is_rewritten_as_the_server_shows_it(query: str, expected: str) -> None:
    assert rewrite(query) == expected


@pytest.mark.parametrize("query", ["(ti:a", "ti:a)", "cat:cs.RO AND", "AND ti:a", "()", "ti:a AND ()", ")("])
def test_unbalanced_or_dangling_query_is_a_syntax_error(query: str) -> None:
    with pytest.raises(QuerySyntaxError):
        parse(rewrite(query))


@pytest.mark.parametrize("query", ["testing", "xx:a", "ti:a ti:b", "ti:a NOT ti:b"])
def test_unrewritten_query_must_be_strict(query: str) -> None:
    with pytest.raises(QuerySyntaxError):
        parse(query)


@pytest.mark.parametrize(
    "query",
    [
        "submittedDate:[202301010000 TO *]",
        "submittedDate:[2023-01-01 TO 2024-01-01]",
        "submittedDate:[20231301 TO 2024]",
        "submittedDate:yesterday",
        "ti:*obot",
        "ti:a OR all:?x",
    ],
)
def test_query_that_parses_but_cannot_run_is_refused(query: str) -> None:
    tree = parse(rewrite(query))
    assert tree is not None

    with pytest.raises(UnanswerableError):
        check(tree)


def test_a_long_chain_of_operators_needs_no_recursion() -> None:
    papers = [paper(1, "robot arm")]

    assert found(papers, " OR ".join(["ti:leg"] * 5000 + ["ti:arm"])) == {1}


TEXTS = [
    paper(1, "Diffusion policies for robots"),
    paper(2, "A policy of diffusion"),
    paper(3, "Vision-language-action models"),
    paper(4, "Language and vision in action"),
    paper(
        5,
        "State of the art in naïve grasping",
        comments="8 pages, ICRA 2025",
        **{"journal-ref": "Robot J. 7"},
    ),
]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("ti:policy", {1, 2}),
        ("ti:POLICIES", {1, 2}),
        ('ti:"diffusion policy"', {1}),
        ('ti:"policy diffusion"', set()),
        ("ti:vision-language-action", {3, 4}),
        ('ti:"vision language action"', {3}),
        ('ti:"vision-language-action model"', {3}),
        ('ti:"state of the art"', {5}),
        ('ti:"state art"', set()),
        ("ti:naive", {5}),
        ("ti:the", set()),
        ("all:and", {4}),
        ("ti:polic*", {1, 2}),
        ("ti:v?sion", {3, 4}),
        ("all:icra", {5}),
        ("all:diffusion-robots", {1}),
        ("co:ICRA", {5}),
        ('co:"8 pages"', {5}),
        ('co:"pages 8"', set()),
        ("jr:robot", {5}),
        ("ti:diffusion ANDNOT ti:robot", {2}),
        ("ANDNOT ti:diffusion", {3, 4, 5}),
        ('ti:""', {1, 2, 3, 4, 5}),
        ("id:2699.00003", {3}),
        ("id:2699.00003v1", {3}),
        ("id:2699.00003v2", set()),
        ("id:2699", set()),
    ],
)
def test_text_is_matched_like_english(query: str, numbers: set[int]) -> None:
    assert found(TEXTS, query) == numbers


AUTHORS = [
    paper(1, "one", authors="Sergey Invented-Levin, Chelsea Madeup"),
    paper(2, "two", authors="Adrian Del Maestro and Rémi Müller"),
    paper(3, "three", authors="Sergey Madeup"),
]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("au:madeup", {1, 3}),
        ('au:"sergey madeup"', {3}),
        ('au:"Madeup, Sergey"', {3}),
        ('au:"S Madeup"', {3}),
        ("au:muller", {2}),
        ("au:Müller", {2}),
        ("au:del_maestro", {2}),
        ("cat:cs.RO AND au:del_maestro", set()),
        ("au:made*", {1, 3}),
        ("au:levin", {1}),
    ],
)
def test_author_words_must_meet_in_one_author(query: str, numbers: set[int]) -> None:
    assert found(AUTHORS, query) == numbers


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("cat:cs.RO", {1}),
        ("cat:CS.ro", {1}),
        ("cat:cs.*", {1, 2}),
        ("cat:cs", set()),
        ("cat:c?.LG", {1, 2}),
        ("cat:stat.ML", {2}),
        ("cat:*", {1, 2, 3}),
        ("doi:10.9999/b", {2}),
        ("doi:10.9999", set()),
        ("rn:SYN-3", {3}),
    ],
)
def test_categories_and_numbers_are_exact_or_wildcards(query: str, numbers: set[int]) -> None:
    papers = [
        paper(1, "one", categories="cs.RO cs.LG"),
        paper(2, "two", categories="cs.LG stat.ML", doi="10.9999/a 10.9999/b"),
        paper(3, "three", categories="hep-th", **{"report-no": "SYN-3"}),
    ]

    assert found(papers, query) == numbers


@pytest.mark.parametrize(
    ("dates", "numbers"),
    [
        ("[202501010000 TO 202501010000]", {1}),
        ("[202501010001 TO 2026]", {2}),
        ("[2025 TO 2025]", {1, 2}),
        ("[2024 TO 2024]", set()),
    ],
)
def test_submitted_date_is_an_inclusive_range_on_the_first_version(dates: str, numbers: set[int]) -> None:
    later = [{"version": "v1", "created": "Fri, 10 Jan 2025 00:00:00 GMT"}]
    later.append({"version": "v2", "created": "Fri, 10 Jan 2025 10:00:00 GMT"})
    papers = [paper(1, "one"), paper(2, "two", versions=later)]

    assert found(papers, f"submittedDate:{dates}") == numbers
    assert found(papers, f"lastUpdatedDate:{dates}") == numbers
