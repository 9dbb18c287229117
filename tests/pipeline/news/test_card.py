"""The card of a paper, and the papers that a reader chooses by words and marks; none of them exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.news_samples import make_news, paper
from vlagraph.core.papers.card import PaperCard
from vlagraph.formats.blocks import Line
from vlagraph.formats.card import card_text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.news_samples import News

ARM, BOAT, LOOSE = "2511.00001", "2511.00002", "2511.00003"


@pytest.fixture
def news(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> News:
    """A workspace with a paper under two topics, one under one, and one that was asked for, under none."""
    return make_news(
        tmp_path / "ws",
        capfd,
        monkeypatch,
        [
            paper(
                ARM,
                "An arm that pours tea",
                {"manipulation": 0.95, "navigation": 0.6},
                authors=("Zoë Example",),
                comment="Accepted to CoRL 2025. Code: https://github.com/example/tea",
                abstract="On pouring tea.",
            ),
            paper(BOAT, "A boat that finds its way", {"navigation": 0.8}),
            paper(LOOSE, "On bread", asked=True),
        ],
    )


def _ids(news: News, *args: str) -> list[str]:
    return [one["id"] for one in news("papers", *args, "--format", "json").json["papers"]]


def test_the_card_shows_record_topics_marks_note_and_abstract(news: News) -> None:
    news("read", ARM)
    news("pin", ARM, "soft-robotics")
    news("dismiss", ARM, "navigation")
    news("review", ARM)
    out = news("show", f"https://arxiv.org/abs/{ARM}").out

    assert out.startswith(
        f"An arm that pours tea\narXiv:{ARM}v1 · https://arxiv.org/abs/{ARM}\nZoë Example\n"
    )
    assert "CoRL 2025 · code: https://github.com/example/tea" in out
    assert "[manipulation]: attached 0.95" in out
    assert "pinned by you" in out
    assert "[navigation]: dismissed by you" in out
    assert "\nread\n" in out
    assert "papers/notes/" in out
    assert out.endswith("Abstract\nOn pouring tea.\n")


def test_a_paper_whose_showing_was_taken_back_counts_as_not_shown(news: News) -> None:
    news("new", "--all", "--since", "2000-01-01")
    shown = news("show", BOAT, "--format", "json").json["shown"]
    news("new", "--undo")

    assert shown is not None
    assert news("show", BOAT, "--format", "json").json["shown"] is None


def test_the_document_of_a_card_holds_the_same_by_codes(news: News) -> None:
    news("star", ARM)
    found = news("show", ARM, "--format", "json").json

    assert found["venue"] == {"name": "CoRL", "year": 2025, "workshop": False}
    assert found["code"] == "https://github.com/example/tea"
    assert [one["topic"] for one in found["places"]] == ["manipulation", "navigation"]
    assert (found["starred"], found["read"], found["note"]) == (True, False, None)


def test_the_card_of_a_key_paper_says_why_to_read_it(news: News) -> None:
    found = news("show", "2304.13705", "--format", "json").json

    assert found["key_of"]
    assert all(one["key"]["why"]["en"] in news("show", "2304.13705").out for one in found["key_of"])


def test_an_unknown_paper_has_no_card_and_is_offered(news: News) -> None:
    answer = news("show", "2511.99999")

    assert (answer.code, answer.out) == (1, "")
    assert "'vlagraph add 2511.99999' asks arXiv for it" in answer.err


def test_a_paper_that_is_not_stored_has_a_card_once_something_is_said_of_it(news: News) -> None:
    later, gone, nowhere = "2511.99998", "2511.99997", "2511.99996"
    news("pin", later, "navigation")
    news("pin", later, "manipulation")
    news("dismiss", gone, "navigation")
    news("dismiss", nowhere)
    news("star", BOAT, "2511.99995")
    card = news("show", later)

    assert card.code == 0
    assert "[manipulation]: pinned by you" in card.out
    assert "[navigation]: pinned by you" in card.out
    assert f"'vlagraph add {later}' does now" in card.out
    assert [one["topic"] for one in news("show", later, "--format", "json").json["places"]] == [
        "manipulation",
        "navigation",
    ]
    assert "[navigation]: dismissed by you" in news("show", gone).out
    assert news("show", gone, "--format", "json").json["dismissed"] == ["navigation"]
    assert news("show", nowhere).out.endswith("Topics\n  dismissed from all topics\n")
    assert "starred" in news("show", "2511.99995").out


def test_a_roadmap_without_topics_keeps_a_paper_out_of_none() -> None:
    card = PaperCard(
        id=BOAT,
        paper=None,
        keys=(),
        places=(),
        dismissed=(),
        left=frozenset(),
        read=True,
        starred=False,
        shown=None,
        note=None,
        topics={},
    )

    assert [line.text for line in card_text(card, "en") if isinstance(line, Line)][-2:] == ["Topics", "none"]


def test_an_explanation_says_where_a_paper_stands_that_is_not_stored(news: News) -> None:
    news("pin", "2511.99998", "navigation")
    answer = news("explain", "2511.99998")

    assert (answer.code, answer.out) == (1, "")
    assert "not stored yet, so there is nothing to score. navigation: pinned by you. The next" in answer.err
    assert "no topic's rule found it" in news("explain", "2511.99996").err
    news("dismiss", "2511.99997", "navigation")
    assert "this counts once 'vlagraph fetch' has brought it" in news("explain", "2511.99997").err


def test_a_pinned_paper_that_is_not_stored_is_in_the_list_of_its_topic(news: News) -> None:
    news("pin", "2511.99998", "navigation")
    keys = [row for row in news("papers", "navigation", "--format", "json").json["papers"] if row["key"]]
    rows = news("papers", "navigation", "--format", "json").json["papers"][len(keys) :]

    assert [row["id"] for row in rows] == ["2511.99998", BOAT, ARM]
    assert rows[0]["match"]["how"] == "pinned"
    assert _ids(news, "navigation", "--pinned") == _ids(news, "--pinned") == ["2511.99998"]


def test_without_a_topic_a_pinned_paper_stands_under_every_topic_that_it_is_pinned_to(news: News) -> None:
    for arxiv in (ARM, "2511.99998"):
        news("pin", arxiv, "soft-robotics")
        news("pin", arxiv, "manipulation")
    news("move", BOAT, "soft-robotics")
    rows = news("papers", "--pinned", "--format", "json").json["papers"]

    assert sorted((row["id"], row["topic"], row["match"]["how"]) for row in rows) == [
        (ARM, "manipulation", "pinned"),
        (ARM, "soft-robotics", "pinned"),
        ("2511.99998", "manipulation", "pinned"),
        ("2511.99998", "soft-robotics", "pinned"),
    ]


def test_a_search_finds_words_in_any_order_whatever_case_and_accents(news: News) -> None:
    assert _ids(news, "--search", "TEA zoe") == [ARM]
    assert _ids(news, "--search", "bread") == [LOOSE]
    assert _ids(news, "navigation", "--search", "tea") == [ARM]
    assert _ids(news, "--search", "no such words anywhere") == []


def test_words_between_quotation_marks_are_found_in_a_row(news: News) -> None:
    assert _ids(news, "--search", '"that  pours"') == [ARM]
    assert _ids(news, "--search", "“That Pours” Zoe") == [ARM]
    assert _ids(news, "--search", '"pours that"') == []
    assert _ids(news, "--search", 'pours"') == [ARM]


@pytest.mark.parametrize(
    "name",
    ["{}", "arXiv:{}v2", "arXiv:{} [cs.RO]", "https://arxiv.org/abs/{}v1", "tea https://arxiv.org/pdf/{}"],
)
def test_a_search_finds_a_paper_by_every_name_of_its_id(name: str, news: News) -> None:
    assert _ids(news, "--search", name.format(ARM)) == [ARM]


def test_a_comma_between_the_parts_of_a_name_is_not_searched_for(news: News) -> None:
    assert _ids(news, "--search", "zoe, tea;") == [ARM]


@pytest.mark.parametrize("nothing", [" ", '""', '" "'])
def test_a_search_without_a_word_is_none(news: News, nothing: str) -> None:
    assert _ids(news, "--search", nothing) == _ids(news)


def test_without_a_topic_a_paper_stands_once_under_its_best(news: News) -> None:
    found = news("papers", "--search", "tea", "--format", "json").json["papers"]

    assert [(one["id"], one["topic"]) for one in found if one["id"] == ARM] == [(ARM, "manipulation")]


def test_marks_choose_papers_and_combine(news: News) -> None:
    news("star", ARM, BOAT, "2511.99998")
    news("read", ARM)
    news("pin", BOAT, "soft-robotics")

    assert sorted(_ids(news, "--starred")) == [ARM, BOAT, "2511.99998"]
    assert _ids(news, "--read") == [ARM]
    assert _ids(news, "--starred", "--unread", "--search", "boat") == [BOAT]
    assert _ids(news, "--pinned") == [BOAT]
    assert _ids(news, "soft-robotics", "--pinned") == [BOAT]
    assert _ids(news, "navigation", "--pinned") == []
    assert _ids(news, "--starred", "--has-code") == [ARM]
    assert _ids(news, "--starred", "--max", "1") == _ids(news, "--starred")[:1]


def test_read_and_unread_together_are_a_mistake_of_use(news: News) -> None:
    answer = news("papers", "--read", "--unread")

    assert (answer.code, answer.out) == (2, "")


def test_a_starred_paper_that_is_not_stored_is_listed_as_such(news: News) -> None:
    news("star", "2511.99998")

    assert "2511.99998" in news("papers", "--starred").out
    assert "(not stored yet)" in news("papers", "--starred", "--why").out


def test_the_list_tells_venue_and_code(news: News) -> None:
    url = "https://github.com/example/tea"

    assert f"CoRL 2025 · code: {url}" in news("papers", "manipulation").out
    assert f"CoRL 2025 · 코드: {url}" in news("papers", "manipulation", "--lang", "ko").out


def test_the_pages_link_code_and_let_no_other_address_in(news: News) -> None:
    news.store(
        paper(
            "2511.00004",
            "On hostile words",
            {"soft-robotics": 0.9},
            comment='https://github.com/a/b"><script>',
        )
    )
    assert news("build").code == 0
    page = (news.root / "site" / "new.html").read_text(encoding="utf-8")

    assert '<a href="https://github.com/example/tea" rel="noreferrer">' in page
    assert "CoRL 2025" in page
    assert '<a href="https://github.com/a/b" rel="noreferrer">' in page
    assert "https://github.com/example/tea" in (news.root / "site" / "papers.html").read_text(
        encoding="utf-8"
    )
