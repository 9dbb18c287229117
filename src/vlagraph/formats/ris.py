"""Papers as RIS, which most programs for references read: a tag a line, unknown ones left out.

The tags are those of the RIS format of Research Information Systems; a preprint is an unpublished work there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.citing import Author, Citation, Citations
    from vlagraph.core.model import Lang

__all__ = ["write_ris"]


def write_ris(citations: Citations, lang: Lang) -> Iterator[str]:  # noqa: ARG001 - the same in every language
    """The records one by one, an empty line after each."""
    for citation in citations.papers:
        yield "".join(f"{tag}  - {value}\n" for tag, value in _tags(citation)) + "ER  - \n\n"


def _tags(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "UNPB"
    yield "ID", citation.key
    yield "TI", citation.plain_title
    yield from (("AU", _author(author)) for author in citation.authors)
    if citation.others:
        yield "AU", "others"
    if parts := citation.date_parts:
        yield "PY", parts[0]
        yield "DA", "/".join(parts)
    yield "PB", "arXiv"
    yield "AN", f"arXiv:{citation.id}"
    if citation.category:
        yield "N1", f"arXiv:{citation.id} [{citation.category}]"
    yield "DO", citation.doi
    yield "UR", citation.url
    yield from (("KW", name) for name in citation.keywords)


def _author(author: Author) -> str:
    """``Particle Family, Given, Suffix``; without a comma it is the name of a team."""
    name = author.surname.replace(",", "")
    if author.given or author.suffix:
        name = f"{name}, {author.given}"
    return f"{name}, {author.suffix}" if author.suffix else name
