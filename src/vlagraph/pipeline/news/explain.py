"""Why a stored paper stands where it does: its scores by the rules of today, and what the reader said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.marks import known_topics, read_papers
from vlagraph.core.order import missing
from vlagraph.core.papers.explanation import Explanation, ScoredPlace, judge_place, nearest_places
from vlagraph.core.papers.likeness import alike_key_papers
from vlagraph.core.papers.paper import Match
from vlagraph.core.papers.standing import Standings
from vlagraph.errors import UnknownNameError
from vlagraph.store.papers import load_papers
from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Progress
    from vlagraph.core.matching.matcher import Matcher
    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.workspace import Workspace

__all__ = ["explain_paper"]


def explain_paper(
    workspace: Workspace, kg: KnowledgeGraph, *, paper: str, topic: str | None = None
) -> Explanation:
    """Where ``paper`` (a base arXiv id) stands; with ``topic`` there only, whatever its score.

    Raises:
        UnknownNameError: the paper is not stored.
        DataError, StoreError: papers/ or progress.json cannot be read.
    """
    papers, progress = load_papers(workspace.papers), load_progress(workspace.progress)
    if paper not in papers:
        raise UnknownNameError("explain.not_stored", paper=paper)
    from vlagraph.core.matching import default_model
    from vlagraph.core.matching.matcher import Matcher

    model = default_model()
    matcher, found = Matcher.of_topics(kg.topics, model), papers[paper]
    places = list(_places(matcher, found, kg=kg, progress=progress, asked=topic))
    stored = Standings(kg).matches(found).keys()
    return Explanation(
        paper=found,
        places=nearest_places(places, topic),
        threshold=model.threshold,
        alike=alike_key_papers(kg, papers, found),
        stale=found.fetched is not None and stored != {match.topic for match in matcher.match(found)},
        read=paper in read_papers(progress),
        shown=progress.shown.get(paper),
        topic=topic,
        topics=kg.topics,
    )


def _places(
    matcher: Matcher, paper: Paper, *, kg: KnowledgeGraph, progress: Progress, asked: str | None
) -> Iterator[ScoredPlace]:
    """``paper`` under every topic, by the rules of today and the reader's word."""
    scored, matched = matcher.explain_all(paper), {match.topic for match in matcher.match(paper)}
    verdicts, known = Standings(kg, progress).verdicts(paper.id), known_topics(progress, kg)
    chosen = kg.chosen_by.get(paper.id, ())
    for name in kg.topics:
        match = scored.get(name, Match(name, 0.0))
        how = judge_place(
            verdicts.get(name), chosen=name in chosen, matched=name in matched, asked=name == asked
        )
        yield ScoredPlace(name, match.score, how, match.evidence, missing(kg, name, known))
