"""A Spark cluster on this machine alone: one master and its workers, begun and ended by a script."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Cluster", "cluster", "missing"]

HERE = "127.0.0.1"


def missing() -> str:
    """Why Spark cannot run here; empty where it can."""
    if find_spec("pyspark") is None or find_spec("pyarrow") is None:
        return "needs pyspark and pyarrow: make spark"
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        return "needs Java 17 or later (Debian: apt-get install default-jre-headless)"
    return ""


class Cluster:
    """A master and the workers that joined it; ``folder`` holds their logs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.master = ""
        self.processes: list[subprocess.Popen[bytes]] = []

    def begin(self, workers: int) -> None:
        """Start the master, then the ``workers``, of one core each, and wait until all have joined."""
        self._start("master", "org.apache.spark.deploy.master.Master", "--port", "0", "--webui-port", "0")
        self.master = self._said("master", rf"Starting Spark master at (spark://{HERE}:\d+)")
        for number in range(workers):
            options = ("--cores", "1", "--memory", "1g", "--webui-port", "0", "--work-dir")
            work = str(self.folder / f"work{number}")
            worker = "org.apache.spark.deploy.worker.Worker"
            self._start(f"worker{number}", worker, *options, work, self.master)
        for number in range(workers):
            self._said(f"worker{number}", "(Successfully registered with master)")

    def kill_worker(self) -> None:
        """End a worker and all that it began, as where a machine loses its power."""
        self._end(self.processes.pop())

    def end(self) -> None:
        """End all of it."""
        while self.processes:
            self._end(self.processes.pop())

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _start(self, name: str, main: str, *options: str) -> None:
        import pyspark

        command = str(Path(pyspark.__file__).parent / "bin" / "spark-class")
        env = {**os.environ, "SPARK_LOCAL_IP": HERE, "PYSPARK_PYTHON": sys.executable}
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [command, main, "--host", HERE, *options],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=env,
                start_new_session=True,
            )
        self.processes.append(process)

    def _said(self, name: str, pattern: str) -> str:
        """What ``name`` says in its log, as soon as it does; a minute is far more than that takes."""
        log = self.folder / f"{name}.log"
        for _ in range(1200):
            if found := re.search(pattern, log.read_text(encoding="utf-8", errors="replace")):
                return found[1]
            time.sleep(0.05)
        raise TimeoutError(f"{name} said nothing like {pattern}:\n{log.read_text(errors='replace')}")


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """A cluster of ``workers`` that lives as long as the block; its files lie in ``folder``."""
    made = Cluster(folder)
    try:
        made.begin(workers)
        yield made
    finally:
        made.end()
