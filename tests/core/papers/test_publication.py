"""Venue, code and project page as records name them; every comment here is made up after real ones."""

from __future__ import annotations

import pytest

from vlagraph.core.papers.paper import Paper
from vlagraph.core.papers.publication import Venue, publication_of


def _paper(comment: str | None = None, *, published: str = "2025-06-01", **fields: str | None) -> Paper:
    return Paper(id="2506.00001", title="T", authors=(), published=published, comment=comment, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("comment", "venue"),
    [
        ("Accepted to CoRL 2025", Venue("CoRL", 2025)),
        ("8 pages, 5 figures. ICRA26", Venue("ICRA", 2026)),
        ("NIPS'25 spotlight", Venue("NeurIPS", 2025)),
        ("CVPR2026, project page: https://example.org/x", Venue("CVPR", 2026)),
        ("To appear in IEEE Robotics and Automation Letters (RA-L)", Venue("RA-L")),
        ("Accepted for IEEE Robotics and Automation Letters with presentation at IROS 2025", Venue("RA-L")),
        ("Robotics: Science and Systems 2025", Venue("RSS", 2025)),
        ("2026 IEEE International Conference on Robotics and Automation (ICRA)", Venue("ICRA", 2026)),
        ("Proc. of the Int. Conf. on Intelligent Robots and Systems (IROS 2025)", Venue("IROS", 2025)),
        ("Accepted to the 22nd International Conference on Advanced Robotics. 7 pages", Venue("ICAR")),
        ("Submitted to RSS 2025 and accepted to CoRL 2025", Venue("CoRL", 2025)),
        ("accepted by icra 2025", Venue("ICRA", 2025)),
        ("Accepted at neurips'25", Venue("NeurIPS", 2025)),
        ("Accepted to Siggraph Asia 2025", Venue("SIGGRAPH Asia", 2025)),
        ("accepted to rss2025", Venue("RSS", 2025)),
        ("ra-l 2025", Venue("RA-L", 2025)),
        ("ACL 2025 Findings", Venue("ACL", 2025)),
        ("Accepted at the LIMIT Workshop, ICCV 2025", Venue("ICCV", 2025, workshop=True)),
        ("ICML workshop 2025", Venue("ICML", 2025, workshop=True)),
        ("Int. Workshop on the Algorithmic Foundations of Robotics (WAFR) 2026", Venue("WAFR", 2026)),
        ("Published as a conference paper at ICLR 2025", Venue("ICLR", 2025)),
        ("Conference paper, IROS 2025", Venue("IROS", 2025)),
        ("Accepted as a Conference Paper in the main track of ACL 2025", Venue("ACL", 2025)),
        ("Accepted to RA-L/ICRA 2025", Venue("RA-L", 2025)),
        ("Reinforcement Learning Conference (RLC) 2025", Venue("RLC", 2025)),
        ("Accepted at CVPRW'25", Venue("CVPR", 2025, workshop=True)),
        ("Computer Vision and Pattern Recognition Workshops (CVPRW)", Venue("CVPR", workshop=True)),
        ("accepted to ICCVw 2025", Venue("ICCV", 2025, workshop=True)),
        ("Accepted as an extended abstract at CVPR 2025", Venue("CVPR", 2025, workshop=True)),
        ("Robotics and Automation Letters, vol. 10, no. 3, pp. 12-19, Mar. 2025", Venue("RA-L", 2025)),
        ("Accepted after minor revisions at RA-L", Venue("RA-L")),
        ("Extended abstract, CVPR 2025", Venue("CVPR", 2025, workshop=True)),
        ("Withdrawn from ICLR 2025, accepted to ICML 2025", Venue("ICML", 2025)),
        ("Not accepted at RSS 2025; accepted at CoRL 2025", Venue("CoRL", 2025)),
        ("RSS 2025 workshop; later accepted to CoRL 2025", Venue("CoRL", 2025)),
        ("Extended journal version of IROS 2024 paper, accepted at T-RO", Venue("T-RO")),
        ("Extension of our ICRA 2024 workshop paper (now in press, RA-L 2025)", Venue("RA-L", 2025)),
        ("Preprint, accepted for ICRA 2025", Venue("ICRA", 2025)),
        ("Accepted at the Int. Joint Conference on Neural Networks (IJCNN) 2025", Venue("IJCNN", 2025)),
        ("Accepted to the Main Conference of EMNLP 2025", Venue("EMNLP", 2025)),
        ("The 19th Conference of the European Chapter, EACL 2026", Venue("EACL", 2026)),
        ("Conference on Software Engineering (ICSE 2026)", Venue("ICSE", 2026)),
        ("Conference on Information and Knowledge Management (CIKM '25)", Venue("CIKM", 2025)),
        ("IEEE Trans. on Robotics, to appear", Venue("T-RO")),
        ("Accepted by IEEE Transaction on Robotics 2025", Venue("T-RO", 2025)),
        ("Proc. IEEE Int. Conf. on Robotics and Automation, 2025", Venue("ICRA", 2025)),
        ("Published in the Int. J. of Robotics Research", Venue("IJRR")),
        ("Accepted for Autonomous Robots, 33 pages", Venue("Autonomous Robots")),
        ("Farming with Autonomous Robots, IEEE ICRA Workshop 2025", Venue("ICRA", 2025, workshop=True)),
        ("Published in Autonomous robots 2025", Venue("Autonomous Robots", 2025)),
        ("accepted to autonomous robots", Venue("Autonomous Robots")),
        ("Special issue for Autonomous Robots, accepted", Venue("Autonomous Robots")),
        ("Presented at IROS 2013", Venue("IROS", 2013)),
        ("Accepted at ICRA, 2000 words", Venue("ICRA")),
    ],
)  # fmt: skip
def test_a_comment_names_the_venue_that_took_the_paper(comment: str, venue: Venue) -> None:
    assert publication_of(_paper(comment)).venue == venue


