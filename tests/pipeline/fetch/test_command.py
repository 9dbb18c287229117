"""The commands ``fetch`` and ``status`` as a reader meets them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from tests.standin import Fault, Trigger
from tests.support.command_line import ask
from tests.support.fetching import SCALE
from vlagraph.cli import run
from vlagraph.core.model import Area, Concept, KeyPaper, Roadmap, Text, Topic, Watch
from vlagraph.core.papers.paper import Match, Paper
from vlagraph.pipeline.fetch.status import read_status
from vlagraph.store.papers import load_papers, save_papers
from vlagraph.store.roadmap import load_roadmap, save_parts
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from tests.standin import StandIn

NOW = "2026-01-01T00:00:00Z"
ROBOTS = Watch(any_of=("synthetic record", "robot"), categories=("cs.RO",))
LEARNING = Watch(any_of=("synthetic record", "learning"), categories=("cs.LG",))


def _both(text: str) -> Text:
    return Text(en=text, ko=text)


def _topic(name: str, watch: Watch, key: str) -> Topic:
    return Topic(
        id=name,
        area="core",
        name=_both(name),
        level=1,
        hours=(1, 2),
        hours_basis=_both("a guess"),
        summary=_both("what it is"),
        concepts=(Concept(id=f"{name}-idea", name=_both(name), note=_both("note")),),
        key_papers=(KeyPaper(arxiv=key, role="method", why=_both("why")),),
        watch=watch,
    )


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    topics = (_topic("robots", ROBOTS, "2699.00003"), _topic("learning", LEARNING, "2699.00006"))
    root = tmp_path / "work"
    (root / "graph").mkdir(parents=True)
    save_parts(
        root / "graph" / "topics.json",
        Roadmap(title=_both("test"), areas=(Area(id="core", name=_both("core")),), topics=topics),
    )
    monkeypatch.setenv("VLAGRAPH_ROOT", str(root))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("VLAGRAPH_NOW", NOW)
    monkeypatch.setenv("VLAGRAPH_CONTACT", "tests@example.org")
    return root


def test_fetch_prints_a_row_per_topic_and_exits_0(
    workspace: Path, server: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["fetch", "--since", "2024-01-01"])
    out = capsys.readouterr()

    assert code == 0
    assert "robots" in out.out
    assert "papers stored" in out.out
    assert "request" in out.err
    assert server.violations == ()
    assert (workspace / "papers" / "papers.jsonl").is_file()


def test_fetch_as_json_holds_every_count(
    workspace: Path, server: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["fetch", "--since", "2024-01-01", "--format", "json"])
    report = json.loads(capsys.readouterr().out)

    assert code == 0
    assert report["ok"]
    assert report["totals"]["new"] == report["papers"]
    assert {row["topic"] for row in report["topics"]} == {"robots", "learning"}
    assert {"new", "updated", "withdrawn", "unchanged", "age_days", "failure"} <= set(report["topics"][0])


def test_a_dry_run_prints_windows_and_counts_and_asks_nothing(
    workspace: Path, server: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["fetch", "--dry-run"])
    out = capsys.readouterr().out

    assert code == 0
    assert "2 papers" in out
    assert "2025-01-01 to 2026-01-01" in out
    assert "minutes" in out
    assert "://" not in out
    assert run(["fetch", "--dry-run", "--verbose"]) == 0
    assert "search_query=" in capsys.readouterr().out
    assert server.log == ()
    assert not (workspace / "papers").exists()


def test_a_second_run_says_that_nothing_is_due_and_folds_the_topics(
    workspace: Path, server: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["fetch", "--since", "2024-01-01"])
    capsys.readouterr()
    run(["fetch", "--dry-run"])
    dry = capsys.readouterr().out
    run(["fetch"])
    out = capsys.readouterr()

    assert dry.startswith("Nothing is due: what can be asked today is in.")
    assert "2 topics: no paper of theirs came (less than a day old)." in out.out
    assert "stored; nothing was due; 0 requests." in out.out
    assert out.err == ""


def test_after_a_fetch_that_brought_nothing_no_answer_asks_for_a_first_one(
    workspace: Path, server: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = Watch(any_of=("nobody writes so",), categories=("cs.RO",))
    rare = replace(_topic("robots", watch, "2699.00003"), key_papers=())
    core = Area(id="core", name=_both("core"))
    save_parts(workspace / "graph" / "topics.json", Roadmap(title=_both("t"), areas=(core,), topics=(rare,)))
    before = [ask(capsys, *words).out for words in (["new"], ["status", "--holes"])]
    assert run(["fetch", "--since", "2025-12-30"]) == 0
    news, korean = (ask(capsys, "new", "--lang", lang).out for lang in ("en", "ko"))
    holes = ask(capsys, "status", "--holes").out

    assert before[0].endswith("besides the key papers. Next: vlagraph fetch\n")
    assert "Run 'vlagraph fetch' first" in before[1]
    assert news == (
        "What was fetched so far holds no paper besides the key papers; last fetched today. "
        "Next: 'vlagraph fetch --since DATE' goes further back, "
        "'vlagraph watch TOPIC' shows what a rule takes\n"
    )
    assert "vlagraph fetch --since DATE" in korean
    assert "Run 'vlagraph fetch' first" not in holes
    assert "'vlagraph status'" in holes.splitlines()[0]


def test_holes_say_how_many_papers_were_too_old_to_be_looked_at(
    workspace: Path, server: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["fetch", "--since", "2024-01-01"])
    capsys.readouterr()
    found = ask(capsys, "status", "--holes", "--format", "json").json
    dated = [paper for paper in load_papers(workspace / "papers" / "papers.jsonl").values() if paper.fetched]

    assert 0 < found["older"] == sum(paper.published[:10] < found["first"] for paper in dated)
    assert found["older"] + found["papers"] == len(dated)


def test_a_topic_that_no_fetch_asked_for_is_not_said_to_be_the_first(
    workspace: Path, server: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    first = ask(capsys, "status", "learning", "--overdue").out
    run(["fetch", "robots", "--since", "2025-12-30"])
    capsys.readouterr()
    later = ask(capsys, "status", "learning", "--overdue")

    assert first.startswith("The papers were never checked: no fetch has succeeded yet.")
    assert later.out.startswith("It is not known whether all papers of learning came: no fetch")
    assert ask(capsys, "status", "--overdue").out == ""
    assert ask(capsys, "status", "learning", "--format", "json").json["succeeded"]


def test_in_a_pipe_every_page_is_a_line_with_papers_and_the_day_reached(
    workspace: Path, server: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["fetch", "--since", "2024-01-01"])
    first, *pages = capsys.readouterr().err.splitlines()

    assert first == "asking arXiv: at least 2 requests; the answers say how many more"
    assert pages[0].startswith("page 1 of at least 2: 2 papers, 2 new")
    assert pages[-1].startswith(f"page {len(pages)} of {len(pages)}: ")
    assert pages[-1].endswith(" new, back to 2024-01-01")


def test_status_tells_the_age_of_every_topic_without_a_network(
    workspace: Path, server: StandIn, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["fetch", "--since", "2024-01-01"])
    asked = len(server.log)
    capsys.readouterr()
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-01-11T00:00:00Z")
    code = run(["status"])
    out = capsys.readouterr().out

    assert code == 0
    assert out.count("10 d") == 2
    assert "2 of 2 topics older than a week" in out
    assert len(server.log) == asked


def test_status_before_any_fetch_says_never(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["status", "--format", "json"])
    found = json.loads(capsys.readouterr().out)

    assert code == 0
    assert [row["checked"] for row in found["topics"]] == [None, None]


def _without_rules(workspace: Path, *names: str) -> None:
    """Take the watch rules of the topics ``names`` away, and every key paper: as an import makes topics."""
    roadmap = load_roadmap(workspace / "graph" / "topics.json")
    topics = (
        replace(one, watch=None if one.id in names else one.watch, key_papers=()) for one in roadmap.topics
    )
    save_parts(workspace / "graph" / "topics.json", replace(roadmap, topics=tuple(topics)))


@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize("line", ["fetch", "fetch --dry-run", "status", "new", "new robots"])
def test_where_no_topic_has_a_rule_every_answer_says_so_and_how_to_try_one(
    workspace: Path, capfd: pytest.CaptureFixture[str], line: str, stored: bool
) -> None:
    """`new` sent to `fetch`, which said that all was in and sent to `fetch --refresh`."""
    _without_rules(workspace, "robots", "learning")
    if stored:
        old = Paper(id="2601.00001", title="Cups", authors=("Ada",), published="2020-01-02T00:00:00Z")
        matches = (Match("robots", 9.0),)
        save_papers(workspace / "papers" / "papers.jsonl", {old.id: replace(old, matches=matches)})
        assert "Cups" in ask(capfd, "new", "--all").out
    answer = ask(capfd, *line.split())
    told = answer.out + answer.err

    assert answer.code == 0
    assert "no watch rule, so no fetch looks for" in told
    assert "'vlagraph watch robots --any PHRASE'" in told
    assert "--refresh" not in told
    assert "Next: vlagraph fetch" not in told
    assert ask(capfd, "status", "--overdue").out == ""


class _Counted(str):
    """An id that counts how often it is compared with another one."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        _Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_status_of_many_topics_compares_no_topic_with_each(workspace: Path) -> None:
    """Of 10,000 topics that took seconds, of 100,000 minutes."""
    roadmap = load_roadmap(workspace / "graph" / "topics.json")
    first = replace(roadmap.topics[0], watch=None, key_papers=())
    topics = tuple(replace(first, id=_Counted(f"topic-{number}")) for number in range(300))
    many = replace(roadmap, topics=topics)
    _Counted.compared = 0
    found = read_status(Workspace(workspace), many, now=datetime(2026, 1, 1, tzinfo=UTC))

    assert len(found.unwatched) == 300
    assert _Counted.compared < 20 * 300


