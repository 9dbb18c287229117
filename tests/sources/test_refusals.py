"""How a refusal is told that lasts longer than a run waits: --patient is named only where it would help."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
import requests

from vlagraph.errors import RefusedError
from vlagraph.sources.session import Polite
from vlagraph.sources.settings import settings_from

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


class _Open:
    def turn(self, url: str) -> AbstractContextManager[None]:
        return nullcontext()


@pytest.mark.parametrize(
    ("seconds", "patient", "helps"),
    [("301", False, True), ("7200", False, True), ("7201", False, False), ("86400", True, False)],
)
def test_patience_is_advised_where_it_waits_that_long(seconds: str, *, patient: bool, helps: bool) -> None:
    response = requests.Response()
    response.status_code, response.url = 429, "https://export.arxiv.org/api"
    response.headers["Retry-After"] = seconds
    with pytest.raises(RefusedError) as caught:
        Polite(settings_from({}, patient=patient), _Open())._judge(response, b"")

    for lang in ("en", "ko"):
        assert ("'vlagraph fetch --patient'" in caught.value.text(lang)) == helps
