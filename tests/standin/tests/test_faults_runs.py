"""Faults that show over several requests: repeats, gaps, new versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.standin import FAULT_ROWS, Fault
from tests.standin.probe import ATOM, NOW, TOTAL, fetch, ids, inflict, page, small_server, total
from tests.standin.small_corpus import RECORDS
from tests.standin.tests import test_faults_pages, test_faults_wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.standin import StandIn


server = pytest.fixture(small_server)


def all_pages(server: StandIn, size: int = 10) -> list[list[str]]:
    """The ids of every page, asked for until the total is reached."""
    pages: list[list[str]] = []
    while True:
        reply = page(server, len(pages) * size, size)
        pages.append(ids(reply))
        if len(pages) * size >= int(total(reply)):
            return pages


def duplicates(server: StandIn, variant: str) -> None:
    size = 20
    pages = all_pages(server, size)
    seen = [identifier for identifiers in pages for identifier in identifiers]
    first, second = pages[0], pages[1]
    if variant == "same_entry_twice":
        assert first[10] == first[11]
        assert len(first) == size
    elif variant == "versions_across_pages":
        paper, version = first[-1].split("v")
        assert second[0] == f"{paper}v{int(version) + 1}"
    else:
        count = int(variant.rpartition("_")[2])
        assert second[:count] == first[-count:]
        assert len(second) == size
    assert {identifier.partition("v")[0] for identifier in seen} == {str(raw["id"]) for raw in RECORDS}
    assert len(seen) > TOTAL


def shift(server: StandIn, variant: str) -> None:
    server.faults.clear()
    order = ids(page(server, 0, TOTAL))
    server.faults.add(Fault("shift", variant))
    first, second = page(server, 0), page(server, 10)
    if variant == "insert":
        assert ids(first) == order[1:11]
        assert ids(second) == order[10:20]
        assert (total(first), total(second)) == (str(TOTAL - 1), str(TOTAL))
    else:
        assert ids(first) == order[:10]
        assert ids(second) == order[11:21]
        assert (total(first), total(second)) == (str(TOTAL), str(TOTAL - 1))


def new_version(server: StandIn, variant: str) -> None:
    server.faults.clear()
    before = fetch(server.api_url, id_list="2699.00010")
    inflict(server, "new_version", variant, id="2699.00010")
    after = fetch(server.api_url, id_list="2699.00010")
    changed = {
        "changed_title": "a:entry/a:title", "changed_abstract": "a:entry/a:summary",
        "changed_comment": "a:entry/x:comment", "withdrawal": "a:entry/x:comment",
    }  # fmt: skip
    if variant == "cross_list":
        assert ids(after) == ids(before)
        assert len(after.tree.findall("a:entry/a:category", ATOM)) == 1 + len(
            before.tree.findall("a:entry/a:category", ATOM)
        )
        return
    assert ids(after) == ["2699.00010v2"]
    assert after.text("a:entry/a:updated") == NOW
    if variant in changed:
        assert after.tree.findtext(changed[variant], "", ATOM) != before.tree.findtext(
            changed[variant], "", ATOM
        )
    if variant == "withdrawal":
        assert "withdrawn" in after.text("a:entry/x:comment")
    assert ids(fetch(server.api_url, id_list="2699.00010")) == ["2699.00010v2"]


CHECKS: Mapping[str, Callable[[StandIn, str], None]] = {
    check.__name__: check for check in (duplicates, shift, new_version)
}


@pytest.mark.parametrize(("name", "variant"), [row for row in FAULT_ROWS if row[0] in CHECKS])
def test_fault_looks_on_the_wire_as_specified(server: StandIn, name: str, variant: str) -> None:
    server.faults.add(Fault(name, variant))

    CHECKS[name](server, variant)


def test_every_row_is_looked_at_in_one_of_three_modules() -> None:
    looked_at = [*CHECKS, *test_faults_pages.CHECKS, *test_faults_wire.CHECKS]

    assert sorted(looked_at) == sorted({name for name, _ in FAULT_ROWS})
