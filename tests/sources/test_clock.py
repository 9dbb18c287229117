"""A clock that is ahead of the server's is refused; one that is behind proves less, and nothing wrong."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
import requests

from vlagraph.clock import Clock
from vlagraph.errors import ClockError
from vlagraph.sources.session import Polite
from vlagraph.sources.settings import Settings

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class _Open:
    def turn(self, url: str) -> AbstractContextManager[None]:
        return nullcontext()


def _judge(url: str, *, server: datetime) -> None:
    response = requests.Response()
    response.status_code, response.url = 200, url
    response.headers["Date"] = format_datetime(server, usegmt=True)
    Polite(Settings(), _Open(), Clock(wall=NOW.timestamp))._judge(response, b"")


def test_a_clock_that_is_days_ahead_of_the_server_is_refused_with_both_times() -> None:
    with pytest.raises(ClockError) as caught:
        _judge("https://export.arxiv.org/api", server=NOW - timedelta(days=2))

    assert "2026-11-22T12:00:00Z" in str(caught.value)
    assert "2026-11-20T12:00:00Z" in str(caught.value)


@pytest.mark.parametrize("days", [-400, -0.9, 0, 400])
def test_a_clock_that_is_behind_or_nearly_right_is_believed(days: float) -> None:
    if days > -1:
        _judge("https://export.arxiv.org/api", server=NOW + timedelta(days=days))
    _judge("http://127.0.0.1:8000/api", server=NOW + timedelta(days=days))
