"""What a site shows to visitors: no word of the command line; one's own site says those besides."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import click
import msgspec
import pytest

from tests.support.command_line import CHECKOUT
from tests.support.shipped import shipped_pages
from vlagraph.cli import app
from vlagraph.core.marks import Progress
from vlagraph.pipeline.build import _marked, read_content
from vlagraph.site.corrections import correction_url
from vlagraph.site.pages import render_site
from vlagraph.site.words import WORDS
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from vlagraph.site.content import Content

COMMANDS = "|".join(sorted(app.list_commands(click.Context(app))))
OF_THE_COMMAND_LINE = re.compile(
    rf"\bvlagraph ({COMMANDS})\b|\bfetch\b|command line|명령줄|graph/\w+|papers\.jsonl"
)
AN_OPTION = re.compile(r"(?<![\w-])--[a-z]{3,}")


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content(Workspace(CHECKOUT / "tests" / "golden" / "workspace"))


def _without_scripts(page: str) -> str:
    hidden = r"<(script|style|template)\b(?! type=.text/html).*?</\1>"
    return re.sub(hidden, "", page, flags=re.DOTALL)


@pytest.mark.parametrize("kind", ["small", "shipped", "never fetched", "empty"])
def test_no_published_page_names_a_command(kind: str, content: Content) -> None:
    bare = msgspec.structs.replace(content.roadmap, benchmarks=(), projects=())
    made = {
        "small": content,
        "never fetched": replace(content, fetched=None, checked={}),
        "empty": replace(content, papers={}, fetched=None, checked={}, roadmap=bare),
    }
    for name, page in (shipped_pages() if kind == "shipped" else render_site(made[kind])).items():
        if name.endswith(".html"):
            found = OF_THE_COMMAND_LINE.search(_without_scripts(page))

            assert found is None, (name, found)


def test_no_word_of_the_pages_names_a_command_but_those_of_one_s_own_site() -> None:
    for key, text in WORDS.items():
        both = f"{text.en} {text.ko}"
        named = OF_THE_COMMAND_LINE.search(both) or AN_OPTION.search(both)

        assert not named or key.startswith("own_"), key


def test_one_s_own_site_differs_in_commands_and_marks_alone(content: Content) -> None:
    own = render_site(replace(content, marks=_marked(Progress())))
    published = render_site(content)
    hints = [text.en for key, text in WORDS.items() if key.startswith("own_")]

    assert own.keys() == published.keys()
    for name, page in own.items():
        lines = set(published[name].splitlines())
        other = [line for line in page.splitlines() if line not in lines]
        assert all('id="marks"' in line or any(hint in line for hint in hints) for line in other), name


def test_a_mistake_has_an_address_only_where_the_roadmap_names_one(content: Content) -> None:
    topic = next(topic for topic in content.topics.values() if topic.requires)
    needed = topic.requires[0].topic
    address = "https://example.org/?t={title}&id={topic}&need={requirement}"
    known = replace(content, roadmap=msgspec.structs.replace(content.roadmap, corrections=address))
    found = correction_url(known, topic, needed)

    assert correction_url(content, topic, needed) == ""
    assert found.endswith(f"&id={topic.id}&need={needed}")
    assert " " not in found
    assert "wrong" in found
    assert 'class="wrong"' not in render_site(content)[f"topics/{topic.id}.html"]
