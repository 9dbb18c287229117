"""How well a paper fits a topic: a score in 0..1 with its evidence, from rules and a small fitted model.

``vlagraph.relevance.matcher`` is imported by its own name, for it needs numpy and the rest does not.
"""

from vlagraph.relevance.duplicates import near_duplicates, title_key
from vlagraph.relevance.parameters import Lexicon, Parameters, default_parameters, read_parameters

__all__ = [
    "Lexicon",
    "Parameters",
    "default_parameters",
    "near_duplicates",
    "read_parameters",
    "title_key",
]
