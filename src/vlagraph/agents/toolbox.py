"""The tools of one server: each call runs a command, and what that prints comes back in pages."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from vlagraph.agents.fence import fenced
from vlagraph.agents.pages import Part, begin, compact, cut_text, split
from vlagraph.agents.tokens import tokens_of
from vlagraph.agents.tools import command_line, page_asked, with_inputs
from vlagraph.errors import UsageError, VlagraphError
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vlagraph.agents.tools import Tool
    from vlagraph.core.model import Lang

__all__ = ["MOST_ANSWER", "Ran", "Reply", "ToolBox"]

MOST_ANSWER = 4_000
"""Tokens of one answer, so that a dozen fit beside a conversation."""
_ROOM = 3_800
"""Tokens of the part of a document that a page holds; the rest is for the numbers around it."""
_FOREIGN_ROOM = 3_500
"""Tokens of an abstract: arXiv takes 1,920 characters, which are a third of that in English."""
_PLACES = 5
"""How many places are named where something was cut: enough to know that, and of what."""
_PLACE_CHARACTERS = 60
"""How much of the name of such a place."""
_ERROR_CHARACTERS = 1_000
"""Of an error, of which each may be two tokens: it is one sentence, unless a file has hundreds of faults."""
_KEPT = 8
"""Answers whose later pages can be asked for: more than anyone reads at once."""
_FOREIGN = {"abstract", "comment"}
"""Fields of papers that hold sentences of others."""


class Ran(NamedTuple):
    """What a command left behind: its exit code, its document, its remarks."""

    code: int
    out: str
    err: str


class Reply(NamedTuple):
    """The texts of an answer, or of why there is none."""

    texts: tuple[str, ...]
    failed: bool = False


@dataclass
class ToolBox:
    """Calls tools by ``run``, which runs a command line; keeps the last answers for their later pages.

    Without ``may_mark`` no call changes anything that the reader has.
    """

    tools: Sequence[Tool]
    run: Callable[[Sequence[str]], Ran]
    lang: Lang
    may_mark: bool = False
    _answers: OrderedDict[str, tuple[Reply, ...]] = field(default_factory=OrderedDict)

    def call(self, name: str, given: Mapping[str, Any]) -> Reply:
        """The answer of the tool ``name`` to the inputs ``given``: the page that they ask for, or the first.

        What is wrong with them is told as an answer too, for the assistant to mend.
        """
        try:
            return self._page(self._tool(name), dict(given))
        except VlagraphError as error:
            return _failure(error.text(self.lang))

    def _tool(self, name: str) -> Tool:
        found = next((tool for tool in self.tools if tool.name == name), None)
        if found is None:
            raise UsageError("tool.no_tool", name=name, names=", ".join(tool.name for tool in self.tools))
        return found

    def _page(self, tool: Tool, given: dict[str, Any]) -> Reply:
        if given.get("mark") is not None and not self.may_mark:
            raise UsageError("tool.read_only")
        page = page_asked(tool, given.pop("page", None))
        key = compact([tool.name, sorted(given.items())])
        if page == 1 or key not in self._answers:
            self._answers[key] = self._ask(tool, given)
        self._answers.move_to_end(key)
        while len(self._answers) > _KEPT:
            self._answers.popitem(last=False)
        pages = self._answers[key]
        if not 1 <= page <= len(pages):
            raise UsageError("tool.no_page", page=page, count=len(pages))
        return pages[page - 1]

    def _ask(self, tool: Tool, given: dict[str, Any]) -> tuple[Reply, ...]:
        """The pages of an answer. Only where there is one a mark is made: what is refused marks nothing."""
        asking = command_line(tool, given)
        marking = self._marking(tool, given)
        remarks: list[str] = []
        if marking:
            self._run(tool, asking)
            remarks = self._run(tool, marking, told=True)[1]
        document, more = self._run(tool, asking)
        answer = msgspec.json.decode(document)
        abstract = _abstract(answer) if given.get("abstract") else ""
        said = [*remarks, *more]
        if given.get("abstract") and not abstract:
            said.append(translate(self.lang, "tool.no_abstract"))
        value = {"answer": _without_foreign(answer), **({"remarks": said} if said else {})}
        return _pages(value, fenced(abstract, self.lang) if abstract else "")

    def _marking(self, tool: Tool, given: Mapping[str, Any]) -> list[str]:
        """The command that marks what the call is about; no words where none is needed."""
        mark = given.get("mark")
        if mark is None:
            return []
        if mark not in tool.marks:
            raise UsageError("tool.no_mark", mark=compact(mark), names=", ".join(tool.marks))
        about = given.get(tool.inputs[0].name)
        return [*tool.marks[mark], "--", *([about] if about else [])] if tool.marks[mark] else []

    def _run(self, tool: Tool, words: Sequence[str], *, told: bool = False) -> tuple[str, list[str]]:
        """The document that a command prints, and its remarks; where it is ``told`` in lines these are too.

        What it says of its options is said of the inputs of ``tool``.

        Raises:
            VlagraphError: the command failed; its reason.
        """
        ran = self.run(words)
        if ran.code:
            raise VlagraphError("tool.refused", text=with_inputs(tool, _reason(ran, self.lang)))
        lines = with_inputs(tool, ran.err + ran.out if told else ran.err)
        return ran.out, [line.removeprefix("vlagraph: ") for line in lines.splitlines() if line]


def _pages(value: Mapping[str, Any], foreign: str) -> tuple[Reply, ...]:
    """``value`` in numbered pages; the text of others behind the last one, or where it is full on its own."""
    parts = split(value, _ROOM)
    alone = bool(foreign) and tokens_of(compact(parts[-1].value)) + tokens_of(foreign) > _ROOM
    count = len(parts) + alone
    found = [_numbered(part, page, count) for page, part in enumerate(parts, start=1)]
    if alone:
        found.append(_numbered(Part({}), count, count))
    *before, last = found
    return (*(Reply((text,)) for text in before), Reply((last, foreign) if foreign else (last,)))


def _numbered(part: Part, page: int, count: int) -> str:
    cut = {"cut": [cut_text(place, _PLACE_CHARACTERS) for place in part.cut[:_PLACES]]} if part.cut else {}
    return compact({**part.value, "page": page, "pages": count, **cut})


def _abstract(answer: Any) -> str:  # noqa: ANN401 - JSON
    return begin(answer["paper"].get("abstract") or "", _FOREIGN_ROOM)


def _without_foreign(value: Any) -> Any:  # noqa: ANN401 - JSON
    """``value`` without what others wrote in sentences."""
    if isinstance(value, dict):
        return {key: _without_foreign(part) for key, part in value.items() if key not in _FOREIGN}
    return [_without_foreign(part) for part in value] if isinstance(value, list) else value


def _failure(text: str) -> Reply:
    return Reply((compact({"error": cut_text(text, _ERROR_CHARACTERS)}),), failed=True)


def _reason(ran: Ran, lang: Lang) -> str:
    """What is wrong: the last paragraph that the command printed, without how it is called.

    No line keeps what a terminal shows in front of it: the name of the program, or that it is an error.
    """
    said = ran.err.strip().rpartition("\n\n")[2].removeprefix(translate(lang, "usage.error", message=""))
    return "\n".join(line.removeprefix("vlagraph: ") for line in said.splitlines())
