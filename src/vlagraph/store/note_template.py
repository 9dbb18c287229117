"""A reader's own template of notes: text with placeholders, filled without running anything of it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from vlagraph.errors import StoreError
from vlagraph.store.notes import HEAD, TEMPLATE, foreign_line, parse_note
from vlagraph.store.reading import read_if_any
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["fill_template", "load_template", "sign_note"]

_BARE = frozenset({"topics", "date", "published"})
"""Values that a front matter takes as they are: ids go between brackets, a date needs no quotes."""

_PLACE = re.compile(r"\{\{[ \t]*([^{}\n]*?)[ \t]*\}\}")
_SCALAR = re.compile(r"""(?<![^\s\[{,])("(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*')|""" + _PLACE.pattern)
"""Text in quotes, or a placeholder without them."""
_PLAIN = re.compile(r"""([ \t]*[\w-]+:[ \t]+)((?:\{\{|[^\s"'\[{&*!|>%@`#])(?:(?! #).)*)""")
"""A field whose value is text without quotes, and no remark behind it."""
_ALONE = re.compile(_PLACE.pattern + r"[ \t,\]}]*")
"""A placeholder with nothing behind it but what goes on with, or ends, a list or mapping of several lines."""
_AUTHOR = re.compile(r"^author[ \t]*:", re.MULTILINE)
_UNSIGNED = re.compile(r"^author[ \t]*:[ \t]*(?:#.*)?\n(?![ \t-])", re.MULTILINE)
"""A field that is there for the name of the author, and names none."""


def load_template(
    folder: Path, paper: str, *, values: Mapping[str, str], markdown: Mapping[str, str]
) -> str | None:
    """The text of a new note of ``paper`` from the template in ``folder``; None where there is none.

    ``values`` are those of the placeholders by name, ``markdown`` the same as Markdown.

    Raises:
        StoreError: the template cannot be read, names a placeholder that there is not, or its front matter
            could not be read back.
    """
    path = folder / TEMPLATE
    data = read_if_any(path) if folder.is_dir() else None
    if data is None:
        return None
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    problem = foreign_line(data) or _unknown(text, values)
    if problem is None:
        text = fill_template(text, values, markdown=markdown)
        problem = parse_note(paper, text.encode()).problem
    if problem is not None:
        raise StoreError("note.template", path=path, problem=problem, known=", ".join(values))
    return text


def fill_template(template: str, values: Mapping[str, str], *, markdown: Mapping[str, str]) -> str:
    r"""``template`` with every ``{{ name }}`` replaced by its value; all names must have one.

    After the front matter it is the value in ``markdown``, in which nothing counts as more than itself.

    In the front matter a value is a quoted YAML scalar (JSON strings are YAML,
    https://yaml.org/spec/1.2.2/) unless it is one that needs no quotes. In a text it is a part of that, which
    gets quotes where it has none.

    >>> text = '---\ntitle: "{{title}}"\n---\n# {{ title }}\n'
    >>> print(fill_template(text, {"title": "A: *b*"}, markdown={"title": "A: \\*b\\*"}), end="")
    ---
    title: "A: *b*"
    ---
    # A: \*b\*
    """
    found = HEAD.match(template)
    head, body = (template[: found.end()], template[found.end() :]) if found else ("", template)
    lines = (_head_line(line, values) for line in head.split("\n"))
    return "\n".join(lines) + _PLACE.sub(lambda place: markdown[place[1]], body)


def _head_line(line: str, values: Mapping[str, str]) -> str:
    """A line of front matter with its placeholders filled, each once."""
    plain = _PLAIN.fullmatch(line)
    bare = not plain or _BARE.issuperset(_PLACE.findall(plain[2]))
    if plain and not bare and not _ALONE.fullmatch(plain[2]):
        return plain[1] + json.dumps(_PLACE.sub(lambda place: values[place[1]], plain[2]), ensure_ascii=False)
    return _SCALAR.sub(lambda found: _scalar(found, values), line)


def _scalar(found: re.Match[str], values: Mapping[str, str]) -> str:
    quoted = found[1]
    alone = _PLACE.fullmatch(quoted[1:-1] if quoted else found[0])
    if alone:
        value = values[alone[1]]
        return value if alone[1] in _BARE else json.dumps(value, ensure_ascii=False)
    if quoted.startswith("'"):
        return _PLACE.sub(lambda place: values[place[1]].replace("'", "''"), quoted)
    return _PLACE.sub(lambda place: json.dumps(values[place[1]], ensure_ascii=False)[1:-1], quoted)


def sign_note(text: str, author: str) -> str:
    r"""``text``, the text of a new note, with its author in the front matter, unless that names one.

    >>> print(sign_note("---\ndate: 2026-11-22\n---\n# Title\n", "ada"), end="")
    ---
    date: 2026-11-22
    author: "ada"
    ---
    # Title
    """
    line = f"author: {json.dumps(author, ensure_ascii=False)}\n"
    found = HEAD.match(text)
    if found is None:
        return f"---\n{line}---\n\n{text}"
    fields, rest = found[1], text[found.end(1) :]
    if _AUTHOR.search(fields):
        fields = _UNSIGNED.sub(lambda _: line, fields)
    else:
        fields += line
    return f"{text[: found.start(1)]}{fields}{rest}"


def _unknown(template: str, values: Mapping[str, str]) -> Message | None:
    """What is wrong with the first placeholder that has no value."""
    for place in _PLACE.finditer(template):
        if place[1] not in values:
            line = template.count("\n", 0, place.start()) + 1
            return Message("note.no_placeholder", {"line": line, "name": repr(place[1])})
    return None
