"""Runs the steps of a workflow that are commands, as GitHub does: in order, by bash, expressions filled."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

__all__ = ["Outcome", "load_workflow", "run_job"]

_EXPRESSION = re.compile(r"\$\{\{ *([^}]+?) *\}\}")
_EVEN_AFTER_A_FAILURE = "!cancelled()"


class Outcome(NamedTuple):
    """How one step ended, and what it printed."""

    code: int
    said: str


def load_workflow(file: Path) -> Any:
    """The workflow in ``file``; ``on``, which YAML 1.1 takes for true, is called so again."""
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in found.items()}


def run_job(
    workflow: Any, job: str, folder: Path, *, values: Mapping[str, str], skipped: Collection[str]
) -> dict[str, Outcome]:
    """By their ids the steps of ``job`` that ran in ``folder``; after a failure only those that say so.

    ``values`` are the expressions by their text; the ids of ``skipped`` are left out.
    """
    done: dict[str, Outcome] = {}
    failed = False
    for step in workflow["jobs"][job]["steps"]:
        last = not failed or _EVEN_AFTER_A_FAILURE in str(step.get("if", ""))
        if "run" not in step or step["id"] in skipped or not last:
            continue
        stated = {**workflow.get("env", {}), **step.get("env", {})}
        given = {name: _filled(str(value), values) for name, value in stated.items()}
        # what `shell: bash` means: https://docs.github.com/actions/reference/workflow-syntax-for-github-actions
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", _filled(step["run"], values)]
        ran = subprocess.run(
            command,
            check=False,
            cwd=folder,
            env={**os.environ, **given},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        done[step["id"]] = Outcome(ran.returncode, ran.stdout + ran.stderr)
        failed |= ran.returncode != 0 and not step.get("continue-on-error", False)
    return done


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _EXPRESSION.sub(lambda found: values[found[1]], text)
