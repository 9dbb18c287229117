"""The tagger over Arrow record batches, for every engine that hands these out (https://arrow.apache.org).

A row in is a block of lines, a row out its run and its receipt. What comes out depends on what goes in alone,
so an engine may do a row again, anywhere, and take either result. pyarrow comes with the extra ``spark``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from vlagraph.pipeline.fetch.rules import rules_of
from vlagraph.pipeline.fetch.snapshot.tagging import BlockReceipt, Tagged, Tagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa

    from vlagraph.core.model import Roadmap
    from vlagraph.pipeline.fetch.snapshot.tagging import Interest
    from vlagraph.sources.snapshot.lines import Block

__all__ = ["BatchTagger", "table_of", "tagged_of"]

_taggers: dict[str, Tagger] = {}
"""Of this process: compiled rules by the work that they belong to, for compiling takes as long as a block."""


@dataclass(frozen=True)
class BatchTagger:
    """The rules of a ``roadmap`` as a function over record batches; ``key`` tells this work from others."""

    key: str
    roadmap: Roadmap
    interest: Interest

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """For each row (number: int64, data: binary) one of (number, lines: binary, receipt: binary)."""
        import pyarrow as pa

        tagger = self._compiled()
        types = {"number": pa.int64(), "lines": pa.binary(), "receipt": pa.binary()}
        for batch in batches:
            for row in batch.to_pylist():
                tagged = tagger.tag(row["data"])
                lines, receipt = b"".join(tagged.lines), msgspec.json.encode(tagged.receipt)
                made = {"number": row["number"], "lines": lines, "receipt": receipt}
                yield pa.RecordBatch.from_pylist([made], schema=pa.schema(types))

    def _compiled(self) -> Tagger:
        if self.key not in _taggers:
            _taggers.clear()  # a process serves one work after another
            _taggers[self.key] = Tagger(rules_of(self.roadmap), self.interest)
        return _taggers[self.key]


def table_of(blocks: Sequence[Block]) -> pa.Table:
    """``blocks`` as a table with a row each."""
    import pyarrow as pa

    rows = [{"number": one.number, "data": one.data} for one in blocks]
    return pa.Table.from_pylist(rows, schema=pa.schema({"number": pa.int64(), "data": pa.binary()}))


def tagged_of(table: pa.Table) -> dict[int, Tagged]:
    """What came out, by the numbers of the blocks; of a block that was done twice, one result."""
    return {
        row["number"]: Tagged(
            row["lines"].splitlines(keepends=True), msgspec.json.decode(row["receipt"], type=BlockReceipt)
        )
        for row in table.to_pylist()
    }
