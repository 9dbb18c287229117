"""The entry point of the ``vlagraph`` command."""

from vlagraph.cli import run

__all__ = ["main"]


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 failed, 2 used wrongly."""
    raise SystemExit(run())


if __name__ == "__main__":
    main()
