"""``__all__`` of every module is sorted and says what the module offers."""

from __future__ import annotations

import ast
import importlib
import re
from functools import cache
from typing import TYPE_CHECKING

from tests.support.command_line import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = CHECKOUT / "src"
MODULES = sorted(
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    for path in (SOURCE / "vlagraph").rglob("*.py")
)
STATEMENTS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _path(module: str) -> Path:
    path = SOURCE.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(_path(module).read_text(encoding="utf-8"))


def _defined(module: str) -> set[str]:
    """The public functions and classes that ``module`` itself defines at its top."""
    return {
        node.name
        for node in _tree(module).body
        if isinstance(node, STATEMENTS) and not node.name.startswith("_")
    }


def _exported(module: str) -> list[str]:
    return list(getattr(importlib.import_module(module), "__all__", ()))


def _rank(name: str) -> tuple[bool, bool, str]:
    """Constants, then classes, then functions, as the linter sorts them."""
    return not name.isupper(), not name[0].isupper(), name


def test_all_is_sorted() -> None:
    unsorted = [module for module in MODULES if (names := _exported(module)) != sorted(set(names), key=_rank)]

    assert unsorted == []


def test_every_name_of_all_exists() -> None:
    missing = [
        f"{module}.{name}"
        for module in MODULES
        for name in _exported(module)
        if not hasattr(importlib.import_module(module), name)
    ]

    assert missing == []


def test_all_leaves_out_no_public_function_or_class_but_bases() -> None:
    bases = {"Document", "Value"}
    left = [
        f"{module}.{name}"
        for module in MODULES
        for name in sorted(_defined(module) - set(_exported(module)) - bases)
    ]

    assert left == []


def test_every_module_and_each_of_its_public_names_have_a_docstring() -> None:
    bare = [
        f"{module}.{node.name}"
        for module in MODULES
        for node in _tree(module).body
        if isinstance(node, STATEMENTS) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]

    assert [module for module in MODULES if not ast.get_docstring(_tree(module))] == []
    assert bare == []


def test_the_tree_of_errors_names_every_error_under_its_base() -> None:
    errors = importlib.import_module("vlagraph.errors")
    told = re.findall(r"^\s*((?:[|`]-- |\|   )*)(\w+Error)\b", errors.__doc__ or "", re.MULTILINE)
    path: list[str] = []
    bases = {}
    for lead, name in told:
        depth = len(lead) // 4
        path[depth:] = [name]
        bases[name] = path[depth - 1] if depth else "Exception"

    real = {name: getattr(errors, name) for name in errors.__all__ if name.endswith("Error")}
    real["OSError"] = OSError
    assert bases == {name: error.__bases__[0].__name__ for name, error in real.items()}
