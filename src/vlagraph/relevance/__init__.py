"""How well a paper fits a topic: a score in 0..1 with its evidence, from rules and a small fitted model."""

from vlagraph.relevance.matcher import Matcher
from vlagraph.relevance.parameters import Lexicon, Parameters, default_parameters

__all__ = ["Lexicon", "Matcher", "Parameters", "default_parameters"]
