"""The examples of a help page, with names of the roadmap in force in the place of those that it has not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["fitting"]

_NAMES = {
    "area": ("mathematics", "special-domains", "vla-core"),
    "benchmark": ("calvin", "libero"),
    "goal": ("build-a-vla",),
    "project": ("vla-on-libero",),
    "stage": ("foundations",),
    "tier": ("immediate",),
    "topic": (
        "causal-inference",
        "flash-attention",
        "imitation-learning",
        "linear-algebra",
        "manipulation",
        "navigation",
        "probability-theory",
        "tactile-sensing",
        "vla-models",
    ),
}
"""What the examples name of the roadmap that ships with the program, kind by kind."""
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names}
_PHRASES = {
    '"action chunking"': "imitation-learning",
    '"bimanual manipulation"': "manipulation",
    '"causal inference"': "causal-inference",
    '"fine-tuning a VLA"': "vla-models",
    '"flow matching"': "vla-models",
    "attention": "flash-attention",
    "lora": "vla-models",
    "openvla": "vla-models",
    "인과추론": "causal-inference",
    "확산": "vla-models",
}
"""Other names and words in the examples, each with the topic whose name takes its place."""
_NEW = {
    '"Low-cost arms."': '"Short and clear."',
    "robot-navigation": "another-id",
    "touch": "both-ids",
    "touch-control": "second-id",
    "touch-sensors": "first-id",
}
"""What the examples bring into the shipped roadmap, and the same for one of any field."""


def fitting(lines: Sequence[str], own: Mapping[str, Sequence[str]]) -> list[str]:
    """``lines`` with names of a roadmap that has those of ``own``, by kind; without lines that none fits.

    A name that the roadmap has stays, and so does all of a line whose names it has.

    >>> fitting(["vlagraph topic navigation", "vlagraph project vla-on-libero"], {"topic": ["ownership"]})
    ['vlagraph topic ownership']
    """
    fitted = (_fitted(re.findall(r'"[^"]*"|\S+', line), own) for line in lines)
    return [line for line in fitted if line]


def _fitted(words: Sequence[str], own: Mapping[str, Sequence[str]]) -> str:
    """The line of ``words`` with names of ``own``; empty where it has too few of them."""
    ids = {name for names in own.values() for name in names}
    meant = {word: _PHRASES.get(word, word) for word in words if word in _PHRASES or word in _KINDS}
    taken = {word: word for word, name in meant.items() if name in ids}
    foreign = len(taken) < len(meant) or not ids.intersection(_KINDS)
    for word, name in meant.items():
        free = [one for one in own.get(_KINDS[name], ()) if one not in taken.values()]
        if word not in taken and not free:
            return ""
        taken.setdefault(word, free[0] if free else "")
    return " ".join(taken.get(word, _NEW.get(word, word) if foreign else word) for word in words)
