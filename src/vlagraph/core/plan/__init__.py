"""Hours into weeks: a calendar in learning order, and whether the roadmap's windows hold at its pace."""

from vlagraph.core.plan.weeks import Pace, Plan, Session, Terms, Week, make_plan, topic_minutes
from vlagraph.core.plan.windows import Load, Window, check_windows, tier_topics

__all__ = [
    "Load",
    "Pace",
    "Plan",
    "Session",
    "Terms",
    "Week",
    "Window",
    "check_windows",
    "make_plan",
    "tier_topics",
    "topic_minutes",
]
