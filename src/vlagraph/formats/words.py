"""The words that answers say by themselves, in Korean; the English text is its own key."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vlagraph.model import Lang

__all__ = ["KOREAN", "hours_range", "say"]

KOREAN = {
    # columns
    "#": "#",
    "Area": "영역",
    "Benchmark": "벤치마크",
    "Better after": "먼저 배우면 좋은 것",
    "Concepts": "개념",
    "From": "시작",
    "Group": "묶음",
    "Hours": "시간",
    "Hours done": "끝낸 시간",
    "Hours left": "남은 시간",
    "Id": "ID",
    "Leads to": "이어지는 주제",
    "Learned": "학습함",
    "Level": "난이도",
    "Milestones": "단계",
    "Name": "이름",
    "Needs it": "필요 방식",
    "Note": "노트",
    "Opens now": "바로 열리는 것",
    "Priority": "우선순위",
    "Project": "프로젝트",
    "Rating": "평점",
    "Read (arXiv)": "읽기(arXiv)",
    "Role": "역할",
    "Star": "별표",
    "State": "상태",
    "Title": "제목",
    "Topic": "주제",
    "Week": "주",
    # values
    "all": "전체",
    "area": "영역",
    "directly": "직접",
    "learned": "학습함",
    "priority": "우선순위",
    "read": "읽음",
    "reading": "읽는 중",
    "ready": "학습 가능",
    "recommended": "권장",
    "required": "필수",
    "stage": "단계",
    "through others": "다른 주제를 거쳐",
    "unread": "안 읽음",
    "yes": "있음",
    "foundational": "기초",
    "survey": "서베이",
    "method": "방법",
    "system": "시스템",
    "benchmark": "벤치마크",
    "application": "응용",
    "article": "글",
    "book": "책",
    "course": "강의",
    "docs": "문서",
    "paper": "논문",
    "software": "소프트웨어",
    "standard": "표준",
    "tutorial": "튜토리얼",
    "fast": "빠른",
    "typical": "보통",
    "slow": "느린",
    # facts of benchmarks
    "action-space": "행동 공간",
    "demos": "시연",
    "language": "언어",
    "licence": "라이선스",
    "metric": "지표",
    "observations": "관측",
    "protocol": "평가 절차",
    "repo-state": "저장소 상태",
    "robot": "로봇",
    "simulator": "시뮬레이터",
    "tasks": "작업",
    # answers
    "{low}-{high} h": "{low}-{high}시간",
    "{hours} h": "{hours}시간",
    "level {level} of 5": "난이도 {level}/5",
    "Needs": "먼저 필요한 것",
    "Unlocks": "다음에 열리는 것",
    "Key papers, in reading order": "핵심 논문, 읽는 순서대로",
    "Other resources": "그 밖의 자료",
    "nothing: start here": "없음: 여기서 시작",
    "an end point: no topic requires it": "끝점: 이 주제를 필요로 하는 주제가 없다",
    "{name} is an end point: no topic requires it.": "{name}: 끝점. 이 주제를 필요로 하는 주제가 없다.",
    "(title not stored yet)": "(제목을 아직 받지 않음)",
    "Source: {source}": "출처: {source}",
    "source: {source}": "출처: {source}",
    "No topic matches. 'vlagraph topics' lists all.": "일치하는 주제가 없다. 모두 보려면 'vlagraph topics'.",
    "Everything is learned. See 'vlagraph papers' for what to read next.": (
        "모두 학습했다. 이어서 읽을 논문은 'vlagraph papers'."
    ),
    "{learned} of {topics} topics learned": "주제 {topics}개 중 {learned}개 학습함",
    "{learned} of {topics}": "{topics}개 중 {learned}개",
    "{done} h done, {left} h left": "{done}시간 끝냄, {left}시간 남음",
    "{read} of {papers} key papers read, {starred} papers starred": (
        "핵심 논문 {papers}편 중 {read}편 읽음, 별표한 논문 {starred}편"
    ),
    "ready next: {names}": "다음에 배울 수 있는 것: {names}",
    "nothing is left": "남은 것이 없다",
    "kept, but no topic now: {names}": "표시는 남아 있으나 지금은 없는 주제: {names}",
    "What each is good for": "각 벤치마크의 쓸모",
    "Notes": "참고",
    "learned: {names}": "학습함: {names}",
    "learn: {names}": "배울 것: {names}",
    "before that: {names}": "그 전에: {names}",
    "papers: {names}": "논문: {names}",
    "{paper} (read)": "{paper} (읽음)",
    "note of {paper}: {problem}": "{paper}의 노트: {problem}",
    # plans
    "Every topic of this goal is learned.": "이 목표의 주제를 모두 학습했다.",
    "{all} in 1 week of {weekly}": "1주, 주당 {weekly}씩 모두 {all}",
    "{all} in {count} weeks of {weekly}": "{count}주, 주당 {weekly}씩 모두 {all}",
    "1 week of {weekly}, {later} left after them": "1주, 주당 {weekly}씩, 그 뒤에 {later} 남음",
    "{count} weeks of {weekly}, {later} left after them": "{count}주, 주당 {weekly}씩, 그 뒤에 {later} 남음",
    "{text}, {pace} pace, from {start}": "{text}, {pace} 속도, {start}부터",
    "known: {names}": "아는 주제: {names}",
    "assumes: {names}": "전제: {names}",
    "Week {number}, {start} ({hours})": "{number}주 차, {start} ({hours})",
    "Left for later": "나중으로 남긴 것",
    "Windows of the roadmap": "로드맵의 기간",
    "read {paper}": "읽기: {paper}",
    "{tier} ({window}): done in week {week}, holds.": (
        "{tier} ({window}): {week}주 차에 끝나서 기간을 지킨다."
    ),
    "{tier} ({window}): done in week {week}, does not hold.": (
        "{tier} ({window}): {week}주 차에 끝나서 기간을 넘긴다."
    ),
    "Only recommended, so first to leave for later: {names}; then week {week}.": (
        "권장일 뿐이라 먼저 미룰 것: {names}. 그러면 {week}주 차에 끝난다."
    ),
    "Even then it takes {hours} a week.": "그래도 주당 {hours}이 필요하다.",
    "All of it is required: it takes {hours} a week.": "모두 필수라서 주당 {hours}이 필요하다.",
}
"""Korean by English; braces are filled by the caller."""


def say(lang: Lang, text: str) -> str:
    """``text``, which is English, in ``lang``; what has no Korean, as a field of one's own, stays as it is.

    >>> say("ko", "Topic"), say("en", "Topic"), say("ko", "payload")
    ('주제', 'Topic', 'payload')
    """
    return KOREAN.get(text, text) if lang == "ko" else text


def hours_range(hours: tuple[int, int], lang: Lang) -> str:
    """Hours from low to high, with their unit.

    >>> hours_range((6, 11), "en"), hours_range((6, 11), "ko")
    ('6-11 h', '6-11시간')
    """
    return say(lang, "{low}-{high} h").format(low=hours[0], high=hours[1])
