"""A topic's watch rule tried on the stored papers, with phrases that are not saved."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as replaced
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.core.papers.categories import CATEGORIES
from vlagraph.core.papers.trial import (
    Trial,
    TrialCall,
    TriedPhrases,
    change_rule,
    loosened,
    phrases_of,
    without_effect,
)
from vlagraph.core.papers.watch import make_terms, unread_field
from vlagraph.core.slips import did_you_mean
from vlagraph.core.text import printable
from vlagraph.errors import UnknownNameError, UsageError
from vlagraph.store.holdings import known_ids
from vlagraph.store.papers import load_papers
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.matching import ScoreModel
    from vlagraph.core.matching.matcher import Matcher
    from vlagraph.core.model import Topic, Watch
    from vlagraph.core.papers.levels import Level
    from vlagraph.core.papers.paper import Match, Paper
    from vlagraph.core.papers.trial import CallChange
    from vlagraph.store.workspace import Workspace

__all__ = ["try_rule"]

_ANY_SCORE = 1e-9
"""A threshold that every score reaches, to see what a rule takes whatever its score."""


def try_rule(workspace: Workspace, kg: KnowledgeGraph, *, topic: str, tried: TriedPhrases) -> Trial:
    """What the rule of ``topic`` (an id) with the phrases of ``tried`` would do; nothing is written.

    Raises:
        UnknownNameError: something that is tried can be found nowhere, or is to be dropped and not there.
        UsageError: there is no phrase to look for.
        DataError, StoreError: papers/ cannot be read.
    """
    from vlagraph.core.matching import default_model

    found, model = kg.topics[topic], default_model()
    remarks = _check_tried(found, tried)
    watch = _changed_rule(found, tried)
    papers = load_papers(workspace.papers)
    now = _attached_now(found, model, papers) if tried != TriedPhrases() else None
    judge = _Judge(found, watch, model)
    near = judge.with_phrase(papers.values())
    likely = judge.matches(papers.values(), level="loose")
    taken = judge.matches([papers[one] for one in papers if one in near or one in likely], level=None)
    threshold = model.levels.least("usual", watch.threshold)
    attached = [papers[one] for one, match in taken.items() if match.score >= threshold]
    below = [papers[one] for one, match in taken.items() if match.score < threshold]
    left_out = [papers[one] for one in near if one not in taken]
    refusals = _refusals(judge, left_out, near=near, now=now)
    refused = tuple(call for call in refusals if call.change or not _unknown(call))
    return Trial(
        topic=found,
        watch=watch,
        tried=tried,
        threshold=threshold,
        fitted=judge.fitted,
        stored=len(papers),
        unfetched=len(refusals) - len(refused),
        recorded=len(set(known_ids(workspace)).difference(papers)),
        attached=_calls(attached, taken, now=now, best_first=False),
        below=_calls(below, taken, now=now, best_first=True),
        refused=refused,
        remarks=remarks,
    )


def _changed_rule(topic: Topic, tried: TriedPhrases) -> Watch:
    """The topic's rule with what is tried.

    Raises:
        UsageError: no phrase is left to look for.
    """
    watch = change_rule(topic.watch, tried)
    if not make_terms(watch.any_of):
        raise UsageError("watch.no_phrase", topic=topic.id)
    return watch


def _attached_now(topic: Topic, model: ScoreModel, papers: Mapping[str, Paper]) -> frozenset[str]:
    """The ids of the papers that the saved rule attaches; none without a rule."""
    return frozenset(_Judge(topic, topic.watch, model).matches(papers.values()) if topic.watch else ())


def _check_tried(topic: Topic, tried: TriedPhrases) -> tuple[Message, ...]:
    """A remark on what is to be added and stands in the topic's rule already.

    Raises:
        UnknownNameError: a phrase or a category that can be found nowhere, or a drop that the rule lacks.
    """
    lists = {"--any": tried.any_of, "--with": tried.with_one, "--not": tried.none_of}
    for option, phrases in lists.items():
        for phrase in phrases:
            if not make_terms([phrase]):
                raise UnknownNameError("watch.no_word", option=option, phrase=_quoted(phrase))
            if field := unread_field(phrase):
                raise UnknownNameError(
                    "watch.unread_field", option=option, phrase=_quoted(phrase), field=_quoted(field)
                )
    for category in tried.categories:
        if category not in CATEGORIES:
            raise _not_there("watch.no_category", category, CATEGORIES)
    missing, there = without_effect(topic.watch, tried)
    if missing:
        raise _not_there("watch.not_in_rule", missing[0], phrases_of(topic.watch), topic=topic.id)
    names = ", ".join(map(_quoted, there))
    return (Message("watch.there", {"names": names}),) if there else ()


def _not_there(key: str, name: str, known: Iterable[str], **values: str) -> UnknownNameError:
    """That ``name`` is none of the ``known``, with the nearest of them."""
    return UnknownNameError(key, name=_quoted(name), hint=did_you_mean(name, known), **values)


def _quoted(text: str) -> str:
    return repr(printable(text))


def _unknown(call: TrialCall) -> bool:
    """Whether the paper is left out because not all of its categories are known."""
    return any(item.reason == "unknown_categories" for item in call.evidence)


@dataclass(frozen=True)
class _Judge:
    """Scores papers under one topic, were ``watch`` its rule."""

    topic: Topic
    watch: Watch
    model: ScoreModel

    @property
    def fitted(self) -> bool:
        """Whether the model has numbers for the topic, which then judge more than its phrases."""
        return self.model.knows(self.topic.id, self.topic.formerly)

    def matches(self, papers: Iterable[Paper], *, level: Level | None = "usual") -> dict[str, Match]:
        """By paper its match, where its score reaches ``level``; None: where the rule takes it at all."""
        if level is not None:
            return _matches(self.matcher(level), papers)
        return _matches(replaced(self, watch=replace(self.watch, threshold=_ANY_SCORE)).matcher(), papers)

    def with_phrase(self, papers: Iterable[Paper]) -> dict[str, Match]:
        """The papers with a phrase of the rule's ``any``, with their matches were that all that counts."""
        bare = replaced(self, watch=loosened(self.watch), model=replace(self.model, topics={}))
        return bare.matches(papers, level=None)

    def matcher(self, level: Level = "usual") -> Matcher:
        """The rule, compiled."""
        from vlagraph.core.matching.matcher import Matcher

        topics = {self.topic.id: replace(self.topic, watch=self.watch)}
        return Matcher.of_topics(topics, self.model, level=level)


