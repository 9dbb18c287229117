"""Texts of sources as they are stored."""

from __future__ import annotations

import unicodedata
from typing import SupportsIndex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.text import visible
from vlagraph.sources.atom import read_feed
from vlagraph.sources.cleaning import clean

ASCII = st.text(st.sampled_from("ab  \n\n\t\r\x0b\x0c\x1b\x1f\x7f\0~"))


@given(ASCII | st.text())
def test_a_plain_text_is_cleaned_as_any_other(text: str) -> None:
    assert clean(text) == visible(unicodedata.normalize("NFC", text), keep="\u200d")


class _Watched(str):
    """A text that keeps the longest part that was taken of it."""

    longest = 0

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        part = super().__getitem__(key)
        _Watched.longest = max(_Watched.longest, len(part))
        return part


def test_a_long_row_of_emoji_is_not_copied_for_each_of_them() -> None:
    row = "\U0001f469\u200d\U0001f469\ufe0f\u200d" * 20 + "\U0001f469"

    assert visible(_Watched(row)) == row
    assert _Watched.longest == 1


@pytest.mark.parametrize(
    "stamp", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "9999-12-31T00:00:00Z"]
)
def test_a_time_that_no_paper_can_have_is_a_defect_of_its_entry(stamp: str) -> None:
    entry = (
        "<id>http://arxiv.org/abs/2601.00001v1</id><title>T</title><summary>S</summary>"
        "<author><name>A</name></author>"
        f'<published>{stamp}</published><updated>{stamp}</updated><arxiv:primary_category term="cs.RO"/>'
    )
    feed = read_feed(
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">'
        '<totalResults xmlns="http://a9.com/-/spec/opensearch/1.1/">1</totalResults>'
        f"<entry>{entry}</entry></feed>".encode()
    )

    assert [defect.what.key for defect in feed.defects] == ["defect.no_published"]
