"""The papers that ship with the program, matched anew: ``python -m benchmarks.collection``.

Facts of a recorded collection of arXiv records since 2025 that the watch rules attach to a topic, also for a
looser look, with the scores and the evidence of today's rules, written to papers/recorded.jsonl.gz: no
abstracts, no comments. The same collection and rules give the same lines. ``--check`` writes nothing and
fails where the file has others.
"""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks._arguments import parser_of
from benchmarks.labels import shared_folder
from benchmarks.relevance import CHECKOUT
from vlagraph.core.matching import default_model
from vlagraph.core.matching.matcher import Matcher, Record
from vlagraph.core.papers.paper import Paper
from vlagraph.sources.cleaning import clean, is_withdrawn, unique
from vlagraph.store.atomic import write_atomic
from vlagraph.store.papers import encode_papers
from vlagraph.store.recorded import encode_recorded, load_recorded
from vlagraph.store.roadmap import load_roadmap
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SINCE = "2025-01-01"
"""The first day whose papers are kept: the collection has a gap of years before it."""

UNTIL = "2026-07-30"
"""The last day of the collection; what was submitted later is not in it."""


def recorded_papers(
    rows: Iterable[Mapping[str, Any]], matcher: Matcher, *, since: str = SINCE, until: str = UNTIL
) -> dict[str, Paper]:
    """By id the facts of the ``rows`` of these days that the rules of ``matcher`` attach to a topic."""
    chosen = [row for row in rows if since <= row["_published"][:10] <= until]
    matched = matcher.match_records(map(_record, chosen))
    found = {
        row["id"]: _paper(row, matches=matches, until=until)
        for row, matches in zip(chosen, matched, strict=True)
        if matches
    }
    return {one: paper for one, paper in sorted(found.items()) if not paper.withdrawn}


def _record(row: Mapping[str, Any]) -> Record:
    return Record(clean(row["title"]), clean(row["abstract"]), unique(row["categories"].split()))


def _paper(row: Mapping[str, Any], *, matches: tuple[Any, ...], until: str) -> Paper:
    categories = unique(row["categories"].split())
    version = row.get("_content_version")
    withdrawn = bool(row.get("_withdrawn")) or is_withdrawn(row.get("comments"), version)
    return Paper(
        id=row["id"],
        title=clean(row["title"]),
        authors=_names(row),
        published=row["_published"],
        updated=row["_updated"] if row["_updated"] != row["_published"] else None,
        version=version,
        primary_category=categories[0],
        categories=categories,
        withdrawn=withdrawn,
        recorded=until,
        matches=matches,
    )


def _names(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the authors, without the lone marks that some records have among them."""
    names = (clean(name) for name in row.get("_authors_list") or row["authors"].split(", "))
    return unique([name for name in names if any(map(str.isalpha, name))])


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The records of a file of JSON lines, gzipped or not."""
    if not path.is_file():
        raise SystemExit(
            f"The collection is not found: {path}. Give its path, or set VLAGRAPH_SHARED to its folder."
        )
    data = path.read_bytes()
    return [
        json.loads(line) for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()
    ]


def main(argv: Sequence[str] | None = None) -> None:
    """Match the collection, and write or check the file."""
    parser = parser_of("collection", __doc__)
    parser.add_argument("--corpus", type=Path, default=shared_folder() / "arxiv" / "corpus-dev.jsonl.gz")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the file is another")
    options = parser.parse_args(argv)
    topics = {topic.id: topic for topic in load_roadmap(CHECKOUT / "graph" / "topics.json").topics}
    papers = recorded_papers(
        read_rows(options.corpus), Matcher.of_topics(topics, default_model(), level="loose")
    )
    lines, path = encode_papers(papers), Workspace(CHECKOUT).recorded
    same = encode_papers(load_recorded(path)[0]) == lines
    if options.check and not same:
        raise SystemExit(f"{path} is not of today's rules. Run 'python -m benchmarks.collection'.")
    if not same:  # another build of zlib packs the same lines into other bytes
        write_atomic(path, encode_recorded(papers))
    begun = time.perf_counter()
    load_recorded(path)
    seconds = time.perf_counter() - begun
    places = sum(len(paper.matches) for paper in papers.values())
    print(f"{len(papers)} papers under topics in {places} places, {len(lines)} bytes of lines,")
    print(
        f"{path.stat().st_size} bytes packed, read in {seconds:.2f} s: {'unchanged' if same else 'written'}"
    )


if __name__ == "__main__":
    main()
