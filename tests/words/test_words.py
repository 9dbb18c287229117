"""The words that people read: complete in both languages, every key used, and none that is not there."""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest

from tests.support.command_line import CHECKOUT
from vlagraph.core.model import KeyPaper, Requirement, Resource
from vlagraph.core.papers.paper import EvidenceKind, EvidencePlace, Refusal
from vlagraph.core.plan import Pace
from vlagraph.words import LANGS, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.graph import KnowledgeGraph

SOURCE = CHECKOUT / "src" / "vlagraph"
KEY = re.compile(r"[a-z_]+\.[a-z0-9_-]+")
PLACES = re.compile(r"\{(\w+)[^}]*\}")


def _tables(lang: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads((SOURCE / "words" / f"{lang}.json").read_text("utf-8"))
    return found


def _keys(lang: str) -> set[str]:
    return {f"{name}.{entry}" for name, entries in _tables(lang).items() for entry in entries}


def _forms(text: object) -> list[str]:
    return [str(form) for form in text.values()] if isinstance(text, dict) else [str(text)]


def _literals() -> Iterator[str]:
    """Every text in the code that has the shape of a key."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
                yield node.value


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


def test_every_code_of_the_model_has_its_word(shipped: KnowledgeGraph) -> None:
    codes = {
        "role": get_args(get_type_hints(KeyPaper)["role"]),
        "requirement": (*get_args(get_type_hints(Requirement)["kind"]), "target"),
        "evidence": get_args(EvidenceKind),
        "where": tuple(filter(None, get_args(EvidencePlace))),
        "refusal": tuple(filter(None, get_args(Refusal))),
        "resource": get_args(get_type_hints(Resource)["kind"]),
        "pace": get_args(Pace),
        "fact": tuple(fact.field for benchmark in shipped.roadmap.benchmarks for fact in benchmark.facts),
    }

    for name, needed in codes.items():
        for lang in LANGS:
            assert set(needed) <= set(table(lang, name)), (lang, name)
