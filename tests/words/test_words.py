"""The words that people read: complete in both languages, every key used, and none that is not there."""

from __future__ import annotations

import ast
import errno
import json
import os
import re
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest

from tests.support.command_line import CHECKOUT
from vlagraph.core.model import KeyPaper, Requirement, Resource, walk_texts
from vlagraph.core.papers.paper import EvidenceKind, EvidencePlace, Refusal
from vlagraph.core.plan import Pace
from vlagraph.core.study.report import MarkState
from vlagraph.errors import Problem, count_kinds, reason_of
from vlagraph.words import LANGS, Message, Term, render, table, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.graph import KnowledgeGraph

SOURCE = CHECKOUT / "src" / "vlagraph"
KEY = re.compile(r"[a-z_]+\.[a-z0-9_-]+")
PLACES = re.compile(r"\{(\w+)[^}]*\}")
NUMBERS = "count|n|all|total|read|learned|shown|starred|least|most|came|got|due|own|added|announced|attached|below|refused|lost|judged|stale|quiet"  # noqa: E501
PLURAL = re.compile(r"^(?: [\w'-]+){0,2} (?!(?:is|was|has|this|less|does)\b)[a-z-]+s\b(?! of {)")
BARE_PARTICLE = re.compile(
    r"\}[\"'”’]*(?:은|는|이|가|을|를|과|와|로|으로|이라는|라는|이라고|라고|이나|나|이며|며)(?=[\s.,]|라[서면]|$)"
)
"""A value, then a Korean particle of the one form that fits only some of its last sounds."""
DASHED_RANGE = re.compile(
    r"(?<![\d.-])(?:\d{1,3}(?:\.\d+)?|\{\w+\})[-–](?:\d{1,3}(?:\.\d+)?|\{\w+\})(?=[가-힣]|$)"
)
"""Numbers from one to another as English writes them; a year and a date have more digits, or more dashes."""
ONE_WORD = {
    "십시오": "세요",
    "작업 공간": "작업 폴더",
    "마일스톤": "이정표",
    "이니셜": "머리글자",
    "낱말": "단어",
    "학술지": "게재지",
    "참고 관계": "도움 관계",
    "후속 주제": "이어지는 주제",
    "설명: {text}": "코멘트: {text}",
}
"""What the Korean texts once said too, and the word that they say for it everywhere."""
NEVER_ONE = {
    "source.short_body": "bytes of a page, thousands of them",
    "watch.counts": "the noun stands for the papers of the line above",
}
"""Texts that count and need no form for one, and why."""


