"""Where a problem is: the way to a field, with the file of a part that has its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.core.model import Topic

__all__ = ["Places"]


class Places(NamedTuple):
    """How messages name the files of parts: ``topics/ID`` for the page of a topic, ``benchmarks`` ….

    >>> Places({"projects": "graph/projects.json"}).part("projects", "projects[0].name")
    'graph/projects.json: projects[0].name'
    """

    files: Mapping[str, str]

    def topic(self, index: int, topic: Topic, field: str = "") -> str:
        """A field of the entry of ``topic``, which is number ``index`` in the file."""
        return ".".join(filter(None, (f"topics[{index}] {topic.id}", field)))

    def page(self, index: int, topic: Topic, field: str) -> str:
        """A field of the page of ``topic``."""
        file = self.files.get(f"topics/{topic.id}")
        return f"{file}: {field}" if file else self.topic(index, topic, field)

    def part(self, name: str, field: str) -> str:
        """A field of the benchmarks or of the projects."""
        file = self.files.get(name)
        return f"{file}: {field}" if file else field
