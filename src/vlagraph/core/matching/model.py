"""The fitted numbers of the score. ``model.json`` beside this module holds them; it holds no phrase."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ScoreModel", "TopicNumbers", "default_model", "dump_model", "read_model"]


class TopicNumbers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What was fitted for one topic, all natural logarithms of ratios.

    ``context`` has by stemmed word, and ``category`` by arXiv category, how much more often it goes with the
    topic's papers than with all papers; ``offset`` is added to the topic's every sum.
    """

    context: dict[str, float] = {}
    category: dict[str, float] = {}
    offset: float = 0.0


class ScoreModel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a score depends on besides the paper and the topic's watch rule.

    ``weights`` has the weight of each feature by its name, ``threshold`` is the score from which on a paper
    is put under a topic.
    """

    threshold: float
    intercept: float
    weights: dict[str, float]
    topics: dict[str, TopicNumbers] = {}

    def following(self, former: Mapping[str, Sequence[str]]) -> ScoreModel:
        """The model with numbers also for topics that had them under a ``former`` id (the latest last)."""
        found = {
            name: self.topics[old]
            for name, ids in former.items()
            for old in ids
            if name not in self.topics and old in self.topics
        }
        return msgspec.structs.replace(self, topics={**self.topics, **found}) if found else self

    def numbers(self, topic: str) -> TopicNumbers:
        """What was fitted for the topic; zeros where nothing was."""
        return self.topics.get(topic, TopicNumbers())


@cache
def default_model() -> ScoreModel:
    """The model that is installed with the package."""
    return read_model(files("vlagraph.core.matching").joinpath("model.json").read_bytes())


def read_model(data: bytes) -> ScoreModel:
    """The model in the bytes of a file; raises ``msgspec.ValidationError`` where they are malformed."""
    return msgspec.json.decode(data, type=ScoreModel)


def dump_model(model: ScoreModel) -> bytes:
    """The model as the file's bytes: keys sorted, a line for each topic, ending in a line break."""
    plain = msgspec.to_builtins(model)
    topics = plain.pop("topics")
    head = [f"{_json(name)}:{_json(value)}" for name, value in sorted(plain.items())]
    rows = ",\n".join(f"{_json(name)}:{_json(numbers)}" for name, numbers in sorted(topics.items()))
    return ("{" + ",\n".join([*head, f'"topics":{{\n{rows}\n}}']) + "}\n").encode()


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="sorted").decode()
