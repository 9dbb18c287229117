"""Papers as BibTeX entries; the papers page writes the same text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vlagraph.model import Paper

__all__ = ["bibtex"]

_MOST_AUTHORS = 12
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$",
    "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


def bibtex(papers: Iterable[Paper]) -> str:
    r"""One ``@misc`` entry a paper, in the given order; more than twelve authors end in "others".

    Example:
        >>> from vlagraph.model import Paper
        >>> paper = Paper(id="1706.03762", title="A & B", authors=("Ann Lee",), published="2017-06")
        >>> print(bibtex([paper]), end="")
        @misc{lee2017_1706_03762,
          title = {{A \& B}},
          author = {Ann Lee},
          year = {2017},
          eprint = {1706.03762},
          archiveprefix = {arXiv},
          url = {https://arxiv.org/abs/1706.03762},
        }
    """
    return "".join(_entry(paper) for paper in papers)


def _entry(paper: Paper) -> str:
    names = [*paper.authors[:_MOST_AUTHORS], *(["others"] if len(paper.authors) > _MOST_AUTHORS else [])]
    fields = {
        "title": f"{{{_plain(paper.title)}}}",
        "author": " and ".join(_plain(name) for name in names),
        "year": paper.published[:4],
        "eprint": paper.id,
        "archiveprefix": "arXiv",
        "primaryclass": _plain(paper.primary_category or ""),
        "url": f"https://arxiv.org/abs/{paper.id}",
    }
    lines = "".join(
        f"  {name} = {{{value}}},\n" for name, value in fields.items() if value or name == "author"
    )
    return f"@misc{{{_key(paper)},\n{lines}}}\n"


def _key(paper: Paper) -> str:
    last = (paper.authors[0] if paper.authors else "arxiv").split(" ")[-1]
    letters = re.sub(r"[^A-Za-z]", "", unicodedata.normalize("NFKD", last)).lower() or "arxiv"
    return f"{letters}{paper.published[:4]}_{re.sub(r'[^0-9A-Za-z]', '_', paper.id)}"


def _plain(text: str) -> str:
    seen = "".join(char for char in text if unicodedata.category(char)[0] != "C" or char.isspace())
    return " ".join(seen.split()).translate(_TEX)
