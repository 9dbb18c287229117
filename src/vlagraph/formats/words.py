"""The words that answers say by themselves, in Korean; the English text is its own key."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vlagraph.model import Lang

__all__ = ["KOREAN", "hours_range", "say"]

KOREAN = {
    # columns
    "#": "#",
    "Age": "경과",
    "Area": "영역",
    "Benchmark": "벤치마크",
    "Better after": "먼저 배우면 좋은 것",
    "Chains through it": "지나는 사슬",
    "Checked (UTC)": "확인(UTC)",
    "Concepts": "개념",
    "Date": "날짜",
    "Evidence": "근거",
    "Figure": "항목",
    "From": "시작",
    "Group": "묶음",
    "Hours": "시간",
    "Hours done": "끝낸 시간",
    "Hours left": "남은 시간",
    "Id": "ID",
    "Last try": "마지막 시도",
    "Leads to": "이어지는 주제",
    "Learned": "학습함",
    "Level": "난이도",
    "Milestones": "단계",
    "Name": "이름",
    "Needs it": "필요 방식",
    "Newest paper": "가장 새 논문",
    "Note": "노트",
    "Opens now": "바로 열리는 것",
    "Papers": "논문",
    "Priority": "우선순위",
    "Project": "프로젝트",
    "Rating": "평점",
    "Read (arXiv)": "읽기(arXiv)",
    "Record": "기록",
    "Role": "역할",
    "Score": "점수",
    "Share": "비율",
    "Star": "별표",
    "State": "상태",
    "Title": "제목",
    "Topic": "주제",
    "Value": "값",
    "Week": "주",
    "Weight": "가중치",
    "Where": "위치",
    "Words": "단어",
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
    "target": "목표",
    "through others": "다른 주제를 거쳐",
    "unread": "안 읽음",
    "yes": "있음",
    "fetched": "받음",
    "curated, not yet fetched": "선정함, 아직 받지 않음",
    "withdrawn": "철회됨",
    "failed": "실패",
    "never": "없음",
    "none": "없음",
    "dismissed": "제외함",
    "matched": "일치",
    "moved": "옮김",
    "pinned": "고정함",
    "abstract": "초록",
    "title": "제목",
    "against": "불리한 말",
    "category": "분류",
    "context": "문맥",
    "core": "핵심어",
    "phrase": "구절",
    "refused": "거절",
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
    "read {typed} as {id}": "{typed} → {id} (가까운 이름으로 읽음)",
    # paths
    "{names}: {count} steps, {hours}": "{names}: {count}단계, {hours}",
    "{names}: 1 step, {hours}": "{names}: 1단계, {hours}",
    "for {name}: {reason}": "{name}에 필요: {reason}",
    "also for {names}": "그 밖에 필요한 곳: {names}",
    "read {papers}": "읽을 논문: {papers}",
    " and {count} more: vlagraph papers {topic}": " 외 {count}편: vlagraph papers {topic}",
    "see above": "위 참조",
    # papers
    "(not stored yet)": "(아직 저장되지 않음)",
    " (also {names})": " (같은 논문: {names})",
    "key: {role}": "핵심: {role}",
    "{count} dismissed; 'vlagraph dismiss ID --undo' brings a paper back.": (
        "{count}편 제외함. 되돌리려면 'vlagraph dismiss ID --undo'."
    ),
    "shown on {day}": "{day}에 보임",
    " and {count} more": " 외 {count}명",
    "No abstract is stored: the title alone decides the scores. 'vlagraph fetch' brings it.": (
        "초록이 저장되어 있지 않아 제목만으로 점수를 매겼다. 받으려면 'vlagraph fetch'."
    ),
    "The rules changed since this paper was fetched: 'vlagraph fetch' files it anew.": (
        "이 논문을 받은 뒤 규칙이 바뀌었다. 다시 분류하려면 'vlagraph fetch'."
    ),
    "Topics (a rule's score of {threshold} attaches)": "주제(규칙 점수가 {threshold} 이상이면 붙음)",
    "none: no watch rule finds any of its phrases here": "없음: 어느 규칙의 구절도 나오지 않음",
    "key paper": "핵심 논문",
    "pinned by you": "직접 고정함",
    "moved here by you": "직접 옮김",
    "dismissed by you": "직접 제외함",
    "attached": "붙음",
    "not attached ({reason})": "붙지 않음({reason})",
    "below the threshold": "기준 점수 미만",
    "in none of the categories {what}": "다음 분류에 들지 않음: {what}",
    "the rule leaves out papers with “{what}”": "규칙이 빼는 말이 있음: “{what}”",
    "none of the rule's phrases": "규칙의 구절이 없음",
    "none of the rule's context words": "규칙의 문맥 단어가 없음",
    "only mentioned in passing: “{what}”": "지나가며 언급할 뿐임: “{what}”",
    "Key papers it resembles": "비슷한 핵심 논문",
    "shared words: {words}": "함께 쓰인 단어: {words}",
    # figures
    "areas": "영역",
    "topics": "주제",
    "concepts": "개념",
    "roadmap bullets": "로드맵 항목",
    "required edges": "필수 관계",
    "recommended edges": "권장 관계",
    "key papers (distinct)": "핵심 논문(중복 제외)",
    "fewest key papers of a topic": "주제별 핵심 논문의 최솟값",
    "other resources": "그 밖의 자료",
    "hours in all": "전체 시간",
    "mean prerequisite distance": "선수 주제까지의 평균 거리",
    "longest chain": "가장 긴 사슬",
    "{number} places": "{number}자리",
    "Bottlenecks, of {count} chains from a start to an end": "병목, 시작에서 끝까지의 사슬 {count}개 기준",
    "No paper in the last {days} days: {count} of {topics} topics": (
        "최근 {days}일 동안 논문이 없는 주제: {topics}개 중 {count}개"
    ),
    "Last fetch: {time}": "마지막 수집: {time}",
    "none yet. Run vlagraph fetch": "아직 없음. vlagraph fetch를 실행",
    "last failure: {failure}": "마지막 실패: {failure}",
    "{papers} papers, {curated} curated, {unconfirmed} not yet confirmed by arXiv, {withdrawn} withdrawn": (
        "논문 {papers}편, 선정 {curated}편, arXiv 확인 전 {unconfirmed}편, 철회 {withdrawn}편"
    ),
    "{stale} of {topics} topics older than a week or never fetched.": (
        "주제 {topics}개 중 {stale}개는 일주일이 넘었거나 받은 적이 없다."
    ),
    "{days} d": "{days}일",
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
