"""Text of others made safe to show: nothing that drives a terminal or turns the reading direction.

A character is unsafe where `str.isprintable` says no: control characters, the marks of right-to-left writing,
zero-width characters, halves of characters. Each function says what stands in the place of one. Only the
joiner inside of an emoji stays: without it one sign, such as a woman with a microscope, would be two.
"""

from __future__ import annotations

import unicodedata

__all__ = [
    "WINDOWS_DEVICES",
    "escaped_json",
    "is_blank",
    "one_line",
    "printable",
    "safe_lines",
    "visible",
    "visible_lines",
]

WINDOWS_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
"""Names that no file has on Windows, whatever follows the dot."""

_JOINER = "\u200d"
_EMOJI_PARTS = {"So", "Sk"}
"""Categories of pictures and of the tones of skin, between which a joiner makes one emoji."""

_FILLERS = " \u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs of Unicode that are drawn as nothing: of Hangul, and the Braille cell without a dot."""

_LONGEST_QUOTE = 80
"""Characters of a name that a message quotes: as many as fit into one line of a terminal."""


def one_line(text: str, *, squeeze: bool = True) -> str:
    r"""``text`` on one line, a blank in the place of each unsafe character.

    Runs of blanks become one, unless ``squeeze`` is off: a terminal keeps indents and columns.

    >>> one_line("a\n  b\u202e"), one_line("  a\tb", squeeze=False)
    ('a b', '  a b')
    """
    shown = text if text.isprintable() else _replaced(text, " ")
    return " ".join(shown.split()) if squeeze else shown


def is_blank(text: str) -> bool:
    r"""Whether there is something in ``text`` and nothing of it is seen.

    >>> is_blank(" \u200b"), is_blank("\u3164"), is_blank(""), is_blank("a")
    (True, True, False, False)
    """
    return bool(text) and not one_line(text).strip(_FILLERS)


def safe_lines(text: str) -> str:
    r"""``text`` with its line breaks, indents and columns, a blank in the place of each unsafe character.

    >>> safe_lines("one\x1b[2J\n  two")
    'one [2J\n  two'
    """
    return "\n".join(one_line(line, squeeze=False) for line in text.split("\n"))


def escaped_json(text: str) -> str:
    r"""The JSON ``text`` with its line breaks, each unsafe character, which only strings hold, as an escape.

    >>> escaped_json('["a\u202e"]') == '["a' + chr(92) + 'u202e"]'
    True
    """
    return "\n".join(line if line.isprintable() else _with_escapes(line) for line in text.split("\n"))


def printable(text: str, *, most: int = _LONGEST_QUOTE) -> str:
    r"""``text`` as a message quotes it: ``?`` for each unsafe character, cut after ``most`` of them.

    >>> printable("cl\x1b[2Jear"), printable("abcdef", most=3)
    ('cl?[2Jear', 'abc…')
    """
    shown = text if text.isprintable() else _replaced(text, "?")
    return shown if len(shown) <= most else shown[:most] + "…"


def visible(text: str, *, keep: str = "") -> str:
    r"""``text`` on one line with single blanks; unsafe characters that are no white space leave no trace.

    Pages and stored records take this one: a zero-width character inside a word must not part the word.
    Characters of ``keep`` stay.

    >>> visible("a\u200bb\n c"), visible("a\u200db", keep="\u200d") == "a\u200db"
    ('ab c', True)
    """
    squeezed = " ".join(text.split())
    if squeezed.isprintable():
        return squeezed
    kept = (
        " " if c.isspace() else c
        for i, c in enumerate(text)
        if c.isspace() or c in keep or not _hidden(c) or _joins(text, i)
    )
    return " ".join("".join(kept).split())


def visible_lines(text: str) -> str:
    r"""``text`` with its lines and tabs; other unsafe characters leave no trace.

    >>> visible_lines("a\u202e\tb\r\nc\x00")
    'a\tb\nc'
    """
    return "".join(char for char in text if char in "\n\t" or not _hidden(char))


def _replaced(text: str, mark: str) -> str:
    return "".join(char if char.isprintable() or _joins(text, i) else mark for i, char in enumerate(text))


def _joins(text: str, index: int) -> bool:
    """Is the character at ``index`` a joiner between two parts of one emoji?"""
    if text[index] != _JOINER:
        return False
    end = index
    while text[end - 1 : end] == "\ufe0f":
        end -= 1
    before, after = text[max(0, end - 1) : end], text[index + 1 : index + 2]
    return all(part and unicodedata.category(part) in _EMOJI_PARTS for part in (before, after))


def _hidden(char: str) -> bool:
    """Control, format, surrogate, private and unassigned characters."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _with_escapes(line: str) -> str:
    import json  # most lines have nothing to escape

    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in line)
