"""How far a reader is: the progress report, the milestones of a project, the key papers of a topic."""

from vlagraph.core.study.practice import (
    Comparison,
    MilestoneChange,
    Milestones,
    MilestoneState,
    follow_project,
)
from vlagraph.core.study.reading import NoteFile, Review, Reviews, TopicCard
from vlagraph.core.study.report import GroupProgress, MarkChange, MergeCount, ProgressReport, report_progress

__all__ = [
    "Comparison",
    "GroupProgress",
    "MarkChange",
    "MergeCount",
    "MilestoneChange",
    "MilestoneState",
    "Milestones",
    "NoteFile",
    "ProgressReport",
    "Review",
    "Reviews",
    "TopicCard",
    "follow_project",
    "report_progress",
]
