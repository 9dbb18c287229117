"""The language of a run, decided once before anything is parsed or said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vlagraph.errors import UsageError
from vlagraph.words import LANGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.core.model import Lang

__all__ = ["language_of", "locale_language", "run_language"]

_VARIABLE = "VLAGRAPH_LANG"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""What POSIX asks for the language of messages: the first that is set decides."""


def language_of(args: Sequence[str], environ: Mapping[str, str]) -> Lang:
    """The language that ``--lang`` names anywhere in ``args``, else VLAGRAPH_LANG, else the locale's.

    A word after ``--lang`` that is no language is left for the parser to refuse.

    >>> language_of(["path", "hri", "--lang", "ko"], {}), language_of([], {"VLAGRAPH_LANG": "ko_KR"})
    ('ko', 'ko')

    Raises:
        UsageError: VLAGRAPH_LANG is looked at and names no language.
    """
    if stated := _stated(args):
        return stated
    wish = environ.get(_VARIABLE, "")
    if not wish:
        return locale_language(environ)
    if found := _known(wish.replace("-", "_").partition("_")[0]):
        return found
    raise UsageError("usage.variable", name=_VARIABLE, value=repr(wish))


def locale_language(environ: Mapping[str, str]) -> Lang:
    """Korean where the locale is, else English.

    >>> locale_language({"LANG": "ko_KR.UTF-8"}), locale_language({"LC_ALL": "C", "LANG": "ko_KR.UTF-8"})
    ('ko', 'en')
    """
    locale = next(filter(None, map(environ.get, _LOCALE)), "")
    return "ko" if locale.lower().partition("_")[0].partition(".")[0] == "ko" else "en"


def run_language(ctx: click.Context | None = None) -> Lang:
    """The language that `vlagraph.cli.run` decided on for this run; English outside of one."""
    here = ctx or click.get_current_context(silent=True)
    return (here.find_root().obj if here else None) or "en"


def _stated(args: Sequence[str]) -> Lang | None:
    """The last language that ``--lang`` is given before a lone ``--``."""
    found = None
    for index, word in enumerate(args):
        if word == "--":
            break
        name, equals, value = word.partition("=")
        if name == "--lang":
            found = _known(value if equals else "".join(args[index + 1 : index + 2])) or found
    return found


def _known(name: str) -> Lang | None:
    return next((lang for lang in LANGS if lang == name.lower()), None)
