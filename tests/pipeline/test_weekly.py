"""The workflow of `vlagraph init --github`: its commands, run against the stand-in and a local remote."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.standin import Fault, Trigger
from tests.support.news_samples import paper
from tests.support.workflow import load_workflow, run_job
from vlagraph import __version__
from vlagraph.core.model import Area, KeyPaper, Roadmap, Text, Topic, Watch
from vlagraph.errors import WorkspaceError
from vlagraph.pipeline.beginning import init_workspace
from vlagraph.store.papers import save_papers
from vlagraph.store.roadmap import save_parts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.standin import StandIn
    from tests.support.workflow import Outcome

NOW = "2026-01-01T00:00:00Z"
SITE = "https://someone.github.io/map/"
VALUES = {
    "steps.pages.outputs.base_url": SITE.rstrip("/"),
    "github.token": "none",
    "github.server_url": "https://github.com",
    "github.repository": "someone/map",
}
GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$GH_LOG"
case "$1 $2" in "issue list") cat "$GH_OPEN" ;; esac
"""


def _both(text: str) -> Text:
    return Text(en=text, ko=text)


def _topic(name: str, category: str, key: str) -> Topic:
    watch = Watch(any_of=("synthetic record", name), categories=(category,))
    why = KeyPaper(arxiv=key, role="method", why=_both("why"))
    return Topic(
        id=name, area="core", name=_both(name), level=1, hours=(1, 2), hours_basis=_both("a guess"),
        summary=_both("what it is"), key_papers=(why,), watch=watch,
    )  # fmt: skip


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with the workflow in a clone of a bare repository."""
    folder, tools = tmp_path / "map", tmp_path / "bin"
    (folder / "graph").mkdir(parents=True)
    topics = (_topic("robots", "cs.RO", "2699.00003"), _topic("learning", "cs.LG", "2699.00006"))
    roadmap = Roadmap(title=_both("test"), areas=(Area(id="core", name=_both("core")),), topics=topics)
    save_parts(folder / "graph" / "topics.json", roadmap)
    tools.mkdir()
    for name, text in {
        "gh": GH,
        "vlagraph": f'#!/bin/sh\nexec "{sys.executable}" -m vlagraph "$@"\n',
    }.items():
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    for name, value in {
        "PATH": f"{tools}:/usr/bin:/bin", "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1",
        "XDG_CACHE_HOME": str(tmp_path / "cache"), "VLAGRAPH_NOW": NOW, "RUNNER_TEMP": str(tmp_path),
        "GH_LOG": str(tmp_path / "gh.log"), "GH_OPEN": str(tmp_path / "open"),
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    (tmp_path / "open").write_text("")
    (tmp_path / "gh.log").write_text("")
    init_workspace(folder, github=__version__)
    _git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "add", ".")
    _git(folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "Begin")
    _git(folder, "remote", "add", "origin", str(tmp_path / "remote.git"))
    _git(folder, "push", "--quiet", "--set-upstream", "origin", "main")
    return folder


def _git(folder: Path, *args: str) -> str:
    return subprocess.run(
        ["git", *args], cwd=folder, check=True, capture_output=True, encoding="utf-8"
    ).stdout


def _run(clone: Path, *skipped: str) -> dict[str, Outcome]:
    """One week: every step but the ``skipped`` and the installing, which would need the network."""
    workflow = load_workflow(clone / ".github" / "workflows" / "vlagraph.yml")
    return run_job(workflow, "update", clone, values=VALUES, skipped={"install", *skipped})


def _commits(clone: Path) -> list[str]:
    return _git(clone.parent / "remote.git", "log", "--format=%s", "main").splitlines()


def test_papers_are_committed_once_and_a_fetch_that_fails_keeps_them(
    clone: Path, server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _run(clone)
    papers = _git(clone.parent / "remote.git", "show", "main:papers/papers.jsonl")
    site = clone.parent / "site"

    assert [step.code for step in first.values()] == [0] * 4, first
    assert _commits(clone) == ["New papers", "Begin"]
    assert papers.count("\n") > 2
    assert f'rel="self" type="application/atom+xml" href="{SITE}feed.xml"' in _sorted_self_link(site)
    assert f"]({SITE}topics/robots.html)" in (site / "llms.txt").read_text()

    second = _run(clone, "build", "overdue")

    assert "nothing new" in second["commit"].said
    assert _commits(clone) == ["New papers", "Begin"]

    monkeypatch.setenv("VLAGRAPH_NOW", "2026-01-20T00:00:00Z")
    server.clock = "2026-01-20T00:00:00Z"
    server.faults.add(Fault("forbidden403", "denied", Trigger(after=0), scope="always"))
    third = _run(clone)

    assert third["fetch"].code == 1
    assert [third[step].code for step in ("commit", "build", "overdue")] == [0] * 3, third
    assert _git(clone.parent / "remote.git", "show", "main:papers/papers.jsonl") == papers
    assert (site / "index.html").is_file()
    assert server.violations == ()


def test_a_push_that_came_first_is_no_failure(clone: Path, server: StandIn) -> None:
    """On the machines of GitHub nobody is known to git, and a name is not guessed."""
    other, mine = clone.parent / "other", paper("2511.00001", "Mine")
    _git(clone.parent, "clone", "--quiet", str(clone.parent / "remote.git"), "other")
    (other / "papers").mkdir(exist_ok=True)
    save_papers(other / "papers" / "papers.jsonl", {mine.id: mine})
    _git(other, "add", ".")
    _git(other, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "Mine")
    _git(other, "push", "--quiet")
    _git(clone, "config", "user.useConfigOnly", "true")
    done = _run(clone, "build", "overdue")
    papers = _git(clone.parent / "remote.git", "show", "main:papers/papers.jsonl")

    assert done["commit"].code == 0, done
    assert mine.id in papers
    assert papers.count("\n") > 2
    assert _commits(clone) == ["New papers", "Mine", "Begin"]
    assert server.violations == ()


def _sorted_self_link(site: Path) -> str:
    """The feed with the attributes of its link to itself in one order."""
    text = (site / "feed.xml").read_text(encoding="utf-8")
    (link,) = re.findall(r'<link [^>]*rel="self"[^>]*>', text)
    found = dict(re.findall(r'(\w+)="([^"]*)"', link))
    return f'rel="{found["rel"]}" type="application/atom+xml" href="{found["href"]}"'


@pytest.mark.parametrize(
    ("day", "there", "asked"),
    [
        ("2026-01-10", "", []),
        ("2026-01-20", "", ["issue create"]),
        ("2026-01-20", "7", ["issue edit 7"]),
        ("2026-01-10", "7", ["issue close 7"]),
    ],
)
def test_an_issue_is_opened_once_and_closed_when_papers_are_new_again(
    clone: Path, monkeypatch: pytest.MonkeyPatch, *, day: str, there: str, asked: list[str]
) -> None:
    monkeypatch.setenv("VLAGRAPH_NOW", f"{day}T00:00:00Z")
    (clone.parent / "open").write_text(there)
    _checked_on(clone, NOW)
    workflow = load_workflow(clone / ".github" / "workflows" / "vlagraph.yml")
    skipped = {"install", "fetch", "commit", "build"}
    done = run_job(workflow, "update", clone, values=VALUES, skipped=skipped)
    calls = (clone.parent / "gh.log").read_text().splitlines()[1:]

    assert done["overdue"].code == 0, done
    assert [call.partition(" --")[0] for call in calls] == asked


def _checked_on(clone: Path, day: str) -> None:
    """Have every topic checked on ``day``, as a fetch writes it down."""
    from vlagraph.store.fetch_state import FetchState, SourceState, TopicState, save_state

    topics = {
        name: TopicState(wanted_from=day, covered_from=day, checked=day, last_success=day)
        for name in ("robots", "learning")
    }
    save_state(clone / "papers" / "fetch.json", FetchState(sources={"api": SourceState(topics=topics)}))


def test_the_workflow_asks_for_little_and_names_its_versions(clone: Path) -> None:
    file = clone / ".github" / "workflows" / "vlagraph.yml"
    workflow = load_workflow(file)
    used = re.findall(r"uses: (\S+)(.*)", file.read_text(encoding="utf-8"))
    minute, hour, *_, weekday = workflow["on"]["schedule"][0]["cron"].split()

    assert workflow["permissions"] == {}
    assert workflow["concurrency"]["cancel-in-progress"] is False
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name) for name, _ in used)
    assert all(re.fullmatch(r" # v\d+\.\d+\.\d+", version) for _, version in used)
    assert workflow["env"]["VLAGRAPH_PACKAGE"] == f"vlagraph=={__version__}"
    assert (int(minute) < 60, int(hour) < 24, int(weekday) < 7) == (True, True, True)


def test_no_file_is_overwritten(clone: Path, tmp_path: Path) -> None:
    file = clone / ".github" / "workflows" / "vlagraph.yml"
    file.write_text("mine\n")

    with pytest.raises(WorkspaceError, match="was not touched"):
        init_workspace(clone, github=__version__)
    assert file.read_text() == "mine\n"

    begun = init_workspace(tmp_path / "new", github=__version__)

    assert begun.workflow == tmp_path / "new" / ".github" / "workflows" / "vlagraph.yml"
    assert (tmp_path / "new" / "graph" / "topics.json").is_file()


@pytest.mark.parametrize(
    "site",
    [
        "javascript:alert(1)",
        "https://?",
        "https://x.org/?page=map",
        "https://x.org/#map",
        "https://x.org/index.html",
        "https://x\u200b.org",
    ],
)
def test_an_address_that_is_none_is_refused(site: str, clone: Path, capsys: Any) -> None:
    from vlagraph.cli import run

    assert run(["--root", str(clone), "build", "--site", site]) == 2
    assert "is no address" in capsys.readouterr().err


def test_a_roadmap_names_the_folder_of_its_site_and_no_page(clone: Path, capsys: Any) -> None:
    from vlagraph.cli import run

    file = clone / "graph" / "topics.json"
    whole = json.loads(file.read_text(encoding="utf-8"))
    for site in ("https://x.org/?page=map", "https://x.org/index.html"):
        file.write_text(json.dumps({**whole, "site": site}), encoding="utf-8")

        assert run(["--root", str(clone), "check"]) == 1
        assert (
            f"address of the folder of a site, without ?, # and the name of a page, not the text '{site}'"
            in (" ".join(capsys.readouterr().err.split()))
        )


def test_the_feed_of_a_site_is_that_of_the_roadmap_whatever_its_address(clone: Path, capsys: Any) -> None:
    from vlagraph.cli import run

    ids = []
    for site in ([], ["--site", "https://a.org"], ["--site", "https://b.org/map/"]):
        assert run(["--root", str(clone), "build", *site]) == 0
        ids += re.findall(r"<id>(urn:[^<]+)</id>", (clone / "site" / "feed.xml").read_text(encoding="utf-8"))
    capsys.readouterr()
    assert run(["--root", str(clone), "new", "--format", "atom", "--peek"]) == 0
    ids += re.findall(r"<id>(urn:[^<]+)</id>", capsys.readouterr().out)

    assert len(ids) == 4
    assert len(set(ids)) == 1
