"""Figures that the docs show, printed as ratios of one run; `make bench` runs them all."""