def test_a_topic_without_a_rule_is_named_beside_those_that_have_one(
    workspace: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _without_rules(workspace, "learning")
    told = "learning has no watch rule, so no fetch looks for its papers."

    for line in ("fetch --dry-run", "fetch learning --dry-run", "status"):
        assert told in ask(capfd, *line.split()).out
    assert told not in ask(capfd, "status", "robots").out
    assert "Nothing is due" not in ask(capfd, "fetch", "learning", "--dry-run").out
    assert json.loads(ask(capfd, "status", "--format", "json").out)["unwatched"] == ["learning"]
    assert "never checked" in ask(capfd, "status", "--overdue").out


def test_a_refusal_keeps_the_data_tells_its_age_and_exits_1(
    workspace: Path, server: StandIn, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["fetch", "--since", "2024-01-01"])
    before = (workspace / "papers" / "papers.jsonl").read_bytes()
    capsys.readouterr()
    server.reset()
    server.clock = "2026-01-11T00:00:00Z"
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-01-11T00:00:00Z")
    server.faults.add(Fault("forbidden403", "denied", Trigger(), scope="always"))
    code = run(["fetch"])
    out = capsys.readouterr()
    err = out.err

    assert code == 1
    assert "nothing came" in out.out
    assert "denies access (403)" in err
    assert "up to 10 days old" in err
    assert len(server.log) == 1
    assert (workspace / "papers" / "papers.jsonl").read_bytes() == before


def test_without_a_network_fetch_says_so(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VLAGRAPH_API_URL", "http://127.0.0.1:1/api/query")
    monkeypatch.setenv("VLAGRAPH_MIN_INTERVAL", str(3 / SCALE))
    code = run(["fetch"])
    err = capsys.readouterr().err

    assert code == 1
    assert "cannot be reached" in err
    assert "What was stored is kept" in err


@pytest.mark.parametrize("first", ["no network", "refused", "one topic"])
def test_the_fetch_after_a_first_one_that_brought_nothing_leaves_no_half_for_undo(
    workspace: Path,
    server: StandIn,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    first: str,
) -> None:
    """`undo` after it took the state back to that failure: every topic counted as never fetched."""
    if first == "no network":
        with monkeypatch.context() as offline:
            offline.setenv("VLAGRAPH_API_URL", "http://127.0.0.1:1/api/query")
            assert ask(capfd, "fetch").code == 1
    else:
        server.faults.add(Fault("forbidden403", "denied", Trigger(), scope="always"))
        assert ask(capfd, "fetch", *(["robots"] if first == "one topic" else [])).code == 1
        server.reset()
    assert (workspace / "papers" / "fetch.json").is_file()
    assert ask(capfd, "fetch", "--since", "2024-01-01").code == 0
    after = (workspace / "papers" / "fetch.json").read_bytes()

    assert "There is nothing to take back" in ask(capfd, "undo").err
    assert (workspace / "papers" / "fetch.json").read_bytes() == after


def test_without_a_network_fetch_says_so_in_korean_as_well(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VLAGRAPH_API_URL", "http://127.0.0.1:1/api/query")
    monkeypatch.setenv("VLAGRAPH_MIN_INTERVAL", str(3 / SCALE))
    code = run(["fetch", "--lang", "ko"])
    out = capsys.readouterr()

    assert code == 1
    assert "연결할 수 없습니다" in out.err
    assert "cannot be reached" not in out.err
    assert "받은 논문 없음" in out.out
    assert run(["status", "--lang", "ko"]) == 0
    assert "연결할 수 없습니다" in capsys.readouterr().out


def test_json_is_in_english_whatever_the_language(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VLAGRAPH_API_URL", "http://127.0.0.1:1/api/query")
    monkeypatch.setenv("VLAGRAPH_MIN_INTERVAL", str(3 / SCALE))
    code = run(["fetch", "--lang", "ko", "--format", "json"])
    report = json.loads(capsys.readouterr().out)

    assert code == 1
    assert len(report["failures"]) == 1
    assert "key papers" in report["failures"][0]
    assert "cannot be reached" in report["failures"][0]
    assert "cannot be reached" in report["topics"][0]["failure"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("VLAGRAPH_MIN_INTERVAL", "0.1", "only for a server on this machine"),
        ("VLAGRAPH_MIN_INTERVAL", "soon", "no number of seconds"),
        ("VLAGRAPH_MIN_INTERVAL", "1e300", "no number of seconds from 0 to 86400"),
        ("VLAGRAPH_NOW", "tomorrow", "no ISO 8601 time"),
        ("VLAGRAPH_API_URL", "ftp://example.org", "no http(s) address"),
        ("VLAGRAPH_CONTACT", "a\nb", "one line of ASCII"),
    ],
)
def test_a_variable_that_makes_no_sense_is_a_usage_error(
    name: str,
    value: str,
    said: str,
    workspace: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(name, value)
    code = run(["fetch", "--dry-run"])

    assert code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "args",
    [
        ["--source", "oai"],
        ["--since", "someday"],
        ["--since", "2026-01-01", "--until", "2025-01-01"],
        ["--source", "web"],
    ],
)
def test_a_window_or_source_that_makes_no_sense_is_a_usage_error(
    args: list[str], workspace: Path, server: StandIn
) -> None:
    assert run(["fetch", *args]) == 2
    assert server.log == ()


@pytest.mark.parametrize("option", [("--only-key-papers",), ("--max-per-topic", "5")])
@pytest.mark.parametrize("way", [(), ("--dry-run",)])
def test_what_oai_pmh_cannot_do_is_refused_and_not_left_undone(
    option: tuple[str, ...],
    way: tuple[str, ...],
    workspace: Path,
    server: StandIn,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["fetch", "--source", "oai", *option, *way]) == 2
    assert f"{option[0]}: " in capsys.readouterr().err
    assert server.log == ()
