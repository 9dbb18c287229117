"""Studying with the roadmap: progress, plans, notes and practice projects."""
