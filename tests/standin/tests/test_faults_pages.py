"""Faults in the body of one page, as they look on the wire."""

from __future__ import annotations

import gzip
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from tests.standin import FAULT_ROWS, Fault
from tests.standin.probe import ALL, ATOM, NOW, TOTAL, entries, fetch, ids, inflict, page, small_server, total

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.standin import StandIn


server = pytest.fixture(small_server)


def empty_page(server: StandIn, variant: str) -> None:
    start, size = {"first": (0, 10), "page_k": (20, 10), "start_size": (0, 100)}[variant]
    if variant == "page_k":
        assert len(ids(page(server))) == 10
    reply = page(server, start, size)
    assert (reply.status, ids(reply), total(reply)) == (200, [], str(TOTAL))
    assert ids(page(server, start, size))


def wrong_total(server: StandIn, variant: str) -> None:
    reply = page(server, 10)
    assert len(ids(reply)) == 10
    expected = {"too_small": "20", "too_large": str(TOTAL + 50), "zero": "0", "not_a_number": "many"}
    if variant == "missing":
        assert reply.tree.find("o:totalResults", ATOM) is None
    elif variant == "changing":
        inflict(server, "wrong_total", "changing")
        assert total(page(server, 20)) != total(reply) != str(TOTAL)
    else:
        assert total(reply) == expected[variant]


def partial_page(server: StandIn, variant: str) -> None:
    reply = page(server, 0, 100 if variant == "one" else 50)
    assert len(ids(reply)) == (1 if variant == "one" else 28)
    assert total(reply) == str(TOTAL)


def truncated_xml(server: StandIn, variant: str) -> None:
    reply = page(server)
    endings = {
        "in_tag": rb"<upda$",
        "in_summary": rb"<summary>[^<]+$",
        "after_published": rb"</published>$",
        "last_entry": rb"</summary>\n    $",
        "before_feed_end": rb"</entry>\n$",
    }
    assert re.search(endings[variant], reply.body), reply.body[-80:]
    assert int(reply.headers["content-length"]) == len(reply.body)
    with pytest.raises(ET.ParseError):
        _ = reply.tree
    if variant == "last_entry":
        assert reply.body.count(b"<entry>") == 10


def garbage(server: StandIn, variant: str) -> None:
    if variant == "huge":
        server.faults.clear()
        inflict(server, "garbage", "huge", bytes=3_000_000)
    reply = page(server)
    assert reply.status == 200
    kind = reply.headers["content-type"]
    looks: dict[str, Callable[[], bool]] = {
        "html": lambda: b"<!DOCTYPE html>" in reply.body and kind.startswith("text/html"),
        "empty": lambda: reply.body == b"",
        "json": lambda: reply.body.startswith(b"{") and kind == "application/json",
        "gzip_plain": lambda: reply.headers["content-encoding"] == "gzip" and reply.body.startswith(b"<?xml"),
        "wrong_charset": lambda: "iso-8859-1" in kind and len(ids(reply)) == 10,
        "bom": lambda: reply.body.startswith(b"\xef\xbb\xbf<?xml"),
        "invalid_utf8": lambda: b"\xff\xfe" in reply.body,
        "undefined_entity": lambda: b"&nbsp;" in reply.body,
        "nul": lambda: b"\x00" in reply.body,
        "form_feed": lambda: b"\x0c" in reply.body,
        "huge": lambda: len(reply.body) == 3_000_000 and len(ids(reply)) == 10,
        "entity_bomb": lambda: b"&x9;" in reply.body and reply.body.count(b"<!ENTITY") == 10,
    }
    assert looks[variant]()
    if variant in ("invalid_utf8", "undefined_entity", "nul", "form_feed", "empty", "json"):
        with pytest.raises(ET.ParseError):
            _ = reply.tree


def entry_defects(server: StandIn, variant: str) -> None:
    reply = page(server)
    good, bad = entries(reply)[0], entries(reply)[5]
    holds = {
        "no_published": "a:published", "no_updated": "a:updated", "no_id": "a:id", "no_title": "a:title",
        "no_authors": "a:author", "no_primary_category": "x:primary_category", "no_summary": "a:summary",
    }  # fmt: skip
    assert len(entries(reply)) == 10
    if variant in holds:
        assert good.find(holds[variant], ATOM) is not None
        assert bad.find(holds[variant], ATOM) is None
        return
    categories = [category.get("term") for category in bad.findall("a:category", ATOM)]
    checks: dict[str, Callable[[], bool]] = {
        "bad_date": lambda: "T99" in bad.findtext("a:published", "", ATOM),
        "two_pdf_links": lambda: len(bad.findall("a:link[@title='pdf']", ATOM)) == 2,
        "id_without_version": lambda: re.search(r"\d{5}$", bad.findtext("a:id", "", ATOM)) is not None,
        "duplicate_category": lambda: categories[0] == categories[-1] and len(categories) > 1,
        "authors_3000": lambda: len(bad.findall("a:author", ATOM)) == 3000,
        "title_0": lambda: bad.findtext("a:title", "", ATOM) == "0",
        "title_newlines": lambda: "\n" in bad.findtext("a:title", "", ATOM),
        "withdrawn_comment": lambda: "withdrawn" in bad.findtext("x:comment", "", ATOM),
    }
    assert checks[variant]()


def sort_ignored(server: StandIn, variant: str) -> None:
    dates = [entry.findtext("a:published", "", ATOM) for entry in entries(page(server, 0, 50))]
    assert dates != sorted(dates, reverse=True)


def links_bare(server: StandIn, variant: str) -> None:
    links = page(server).tree.findall("a:entry/a:link", ATOM)
    assert links
    assert {tuple(link.attrib) for link in links} == {("href",)}


def clock(server: StandIn, variant: str) -> None:
    shown = page(server).text("a:updated")
    assert (shown < NOW) is (variant == "past")
    assert shown != NOW


def retext(server: StandIn, variant: str) -> None:
    old, new = fetch(server.api_url, id_list="2699.00065"), fetch(server.api_url, id_list="2699.00065")
    assert ids(old) == ids(new)
    assert old.text("a:entry/a:updated") == new.text("a:entry/a:updated")
    assert "\\alpha" in old.text("a:entry/a:title")
    assert "\u03b1" in new.text("a:entry/a:title")
    assert old.text("a:entry/a:summary").endswith("\n")


CHECKS: Mapping[str, Callable[[StandIn, str], None]] = {
    check.__name__: check
    for check in (
        empty_page,
        wrong_total,
        partial_page,
        truncated_xml,
        garbage,
        entry_defects,
        sort_ignored,
        links_bare,
        clock,
        retext,
    )
}


@pytest.mark.parametrize(("name", "variant"), [row for row in FAULT_ROWS if row[0] in CHECKS])
def test_fault_looks_on_the_wire_as_specified(server: StandIn, name: str, variant: str) -> None:
    server.faults.add(Fault(name, variant))

    CHECKS[name](server, variant)


def test_truncation_comes_before_compression(server: StandIn) -> None:
    inflict(server, "truncated_xml", "in_summary")
    reply = fetch(server.api_url, search_query=ALL, headers={"Accept-Encoding": "gzip"})

    assert b"</feed>" not in gzip.decompress(reply.body)


def test_fifty_megabytes_are_sent_by_default(server: StandIn) -> None:
    inflict(server, "garbage", "huge")

    assert len(page(server).body) == 50_000_000
