"""The stand-in with the large corpus: fast enough, and complete. Skipped where the corpus is not at hand."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from itertools import islice
from typing import TYPE_CHECKING

import pytest

import tests.standin
from tests.standin import StandIn, load_corpus
from tests.standin.collection import Collection
from tests.standin.grammar import parse
from tests.standin.probe import fetch, shared
from tests.standin.rewriting import rewrite
from tests.standin.small_corpus import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.standin import Corpus

CORPUS = "corpus-dev.jsonl.gz"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    loaded = load_corpus(shared(CORPUS))
    loaded.warm()
    return loaded


@pytest.fixture
def server(corpus: Corpus) -> Iterator[StandIn]:
    with StandIn(corpus, scale=1000) as stand_in:
        yield stand_in


def test_corpus_is_loaded_once_per_process(corpus: Corpus) -> None:
    assert load_corpus(shared(CORPUS)) is corpus
    assert len(corpus.records) == 20_808


def test_a_query_of_two_hundred_phrases_finds_every_paper_that_they_were_taken_from(corpus: Corpus) -> None:
    asked, phrases = [], []
    for record in islice(corpus.records, 0, 104 * 200, 104):
        words = re.findall(r"[A-Za-z]+\s+[A-Za-z]+", record.raw["abstract"])
        asked.append(record.id)
        phrases.append(" ".join(words[len(words) // 2].split()))
    query = " OR ".join(f'(ti:"{phrase}" OR abs:"{phrase}")' for phrase in phrases)
    tree = parse(rewrite(query))
    found = Collection(corpus).search(tree, corpus.default_clock, ties=False, scored=False)

    assert len(asked) == 200
    assert set(asked) <= {hit.paper.record.id for hit in found}


def test_every_paper_of_a_category_is_reached_page_by_page(server: StandIn, corpus: Corpus) -> None:
    seen: list[str] = []
    while True:
        reply = fetch(
            server.api_url,
            search_query="cat:cs.RO",
            start=len(seen),
            max_results=1000,
            sortBy="submittedDate",
        )
        page = re.findall(r"<id>http://arxiv.org/abs/(.*?)</id>", reply.body.decode())
        if not page:
            break
        seen += page
    wanted = {record.id for record in corpus.records if "cs.RO" in record.raw["categories"].split()}

    assert {identifier.rpartition("v")[0] for identifier in seen} == wanted
    assert len(seen) == len(wanted)


def test_moving_the_clock_brings_new_titles_of_real_papers(server: StandIn, corpus: Corpus) -> None:
    retitled = [
        record
        for record in corpus.retitled
        if len(record.versions) > 1 and record.versions[0].title != record.versions[-1].title
    ]
    record = retitled[0]
    titles = []
    for version in (record.versions[0], record.versions[-1]):
        server.clock = version.created
        titles.append(fetch(server.api_url, id_list=record.id).text("a:entry/a:title"))

    assert titles[0] != titles[1]


def test_small_corpus_is_plainly_invented() -> None:
    texts = [str(raw["abstract"]) for raw in RECORDS]

    assert len(RECORDS) == len({raw["id"] for raw in RECORDS}) == 63
    assert all(str(raw["id"]).startswith("2699.") or raw["id"] == "cs/9912999" for raw in RECORDS)
    assert all("nvented text" in text for text in texts)


@pytest.mark.parametrize(
    "name",
    [module.name for module in pkgutil.iter_modules(tests.standin.__path__) if module.name != "__main__"],
)
def test_examples_in_docstrings_hold(name: str) -> None:
    module = importlib.import_module(f"tests.standin.{name}")

    assert doctest.testmod(module).failed == 0
