"""How well a paper fits a topic: a score in 0..1 with its evidence, from rules and a small fitted model."""

from vlagraph.relevance.duplicates import near_duplicates, title_key
from vlagraph.relevance.matcher import Matcher
from vlagraph.relevance.parameters import Lexicon, Parameters, default_parameters, read_parameters

__all__ = [
    "Lexicon",
    "Matcher",
    "Parameters",
    "default_parameters",
    "near_duplicates",
    "read_parameters",
    "title_key",
]
