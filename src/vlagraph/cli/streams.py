"""The encodings of stdout and stderr: text that a stream can hold, and UTF-8 for programs on any of them."""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

__all__ = ["give_up", "prepare_streams", "write_document"]

_HANGUL = "가힣"
_NEAREST = "vlagraph.nearest"
_MOST_JAMO = 3
"""Characters of a decomposed Korean syllable."""
_SPELT = {
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2500": "-",
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2026": "...", "\u2022": "*", "\u00b7": "-",
    "\u2192": "->", "\u2190": "<-", "\u00d7": "x", "\u2605": "*", "\u2588": "#", "\u2591": ".",
    "\u2514": "`", "\u251c": "|", "\u2502": "|",
}  # fmt: skip
"""Marks that the texts use and Unicode takes for no others, by what stands for them on a typewriter."""


def prepare_streams() -> None:
    """Let stdout and stderr take every text, whatever encoding the system gave them; one that is closed, any.

    A stream that cannot hold Korean (ASCII, CP1252, CP932) is written in UTF-8; one that can (CP949) keeps
    its encoding, and single characters that it lacks are written by their nearest spelling, or as an escape.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the caller, as in: vlagraph build >&-
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - stays open to the end
    codecs.register_error(_NEAREST, _nearest)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, TypeError, ValueError):
            _prepare(stream)


def write_document(document: str | bytes) -> None:
    """Print an answer for programs: UTF-8 with the line ends that it has, whatever stdout's encoding is."""
    data = document.encode(errors="backslashreplace") if isinstance(document, str) else document
    sys.stdout.flush()
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(data)
    else:  # a stream in memory, of a script that runs commands
        sys.stdout.write(data.decode())
    sys.stdout.flush()


def give_up(stream: TextIO) -> None:
    """Let what is left for ``stream``, which takes nothing, go nowhere; or the exit would try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _prepare(stream: TextIO) -> None:
    """Set the encoding of ``stream`` and what it writes for a character that it lacks.

    Raises:
        AttributeError, TypeError, ValueError: a stream in memory, or one that is closed.
    """
    try:
        written = _HANGUL.encode(stream.encoding)
    except UnicodeEncodeError:
        stream.reconfigure(encoding="utf-8", errors=_NEAREST)  # type: ignore[attr-defined]
        return
    if not written.startswith(codecs.BOM_UTF16):  # it lacks nothing, and writes a mark when it is touched
        stream.reconfigure(errors=_NEAREST)  # type: ignore[attr-defined]


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """What is written for characters that an encoding lacks: without their accents, or as escapes.

    Raises:
        UnicodeError: ``error`` is not about writing.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    for end in range(error.start + _MOST_JAMO, error.end, -1):  # codecs of East Asia report each by itself
        composed = unicodedata.normalize("NFC", error.object[error.start : end])
        if len(composed) == 1:
            return _spelt(composed, error.encoding), min(end, len(error.object))
    text = error.object[error.start : error.end]
    return "".join(_spelt(char, error.encoding) for char in text), error.end


def _spelt(char: str, encoding: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    for spelling in (char, _SPELT.get(char, plain)):
        with contextlib.suppress(UnicodeEncodeError):
            spelling.encode(encoding)
            return spelling
    return char.encode("ascii", "backslashreplace").decode()
