"""A clock that is days ahead of or behind the server's is refused: what it asks for is not what there is."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
import requests

from vlagraph.clock import Clock
from vlagraph.errors import ClockError
from vlagraph.sources.faults import server_time
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


@pytest.mark.parametrize("days", [-400, -2, 2, 400])
def test_a_clock_that_is_days_off_is_refused_with_both_times(days: int) -> None:
    server = NOW + timedelta(days=days)
    with pytest.raises(ClockError) as caught:
        _judge("https://export.arxiv.org/api", server=server)

    assert "2026-11-22T12:00:00Z" in str(caught.value)
    assert f"{server:%Y-%m-%dT%H:%M:%SZ}" in str(caught.value)


@pytest.mark.parametrize("days", [-0.9, 0, 0.9])
def test_a_clock_that_is_nearly_right_is_believed(days: float) -> None:
    _judge("https://export.arxiv.org/api", server=NOW + timedelta(days=days))


@pytest.mark.parametrize("days", [-400, 400])
def test_a_server_on_this_machine_has_the_same_clock(days: float) -> None:
    _judge("http://127.0.0.1:8000/api", server=NOW + timedelta(days=days))


def test_a_date_at_the_end_of_the_calendar_is_none() -> None:
    response = requests.Response()
    response.headers["Date"] = "Fri, 31 Dec 9999 23:59:59 -1200"

    assert server_time(response) is None
