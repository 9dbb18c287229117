"""How the sources are asked: addresses, spacing, patience; from the environment, with safe defaults."""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from vlagraph import __version__
from vlagraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "API_URL",
    "INTERVAL",
    "OAI_URL",
    "PATIENT_WAIT",
    "Settings",
    "is_loopback",
    "may_follow",
    "settings_from",
    "user_agent",
]

API_URL = "https://export.arxiv.org/api/query"
OAI_URL = "https://oaipmh.arxiv.org/oai"
_PORTS = {"http": 80, "https": 443}
"""Where a server answers whose address names no port."""
_LONGEST_INTERVAL = 86_400
"""Seconds between requests that may be asked for: beyond a day no fetch would come to its end."""
PATIENT_WAIT = 7200.0
"""Seconds of the longest pause that ``--patient`` makes where the server asks for it."""
INTERVAL = 3.0
"""Seconds between requests that arXiv's terms ask for: https://info.arxiv.org/help/api/tou.html"""


@dataclass(frozen=True)
class Settings:
    """Addresses and limits of one run; times in seconds, sizes in bytes.

    ``oai_url`` is None where falling back to OAI-PMH would leave the mirror that ``api_url`` names.
    ``longest_wait`` bounds one pause that the server asks for; ``tries`` counts requests for one page.
    """

    api_url: str = API_URL
    oai_url: str | None = OAI_URL
    agent: str = f"vlagraph/{__version__}"
    interval: float = INTERVAL
    connect_timeout: float = 4.0
    read_timeout: float = 60.0
    deadline: float = 180.0
    tries: int = 3
    refused_tries: int = 5
    unreachable_budget: float = 12.0
    longest_wait: float = 300.0
    largest_body: int = 32_000_000
    page_size: int = 1000
    smaller_page: int = 250

    @property
    def scale(self) -> float:
        """How much shorter than on arXiv the pauses are; 1 except against a local mirror."""
        return min(1.0, self.interval / INTERVAL)


def settings_from(environ: Mapping[str, str], *, patient: bool = False) -> Settings:
    """The settings that the VLAGRAPH_… variables ask for; ``patient`` waits hours instead of minutes.

    Raises:
        UsageError: an address, the contact or the spacing is not usable; a short spacing off this machine.
    """
    api = _address("VLAGRAPH_API_URL", environ.get("VLAGRAPH_API_URL") or API_URL)
    stated_oai = environ.get("VLAGRAPH_OAI_URL")
    mirror = bool(environ.get("VLAGRAPH_API_URL"))
    oai = _address("VLAGRAPH_OAI_URL", stated_oai) if stated_oai else (None if mirror else OAI_URL)
    return Settings(
        api_url=api,
        oai_url=oai,
        agent=user_agent(environ.get("VLAGRAPH_CONTACT", "")),
        interval=_interval(environ.get("VLAGRAPH_MIN_INTERVAL"), [api, *([oai] if oai else [])]),
        tries=6 if patient else 3,
        refused_tries=24 if patient else 5,
        unreachable_budget=3600.0 if patient else 12.0,
        longest_wait=PATIENT_WAIT if patient else 300.0,
    )


def user_agent(contact: str) -> str:
    """The User-Agent: name and version, and the contact of who asks where one is stated.

    >>> user_agent("ada@example.org").partition(" ")[2]
    '(ada@example.org)'

    Raises:
        UsageError: the contact holds characters that an HTTP header cannot carry.
    """
    contact = contact.strip()
    if not (contact.isascii() and contact.isprintable()):
        raise UsageError("setting.bad_contact")
    return f"vlagraph/{__version__}{f' ({contact})' if contact else ''}"


def is_loopback(url: str) -> bool:
    """Whether ``url`` names this machine.

    >>> is_loopback("http://127.0.0.1:8000/x"), is_loopback("https://export.arxiv.org")
    (True, False)
    """
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def may_follow(url: str, target: str) -> bool:
    """Whether an answer from ``url`` may send us to ``target``: the same server, or arXiv's own by https.

    >>> may_follow("http://export.arxiv.org/x", "https://export.arxiv.org/x")
    True
    >>> may_follow("https://export.arxiv.org/x", "http://127.0.0.1/x")
    False

    Raises:
        ValueError: ``target`` is no address.
    """
    old, new = urlsplit(url), urlsplit(target)
    if new.username is not None or new.password is not None:
        return False
    host = new.hostname or ""
    port = new.port or _PORTS.get(new.scheme)
    if (
        new.scheme == "https"
        and port == _PORTS["https"]
        and (host == "arxiv.org" or host.endswith(".arxiv.org"))
    ):
        return True
    return (new.scheme, host, port) == (old.scheme, old.hostname, old.port or _PORTS.get(old.scheme))


def _address(name: str, url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or url != url.strip() or "?" in url:
        raise UsageError("setting.bad_address", name=name, url=url)
    return url.rstrip("/")


def _interval(text: str | None, urls: list[str]) -> float:
    if not text:
        return INTERVAL
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= _LONGEST_INTERVAL:
        raise UsageError("setting.bad_interval", stated=text, most=_LONGEST_INTERVAL)
    if seconds < INTERVAL and not all(is_loopback(url) for url in urls):
        raise UsageError("setting.short_interval", interval=INTERVAL)
    return seconds
