"""The wheel, its bounds, and the names that other packages may rely on."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOAK = "VLAGRAPH_SOAK" in os.environ


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the built wheel, unpacked by pip, without any of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)],
        check=True,
    )
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", str(folder / "site"), str(wheel)], check=True)
    return folder / "site"


def _run(installed: Path, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VLAGRAPH")}
    env = {**kept, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "vlagraph", *args]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("path", "causal-inference"), "Causal Inference: 3 steps"),
        (("order",), "robot-benchmarks"),
        (("topic", "인과추론"), "Causal Inference"),
        (("check",), "0 problems"),
        (("papers", "flash-attention"), "2205.14135"),
        (("docs", "commands"), "# Commands"),
        (("docs", "readme"), "# vlagraph"),
    ],
)
def test_the_installed_wheel_answers_from_the_bundled_roadmap(
    installed: Path, tmp_path: Path, args: tuple[str, ...], said: str
) -> None:
    done = _run(installed, tmp_path, *args)

    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout
    assert not list(tmp_path.iterdir())


def test_every_page_of_the_docs_is_in_the_wheel(installed: Path) -> None:
    pages = {path.relative_to(ROOT) for path in (*ROOT.glob("docs/*.md"), *ROOT.glob("[A-Z]*.md"))}
    bundled = installed / "vlagraph" / "bundled"

    assert {path.relative_to(bundled) for path in bundled.rglob("*.md")} == pages


def test_the_manual_page_is_where_man_looks_for_it(installed: Path) -> None:
    page = installed / "share" / "man" / "man1" / "vlagraph.1"

    assert page.read_bytes() == (ROOT / "docs" / "vlagraph.1").read_bytes()


@pytest.mark.campaign
@pytest.mark.parametrize("options", [("--root", "small"), *([()] if SOAK else [])])
def test_the_installed_wheel_builds_the_site_where_it_is_told(
    installed: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    """Of a small workspace in every run; in ``make soak`` of the bundled roadmap too, which takes seconds."""
    shutil.copytree(ROOT / "tests" / "golden" / "workspace", tmp_path / "small")
    done = _run(installed, tmp_path, *options, "build", "--out", "there")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "there" / "index.html").stat().st_size > 100_000


def test_the_bundled_roadmap_is_read_only_and_says_what_to_do(installed: Path, tmp_path: Path) -> None:
    done = _run(installed, tmp_path, "format")

    assert done.returncode == 1
    assert "vlagraph init" in done.stderr


def test_an_initialised_folder_checks_and_formats_without_a_change(installed: Path, tmp_path: Path) -> None:
    made = _run(installed, tmp_path, "init", "mine")
    checked = _run(installed, tmp_path / "mine", "check")
    formatted = _run(installed, tmp_path / "mine", "format")

    assert made.returncode == checked.returncode == 0
    assert formatted.stdout == "already in canonical form\n"


def test_the_lowest_constraints_are_the_bounds_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    specs = [*project["dependencies"], *project["optional-dependencies"]["mcp"]]
    bounds = {re.split(r"[<>=]", spec)[0]: re.findall(r"[>=]=([\d.]+)", spec)[0] for spec in specs}
    lines = (ROOT / "constraints-lowest.txt").read_text(encoding="utf-8").splitlines()
    lowest = dict(line.split("==") for line in lines if "==" in line)

    assert {name: _numbers(version) for name, version in lowest.items()} == {
        name: _numbers(version) for name, version in bounds.items()
    }


NAMED_OTHERWISE = {"markdown_it": "markdown-it-py", "yaml": "pyyaml"}
"""Packages that are imported under another name than they are installed by."""
BROUGHT = {"py4j", "pyarrow"}
"""What pyspark brings along with `[sql]`: it alone says which versions go with it."""


def test_what_is_imported_is_a_dependency_and_the_docs_say_where_it_is_used() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    specs = [*told["dependencies"], *(one for some in told["optional-dependencies"].values() for one in some)]
    direct = {re.split(r"[<>=;\[ ]", spec)[0] for spec in specs}
    docs = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = docs.partition("## Dependencies")[2].partition("For tests and checks only")[0]
    rows = {
        name: {place.split("/")[0] for place in places.split(", ")}
        for names, places in re.findall(r"^\| ([^|]+) \| ([^|]+) \| ", table, re.MULTILINE)
        for name in names.split(", ")
    }
    used = {name: folders for name, folders in _imported().items() if name not in BROUGHT}

    assert used.keys() <= direct <= rows.keys()
    assert {name: rows[name] for name in used} == used


def _imported() -> dict[str, set[str]]:
    """Every package of others that a module imports, and the folders of the package whose modules do."""
    found: dict[str, set[str]] = {}
    source = ROOT / "src" / "vlagraph"
    for file in source.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"vlagraph"}:
                installed = NAMED_OTHERWISE.get(name, name)
                found.setdefault(installed, set()).add(file.relative_to(source).parts[0])
    return found


def test_no_pinned_file_names_an_index_or_a_place() -> None:
    for name in ("constraints.txt", "constraints-lowest.txt"):
        lines = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line[:1] != "#"]

        assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9.]+", line) for line in lines), name


LOCKED = ("run", "build", "test", "check", "bench", "audit", "spark", "spark-build")


@pytest.mark.parametrize("name", LOCKED)
def test_what_is_installed_is_locked_by_the_sums_of_its_files(name: str) -> None:
    text = (ROOT / "locked" / f"{name}.txt").read_text(encoding="utf-8")
    entries = text.replace(" \\\n    --hash=", " --hash=").splitlines()
    form = re.compile(r"([A-Za-z0-9_.-]+)==(\S+)(?: ; [^\\/@]+?)?((?: --hash=sha256:[0-9a-f]{64})+)")
    found = [form.fullmatch(entry) for entry in entries]
    pinned = _pinned(ROOT / "constraints.txt")

    assert entries
    assert all(found), [entry[:80] for entry, match in zip(entries, found, strict=True) if not match]
    if name != "audit":  # whose programs know nothing of ours
        versions = {_plain(match[1]): match[2] for match in found if match}
        assert {one: versions[one] for one in versions.keys() & pinned.keys()} == {
            one: pinned[one] for one in versions.keys() & pinned.keys()
        }


def test_every_direct_dependency_is_locked() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extra = told["project"]["optional-dependencies"]["spark"]
    wanted = {"run": told["project"]["dependencies"], "spark": extra, **told["dependency-groups"]}
    for name in LOCKED:
        locked = _pinned(ROOT / "locked" / f"{name}.txt")
        direct = {_plain(re.split(r"[<>=;\[ ]", spec)[0]) for spec in wanted[name]}

        assert direct <= locked.keys(), name


def _plain(name: str) -> str:
    """The name of a package as it is compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _pinned(path: Path) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9_.-]+)==([^ \n]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {_plain(name): version for name, version in found}


def _numbers(version: str) -> list[int]:
    numbers = [int(part) for part in version.split(".")]
    return numbers + [0] * (3 - len(numbers))
