"""Which proxy the environment puts between us and a host, and the variable that names it."""

from __future__ import annotations

import os
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

__all__ = ["Proxy", "proxy_for"]


class Proxy(NamedTuple):
    """A proxy: its address without name and password, and the variable that names it."""

    proxy: str
    variable: str


def proxy_for(url: str) -> Proxy | None:
    """The proxy that a request to ``url`` goes through by the environment; None where it goes straight.

    As in requests, a variable in lower case, also an empty one, comes before the same one in capitals, and
    that of the scheme before ALL_PROXY.
    """
    parts = urlsplit(url)
    if proxy_bypass(parts.hostname or ""):
        return None
    names = (f"{parts.scheme}_proxy", "all_proxy")
    for name in names:
        variable = name if name in os.environ else name.upper()
        if stated := os.environ.get(variable, "").strip():
            return Proxy(_without_password(stated), variable)
    return None


def _without_password(address: str) -> str:
    """``address`` with nothing before its host but the scheme."""
    scheme, found, rest = address.rpartition("://")
    host = rest.rpartition("@")[2]
    return f"{scheme}://{host}" if found else host
