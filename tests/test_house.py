"""The rules of the house that no linter knows: sizes, arguments, commands, constants, keys of the words."""

from __future__ import annotations

import ast
import io
import shutil
import subprocess
import tokenize
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CHECKOUT
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = CHECKOUT / "src" / "vlagraph"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

MOST_LINES = 290
"""A module that is read in one sitting; what is longer holds two things."""
MOST_LINES_OF_A_FUNCTION = 40
MOST_PARAMETERS = 5
MOST_LINES_OF_A_COMMAND = 15
"""Without its signature, decorators and docstring: parse, one call, print."""
MOST_SHARE_OF_CLI = 0.12
"""Of the lines of the package; what computes or words an answer stands below."""

ROOT = {
    *(".ci", ".gitattributes", ".gitignore", ".npmrc", "Makefile", "eslint.config.js", "tsconfig.json"),
    *("CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "SECURITY.md", "docs"),
    *("constraints-lowest.txt", "constraints.txt", "locked", "pyproject.toml"),
    *("package-lock.json", "package.json", "src", "tests", "benchmarks", "graph", "papers"),
}
"""What stands at the root; anything else was left there by mistake."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One module of the package, parsed, with every function and method of it, and every call."""

    name: str
    text: str
    tree: ast.Module
    functions: tuple[Function, ...]
    calls: tuple[tuple[str, ast.Call], ...]

    def place(self, node: ast.AST, what: str) -> str:
        """How a fault is told: the module, the line and the name."""
        return f"{self.name}:{getattr(node, 'lineno', 0)} {what}"


def _is_key(text: str) -> bool:
    """Whether there is a text for this key."""
    try:
        return bool(translate("en", text))
    except KeyError:
        return False


@cache
def _source(name: str) -> Source:
    text = (PACKAGE / name).read_text(encoding="utf-8")
    tree = ast.parse(text)
    nodes = list(ast.walk(tree))
    functions = tuple(node for node in nodes if isinstance(node, Function))
    calls = ((_called(node), node) for node in nodes if isinstance(node, ast.Call))
    return Source(name, text, tree, functions, tuple(calls))


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _is_command(function: Function) -> bool:
    """Whether a decorator is ``click.command``, ``GROUP.command`` or one of the like for groups."""
    named = (d.func if isinstance(d, ast.Call) else d for d in function.decorator_list)
    return any(isinstance(name, ast.Attribute) and name.attr in {"command", "group"} for name in named)


def _parameters(function: Function) -> list[ast.arg]:
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return [arg for arg in every if arg is not None and arg.arg not in {"self", "cls"}]


def _body_lines(function: Function) -> int:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_every_module_and_each_of_its_functions_are_short() -> None:
    sources = [_source(name) for name in MODULES]
    long = [
        source.place(function, function.name)
        for source in sources
        for function in source.functions
        if (function.end_lineno or 0) - function.lineno >= MOST_LINES_OF_A_FUNCTION
    ]

    assert [source.name for source in sources if source.text.count("\n") > MOST_LINES] == []
    assert long == []


def test_a_function_takes_few_parameters() -> None:
    """Commands aside, and the library: their parameters are the options that people type by name."""
    crowded = [
        source.place(function, function.name)
        for source in map(_source, MODULES)
        for function in source.functions
        if source.name != "library.py"
        and not _is_command(function)
        and len(_parameters(function)) > MOST_PARAMETERS
    ]

    assert crowded == []


def test_no_parameter_is_a_tuple_that_hides_several_arguments() -> None:
    """Two of a kind, as a range of hours, are one thing; a text and a number are two arguments."""
    hiding = [
        source.place(arg, f"{function.name}({arg.arg})")
        for source in map(_source, MODULES)
        for aliases in [_aliases(source)]
        for function in source.functions
        for arg in _parameters(function)
        if arg.annotation is not None and _hides_several(arg.annotation, aliases)
    ]

    assert hiding == []


def _aliases(source: Source) -> dict[str, ast.expr]:
    """The names that the module gives to types at its top, also where only the type checker looks."""
    return {
        node.targets[0].id: node.value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.col_offset in {0, 4}
    }


def _hides_several(annotation: ast.expr, aliases: dict[str, ast.expr]) -> bool:
    match annotation:
        case ast.BinOp(left=left, right=right, op=ast.BitOr()):
            return _hides_several(left, aliases) or _hides_several(right, aliases)
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=parts)):
            kinds = {ast.unparse(part) for part in parts}
            return len(kinds - {"..."}) > 1
        case ast.Name(id=name) if name in aliases:
            others = {known: value for known, value in aliases.items() if known != name}
            return _hides_several(aliases[name], others)
    return False


