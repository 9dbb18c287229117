"""Records of the snapshot as papers."""

from __future__ import annotations

import json

from vlagraph.sources.snapshot.records import paper_of_line, read_line


def test_the_colon_after_a_team_in_a_snapshot_is_no_author() -> None:
    line = {
        "id": "2611.00001",
        "title": "A title",
        "authors": "Example Robots, :, Ann Lee and others",
        "abstract": "An abstract.",
        "categories": "cs.RO",
        "versions": [{"version": "v1", "created": "Mon, 2 Nov 2026 19:18:42 GMT"}],
    }

    paper = paper_of_line(read_line(json.dumps(line).encode()))

    assert (paper.authors, paper.teams) == (("Example Robots", "Ann Lee"), ("Example Robots",))
    assert not paper.authors_complete
