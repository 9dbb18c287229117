"""The entry point of the ``vlagraph`` command."""

import gc

from vlagraph.cli import run

__all__ = ["main"]

_OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Python looks for garbage after 700 new objects, for 10 ms of a short run, and finds none: most of them
are what modules define."""


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 failed, 2 used wrongly."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    code = run()
    gc.freeze()  # what is left ends with the process; Python would search all of it for garbage, for 40 ms
    raise SystemExit(code)


if __name__ == "__main__":
    main()
