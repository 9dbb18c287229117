"""Faults in the bytes of an answer, and in how the bytes go out."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from .faults import Fault
from .messages import HTML, Answer, Wire

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BYTE_FAULTS", "WIRE_FAULTS"]

_HTML_PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>arXiv.org</title></head><body><h1>Something went wrong</h1>"
    b"<p>Please try again later.<br></p></body></html>\n"
)
_SECONDS = {"1s": 1.0, "40s": 40.0, "infinite": math.inf}


def _truncated(fault: Fault, answer: Answer) -> Answer:
    return replace(answer, body=answer.body[: _cut(answer.body, fault.variant)])


def _cut(body: bytes, variant: str) -> int:
    """Where to cut a feed; a feed without entries is cut in its head."""
    entry = body.find(b"<entry>", len(body) // 2)
    entry = entry if entry >= 0 else body.find(b"<entry>")
    if entry < 0:
        return body.find(b"<opensearch:totalResults") + 10
    if variant == "in_tag":
        return body.index(b"<updated", entry) + 5
    if variant == "in_summary":
        start = body.index(b"<summary>", entry) + len(b"<summary>")
        return start + (body.index(b"</summary>", start) - start) // 2
    if variant == "after_published":
        return body.index(b"</published>", entry) + len(b"</published>")
    if variant == "last_entry":
        return body.index(b"<category", body.rindex(b"<entry>"))
    return body.rindex(b"</feed>")


def _inside_summary(body: bytes, extra: bytes) -> bytes:
    """The body with bytes put into the middle of a summary, or before the end of the feed."""
    start = body.find(b"<summary>", len(body) // 2)
    start = start if start >= 0 else body.find(b"<summary>")
    if start < 0:
        at = body.rindex(b"</")
        return body[:at] + extra + body[at:]
    end = body.index(b"</summary>", start)
    middle = body.find(b" ", (start + end) // 2, end)
    middle = end if middle < 0 else middle
    return body[:middle] + extra + body[middle:]


def _garbage(fault: Fault, answer: Answer) -> Answer:
    variant, body = fault.variant, answer.body
    if variant == "html":
        return replace(answer, body=_HTML_PAGE, content_type=HTML)
    if variant == "empty":
        return replace(answer, body=b"")
    if variant == "json":
        message = json.dumps({"message": "An unexpected error occurred", "status": "error"}).encode()
        return replace(answer, body=message, content_type="application/json")
    if variant == "gzip_plain":
        return answer.with_header("Content-Encoding", "gzip")
    if variant == "wrong_charset":
        return replace(answer, content_type="application/atom+xml; charset=iso-8859-1")
    if variant == "huge":
        return replace(answer, body=_huge(body, int(fault.option("bytes", 50_000_000))))
    if variant == "entity_bomb":
        return replace(answer, body=_entity_bomb(body))
    return replace(answer, body=_odd_bytes(variant, body))


def _odd_bytes(variant: str, body: bytes) -> bytes:
    if variant == "bom":
        return b"\xef\xbb\xbf" + body
    extra = {
        "invalid_utf8": b" \xff\xfe\xc3( ",
        "undefined_entity": b"&nbsp;",
        "nul": b"\x00",
        "form_feed": b"\x0c",
    }
    return _inside_summary(body, extra[variant])


def _huge(body: bytes, size: int) -> bytes:
    """A well-formed feed blown up by a comment."""
    at = body.rindex(b"</")
    return body[:at] + b"<!--" + b"x" * max(0, size - len(body) - 7) + b"-->" + body[at:]


def _entity_bomb(body: bytes) -> bytes:
    """A feed whose document type makes ten billion characters of a few."""
    names = [b"x%d" % level for level in range(10)]
    lines = [b'<!ENTITY x0 "ha!ha!ha!!">']
    for inner, name in pairwise(names):
        lines.append(b"<!ENTITY " + name + b' "' + (b"&" + inner + b";") * 10 + b'">')
    head = body.index(b"\n") + 1
    bomb = b"<!DOCTYPE any [\n" + b"\n".join(lines) + b"\n]>\n"
    return body[:head] + bomb + _inside_summary(body[head:], b"&" + names[-1] + b";")


def _short_body(fault: Fault, answer: Answer) -> Answer:
    share = float(fault.option("share", 0.5))
    return replace(answer, wire=Wire(stop_after=share, finish="close"))


def _slow_headers(fault: Fault, answer: Answer) -> Answer:
    return replace(answer, wire=Wire(delay=float(fault.option("seconds", _SECONDS[fault.variant]))))


def _slow_body(fault: Fault, answer: Answer) -> Answer:
    seconds = float(fault.option("seconds", _SECONDS[fault.variant]))
    if math.isinf(seconds):
        return replace(answer, wire=Wire(pieces=1, stop_after=0.5, finish="hang"))
    return replace(answer, wire=Wire(pieces=int(fault.option("pieces", 20)), duration=seconds))


def _hang(fault: Fault, answer: Answer) -> Answer:
    return replace(answer, wire=Wire(delay=math.inf))


def _reset(fault: Fault, answer: Answer) -> Answer:
    seconds = float(fault.option("seconds", 30.0))
    wires = {
        "before_headers": Wire(stop_after=-1, finish="reset"),
        "mid_body": Wire(stop_after=0.5, finish="reset"),
        "accept_close": Wire(stop_after=-1, finish="close"),
        "refuse": Wire(stop_after=-1, finish="refuse", duration=seconds),
    }
    return replace(answer, wire=wires[fault.variant])


_Change = Callable[[Fault, Answer], Answer]
BYTE_FAULTS: Mapping[str, _Change] = {"truncated_xml": _truncated, "garbage": _garbage}
WIRE_FAULTS: Mapping[str, _Change] = {
    "short_body": _short_body,
    "slow_headers": _slow_headers,
    "slow_body": _slow_body,
    "hang": _hang,
    "reset": _reset,
}
