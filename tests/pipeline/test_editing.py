"""The commands that edit a roadmap write few files, keep its form, and say what is left to do."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.standin import StandIn
from tests.standin.collection import Corpus
from tests.standin.small_corpus import record
from tests.support.command_line import CHECKOUT, ask
from vlagraph.store.lock import roadmap_lock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer

    Run = Callable[..., Answer]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped workspace, entered."""
    for name in ("graph", "papers"):
        shutil.copytree(CHECKOUT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:00Z")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def run(root: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    def call(*args: str) -> Answer:
        answer = ask(capfd, *args)
        assert "Traceback" not in answer.err
        return answer

    return call


def changed(root: Path, before: dict[str, bytes]) -> set[str]:
    """The files that differ from ``before`` or are new or gone."""
    now = files(root)
    return {name for name in {*before, *now} if before.get(name) != now.get(name)}


def files(root: Path) -> dict[str, bytes]:
    found = [path for name in ("graph", "papers") for path in (root / name).rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.suffix != ".lock"}


def page(root: Path, topic: str) -> Any:
    return json.loads((root / "graph" / "topics" / f"{topic}.json").read_text(encoding="utf-8"))


def test_a_topic_and_a_paper_are_two_commands_and_what_people_fill_in(root: Path, run: Run) -> None:
    before = files(root)
    added = run("topic", "add", "topic-of-a-test", "--area", "data", "--name", "Topic of a Test", "--name-ko",
                "시험용 주제", "--requires", "linear-algebra,manipulation")  # fmt: skip
    needs = [
        run("require", "topic-of-a-test", other, "--reason", "It is used.", "--reason-ko", "쓰입니다.",
            "--source", "arXiv:1802.01528", "--concepts", concept)
        for other, concept in (("linear-algebra", "svd"), ("manipulation", "grasp-planning"))
    ]  # fmt: skip

    assert (added.code, [one.code for one in needs]) == (0, [0, 0]), added.err + needs[0].err + needs[1].err
    assert changed(root, before) == {"graph/topics.json", "graph/topics/topic-of-a-test.json"}


def test_a_paper_is_stored_from_what_a_person_knows(root: Path, run: Run) -> None:
    before = files(root)
    answer = run("paper", "add", "2611.00001", "--topic", "navigation", "--why", "It shows it.", "--why-ko",
                 "보여 줍니다.", "--title", "A paper", "--author", "Ada Example", "--author", "Ben Sample",
                 "--date", "2026-10", "--role", "survey")  # fmt: skip
    entry = page(root, "navigation")["key_papers"][-1]
    lines = (root / "papers" / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    stored = next(json.loads(line) for line in lines if "2611.00001" in line)

    assert answer.code == 0
    assert changed(root, before) == {"graph/topics/navigation.json", "papers/papers.jsonl"}
    assert (entry["arxiv"], entry["role"], entry["why"]["en"]) == ("2611.00001", "survey", "It shows it.")
    assert stored == {
        "id": "2611.00001",
        "title": "A paper",
        "authors": ["Ada Example", "Ben Sample"],
        "published": "2026-10",
        "curated": True,
    }


def test_a_paper_is_looked_up_at_arxiv_and_stored_without_its_abstract(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with StandIn(Corpus([record(1, id="2611.00042")]), scale=2000) as server:
        monkeypatch.setenv("VLAGRAPH_API_URL", server.api_url)
        monkeypatch.setenv("VLAGRAPH_MIN_INTERVAL", "0.002")
        known = "2611.00042"
        answer = run("paper", "add", known, "--topic", "navigation", "--why", "It shows it.")
        missing = run("paper", "add", "2611.99999", "--topic", "navigation")
    lines = (root / "papers" / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    stored = next(json.loads(line) for line in lines if known in line)

    assert answer.code == 0, answer.err
    assert stored["curated"]
    assert stored["title"]
    assert stored["fetched"] == "2026-11-22T12:00:00Z"
    assert "abstract" not in stored
    assert (missing.code, "arXiv has no paper 2611.99999" in missing.err) == (1, True)


def test_without_a_network_the_facts_can_be_told(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VLAGRAPH_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.setenv("VLAGRAPH_MIN_INTERVAL", "0.001")
    monkeypatch.setattr("vlagraph.sources.settings.Settings.unreachable_budget", 0.0)
    before = files(root)
    answer = run("paper", "add", "2611.00001", "--topic", "navigation", "--why", "It shows it.")

    assert answer.code == 1
    assert "--title, --author and --date" in answer.err
    assert changed(root, before) == set()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("paper", "add", "2611.00001", "--topic", "navigation", "--title", "X"), 2, "go together"),
        (
            ("paper", "add", "2611.00001", "--topic", "hri", "--title", "X", "--author", "A", "--date", "x"),
            2,
            "needs a day",
        ),
        (("paper", "add", "2611.00001", "--topic", "navigation", "--role", "hero"), 2, "no role"),
        (("paper", "add", "nonsense", "--topic", "navigation"), 1, "arXiv id"),
        (("topic", "add", "navigation", "--area", "data"), 2, "belongs to navigation"),
        (("topic", "add", "Bad Id", "--area", "data"), 2, "is no id"),
        (("topic", "add", "new", "--area", "nowhere"), 1, "no area is called 'nowhere'. There are: "),
        (("topic", "add", "con", "--area", "data"), 2, "such as the-con"),
        (("topic", "add", "all", "--area", "data"), 2, "means the whole roadmap"),
        (("topic", "add", "real-robot", "--area", "data"), 2, "is that of a goal"),
        (("topic", "rename", "navigation", "immediate"), 2, "is that of a tier"),
        (("topic", "split", "navigation", "vla-on-libero", "two"), 2, "is that of a project"),
        (("topic", "merge", "navigation", "manipulation", "--into", "advanced"), 2, "is that of a stage"),
        (("topic", "rename", "navigation", "manipulation"), 2, "belongs to manipulation"),
        (("topic", "rename", "xyzzy-qwert", "new"), 1, "xyzzy-qwert"),
        (("topic", "split", "navigation", "one"), 2, "two different"),
        (("topic", "merge", "navigation", "--into", "navigation"), 2, "two different"),
        (("topic", "remove", "navigation", "--replaced-by", "xyzzy-qwert"), 1, "xyzzy-qwert"),
        (("require", "navigation", "navigation"), 2, "itself"),
        (("require", "linear-algebra", "probability-theory"), 1, "loop"),
        (("require", "navigation", "flash-attention", "--undo"), 2, "does not require"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_writes_nothing(
    root: Path, run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    before = files(root)
    answer = run(*words)

    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert changed(root, before) == set()


def test_a_renamed_topic_moves_its_page_and_the_commands_find_it_by_both_ids(root: Path, run: Run) -> None:
    assert run("learned", "navigation").code == 0
    answer = run("topic", "rename", "navigation", "robot-navigation")
    pages = root / "graph" / "topics"
    assert f"wrote {pages / 'robot-navigation.json'}\n" in answer.out
    assert f"removed {pages / 'navigation.json'}\n" in answer.out

    assert answer.code == 0
    assert not (root / "graph" / "topics" / "navigation.json").exists()
    assert page(root, "robot-navigation")["id"] == "robot-navigation"
    assert "[robot-navigation]" in run("topic", "navigation").out
    assert "robot-navigation" in run("progress", "--format", "json").json["learned"]
    assert run("check", "--strict").code == 0, run("check", "--strict").err


@pytest.mark.parametrize("word", ["level", "source", "reason"])
def test_a_renamed_topic_called_like_a_word_of_a_message_is_no_more_incomplete(run: Run, word: str) -> None:
    run("topic", "add", word, "--area", "data", "--requires", "manipulation")
    renamed = run("topic", "rename", word, "tested")

    assert renamed.code == 0
    assert "incomplete since" not in renamed.out


def test_what_was_incomplete_before_is_not_incomplete_since_a_rename_or_a_merge(run: Run) -> None:
    added = run("topic", "add", "topic-of-a-test", "--area", "data", "--requires", "manipulation")
    renamed = run("topic", "rename", "topic-of-a-test", "tested")
    merged = run("topic", "merge", "tested", "ab-testing", "--into", "ab-testing")
    again = run("undo"), run("topic", "split", "tested", "one-part", "other-part")

    assert "things are incomplete since" in added.out
    assert "incomplete since" not in renamed.out
    assert "incomplete since" not in merged.out
    assert "things are incomplete since" in again[-1].out  # each part is to be completed


def test_a_split_and_a_merge_undo_each_other_but_for_what_people_wrote(root: Path, run: Run) -> None:
    concepts = [one["id"] for one in page(root, "navigation")["concepts"]]
    split = run(
        "topic", "split", "navigation", "navigation", "mapping", "--concepts", f"mapping={concepts[0]}"
    )
    after = [one["id"] for one in page(root, "mapping")["concepts"]]
    merged = run("topic", "merge", "navigation", "mapping", "--into", "navigation")

    assert (split.code, merged.code) == (0, 0), split.err + merged.err
    assert after == concepts[:1]
    assert sorted(one["id"] for one in page(root, "navigation")["concepts"]) == sorted(concepts)
    assert not (root / "graph" / "topics" / "mapping.json").exists()


def test_the_threshold_of_an_own_topic_does_not_pass_to_a_shipped_one(root: Path, run: Run) -> None:
    run("topic", "add", "my-notes", "--area", "vla-core")
    own = root / "graph" / "topics" / "my-notes.json"
    rule = {"any": ["my phrase"], "threshold": 0.31}
    own.write_text(
        json.dumps({**json.loads(own.read_text(encoding="utf-8")), "watch": rule}), encoding="utf-8"
    )
    merged = run("topic", "merge", "navigation", "my-notes", "--into", "navigation")
    watch = page(root, "navigation")["watch"]

    assert merged.code == 0, merged.err
    assert "my phrase" in watch["any"]
    assert "threshold" not in watch


def test_a_loop_that_a_person_wrote_is_mended_by_the_command(root: Path, run: Run) -> None:
    path = root / "graph" / "topics.json"
    tree = json.loads(path.read_text(encoding="utf-8"))
    algebra = next(one for one in tree["topics"] if one["id"] == "linear-algebra")
    algebra["requires"] = [{"topic": "probability-theory", "kind": "required"}]
    path.write_text(json.dumps(tree), encoding="utf-8")

    assert run("path", "linear-algebra").code == 1
    assert run("require", "linear-algebra", "probability-theory", "--undo").code == 0
    assert run("path", "linear-algebra").code == 0


def test_edits_answer_in_korean_where_asked_for(run: Run) -> None:
    answer = run("topic", "add", "new-topic", "--area", "data", "--lang", "ko")

    assert answer.code == 0
    assert "남은 일:" in answer.out
    assert "저장했습니다" in answer.out


def test_a_topic_without_key_papers_says_so_with_the_next_step(run: Run) -> None:
    run("topic", "add", "new-topic", "--area", "data")
    card, review = run("topic", "new-topic"), run("review", "new-topic")

    assert "reading order\n  none yet: 'vlagraph paper add ID --topic new-topic' adds one\n" in card.out
    assert review.out.startswith("new-topic has no key paper, ")
    assert run("review", "new-topic", "--format", "json").json["papers"] == []


def test_a_topic_is_shown_as_before_also_with_options_first(run: Run) -> None:
    plain = run("topic", "navigation", "--format", "json")

    assert run("topic", "--format", "json", "navigation").out == plain.out
    assert plain.json["topic"]["id"] == "navigation"
    assert run("topic").code == 2


def test_a_topic_of_a_new_field_gets_a_page_of_its_own(root: Path, run: Run) -> None:
    assert run("init", "field", "--empty", "--title", "Baking").code == 0
    area = json.loads((root / "field" / "graph" / "topics.json").read_text(encoding="utf-8"))["areas"][0][
        "id"
    ]
    answer = run("--root", "field", "topic", "add", "dough", "--area", area)

    assert answer.code == 0, answer.err
    assert (root / "field" / "graph" / "topics" / "dough.json").is_file()
    assert "Dough" in run("--root", "field", "topics").out


@pytest.mark.parametrize("area", ["special-domains", "Special domains", "specialdomain"])
def test_the_area_of_a_new_topic_goes_by_its_name_as_in_other_commands(
    root: Path, run: Run, area: str
) -> None:
    answer = run("topic", "add", "touch", "--area", area)
    topics = json.loads((root / "graph" / "topics.json").read_bytes())["topics"]

    assert (answer.code, topics[-1]["area"]) == (0, "special-domains")
    assert ("read 'specialdomain' as special-domains" in answer.err) == (area == "specialdomain")


SLOWED = """
import sys, time
from vlagraph.cli import run
from vlagraph.pipeline import check, editing, importing

def slow(write):
    def writing(*args, **more):
        time.sleep(1)
        return write(*args, **more)
    return writing

for module, name in ((editing, 'save_parts'), (check, 'save_parts'), (importing, 'write_whole')):
    setattr(module, name, slow(getattr(module, name)))
sys.exit(run(sys.argv[1:]))
"""
"""The command line with a second between reading the roadmap and writing it."""


@pytest.mark.parametrize(
    "other",
    [("topic", "add", "second", "--area", "hri"), ("format", "--one-file"), ("import", "more.csv")],
    ids=lambda words: words[0],
)
def test_edits_by_two_commands_at_once_are_both_kept(root: Path, other: tuple[str, ...]) -> None:
    (root / "more.csv").write_text("from,to\nLinear Algebra,Third Thing\n", encoding="utf-8")
    lines = (("topic", "add", "first", "--area", "hri"), other)
    runs = [subprocess.Popen([sys.executable, "-c", SLOWED, *line], cwd=root) for line in lines]

    assert [one.wait(timeout=60) for one in runs] == [0, 0]
    graph = json.loads((root / "graph" / "topics.json").read_text(encoding="utf-8"))
    ids = {topic["id"] for topic in graph["topics"]}
    assert {"first", *({"second"} if "second" in other else ())} <= ids
    if other[0] == "import":
        assert "third-thing" in ids
    if other[0] == "format":  # the page of the new topic is not left behind, whichever came first
        assert not {one.stem for one in (root / "graph" / "topics").glob("*.json")} - ids


def test_what_a_second_edit_does_not_say_stays(root: Path, run: Run) -> None:
    """Neither the kind or role nor the other language of a text is lost where one alone is given."""

    def need() -> Any:
        graph = json.loads((root / "graph" / "topics.json").read_text(encoding="utf-8"))
        (topic,) = (one for one in graph["topics"] if one["id"] == "vla-fine-tuning")
        return next(one for one in topic["requires"] if one["topic"] == "gradient-accumulation")

    def key() -> Any:
        return next(one for one in page(root, "vla-models")["key_papers"] if one["arxiv"] == "2406.09246")

    edge, paper = need(), key()
    assert (edge["kind"], paper["role"]) == ("recommended", "system")
    assert run("require", "vla-fine-tuning", "gradient-accumulation", "--reason", "New.").code == 0
    assert run("paper", "add", "openvla", "--topic", "vla-models", "--why-ko", "새 이유.").code == 0

    assert need() == {**edge, "reason": {"en": "New.", "ko": edge["reason"]["ko"]}}
    assert key() == {**paper, "why": {"en": paper["why"]["en"], "ko": "새 이유."}}

    assert run("require", "vla-fine-tuning", "gradient-accumulation", "--kind", "helps").code == 0
    assert run("paper", "add", "openvla", "--topic", "vla-models", "--role", "method").code == 0
    assert (need()["kind"], key()["role"]) == ("helps", "method")


@pytest.mark.parametrize(
    "words",
    [
        ("topic", "add", "begun", "--area", "hri"),
        ("topic", "rename", "navigation", "begun"),
        ("topic", "split", "navigation", "navigation", "begun"),
        ("topic", "merge", "navigation", "manipulation", "--into", "begun"),
        ("import", "more.csv"),
    ],
    ids=lambda words: "-".join(words[:2]),
)
def test_a_page_without_a_topic_is_never_written_over(root: Path, run: Run, words: tuple[str, ...]) -> None:
    (root / "more.csv").write_text("from,to\nLinear Algebra,Begun\n", encoding="utf-8")
    text = '{"id": "begun", "summary": {"en": "Written by hand."}}'
    (root / "graph" / "topics" / "begun.json").write_text(text, encoding="utf-8")
    before = files(root)
    answer = run(*words)

    assert (answer.code, answer.out) == (1, "")
    assert "begun.json: this page belongs to no topic and would be lost." in answer.err
    assert changed(root, before) == set()


def test_a_page_that_a_stopped_edit_left_is_no_obstacle(root: Path, run: Run) -> None:
    topics = root / "graph" / "topics.json"
    text = topics.read_bytes()
    assert run("topic", "add", "begun", "--area", "hri").code == 0
    after = files(root)
    topics.write_bytes(text)

    assert run("topic", "add", "begun", "--area", "hri").code == 0
    assert changed(root, after) == set()


@pytest.mark.parametrize("way", ["{root}", "{root}/../{root.name}"])
def test_taking_back_an_edit_waits_for_others_whatever_way_leads_to_the_workspace(
    way: str, root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("topic", "add", "begun", "--area", "hri").code == 0
    before = files(root)
    monkeypatch.setattr("vlagraph.store.lock._WAIT_SECONDS", 0.1)
    with roadmap_lock(root / "graph" / "topics.json"):
        refused = run("--root", way.format(root=root), "undo")

    assert (refused.code, refused.out) == (1, "")
    assert "held by another command" in refused.err
    assert changed(root, before) == set()
    assert run("--root", way.format(root=root), "undo").code == 0


def test_what_is_to_be_filled_in_is_named_where_it_is(run: Run) -> None:
    several = run("topic", "add", "zed", "--area", "mathematics")
    run("format", "--one-file")
    one = run("topic", "add", "yed", "--area", "mathematics")

    assert "fill in graph/topics/zed.json: " in several.out + several.err
    assert "fill in the entry of yed in graph/topics.json: " in one.out + one.err
    assert "graph/topics/" not in one.out + one.err


def test_blanks_say_nothing_and_a_concept_counts_once(root: Path, run: Run) -> None:
    assert run("topic", "add", "new-topic", "--area", "evaluation", "--name", " ").code == 0
    words = ("--reason", "\u200b", "--source", "  ", "--concepts", "svd,svd", "--concepts", "svd")
    assert run("require", "new-topic", "linear-algebra", *words).code == 0
    facts = ("--title", " ", "--author", "A. Bee", "--date", "2024-01")
    assert run("paper", "add", "2401.99999", "--topic", "new-topic", *facts).code == 2
    topics = json.loads((root / "graph" / "topics.json").read_text(encoding="utf-8"))["topics"]

    assert topics[-1]["name"] == {"en": "New topic"}
    assert topics[-1]["requires"] == [{"topic": "linear-algebra", "kind": "required", "concepts": ["svd"]}]
