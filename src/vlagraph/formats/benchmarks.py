"""Benchmarks side by side, as text, as JSON and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.formats.blocks import Json, Line
from vlagraph.formats.facts import fact_lines, fact_value
from vlagraph.formats.markdown import escaped, escaped_prose
from vlagraph.words import term, translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.model import Benchmark, Fact, Lang
    from vlagraph.core.study import Comparison
    from vlagraph.formats.blocks import Blocks

__all__ = ["WRITERS", "benchmarks_document", "benchmarks_markdown", "benchmarks_text"]


def benchmarks_text(comparison: Comparison, lang: Lang) -> Blocks:
    """Fact by fact what each benchmark says, then what each is good for, then the notes on all."""
    found = comparison.benchmarks
    if not found:
        return [Line(translate(lang, "benchmark.none"))]
    blocks = []
    for field in _fields(found):
        blocks.append(Line(term(lang, "fact", field), bold=True))
        for benchmark in found:
            for fact in (fact for fact in benchmark.facts if fact.field == field):
                blocks += fact_lines(fact, lang, label=benchmark.name, indent=2, sources=comparison.sources)
    blocks += [Line(), Line(translate(lang, "benchmark.uses"), bold=True)]
    blocks += [Line(f"{benchmark.name}: {benchmark.analysis[lang]}", 2) for benchmark in found]
    return [*blocks, *(line for text in comparison.notes for line in (Line(), Line(text[lang])))]


def benchmarks_document(comparison: Comparison, _lang: Lang) -> Json:
    """``{"benchmarks": [as in the roadmap], "notes": [text]}``."""
    return Json({"benchmarks": comparison.benchmarks, "notes": comparison.notes})


def benchmarks_markdown(comparison: Comparison, lang: Lang) -> str:
    """A table of facts, one column a benchmark, then its sources, the analyses and the common notes."""
    found = comparison.benchmarks
    if not found:
        return f"{translate(lang, 'benchmark.none')}\n"
    lines = [_row(["", *(b.name for b in found)]), f"|{' --- |' * (len(found) + 1)}"]
    for field in _fields(found):
        facts = (_fact(benchmark, field) for benchmark in found)
        lines.append(
            _row([term(lang, "fact", field), *(fact_value(fact, lang) if fact else "" for fact in facts)])
        )
    for benchmark in found:
        lines += ["", f"## {escaped(benchmark.name)}", "", escaped_prose(benchmark.analysis[lang]), ""]
        lines += [
            f"- {escaped(term(lang, 'fact', fact.field))}: {escaped_prose(fact.source)}"
            for fact in benchmark.facts
        ]
    if comparison.notes:
        lines += ["", f"## {translate(lang, 'benchmark.notes')}", ""]
        lines += [f"- {escaped_prose(text[lang])}" for text in comparison.notes]
    return "\n".join(lines) + "\n"


def _fields(benchmarks: Sequence[Benchmark]) -> tuple[str, ...]:
    """Every field that a fact of ``benchmarks`` speaks of, in the order of the first that has it."""
    return tuple(dict.fromkeys(fact.field for benchmark in benchmarks for fact in benchmark.facts))


def _fact(benchmark: Benchmark, field: str) -> Fact | None:
    return next((fact for fact in benchmark.facts if fact.field == field), None)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(escaped_prose, cells))} |"


WRITERS = {
    ("benchmarks", "text"): benchmarks_text,
    ("benchmarks", "json"): benchmarks_document,
    ("benchmarks", "md"): benchmarks_markdown,
}