def _matches(matcher: Matcher, papers: Iterable[Paper]) -> dict[str, Match]:
    listed = tuple(papers)
    found = zip(listed, matcher.match_all(listed), strict=True)
    return {paper.id: matches[0] for paper, matches in found if matches}


def _calls(
    papers: Sequence[Paper], matches: Mapping[str, Match], *, now: frozenset[str] | None, best_first: bool
) -> tuple[TrialCall, ...]:
    """The papers with their matches, those nearest to the threshold first."""
    ranked = sorted(papers, key=lambda paper: (matches[paper.id].score, paper.id), reverse=best_first)
    return tuple(
        TrialCall(
            paper,
            matches[paper.id].score,
            matches[paper.id].evidence,
            _change(paper.id, now, attached=not best_first),
        )
        for paper in ranked
    )


def _refusals(
    judge: _Judge, papers: Sequence[Paper], *, near: Mapping[str, Match], now: frozenset[str] | None
) -> tuple[TrialCall, ...]:
    """Why the rule leaves out each of the papers, first those that would score best without the reason."""
    matcher = judge.matcher()
    ranked = sorted(papers, key=lambda paper: (-near[paper.id].score, paper.id))
    return tuple(
        TrialCall(
            paper,
            0.0,
            matcher.explain(paper, judge.topic.id).evidence,
            _change(paper.id, now, attached=False),
        )
        for paper in ranked
    )


def _change(paper: str, now: frozenset[str] | None, *, attached: bool) -> CallChange:
    if now is None or (paper in now) == attached:
        return ""
    return "new" if attached else "lost"
