"""The beginning of an XML document, looked at before anything in it is expanded."""

from __future__ import annotations

import contextlib
from xml.parsers import expat

__all__ = ["has_document_type"]


class _EndError(Exception):
    """The root element was reached."""


def has_document_type(body: bytes) -> bool:
    """Whether ``body``, in whatever encoding, has a document type, which may hold entities without end.

    Only what stands before the root element is read, where alone a document type may stand.

    >>> has_document_type("<!DOCTYPE a><a/>".encode("utf-16")), has_document_type(b"<a/>")
    (True, False)
    """
    parser = expat.ParserCreate()
    found = []

    def note(*_: object) -> None:
        found.append(True)
        raise _EndError

    def end(*_: object) -> None:
        raise _EndError

    parser.StartDoctypeDeclHandler = note
    parser.StartElementHandler = end
    with contextlib.suppress(_EndError, expat.ExpatError, ValueError, LookupError):
        parser.Parse(body, True)  # noqa: FBT003 - expat takes no names
    return bool(found)
