"""The manual page says what the help says; `make golden` writes it anew."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.support.command_line import CHECKOUT
from tests.support.every_command import leaves

PAGE = CHECKOUT / "docs" / "vlagraph.1"


def test_the_manual_page_is_made_of_the_words_of_today() -> None:
    page = _page()
    if "VLAGRAPH_REFRESH" in os.environ:
        PAGE.write_text(page, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == page


def _page() -> str:
    """The page as a process of its own makes it: a run in Korean changes the commands of this one."""
    code = "import sys; from tests.support.man_page import man_page; sys.stdout.write(man_page())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout


def test_every_command_has_a_place_in_it_and_no_line_is_an_unknown_order() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    orders = {line.split()[0] for line in lines if line.startswith((".", "'"))}

    assert orders <= {r".\"", ".TH", ".SH", ".SS", ".B", ".PP", ".TP", ".nf", ".fi", ".RS", ".RE"}
    assert {name for name, _ in leaves()} == {
        re.sub(r"\\(.)", r"\1", line[5:-1]) for line in lines if line.startswith('.SS "')
    }


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff (Debian: apt-get install groff)")
def test_it_is_set_without_a_warning() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", str(PAGE)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "vlagraph path" in re.sub("\x1b\\[[0-9;]*m|.\b", "", done.stdout)
