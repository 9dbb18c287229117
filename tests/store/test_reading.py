"""Reading a file or failing with reason and next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vlagraph.errors import StoreError
from vlagraph.store.reading import read_bytes, read_if_any

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one\r\n")

    assert read_bytes(tmp_path / "a") == read_if_any(tmp_path / "a") == b"one\r\n"


def test_a_missing_file_is_nothing_or_an_error(tmp_path: Path) -> None:
    assert read_if_any(tmp_path / "a") is None
    with pytest.raises(StoreError, match=r"a: cannot be read \(No such file or directory\)\. Check the path"):
        read_bytes(tmp_path / "a")


def test_a_folder_in_the_place_of_a_file_is_an_error_even_where_none_may_be_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        read_if_any(tmp_path)

    assert str(tmp_path) in caught.value.text("ko")
    assert "읽을 수 없습니다" in caught.value.text("ko")


@pytest.mark.parametrize("text", ["one", "", "인과", "\ufeff"])
def test_the_mark_before_utf_8_is_left_out_once(text: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbf" + text.encode())

    assert read_bytes(tmp_path / "a") == text.encode()
