"""Benchmarks side by side, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.words import say, term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.model import Benchmark, Lang, Text

__all__ = ["benchmarks_markdown", "fields_of"]


def fields_of(benchmarks: Sequence[Benchmark]) -> tuple[str, ...]:
    """Every field that a fact of ``benchmarks`` speaks of, in the order of the first that has it."""
    return tuple(dict.fromkeys(fact.field for benchmark in benchmarks for fact in benchmark.facts))


def benchmarks_markdown(benchmarks: Sequence[Benchmark], notes: Sequence[Text], *, lang: Lang) -> str:
    """A table of facts, one column a benchmark, then its sources, the analyses and the common notes."""
    lines = [
        _row(["", *(b.name for b in benchmarks)]),
        _row(["---"] * (len(benchmarks) + 1)),
    ]
    for field in fields_of(benchmarks):
        facts = [next((f for f in b.facts if f.field == field), None) for b in benchmarks]
        lines.append(_row([term(lang, "fact", field), *(fact.value[lang] if fact else "" for fact in facts)]))
    for benchmark in benchmarks:
        lines += ["", f"## {benchmark.name}", "", benchmark.analysis[lang], ""]
        lines += [f"- {term(lang, 'fact', fact.field)}: {fact.source}" for fact in benchmark.facts]
    if notes:
        lines += ["", f"## {say(lang, 'benchmark.notes')}", "", *(f"- {text[lang]}" for text in notes)]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in cells)} |"
