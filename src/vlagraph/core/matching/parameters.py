"""The fitted numbers of the score; ``model.json`` beside this module holds them, and no phrase."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

__all__ = ["Parameters", "TopicNumbers", "default_parameters", "dump_parameters", "read_parameters"]


class TopicNumbers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the fit learned of one topic, all natural logarithms.

    For a word of the ``context`` or an arXiv ``category`` how much more often than by chance it goes with
    core phrases of the topic, and the score's ``offset``.
    """

    context: dict[str, float] = {}
    category: dict[str, float] = {}
    offset: float = 0.0


class Parameters(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a score depends on besides the paper and the topic's watch rule."""

    threshold: float
    intercept: float
    weights: dict[str, float]
    topics: dict[str, TopicNumbers] = {}


def read_parameters(data: bytes) -> Parameters:
    """The parameters in the bytes of a file; raises ``msgspec.ValidationError`` where they are malformed."""
    return msgspec.json.decode(data, type=Parameters)


@cache
def default_parameters() -> Parameters:
    """The parameters that are installed with the package."""
    return read_parameters(files("vlagraph.core.matching").joinpath("model.json").read_bytes())


def dump_parameters(parameters: Parameters) -> bytes:
    """The parameters as the file's bytes: keys sorted, a line a topic, ending in a line break."""
    plain = msgspec.to_builtins(parameters)
    topics = plain.pop("topics")
    head = [f"{_text(name)}:{_text(value)}" for name, value in sorted(plain.items())]
    rows = ",\n".join(f"{_text(name)}:{_text(numbers)}" for name, numbers in sorted(topics.items()))
    return ("{" + ",\n".join([*head, f'"topics":{{\n{rows}\n}}']) + "}\n").encode()


def _text(value: object) -> str:
    return msgspec.json.encode(value, order="sorted").decode()
