"""The stand-in as tests use it: one object that starts on construction and stops on close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from .collection import Collection, Corpus
from .control import serve_control
from .listener import Listener
from .records import moment
from .replay import Recordings
from .revisions import revised
from .settings import Profile
from .site import Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from .faults import FaultList
    from .messages import LogEntry
    from .politeness import Violation
    from .records import Raw

__all__ = ["StandIn"]


class StandIn:
    """A running stand-in for the arXiv API on two local ports."""

    def __init__(
        self,
        records: Corpus | Iterable[Raw] = (),
        *,
        now: str | datetime | None = None,
        scale: float = 1.0,
        enforce: bool = False,
        profile: Profile | None = None,
        replay: Path | None = None,
    ) -> None:
        corpus = records if isinstance(records, Corpus) else Corpus(records)
        self.collection = Collection(corpus)
        clock = moment(now) if now is not None else corpus.default_clock
        self._site = Site(self.collection, clock, scale=scale, enforce=enforce, profile=profile or Profile())
        self._site.recordings = Recordings(replay) if replay else None
        self._control = Listener(lambda connection: serve_control(self, connection), "standin-control")
        root = f"http://127.0.0.1:{self._site.listener.port}"
        self.api_url = f"{root}/api/query"
        self.http_url = f"{root}/http/api/query"
        self.oai_url = f"{root}/oai"
        self.control_url = f"http://127.0.0.1:{self._control.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends every connection and both ports, and waits for the threads."""
        self._site.listener.close()
        self._control.close()

    @property
    def clock(self) -> datetime:
        """The virtual time."""
        return self._site.now

    @clock.setter
    def clock(self, value: str | datetime) -> None:
        with self._site.lock:
            self._site.now = moment(value)

    @property
    def scale(self) -> float:
        """What limits and delays are divided by."""
        return self._site.scale

    @scale.setter
    def scale(self, value: float) -> None:
        with self._site.lock:
            self._site.scale = self._site.politeness.scale = float(value)

    @property
    def enforce(self) -> bool:
        """Whether violations are answered with 429."""
        return self._site.enforce

    @enforce.setter
    def enforce(self, value: bool) -> None:
        self._site.enforce = bool(value)

    @property
    def profile(self) -> Profile:
        """How it answers."""
        return self._site.profile

    @profile.setter
    def profile(self, value: Profile) -> None:
        with self._site.lock:
            self._site.profile = value

    @property
    def faults(self) -> FaultList:
        """The faults still to come."""
        return self._site.faults

    @property
    def log(self) -> tuple[LogEntry, ...]:
        """Every request on the public port since the start or the last reset."""
        with self._site.lock:
            return tuple(self._site.log)

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Every breach of the rules since the start or the last reset."""
        with self._site.lock:
            return tuple(self._site.politeness.violations)

    @property
    def stats(self) -> dict[str, dict[str, int]]:
        """Counts by service, status, fault and violation."""
        return self._site.stats()

    def add(self, record: Mapping[str, Any]) -> None:
        """Adds a record, or puts it in the place of the one with its id."""
        with self._site.lock:
            self.collection.put(record)

    def remove(self, identifier: str) -> None:
        """Takes a record out."""
        with self._site.lock:
            self.collection.remove(identifier)

    def revise(self, identifier: str, kind: str = "next_version") -> None:
        """Gives a record a new version (or a cross-list) at the virtual time. See revisions.REVISIONS."""
        with self._site.lock:
            record = self.collection.get(identifier)
            if record is None:
                raise KeyError(identifier)
            self.collection.put(revised(record, kind, self.clock))

    def warm(self) -> None:
        """Builds the indexes of titles and abstracts now instead of at the first query."""
        self.collection.corpus.warm()

    def reset(self) -> None:
        """Forgets log, violations, faults and page overlaps; corpus, clock and profile stay."""
        self._site.forget()
