"""The thresholds of a reader's own topics, fitted to the reader's pins, moves, stars and dismissals."""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from typing import TYPE_CHECKING

from vlagraph.core.editing import Edited, set_threshold
from vlagraph.core.marks import starred_papers
from vlagraph.core.papers.fitting import Fitting, Judged, fit_topic
from vlagraph.core.papers.standing import Standings
from vlagraph.errors import UsageError
from vlagraph.pipeline.editing import edit_roadmap
from vlagraph.store.holdings import known_papers
from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Progress
    from vlagraph.core.matching import ScoreModel
    from vlagraph.core.matching.matcher import Matcher
    from vlagraph.core.model import Topic
    from vlagraph.core.papers.fitting import Said, TopicFit
    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.workspace import Workspace

__all__ = ["fit_topics"]


def fit_topics(
    workspace: Workspace, kg: KnowledgeGraph, *, topics: Sequence[str] = (), dry_run: bool = False
) -> Fitting:
    """Fit ``topics`` (ids; none: all of the reader's own that have a rule), and write what changed.

    With ``dry_run`` nothing is written.

    Raises:
        UsageError: a topic has fitted numbers already, or no watch rule.
        WorkspaceError, DataError, StoreError: a file cannot be read or written.
    """
    from vlagraph.core.matching import default_model
    from vlagraph.core.matching.matcher import Matcher

    model = default_model()
    own = [] if topics else [one for one in kg.topics.values() if not model.knows(one.id, one.formerly)]
    chosen = [_own(kg.topics[name], model) for name in topics] or [topic for topic in own if topic.watch]
    without_rule = tuple(topic.id for topic in own if not topic.watch)
    papers, progress = known_papers(workspace), load_progress(workspace.progress)
    matcher = Matcher.of_topics({topic.id: topic for topic in chosen}, model)
    named = _named(papers, progress)
    judged = _judged(Standings(kg, progress), matcher, named, starred=starred_papers(progress))
    fits = tuple(fit_topic(topic, judged.get(topic.id, ()), model.levels) for topic in chosen)
    if dry_run:
        return Fitting(fits, without_rule=without_rule)
    files = _write(workspace, [fit for fit in fits if fit.changed], model)
    return Fitting(fits, files, without_rule)


def _own(topic: Topic, model: ScoreModel) -> Topic:
    """``topic``, where it is one to be fitted."""
    if model.knows(topic.id, topic.formerly):
        raise UsageError("fit.shipped", topic=topic.id)
    if topic.watch is None:
        raise UsageError("edit.no_watch", topic=topic.id)
    return topic


def _judged(
    standings: Standings, matcher: Matcher, papers: Iterable[Paper], *, starred: Collection[str]
) -> dict[str, list[Judged]]:
    """By topic the papers of which the reader said something there, with their scores by the rules of today.

    A star says nothing of topics, so it counts where the paper stands under the topic anyway. A dismissal of
    what the rule refuses by itself says nothing new.
    """
    found: dict[str, list[Judged]] = defaultdict(list)
    for paper in papers:
        verdicts, attached = standings.verdicts(paper.id), {match.topic for match in matcher.match(paper)}
        for name, match in matcher.explain_all(paper).items():
            verdict: Said | None = verdicts.get(name)
            if verdict is None and paper.id in starred and name in attached:
                verdict = "starred"
            if verdict and (verdict != "dismissed" or match.score):
                found[name].append(Judged(paper, match.score, verdict))
    return found


def _named(papers: Mapping[str, Paper], progress: Progress) -> Iterator[Paper]:
    """The stored papers of which the reader said something."""
    named = starred_papers(progress).union(said.paper for said in progress.feedback)
    return (papers[one] for one in sorted(named) if one in papers)


def _write(workspace: Workspace, fits: Sequence[TopicFit], model: ScoreModel) -> tuple[str, ...]:
    """The files after writing the thresholds; a usual one is left out, so that it follows the model."""
    if not fits:
        return ()

    def change(done: Edited, fit: TopicFit) -> Edited:
        return set_threshold(done.roadmap, fit.topic.id, None if fit.after == model.threshold else fit.after)

    return edit_roadmap(workspace, lambda roadmap: reduce(change, fits, Edited(roadmap))).files
