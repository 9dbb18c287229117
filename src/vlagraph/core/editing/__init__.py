"""Safe edits of a roadmap: a roadmap in, a new one out, with what a person must still fill in.

Every edit keeps the ids that readers' marks, notes and links hold: a topic that goes or changes its
name lives on as a former id of what took its place. Nothing is written here.
"""

from vlagraph.core.editing.entries import (
    add_key_paper,
    add_requirement,
    exclude_phrase,
    remove_requirement,
    set_threshold,
)
from vlagraph.core.editing.outcome import Edited, Saved
from vlagraph.core.editing.restructure import merge_topics, split_topic
from vlagraph.core.editing.topics import (
    NewTopic,
    add_topic,
    keep_topics,
    remove_topic,
    rename_topic,
)

__all__ = [
    "Edited",
    "NewTopic",
    "Saved",
    "add_key_paper",
    "add_requirement",
    "add_topic",
    "exclude_phrase",
    "keep_topics",
    "merge_topics",
    "remove_requirement",
    "remove_topic",
    "rename_topic",
    "set_threshold",
    "split_topic",
]
