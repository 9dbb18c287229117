"""The modules of ``scripts/`` joined into one script: in a page from disk, browsers refuse modules.

Modules name what they import and export, by name alone. Joined, they share one scope: the order follows from
the imports, and a name that two modules declare is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["join_modules"]

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:(?:async )?function\*?|class|const|let) \w)", re.MULTILINE)
_DECLARATION = re.compile(
    r"^(export )?(?:(?:async )?function\*?|class|const|let) (\w+|\[[^\]]*\]|\{[^}]*\})", re.MULTILINE
)
_TYPE_LINES = re.compile(r"^[ \t]*/\*\*\s(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_TYPE_WORDS = re.compile(r"/\*\*\s(?:(?!\*/).)*\*/ ?")
_COMMENT_LINES = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)


@dataclass(frozen=True)
class _Module:
    """What a module imports (names by module), exports and declares, and its text without imports."""

    imports: Mapping[str, frozenset[str]]
    exports: frozenset[str]
    declared: frozenset[str]
    body: str


def join_modules(entry: str, read: Callable[[str], str]) -> str:
    """The text of ``entry`` and of all that it imports, each once, after what it imports itself.

    ``read`` gives the text of a module by its file name. Comments that hold types or have a line of their
    own are left out.

    Raises:
        ValueError: modules import each other in a circle, a name is imported that is not exported, two
            modules declare the same name, a statement imports, exports or declares otherwise than by name,
            or a text in backticks goes over several lines, of which one might look like a comment.
    """
    modules = _collect(entry, read)
    sorter = TopologicalSorter({name: module.imports for name, module in modules.items()})
    try:
        order = list(sorter.static_order())
    except CycleError as error:
        raise ValueError(f"scripts import each other: {' -> '.join(error.args[1])}") from error
    _check_names(modules)
    return "\n".join(modules[name].body for name in order)


def _collect(entry: str, read: Callable[[str], str]) -> dict[str, _Module]:
    found: dict[str, _Module] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _parse(name, read(name))
            waiting.extend(found[name].imports)
    return found


def _parse(name: str, text: str) -> _Module:
    imports: dict[str, frozenset[str]] = {}
    for names, source in _IMPORT.findall(text):
        imports[source] = imports.get(source, frozenset()) | _names(names)
    exports, declared = set[str](), set[str]()
    for exported, names in _DECLARATION.findall(text):
        declared |= _names(names.strip("[]{}"))
        if renamed := sorted(part for part in declared if not part.isidentifier()):
            raise ValueError(f"{name}: only names are declared, each by itself: {renamed[0]}")
        exports |= _names(names) if exported else set()
    body = _EXPORT.sub("", _IMPORT.sub("", text))
    if other := re.search(r"^(?:import|export)\b.*", body, re.MULTILINE):
        raise ValueError(f"{name}: only names are imported and exported, each by itself: {other[0]}")
    body = _COMMENT_LINES.sub("", _TYPE_WORDS.sub("", _TYPE_LINES.sub("", body)))
    if odd := next((line for line in body.splitlines() if line.count("`") % 2), None):
        raise ValueError(f"{name}: a text in backticks ends on its line: {odd.strip()}")
    return _Module(imports, frozenset(exports), frozenset(declared), body.strip("\n") + "\n")


def _names(listed: str) -> frozenset[str]:
    return frozenset(name for part in listed.split(",") if (name := part.strip()))


def _check_names(modules: Mapping[str, _Module]) -> None:
    owner: dict[str, str] = {}
    for name, module in modules.items():
        for source, wanted in module.imports.items():
            if unknown := sorted(wanted - modules[source].exports):
                raise ValueError(f"{name} imports {', '.join(unknown)}, which {source} does not export")
        for declared in sorted(module.declared):
            if declared in owner:
                raise ValueError(f"{owner[declared]} and {name} both declare {declared}")
            owner[declared] = name
