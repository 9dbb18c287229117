"""The entry point of the ``vlagraph`` command."""

import gc

__all__ = ["main"]

_OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Python looks for garbage after 700 new objects, for 10 ms of a short run, and finds none: most of them
are what modules define."""


_STOPPED = 130
"""What shells say of a program that Ctrl-C ended: 128 and the number of the signal."""


def main() -> None:
    """Run the command line and leave with its exit code.

    It is 0 when all is done, 1 when something failed, 2 for a wrong use and 130 after Ctrl-C, also while
    the program is still being loaded or ends.
    """
    try:
        code = _run()
    except KeyboardInterrupt:
        code = _STOPPED
    raise SystemExit(code)


def _run() -> int:
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from vlagraph.cli import run

    code = run()
    gc.freeze()  # what is left ends with the process; Python would search all of it for garbage, for 40 ms
    return code


if __name__ == "__main__":
    main()
