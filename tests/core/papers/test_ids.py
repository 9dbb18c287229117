"""arXiv ids: what a reader may write, what arXiv answers, and what cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.model import ARXIV_ID
from vlagraph.core.papers.ids import abs_url, id_in, impossible_month, is_id, split_version


@pytest.mark.parametrize(
    "name",
    [
        "2304.13705",
        "arXiv:2304.13705v2",
        "https://arxiv.org/abs/2304.13705",
        "http://www.arxiv.org/pdf/2304.13705v3.pdf",
        "arxiv.org/abs/2304.13705?context=cs.RO#top",
        "https://arxiv.org/html/2304.13705v1/",
        " 2304.13705 ",
    ],
)
def test_a_paper_is_named_by_id_or_address(name: str) -> None:
    assert id_in(name) == "2304.13705"


@pytest.mark.parametrize("name", ["", "2304", "2304.13705 2304.13706", "example.org/abs/2304.13705", "cs/12"])
def test_anything_else_names_no_paper(name: str) -> None:
    assert id_in(name) is None


@given(st.from_regex(ARXIV_ID, fullmatch=True), st.integers(1, 9999))
def test_an_id_its_address_and_its_versions_name_the_same_paper(paper: str, version: int) -> None:
    assert is_id(paper)
    assert id_in(paper) == id_in(abs_url(paper)) == paper
    assert split_version(f"{abs_url(paper)}v{version}") == (paper, version)
    assert not is_id(f"{paper}v{version}")


@pytest.mark.parametrize("paper", ["9999.99999", "2300.00001", "cs/0113017", "hep-th/9900001"])
def test_an_id_of_a_month_that_no_year_has_is_impossible(paper: str) -> None:
    assert impossible_month(paper) == paper.rpartition("/")[2][2:4]


@pytest.mark.parametrize("text", ["", "v2", "2303.04137v0", "2303.04137v12345", "http://arxiv.org/abs/"])
def test_an_answer_without_an_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no arXiv id"):
        split_version(text)
