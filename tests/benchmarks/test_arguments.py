"""What no benchmark takes ends it with its usage, before it measures anything."""

from __future__ import annotations

from importlib import import_module

import pytest
from benchmarks.__main__ import BENCHMARKS, main

MODULES = sorted({one.module for one in BENCHMARKS} | {"collection", "screenshots"})
NEEDS = {"map": "playwright", "requests": "arxiv", "rivals": "numpy", "snapshot": "numpy"}
"""Packages that a benchmark brings."""


def _refused(name: str, args: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What the benchmark ``name`` says of ``args`` when it refuses them."""
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    module = import_module(f"benchmarks.{name}")
    with pytest.raises(SystemExit) as ended:
        module.main(args)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert f"usage: python -m benchmarks.{name}" in said
    return said


@pytest.mark.parametrize("name", MODULES)
def test_an_option_that_is_none_is_refused(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--formta" in _refused(name, ["--formta", "json"], capsys)


@pytest.mark.parametrize(
    ("name", "option", "value", "least"),
    [
        *((name, "--runs", "0", 1) for name in ("commands", "large", "map", "papis")),
        ("commands", "--papers", "-1", 0),
        ("large", "--papers", "1000", 1001),
        ("map", "--sizes", "40,,500", 1),
        ("memory", "--papers", "7", 8),
        ("order", "--graphs", "0", 1),
        ("pages", "--papers", "0", 1),
        ("papis", "--papers", "x", 1),
        ("rivals", "--sizes", "0", 1),
        ("site", "--topics", "9", 10),
        ("sizes", "--topics", "1e9", 1),
        ("snapshot", "--sizes", "0", 1),
        ("snapshot", "--jobs", "0", 1),
    ],
)
def test_a_number_that_is_none_or_too_small_is_refused(
    name: str, option: str, value: str, least: int, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _refused(name, [f"{option}={value}"], capsys)

    assert f"argument {option}: must be a whole number of at least {least}, not " in said


def test_a_benchmark_that_is_none_is_named_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["sizes", "site", "sises"])

    assert ended.value.code == 2
    assert "no benchmark is called sises; there are startup, commands, " in capsys.readouterr().err
