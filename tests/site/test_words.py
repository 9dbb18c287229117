"""The words of the pages: every one that is asked for is there, and every one that is there is asked for."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import nodes

from vlagraph.site.render import MAP_PAGE, environment, script
from vlagraph.site.words import WORDS, words_named

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKING = {"choice", "fill", "filled", "label", "placeholder", "word"}
"""What templates call that looks a word up by the key that it is given."""


def _templates() -> Iterator[tuple[str, nodes.Template]]:
    made = environment()
    for name in made.list_templates(["j2"]):
        source, _, _ = made.loader.get_source(made, name)  # type: ignore[union-attr]
        yield name, made.parse(source)


def _in_templates() -> set[str]:
    found = set()
    for name, tree in _templates():
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in ASKING:
                key = call.args[0]
                inside = name == "_macros.html.j2" and isinstance(key, nodes.Name)
                assert inside or isinstance(key, nodes.Const), f"{name}: a key is not written out"
                if isinstance(key, nodes.Const):
                    found.add(key.value)
        for attribute in tree.find_all(nodes.Getattr):
            if isinstance(attribute.node, nodes.Name) and attribute.node.name == "w":
                found.add(attribute.attr)
    return found


def _scripts() -> str:
    folder = resources.files("vlagraph.site") / "scripts"
    return "\n".join(
        file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".js")
    )


def test_every_word_that_a_page_asks_for_is_in_the_table() -> None:
    in_scripts = set(re.findall(r'\bt\("(\w+)"', _scripts()))

    assert (_in_templates() | in_scripts) - WORDS.keys() == set()


def test_every_word_of_the_table_is_asked_for() -> None:
    in_templates = {name for key in _in_templates() for name in (key, f"{key}_one")}

    assert WORDS.keys() - in_templates - words_named(_scripts()) == set()


def test_a_script_carries_the_words_that_it_names_and_no_others() -> None:
    named = words_named('t("map"); done ? t("unmark") : t("mark"); WORDS.lang')

    assert named == {"lang", "map", "mark", "unmark"}
    assert '"about_lead"' not in script(MAP_PAGE)
