"""Why an answer is no XML, in our own words: those of the parser are English alone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["xml_fault"]

_KEYS: Mapping[int, str] = {
    2: "source.xml_begin",  # syntax error
    3: "source.xml_cut",  # no element found
    4: "source.xml_sign",  # not well-formed (invalid token)
    5: "source.xml_cut",  # unclosed token
    6: "source.xml_cut",  # partial character
    7: "source.xml_tag",  # mismatched tag
    8: "source.xml_twice",  # duplicate attribute
    9: "source.xml_behind",  # junk after document element
    11: "source.xml_entity",  # undefined entity
    14: "source.xml_sign",  # reference to invalid character number
    17: "source.xml_begin",  # XML or text declaration not at start of entity
    18: "source.xml_encoding",  # unknown encoding
    19: "source.xml_encoding",  # encoding specified in XML declaration is incorrect
    20: "source.xml_cut",  # unclosed CDATA section
    27: "source.xml_prefix",  # unbound prefix
}
"""By the codes of `xml.parsers.expat.errors.codes`: what a server's answer can be wrong in."""


def xml_fault(error: Exception) -> Message:
    """Why a text, of which the parser raised ``error``, is no XML, and where.

    >>> try:
    ...     ET.fromstring("<a>")
    ... except ET.ParseError as error:
    ...     xml_fault(error)
    Message(key='source.xml_cut', values={'line': 1, 'column': 4})
    """
    if not isinstance(error, ET.ParseError):  # it is about the encoding
        return Message("source.xml_encoding")
    line, column = error.position
    return Message(_KEYS.get(error.code, "source.xml_odd"), {"line": line, "column": column + 1})
