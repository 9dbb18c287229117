from __future__ import annotations

import html
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.support.study_samples import make_topic
from vlagraph.core.model import ARXIV_ID, Text
from vlagraph.errors import StoreError
from vlagraph.formats.note_template import markdown_values, note_template
from vlagraph.site.notes import render_note
from vlagraph.store.note_template import load_template
from vlagraph.store.notes import create_note, load_notes, note_file, parse_note
from vlagraph.words import Message, render

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt&colon;alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "![a](https://evil.example/pixel.png)",
    "![a](data:image/png;base64,AAAA)",
    "<javascript:alert(1)>",
    '[a](https://x.example "\\" onmouseover=alert(1) x=\\"")',
    "[a]: javascript:alert(1)\n\n[a]",
    "```html\n</code></pre><script>x</script>\n```",
    "`</code><svg onload=alert(1)>`",
    "# <iframe src=//evil.example></iframe>",
    "| <b> | \n|---|\n| <style>*{}</style> |",
    "&lt;script&gt;&#60;script&#62;",
    "<!-- --><details ontoggle=alert(1) open>",
    "\x00<scr\x00ipt>",
]
ALLOWED = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        links = [value or "" for name, value in attrs if name == "href"]
        if tag not in ALLOWED or names - {"href", "rel", "title", "class", "start"}:
            self.bad.append(f"{tag} {names}")
        if any(link.split(":")[0].lower() in {"javascript", "vbscript", "data", "file"} for link in links):
            self.bad.append(f"{links}")


def check(text: str) -> list[str]:
    tags = Tags()
    tags.feed(render_note(text))
    return tags.bad


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_note_is_shown_as_text(text: str) -> None:
    assert check(text) == []


@given(
    st.lists(
        st.sampled_from([*HOSTILE, "\n", " ", "> ", "- ", "*", "[", "](", ")", "<", ">", '"']), max_size=6
    )
)
def test_pieces_of_hostile_notes_put_together_are_shown_as_text(pieces: list[str]) -> None:
    assert check("".join(pieces)) == []


def test_headings_of_a_note_stand_below_those_of_the_page() -> None:
    assert render_note("# One\n\n###### Six\n") == "<h3>One</h3>\n<h6>Six</h6>\n"


@given(st.from_regex(ARXIV_ID, fullmatch=True))
def test_every_arxiv_id_has_its_own_file_and_is_found_again(paper: str) -> None:
    name = note_file(Path("notes"), paper)

    assert name.parent == Path("notes")
    assert name.stem.replace("_", "/") == paper


@pytest.mark.parametrize(
    "paper", ["../x", "/etc/passwd", "2304.13705v1", "2304.13705\n", "２３０４.13705", ""]
)
def test_an_id_cannot_choose_a_path(tmp_path: Path, paper: str) -> None:
    with pytest.raises(StoreError, match="not an arXiv id"):
        create_note(tmp_path, paper, text="x")


@given(st.text(max_size=40))
def test_the_template_reads_back_whatever_the_title(title: str) -> None:
    text = note_template(
        "2304.13705", title, topics=[make_topic("a"), make_topic("b")], day="2026-11-22", lang="ko"
    )
    note = parse_note("2304.13705", text.encode("utf-8", "replace"))

    assert (note.status, note.rating, note.date, note.topics) == ("reading", None, "2026-11-22", ("a", "b"))
    assert note.problem is None


def test_front_matter_written_by_hand_is_read() -> None:
    lines = [
        "\ufeff---",
        "paper: 2304.13700",
        "status: read",
        "rating: 5",
        "topics:",
        "- a",
        "---",
        "",
        "Text",
        "",
    ]
    note = parse_note("2304.13700", "\r\n".join(lines).encode())

    assert (note.status, note.rating, note.topics, note.body) == ("read", 5, ("a",), "Text")


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("status: done", "status 'done' is none of"),
        ("rating: 9", "rating '9' is not 1 to 5"),
        ("title: a: b", "no YAML in line 2"),
        ("- a", "names no fields"),
        ("a: *b", "no YAML"),
    ],
)
def test_front_matter_that_cannot_be_used_is_a_remark_and_the_text_stays(head: str, problem: str) -> None:
    note = parse_note("2304.13705", f"---\n{head}\n---\nText".encode())

    assert note.body == "Text"
    assert problem in str(render(note.problem, "en"))


def test_a_note_without_front_matter_is_all_text() -> None:
    assert parse_note("2304.13705", b"Just\n---\ntext").body == "Just\n---\ntext"


def test_a_note_is_created_once_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path, created = create_note(tmp_path / "notes", "cs/0112017", text="first")
    again, fresh = create_note(tmp_path / "notes", "cs/0112017", text="second")

    assert (created, fresh, path) == (True, False, again)
    assert [p.name for p in (tmp_path / "notes").iterdir()] == ["cs_0112017.md"]
    assert path.read_text() == "first"


def test_a_note_is_not_replaced_without_hard_links_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)
    create_note(tmp_path, "2304.13705", text="first")
    monkeypatch.setattr("os.path.lexists", lambda path: False)  # somebody creates it after we looked
    path, created = create_note(tmp_path, "2304.13705", text="second")

    assert (path.read_text(), created) == ("first", False)


TEMPLATE = """---
paper: {{ paper }}
title: "{{title}}"
topics: [{{ topics }}]
names: '{{ topic_names }}'
status: reading
date: {{ date }}
---
# {{ title }}

{{url}} by {{ authors }}, {{published}}, $x_{1}$
"""
VALUES = {
    "paper": "2304.13705",
    "title": 'A: "b" \\ {{ x }} # c',
    "authors": "Ann Lee",
    "published": "2023-04-23",
    "url": "https://arxiv.org/abs/2304.13705",
    "topics": "a, b",
    "topic_names": "A, 나",
    "date": "2026-11-22",
}


