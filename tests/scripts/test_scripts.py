"""The unit tests of the scripts, which node runs; they are counted with the others."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
OLDEST = 20  # the oldest node that still gets repairs, and that runs the linter


def _node() -> str:
    """The path of a node that is new enough; where CI must have one, its absence is a failure."""
    path = shutil.which("node")
    version = (
        subprocess.run([path, "--version"], capture_output=True, text=True, check=True) if path else None
    )
    if path and version and int(re.findall(r"\d+", version.stdout)[0]) >= OLDEST:
        return path
    reason = f"no node of version {OLDEST} or later on PATH (Debian: apt-get install nodejs)"
    if os.environ.get("VLAGRAPH_NODE") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


def test_the_unit_tests_of_the_scripts_pass() -> None:
    tests = sorted(str(path.relative_to(ROOT)) for path in FOLDER.glob("*.test.js"))
    command = [_node(), "--test", "--test-reporter=tap", *tests]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    failed = re.findall(r"^not ok .*", done.stdout, re.MULTILINE)

    assert (failed, done.returncode) == ([], 0), done.stdout + done.stderr
    assert tests
