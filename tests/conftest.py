"""Fixtures that every test may use."""

from __future__ import annotations

import gc
import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.support.command_line import CHECKOUT, ask
from tests.support.once import keep_drawings, keep_orders, keep_parts, keep_rules, use_folder
from vlagraph.core.graph import build_graph
from vlagraph.store.disk import places
from vlagraph.store.roadmap import load_roadmap

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from tests.support.command_line import Answer
    from vlagraph.core.graph import KnowledgeGraph

_NEW_OBJECTS = 10000
"""So many are made before Python looks for garbage among them: 700 are soon made, and Hypothesis is told."""

_LONGEST = ("tests/test_packaging.py", "tests/walks/", "tests/pipeline/test_weekly.py")
"""Their tests take ten seconds each: begun last, they would leave one worker alone at the end."""

settings.register_profile("quick", deadline=None, derandomize=True, database=None, max_examples=8)
settings.register_profile("steady", deadline=None, derandomize=True, database=None, max_examples=40)
settings.register_profile("soak", deadline=None, database=None, max_examples=400)
settings.load_profile(os.environ.get("VLAGRAPH_EXAMPLES") or "steady")


class _Doctests:
    """Not of this file alone, for what a conftest.py says of collecting counts below its own folder."""

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(
        self, file_path: Path
    ) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
        """Search no module for examples that has none: each worker took a second of its start for that."""
        found = yield
        if b">>>" in file_path.read_bytes():
            return found
        return [one for one in found if type(one).__name__ != "DoctestModule"]


def pytest_configure(config: pytest.Config) -> None:
    """Look for no garbage while tests are collected, which leave none."""
    gc.disable()
    config.pluginmanager.register(_Doctests())


def pytest_collection(session: pytest.Session) -> None:
    """Import a share of the tests first, for a fresh clone: the other workers find it compiled.

    All of them would compile the first file, then the second. Who chose some tests imports no others.
    What cannot be imported is told where it is collected.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    if not worker or session.config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return
    workers = int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    for path in sorted((CHECKOUT / "tests").rglob("test_*.py"))[int(worker) :: workers]:
        with suppress(Exception, pytest.skip.Exception):
            import_module(".".join(path.relative_to(CHECKOUT).with_suffix("").parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONGEST))


def pytest_collection_finish() -> None:
    """Look for garbage again, but not among what was imported and collected, which stays to the end."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what the long campaigns counted."""
    found = [dict(one.user_properties) for one in terminalreporter.getreports("passed")]
    told = [one for one in found if "told" in one]
    for one in told:
        terminalreporter.write_line(str(one["told"]))
    if told:
        terminalreporter.write_line(f"{sum(int(one['cases']) for one in told):,} cases in all")


@pytest.fixture(scope="session", autouse=True)
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """Draw and arrange each roadmap, decode each of its files, and compile each rule, once."""
    use_folder(tmp_path_factory)
    with pytest.MonkeyPatch.context() as patch:
        keep_drawings(patch)
        keep_orders(patch)
        keep_parts(patch)
        keep_rules(patch)
        yield


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on how the person who runs it has set up the program."""
    for name in ("VLAGRAPH_ROOT", "VLAGRAPH_LANG", "VLAGRAPH_NOW", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(places, "_FENCED", set())  # what other tests fenced, such as a folder of them all


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder of the project."""
    return CHECKOUT


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The research folder beside the checkout, or where VLAGRAPH_SHARED says."""
    stated = os.environ.get("VLAGRAPH_SHARED")
    folder = Path(stated) if stated else CHECKOUT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"the research folder is not here: {folder} (VLAGRAPH_SHARED names another)")
    return folder


@pytest.fixture(scope="session")
def shipped() -> KnowledgeGraph:
    """The graph of the roadmap that ships with the project."""
    return build_graph(load_roadmap(CHECKOUT / "graph" / "topics.json"))


@pytest.fixture
def vlagraph(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Run one command in this process, from the checkout; its exit code, stdout and stderr."""
    monkeypatch.chdir(CHECKOUT)

    def call(*args: str) -> Answer:
        return ask(capfd, *args)

    return call
