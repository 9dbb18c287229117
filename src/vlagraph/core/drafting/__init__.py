"""Roadmaps from other tools: what a file said becomes a roadmap, is freed of loops, and joins another one.

A reader of `vlagraph.store.importing` makes a `Draft` of a file. `finish` gives everything in it an id and
makes a `Roadmap`; `propose_breaks` and `find_redundant` tell what stands in its way; `merge_roadmaps` adds
it to a roadmap that is there. Nothing is read or written here.
"""

from vlagraph.core.drafting.draft import (
    Draft,
    DraftArea,
    DraftConcept,
    DraftEntry,
    DraftNeed,
    DraftStage,
    DraftStep,
    DraftTier,
    DraftTopic,
)
from vlagraph.core.drafting.finish import finish
from vlagraph.core.drafting.merge import Added, merge_roadmaps, new_parts
from vlagraph.core.drafting.naming import slug
from vlagraph.core.drafting.outcome import Imported
from vlagraph.core.drafting.untangle import (
    Edge,
    drop_requirements,
    loops_of,
    propose_breaks,
    soften_requirements,
)

__all__ = [
    "Added",
    "Draft",
    "DraftArea",
    "DraftConcept",
    "DraftEntry",
    "DraftNeed",
    "DraftStage",
    "DraftStep",
    "DraftTier",
    "DraftTopic",
    "Edge",
    "Imported",
    "drop_requirements",
    "finish",
    "loops_of",
    "merge_roadmaps",
    "new_parts",
    "propose_breaks",
    "slug",
    "soften_requirements",
]
