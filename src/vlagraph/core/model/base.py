"""Texts in one or two languages, and the kinds of plain text that a roadmap is made of."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

__all__ = [
    "ARXIV_ID",
    "SITE_ADDRESS",
    "ArxivId",
    "Day",
    "Hours",
    "Lang",
    "NonEmpty",
    "Site",
    "Slug",
    "Text",
    "Url",
    "Value",
    "stated_fields",
]

ARXIV_ID = r"(?:[0-9]{4}\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/[0-9]{7})"
"""Base form of an arXiv identifier, new (``2304.13705``) or old (``cs/0112017``), without version.

Source: https://info.arxiv.org/help/arxiv_identifier.html
"""

SITE_ADDRESS = r"^https?://[^\s<>\"'?#]+(?<!\.html)$(?!\s)"
"""The address of the folder of a site, to which the names of pages are added."""

Lang = Literal["en", "ko"]

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\s)", max_length=64)]
ArxivId = Annotated[str, Meta(pattern=rf"^{ARXIV_ID}$(?!\s)")]
Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\s)")]
Url = Annotated[str, Meta(pattern=r"^https?://[^\s<>\"']+$(?!\s)")]
Site = Annotated[str, Meta(pattern=SITE_ADDRESS)]
NonEmpty = Annotated[str, Meta(min_length=1)]
Hours = tuple[Annotated[int, Meta(ge=0)], Annotated[int, Meta(ge=0)]]


class Value(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False
):
    """Base of the values that people write: unknown fields are mistakes, defaults stay unwritten.

    They hold no loops, so Python's search for garbage passes them by, which halves the time of reading.
    """


def stated_fields(value: Value, *without: str) -> dict[str, Any]:
    """The fields of ``value`` that say more than their defaults, by the names that files use.

    >>> stated_fields(Text(en="Memory"), "ko")
    {'en': 'Memory'}
    """
    return {
        field.encode_name: found
        for field in msgspec.structs.fields(value)
        if field.name not in without and (found := getattr(value, field.name)) != field.default
    }


class _Written(Value, frozen=True, kw_only=True):
    """A text as it stands in the file, where one of the languages may be missing."""

    en: Annotated[NonEmpty | None, Meta(description="The text in English.")] = None
    ko: Annotated[NonEmpty | None, Meta(description="The text in Korean.")] = None


_en, _ko = _Written.__dict__["en"].__get__, _Written.__dict__["ko"].__get__
"""What reads the two texts as they are kept; `Text` shows them under the same names."""


class Text(_Written, frozen=True, kw_only=True):
    """One sentence or name in English, in Korean or in both; a reader of a missing one gets the other.

    >>> Text(en="Memory").ko, Text(en="Memory")["ko"], Text(en="Memory").langs
    ('Memory', 'Memory', ('en',))

    Raises:
        ValueError: it is in no language.
    """

    def __post_init__(self) -> None:
        if not (_en(self) or _ko(self)):
            raise ValueError("a text is in no language")

    @property  # type: ignore[misc] # over the field of that name, which alone is written and compared
    def en(self) -> str:
        """The text for readers of English."""
        return str(_en(self) or _ko(self))

    @property  # type: ignore[misc] # as above
    def ko(self) -> str:
        """The text for readers of Korean."""
        return str(_ko(self) or _en(self))

    @property
    def langs(self) -> tuple[Lang, ...]:
        """The languages in which the text is written."""
        if not _ko(self):
            return ("en",)
        return ("en", "ko") if _en(self) else ("ko",)

    def __getitem__(self, lang: Lang) -> str:
        return self.ko if lang == "ko" else self.en

    def lang_for(self, lang: Lang) -> Lang:
        """The language of what a reader of ``lang`` gets.

        >>> Text(en="Memory").lang_for("ko"), Text(en="Memory", ko="\uae30\uc5b5").lang_for("ko")
        ('en', 'ko')
        """
        return lang if lang in self.langs else self.langs[0]

    def text(self, lang: Lang) -> str:
        """The text for readers of ``lang``, where it is a value of a message."""
        return self[lang]
