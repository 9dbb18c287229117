"""The graph in figures, its bottlenecks and its quiet topics, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.formats.figures import figure_rows
from vlagraph.formats.names import columns
from vlagraph.words import translate

if TYPE_CHECKING:
    from vlagraph.core.graph import InGraph
    from vlagraph.core.health import Stats
    from vlagraph.core.model import Lang
    from vlagraph.formats.blocks import Blocks

__all__ = ["WRITERS", "stats_text"]


def stats_text(answer: InGraph[Stats], lang: Lang) -> Blocks:
    """The figures, then the bottlenecks, then the quiet topics, then the last fetch."""
    health, topics = answer.found.health, answer.kg.topics
    narrow = [[topics[b.topic].name[lang], str(b.chains), f"{b.share:.0%}"] for b in health.bottlenecks]
    none = translate(lang, "answer.none")
    quiet = [[topics[node].name[lang], day or none] for node, day in health.quiet]
    fetched = health.fetched or translate(lang, "stats.never_fetched")
    recorded = translate(lang, "recorded.stats", day=health.recorded) if health.recorded else ""
    counts = {"days": health.days, "quiet": len(health.quiet), "count": len(topics)}
    return [
        Table(columns(lang, "figure", "value"), figure_rows(answer.found.figures, lang)),
        Line(),
        Line(translate(lang, "stats.bottlenecks", count=health.chains), bold=True),
        *(
            [Table(columns(lang, "topic", "chains_through_it", "share"), narrow, right=[1, 2])]
            if narrow
            else []
        ),
        Line(),
        Line(translate(lang, "stats.quiet", **counts), bold=True),
        *([Table(columns(lang, "topic", "newest_paper"), quiet)] if quiet else []),
        Line(),
        Line(translate(lang, "stats.last_fetch", time=fetched)),
        *([Line(recorded)] if recorded else []),
    ]


WRITERS = {
    ("stats", "text"): stats_text,
    ("stats", "json"): lambda answer, _lang: Json(answer.found),
}
