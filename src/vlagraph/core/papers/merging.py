"""A stored record and what arXiv says now: which one to keep, and what changed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from vlagraph.core.papers.tex import same_wording
from vlagraph.words import Message

if TYPE_CHECKING:
    from vlagraph.core.papers.paper import Paper

__all__ = ["CONFIRM_DAYS", "Change", "Kind", "merge"]

Kind = Literal["new", "updated", "withdrawn", "unchanged"]

CONFIRM_DAYS = 28
"""Days after which ``fetched`` is renewed although nothing changed; less would rewrite lines every week."""

_RANK = {None: 0, "oai": 1, "api": 2}
"""Of two renderings of one version the higher source's is kept: OAI-PMH gives the authors as one line."""
_SINGLE = {
    "title": Message("change.title"),
    "abstract": Message("change.abstract"),
    "comment": Message("change.comment"),
    "journal_ref": Message("change.journal_ref"),
}
_VERSION = Message("change.version")
_TELLING = {"change.version", "change.title", "change.withdrawn"}
"""What counts as a change of a record that people typed, which has no version."""


class Change(NamedTuple):
    """The record to store, the kind of change, and what changed, as ``version 2 -> 3``."""

    paper: Paper
    kind: Kind
    what: tuple[Message, ...] = ()


def merge(old: Paper | None, seen: Paper) -> Change:
    """The record to store for ``seen``, given the stored ``old`` one.

    A higher version replaces a lower one; the same version only adds what was missing or really differs,
    never what differs in rendering; one without authors, category or abstract replaces none that has them.
    Curation stays as it is, ``published`` keeps its finest precision.
    """
    if old is None:
        return Change(seen, "new")
    if (old.version or 0) > (seen.version or 0) or _poorer(seen, old):
        return Change(old, "unchanged")
    merged = _merged(old, seen)
    what = _differences(old, merged)
    if old.version is None and old.fetched is None and what == (_VERSION,):
        return Change(merged, "unchanged")
    if not what:
        return Change(_confirmed(old, merged), "unchanged")
    return Change(merged, "withdrawn" if merged.withdrawn and not old.withdrawn else "updated", what)


def _merged(old: Paper, seen: Paper) -> Paper:
    same = old.version is not None and old.version == seen.version
    trusted = not same or _RANK.get(seen.source, 0) >= _RANK.get(old.source, 0)
    fields: dict[str, object] = {name: _text(old, seen, name, trusted=trusted) for name in _SINGLE}
    fields["authors"] = authors = _names(old, seen, trusted=trusted)
    fields["doi"] = seen.doi if len(seen.doi) >= len(old.doi) else old.doi
    fields["categories"] = seen.categories or old.categories
    fields["published"] = max(old.published, seen.published, key=len) if same else _finest(old, seen)
    fields |= {"curated": old.curated, "asked": old.asked}
    fields["authors_complete"] = seen.authors_complete or (same and old.authors_complete)
    known = dict.fromkeys((*seen.teams, *old.teams))
    fields["teams"] = tuple(name for name in known if name in authors)
    if same and not trusted:
        fields["source"] = old.source
    return msgspec.structs.replace(seen, **fields)


def _text(old: Paper, seen: Paper, name: str, *, trusted: bool) -> str | None:
    """The text to keep: the old rendering of the same wording, else the new one, else what there is."""
    before: str | None = getattr(old, name)
    after: str | None = getattr(seen, name)
    if before is not None and after is not None and same_wording(before, after):
        return min(before, after, key=_markup)
    if before is not None and not trusted:
        return before
    dropped = name == "comment" and ((old.version or 0) < (seen.version or 0) or old.withdrawn)
    return after if after or dropped else before


def _markup(text: str) -> int:
    """How much TeX a rendering leaves; of equal ones the stored one stays."""
    return text.count("\\")


def _finest(old: Paper, seen: Paper) -> str:
    return old.published if old.published.startswith(seen.published) else seen.published


def _names(old: Paper, seen: Paper, *, trusted: bool) -> tuple[str, ...]:
    if _same_names(old.authors, seen.authors):
        return tuple(min(pair, key=_markup) for pair in zip(old.authors, seen.authors, strict=True))
    return seen.authors if trusted or not old.authors_complete else old.authors or seen.authors


def _same_names(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(one) == len(other) and all(map(same_wording, one, other))


def _poorer(seen: Paper, old: Paper) -> bool:
    return any(
        getattr(old, name) and not getattr(seen, name)
        for name in ("authors", "primary_category", "abstract", "title")
    )


def _differences(old: Paper, new: Paper) -> tuple[Message, ...]:
    """What a reader would call a change, in a fixed order."""
    found: list[Message] = []
    if old.version != new.version:
        values = {"before": old.version, "after": new.version}
        found.append(Message("change.version_from", values) if old.version else _VERSION)
    found += [
        what
        for name, what in _SINGLE.items()
        if not same_wording(getattr(old, name), getattr(new, name)) and _counts(old, name)
    ]
    if not _same_names(old.authors, new.authors):
        found.append(Message("change.authors"))
    added = sorted(set(new.categories) - set(old.categories)) if old.categories else []
    if added:
        found.append(Message("change.cross_listed", {"categories": ", ".join(added)}))
    elif set(old.categories) != set(new.categories) or old.primary_category != new.primary_category:
        found.append(Message("change.categories"))
    if old.doi != new.doi:
        found.append(Message("change.doi"))
    if old.withdrawn != new.withdrawn:
        found.append(Message("change.withdrawn") if new.withdrawn else Message("change.restored"))
    if old.version is None:
        found = [one for one in found if one.key in _TELLING]
    return tuple(found)


def _counts(old: Paper, name: str) -> bool:
    """Whether a difference in ``name`` is a change of the paper; an abstract that was not kept is none."""
    return name != "abstract" or old.abstract is not None


def _confirmed(old: Paper, merged: Paper) -> Paper:
    """``old``, with what it lacked, and a new confirmation date only where the last one is long ago."""
    if old.fetched is None or merged.fetched is None:
        return merged
    fuller = msgspec.structs.replace(merged, fetched=old.fetched, source=old.source, matches=old.matches)
    if fuller != old:
        return merged
    from vlagraph.core.times import parse_time

    late = parse_time(merged.fetched) - parse_time(old.fetched) >= timedelta(days=CONFIRM_DAYS)
    return msgspec.structs.replace(old, fetched=merged.fetched) if late else old
