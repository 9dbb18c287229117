"""The code of templates, kept in memory: who builds again in the same process compiles none anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket

__all__ = ["CompiledTemplates"]


class CompiledTemplates(BytecodeCache):
    """Code by the name and the checksum of its template; for environments that are made alike."""

    def __init__(self) -> None:
        """Know no template yet."""
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill ``bucket`` where its template is known."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what ``bucket`` holds."""
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code
