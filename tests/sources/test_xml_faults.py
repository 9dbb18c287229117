"""Why an answer is no XML is told in the words of the program, in both languages, with the place."""

from __future__ import annotations

import re

import pytest

from vlagraph.errors import BadAnswerError
from vlagraph.sources.atom import read_feed
from vlagraph.words import Message, render

FEED = b'<feed xmlns="http://www.w3.org/2005/Atom">'


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (FEED, "xml_cut"),
        (FEED + b"<entry", "xml_cut"),
        (FEED + b"<title>\xe2\x82", "xml_cut"),
        (FEED + b"<![CDATA[", "xml_cut"),
        (FEED + b"</entry>", "xml_tag"),
        (FEED + b"\x01</feed>", "xml_sign"),
        (FEED + b"&#0;</feed>", "xml_sign"),
        (FEED + b"&nbsp;</feed>", "xml_entity"),
        (FEED + b"</feed><feed/>", "xml_behind"),
        (FEED + b"<a b='1' b='2'/></feed>", "xml_twice"),
        (FEED + b"<x:a/></feed>", "xml_prefix"),
        (b"Rate", "xml_begin"),
        (b"\n\n<?xml version='1.0'?><feed/>", "xml_begin"),
    ],
)
def test_what_is_wrong_is_told_by_its_kind(body: bytes, key: str) -> None:
    with pytest.raises(BadAnswerError) as caught:
        read_feed(body)

    reason = caught.value.message.values["reason"]
    assert isinstance(reason, Message)
    assert reason.key == f"source.{key}"
    korean = str(render(caught.value.message, "ko"))
    assert not re.search("[A-Za-z]", re.sub("XML|arXiv", "", korean))
    assert "(" in caught.value.text("en")


def test_an_error_without_a_message_says_so_in_both_languages() -> None:
    entry = b"<entry><id>https://arxiv.org/api/errors#x</id></entry></feed>"
    with pytest.raises(BadAnswerError) as caught:
        read_feed(FEED + entry)

    assert caught.value.text("en") == "arXiv answered with an error: no reason given."
    assert "no reason" not in caught.value.text("ko")


def test_a_message_that_ends_in_a_full_stop_ends_in_one() -> None:
    entry = b"<entry><id>https://arxiv.org/api/errors#x</id><summary>No such thing.</summary></entry></feed>"
    with pytest.raises(BadAnswerError) as caught:
        read_feed(FEED + entry)

    assert caught.value.text("en") == "arXiv answered with an error: No such thing."
