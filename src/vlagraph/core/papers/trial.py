"""A watch rule tried on stored papers: what it would attach and refuse, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from vlagraph.core.model import Watch
from vlagraph.core.papers.tokenizer import tokens
from vlagraph.core.papers.watch import split_field

if TYPE_CHECKING:
    from vlagraph.core.model import Topic
    from vlagraph.core.papers.paper import Evidence, Paper
    from vlagraph.words import Message

__all__ = ["Trial", "TrialCall", "TriedPhrases", "change_rule", "loosened", "phrases_of", "without_effect"]

_PHRASES = ("any_of", "with_one", "none_of", "core", "good", "title", "hints", "against")
"""The lists of a rule that hold phrases."""

CallChange = Literal["", "new", "lost"]
"""Against the rule as it is saved: nothing new, attached only now, or attached till now."""


@dataclass(frozen=True, kw_only=True)
class TriedPhrases:
    """What to add to a rule for a trial, and in ``dropped`` what to take out wherever it stands."""

    any_of: tuple[str, ...] = ()
    with_one: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrialCall:
    """What a rule says of a paper: the score (0 where the rule refuses) and the evidence, or the refusal."""

    paper: Paper
    score: float
    evidence: tuple[Evidence, ...]
    change: CallChange = ""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """The calls of a rule on ``stored`` papers, in each group the nearest call first.

    ``attached`` reach the threshold; ``below`` are taken by the rule and refused by their score, those
    without a phrase of the rule only where they come near; ``refused`` have a phrase, and the rule leaves
    them out all the same. ``fitted``: the topic has fitted numbers, which judge more than its phrases.
    ``unfetched`` papers have a phrase and no known category that the rule asks for, so that nothing can be
    said of them; ``recorded`` ones are not tried, for their abstracts are not kept. ``remarks`` say
    what is tried without effect.
    """

    topic: Topic
    watch: Watch
    tried: TriedPhrases
    threshold: float
    fitted: bool
    stored: int
    unfetched: int
    recorded: int
    attached: tuple[TrialCall, ...]
    below: tuple[TrialCall, ...]
    refused: tuple[TrialCall, ...]
    remarks: tuple[Message, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether another rule is tried than the one that is saved."""
        return self.tried != TriedPhrases()


def change_rule(watch: Watch | None, tried: TriedPhrases) -> Watch:
    """The rule with the phrases that are tried; every list keeps its order.

    Phrases are the same where they find the same: case, hyphens and plural endings do not matter.

    >>> tried = TriedPhrases(any_of=("openvla",), dropped=("VLAs",))
    >>> change_rule(Watch(any_of=("vlas", "ti:robot", "OpenVLA")), tried).any_of
    ('ti:robot', 'OpenVLA')
    """
    rule = watch or Watch(any_of=())
    dropped = {_found(phrase) for phrase in tried.dropped}

    def changed(old: tuple[str, ...], more: tuple[str, ...] = ()) -> tuple[str, ...]:
        there = {_found(one) for one in old}
        new = {_found(one): one for one in reversed(more) if _found(one) not in there}
        added = dict.fromkeys(new[_found(one)] for one in more if _found(one) in new)
        return tuple(one for one in (*old, *added) if _found(one) not in dropped)

    more = {"any_of": tried.any_of, "with_one": tried.with_one, "none_of": tried.none_of}
    lists = {name: changed(getattr(rule, name), more.get(name, ())) for name in _PHRASES}
    categories = dict.fromkeys((*rule.categories, *tried.categories))
    out = {one.casefold() for one in tried.dropped}
    return replace(rule, **lists, categories=tuple(one for one in categories if one.casefold() not in out))


def phrases_of(watch: Watch | None) -> tuple[str, ...]:
    """Every phrase and category of the rule, each once, as the rule writes them; none without a rule."""
    rule = watch or Watch(any_of=())
    lists = (getattr(rule, name) for name in _PHRASES)
    return tuple(dict.fromkeys(phrase for phrases in (*lists, rule.categories) for phrase in phrases))


def without_effect(watch: Watch | None, tried: TriedPhrases) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of what is tried, as written: what to drop that the rule does not have, and what to add that it has.

    >>> without_effect(Watch(any_of=("OpenVLA",)), TriedPhrases(any_of=("openvla",), dropped=("vla",)))
    (('vla',), ('openvla',))
    """
    rule = watch or Watch(any_of=())
    known = {_found(phrase) for name in _PHRASES for phrase in getattr(rule, name)}
    filed = {category.casefold() for category in rule.categories}
    missing = (one for one in tried.dropped if _found(one) not in known and one.casefold() not in filed)
    pairs = ((rule.any_of, tried.any_of), (rule.with_one, tried.with_one), (rule.none_of, tried.none_of))
    there = [one for old, new in pairs for one in new if _found(one) in map(_found, old)]
    there += [one for one in tried.categories if one in rule.categories]
    return tuple(dict.fromkeys(missing)), tuple(dict.fromkeys(there))


def _found(phrase: str) -> tuple[str, bool]:
    """What the phrase finds: its stemmed words, and whether titles alone count; itself where it has none."""
    bare, title = split_field(phrase)
    return " ".join(tokens(bare)) or phrase, title


def loosened(watch: Watch) -> Watch:
    """The rule that takes every paper with one of its ``any`` phrases anywhere in title or abstract."""
    bare = tuple(dict.fromkeys(split_field(phrase)[0] for phrase in watch.any_of))
    return replace(watch, any_of=bare, with_one=(), none_of=(), categories=())