def test_a_note_from_the_readers_own_template_reads_back(tmp_path: Path) -> None:
    (tmp_path / "template.md").write_text(TEMPLATE, encoding="utf-8")
    text = load_template(tmp_path, "2304.13705", values=VALUES, markdown=VALUES)
    assert text is not None
    note = parse_note("2304.13705", text.encode())

    assert (note.status, note.date, note.topics, note.problem) == ("reading", "2026-11-22", ("a", "b"), None)
    assert note.body.startswith(f"# {VALUES['title']}\n\n{VALUES['url']} by Ann Lee, 2023-04-23, $x_{{1}}$")
    assert load_template(tmp_path / "none", "2304.13705", values=VALUES, markdown=VALUES) is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("On {{title}}", "On {}"),
        ("{{title}} ({{ date }})", "{} (2026-11-22)"),
        ('"On {{title}}" # why', "On {}"),
        ("'It''s {{ title }}'", "It's {}"),
        ("[\"On {{title}}\", {{title}}, '{{title}}', it's]", ["On {}", "{}", "{}", "it's"]),
        ("{a: {{title}}}", {"a": "{}"}),
        ("{\n  a: {{title}},\n  b: {{ title }} }", {"a": "{}", "b": "{}"}),
    ],
)
def test_a_value_can_be_a_part_of_a_text_in_the_front_matter(tmp_path: Path, line: str, said: object) -> None:
    (tmp_path / "template.md").write_text(f"---\nx: {line}\n---\n", encoding="utf-8")
    for title in (VALUES["title"], 'It\'s "1": #2, [3] {4}'):
        values = {**VALUES, "title": title}
        text = load_template(tmp_path, "2304.13705", values=values, markdown=values)

        assert text is not None
        expected = json.dumps(said).replace("{}", json.dumps(title)[1:-1])
        assert yaml.safe_load(text.split("---")[1]) == {"x": json.loads(expected)}


def test_a_time_behind_a_date_makes_a_time_of_it_and_no_text(tmp_path: Path) -> None:
    (tmp_path / "template.md").write_text("---\nmade: {{date}} 09:30:00\n---\n", encoding="utf-8")
    text = load_template(tmp_path, "2304.13705", values=VALUES, markdown=VALUES)

    assert text == "---\nmade: 2026-11-22 09:30:00\n---\n"


@pytest.mark.parametrize(
    "title",
    [
        "A* and *B*: _pi_0_",
        "[x](y) `code` <b>bold</b>",
        "1. First # of $n$ ~~all~~",
        "- \\ | & [[wiki]]",
        "= #",
    ],
)
def test_a_title_stands_in_a_new_note_as_it_is_written(tmp_path: Path, title: str) -> None:
    (tmp_path / "template.md").write_text(TEMPLATE, encoding="utf-8")
    topic = replace(make_topic("a"), name=Text(en=title, ko=title))
    values = {**VALUES, "title": title, "authors": title}
    filled = load_template(tmp_path, "2304.13705", values=values, markdown=markdown_values(values))
    usual = note_template("2304.13705", title, topics=[topic], day="2026-11-22", lang="en")
    shown = html.escape(title, quote=False)

    for text in (filled, usual):
        assert text is not None
        body = parse_note("2304.13705", text.encode()).body
        assert html.unescape(render_note(body)).startswith(f"<h3>{title}</h3>\n")
        assert "<b>" not in render_note(body)
        assert json.dumps(title, ensure_ascii=False) in text
    assert f"What it means for {shown}</h4>" in render_note(usual)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"# {{ titel }}", "line 1: there is no placeholder 'titel'"),
        (b"one\n{{ paper.__class__ }}", "line 2: there is no placeholder 'paper.__class__'"),
        (b"---\nstatus: [x\n---\n", "the front matter is no YAML in line"),
        (b"---\nstatus: done\n---\n", "status 'done' is none of"),
        (b"caf\xe9", "line 1 is not UTF-8"),
    ],
)
def test_a_template_that_makes_no_note_is_named_with_the_reason(
    tmp_path: Path, text: bytes, problem: str
) -> None:
    (tmp_path / "template.md").write_bytes(text)

    with pytest.raises(StoreError, match="template") as caught:
        load_template(tmp_path, "2304.13705", values=VALUES, markdown=VALUES)
    assert problem in str(caught.value)
    assert "{{ title }}" in str(caught.value)


def test_other_files_among_the_notes_are_left_alone(tmp_path: Path) -> None:
    for name in ("2304.13705.md", "README.md", "2304.13705v2.md", ".vg-1.tmp"):
        (tmp_path / name).write_text("text")

    assert list(load_notes(tmp_path)) == ["2304.13705"]


_CONFLICT = "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> theirs\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"Mine\n{_CONFLICT}", 2),
        (f"```\ncode\n```\n\n{_CONFLICT}", 5),
        (f"How git marks it:\n\n```text\n{_CONFLICT}```\n", None),
        (f"~~~~\n~~~\n{_CONFLICT}~~~~\n", None),
        ("<<<<<<< this way\n\n>>>>>>> quoted in seven levels\n", None),
        (f"```code``` in a line\n{_CONFLICT}", 2),
    ],
)
def test_marks_of_a_conflict_are_told_where_git_left_them_and_not_where_the_reader_quotes_them(
    text: str, line: int | None
) -> None:
    problem = parse_note("2304.13705", text.encode()).problem

    assert problem == (line and Message("state_file.conflict", {"line": line}))