@pytest.mark.parametrize(
    "comment",
    [
        "Submitted to ICRA 2026",
        "submitted to the IEEE International Conference on Robotics and Automation (ICRA) 2026",
        "ICRA 2026, under review",
        "Under review at IEEE Transactions on Robotics",
        "In submission to CoRL 2025",
        "Extended version of a paper accepted at ICRA 2024",
        "An earlier version of this work appeared at IROS 2024",
        "Supplementary material to our conference paper at ICRA 2024",
        "Full version of the short conference paper at IROS 2024",
        "A conference paper of this work was at IROS 2024",
        "Full version of the extended abstract published at AAMAS 2024",
        "An extended abstract of a paper at ICRA 2024",
        "Withdrawn from ICLR 2025",
        "Not accepted at ICRA 2025",
        "Minor revision at T-RO",
        "In revision at RA-L",
        "Aiming for ICRA 2026",
        "Preprint for ICRA 2026",
        "Extended version of our ICRA paper (submitted to T-RO)",
        "Not yet accepted by RA-L 2025",
        "Submitted to ICRA 2026, code will be released upon acceptance",
        "Under review at ICLR 2026 (code after acceptance)",
        "Winning solution of a contest at CVPR 2025",
        "First place at the CVPR 2025 autonomous driving track",
        "Code uses the ACL template",
        "A study of ACL injuries and RSS feeds in the case of IV lines",
        "Accepted at CASE@RANLP2025",
        "2025 AAAI Fall Symposium",
        "12 pages, 2025",
        "submitted to icra 2025",
        "accepted to icra",
        "In case 2025 is late, the tip 2025, the date 2025, chi 2025, ram 2025",
        "Data at icra2025.org",
        "Expanded version of a paper at ICRA 2025",
        "An augmented version of our paper published in RA-L",
        "Detailed version of the 2025 IEEE Conference on Decision and Control paper",
        "Conference on Simulation, Modeling, and Programming for Autonomous Robots (SIMPAR 2025)",
        "Autonomous robots, mapping, RFID",
        "Navigation of autonomous robots, 12 pages",
        "The 20th International AAAI Conference on Web and Social Media (ICWSM) 2026",
        "",
    ],
)
def test_what_did_not_take_the_paper_is_no_venue(comment: str) -> None:
    assert publication_of(_paper(comment)).venue is None


@pytest.mark.parametrize("reference", ["Autonomous robots 44 (2025) 1-10", "autonomous robots 2025"])
def test_a_journal_reference_names_its_journal_in_any_case(reference: str) -> None:
    assert publication_of(_paper("", journal_ref=reference)).venue == Venue("Autonomous Robots", 2025)


def test_the_journal_reference_counts_before_the_comment() -> None:
    paper = _paper("Accepted to ICRA 2025", journal_ref="IEEE Transactions on Robotics, vol. 41, 2025")

    assert publication_of(paper).venue == Venue("T-RO", 2025)


def test_a_year_that_cannot_be_that_of_the_paper_is_left_out() -> None:
    assert publication_of(_paper("Accepted to ICRA 2025", published="2012-01-01")).venue == Venue("ICRA")


def test_a_record_without_a_year_loses_only_the_year_of_its_venue() -> None:
    assert publication_of(_paper("Accepted to ICRA 2025", published="<script>")).venue == Venue("ICRA")


