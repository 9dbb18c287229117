"""Papers as CSL-JSON, which Zotero, Pandoc and citeproc read: an array with an item a paper.

The fields are those of the schema csl-data.json 1.0.2; a preprint has the type ``article`` there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.citing import Author, Citation, Citations
    from vlagraph.core.model import Lang

__all__ = ["csl_item", "write_csl"]


def write_csl(citations: Citations, lang: Lang) -> Iterator[str]:  # noqa: ARG001 - the same in every language
    """The array, an item at a time."""
    yield "["
    for number, citation in enumerate(citations.papers):
        item = json.dumps(csl_item(citation), ensure_ascii=False, indent=2)
        yield ("," if number else "") + "\n" + item
    yield "\n]\n"


def csl_item(citation: Citation) -> dict[str, Any]:
    """``citation`` as an item; what is not known is left out."""
    authors = [*map(_name, citation.authors), *([{"literal": "others"}] if citation.others else [])]
    parts = [int(part) for part in citation.date_parts if part.isdigit()]
    item = {
        "id": citation.key,
        "type": "article",
        "title": citation.plain_title,
        "author": authors,
        "issued": {"date-parts": [parts]} if parts else None,
        "publisher": "arXiv",
        "number": f"arXiv:{citation.id}",
        "DOI": citation.doi,
        "URL": citation.url,
        "note": f"arXiv:{citation.id} [{citation.category}]" if citation.category else None,
        "keyword": ", ".join(name.replace(",", "") for name in citation.keywords),
    }
    return {name: value for name, value in item.items() if value}


def _name(author: Author) -> dict[str, str]:
    parts = {
        "literal": author.literal,
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
    }
    return {name: value for name, value in parts.items() if value}
