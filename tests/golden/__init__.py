"""Whole answers of a small workspace, kept as files."""
