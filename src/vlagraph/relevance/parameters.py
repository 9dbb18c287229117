"""The reviewed numbers and phrase lists of the relevance score; ``parameters.json`` beside this module holds them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

__all__ = ["Lexicon", "Parameters", "default_parameters", "dump_parameters"]


class Lexicon(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What speaks for and against one topic.

    ``core`` phrases mean the topic wherever they stand, ``good`` ones when they are central to the paper,
    ``title`` ones where they stand in a title and ``lead`` ones, weakly, also there only; ``hints`` are single words that go with it and ``against`` are phrases of its namesakes. The number beside a
    phrase says how much more often than chance it goes with other core phrases of the topic (natural logarithm);
    ``context`` gives the same for the words of such papers, and ``category`` for their arXiv categories.
    """

    core: Mapping[str, float] = {}
    good: Mapping[str, float] = {}
    title: Mapping[str, float] = {}
    lead: Mapping[str, float] = {}
    hints: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    context: Mapping[str, float] = {}
    category: Mapping[str, float] = {}
    offset: float = 0.0


class Parameters(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a score depends on besides the paper and the topic's watch rule."""

    threshold: float
    intercept: float
    weights: Mapping[str, float]
    topics: Mapping[str, Lexicon] = {}


@cache
def default_parameters() -> Parameters:
    """The parameters that are installed with the package."""
    data = files("vlagraph.relevance").joinpath("parameters.json").read_bytes()
    return msgspec.json.decode(data, type=Parameters)


def dump_parameters(parameters: Parameters) -> bytes:
    """The parameters as the reviewed file's bytes: keys sorted, one value a line, ending in a line break."""
    return msgspec.json.format(msgspec.json.encode(parameters, order="sorted"), indent=1) + b"\n"
