"""Reading and judging the parameters of a query API request, in the order the server judges them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from .grammar import QuerySyntaxError, parse
from .matching import UnanswerableError, check
from .rewriting import rewrite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .grammar import Tree

__all__ = ["ApiError", "Query", "check_window", "first_values", "read_query"]

ERRORS_LINK = "https://arxiv.org/api/errors"
SORT_LINK = "https://arxiv.org/help/api/user-manual#sort"
NOTHING_GIVEN = "Either a search_query or id_list must be specified for the classic API."
SORT_BY = ("relevance", "lastUpdatedDate", "submittedDate")
SORT_ORDER = ("ascending", "descending")
_MAX_RESULTS = 10_000
_MANUAL_TOTAL, _MANUAL_SLICE = 30_000, 2_000
_ARCHIVES = (
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat "
    "cs dg-ga econ eess funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex "
    "nucl-th patt-sol physics plasm-ph q-alg q-bio q-fin quant-ph solv-int stat supr-con"
)
_ID = re.compile(
    r"\d{4}\.\d{4,5}(?:v\d*)?"
    rf"|(?:{'|'.join(_ARCHIVES.split())})(?:\.[A-Za-z][A-Za-z-]+)?/\d{{2}}[01]\d{{4}}(?:v\d*)?"
)
_INTERNAL = (
    "The server encountered an internal error and was unable to complete your request. Either the server is "
    "overloaded or there is an error in the application."
)


class ApiError(Exception):
    """A request the API answers with an error entry."""

    def __init__(self, status: int, message: str, link: str = ERRORS_LINK) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.link = link

    @classmethod
    def internal(cls) -> ApiError:
        """What an unhandled exception of the server looks like."""
        return cls(500, _INTERNAL)


@dataclass(frozen=True, slots=True)
class Query:
    """A valid request: what is asked, which window, which order."""

    original: str
    rewritten: str
    tree: Tree | None
    id_list: tuple[str, ...]
    start: int
    max_results: int
    sort_by: str
    descending: bool

    @property
    def title(self) -> str:
        """The query as the feed title shows it."""
        return self.titled(self.rewritten)

    def titled(self, search_query: str) -> str:
        """The feed title with another form of the search query."""
        ids = ",".join(self.id_list)
        return f"search_query={search_query}&id_list={ids}&start={self.start}&max_results={self.max_results}"


def first_values(text: str) -> dict[str, str]:
    """The parameters of a query string or form body; of a repeated one the first value counts."""
    values: dict[str, str] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        values.setdefault(name, value)
    return values


def read_query(values: Mapping[str, str]) -> Query:
    """The query the parameters mean. Raises ApiError, for the first thing wrong."""
    id_list = _id_list(values.get("id_list", ""))
    max_results = _count(values, "max_results", 10)
    start = _count(values, "start", 0)
    sort_by = _choice(values, "sortBy", SORT_BY, "relevance")
    sort_order = _choice(values, "sortOrder", SORT_ORDER, "descending")
    original = values.get("search_query", "")
    rewritten = original if values.get("raw") == "1" else rewrite(original)
    tree = _tree(rewritten)
    if tree is None and not id_list:
        raise ApiError(400, NOTHING_GIVEN)
    if tree is not None:
        try:
            check(tree)
        except UnanswerableError as problem:
            raise ApiError.internal() from problem
    return Query(original, rewritten, tree, id_list, start, max_results, sort_by, sort_order == "descending")


def _id_list(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    ids = tuple(text.split(","))
    for identifier in ids:
        if not _ID.search(identifier):
            link = f"{ERRORS_LINK}#incorrect_id_format_for_{identifier}"
            raise ApiError(400, f"incorrect id format for {identifier}", link)
    return ids


def _count(values: Mapping[str, str], name: str, default: int) -> int:
    try:
        value = int(values.get(name, default))
    except ValueError:
        link = f"{ERRORS_LINK}#{name}_must_be_an_integer"
        raise ApiError(400, f"{name} must be an integer", link) from None
    if value < 0:
        raise ApiError(400, f"{name} must be non-negative", f"{ERRORS_LINK}#{name}_must_be_non-negative")
    return value


def _choice(values: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str) -> str:
    value = values.get(name, default)
    if value not in allowed:
        raise ApiError(400, f"{name} must be in: {', '.join(allowed)}", SORT_LINK)
    return value


def _tree(rewritten: str) -> Tree | None:
    try:
        return parse(rewritten)
    except QuerySyntaxError as problem:
        raise ApiError(400, f"Invalid query string: '{rewritten}'") from problem
    except RecursionError as problem:
        raise ApiError.internal() from problem


def check_window(query: Query, *, manual: bool) -> int:
    """How many entries at most to answer with. Raises ApiError where the window is refused."""
    start, size = query.start, query.max_results
    if manual:
        if max(size, start + min(size, _MANUAL_SLICE)) > _MANUAL_TOTAL:
            raise ApiError(400, f"max_results and start must not go beyond {_MANUAL_TOTAL} results")
        return min(size, _MANUAL_SLICE)
    if size == 0 or 1 + round(start / size) > _MAX_RESULTS // size or start + size > _MAX_RESULTS:
        raise ApiError.internal()
    return size
