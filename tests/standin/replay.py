"""Recorded answers, found again by the parameters they were asked with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .messages import Answer
from .parameters import first_values

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Recordings"]


class Recordings:
    """The recordings of a directory with an index.json."""

    def __init__(self, directory: Path) -> None:
        self._answers: dict[tuple[tuple[str, str], ...], Answer] = {}
        for row in json.loads((directory / "index.json").read_text(encoding="utf-8")):
            parts = urlsplit(row["url"].split(" ")[0])
            if parts.path == "/api/query":
                body = (directory / row["file"]).read_bytes()
                self._answers[_key(first_values(parts.query))] = Answer(int(row["status"]), body)

    def find(self, parameters: Mapping[str, str]) -> Answer | None:
        """The recorded answer to these parameters, if there is one."""
        return self._answers.get(_key(parameters))


def _key(parameters: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(parameters.items()))
