"""Roadmap files that people break, and what they have to be told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.support.roadmaps import roadmap, topic
from vlagraph.store.roadmap import encode_roadmap

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["BROKEN", "SOUND", "TEXT"]

SOUND = roadmap(topic("a"), topic("b", "a"), topic("c", "b"))
TEXT = encode_roadmap(SOUND).decode()


def _edited(change: Callable[[dict[str, Any]], object]) -> bytes:
    plain = json.loads(TEXT)
    change(plain)
    return json.dumps(plain, indent=1, ensure_ascii=False).encode()


def _conflict(plain: str) -> bytes:
    lines = plain.splitlines()
    lines[5:5] = ["<<<<<<< mine", lines[4], "=======", lines[4], ">>>>>>> theirs"]
    lines[30:30] = ["<<<<<<< mine", "=======", ">>>>>>> theirs"]
    return "\n".join(lines).encode()


def _line(words: str) -> int:
    return TEXT.count("\n", 0, TEXT.index(words)) + 1


BROKEN: dict[str, tuple[bytes, list[str]]] = {
    "empty": (b"", ["file: empty"]),
    "blank": (b" \n\n", ["file: empty"]),
    "prose": (b"# Topics\n", ["line 1, column 1: not JSON: expecting value"]),
    "cut off": (TEXT[: len(TEXT) // 2].encode(), ["not JSON"]),
    "a comma too many": (
        TEXT.replace('"level": 1,', '"level": 1,,', 1).encode(),
        [f"line {_line('level')}, column 15: not JSON: expecting property name enclosed in double quotes"],
    ),
    "two conflicts": (
        _conflict(TEXT),
        ["line 6: a merge conflict was left in the file", "line 31: a merge conflict was left in the file"],
    ),
    "the end of a conflict": (
        TEXT.replace("\n", "\n>>>>>>> theirs\n", 1).encode(),
        ["line 2: a merge conflict was left in the file"],
    ),
    "UTF-16": (TEXT.encode("utf-16"), ["file: UTF-16 text instead of UTF-8", "Save the file as UTF-8"]),
    "UTF-16 without a mark": (TEXT.encode("utf-16-le"), ["file: UTF-16 text instead of UTF-8"]),
    "UTF-32": (TEXT.encode("utf-32"), ["file: UTF-32 text instead of UTF-8"]),
    "Korean code page": (
        '{\n\n "title":\n"한글",\n"x": "글"}'.encode("cp949"),
        ["line 4: not UTF-8", "line 5: not UTF-8"],
    ),
    "a list": (b"[]", ["file: must be an object, not a list of 0"]),
    "null": (b"null", ["file: must be an object, not null"]),
    "a text": (b'"roadmap"', ["file: must be an object, not the text 'roadmap'"]),
    "nothing in it": (
        b"{}",
        ["the field 'title' is missing", "the field 'areas' is missing", "'topics' is missing"],
    ),
    "wrong types": (
        _edited(lambda d: (d["topics"][0].update(level="1"), d["topics"][1].update(hours=[1], aliases=[3]))),
        [
            "topics[0] 'a'.level: must be a whole number from 1 to 5 (0: not judged yet), not the text '1'",
            "topics[1] 'b'.hours: must be a list of 2, each a whole number of at least 0, not a list of 1",
            "topics[1] 'b'.aliases[0]: must be a text that is not empty, not 3",
        ],
    ),
    "a wrong field name": (
        _edited(lambda d: d["topics"][1].update(requirs=d["topics"][1].pop("requires"))),
        ["topics[1] 'b': unknown field 'requirs'. Remove or rename it. Did you mean 'requires'?"],
    ),
    "a wrong field in a requirement": (
        _edited(lambda d: d["topics"][1]["requires"][0].update(kind="needed", reason={"e": "x"})),
        [
            "requires[0].kind: must be one of required, recommended, helps, not the text 'needed'",
            "reason: unknown field 'e'. Remove or rename it. Known: en, ko.",
        ],
    ),
    "ids that are none": (
        _edited(lambda d: (d["topics"][0].update(id="A b"), d["topics"][1].update(id="b\n"))),
        ["topics[0] 'A b'.id: must be an id of at most 64 small letters", "topics[1] 'b?'.id: "],
    ),
    "an empty text in one language": (
        _edited(lambda d: d["topics"][0]["name"].update(ko="")),
        ["topics[0] 'a'.name.ko: must be a text that is not empty, not an empty text"],
    ),
    "a text in no language": (
        _edited(lambda d: (d["topics"][0].update(name={}), d["topics"][1].update(name="b"))),
        [
            """topics[0] 'a'.name: must be {"en": "…", "ko": "…"} with at least one of the two, not an""",
            """topics[1] 'b'.name: must be {"en": "…", "ko": "…"} with at least one of the two, not the""",
        ],
    ),
    "a day and an address that are none": (
        _edited(
            lambda d: (
                d["topics"][0].update(reviewed="yesterday"),
                d["topics"][0]["resources"][0].update(url="example.org"),
            )
        ),
        [
            "reviewed: must be a day, such as 2026-11-20, not the text 'yesterday'",
            "url: must be an address that begins with http:// or https://, not the text 'example.org'",
        ],
    ),
    "an arXiv id that is none": (
        _edited(
            lambda d: d["topics"][0].update(
                key_papers=[{"arxiv": "2304.13705v2", "role": "survey", "why": {"en": "x", "ko": "글"}}]
            )
        ),
        ["topics[0] 'a'.key_papers[0].arxiv: must be an arXiv id without version, such as 2304.13705"],
    ),
    "NaN and Infinity": (
        TEXT.replace('"level": 1', '"level": NaN', 1).replace('"level": 1', '"level": -Infinity', 1).encode(),
        ["NaN is not JSON", "-Infinity is not JSON", "topics[0] 'a'.level", "topics[1] 'b'.level"],
    ),
    "huge numbers": (
        _edited(lambda d: (d["topics"][0].update(level=10**40), d["topics"][1].update(level=-(10**30)))),
        [
            "topics[0] 'a'.level: must be a whole number from 1 to 5 (0: not judged yet), not 10000",
            "topics[1] 'b'.level: must be",
        ],
    ),
    "a number of 5000 figures": (
        TEXT.replace('"level": 1', '"level": ' + "9" * 5000, 1).encode(),
        ["topics[0] 'a'.level: must be a whole number from 1 to 5 (0: not judged yet)"],
    ),
    "a number past every float": (
        TEXT.replace('"level": 1', '"level": 1e999', 1).encode(),
        ["'a'.level: must be"],
    ),
    "100,000 brackets": (b"[" * 100_000, ["file: nested too deeply"]),
    "100,000 objects": (b'{"a":' * 100_000, ["file: nested too deeply"]),
    "repeated keys": (
        TEXT.replace('"level": 1,', '"level": 1, "level": 2, "area": "x",', 1)
        .replace('"schema_ref"', '"x"')
        .replace('"title": {', '"title": 3, "title": {', 1)
        .encode(),
        ["an object names 'level' 2 times (near 'a')", "'area' 2 times (near 'a')", "'title' 2 times"],
    ),
    "half a character": (
        TEXT.replace("About a.", "About \\ud800 a.").replace("About b.", "\\uDC00").encode(),
        [
            f"line {_line('About a.')}: \\ud800 is half a character",
            f"line {_line('About b.')}: \\uDC00 is half a character",
        ],
    ),
    "half a character in a key": (
        TEXT.replace('"title"', '"ti\\udfff"', 1).encode(),
        ["the field 'title' is missing"],
    ),
    "a control character": (
        TEXT.replace("About a.", "About\x1b a.").encode(),
        ["not JSON: invalid control character"],
    ),
    "a newer schema": (_edited(lambda d: d.update(schema=99)), ["schema 99 is newer", "Upgrade vlagraph"]),
    "schema nought": (
        _edited(lambda d: d.update(schema=0)),
        ["schema: must be a whole number of at least 1, not 0"],
    ),
}
