"""Corpus records with their dates worked out. Only this module reads corpus files."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Raw", "Record", "Version", "moment", "read_records", "stamp"]

Raw = Mapping[str, Any]
_SECOND = timedelta(seconds=1)


def moment(text: str | datetime) -> datetime:
    """The aware UTC datetime an ISO text (or a date, or a datetime) means.

    >>> moment("2026-01-02").isoformat()
    '2026-01-02T00:00:00+00:00'
    """
    value = text if isinstance(text, datetime) else datetime.fromisoformat(text)
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def stamp(value: datetime) -> str:
    """The datetime as the API writes it: UTC, seconds, Z."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a paper: its number, its moment in spread time, and where its text differs."""

    number: int
    created: datetime
    day_only: bool
    title: str | None = None
    changes: Raw | None = None

    def at(self, *, ties: bool) -> datetime:
        """When it was submitted; `ties` puts day-precision dates at midnight."""
        if ties and self.day_only:
            return self.created.replace(hour=0, minute=0, second=0)
        return self.created


class Record:
    """One paper: the dictionary it came from and its versions in order of number."""

    __slots__ = ("id", "raw", "versions")

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.id: str = raw["id"]
        self.versions = _versions(self.id, raw)

    @property
    def retitled(self) -> bool:
        """Whether some version is shown with text other than the record's own."""
        return any(version.title is not None or version.changes for version in self.versions)

    def published(self, *, ties: bool) -> datetime:
        """When the first version was submitted."""
        return self.versions[0].at(ties=ties)

    def shown(self, now: datetime, *, ties: bool) -> Version | None:
        """The newest version that exists at `now`, or None while the paper does not exist."""
        if self.versions[0].at(ties=ties) > now:
            return None
        return next(version for version in reversed(self.versions) if version.at(ties=ties) <= now)

    def version(self, number: int) -> Version | None:
        """The version with that number, if it is known."""
        return next((version for version in self.versions if version.number == number), None)

    def text(self, name: str, version: Version) -> str:
        """A field of the record as it stood in that version, empty where absent."""
        if version.changes and name in version.changes:
            return str(version.changes[name])
        if name == "title" and version.title is not None:
            return version.title
        return str(self.raw.get(name) or "")


def _versions(identifier: str, raw: Raw) -> tuple[Version, ...]:
    listed = raw.get("versions") or [{"version": "v1", "created": raw["_published"]}]
    made: list[Version] = []
    for entry in listed:
        number = int(entry["version"].lstrip("v"))
        created, day_only = _created(identifier, number, entry["created"])
        if made and created <= made[-1].created:
            created = made[-1].created + _SECOND  # two versions on one day keep their order
        made.append(Version(number, created, day_only, entry.get("_title"), entry.get("_changes")))
    return tuple(made)


def _created(identifier: str, number: int, text: str) -> tuple[datetime, bool]:
    """The moment a version was made; a bare day gets a second of the day from a hash."""
    if len(text) == 10:
        digest = hashlib.sha256(f"{identifier}v{number}".encode()).digest()
        second = int.from_bytes(digest[:8], "big") % 86_400
        day = datetime(int(text[:4]), int(text[5:7]), int(text[8:]), tzinfo=UTC)
        return day + timedelta(seconds=second), True
    if text[0].isdigit():
        return moment(text), False
    return parsedate_to_datetime(text).astimezone(UTC), False


def read_records(path: Path) -> list[Raw]:
    """The record dictionaries of a JSON-lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
