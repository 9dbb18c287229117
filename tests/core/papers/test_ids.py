"""arXiv ids: what a reader may write, what arXiv answers, and what cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.papers.ids import (
    abs_url,
    canonical_id,
    fault_of,
    id_in,
    ids_in,
    is_id,
    likely_id,
    split_version,
)


@pytest.mark.parametrize("name", ["", "2304", "2304.13705 2304.13706", "example.org/abs/2304.13705", "cs/12"])
def test_anything_else_names_no_paper(name: str) -> None:
    assert id_in(name) is None


ARCHIVES = st.sampled_from(["cs", "hep-th", "cmp-lg", "q-alg", "adap-org", "math.GT", "cs.RO"])
OLD = st.builds("{}/{}".format, ARCHIVES, st.from_regex("[0-9]{7}", fullmatch=True))


@given(st.from_regex(r"[0-9]{4}\.[0-9]{4,5}", fullmatch=True) | OLD, st.integers(1, 9999))
def test_an_id_its_address_and_its_versions_name_the_same_paper(paper: str, version: int) -> None:
    assert is_id(paper)
    assert id_in(paper) == id_in(abs_url(paper)) == canonical_id(paper)
    assert split_version(f"{abs_url(paper)}v{version}") == (paper, version)
    assert not is_id(f"{paper}v{version}")


@pytest.mark.parametrize("paper", ["9999.99999", "2300.00001", "cs/0113017", "hep-th/9900001"])
def test_an_id_of_a_month_that_no_year_has_is_impossible(paper: str) -> None:
    fault = fault_of(paper, month="2026-11")

    assert fault is not None
    assert (fault.kind, fault.value) == ("month", paper.rpartition("/")[2][2:4])


@pytest.mark.parametrize(
    ("paper", "kind", "value"),
    [
        ("2612.00001", "to_come", "2026-12"),
        ("2406.9246", "form", "2406.12345"),
        ("1412.10001", "form", "1412.1234"),
        ("0703.0001", "form", "cs/0703123"),
        ("cs/0704001", "form", "0704.1234"),
    ],
)
def test_an_id_in_another_form_than_its_month_has_cannot_be(paper: str, kind: str, value: str) -> None:
    assert fault_of(paper, month="2026-11") == (kind, value)


@pytest.mark.parametrize(
    "paper", ["0704.0001", "1412.9999", "1501.00001", "2611.99999", "cs/0703999", "hep-th/9108001"]
)
def test_an_id_at_either_end_of_its_form_can_be(paper: str) -> None:
    assert fault_of(paper, month="2026-11") is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2406.9246", "2406.09246"),
        ("2406,09246", "2406.09246"),
        ("240609246v2", "2406.09246"),
        ("arXiv 2406-09246", "2406.09246"),
        ("2460.09246", "2406.09246"),
        ("1406.09246", "1406.9246"),
        ("2413.09246", None),
        ("openvla", None),
    ],
)
def test_a_slip_in_an_id_is_seen(text: str, meant: str | None) -> None:
    assert likely_id(text, month="2026-11") == meant


def test_ids_are_found_in_a_line_of_a_mail_and_other_numbers_are_not() -> None:
    line = (
        "> \\\\ arXiv:2406.09246v2 [cs.RO], https://alphaxiv.org/abs/2304.13705v1.pdf;"
        " 10.48550/arXiv.2303.04137 cs/0112017 issues/0112017"
        " doi 10.1109/LRA.2024.3401234, 10.1109/ICRA.2024.1061 1.2406.09246 2406.092461"
    )

    assert ids_in(line) == ("2406.09246", "2304.13705", "2303.04137", "cs/0112017")


@pytest.mark.parametrize("paper", ["2304.13705", "cs/0112017"])
@pytest.mark.parametrize("tail", ["", "v2", "?utm_source=mail", "#abstract", "/"])
def test_the_address_of_a_doi_names_its_paper_alone_and_in_a_line(paper: str, tail: str) -> None:
    address = f"https://doi.org/10.48550/arXiv.{paper}{tail}"

    assert id_in(address) == paper
    assert ids_in(f"see {address} for more") == (paper,)


@pytest.mark.parametrize("text", ["", "v2", "2303.04137v0", "2303.04137v12345", "http://arxiv.org/abs/"])
def test_an_answer_without_an_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an arXiv id"):
        split_version(text)
