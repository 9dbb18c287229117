"""A local stand-in for the arXiv API. See README.md beside this file."""

from .collection import Corpus, load_corpus
from .faults import FAULT_ROWS, OAI_FAULT_ROWS, Fault, FaultList, Trigger
from .messages import LogEntry
from .politeness import Violation
from .settings import Profile
from .standin import StandIn

__all__ = [
    "FAULT_ROWS",
    "OAI_FAULT_ROWS",
    "Corpus",
    "Fault",
    "FaultList",
    "LogEntry",
    "Profile",
    "StandIn",
    "Trigger",
    "Violation",
    "load_corpus",
]
