"""The words of the news in both languages: labels, what is lacking, how old the data is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.formats.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.model import Evidence, Lang

__all__ = ["WORDS", "ago", "lack_text", "matched_text", "refusal_text", "score_text", "share_list"]

WORDS: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "title": "New papers",
        "head": "{shown} of {total} new papers, best first",
        "again": "{shown} of {total} papers, best first; without marks, so papers shown before are here too",
        "fetched": "papers fetched {ago}",
        "never": "never fetched",
        "score": "score",
        "pinned": "pinned by you",
        "moved": "moved here by you",
        "matched": "matched",
        "lacks": "you lack",
        "follow": "you can follow this",
        "under": "also under",
        "copies": "nearly the same title",
        "more": "and {count} more",
        "also": "Also",
        "in_title": "title",
        "in_abstract": "abstract",
        "today": "today",
        "day": "1 day ago",
        "days": "{count} days ago",
        "nothing": "Nothing new{where}{since}",
        "since": " since {day}",
        "where": " under {topic}",
        "none_since": "No stored paper{where} was submitted since {day}",
        "none_stored": "No paper{where} is stored besides the key papers",
        "last": "last fetched {ago}",
        "do_fetch": "Next: vlagraph fetch",
        "do_all": "Next: 'vlagraph new --all' shows everything again",
        "do_init": "Next: vlagraph init DIR, then vlagraph fetch in DIR",
        "rest": "… and {count} more; they count as shown too, 'vlagraph papers TOPIC' lists them",
    },
    "ko": {
        "title": "새 논문",
        "head": "새 논문 {total}편 중 {shown}편, 좋은 것부터",
        "again": "논문 {total}편 중 {shown}편, 좋은 것부터. 표시를 따지지 않으므로 이미 보인 논문도 있음",
        "fetched": "논문 수집: {ago}",
        "never": "수집한 적 없음",
        "score": "점수",
        "pinned": "직접 고정함",
        "moved": "직접 옮김",
        "matched": "일치",
        "lacks": "먼저 배울 것",
        "follow": "지금 읽을 수 있음",
        "under": "다른 주제",
        "copies": "제목이 거의 같음",
        "more": "외 {count}개",
        "also": "그 밖에",
        "in_title": "제목",
        "in_abstract": "초록",
        "today": "오늘",
        "day": "1일 전",
        "days": "{count}일 전",
        "nothing": "{since}{where}새 논문 없음",
        "since": "{day} 이후 ",
        "where": "{topic}: ",
        "none_since": "{where}{day} 이후에 제출된 논문이 저장되어 있지 않음",
        "none_stored": "{where}핵심 논문 말고는 저장된 논문이 없음",
        "last": "마지막 수집: {ago}",
        "do_fetch": "다음 할 일: vlagraph fetch",
        "do_all": "다시 모두 보려면: vlagraph new --all",
        "do_init": "다음 할 일: vlagraph init DIR, 그다음 DIR에서 vlagraph fetch",
        "rest": "… 외 {count}편. 이것도 보인 것으로 친다. 목록: vlagraph papers TOPIC",
    },
}
"""Every label by language; both languages have the same keys."""

_MOST_NAMES = 5
_MOST_WORDS = 6
_FOUND = ("core", "phrase")


def ago(days: int | None, lang: Lang) -> str:
    """``days`` in words; None is never.

    >>> ago(0, "en"), ago(9, "en"), ago(9, "ko")
    ('today', '9 days ago', '9일 전')
    """
    words = WORDS[lang]
    if days is None:
        return words["never"]
    return words["today"] if days < 1 else words["day"] if days == 1 else words["days"].format(count=days)


def share_list(names: Sequence[str], lang: Lang) -> str:
    """The first of ``names``, and how many more there are.

    >>> share_list(list("abcdefg"), "en")
    'a, b, c, d, e and 2 more'
    """
    text = ", ".join(names[:_MOST_NAMES])
    rest = len(names) - _MOST_NAMES
    return f"{text} {WORDS[lang]['more'].format(count=rest)}" if rest > 0 else text


def lack_text(names: Sequence[str], lang: Lang) -> str:
    """What to learn before the paper, nearest first, or that it can be followed."""
    words = WORDS[lang]
    return f"{words['lacks']}: {share_list(names, lang)}" if names else words["follow"]


def matched_text(evidence: Sequence[Evidence], lang: Lang) -> str:
    """The matched phrases and where each stands, without those that are part of another one."""
    words = WORDS[lang]
    found: dict[str, list[str]] = {}
    for item in evidence:
        if item.kind in _FOUND:
            places = found.setdefault(item.text, [])
            place = words.get(f"in_{item.where}", item.where)
            if place and place not in places:
                places.append(place)
    widest = [t for t in found if not any(t != other and t.casefold() in other.casefold() for other in found)]
    return ", ".join(
        f"{text} ({', '.join(found[text])})" if found[text] else text for text in widest[:_MOST_WORDS]
    )


def refusal_text(reason: str, lang: Lang) -> str:
    """Why a rule does not take a paper, in ``lang``; a reason of another version stays as it is.

    >>> refusal_text("only mentioned in passing: “VLA”", "ko")
    '지나가며 언급할 뿐임: “VLA”'
    """
    from vlagraph.relevance.evidence import REFUSALS  # not for the news, which hold no refusals

    for known in REFUSALS:
        before, _, after = known.partition("{what}")
        if reason.startswith(before) and reason.endswith(after):
            what = reason[len(before) : len(reason) - len(after)]
            return say(lang, known).format(what=what)
    return reason


def score_text(score: float, how: str, lang: Lang) -> str:
    """The score to two places, or whose decision stands in its place."""
    words = WORDS[lang]
    return words[how] if how in ("pinned", "moved") else f"{words['score']} {score:.2f}"
