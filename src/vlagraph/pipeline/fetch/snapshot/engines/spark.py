"""Tagging the blocks of a snapshot with Apache Spark, on this machine or on a cluster.

Blocks go out as rows of Arrow tables and come back through ``mapInArrow``
(https://spark.apache.org/docs/latest/api/python/tutorial/sql/arrow_pandas.html). A task that fails, or whose
machine is lost, is done again by Spark; only what a whole wave of blocks gave is written, by this process.
"""

from __future__ import annotations

import itertools
import os
import re
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vlagraph.errors import SourceError, UsageError
from vlagraph.pipeline.fetch.snapshot.engines.batches import BatchTagger, table_of, tagged_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from pyspark.sql import SparkSession

    from vlagraph.pipeline.fetch.snapshot.tagging import Tagged
    from vlagraph.pipeline.fetch.snapshot.work import Done, Tagging
    from vlagraph.sources.snapshot.lines import Block

__all__ = ["SparkEngine"]

_AHEAD = 2
"""Waves that are with Spark at once, so that no machine waits while results are written."""
_WAVE = 64
"""Blocks of a wave at most: 512 MB of lines, half of what Spark hands back at once by its own settings."""
_ROW = "number long, lines binary, receipt binary"
"""What comes back, in Spark's words."""
_QUIET = Path(__file__).with_name("log4j2.properties").as_uri()
_SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1",  # a block is a task: 8 MB of lines
    "spark.ui.enabled": "false",  # it would listen on a port
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_QUIET}",
}

_ALONE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
"""On this machine alone nothing listens to others."""
_ERROR = re.compile(r"(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception): ")


@dataclass(frozen=True)
class SparkEngine:
    """A Spark ``master``: ``local[N]`` for this machine, ``spark://HOST:PORT`` and the like for a cluster."""

    master: str = "local[*]"

    def fitted(self, blocks: int) -> SparkEngine:  # noqa: ARG002 - a cluster is as large as it is
        """The same."""
        return self

    def tag(self, blocks: Iterable[Block], tagging: Tagging) -> Iterator[Done]:
        """Tag all ``blocks``, a wave of them at a time; the results come in order.

        Raises:
            UsageError: Spark is not installed.
            SourceError: Spark does not start, or gave up on a block.
            StoreError: a run cannot be written.
        """
        try:
            from py4j.protocol import Py4JError
            from pyspark.errors import PySparkException
        except ImportError as error:
            raise UsageError("snapshot.no_spark") from error
        left = iter(blocks)
        first = next(left, None)
        if first is None:  # an earlier run did all of them
            return
        tagger = BatchTagger(tagging.runs.key, tagging.roadmap, tagging.interest)
        with _session(self.master) as spark:
            try:
                for wave in _waves(spark, tagger, itertools.chain([first], left)):
                    for block, tagged in wave:
                        yield tagging.keep(block, tagged)
            except (PySparkException, Py4JError) as error:
                raise SourceError("snapshot.spark_failed", reason=_reason(error)) from error


def _waves(
    spark: SparkSession, tagger: BatchTagger, blocks: Iterator[Block]
) -> Iterator[list[tuple[Block, Tagged]]]:
    """All ``blocks``, each with what Spark made of it, as many at a time as keep it busy."""
    size = min(_WAVE, 2 * spark.sparkContext.defaultParallelism)
    waiting: deque[Future[list[tuple[Block, Tagged]]]] = deque()
    with ThreadPoolExecutor(_AHEAD) as threads:
        for wave in iter(lambda: tuple(itertools.islice(blocks, size)), ()):
            waiting.append(threads.submit(_tagged, spark, tagger, wave))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _tagged(spark: SparkSession, tagger: BatchTagger, wave: tuple[Block, ...]) -> list[tuple[Block, Tagged]]:
    """The blocks of a ``wave``, each with what Spark made of it."""
    frame = spark.createDataFrame(table_of(wave)).mapInArrow(tagger, _ROW)
    found = tagged_of(frame.toArrow())
    return [(block, found[block.number]) for block in wave]


@contextmanager
def _session(master: str) -> Iterator[SparkSession]:
    """A session of ``master`` that ends with the work."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("vlagraph").master(master)
    for name, value in (_SETTINGS | (_ALONE if master.startswith("local") else {})).items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except (PySparkException, Py4JError, OSError) as error:
        raise SourceError("snapshot.spark_no_start", master=master, reason=_reason(error)) from error
    if master.startswith("local") and "PYSPARK_PYTHON" not in os.environ:
        spark.sparkContext.pythonExec = sys.executable  # else the python3 of PATH
    try:
        yield spark
    finally:
        spark.stop()


def _reason(error: Exception) -> str:
    """What went wrong in one line, of pages: the last line that names an error."""
    lines = [line for part in str(error).splitlines() if (line := part.strip(" :\t"))]
    named = [line for line in lines if _ERROR.match(line)]
    return (named or lines or [type(error).__name__])[-1]
