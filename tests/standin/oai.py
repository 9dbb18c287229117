"""The OAI-PMH service: verbs, arguments, resumption tokens. Writes XML only through oai_xml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote_plus, unquote_plus, urlencode

from .index import Paper
from .markup import text
from .messages import XML, Answer
from .oai_xml import BASE_URL, FORMATS, Row, document, header, metadata, set_specs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from .collection import Collection
    from .faults import Fault
    from .messages import Request
    from .records import Record
    from .settings import Profile

__all__ = ["OaiMoment", "answer_oai"]

EARLIEST = "2005-09-16"
_LIST_ARGUMENTS = frozenset(("metadataPrefix", "from", "until", "set"))
_SHIFTS = {"repeated": -1, "skipped": 1}


class OaiError(Exception):
    """An OAI-PMH error condition."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class OaiMoment:
    """The state a request is answered from."""

    collection: Collection
    now: datetime
    profile: Profile


@dataclass(frozen=True, slots=True)
class _Call:
    """One request: its arguments, its state, its fault."""

    arguments: Mapping[str, str]
    moment: OaiMoment
    fault: Fault | None


def answer_oai(request: Request, moment: OaiMoment, fault: Fault | None) -> Answer:
    """The answer to a request for /oai; errors are answers too, with status 200."""
    arguments = {name: value for name, value in request.parameters.items() if name != "verb"}
    verb = request.parameters.get("verb", "")
    shown: Mapping[str, str] = {"verb": verb, **arguments}
    try:
        if verb not in _VERBS:
            raise OaiError("badVerb", f"Illegal verb {verb!r}")
        inner = _VERBS[verb](_Call(arguments, moment, fault))
    except OaiError as problem:
        shown = {} if problem.code in ("badVerb", "badArgument") else shown
        inner = [f'<error code="{problem.code}">{text(str(problem))}</error>']
    answer = Answer(200, document(moment.now, shown, inner), XML)
    return answer.with_header("Surrogate-Control", "max-age=3600")


def _allow(call: _Call, required: frozenset[str], optional: frozenset[str] = frozenset()) -> None:
    given = set(call.arguments)
    if given - required - optional:
        raise OaiError("badArgument", f"Illegal argument {min(given - required - optional)}")
    if required - given:
        raise OaiError("badArgument", f"Missing argument {min(required - given)}")


def _identify(call: _Call) -> list[str]:
    _allow(call, frozenset())
    return [
        "<Identify>",
        "<repositoryName>arXiv</repositoryName>",
        f"<baseURL>{BASE_URL}</baseURL>",
        "<protocolVersion>2.0</protocolVersion>",
        "<adminEmail>help@arxiv.org</adminEmail>",
        f"<earliestDatestamp>{EARLIEST}</earliestDatestamp>",
        "<deletedRecord>persistent</deletedRecord>",
        "<granularity>YYYY-MM-DD</granularity>",
        "</Identify>",
    ]


def _list_formats(call: _Call) -> list[str]:
    _allow(call, frozenset(), frozenset(("identifier",)))
    if "identifier" in call.arguments:
        _row_named(call)
    lines = ["<ListMetadataFormats>"]
    for prefix, (schema, space) in FORMATS.items():
        parts = {"metadataPrefix": prefix, "schema": schema, "metadataNamespace": space}
        inner = "".join(f"<{tag}>{value}</{tag}>" for tag, value in parts.items())
        lines.append(f"<metadataFormat>{inner}</metadataFormat>")
    return [*lines, "</ListMetadataFormats>"]


def _list_sets(call: _Call) -> list[str]:
    _allow(call, frozenset())
    known: set[str] = set()
    for row in _rows(call.moment):
        for spec in set_specs(row.categories):
            levels = spec.split(":")
            known.update(":".join(levels[: depth + 1]) for depth in range(len(levels)))
    sets = [f"<set><setSpec>{spec}</setSpec><setName>{spec}</setName></set>" for spec in sorted(known)]
    return ["<ListSets>", *sets, "</ListSets>"]


def _get_record(call: _Call) -> list[str]:
    _allow(call, frozenset(("identifier", "metadataPrefix")))
    _check_format(call.arguments["metadataPrefix"])
    return ["<GetRecord>", *_record(call, _row_named(call)), "</GetRecord>"]


def _row_named(call: _Call) -> Row:
    identifier = call.arguments["identifier"]
    record = call.moment.collection.get(identifier.removeprefix("oai:arXiv.org:"))
    row = _row(record, call.moment) if record and identifier.startswith("oai:arXiv.org:") else None
    if row is None:
        raise OaiError("idDoesNotExist", f"No record {identifier}")
    return row


def _record(call: _Call, row: Row) -> list[str]:
    form = call.arguments["metadataPrefix"]
    return ["<record>", *header(row), *metadata(row, form, call.moment.now), "</record>"]


