"""Firefox, driven by its own protocol over a socket: no driver is installed beside it.

The protocol is Marionette, version 3: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html.
Playwright drives only a Firefox of its own, which it downloads; the one that a system installs speaks this.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

__all__ = ["Firefox", "find_firefox"]

_PATIENCE = 60  # seconds for a start on a machine that does other things
_ARGS = ("--headless", "--marionette", "--no-remote", "--remote-allow-system-access")
_ERRORS = """
return Services.console.getMessageArray()
  .filter((one) => one instanceof Ci.nsIScriptError && !(one.flags & Ci.nsIScriptError.warningFlag))
  .filter((one) => one.sourceName.startsWith("file:"))
  .map((one) => one.errorMessage);
"""


def find_firefox() -> str | None:
    """The path of an installed Firefox."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    """One window without a display; used as a context that ends the browser."""

    def __init__(self, path: str, profile: Path) -> None:
        profile.mkdir(parents=True)
        settings = {"marionette.port": 0, "browser.shell.checkDefaultBrowser": False}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in settings.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [path, *_ARGS, "--profile", str(profile)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._last = 0
        self._socket = socket.create_connection(("127.0.0.1", _port(profile)), timeout=_PATIENCE)
        self._read()
        self.ask("WebDriver:NewSession")

    def __enter__(self) -> Firefox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait(timeout=_PATIENCE)

    def ask(self, command: str, **values: object) -> Any:
        """The answer to a command.

        Raises:
            RuntimeError: the browser refused it.
        """
        self._last += 1
        text = json.dumps([0, self._last, command, values])
        self._socket.sendall(f"{len(text.encode())}:{text}".encode())
        _, _, error, result = self._read()
        if error:
            message = f"{command}: {error}"
            raise RuntimeError(message)
        return result.get("value") if isinstance(result, dict) else result

    def open(self, address: str) -> None:
        """Go to ``address`` and wait until it is loaded."""
        self.ask("WebDriver:Navigate", url=address)

    def run(self, script: str, *values: object) -> Any:
        """What the body of a function returns on the page; a promise is waited for."""
        return self.ask("WebDriver:ExecuteScript", script=script, args=list(values))

    def errors(self) -> list[str]:
        """The errors of scripts and policies of all pages so far."""
        self.ask("Marionette:SetContext", value="chrome")
        found = self.run(_ERRORS)
        self.ask("Marionette:SetContext", value="content")
        return list(found)

    def _read(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self._socket.recv(1)
        left, text = int(size[:-1]), b""
        while len(text) < left:
            text += self._socket.recv(left - len(text))
        return json.loads(text)


def _port(profile: Path) -> int:
    """The port that Firefox has written down once it listens."""
    place, until = profile / "MarionetteActivePort", time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if place.exists() and (text := place.read_text(encoding="ascii").strip()):
            return int(text)
        time.sleep(0.05)
    message = "Firefox does not listen"
    raise RuntimeError(message)
