"""Benchmarks; ``python -m benchmarks.NAME`` prints its figures as ratios, measured in one run."""

__all__ = ["ABSENT", "MISSED"]

MISSED = 3
"""The exit code of a benchmark that missed a target; 1 is Python's for what broke."""
ABSENT = 4
"""The exit code of one that could not run, or not in full, for a program, a package or a folder is missing.

It says which, and what it printed goes into no page.
"""
