"""The sizes of the map stand in one file."""

from __future__ import annotations

import json
from importlib import resources

import msgspec

from vlagraph.site.layout.geometry import GEOMETRY, geometry_json
from vlagraph.site.layout.wrap import width
from vlagraph.site.render import FIRST, MAP_PAGE, script, style


def test_python_and_the_scripts_read_the_same_sizes() -> None:
    text = resources.files("vlagraph.site.layout").joinpath("geometry.json").read_text(encoding="utf-8")

    assert msgspec.to_builtins(GEOMETRY) == json.loads(text) == json.loads(geometry_json())
    assert f"const GEOMETRY = {geometry_json()};" in script(MAP_PAGE)


def test_the_styles_which_cannot_read_the_file_agree_with_it() -> None:
    css = style(*FIRST)

    assert f".map text {{ font: 400 {GEOMETRY.text.size}px " in css
    assert f".map .a{GEOMETRY.colours - 1} {{" in css
    assert f".map .a{GEOMETRY.colours} {{" not in css


def test_what_stands_on_a_card_has_room_on_it() -> None:
    card, text, tier = GEOMETRY.card, GEOMETRY.text, GEOMETRY.tier

    assert text.left + text.room <= card.width
    assert card.stripe < text.number < text.left
    assert (text.rows - 1) * text.line_tight + text.size_tight <= card.height
    assert GEOMETRY.band.label >= GEOMETRY.band.name
    assert 2 * GEOMETRY.edge.port_edge + GEOMETRY.edge.port < card.height
    assert all(width(letter, text.size) < 2 * (tier.left - card.stripe) for letter in tier.letters)


def test_the_limits_follow_each_other() -> None:
    limits = GEOMETRY.limits

    assert limits.annealed <= limits.routed < limits.listed < limits.detailed
