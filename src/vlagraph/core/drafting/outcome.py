"""What an import found and did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vlagraph.core.drafting.merge import Added
    from vlagraph.core.drafting.untangle import Edge
    from vlagraph.errors import Problem

__all__ = ["Imported"]


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import found in ``file``, and wrote or would write into ``folder``.

    ``softened`` are the requirements that became hints so that no loop is left, ``withdrawn`` proposals
    that were not made because of one, ``implied`` each requirement that others imply with the way that
    does; ``dropped`` tells whether those were left out. ``files`` are the bytes by the path of each.
    """

    file: str
    kind: str
    folder: str
    begun: bool
    dry_run: bool
    loops: tuple[tuple[str, ...], ...]
    softened: tuple[Edge, ...]
    withdrawn: tuple[Edge, ...]
    implied: tuple[tuple[str, str, tuple[str, ...]], ...]
    dropped: bool
    added: Added
    remarks: tuple[Problem, ...]
    files: tuple[tuple[str, bytes], ...]
