"""Reading and writing graph/topics.json and its JSON Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vlagraph.core.model import Roadmap
from vlagraph.errors import DataError, Problem, StoreError
from vlagraph.store.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SCHEMA", "encode_roadmap", "load_roadmap", "read_roadmap", "save_roadmap", "schema_text"]

SCHEMA = 1


def load_roadmap(path: Path) -> Roadmap:
    """The roadmap in ``path``, quickly; faults that only a full reading shows are left to read_roadmap.

    Raises:
        StoreError: the file cannot be read.
        DataError: with every problem of the file.
    """
    data = _read(path)
    try:
        roadmap = msgspec.json.decode(data, type=Roadmap)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return read_roadmap(path)
    return _supported(roadmap, path)


def read_roadmap(path: Path) -> Roadmap:
    """The roadmap in ``path``, with repeated keys and every other fault of the text reported.

    Raises:
        StoreError: the file cannot be read.
        DataError: with every problem of the file.
    """
    from vlagraph.store.diagnosis import explain_bytes

    data = _read(path)
    if problems := explain_bytes(data, Roadmap):
        raise DataError(str(path), problems)
    return _supported(msgspec.json.decode(data, type=Roadmap), path)


def save_roadmap(path: Path, roadmap: Roadmap) -> bool:
    """Write ``roadmap`` in canonical form; True if that changed the file."""
    data = encode_roadmap(roadmap)
    if path.is_file() and path.read_bytes() == data:
        return False
    write_atomic(path, data)
    return True


def encode_roadmap(roadmap: Roadmap) -> bytes:
    """The canonical text: fields in the model's order, one space of indent, UTF-8, a final newline."""
    return msgspec.json.format(msgspec.json.encode(roadmap), indent=1) + b"\n"


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of graph/topics.json."""
    schema = _ordered(msgspec.json.schema(Roadmap))
    full = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "vlagraph roadmap", **schema}
    return msgspec.json.format(msgspec.json.encode(full, order="sorted"), indent=1).decode() + "\n"


def _ordered(schema: Any) -> Any:
    """``schema`` with its alternatives sorted, whose order differs between versions of msgspec."""
    if isinstance(schema, list):
        return [_ordered(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: _ordered(value) for name, value in schema.items()}
    if "anyOf" in found:
        found["anyOf"].sort(key=msgspec.json.encode)
    return found


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(f"{path}: cannot be read ({reason}). Check the path and its permissions.") from error


def _supported(roadmap: Roadmap, path: Path) -> Roadmap:
    if roadmap.schema > SCHEMA:
        what = f"schema {roadmap.schema} is newer than this vlagraph, which knows {SCHEMA}"
        raise DataError(str(path), [Problem("schema", what, "Upgrade vlagraph.")])
    return roadmap