@pytest.mark.parametrize(
    ("text", "code", "project"),
    [
        ("Code: https://github.com/example/invented.", "https://github.com/example/invented", None),
        ("(github.com/example/invented.git)", "https://github.com/example/invented", None),
        (r"\url{https://gitlab.example.org/a/b}", "https://gitlab.example.org/a/b", None),
        ("Weights at https://huggingface.co/example/vla-7b,", "https://huggingface.co/example/vla-7b", None),
        ("https://anonymous.4open.science/r/thing-1/", "https://anonymous.4open.science/r/thing-1", None),
        ("Project page: https://example.org/p/", None, "https://example.org/p/"),
        ("Videos: invented.github.io/arm.", None, "https://invented.github.io/arm"),
        ("see https://sites.google.com/view/invented", None, "https://sites.google.com/view/invented"),
        ("Video: https://youtu.be/x, data: https://example.org/data", None, None),
        ("https://github.com/example", None, None),
        ("https://github.com/example/.", None, None),
        ("Code at GitHub.com/example/arm", "https://GitHub.com/example/arm", None),
        ("模型（代码：https://github.com/example/arm）", "https://github.com/example/arm", None),
        ("代码见https://github.com/example/arm", "https://github.com/example/arm", None),
        ("available atgithub.com/example/arm.", "https://github.com/example/arm", None),
        ("https://gist.github.com/example/12ab", "https://gist.github.com/example/12ab", None),
        ("https://gitlab.com/lab/arms/left/", "https://gitlab.com/lab/arms/left", None),
        ("https://gitlab.com/lab/arms/-/tree/main", "https://gitlab.com/lab/arms", None),
        ("https://gitlab.com/lab/arms/tree/main", "https://gitlab.com/lab/arms", None),
        ("https://gitlab.com/lab/tree-search.", "https://gitlab.com/lab/tree-search", None),
        ("https://lab.gitlab.io/arms/index.html", None, "https://lab.gitlab.io/arms/index.html"),
        ("https://notgithub.com/example/arm", None, None),
        ("https://github.com/orgs/example/repositories", None, None),
        ("https://gitlab.example.org/groups/example", None, None),
        ("Data: https://huggingface.co/datasets/example/cups.", None, None),
        ("https://www.huggingface.co/datasets/cups", None, None),
        ("Our models: https://huggingface.co/Example-Lab.", None, None),
        ("https://huggingface.co/Example-Lab/.", None, None),
        ("https://huggingface.co/spaces/Example-Lab", None, None),
        ("https://huggingface.co/papers/2501.00001", None, None),
        ("https://huggingface.co/spaces/example/demo", "https://huggingface.co/spaces/example/demo", None),
        ("https://huggingface.co/datasets/a/b, github.com/a/b", "https://github.com/a/b", None),
        ("Code: bitbucket.org/example/arm", "https://bitbucket.org/example/arm", None),
        ("Code: codeberg.org/example/arm", "https://codeberg.org/example/arm", None),
        ("Code: gitee.com/example/arm", "https://gitee.com/example/arm", None),
        ("https: //anonymous.4open.science/r/arm-1.", "https://anonymous.4open.science/r/arm-1", None),
        ("hf.co/example/vla-7b, https://hf.co/Example-Lab", "https://hf.co/example/vla-7b", None),
        ("https://hf.co/datasets/example/cups", None, None),
        ("코드는 github.com/example/arm에서", "https://github.com/example/arm", None),
        ("javascript:alert(1)//github.com/<script>", None, None),
    ],
)
def test_addresses_of_code_and_of_the_project_page_are_told_apart(
    text: str, code: str | None, project: str | None
) -> None:
    found = publication_of(_paper(abstract=text))

    assert (found.code, found.project) == (code, project)


def test_the_address_of_the_comment_counts_before_that_of_the_abstract() -> None:
    paper = _paper(
        "https://github.com/example/ours", abstract="We build on https://github.com/example/theirs"
    )

    assert publication_of(paper).code == "https://github.com/example/ours"


@pytest.mark.parametrize(
    "text",
    [
        "gitlab." * 80_000,
        "a-" * 150_000,
        "가" * 200_000,
        "https://a.b " * 60_000,
        "ICRA, IROS, " * 10_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_long_text_that_says_the_same_again_and_again_is_read_in_time(text: str) -> None:
    """With work that grows with the square of the text pytest's limit ends each of these."""
    paper = _paper(f"github {text}", abstract=f"github https://example.org/ {text}", journal_ref=text)

    assert publication_of(paper).code is None