def test_a_command_parses_calls_once_and_prints() -> None:
    long = [
        source.place(function, function.name)
        for source in map(_source, MODULES)
        for function in source.functions
        if _is_command(function) and _body_lines(function) > MOST_LINES_OF_A_COMMAND
    ]

    assert long == []


TOUCHING = {
    *("open", "read_bytes", "read_text", "write_bytes", "write_text", "touch", "unlink", "rmdir", "mkdir"),
    *("iterdir", "glob", "rglob", "scandir", "listdir", "makedirs", "removedirs", "rmtree", "copytree"),
    *("symlink_to", "hardlink_to", "mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory", "chmod"),
    *("copyfile", "copy2", "copyfileobj", "move", "utime", "truncate", "fdopen"),
}
"""The calls that touch files, whoever offers them (pathlib, os, shutil, tempfile, io)."""
TOUCHES = {
    "cli/streams.py": "gives its own output away where there is none, or nobody reads it",
    "core/matching/model.py": "reads a file of the package",
    "core/papers/levels.py": "reads a file of the package",
    "pipeline/beginning.py": "lists the roadmap of the package",
    "pipeline/fetch/job.py": "opens a source, which is no file",
    "pipeline/fetch/lookup.py": "opens a source, which is no file",
    "site/anchors.py": "reads files of the package",
    "site/layout/geometry.py": "reads a file of the package",
    "site/network.py": "reads a file of a package",
    "site/render.py": "reads a file of the package",
    "pipeline/fetch/snapshot/job.py": "reads the file that the reader named",
    "sources/snapshot/archive.py": "reads the file that the reader named",
    "store/docs.py": "lists the docs of the package",
    "store/spacing.py": "makes the private folder of the user",
    "store/versions.py": "opens the archive that git gave, in memory",
    "words/__init__.py": "reads files of the package",
}
"""The modules besides store/disk/ that call one of these, and what for."""


def test_only_one_door_leads_to_the_disk() -> None:
    calling = {
        source.name for source in map(_source, MODULES) for name, call in source.calls if _touches(name, call)
    }

    assert {name for name in calling if not name.startswith("store/disk/")} == set(TOUCHES)


def _touches(name: str, call: ast.Call) -> bool:
    """Whether it is the call of a library, not of a function of ours that is called alike."""
    return name in TOUCHING and (isinstance(call.func, ast.Attribute) or name == "open")


def test_nothing_stands_at_the_root_by_mistake() -> None:
    if shutil.which("git") is None or not (CHECKOUT / ".git").exists():
        pytest.skip("this is no checkout of git")
    command = ["git", "-C", str(CHECKOUT), "ls-files"]
    files = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()

    assert {name.partition("/")[0] for name in files} <= ROOT


def test_the_command_line_is_a_small_part_of_the_package() -> None:
    lines = {name: _source(name).text.count("\n") for name in MODULES}
    cli = sum(count for name, count in lines.items() if name.startswith("cli/"))

    assert cli <= MOST_SHARE_OF_CLI * sum(lines.values())


