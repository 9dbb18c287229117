"""The venues of robotics, learning, vision and language that papers name, and how they are spelled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LONG", "SHORT", "Names"]

_LONG_NAMES: Mapping[str, str] = {
    "AAAI": r"AAAI Conference on Artificial Intelligence",
    "AAMAS": r"Autonomous Agents and Multi-?\s?agent Systems",
    "ACC": r"American Control Conference",
    "ACL": r"Annual Meeting of the Association for Computational Linguistics",
    "ACM MM": r"ACM (?:International Conference on )?Multimedia(?!(?: in)? Asia)|ACMMM",
    "AIM": r"Advanced Intelligent Mechatronics",
    "AISTATS": r"Artificial Intelligence and Statistics",
    "Autonomous Robots": r"(?<!(?<!accepted\s)with\s)(?<!(?<!accepted\s)(?<!issue\s)for\s)"
    r"(?:(?-i:Autonomous Robots|AUTONOMOUS ROBOTS)|Autonomous Robots(?=,?\s\d+\s?\()"
    r"|^Autonomous Robots(?=,?\s\(?\d)"
    r"|(?:(?<=accepted\sto\s)|(?<=accepted\sby\s)|(?<=appear\sin\s)|(?<=published\sin\s))Autonomous Robots)"
    r"(?! (?:and|in|for|with|that))\b",
    "BMVC": r"British Machine Vision Conference",
    "BioRob": r"Biomedical Robotics and Biomechatronics",
    "CASE": r"Conference on Automation Science and Engineering",
    "CDC": r"Conference on Decision and Control",
    "CVPR": r"Computer Vision and Pattern Recognition",
    "CoRL": r"Conference on Robot(?:ic)? Learning",
    "DARS": r"Distributed Autonomous Robotic Systems",
    "ECC": r"European Control Conference",
    "ECCV": r"European Conference on Computer Vision",
    "EMNLP": r"Empirical Methods in Natural Language Processing",
    "Frontiers in Robotics and AI": r"Frontiers in Robotics and (?:AI|Artificial Intelligence)",
    "ECMR": r"European Conference on Mobile Robots",
    "HRI": r"International Conference on Human[- ]Robot Interaction",
    "Humanoids": r"International Conference on Humanoid Robots",
    "ICAR": r"International Conference on Advanced Robotics(?! and)",
    "ICASSP": r"Acoustics,? Speech,? and Signal Processing",
    "ICAPS": r"Automated Planning and Scheduling",
    "ICCV": r"International Conference on Computer Vision(?! and| Theory)",
    "ICIP": r"International Conference on Image Processing",
    "ICLR": r"International Conference on Learning Representations",
    "ICML": r"International Conference on Machine Learning(?! and| Appl)",
    "ICORR": r"International Conference on Rehabilitation Robotics",
    "ICRA": r"International Conference (?:on|of) Robotics (?:and|&) Automation(?! and)",
    "IJCAI": r"International Joint Conference on Artificial Intelligence",
    "IJCV": r"International Journal of Computer Vision",
    "IJRR": r"International Journal of Robotics Research",
    "IROS": r"International Conference on (?:Intelligent Robots? and Systems|Robots and Intelligent Systems)",
    "ISER": r"International Symposium (?:on|of) Experimental Robotics",
    "ISRR": r"International Symposium (?:on|of) Robotics Research",
    "ITSC": r"Intelligent Transportation Systems Conference|Conference on Intelligent Transportation Systems",
    "IV": r"Intelligent Vehicles Symposium",
    "Interspeech": r"Interspeech",
    "JFR": r"Journal of Field Robotics",
    "JMLR": r"Journal of Machine Learning Research",
    "KDD": r"Knowledge Discovery and Data Mining",
    "L4DC": r"Learning for Dynamics (?:and|&) Control",
    "MICCAI": r"Medical Image Computing and Computer[- ]Assisted Intervention",
    "MRS": r"Symposium on Multi-Robot and Multi-Agent Systems",
    "NAACL": r"North American Chapter of the A(?:ssociation for Computational Linguistics|CL)",
    "Nature Machine Intelligence": r"Nature Machine Intelligence",
    "NeurIPS": r"(?:Conference on |Advances in )?Neural Information Processing Systems?",
    "RA-L": r"Robotics (?:and|&) Automation Letters?",
    "RAM": r"Robotics (?:and|&) Automation Magazine",
    "RAS": r"Robotics and Autonomous Systems(?! \(ICRA)",
    "RO-MAN": r"Robot (?:and|&) Human Interactive Communication",
    "RLC": r"Reinforcement Learning Conference",
    "ROBIO": r"Conference on Robotics and Biomimetics",
    "RSS": r"Robotics: ?Science (?:and|&) Systems?",
    "RoboSoft": r"Conference on Soft Robotics",
    "SSRR": r"Safety,? Security,? and Rescue Robotics",
    "Science Robotics": r"Science Robotics",
    "T-ASE": r"Transactions on Automation Science and Engineering",
    "T-CSVT": r"Transactions on Circuits and Systems for Video Technology",
    "T-Haptics": r"Transactions on Haptics",
    "T-IP": r"Transactions on Image Processing",
    "T-ITS": r"Transactions on Intelligent Transportation Systems",
    "T-IV": r"Transactions on Intelligent Vehicles",
    "T-MECH": r"Transactions on Mechatronics",
    "T-MM": r"Transactions on Multimedia",
    "T-NNLS": r"Transactions on Neural Networks and Learning Systems",
    "T-PAMI": r"Transactions on Pattern Analysis and Machine Intelligence",
    "T-RO": r"Transactions on Robotics",
    "TACL": r"Transactions of the Association for Computational Linguistics",
    "THRI": r"Transactions on Human[- ]Robot Interaction",
    "TMLR": r"Transactions on Machine Learning Research",
    "TOG": r"ACM Transactions on Graphics",
    "UAI": r"Uncertainty in Artificial Intelligence",
    "WACV": r"Winter Conference on Applications of Computer Vision",
    "WAFR": r"Algorithmic Foundations of Robotics",
    "WWW": r"(?:ACM |The )Web Conference",
}
"""The full names, which mean the venue wherever a comment has them; case does not matter."""

_ABBREVIATED = {
    "Conference": r"Conf(?:erence|\.)", "International": r"Int(?:ernational|l?\.)",
    "Journal of": r"J(?:ournal|\.) of", "Symposium": r"Symp(?:osium|\.)",
    "Transactions": r"Trans(?:actions?|\.)",
}  # fmt: skip
"""How journal references write words of full names."""

_SHORT_NAMES: Mapping[str, str] = {
    **{
        name: name
        for name in (
            "3DV", "AAAI", "AACL", "AAMAS", "ACC", "ACCV", "ACL", "ACM MM", "AISTATS", "ASRU", "BioRob",
            "BMVC", "CASE", "CDC", "CHI", "CIKM", "COLING", "CoLLAs", "COLM", "COLT", "CoNLL", "CoRL",
            "CSCW", "CVPR", "DAC", "DARS", "DATE", "EACL", "ECAI", "ECC", "ECCV", "ECML", "ECMR", "EMNLP",
            "FAccT", "HRI", "Humanoids", "ICANN", "ICAPS", "ICAR", "ICASSP", "ICCV", "ICIP", "ICLR",
            "ICME", "ICML", "ICORR", "ICPR", "ICRA", "ICSE", "ICSR", "ICUAS", "IJCAI", "IJCNN", "IJCV",
            "IJRR", "IROS", "ISBI", "ISER", "ISMAR", "ISRR", "ITSC", "IUI", "IV", "JMLR", "KDD", "L4DC",
            "LREC", "MICCAI", "MIDL", "MLSys", "NAACL", "NSDI", "OSDI", "RecSys", "RLC", "ROBIO", "RoboSoft",
            "RSS", "SIGDIAL", "SIGGRAPH Asia", "SIGGRAPH", "SIGIR", "SLT", "SSRR", "TACL", "THRI", "TMLR",
            "TOG", "UAI", "UIST", "VLDB", "WACV", "WAFR", "WWW",
        )
    },
    **{name: f"{name}[Ww]?" for name in ("CVPR", "ECCV", "ICCV", "WACV")},
    "CoRL": r"(?:CoRL|CORL)",
    "JFR": r"JFR",
    "NeurIPS": r"(?:NeurIPS|NeurISP|Neurips|NEURIPS|NIPS)",
    "RA-L": r"(?:RA-?L|IEEE RAL)(?:/(?:ICRA|IROS))?",
    "RAM": r"(?:IEEE )?RAM",
    "RO-MAN": r"(?:RO-?MAN|Ro-?Man|ROMAN)",
    "T-ASE": r"(?:IEEE )?T-?ASE",
    "T-CSVT": r"(?:IEEE )?T-?CSVT",
    "T-IP": r"(?:IEEE )?TIP",
    "T-ITS": r"(?:IEEE )?T-?ITS",
    "T-IV": r"(?:IEEE )?T-?IV",
    "T-MECH": r"(?:IEEE(?:/ASME)? )?T-?M(?:ECH|ech)",
    "T-MM": r"(?:IEEE )?TMM",
    "T-NNLS": r"(?:IEEE )?T-?NNLS",
    "T-PAMI": r"(?:IEEE )?T-?PAMI",
    "T-RO": r"(?:IEEE )?T-?RO",
    "ACM MM": r"(?:ACM ?MM|ACM-MM|MM(?='?20\d\d|'\d\d))",
    "Humanoids": r"(?:Humanoids|HUMANOIDS)",
}  # fmt: skip
"""Short names, as they are written; most mean other things too, so they need a year or a word beside them."""

_WORDS_TOO = frozenset({
    "ACC", "CASE", "CHI", "DATE", "Humanoids", "IV", "RAM", "RO-MAN", "SLT", "T-IP", "T-IV", "WWW",
})  # fmt: skip
"""Short names that are a word, a figure or a part of an address when they are written in small letters."""

_DATED = r"(?i:{})(?=[\s'’`-]{{0,2}}(?:19|20)\d\d\b(?![./]\w)|\s?['’`]\d\d\b)"
"""A short name in letters of any size, which needs its year directly behind it."""


def _in_any_case(name: str, spelling: str) -> str:
    return spelling if name in _WORDS_TOO else f"{spelling}|{_DATED.format(name)}"


class Names(NamedTuple):
    """A pattern with a group for each venue, and the venues in the order of the groups."""

    pattern: re.Pattern[str]
    venues: tuple[str, ...]


def _names(spellings: Mapping[str, str], around: str, flags: re.RegexFlag) -> Names:
    """The names ready to be found; longer ones first, so that the longest of several wins."""
    parts = sorted(spellings.items(), key=lambda item: (-len(item[1]), item[0]))
    groups = "|".join("({})".format(spelling.replace(" ", r"\s+")) for _, spelling in parts)
    return Names(re.compile(around.format(groups), flags), tuple(venue for venue, _ in parts))


def _abbreviated(name: str) -> str:
    for word, spelling in _ABBREVIATED.items():
        name = name.replace(word, spelling)
    return name


LONG = _names({venue: _abbreviated(name) for venue, name in _LONG_NAMES.items()}, r"\b(?:{})", re.IGNORECASE)
"""Full names of venues."""

SHORT = _names(
    {name: _in_any_case(name, spelling) for name, spelling in _SHORT_NAMES.items()},
    r"(?<![A-Za-z0-9@/._-])(?:{})(?![A-Za-z])"
    r"(?!-[A-Z]|[./]\w|@|\s+(?:Fall|Spring|Summer|FSS|ICWSM|Conference\s+on\s+(?:Motion|Web)\b))",
    re.NOFLAG,
)
"""Short names of venues, a year directly behind them or not."""