def _tables(lang: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads((SOURCE / "words" / f"{lang}.json").read_text("utf-8"))
    return found


def _keys(lang: str) -> set[str]:
    return {f"{name}.{entry}" for name, entries in _tables(lang).items() for entry in entries}


def _forms(text: object) -> list[str]:
    return [str(form) for form in text.values()] if isinstance(text, dict) else [str(text)]


@cache
def _nodes() -> tuple[ast.AST, ...]:
    texts = (path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    return tuple(node for text in texts for node in ast.walk(ast.parse(text)))


def _literals() -> Iterator[str]:
    """Every text in the code that has the shape of a key."""
    for node in _nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
            yield node.value


def _tables_of_codes() -> set[str]:
    """The tables whose words the code looks up by a code that is no literal."""
    calls = (node for node in _nodes() if isinstance(node, ast.Call))
    lookups = (call for call in calls if getattr(call.func, "id", "") in {"Term", "table", "term"})
    in_code = {str(arg.value) for call in lookups for arg in call.args[:2] if isinstance(arg, ast.Constant)}
    templates = (path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.j2"))
    return in_code.union(*(re.findall(r"""\|\s*term\(["'](\w+)""", text) for text in templates))


def test_both_languages_have_the_same_keys() -> None:
    assert _keys("en") == _keys("ko")


def test_a_text_names_the_same_values_in_both_languages() -> None:
    wrong = []
    korean = _tables("ko")
    for name, entries in _tables("en").items():
        for entry, text in entries.items():
            allowed = set(PLACES.findall(" ".join(_forms(text))))
            named = set(PLACES.findall(" ".join(_forms(korean[name][entry]))))
            wrong += [f"{name}.{entry}"] if named - allowed else []

    assert wrong == []


def test_a_particle_after_a_value_fits_whatever_the_value_ends_in() -> None:
    """Both forms, as in ``{path}은(는)``, or a noun between, as in ``'vlagraph add {paper}' 명령으로``."""
    texts = (
        (f"{n}.{e}", form) for n, es in _tables("ko").items() for e, t in es.items() for form in _forms(t)
    )

    assert [key for key, form in texts if BARE_PARTICLE.search(form)] == []
    assert BARE_PARTICLE.search("{paper}로 적으세요.")
    assert not BARE_PARTICLE.search("{paper}(으)로, {option} 옵션을, 프록시({proxy})를, {path}은(는)")


def test_the_korean_texts_have_one_word_for_a_thing_and_one_way_to_address_their_reader() -> None:
    texts = [
        (f"{n}.{e}", form) for n, es in _tables("ko").items() for e, t in es.items() for form in _forms(t)
    ]

    assert [(key, word) for key, form in texts for word in ONE_WORD if word in form] == []


def test_a_range_of_numbers_is_written_in_one_way_in_all_korean_texts(shipped: KnowledgeGraph) -> None:
    words = (form for es in _tables("ko").values() for text in es.values() for form in _forms(text))
    texts = [*words, *(text.ko for _, text in walk_texts(shipped.roadmap) if text.ko)]

    assert [found[0] for text in texts if (found := DASHED_RANGE.search(text))] == []
    assert all(map(DASHED_RANGE.search, ("{low}-{high}시간", "(1.5–3시간)", "1-2주")))
    assert not any(map(DASHED_RANGE.search, ("1.5~3시간", "2022-02-07에", "ISO 10218-2에")))


@pytest.mark.parametrize("lang", LANGS)
def test_the_files_are_sorted_and_a_text_a_line(lang: str) -> None:
    path = SOURCE / "words" / f"{lang}.json"
    text = json.dumps(_tables(lang), ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    assert path.read_text(encoding="utf-8") == text


def test_every_key_that_the_code_names_is_there() -> None:
    tables = _tables("en")
    files = (".js", ".json", ".lock", ".css")
    named = {key for key in _literals() if key.partition(".")[0] in tables and not key.endswith(files)}

    assert named - _keys("en") == set()


def test_every_key_is_named_by_the_code() -> None:
    """The tables of codes have tests of their own: below, and of the help and the options in tests/cli."""
    codes, named = _tables_of_codes(), set(_literals())

    assert {key for key in _keys("en") if key.partition(".")[0] not in codes} - named == set()


def _counted(text: str) -> bool:
    """Does a number stand before a noun of several in the English ``text``?"""
    found = re.finditer(rf"\{{({NUMBERS})(?::[^}}]*)?\}}((?: [\w'-]+)+)", text)
    return any(re.search(PLURAL, match[2]) for match in found)


def test_a_text_that_counts_things_has_a_form_for_one() -> None:
    """One paper, two papers: the number of the forms is called ``count``."""
    texts = {
        f"{name}.{entry}": text for name, entries in _tables("en").items() for entry, text in entries.items()
    }
    wrong = [
        key
        for key, text in texts.items()
        if isinstance(text, str) and f"{key}_one" not in texts and key not in NEVER_ONE and _counted(text)
    ]

    assert wrong == []
    assert set(NEVER_ONE) <= _keys("en")


def test_the_form_for_one_differs_from_that_for_several() -> None:
    forms = {f"{n}.{e}": text for n, entries in _tables("en").items() for e, text in entries.items()}
    alike = [key for key, text in forms.items() if isinstance(text, dict) and text["one"] == text["other"]]

    assert alike == []


@pytest.mark.parametrize(
    ("key", "values", "said"),
    [
        ("fetch.requests", {}, "1 request"),
        ("path.head", {"names": "A", "hours": "2 h", "depth": "first pass"}, "A: 1 step, 2 h (first pass)"),
        ("news.head", {"shown": 1, "order": "best first", "titles": ""}, "1 of 1 new paper, best first"),
        ("fetch.age", {}, "up to 1 day old"),
        ("marked.merged", {"new": 1}, "1 mark (1 new)"),
        ("progress.topics_learned", {"learned": 0}, "0 of 1 topic learned"),
        ("path.nothing_left", {"names": "vla"}, "vla is no topic of the roadmap itself: it was added since."),
    ],
)
def test_one_thing_is_told_as_one(key: str, values: dict[str, object], said: str) -> None:
    assert translate("en", key, count=1, **values).startswith(said)


def test_a_message_among_the_values_and_a_code_are_told_in_the_same_language() -> None:
    inner = Message("usage.did_you_mean", {"name": Term("role", "survey")})
    told = [translate(lang, "usage.no_such_option", option="--x", hint=inner) for lang in LANGS]

    assert told == [
        "there is no option --x here. Did you mean 'survey'?",
        "--x: 여기에서 쓸 수 없는 옵션입니다. 혹시 '서베이'입니까?",
    ]


def test_every_reason_of_the_system_is_one_that_there_is() -> None:
    assert set(table("en", "system")) <= set(errno.errorcode.values())


@pytest.mark.parametrize("name", ["EBUSY", "EINVAL", "ENOTEMPTY", "ESTALE", "ENOMEM", "ETXTBSY", "ENOTSUP"])
def test_what_a_disk_may_refuse_is_said_in_korean(name: str) -> None:
    reason = reason_of(OSError(getattr(errno, name), os.strerror(getattr(errno, name))))

    assert not re.search("[A-Za-z]", str(render(reason, "ko")))


@pytest.mark.parametrize(
    "text", ["", "{", '{"a"', '{"a": 1 "b"', "[1] 2", '"a', '"\x01"', r'"\x"', r'"\u12"']
)
def test_every_fault_that_the_reader_of_json_finds_has_its_word(text: str) -> None:
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads(text)

    assert f"{caught.value.msg[0].lower()}{caught.value.msg[1:]}" in table("ko", "json_fault")


def test_every_code_of_the_model_has_its_word(shipped: KnowledgeGraph) -> None:
    codes = {
        "role": get_args(get_type_hints(KeyPaper)["role"]),
        "requirement": (*get_args(get_type_hints(Requirement)["kind"]), "target"),
        "evidence": get_args(EvidenceKind),
        "where": tuple(filter(None, get_args(EvidencePlace))),
        "refusal": tuple(filter(None, get_args(Refusal))),
        "resource": get_args(get_type_hints(Resource)["kind"]),
        "pace": get_args(Pace),
        "mark": get_args(MarkState),
        "fact": tuple(fact.field for benchmark in shipped.roadmap.benchmarks for fact in benchmark.facts),
    }

    for name, needed in codes.items():
        for lang in LANGS:
            assert set(needed) <= set(table(lang, name)), (lang, name)


def _of_problems() -> Iterator[str]:
    """The keys of what is called wrong in files, where the source names them beside a problem."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found: list[ast.expr] = []
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                found = node.args[1:2]
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "what":
                found = [node.value]
            keys = (one.value for expr in found for one in ast.walk(expr) if isinstance(one, ast.Constant))
            yield from (key for key in keys if isinstance(key, str) and KEY.fullmatch(key))


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_of_problem_has_a_label_for_their_sum(lang: str) -> None:
    labels = table(lang, "problem")  # type: ignore[arg-type]
    told = {"check", "file", "import", "marks", "papers_file", "state_file"}
    keys = {key for key in _of_problems() if key.partition(".")[0] in told}

    assert len(keys) > 30
    assert sorted(key for key in keys if key not in labels and key.partition(".")[2] not in labels) == []


def test_a_label_is_that_of_the_problem_and_not_of_another_with_its_code() -> None:
    keys = ["marks.no_id", "import.no_id", "papers_file.not_json", "papers_file.twice", "file.in_encoding"]
    problems = [Problem("line 1", Message(key), Message("file.empty_todo")) for key in keys]

    assert count_kinds(problems, "en") == (
        "By kind: what is no id (1), nodes without an id (1), lines that are not JSON (1), "
        "papers that are there twice (1), files that are not UTF-8 (1)."
    )
