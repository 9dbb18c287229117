"""What a tool is: a command with its inputs, as JSON Schema for a client and as a command line for us."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from vlagraph.core.text import visible
from vlagraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "MAP_URI",
    "Input",
    "Tool",
    "command_line",
    "meta_of",
    "page_asked",
    "schema_of",
    "texts_of",
    "with_inputs",
]

MAP_URI = "ui://vlagraph/map"
"""The name of the map's page, by which programs that show pages of servers ask for it."""

Kind = Literal["text", "texts", "whole", "number", "flag"]

_OPTION = re.compile(r"'vlagraph [^']*'|(?<![\w'-])--[a-z][a-z-]*[a-z]")
"""A command that a message quotes, or an option that it speaks of."""

_SCHEMAS: dict[Kind, dict[str, Any]] = {
    "text": {"type": "string"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "whole": {"type": "integer"},
    "number": {"type": "number"},
    "flag": {"type": "boolean"},
}


@dataclass(frozen=True)
class Input:
    """One input of a tool; ``option`` is that of the command, none for its arguments.

    An input of ``ours`` is read by the tool itself and reaches no command line.
    """

    name: str
    text: str
    kind: Kind = "text"
    option: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    ours: bool = False


@dataclass(frozen=True)
class Tool:
    """A tool: the words of its command, and by what it may be asked to mark the words of the command for it.

    ``reading`` are words that keep the command from marking anything. What it answers is ``shown`` on the map
    by programs that show pages.
    """

    name: str
    text: str
    command: tuple[str, ...]
    inputs: tuple[Input, ...]
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reading: tuple[str, ...] = ()
    shown: bool = False

    def input(self, name: str) -> Input:
        """The input called ``name``.

        Raises:
            UsageError: there is none.
        """
        found = next((one for one in self.inputs if one.name == name), None)
        if found is None:
            names = ", ".join(one.name for one in self.inputs)
            raise UsageError("tool.no_input", tool=self.name, name=name, names=names)
        return found


def schema_of(tool: Tool) -> dict[str, Any]:
    """The JSON Schema of what ``tool`` is given."""
    properties = {
        one.name: {
            **_SCHEMAS[one.kind],
            **({"enum": list(one.choices)} if one.choices else {}),
            **({"description": one.text} if one.text else {}),
        }
        for one in tool.inputs
    }
    required = [one.name for one in tool.inputs if one.required]
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


def meta_of(tool: Tool) -> dict[str, Any] | None:
    """What MCP Apps (SEP-1865) tells a program of the page for the answers of ``tool``."""
    return {"ui": {"resourceUri": MAP_URI}} if tool.shown else None


def texts_of(tools: Iterable[Tool]) -> str:
    """All that a client is told about ``tools``, as it is sent."""
    from vlagraph.agents.pages import compact

    return compact([[tool.name, tool.text, schema_of(tool), meta_of(tool)] for tool in tools])


def command_line(tool: Tool, given: Mapping[str, Any]) -> list[str]:
    """The words of the command that ``tool`` runs for the inputs ``given``, by name.

    A value becomes part of its option, or stands behind ``--``, so that none is taken for an option.

    Raises:
        UsageError: an input that the tool does not have, or of another kind; or one that it needs is missing.
    """
    options: list[str] = []
    for name, value in given.items():
        one = tool.input(name)
        words = _words(tool, one, value)
        if one.kind == "flag":
            options += [one.option] * (bool(words) and not one.ours)
        elif one.option:
            options += [f"{one.option}={word}" for word in words]
    missing = [one.name for one in tool.inputs if one.required and _is_missing(given.get(one.name))]
    if missing:
        raise UsageError("tool.missing", tool=tool.name, names=", ".join(missing))
    reading = () if given.get("mark") else tool.reading
    return [*tool.command, *reading, *options, "--", *_arguments(tool, given)]


def with_inputs(tool: Tool, text: str) -> str:
    """``text`` of the command of ``tool`` with its inputs in the place of their options.

    An assistant knows no others; commands to be typed, which are quoted, stay as they are.
    """
    names = {one.option: one.name for one in tool.inputs if one.option}
    return _OPTION.sub(lambda found: names.get(found[0], found[0]), text)


def page_asked(tool: Tool, value: object) -> int:
    """The page of an answer that a call asks for by ``value``: the first where it asks for none.

    Raises:
        UsageError: that is no whole number.
    """
    return int(next(iter(_words(tool, tool.input("page"), value)), "1"))


def _is_missing(value: object) -> bool:
    """Whether ``value`` is nothing, or texts in which nothing is seen."""
    texts = value if isinstance(value, list) else [value]
    return all(one is None or (isinstance(one, str) and not visible(one)) for one in texts)


def _arguments(tool: Tool, given: Mapping[str, Any]) -> list[str]:
    """The arguments in the order of the command, whatever that of the inputs."""
    arguments = [one for one in tool.inputs if not one.option and not one.ours and one.name in given]
    return [word for one in arguments for word in _words(tool, one, given[one.name])]


def _words(tool: Tool, one: Input, value: object) -> Sequence[str]:
    """``value`` as words of a command line; one for a flag that is set, none for what is not given."""
    match one.kind, value:
        case _, None:
            return []
        case "flag", bool(on):
            return ["on"] if on else []
        case "whole" | "number", int(number) if not isinstance(number, bool):
            return [str(number)]
        case "whole", float(number) if number.is_integer():  # as JSON Schema has it: 3.0 is an integer
            return [str(int(number))]
        case "number", float(number):
            return [repr(number)]
        case "text" | "texts" | "number", str(text):
            return [text]
        case "texts", list(texts) if all(isinstance(text, str) for text in texts):
            return texts
    raise UsageError("tool.other_kind", tool=tool.name, name=one.name, kind=_SCHEMAS[one.kind]["type"])
