"""Why a line of the snapshot gives no paper, as a key of the words: an error says it in English alone."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.sources.cleaning import fails, number_of_version
from vlagraph.sources.snapshot.records import (
    MARK,
    has_text,
    plain_id_of,
    time_of_version,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.sources.snapshot.records import SnapshotLine

__all__ = ["Defective", "defect_of"]

_LONGEST = 80
"""Characters that are shown of what stands there."""
_PLACE = re.compile(r"`\$\.([\w-]+)")
"""The field of a record that a decoder names."""


class Defective(NamedTuple):
    """The key of the words, and what fills its braces."""

    key: str
    reason: str = ""


def defect_of(found: bytes | SnapshotLine, error: Exception) -> Defective:
    """Why ``found``, a line or the record of it, raised ``error``; in its own words where we see no reason.

    >>> defect_of(b'{"id": ', ValueError())
    Defective(key='defect.no_json', reason='')
    """
    if isinstance(found, bytes):
        return _defect_of_line(found, error)
    return next(_odd_parts(found), Defective("defect.unreadable", str(error)[: 2 * _LONGEST]))


def _defect_of_line(line: bytes, error: Exception) -> Defective:
    try:
        json.loads(line.removeprefix(MARK).decode())
    except UnicodeDecodeError:
        return Defective("defect.not_utf8")
    except (ValueError, RecursionError):
        return Defective("defect.no_json")
    place = _PLACE.search(str(error))
    return Defective("defect.odd_field", place[1]) if place else Defective("defect.no_record")


def _odd_parts(record: SnapshotLine) -> Iterator[Defective]:
    """What of ``record`` cannot be used, one after the other."""
    if fails(plain_id_of, record):
        yield Defective("defect.odd_id", record.id[:_LONGEST])
    for one in record.versions:
        if fails(number_of_version, one.version):
            yield Defective("defect.odd_version", one.version[:_LONGEST])
        if fails(time_of_version, one.created):
            yield Defective("defect.odd_date", one.created[:_LONGEST])
    if not has_text(record.title):
        yield Defective("defect.no_title")
    if not has_text(record.abstract):
        yield Defective("defect.no_abstract")
