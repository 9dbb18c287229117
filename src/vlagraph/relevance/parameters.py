"""The reviewed phrase lists and numbers of the score; ``parameters.json`` beside this module holds them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

__all__ = ["Lexicon", "Parameters", "default_parameters", "dump_parameters", "read_parameters"]


class Lexicon(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What speaks for and against one topic.

    People write the phrases: ``core`` ones mean the topic wherever they stand, ``good`` ones when they are
    central to the paper, ``title`` ones where they stand in a title; ``hints`` are single words that go with
    the topic, and ``against`` are phrases of its namesakes.

    The fit writes the numbers: for a word of the ``context`` or an arXiv ``category`` how much more often
    than by chance it goes with core phrases of the topic (natural logarithm), and the score's ``offset``.
    """

    core: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    context: dict[str, float] = {}
    category: dict[str, float] = {}
    offset: float = 0.0


class Parameters(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a score depends on besides the paper and the topic's watch rule."""

    threshold: float
    intercept: float
    weights: dict[str, float]
    topics: dict[str, Lexicon] = {}


def read_parameters(data: bytes) -> Parameters:
    """The parameters in the bytes of a file; raises ``msgspec.ValidationError`` where they are malformed."""
    return msgspec.json.decode(data, type=Parameters)


@cache
def default_parameters() -> Parameters:
    """The parameters that are installed with the package."""
    return read_parameters(files("vlagraph.relevance").joinpath("parameters.json").read_bytes())


def dump_parameters(parameters: Parameters) -> bytes:
    """The parameters as the reviewed file's bytes: keys sorted, one value a line, ending in a line break."""
    return msgspec.json.format(msgspec.json.encode(parameters, order="sorted"), indent=1) + b"\n"
