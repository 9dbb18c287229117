"""About sixty invented records for tests. None is a real paper: ids begin with 2699, texts say so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

__all__ = ["RECORDS", "record"]

_START = datetime(2024, 1, 3, 9, 30, 15, tzinfo=UTC)
_TOPICS = (
    "diffusion policy",
    "a vision-language-action model",
    "imitation learning",
    "tactile sensing",
    "sim-to-real transfer",
    "language-conditioned manipulation",
    "action chunking",
)
_CATEGORIES = (
    "cs.RO", "cs.RO cs.LG", "cs.LG cs.AI", "cs.CV cs.RO", "cs.RO cs.AI cs.CV", "cs.CL cs.RO", "cs.LG",
)  # fmt: skip
_NAMES = ("Ada Example", "Ben Sample", "Chandra Invented", "Dora Placeholder", "Emil Fictive", "Fay Madeup")
_REGULAR = 48


def record(number: int, **fields: Any) -> dict[str, Any]:
    """The regular record of that number, with some fields given another value (None takes a field out)."""
    topic = _TOPICS[number % len(_TOPICS)]
    first = _START + timedelta(days=15 * ((number - 1) % _REGULAR), minutes=37 * number)
    made: dict[str, Any] = {
        "id": f"2699.{number:05d}",
        "title": f"Synthetic record {number} about {topic}",
        "authors": ", ".join(_NAMES[(number + step) % len(_NAMES)] for step in range(1 + number % 4)),
        "categories": _CATEGORIES[number % len(_CATEGORIES)],
        "abstract": (
            f"This is invented text number {number}, written for tests only. It pretends to study {topic} "
            f"on an imaginary robot arm. No such paper exists and its {number} results were never measured."
        ),
        "versions": [_version(1, first)],
    }
    made.update(fields)
    made["_published"] = made["versions"][0]["created"]
    return {name: value for name, value in made.items() if value is not None}


def _version(number: int, when: datetime | str, **more: str) -> dict[str, str]:
    created = when if isinstance(when, str) else format_datetime(when, usegmt=True)
    return {"version": f"v{number}", "created": created, **more}


def _special() -> list[dict[str, Any]]:
    """The odd ones: what each is for stands in its title or beside it."""
    day = _version(1, "2025-03-03")
    return [
        record(60, versions=[_version(1, "2025-02-01"), _version(2, "2025-06-01"), _version(3, "2025-10-01")],
               title="Synthetic record 60 about three versions", comments="Third invented version, 12 pages"),
        record(61, versions=[_version(1, "2025-02-10", _title="Synthetic record 61 under its first title"),
                             _version(2, "2025-07-10")],
               title="Synthetic record 61 under its second title"),
        record(62, versions=[_version(1, "2025-01-15"), _version(2, "2025-05-15")],
               comments="This invented paper has been withdrawn by its invented author",
               title="Synthetic record 62 about a withdrawal", _withdrawn=True),
        record(63, id="cs/9912999", versions=[_version(1, datetime(2024, 12, 30, 8, 0, 1, tzinfo=UTC))],
               title="Synthetic record 63 with an old-style id"),
        record(64, authors="Zoë Müller-Invented, José Ñandú Sample, Łukasz Fictive",
               title="Synthetic record 64 with accents: naïve Bézier façades"),
        record(65, authors="P\\'eter Fictive and Bro\\v{n}a Sample (Imaginary Institute)",
               title="Synthetic record 65 with TeX: $\\alpha$ and \\'etale", abstract=(
                   "  Invented text with $\\pi_0$ and wrapped\nlines, as old answers had them.\n"
                   "  A second paragraph follows an indented line.\n")),
        record(66, authors="Gil Affiliated (Imaginary Institute), Hal Affiliated (Nowhere University)",
               title="Synthetic record 66 with affiliations"),
        record(67, title="0", abstract="Invented text. The title of this record is the single character 0."),
        record(68, title="Synthetic record 68 with a title that was\n  wrapped over two lines",
               **{"journal-ref": "Journal of Invented Results 3 (2025) 14-15"}, doi="10.9999/synthetic.68"),
        record(69, doi="10.9999/synthetic.69 10.9999/synthetic.69b", comments="8 pages, 2 invented figures",
               **{"report-no": "SYN-69"}),
        record(70, versions=[day], title="Synthetic record 70, first of three on one day"),
        record(71, versions=[day], title="Synthetic record 71, second of three on one day"),
        record(72, versions=[day], title="Synthetic record 72, third of three on one day"),
        record(73, versions=[_version(1, "2025-12-20"), _version(3, "2025-12-24")],
               title="Synthetic record 73 whose second version nobody saw"),
        record(74, title="Synthetic record 74 with <markup> & \"quotes\"",
               authors="Ivy O'Invented, Jo D. Sample, Jr."),
    ]  # fmt: skip


RECORDS: tuple[dict[str, Any], ...] = (*(record(number) for number in range(1, _REGULAR + 1)), *_special())
