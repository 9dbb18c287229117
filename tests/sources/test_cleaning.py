"""Texts of sources as they are stored."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.text import visible
from vlagraph.sources.cleaning import clean

ASCII = st.text(st.sampled_from("ab  \n\n\t\r\x0b\x0c\x1b\x1f\x7f\0~"))


@given(ASCII | st.text())
def test_a_plain_text_is_cleaned_as_any_other(text: str) -> None:
    assert clean(text) == visible(unicodedata.normalize("NFC", text), keep="\u200d")
