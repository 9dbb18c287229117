"""Every word that the pages say by themselves, in both languages; templates and scripts share this table."""

from __future__ import annotations

from vlagraph.model import Text

__all__ = ["WORDS"]


def _text(en: str, ko: str) -> Text:
    return Text(en=en, ko=ko)


WORDS = {
    "about": _text("About", "소개"),
    "after_top": _text("What to read once you know this", "이 주제를 익힌 뒤"),
    "all": _text("All", "전체"),
    "all_papers": _text("All papers of this topic", "이 주제의 논문 모두 보기"),
    "area": _text("Area", "영역"),
    "areas": _text("Areas: choose to filter", "영역: 눌러서 거르기"),
    "authors_more": _text("and {n} more", "외 {n}명"),
    "benchmarks": _text("Benchmarks", "벤치마크"),
    "clear": _text("Clear", "지우기"),
    "close": _text("Close", "닫기"),
    "concepts": _text("Concepts", "개념"),
    "copied": _text("Copied", "복사했습니다"),
    "copy_link": _text("Copy link", "링크 복사"),
    "done": _text("Learned", "학습함"),
    "done_count": _text("{n} of {all} learned", "{all}개 중 {n}개 학습함"),
    "export": _text("Save progress", "진도 저장"),
    "fit": _text("Fit the map", "지도 맞추기"),
    "fresh_days": _text("Papers fetched {n} days ago", "논문을 {n}일 전에 받았습니다"),
    "fresh_never": _text(
        "No papers fetched yet: run vlagraph fetch", "아직 받은 논문이 없습니다: vlagraph fetch를 실행하세요"
    ),
    "fresh_old": _text(
        "Papers fetched {n} days ago: run vlagraph fetch",
        "논문을 {n}일 전에 받았습니다: vlagraph fetch를 실행하세요",
    ),
    "fresh_today": _text("Papers fetched today", "논문을 오늘 받았습니다"),
    "full_page": _text("Open the topic page", "주제 페이지 열기"),
    "help": _text(
        "Arrow left and right walk to what a topic needs and what it unlocks, up and down to its neighbours. "
        "Enter opens it, M marks it learned, P adds it to the path, slash searches.",
        "왼쪽·오른쪽 화살표로 선수 주제와 다음 주제로, 위·아래로 이웃 주제로 이동합니다. "
        "Enter는 열기, M은 학습 표시, P는 경로에 추가, /는 검색입니다.",
    ),
    "hide_done": _text("Hide learned", "학습한 것 숨기기"),
    "hours": _text("{lo}–{hi} h", "{lo}–{hi}시간"),
    "hours_left": _text("{lo}–{hi} h left", "{lo}–{hi}시간 남음"),
    "import": _text("Load progress", "진도 불러오기"),
    "import_bad": _text(
        "That file is not a progress.json: nothing was changed.",
        "progress.json이 아닙니다. 바뀐 것이 없습니다.",
    ),
    "import_done": _text("Progress loaded: {n} topics.", "진도를 불러왔습니다: 주제 {n}개."),
    "key_papers": _text("Key papers, in reading order", "핵심 논문, 읽는 순서대로"),
    "lack": _text("You lack {n} topics to start this", "시작하려면 {n}개 주제가 더 필요합니다"),
    "lack_one": _text("You lack 1 topic to start this", "시작하려면 1개 주제가 더 필요합니다"),
    "lang": _text("한국어", "English"),
    "learn_first": _text("learn first", "먼저 배울 것"),
    "learn_later": _text("later", "나중에"),
    "level": _text("Level", "난이도"),
    "level_n": _text("Level {n}", "난이도 {n}"),
    "list": _text("List", "목록"),
    "map": _text("Map", "지도"),
    "map_label": _text("Map of topics", "주제 지도"),
    "mark": _text("Mark learned", "학습함으로 표시"),
    "matched": _text("matched: {words}", "일치: {words}"),
    "menu": _text("Pages", "페이지"),
    "needs": _text("Needs first", "먼저 필요한 것"),
    "needs_none": _text("Nothing: start here", "없음: 여기서 시작하세요"),
    "new": _text("New", "새 논문"),
    "new_none": _text(
        "No new papers yet. Run vlagraph fetch.", "아직 새 논문이 없습니다. vlagraph fetch를 실행하세요."
    ),
    "new_papers": _text("New papers", "새 논문"),
    "next_page": _text("Next", "다음"),
    "no_stage": _text("Alongside every stage", "모든 단계와 함께"),
    "no_match": _text(
        "No topic matches. Try fewer letters.", "일치하는 주제가 없습니다. 더 짧게 입력해 보세요."
    ),
    "open_map": _text("Open the map", "지도 열기"),
    "order": _text("Order", "학습 순서"),
    "order_lead": _text(
        "One way through all topics: whatever a topic needs comes before it, and the urgent comes early.",
        "모든 주제를 지나는 한 가지 길: 필요한 것이 먼저, 급한 것이 앞에 옵니다.",
    ),
    "order_title": _text("Learning order", "학습 순서"),
    "papers": _text("Papers", "논문"),
    "path": _text("Path", "경로"),
    "path_add": _text("Add to path", "경로에 추가"),
    "path_all_done": _text("You know everything on this path.", "이 경로의 모든 주제를 이미 학습했습니다."),
    "path_here": _text("Path to here", "여기까지 가는 경로"),
    "path_remove": _text("Remove from path", "경로에서 빼기"),
    "path_steps": _text("{n} steps", "{n}단계"),
    "path_to": _text("Path to {names}", "{names}까지의 경로"),
    "previous_page": _text("Previous", "이전"),
    "print": _text("Print", "인쇄"),
    "projects": _text("Projects", "프로젝트"),
    "ready": _text("Ready to learn", "지금 배울 수 있음"),
    "recommended": _text("recommended", "권장"),
    "related": _text("Related", "관련 주제"),
    "required": _text("required", "필수"),
    "resources": _text("Books, courses and tools", "책·강의·도구"),
    "save_png": _text("Save as PNG", "PNG로 저장"),
    "save_svg": _text("Save as SVG", "SVG로 저장"),
    "search": _text("Search topics", "주제 검색"),
    "share": _text("Share and save", "공유·저장"),
    "show_map": _text("Show on the map", "지도에서 보기"),
    "skip": _text("Skip to the content", "본문으로 건너뛰기"),
    "source": _text("Source", "출처"),
    "stage": _text("Stage", "단계"),
    "stage_n": _text("Stage {n}", "{n}단계"),
    "theme": _text("Light or dark", "밝게 또는 어둡게"),
    "tier": _text("Priority", "우선순위"),
    "topics_n": _text("{n} topics", "주제 {n}개"),
    "unlocks": _text("Unlocks", "다음에 열리는 것"),
    "unlocks_none": _text("Nothing further: a destination", "더 없음: 도착점"),
    "unmark": _text("Mark as not learned", "학습 표시 지우기"),
    "up": _text("needed by", "필요로 하는 주제"),
    "view": _text("View", "보기"),
    "why": _text("Why it matters", "왜 중요한가"),
    "zoom_in": _text("Zoom in", "확대"),
    "zoom_out": _text("Zoom out", "축소"),
}
"""Keys that templates read as ``w.key`` and scripts as ``t("key")``; braces are filled by the caller."""
