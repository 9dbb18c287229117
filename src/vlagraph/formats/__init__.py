"""Text that leaves the program: JSON, Mermaid, BibTeX, calendars."""
