"""The one door to the disk: what a command reads, writes, lists or deletes in a workspace really lies in it.

A workspace may be a stranger's repository. `fence` names a folder whose files must not lead out of it:
neither a link below it nor a special file (a pipe, a device) is followed, and a file larger than any that
this program writes is not read. Where the system allows, every folder on the way is opened in turn without
following links, so that nothing can be exchanged between the check and the use. A path that lies in no
fenced folder was named by the reader, and is used as it is.

`vlagraph.store.disk.writing` is loaded by those who write alone: an answer only reads.
"""

from vlagraph.store.disk.files import (
    LARGEST,
    LARGEST_PAPERS,
    LARGEST_ROADMAP,
    LARGEST_STORE,
    first_there,
    head_of,
    is_file,
    is_folder,
    is_same,
    is_there,
    list_folder,
    opened,
    read,
    reading_in,
    remove,
    remove_folder,
    remove_tree,
    require_plain,
)
from vlagraph.store.disk.places import fence, real_path, real_place

__all__ = [
    "LARGEST",
    "LARGEST_PAPERS",
    "LARGEST_ROADMAP",
    "LARGEST_STORE",
    "fence",
    "first_there",
    "head_of",
    "is_file",
    "is_folder",
    "is_same",
    "is_there",
    "list_folder",
    "opened",
    "read",
    "reading_in",
    "real_path",
    "real_place",
    "remove",
    "remove_folder",
    "remove_tree",
    "require_plain",
]
