"""Words of files in several languages that tell what a column or a line is, each as `fold` has it.

A file in another language is read as well: its columns need `--direction`, and its lists stay concepts.
"""

from __future__ import annotations

__all__ = ["COUNTED", "HEADING", "KIND", "LATER", "NEEDED", "NO", "PLAIN", "REASON", "STATED", "VALID", "YES"]


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


NEEDED = _words(
    "prerequisite prereq prerequisites prereqs prerequisiteconcept prerequisitetopic source from before",
    "needed needs requires first parent c1 선수 선수주제 선수개념 선수과목 先修概念 前提",
    "voraussetzung prérequis requisito",
)
"""Names of a column of prerequisites."""

LATER = _words(
    "topic topics concept target to after course child dependent second subject c2 unlocks",
    "주제 개념 과목 후수 후수주제 后修概念 thema sujet tema",
)
"""Names of a column of what needs them."""

HEADING = _words("prerequisite prerequisites prereq prereqs topic topics 선수 선수주제 주제")
"""Those of both that are no names of topics, so that a row with one of them is a header."""

PLAIN = _words(
    "a b x y topica topicb concepta conceptb topic1 topic2 concept1 concept2 col1 col2 column1 column2"
)
"""Names of columns that say nothing."""

REASON = _words("reason why comment 이유 근거")
"""Names of a column of reasons."""

KIND = _words("kind type strength 종류 유형")
"""Names of a column that says how much a requirement counts, in the words of the model."""

VALID = _words(
    "label value groundtruth isprerequisite ifprerequisite relation prerequisiterelation prerequisite"
)
"""Names of a column that says whether a pair holds."""

COUNTED = _words("id ids key index idx no nr num number row line order 번호 순번 순서")
"""Names of a column that numbers the pairs, of which the first two may be 0 and 1."""

YES = _words("1 1.0 true yes y")
NO = _words("0 0.0 -1 false no n")

STATED = _words(
    "prerequisite prerequisites prereq prereqs requires required requirement requirements dependson needs",
    "선수 선수주제 선수지식 선수과목 선수학습 선행 선행지식 선행학습 선행주제 필요지식 사전지식",
    "voraussetzung voraussetzungen prérequis requisito requisitos prerrequisitos 前提 前提知識 先修 先修知识",
)
"""Labels of a list of what comes first."""
