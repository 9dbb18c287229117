"""The registry of formats: a file that names what it writes is offered at once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from vlagraph import formats
from vlagraph.formats import formats_of, write
from vlagraph.formats.blocks import Json, Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

FILE = '''
"""A format of one's own."""

from vlagraph.formats.blocks import Json, Line

WRITERS = {
    ("greeting", "text"): lambda name, lang: [Line(f"{lang}: hello {name}")],
    ("greeting", "json"): lambda name, lang: Json({"hello": name}),
    ("greeting", "shout"): lambda name, lang: f"HELLO {name.upper()}",
}
'''


@pytest.fixture
def greeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """One more file in the package of formats."""
    (tmp_path / "greeting.py").write_text(FILE, encoding="utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    formats._writers.cache_clear()
    formats._modules.cache_clear()
    yield formats
    sys.modules.pop("vlagraph.formats.greeting", None)
    formats._writers.cache_clear()
    formats._modules.cache_clear()


def test_one_more_file_is_one_more_format(greeting: ModuleType) -> None:
    assert formats_of("greeting") == ("text", "json", "shout")
    assert write("greeting", "text", "Ada", "en") == [Line("en: hello Ada")]
    assert write("greeting", "json", "Ada", "en") == Json({"hello": "Ada"})
    assert write("greeting", "shout", "Ada", "ko") == "HELLO ADA"


def test_an_answer_that_nothing_writes_has_no_format() -> None:
    assert formats_of("greeting") == ()
    with pytest.raises(KeyError):
        write("greeting", "text", "Ada", "en")
