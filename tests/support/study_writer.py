"""Writes marks and notes without end and says each one when it is done; a test kills it."""

from __future__ import annotations

import sys
from pathlib import Path

from vlagraph.core.marks import mark_papers
from vlagraph.store.notes import create_note
from vlagraph.store.progress import update_progress

BODY = "A line of the note that was written whole.\n" * 200


def main() -> None:
    folder, first = Path(sys.argv[1]), int(sys.argv[2])
    for number in range(first, 99999):
        paper = f"2601.{number:05d}"
        update_progress(
            folder / "progress.json",
            lambda now, paper=paper: mark_papers(  # type: ignore[misc]
                now, [paper], kind="read", on=True, at="2026-11-22T00:00:00.000Z"
            ),
        )
        print(f"mark {paper}", flush=True)
        create_note(folder / "notes", paper, text=BODY)
        print(f"note {paper}", flush=True)


if __name__ == "__main__":
    main()
