"""Reading roadmaps of other tools, a module for each kind of file: text in, a `Draft` or `Roadmap` out.

The kind is told from what a file holds, not from its name. A file that is damaged is refused as a whole,
with every fault and its line; ``lenient`` leaves out what is unclear instead, and says so.
"""

from vlagraph.store.importing.kinds import KINDS, read_import
from vlagraph.store.importing.source import Source, Wishes

__all__ = ["KINDS", "Source", "Wishes", "read_import"]
