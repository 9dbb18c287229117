"""Answers as text that leaves the program, one registry: what kind of answer, which format, which function.

A module of this package takes part by a constant ``WRITERS``, a mapping from (kind of answer, name of the
format) to a function of the answer and the language. A new format is one new file: the commands whose answers
it writes offer its name as ``--format`` at once. A function returns `Blocks` for the terminal, a `Json`
value, the text or bytes of a file, or its text in pieces.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vlagraph.core.model import Lang
    from vlagraph.formats.blocks import Written

    Writer = Callable[[Any, Lang], Written]

__all__ = ["PAPER_FORMATS", "formats_of", "write"]

PAPER_FORMATS = ("bibtex", "csl", "ris")
"""The formats of `vlagraph.formats.exports` that are about papers, named here to be known without them."""


def formats_of(kind: str) -> tuple[str, ...]:
    """The formats in which answers of ``kind`` can be written, ``text`` and ``json`` first."""
    found = {name for known, name in _writers() if known == kind}
    return tuple(sorted(found, key=lambda name: (name != "text", name != "json", name)))


def write(kind: str, name: str, answer: object, lang: Lang) -> Written:
    """``answer``, which is of ``kind``, in the format ``name`` and in ``lang``.

    Raises:
        KeyError: there is no such format for it; `formats_of` tells which there are.
    """
    return _find(kind, name)(answer, lang)


def _find(kind: str, name: str) -> Writer:
    """The writer of a kind and a format; modules named after the kind are asked first, to load few others."""
    for module in sorted(_modules(), key=lambda module: (module != kind, not module.startswith(kind))):
        if found := _writers_in(module).get((kind, name)):
            return found
    raise KeyError((kind, name))


@cache
def _writers() -> Mapping[tuple[str, str], Writer]:
    return {key: writer for module in _modules() for key, writer in _writers_in(module).items()}


@cache
def _modules() -> tuple[str, ...]:
    return tuple(sorted(info.name for info in pkgutil.iter_modules(__path__)))


def _writers_in(module: str) -> Mapping[tuple[str, str], Writer]:
    found: Mapping[tuple[str, str], Writer] = getattr(
        importlib.import_module(f"{__name__}.{module}"), "WRITERS", {}
    )
    return found
