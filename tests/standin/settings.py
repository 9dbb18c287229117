"""The switches of a stand-in: what it looks like, how it dates and pages. Plain values only."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Profile"]

_CHOICES = {
    "layout": ("modern", "legacy-2025"),
    "rendering": (None, "modern", "legacy"),
    "times": ("spread", "ties"),
    "window": ("observed", "manual"),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """How the server answers; every switch has its everyday value as default."""

    layout: str = "modern"
    rendering: str | None = None
    times: str = "spread"
    window: str = "observed"
    gzip: bool = True
    oai_page_size: int = 2000
    oai_identifier_page_size: int = 5000

    def __post_init__(self) -> None:
        for name, allowed in _CHOICES.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name} must be one of {allowed}, not {getattr(self, name)!r}")

    @property
    def legacy_layout(self) -> bool:
        """Whether feeds have the bytes of before November 2025."""
        return self.layout == "legacy-2025"

    @property
    def legacy_text(self) -> bool:
        """Whether titles and abstracts are wrapped as before November 2025."""
        return (self.rendering or ("legacy" if self.legacy_layout else "modern")) == "legacy"

    @property
    def ties(self) -> bool:
        """Whether papers dated to the day share midnight."""
        return self.times == "ties"
