"""The text of progress.json: marks to JSON and back, every problem at once, unknown fields kept."""

from vlagraph.store.marks.decoding import SCHEMA, decode_progress
from vlagraph.store.marks.encoding import encode_progress

__all__ = ["SCHEMA", "decode_progress", "encode_progress"]