def _list_records(call: _Call) -> list[str]:
    return _list(call, "ListRecords", call.moment.profile.oai_page_size, _record)


def _list_identifiers(call: _Call) -> list[str]:
    size = call.moment.profile.oai_identifier_page_size
    return _list(call, "ListIdentifiers", size, lambda _, row: header(row))


def _list(call: _Call, verb: str, size: int, write: Callable[[_Call, Row], list[str]]) -> list[str]:
    resumed = "resumptionToken" in call.arguments
    skip = 0
    if resumed:
        _allow(call, frozenset(("resumptionToken",)))
        call, skip = _resumed(call, verb)
    _allow(call, frozenset(("metadataPrefix",)), _LIST_ARGUMENTS)
    rows = _selected(call)
    if call.fault and call.fault.name == "oai_shift":
        skip = max(0, skip + _SHIFTS[call.fault.variant])
    page, more = rows[skip : skip + size], len(rows) > skip + size
    if not page:
        raise OaiError("noRecordsMatch", "No records match the request")
    lines = [f"<{verb}>", *(line for row in page for line in write(call, row))]
    if more:
        lines.append(_token(call, verb, rows, skip + size))
    elif resumed:
        lines.append("<resumptionToken/>")
    return [*lines, f"</{verb}>"]


def _token(call: _Call, verb: str, rows: Sequence[Row], given: int) -> str:
    """The element that goes on: the request again, from the last day, past what was given of that day."""
    last_day = rows[given - 1].datestamp
    seen = sum(1 for row in rows[:given] if row.datestamp == last_day)
    request = {"verb": verb, **call.arguments, "from": last_day, "skip": str(seen)}
    midnight = (call.moment.now + timedelta(days=1)).strftime("%Y-%m-%dT00:00:00Z")
    return f'<resumptionToken expires="{midnight}">{quote_plus(urlencode(request))}</resumptionToken>'


def _resumed(call: _Call, verb: str) -> tuple[_Call, int]:
    values = dict(parse_qsl(unquote_plus(call.arguments["resumptionToken"])))
    skip = values.pop("skip", "")
    expired = call.fault is not None and call.fault.name == "oai_token"
    if expired or not skip.isdigit() or values.pop("verb", "") != verb:
        raise OaiError("badResumptionToken", "The resumption token is invalid or has expired")
    return _Call(values, call.moment, call.fault), int(skip)


def _selected(call: _Call) -> list[Row]:
    """The rows the arguments select, by datestamp and id."""
    _check_format(call.arguments["metadataPrefix"])
    start, end = _window(call)
    wanted = call.arguments.get("set")
    if wanted is not None and not re.fullmatch(r"[\w-]+(?::[\w-]+){0,2}", wanted):
        raise OaiError("badArgument", f"Illegal set {wanted}")
    rows = (row for row in _rows(call.moment) if start <= row.datestamp <= end and _in_set(row, wanted))
    return sorted(rows, key=lambda row: (row.datestamp, row.id))


def _in_set(row: Row, wanted: str | None) -> bool:
    specs = set_specs(row.categories)
    return wanted is None or any(f"{spec}:".startswith(f"{wanted}:") for spec in specs)


def _window(call: _Call) -> tuple[str, str]:
    tomorrow = (call.moment.now + timedelta(days=1)).strftime("%Y-%m-%d")
    start, end = call.arguments.get("from", EARLIEST), call.arguments.get("until", tomorrow)
    for day in (start, end):
        try:
            if date.fromisoformat(day).isoformat() != day:
                raise ValueError
        except ValueError:
            raise OaiError("badArgument", f"{day} is not a date like YYYY-MM-DD") from None
    if start < EARLIEST or end > tomorrow or start > end:
        raise OaiError("badArgument", f"The dates {start} to {end} are not within {EARLIEST} and {tomorrow}")
    return start, end


def _check_format(prefix: str) -> None:
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", f"There is no format {prefix}")


def _rows(moment: OaiMoment) -> list[Row]:
    made = (_row(record, moment) for record in moment.collection)
    return [row for row in made if row is not None]


def _row(record: Record, moment: OaiMoment) -> Row | None:
    """The record with its datestamp: the newest of its version's day and the days of its edits."""
    version = record.shown(moment.now, ties=moment.profile.ties)
    if version is None:
        return None
    today = moment.now.strftime("%Y-%m-%d")
    edits = (str(record.raw.get(name) or "")[:10] for name in ("update_date", "_modified"))
    days = [EARLIEST, version.created.strftime("%Y-%m-%d"), *(day for day in edits if day <= today)]
    return Row(Paper(record, version), max(days))


_VERBS: Mapping[str, Callable[[_Call], list[str]]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_formats,
    "ListSets": _list_sets,
    "GetRecord": _get_record,
    "ListRecords": _list_records,
    "ListIdentifiers": _list_identifiers,
}
