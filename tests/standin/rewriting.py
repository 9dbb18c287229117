"""Stage 1 of a query: the rewriting the server does before its strict grammar. Strings in, string out."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

__all__ = ["FIELDS", "rewrite"]

FIELDS = ("ti", "au", "abs", "co", "doi", "jr", "cat", "rn", "id", "submittedDate", "all")
_PREFIXES = (*FIELDS, "lastUpdatedDate", "title")
_RANGE = re.compile(r"submittedDate:\[([\d-]{4,14})\s+TO\s+([\d-]{4,14})\]")
_TOKEN = re.compile(
    r'(?P<quoted>"[^"]*")|(?P<paren>[()])'
    r'|(?P<operator>(?:ANDNOT|AND|NOT|OR)(?=[\s()"]|$))'
    rf"|(?P<prefix>(?:{'|'.join(_PREFIXES)}):)"
    r'|(?P<word>[^\s"()]+)'
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def rewrite(query: str) -> str:
    """The query as the server reads it.

    >>> rewrite("vision language")
    'all:vision OR all:language'
    >>> rewrite("cat:cs.RO AND NOT ti:(survey review)")
    'cat:cs.RO ANDNOT (ti:survey OR ti:review)'
    """
    text = query.replace("\r", " ").replace("\n", " ").replace("lastUpdatedDate:", "submittedDate:")
    text = _RANGE.sub(_quoted_range, text)
    return _joined(_with_operators(_with_prefixes(_tokens(text))))


def _quoted_range(match: re.Match[str]) -> str:
    return f'submittedDate:"{_filled(match[1], end=False)} TO {_filled(match[2], end=True)}"'


def _filled(digits: str, *, end: bool) -> str:
    """A date of 4 to 14 digits as 12: the start or the end of the period it names."""
    if not digits.isdigit():
        return digits  # hyphens stay and fail later, as on the real server
    if not end:
        return (digits + "00000101000000"[len(digits) :])[:12] if len(digits) < 12 else digits[:12]
    if len(digits) == 6:
        year, month = int(digits[:4]), int(digits[4:])
        last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 and year else 31
        return f"{digits}{last:02d}2359"
    return (digits + "000012312359"[len(digits) :])[:12]


def _tokens(text: str) -> list[_Token]:
    made, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:  # a blank, or a quote that is never closed
            at += 1
            continue
        made.append(_Token(str(match.lastgroup), match[0]))
        at = match.end()
    if len(made) > 1 and made[0].text == "au:" and made[1].kind == "word" and "_" in made[1].text:
        made[1] = _Token("quoted", '"' + made[1].text.replace("_", " ") + '"')
    return made


def _with_prefixes(tokens: list[_Token]) -> list[_Token]:
    """Every word gets a field: its own, that of the group around it, or `all`."""
    made: list[_Token] = []
    groups: list[str] = []
    pending = ""
    for token in tokens:
        if token.kind == "prefix":
            pending = {"title:": "ti:", "lastUpdatedDate:": "submittedDate:"}.get(token.text, token.text)
            continue
        if token.kind in ("word", "quoted"):
            field = pending or next((group for group in reversed(groups) if group), "all:")
            text = f'"{token.text}"' if token.kind == "word" and ":" in token.text else token.text
            made.append(_Token("term", field + text))
        else:
            if token.text == "(":
                groups.append(pending)
            elif token.text == ")" and groups:
                groups.pop()
            made.append(token)
        pending = ""
    return made


def _with_operators(tokens: list[_Token]) -> list[_Token]:
    """NOT becomes ANDNOT, the last of adjacent operators stays, a missing one is OR."""
    made: list[_Token] = []
    for token in tokens:
        if token.kind == "operator":
            text = "ANDNOT" if token.text == "NOT" else token.text
            if made and made[-1].kind == "operator":
                made.pop()
            made.append(_Token("operator", text))
            continue
        if made and _ends_operand(made[-1]) and token.text != ")":
            made.append(_Token("operator", "OR"))
        made.append(token)
    return made


def _ends_operand(token: _Token) -> bool:
    return token.kind == "term" or token.text == ")"


def _joined(tokens: list[_Token]) -> str:
    text = " ".join(token.text for token in tokens if token.kind in ("term", "operator", "paren"))
    return _tight(text)


def _tight(text: str) -> str:
    """No blanks inside parentheses, quoted text left alone."""
    pieces = re.split(r'("[^"]*")', text)
    pieces[::2] = [piece.replace("( ", "(").replace(" )", ")") for piece in pieces[::2]]
    return "".join(pieces)
