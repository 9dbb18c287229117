"""Searching papers by words, with an index and without."""

from __future__ import annotations

import pytest

from vlagraph.core.papers.paper import Paper
from vlagraph.core.papers.searching import runs_in, searched_text, searched_words, telling_runs


@pytest.mark.parametrize("title", ["π0: a flow model", r"$\pi_0$: a flow model", "$π_0$: a flow model"])
@pytest.mark.parametrize("query", ["pi0", "π0", '"pi0: a flow"', "ØYSTEIN groß", "oystein gross", "lukasz"])
def test_a_letter_is_found_as_it_is_and_as_it_is_typed(title: str, query: str) -> None:
    authors = ("Øystein Groß", "Łukasz Nowak")
    text = searched_text(Paper(id="2410.24164", title=title, authors=authors, published="2024-10"))

    assert all(word in text for word in searched_words(query))
    assert all(any(run in word for word in runs_in(text)) for run in telling_runs(query))
