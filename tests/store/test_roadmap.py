"""Bad roadmap files: every problem with its place and the next step, the file untouched, no traceback."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.broken import BROKEN, SOUND
from tests.support.roadmaps import roadmap, text, topic
from vlagraph.cli import run
from vlagraph.core.model import Roadmap
from vlagraph.errors import DataError, StoreError
from vlagraph.store.diagnosis import explain_bytes
from vlagraph.store.examine import examine_roadmap
from vlagraph.store.roadmap import encode_roadmap, load_roadmap

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("command", ["check", "path"])
def test_a_broken_file_is_explained_with_every_fault_and_left_as_it_is(
    name: str, command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    content, expected = BROKEN[name]
    file = tmp_path / "graph" / "topics.json"
    file.parent.mkdir()
    file.write_bytes(content)

    code = run(["check", str(file)] if command == "check" else ["--root", str(tmp_path), "path", "a"])
    out, err = capfd.readouterr()

    assert (code, out) == (1, "")
    assert str(file) in err
    assert [part for part in expected if part not in err] == []
    assert "Traceback" not in err
    assert file.read_bytes() == content


@pytest.mark.parametrize("name", BROKEN)
def test_format_never_touches_a_file_that_it_cannot_read_whole(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    content, _ = BROKEN[name]
    file = tmp_path / "graph" / "topics.json"
    file.parent.mkdir()
    file.write_bytes(content)

    code = run(["--root", str(tmp_path), "format"])

    assert code == 1
    assert file.read_bytes() == content
    assert {path.name for path in file.parent.iterdir()} <= {"topics.json", "topics.json.lock"}


@pytest.mark.parametrize("name", BROKEN)
def test_each_problem_says_where_it_is_and_what_to_do(name: str, tmp_path: Path) -> None:
    file = tmp_path / "topics.json"
    file.write_bytes(BROKEN[name][0])

    with pytest.raises(DataError) as caught:
        load_roadmap(file)

    assert all(p.where and p.text("en").endswith((".", "?")) for p in caught.value.problems)


def test_a_missing_file_and_a_folder_are_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="No such file"):
        load_roadmap(tmp_path / "topics.json")
    with pytest.raises(StoreError, match="it is a folder"):
        examine_roadmap(tmp_path)


def test_a_file_without_permission_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "topics.json"
    file.write_bytes(encode_roadmap(SOUND))

    def refuse(*_: object, **__: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("vlagraph.store.disk.read", refuse)

    assert run(["check", str(file)]) == 1
    assert "cannot be read (Permission denied). Check the path" in capfd.readouterr().err


def test_faults_of_every_sort_in_one_file_are_reported_in_one_run(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "topics.json"
    file.write_bytes(
        encode_roadmap(
            roadmap(topic("a", "b", "ghost"), topic("b", "a"), topic("c", "d"), topic("d", area="x"))
        )
    )

    code = run(["check", str(file), "--format", "json"])
    found = msgspec.json.decode(capfd.readouterr().out)

    assert code == 1
    assert found["file"] == str(file)
    assert [p["where"] for p in found["problems"] if p["severity"] == "error"] == [
        "requires",
        "topics[0] a.requires[1]",
        "topics[3] d",
    ]
    assert all(set(problem) == {"kind", "where", "what", "todo", "severity"} for problem in found["problems"])


def _two_megabytes(make: Callable[[int], str]) -> bytes:
    words = '{"en": "x", "ko": "글"}'
    head, tail = f'{{"title": {words}, "areas": [{{"id": "f", "name": {words}}}], "topics": [', "]}"
    one = make(0)
    count = 2_000_000 // len(one.encode()) + 1
    return (head + ",".join(make(number) for number in range(count)) + tail).encode()


def _big(number: int) -> str:
    words = {"en": "word " * 200, "ko": "글"}
    whole = topic(f"t{number}", f"t{number + 1_000_000}", area="f")
    plain = msgspec.to_builtins(whole)
    return json.dumps({**plain, "summary": words}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_big, "does not exist"),
        (lambda number: '{"id": "t", "x": 1}', "problems"),
        (lambda number: "[" * 50 + "]" * 50, "must be an object"),
    ],
    ids=["dangling", "no topics at all", "lists"],
)
def test_two_megabytes_of_mistakes_are_explained_in_short(
    make: Callable[[int], str], said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "topics.json"
    file.write_bytes(_two_megabytes(make))

    code = run(["check", str(file)])
    err = capfd.readouterr().err

    assert code == 1
    assert said in err
    assert "more; --format json lists all." in err
    assert len(err) < 60_000


def test_ten_megabytes_without_a_mistake_are_read_and_ordered(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "topics.json"
    long = "word " * 1000
    chance = random.Random(1)
    needs = [chance.sample(range(max(0, n - 20), n), min(n, 1)) for n in range(2000)]
    topics = (topic(f"t{n}", *(f"t{before}" for before in needs[n])) for n in range(2000))
    sound = roadmap(*(msgspec.structs.replace(t, summary=text(long)) for t in topics))
    file.write_bytes(encode_roadmap(sound))

    code = run(["check", str(file)])

    assert file.stat().st_size > 10_000_000
    assert code == 0
    assert "0 problems" in capfd.readouterr().out


@given(st.binary(max_size=60))
def test_any_bytes_are_a_roadmap_or_explained(data: bytes) -> None:
    assert explain_bytes(data, Roadmap)


@given(st.data())
def test_any_damage_to_a_file_is_explained_or_harmless(data: st.DataObject) -> None:
    whole = encode_roadmap(SOUND)
    at = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 20))
    put = data.draw(
        st.binary(max_size=8) | st.sampled_from([b'"', b"\\", b"\\ud8", b"NaN", b"1e999", b"{", b"]", b"-0"])
    )
    damaged = whole[:at] + put + whole[at + cut :]

    problems = explain_bytes(damaged, Roadmap)

    if not problems:
        msgspec.json.decode(damaged, type=Roadmap)
    else:
        assert all(problem.where and problem.what.key and problem.todo.key for problem in problems)
        assert all(str(problem).isprintable() for problem in problems)
