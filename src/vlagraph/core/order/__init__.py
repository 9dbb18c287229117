"""Answers about the graph: learning order, path, next, unlocks, levels; same graph, same answer."""

from vlagraph.core.order.figures import Checked, Figures, count_figures, mean_distance
from vlagraph.core.order.learning import learning_order, urgency
from vlagraph.core.order.paths import LearningPath, Step, find_path, missing
from vlagraph.core.order.reach import Next, levels, next_topics, unlocks

__all__ = [
    "Checked",
    "Figures",
    "LearningPath",
    "Next",
    "Step",
    "count_figures",
    "find_path",
    "learning_order",
    "levels",
    "mean_distance",
    "missing",
    "next_topics",
    "unlocks",
    "urgency",
]
