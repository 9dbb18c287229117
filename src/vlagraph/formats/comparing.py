"""What changed between two versions of a roadmap, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.formats.blocks import Json, Line
from vlagraph.words import term, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vlagraph.core.comparing import Changes, Compared, NeedChange, TopicChange
    from vlagraph.core.model import Lang
    from vlagraph.formats.blocks import Blocks, Written

__all__ = ["WRITERS"]


def _text(found: Compared, lang: Lang) -> Blocks:
    """What came, went and changed, topics first; one line where nothing did."""
    lines = [*_topics(found, lang), *_needs(found, lang), *_changed(found, lang), *_parts(found, lang)]
    if not lines:
        return [Line(translate(lang, "compared.nothing"))]
    return lines[1:]  # a gap stands before every heading


def _section(heading: str, texts: Iterable[str]) -> Iterator[Line]:
    shown = [Line(text, indent=2) for text in texts]
    if shown:
        yield from (Line(), Line(heading, bold=True), *shown)


def _topics(found: Compared, lang: Lang) -> Iterator[Line]:
    diff = found.changes
    old = {topic.id: topic.name[lang] for topic in found.before.topics}
    new = {topic.id: topic.name[lang] for topic in found.after.topics}
    heading = translate(lang, "compared.added", count=len(diff.added))
    yield from _section(heading, (f"+ {new[one]}  [{one}]" for one in diff.added))
    heading = translate(lang, "compared.removed", count=len(diff.removed))
    yield from _section(heading, (f"- {old[one]}  [{one}]" for one in diff.removed))
    heading = translate(lang, "compared.renamed", count=len(diff.renamed))
    yield from _section(heading, (f"{one.before} -> {one.after}" for one in diff.renamed))


def _needs(found: Compared, lang: Lang) -> Iterator[Line]:
    diff = found.changes
    heading = translate(lang, "compared.needs_added", count=len(diff.needs_added))
    yield from _section(heading, (_need(one, "+", lang) for one in diff.needs_added))
    heading = translate(lang, "compared.needs_removed", count=len(diff.needs_removed))
    yield from _section(heading, (_need(one, "-", lang) for one in diff.needs_removed))
    heading = translate(lang, "compared.needs_changed", count=len(diff.needs_changed))
    yield from _section(heading, (_need(one, "", lang) for one in diff.needs_changed))


def _need(one: NeedChange, sign: str, lang: Lang) -> str:
    said = translate(lang, "import.edge", topic=one.topic, needed=one.needed)
    fields = f": {_fields(one.fields, lang)}" if one.fields else ""
    return f"{sign} {said}{fields}".lstrip()


def _fields(names: Iterable[str], lang: Lang) -> str:
    return ", ".join(term(lang, "field", name) for name in names)


def _changed(found: Compared, lang: Lang) -> Iterator[Line]:
    """What changed inside of topics that both versions have."""
    topics = found.changes.topics
    yield from _section(
        translate(lang, "compared.changed", count=len(topics)),
        (text for one in topics for text in _topic(one, lang)),
    )


def _topic(one: TopicChange, lang: Lang) -> Iterator[str]:
    parts = [_fields(one.fields, lang)] if one.fields else []
    if any(one.concepts):
        parts.append(translate(lang, "compared.concepts", changes=_signed(one.concepts)))
    if any(one.papers):
        parts.append(translate(lang, "compared.papers", changes=_signed(one.papers)))
    yield f"{one.topic}: {'; '.join(parts)}"


def _signed(changes: Changes) -> str:
    """The ids with a sign each: + came, - went, ~ changed."""
    signs = (("+", changes.added), ("-", changes.removed), ("~", changes.changed))
    return ", ".join(f"{sign}{name}" for sign, names in signs for name in names)


def _parts(found: Compared, lang: Lang) -> Iterator[Line]:
    diff = found.changes
    texts = [f"{term(lang, 'field', name)}: {_signed(one)}" for name, one in diff.parts.items()]
    texts += [term(lang, "field", name) for name in diff.texts]
    yield from _section(translate(lang, "compared.rest"), texts)


def _document(found: Compared, _: Lang) -> Json:
    """The same as lists of ids, in the order of the version that has them."""
    diff = found.changes
    return Json(
        {
            "before": found.names[0],
            "after": found.names[1],
            "topics": {
                "added": diff.added,
                "removed": diff.removed,
                "renamed": [one._asdict() for one in diff.renamed],
                "changed": [
                    {
                        "topic": one.topic,
                        "fields": one.fields,
                        "concepts": one.concepts._asdict(),
                        "papers": one.papers._asdict(),
                    }
                    for one in diff.topics
                ],
            },
            "requirements": {
                "added": [_pair(one) for one in diff.needs_added],
                "removed": [_pair(one) for one in diff.needs_removed],
                "changed": [{**_pair(one), "fields": one.fields} for one in diff.needs_changed],
            },
            "parts": {name: one._asdict() for name, one in diff.parts.items()},
            "fields": diff.texts,
        }
    )


def _pair(one: NeedChange) -> dict[str, str]:
    return {"topic": one.topic, "needed": one.needed}


WRITERS: Mapping[tuple[str, str], Callable[[Compared, Lang], Written]] = {
    ("diff", "text"): _text,
    ("diff", "json"): _document,
}
