"""Bringing the papers of a workspace up to date from a source."""
