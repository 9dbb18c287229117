r"""Papers as BibTeX: an entry a paper, UTF-8, formulas of titles as arXiv writes them.

What TeX takes for a command is spelt so that it prints itself. Braces are spelt without braces, because
BibTeX counts even those behind a backslash. Greek letters inside formulas become commands, for any TeX.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from vlagraph.core.papers.readable import readable, split_formulas

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vlagraph.core.citing import Author, Citation, Citations
    from vlagraph.core.model import Lang

__all__ = ["bibtex_entry", "write_bibtex"]

_SPELT = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "%": r"\%", "&": r"\&",
    "#": r"\#", "$": r"\$", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_SPECIAL = re.compile(r"[\\{}%&#$_~^]")
_SPECIAL_IN_FORMULA = re.compile(r"(?<!\\)[%&#]")
_LETTER = re.compile(r"[^\x00-\x7f]")
_IN_FORMULA = {"×": r"\times", "·": r"\cdot", "−": "-", "°": r"^\circ"}
"""Signs that have another command in a formula than in a text."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""Names that every style of BibTeX defines, written without braces."""


def write_bibtex(citations: Citations, lang: Lang) -> Iterator[str]:  # noqa: ARG001 - the same in every language
    """The entries one by one, an empty line between two."""
    for number, citation in enumerate(citations.papers):
        yield ("\n" if number else "") + bibtex_entry(citation)


def bibtex_entry(citation: Citation) -> str:
    """``citation`` as one ``@misc`` entry with a line a field, which ends the last line."""
    date = dict(zip(("year", "month", "day"), citation.date_parts, strict=False))
    fields = {
        "title": f"{{{_title(citation.title)}}}",
        "author": " and ".join([*map(_author, citation.authors), *(["others"] if citation.others else [])]),
        "year": date.get("year", ""),
        "day": date.get("day", "").lstrip("0"),
        "eprint": citation.id,
        "archiveprefix": "arXiv",
        "primaryclass": _escaped(citation.category),
        "doi": citation.doi,
        "url": citation.url,
        "keywords": ", ".join(_escaped(name.replace(",", "")) for name in citation.keywords),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    if month := date.get("month"):
        after = next(at for at, line in enumerate(lines) if line.startswith("  year")) + 1
        lines.insert(after, f"  month = {_MONTHS[int(month) - 1]},\n")
    return f"@misc{{{citation.key},\n{''.join(lines)}}}\n"


def _title(title: str) -> str:
    """``title`` with its formulas; other commands of TeX in it are read, and printed as text."""
    pieces = split_formulas(title)
    return "".join(
        f"${_formula(one.text)}$" if one.formula else _escaped(_kept_blanks(one.text)) for one in pieces
    )


def _kept_blanks(text: str) -> str:
    """What a part of a title says without commands; blanks at its ends part it from a formula."""
    plain = readable(text)
    start = " " if text[:1].isspace() and not plain.startswith(" ") else ""
    return start + plain + (" " if text[-1:].isspace() and not plain.endswith(" ") else "")


def _author(author: Author) -> str:
    """``Particle Family, Suffix, Given``; in braces what has no parts or would be read as others."""
    if author.literal:
        return f"{{{_escaped(author.literal)}}}"
    family = _escaped(author.family)
    words = author.family.split()
    parted = len(words) > 1 and any(word[:1].islower() or word.lower() == "and" for word in words)
    if parted or author.family == "others":  # BibTeX takes words that are written small for a particle
        family = f"{{{family}}}"
    words = _escaped(author.given).split()
    given = " ".join(f"{{{word}}}" if word.lower() == "and" else word for word in words)
    family = f"{_escaped(author.particle)} {family}".lstrip()
    if author.suffix:  # without its comma a given name that is not there would be the suffix
        return f"{family}, {_escaped(author.suffix)}, {given}".rstrip()
    return f"{family}, {given}" if given else family


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _SPELT[found[0]], text)


def _formula(formula: str) -> str:
    """``formula`` in ASCII where there are commands for its letters."""
    written = _LETTER.sub(lambda found: _command(found[0], formula[found.end() :]), formula)
    return _SPECIAL_IN_FORMULA.sub(lambda found: "\\" + found[0], written)


def _command(char: str, rest: str) -> str:
    """The command of ``char``, parted from a letter that follows it."""
    command = _commands().get(char, char)
    return (
        f"{command} " if command[-1:].isascii() and command[-1:].isalpha() and rest[:1].isalpha() else command
    )


@cache
def _commands() -> Mapping[str, str]:
    """The commands of characters inside of formulas."""
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    prefix = r"\ensuremath{"
    known = ((chr(code), text) for code, text in get_builtin_uni2latex_dict().items())
    return {char: text[len(prefix) : -1] for char, text in known if text.startswith(prefix)} | _IN_FORMULA
