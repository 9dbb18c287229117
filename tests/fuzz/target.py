"""What a target is: samples of whole input, and a reader that is given them changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vlagraph.errors import VlagraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = ["Target", "try_case"]


class Target(NamedTuple):
    """A reader: it takes bytes and a folder of its own, and may refuse them as its docstring says.

    Beside errors of ours that is ``refuses``, which its only caller turns into a message.
    """

    samples: Callable[[], Sequence[bytes]]
    read: Callable[[bytes, Path], object]
    refuses: tuple[type[Exception], ...] = ()


def try_case(target: Target, data: bytes, folder: Path) -> bool:
    """Whether ``target`` reads ``data``; a refusal can be told in both languages, anything else is raised."""
    try:
        target.read(data, folder)
    except VlagraphError as error:
        return not (error.text("en") and error.text("ko"))
    except target.refuses:
        return False
    return True
