"""Faults that answer in place of the service: throttling, outages, redirects, error entries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

from .atom import error_feed
from .messages import ATOM, HTML, PLAIN, Answer
from .parameters import ERRORS_LINK, NOTHING_GIVEN, SORT_BY, SORT_LINK, SORT_ORDER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .faults import Fault
    from .messages import Request

__all__ = ["STATUS_FAULTS", "error_answer", "rate_limited"]

_RATE_BODY = b"Rate exceeded."


def _linked(message: str) -> tuple[str, str]:
    return message, f"{ERRORS_LINK}#{message.replace(' ', '_')}"


_ERRORS: Mapping[str, tuple[str, str]] = {
    "incorrect_id": _linked("incorrect id format for abc"),
    "max_results_integer": _linked("max_results must be an integer"),
    "max_results_negative": _linked("max_results must be non-negative"),
    "start_integer": _linked("start must be an integer"),
    "start_negative": _linked("start must be non-negative"),
    "sort_by": (f"sortBy must be in: {', '.join(SORT_BY)}", SORT_LINK),
    "sort_order": (f"sortOrder must be in: {', '.join(SORT_ORDER)}", SORT_LINK),
    "invalid_query": ("Invalid query string: '(ti:a'", ERRORS_LINK),
    "nothing_given": (NOTHING_GIVEN, ERRORS_LINK),
}
_OUTAGE = (
    "<html><head><title>{status} {reason}</title></head>\r\n<body>\r\n"
    "<center><h1>{status} {reason}</h1></center>\r\n"
    "<p>The server is temporarily unable to service your request. Please try again later.</p>\r\n"
    "</body></html>\r\n"
)


def rate_limited(retry_after: str | None = None) -> Answer:
    """The throttling answer, with or without Retry-After."""
    answer = Answer(429, _RATE_BODY, PLAIN)
    return answer if retry_after is None else answer.with_header("Retry-After", retry_after)


def error_answer(status: int, message: str, link: str, now: datetime) -> Answer:
    """An answer that is one Atom error entry."""
    return Answer(status, error_feed(message, link, now))


def _rate429(fault: Fault, request: Request, now: datetime) -> Answer:
    seconds = int(fault.option("seconds", 2))
    if fault.variant == "retry_after_date":
        return rate_limited(http_date(seconds))
    values = {"retry_after_seconds": str(seconds), "retry_after_absurd": "86400"}
    return rate_limited(values.get(fault.variant))


def http_date(seconds: int) -> str:
    """The real time in so many seconds, rounded up; clients compare it with their own clock."""
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=seconds + 1)
    return format_datetime(later, usegmt=True)


def _rate200(fault: Fault, request: Request, now: datetime) -> Answer:
    return Answer(200, _RATE_BODY, PLAIN if fault.variant == "text" else ATOM)


def _unavailable(fault: Fault, request: Request, now: datetime) -> Answer:
    status = int(fault.variant[:3])
    answer = Answer(status, b"", HTML)
    answer = Answer(status, _OUTAGE.format(status=status, reason=answer.reason).encode(), HTML)
    if fault.variant.endswith("retry_after"):
        return answer.with_header("Retry-After", str(fault.option("seconds", 2)))
    return answer


def _forbidden(fault: Fault, request: Request, now: datetime) -> Answer:
    return Answer(403, b"Access denied", PLAIN)


def _redirect(fault: Fault, request: Request, now: datetime) -> Answer:
    address = f"http://{request.headers.get('host', '')}{request.target}"
    return moved(address, 301 if fault.variant == "moved_301" else 302)


def moved(address: str, status: int = 301) -> Answer:
    """A redirect to the address."""
    return Answer(status, b"", HTML).with_header("Location", address)


def _error_entry(fault: Fault, request: Request, now: datetime) -> Answer:
    status, _, name = fault.variant.partition("_")
    message, link = _ERRORS[name]
    return error_answer(int(status), message, link, now)


STATUS_FAULTS: Mapping[str, Callable[[Fault, Request, datetime], Answer]] = {
    "rate429": _rate429,
    "rate200": _rate200,
    "unavailable503": _unavailable,
    "forbidden403": _forbidden,
    "redirect": _redirect,
    "error_entry": _error_entry,
}
