"""Papers with everything that a citation can meet: formulas, commands, suffixes, teams, long lists."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from vlagraph.core.citing import Citations, cite
from vlagraph.core.papers.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["odd_citations", "odd_papers"]

_GIVEN = (
    "Ann", "José", "Müge", "J.-P.", 'Linxi "Jim"', "Ştefan", "Zoë Q.", "and", "Łukasz", "O'Dee",
    "Hsueh-Ti (Di)",
)  # fmt: skip
_FAMILY = (
    "Lee", "Müller", "van den Oord", "de la Cruz", "Van Gool", "Agüera y Arcas", "Daumé III", "O'Neil",
    "Dee, Jr.", "d'Avila Garcez", "Straße", "Ångström Sr.", "Nguyễn", "wang", "de Menezes e Silva Filho",
)  # fmt: skip
_WHOLE = (
    "홍길동", "王小明", "Octo Model Team", "NVIDIA", "Research & Co_Lab Team", "A and B Collaboration",
    "Shailesh", "others Team",
)  # fmt: skip
_WORDS = (
    "The", "A", "robot", "π0.5:", r"$\pi_{0.5}$", r"$1000\times$", "M$^2$CD", "50%", "R&D", "a_b", "#1",
    "{x}", "}", "{", "~5", "x^2", "학습", "Übermut", "$5", '"quoted"', r"\textsc{Ada}", "@home",
    "$Δ$", "=", "O($n_i$)", "a,b", "$α_β x$", "‘single’", "—", r"$\mathcal{E}_0$", r"\&", "<i>",
)  # fmt: skip


def odd_papers(count: int, *, seed: int = 0) -> tuple[Paper, ...]:
    """``count`` papers, the same ones for a seed; the first has three thousand authors."""
    chance = random.Random(seed)
    return tuple(
        _paper(chance, number, authors=3000 if number == 0 else chance.randrange(9))
        for number in range(count)
    )


def odd_citations(count: int, *, seed: int = 0) -> Citations:
    """The citations of `odd_papers`."""
    topics = ("Vectors", "Acting & moving_1", "인과 추론", r"100% {sure} \o/")
    return Citations(
        tuple(cite(paper, topics=topics[: len(paper.title) % 5]) for paper in odd_papers(count, seed=seed))
    )


def _paper(chance: random.Random, number: int, *, authors: int) -> Paper:
    date = ("2017", "2017-10", "2017-06-12T17:57:34Z")[number % 3]
    return Paper(
        id=f"{2601 + number // 9000}.{number % 9000:05}" if number % 7 else f"hep-th/99{number:05}",
        title=" ".join(_pick(chance, _WORDS) for _ in range(1 + chance.randrange(8))),
        authors=tuple(_name(chance) for _ in range(authors)),
        published=date,
        primary_category=_pick(chance, ("cs.RO", "hep-th", "", "q-bio.NC")),
        authors_complete=bool(number % 5),
    )


def _name(chance: random.Random) -> str:
    if chance.random() < 0.2:
        return _pick(chance, _WHOLE)
    return f"{_pick(chance, _GIVEN)} {_pick(chance, _FAMILY)}"


def _pick(chance: random.Random, words: Sequence[str]) -> str:
    return words[chance.randrange(len(words))]
