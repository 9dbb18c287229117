"""The upright lines in the gaps between columns."""

from __future__ import annotations

from vlagraph.site.layout.channels import Climb, place_climbs
from vlagraph.site.layout.grid import Grid, Heights
from vlagraph.site.layout.lines import Lines, count_crossings


def _crossings(places: dict[tuple[int, str], int], climbs: list[Climb]) -> int:
    edges = {(climb.source, f"to-{climb.source}"): climb for climb in climbs}
    heights = {edge: [climb.start, climb.end] for edge, climb in edges.items()}
    rows = Heights(Grid({}, {}, {}, 0), {})
    return count_crossings(Lines(dict.fromkeys(edges, 0), heights, places, rows, {}, {}))


def test_neighbours_in_a_gap_change_places_where_that_saves_a_crossing() -> None:
    up = [Climb(0, "high", 40, 0), Climb(0, "low", 60, 20)]
    places = place_climbs(up)

    assert places[0, "high"] < places[0, "low"]
    assert _crossings(places, up) == 0
    assert _crossings({(0, "high"): 1, (0, "low"): 0}, up) == 1


def test_three_lines_are_sorted_past_each_other() -> None:
    up = [Climb(0, name, start, start - 60) for name, start in (("a", 60), ("b", 80), ("c", 100))]
    down = [Climb(0, name, start, start + 60) for name, start in (("a", 60), ("b", 80), ("c", 100))]

    assert _crossings(place_climbs(up), up) == 0
    assert _crossings(place_climbs(down), down) == 0


def test_a_level_edge_needs_no_upright_line() -> None:
    assert place_climbs([Climb(0, "a", 40, 40)]) == {}


def test_lines_that_pass_no_common_height_share_a_lane() -> None:
    apart = place_climbs([Climb(0, "high", 0, 40), Climb(0, "low", 60, 100)])
    near = place_climbs([Climb(0, "high", 0, 40), Climb(0, "low", 42, 100)])

    assert apart[0, "high"] == apart[0, "low"]
    assert near[0, "high"] != near[0, "low"]