def test_every_number_that_was_chosen_says_why() -> None:
    silent = [
        source.place(node, name)
        for source in map(_source, MODULES)
        for name, node in _numbers(source.tree)
        if not _explained(source, node)
    ]

    assert silent == []


def _numbers(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """The constants at the top of a module that are a number or a collection of numbers."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case _:
                continue
        if name.isupper() and _is_numeric(value):
            yield name, node


def _is_numeric(value: ast.expr) -> bool:
    match value:
        case ast.Constant(value=number):
            return isinstance(number, int | float) and not isinstance(number, bool)
        case ast.UnaryOp(operand=inner):
            return _is_numeric(inner)
        case ast.BinOp(left=left, right=right):
            return _is_numeric(left) and _is_numeric(right)
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts) | ast.Dict(values=parts):
            return bool(parts) and all(map(_is_numeric, parts))
        case ast.Call(args=[inner], keywords=[]):
            return _is_numeric(inner)
    return False


def _explained(source: Source, node: ast.stmt) -> bool:
    """Whether a text stands below the constant, or a comment on one of its lines."""
    following = source.tree.body[source.tree.body.index(node) + 1 :][:1]
    if following and isinstance(following[0], ast.Expr) and isinstance(following[0].value, ast.Constant):
        return True
    return any(node.lineno <= line <= (node.end_lineno or 0) for line in _commented(source.text))


@cache
def _commented(text: str) -> frozenset[int]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return frozenset(token.start[0] for token in tokens if token.type == tokenize.COMMENT)


KEY_AT = {"translate": 1, "term": 1, "Message": 0, "Term": 0}
"""Which argument names a text, or a table, of the words; of an error it is the first."""


@cache
def _errors() -> frozenset[str]:
    """What is raised for people; of a DataError the first argument is a file, its problems are messages."""
    found = {"VlagraphError"}
    classes = [node for name in MODULES for node in _source(name).tree.body if isinstance(node, ast.ClassDef)]
    for _ in range(4):  # more than the tree of errors is deep
        found |= {node.name for node in classes if {ast.unparse(base) for base in node.bases} & found}
    return frozenset(found - {"DataError"})


def _keys_of_words(source: Source) -> Iterator[tuple[str, ast.Call, ast.expr]]:
    """Each call that names a text, and the argument that does."""
    for called, call in source.calls:
        place = KEY_AT.get(called, 0 if called in _errors() else None)
        if place is not None and len(call.args) > place:
            yield called, call, call.args[place]


def test_no_key_of_the_words_is_composed() -> None:
    composed = [
        source.place(call, called)
        for source in map(_source, MODULES)
        for called, call, key in _keys_of_words(source)
        if _is_composed(key)
    ]

    assert composed == []


def _is_composed(key: ast.expr) -> bool:
    match key:
        case ast.JoinedStr() | ast.BinOp():
            return True
        case ast.Call(func=ast.Attribute(attr="format" | "join" | "replace")):
            return True
        case ast.IfExp(body=one, orelse=other):
            return _is_composed(one) or _is_composed(other)
    return False


def test_every_error_that_is_raised_for_people_is_named_by_a_key_of_the_words() -> None:
    sentences = [
        source.place(call, repr(text))
        for source in map(_source, MODULES)
        for called, call, key in _keys_of_words(source)
        if called in _errors()
        for text in _literals(key)
        if not _is_key(text)
    ]

    assert sentences == []


def _literals(key: ast.expr) -> list[str]:
    match key:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=one, orelse=other):
            return _literals(one) + _literals(other)
    return []


def test_a_problem_of_a_file_is_told_by_messages() -> None:
    """Its place is a text; what is wrong and what to do next can be told in any language."""
    texts = [
        source.place(call, ast.unparse(part))
        for source in map(_source, MODULES)
        for called, call in source.calls
        if called == "Problem"
        for part in call.args[1:3]
        if isinstance(part, ast.Constant | ast.JoinedStr)
    ]

    assert texts == []
