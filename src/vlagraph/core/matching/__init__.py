"""How well a paper fits a topic: a score in 0..1 with its evidence, from rules and a small fitted model.

``vlagraph.core.matching.matcher`` is imported by its own name, for it needs numpy and the rest does not.
"""

from vlagraph.core.matching.parameters import (
    Parameters,
    TopicNumbers,
    default_parameters,
    read_parameters,
)

__all__ = [
    "Parameters",
    "TopicNumbers",
    "default_parameters",
    "read_parameters",
]
