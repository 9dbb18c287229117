"""Benchmarks; ``python -m benchmarks.NAME`` prints its figures as ratios, measured in one run."""
