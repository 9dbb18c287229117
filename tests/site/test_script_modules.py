"""Joining the modules of the pages into one script."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from vlagraph.site import render
from vlagraph.site.script_modules import join_modules
from vlagraph.site.words import WORDS, words_named

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "src" / "vlagraph" / "site" / "scripts"
ENTRIES = (render.MAP_PAGE, render.PLAIN_PAGE, render.BOOT, render.LATER, render.NAMES, render.HOST)


def join(entry: str, **modules: str) -> str:
    return join_modules(f"{entry}.js", {f"{name}.js": text for name, text in modules.items()}.__getitem__)


def test_a_module_comes_after_what_it_imports_and_once() -> None:
    joined = join(
        "page",
        page='import { one } from "./left.js";\nimport { two } from "./right.js";\none(two);\n',
        left='import { base } from "./base.js";\nexport function one() { base(); }\n',
        right='import { base } from "./base.js";\nexport const two = base();\n',
        base="export async function base() {}\n",
        unused="export const never = 1;\n",
    )

    assert joined.index("async function base") < joined.index("function one") < joined.index("one(two)")
    assert joined.index("function base") < joined.index("const two")
    assert joined.count("function base") == 1
    assert not re.search(r"^(import|export)|never", joined, re.MULTILINE)


def test_an_import_over_several_lines_is_read() -> None:
    joined = join(
        "page",
        page='import {\n  one,\n  two,\n} from "./base.js";\none(two);\n',
        base="export const one = 1;\nexport const two = 2;\n",
    )

    assert joined == "const one = 1;\nconst two = 2;\n\none(two);\n"


def test_comments_of_types_and_those_on_lines_of_their_own_are_left_out() -> None:
    joined = join(
        "page",
        page="// Why.\n/** What.\n * @param {string} a\n */\nfunction f(a) {\n"
        "  /** @type {number} */\n  const b = /** @type {any} */ (a);\n  // How.\n"
        '  return b + "//"; // in `that` way\n}\n',
    )

    assert joined == 'function f(a) {\n  const b = (a);\n  return b + "//"; // in `that` way\n}\n'


def test_a_text_whose_line_might_look_like_a_comment_is_refused() -> None:
    with pytest.raises(ValueError, match=r"a\.js: a text in backticks ends on its line: const a = `one"):
        join("a", a="const a = `one\n// two\n`;\n")


@pytest.mark.parametrize("text", ["const { a: b } = c;\n", "const [a = 1] = [];\n"])
def test_a_name_that_cannot_be_told_from_its_declaration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"a\.js: only names are declared"):
        join("a", a=text)


def test_a_circle_of_imports_is_refused() -> None:
    with pytest.raises(ValueError, match=r"import each other: .*a\.js.*b\.js"):
        join(
            "a",
            a='import { b } from "./b.js";\nexport const a = b;\n',
            b='import { a } from "./a.js";\nexport const b = a;\n',
        )


def test_a_name_that_is_not_exported_is_refused() -> None:
    with pytest.raises(ValueError, match=r"a\.js imports hidden, which b\.js does not export"):
        join("a", a='import { b, hidden } from "./b.js";\n', b="export const b = 1;\nconst hidden = 2;\n")


@pytest.mark.parametrize(
    "text",
    [
        "const same = 2;\n",
        "function same() {}\n",
        "const [same, other] = [1, 2];\n",
        "let same = 0;\n",
        "function* same() {}\n",
    ],
)
def test_a_name_that_two_modules_declare_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"both declare same"):
        join("a", a='import { b } from "./b.js";\n' + text, b="export const b = 1;\nconst same = b;\n")


@pytest.mark.parametrize(
    "statement",
    [
        'import "./b.js";',
        'import * as b from "./b.js";',
        'import b from "./b.js";',
        'export { b } from "./b.js";',
        "export default 1;",
        "export { b };",
    ],
)
def test_only_names_are_imported_and_exported(statement: str) -> None:
    with pytest.raises(ValueError, match=r"a\.js: only names"):
        join("a", a=f"{statement}\n", b="export const b = 1;\n")


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_script_of_the_pages_is_one_strict_scope(entry: str) -> None:
    text = render.script(entry)

    assert text.startswith('(function () {\n"use strict";\n')
    assert text.endswith("})();\n")
    assert text.isascii()
    assert not re.search("</script|<!--", text)
    assert not re.search(r"^(import|export)\b", text, re.MULTILINE)


def test_a_script_is_given_the_words_that_it_names_and_no_others() -> None:
    text = render.script(render.MAP_PAGE)
    found = re.search(r"^const WORDS = (.*);$", text, re.MULTILINE)

    assert found
    assert set(json.loads(found[1])) == words_named(text) <= set(WORDS)
    assert "WORDS" not in render.script(render.BOOT)


def test_every_module_belongs_to_a_page() -> None:
    joined = "\n".join(render.script(entry) for entry in ENTRIES)
    exported = re.compile(r"^export (?:async )?(?:function|const) (\w+)", re.MULTILINE)
    modules = [path for path in SCRIPTS.glob("*.js") if path.name not in ENTRIES]
    names = {path.name: exported.findall(path.read_text(encoding="utf-8")) for path in modules}

    assert [module for module, found in names.items() if found[0] not in joined] == []


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))

    assert not any("resolved" in package for package in lock["packages"].values())
    assert all(
        re.fullmatch(r"\d+\.\d+\.\d+", version)
        for version in lock["packages"][""]["devDependencies"].values()
    )
