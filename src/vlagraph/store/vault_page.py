"""A page of a vault: the part of its file that exports write, and the reader's, which no export changes.

Ours are some lines of the front matter and what stands between two marks. The first mark holds a checksum:
where the reader wrote between the marks all the same, the lines that would be lost are moved below them. A
second one, of the aliases that exports wrote, tells whether the reader has others.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    Facts: TypeAlias = Mapping[str, str | tuple[str, ...]]

__all__ = ["Page", "join_page", "parse_page", "take_over"]

_HEAD = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PART = re.compile(
    r"^<!-- vlagraph:begin(?: ([0-9a-f]{8})(?:-([0-9a-f]{8}))?)?[^\n]*\n"
    r"((?:(?!<!-- vlagraph:).*\n)*)"
    r"<!-- vlagraph:end -->[ \t]*\r?(?:\n|\Z)",
    re.MULTILINE,
)
_KEY = re.compile(r"""(?:"([^"]*)"|'([^']*)'|([^\s#:\-][^:]*?))[ \t]*:(?=\s|$)""")
_BYTE_ORDER_MARK = "\ufeff"


class _Lines(NamedTuple):
    """Lines of front matter under one key; those of comments and empty ones are under none."""

    key: str
    text: str


@dataclass(frozen=True)
class Page:
    """A file in its parts: the lines of its front matter, the text before and after our part, and that part.

    ``ours`` is None where the file has no such part; ``edited`` says whether the reader changed it. ``names``
    is the checksum of the aliases that exports wrote, None where they noted none.
    """

    head: tuple[_Lines, ...] = ()
    before: str = ""
    ours: str | None = None
    after: str = ""
    edited: bool = False
    start: str = ""
    newline: str = "\n"
    names: str | None = None

    @property
    def renamed(self) -> bool:
        """Whether the reader changed the aliases, for all that exports noted."""
        return self.names is not None and self.names != _checksum_of(_values(self.head, "aliases"))

    @property
    def topic(self) -> str:
        """The topic that the page says to be about."""
        return next(iter(_values(self.head, "vlagraph") or ()), "")

    def reader_wrote(self, own: Collection[str]) -> bool:
        """Whether there is anything of the reader's; ``own`` are our keys of the front matter."""
        head = any(lines.key not in own and lines.text.strip() for lines in self.head)
        return bool(head or self.edited or self.renamed or self.before.strip() or self.after.strip())


def parse_page(text: str) -> Page:
    """The parts of ``text``, which together are all of it."""
    start = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    rest, newline = text[len(start) :], "\r\n" if "\r\n" in text else "\n"
    found = _HEAD.match(rest)
    head = tuple(_split(found[1])) if found else ()
    rest = rest[found.end() :] if found else rest
    part = _PART.search(rest)
    if part is None:
        return Page(head, after=rest, start=start, newline=newline)
    edited = part[1] != _checksum(part[3])
    return Page(head, rest[: part.start()], part[3], rest[part.end() :], edited, start, newline, part[2])


def join_page(page: Page, facts: Facts, text: str, *, notice: str) -> str:
    """The whole file again, with ``facts`` in its front matter and ``text`` as our part.

    ``notice`` stands in the first mark, for the reader.
    """
    edge = page.newline
    lines = tuple(_with_facts(page, facts))
    head = "".join(one.text for one in lines)
    known = page.names is not None and not page.renamed
    names = _checksum_of(_values(lines, "aliases") if known else facts.get("aliases", ()))
    begin = f"<!-- vlagraph:begin {_checksum(text)}-{names} {notice} -->"
    ours = f"{begin}\n{text}<!-- vlagraph:end -->\n".replace("\n", edge)
    gap = edge if page.ours is None and not page.before else ""
    moved = _lost(page, text) if page.edited else ""
    return f"{page.start}---{edge}{head}---{edge}{gap}{page.before}{ours}{moved}{page.after}"


def take_over(page: Page, older: Page, text: str) -> Page:
    """``page``, which gets ``text`` as our part, with what the reader wrote in ``older`` and is not in it."""
    known = page.before + page.after
    parts = [part for part in (older.before, older.after) if part.strip() and part.strip() not in known]
    if older.edited:
        parts.append(_lost(older, text + known))
    added = "".join(f"{page.newline}{part}" for part in parts if part)
    keys = {lines.key for lines in page.head if lines.key} | {"aliases"}
    texts = {lines.text.strip() for lines in page.head} | {""}
    more = (one for one in older.head if one.key not in keys and one.text.strip() not in texts)
    aliases = {"aliases": _values(older.head, "aliases") or ()}
    head = (*_with_facts(page, aliases), *more)
    names = None if page.names is None or older.names is None else _checksum_of(_values(head, "aliases"))
    renamed = page.renamed or older.renamed
    return replace(page, head=head, after=page.after + added, names="" if renamed else names)


def _lost(page: Page, text: str) -> str:
    """The lines of our part that are not in ``text``, one of them being the reader's."""
    kept = {line.strip() for line in text.splitlines()} | {""}
    lines = [line for line in (page.ours or "").splitlines() if line.strip() not in kept]
    return page.newline + "".join(f"{line}{page.newline}" for line in lines) if lines else ""


def _checksum(text: str) -> str:
    plain = "\n".join(line.rstrip() for line in text.splitlines())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _checksum_of(names: str | Collection[str] | None) -> str:
    return _checksum("\n".join(sorted([names] if isinstance(names, str) else names or ())))


def _split(head: str) -> Iterator[_Lines]:
    """The lines of front matter by their keys; what is indented or listed belongs to the key above."""
    key = ""
    for line in re.findall(r"[^\n]*\n", head):
        found = _KEY.match(line)
        if found:
            key = found[1] or found[2] or found[3] or ""
        below = line.strip() and line[0] in " \t-"
        yield _Lines(key if found or below else "", line)


def _with_facts(page: Page, facts: Facts) -> Iterator[_Lines]:
    """The lines of the front matter, ours in their places or at the end; an empty fact has none.

    Aliases stand behind those that are there already, which the reader or an older name left; where these
    cannot be read, they stay as they are.
    """
    known = _values(page.head, "aliases")
    given = (
        dict(facts) if known is not None else {key: fact for key, fact in facts.items() if key != "aliases"}
    )
    if known and "aliases" in given:
        given["aliases"] = tuple(dict.fromkeys((*known, *given["aliases"])))
    ours = {key: list(_written(key, fact, page.newline)) for key, fact in given.items()}
    for lines in page.head:
        yield from ours.pop(lines.key, ()) if lines.key in given else (lines,)
    for written in ours.values():
        yield from written


def _written(key: str, fact: str | tuple[str, ...], newline: str) -> Iterable[_Lines]:
    """JSON strings are YAML: https://yaml.org/spec/1.2.2/."""
    if fact:
        yield _Lines(key, f"{key}: {json.dumps(fact, ensure_ascii=False)}{newline}")


def _values(head: Iterable[_Lines], key: str) -> tuple[str, ...] | None:
    """The texts under ``key``: one, or a list of them; None where they are no YAML."""
    import yaml

    text = "".join(lines.text for lines in head if lines.key == key)
    try:
        said = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes strings only, never objects
    except (yaml.YAMLError, RecursionError):
        return None
    value = next(iter(said.values()), None) if isinstance(said, dict) else None
    values = value if isinstance(value, list) else [value]
    return tuple(one for one in values if isinstance(one, str) and one)
