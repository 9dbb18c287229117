"""One target for atheris, which looks for cases by the branches that they reach.

``python -m tests.fuzz.with_atheris TARGET [-runs=100000] [FOLDER of cases]``; without a target it lists them.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

__all__: list[str] = []


def _main(arguments: list[str]) -> None:
    import atheris

    with atheris.instrument_imports(include=["vlagraph"]):
        from tests.fuzz.test_readers import TARGETS
    from tests.fuzz.target import try_case

    if not arguments or arguments[0] not in TARGETS:
        sys.exit("\n".join(TARGETS))
    target = TARGETS[arguments[0]]
    with tempfile.TemporaryDirectory() as name:
        folder, samples = Path(name, "work"), Path(name, "samples")
        for made in (folder, samples):
            made.mkdir()
        os.environ |= {"XDG_CONFIG_HOME": f"{name}/config", "XDG_CACHE_HOME": f"{name}/cache"}
        for number, sample in enumerate(target.samples()):
            (samples / str(number)).write_bytes(sample)
        options = [sys.argv[0], *arguments[1:], str(samples)]
        atheris.Setup(options, lambda data: try_case(target, data, folder) and None)
        atheris.Fuzz()


if __name__ == "__main__":
    _main(sys.argv[1:])
