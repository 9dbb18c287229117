"""The workflow that keeps a workspace up to date on GitHub, as a file of the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vlagraph.store import disk

if TYPE_CHECKING:
    import uuid

__all__ = ["WORKFLOW", "workflow_text"]

WORKFLOW = Path(".github", "workflows", "vlagraph.yml")
_TEMPLATE = Path(__file__).with_name("weekly.yml")


def workflow_text(version: str, own: uuid.UUID) -> bytes:
    """The workflow for the installed ``version``; the number ``own`` decides when in the week it runs."""
    rest, minute = divmod(own.int, 60)
    rest, hour = divmod(rest, 24)
    cron = f"{minute} {hour} * * {rest % 7}"
    text = disk.read(_TEMPLATE).decode()
    return text.replace("@CRON@", cron).replace("@VERSION@", version).encode()
