"""How a paper is cited: its authors in their parts, its key, its topics as keywords; no format yet."""

from vlagraph.core.citing.citation import Citation, Citations, cite, cite_by_topics, cite_papers
from vlagraph.core.citing.names import Author, parse_author

__all__ = ["Author", "Citation", "Citations", "cite", "cite_by_topics", "cite_papers", "parse_author"]
