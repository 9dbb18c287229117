"""The parts of authors' names, and lists of authors as sources write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.citing import Author, parse_author
from vlagraph.core.papers.authors import read_authors

PERSONS = {
    "Ashish Vaswani": Author("Vaswani", "Ashish"),
    "Shailesh": Author("Shailesh"),
    "Aaron van den Oord": Author("Oord", "Aaron", "van den"),
    "Diego de las Casas": Author("Casas", "Diego", "de las"),
    "Johannes von Oswald": Author("Oswald", "Johannes", "von"),
    "Luc Van Gool": Author("Van Gool", "Luc"),
    "Mark Van der Merwe": Author("Van der Merwe", "Mark"),
    "Cosimo Della Santina": Author("Della Santina", "Cosimo"),
    "Blaise Agüera y Arcas": Author("Agüera y Arcas", "Blaise"),
    "Artur d'Avila Garcez": Author("d'Avila Garcez", "Artur"),
    "Luca degli Esposti": Author("Esposti", "Luca", "degli"),
    "Carl vom Stein": Author("Stein", "Carl", "vom"),
    "Mauro Dalla Mura": Author("Dalla Mura", "Mauro"),
    "Haitham Bou Ammar": Author("Bou Ammar", "Haitham"),
    "Nassim Ait Ali Braham": Author("Ait Ali Braham", "Nassim"),
    "Kevin Mc Daid": Author("Mc Daid", "Kevin"),
    "Xue Bin Peng": Author("Peng", "Xue Bin"),
    "Evan G. Center": Author("Center", "Evan G."),
    "Dexin wang": Author("wang", "Dexin"),
    "Gerard 't Hooft": Author("Hooft", "Gerard", "'t"),
    "Jacobus van ’t Hoff": Author("Hoff", "Jacobus", "van ’t"),
    "Davis, Sammy, Jr.": Author("Davis", "Sammy", suffix="Jr."),
    "Hal Daumé III": Author("Daumé", "Hal", suffix="III"),
    "C. Dee, Jr.": Author("Dee", "C.", suffix="Jr."),
    "Pouya Sohrabipour Sr": Author("Sohrabipour", "Pouya", suffix="Sr"),
    "van der Berg, Jr., Ann": Author("Berg", "Ann", "van der", "Jr."),
    "Berg, Ann": Author("Berg", "Ann"),
    "Davis Jr., Sammy": Author("Davis", "Sammy", suffix="Jr."),
    "de la Cruz III, Ann": Author("Cruz", "Ann", "de la", "III"),
    ", Ann": Author("Ann"),
    "Yi-Fan Zhang†": Author("Zhang", "Yi-Fan"),
    "Ann Lee *²": Author("Lee", "Ann"),
    "Ann Lee†,‡": Author("Lee", "Ann"),
    "Lee¹ *, Ann": Author("Lee", "Ann"),
    "Satoru Ii": Author("Ii", "Satoru"),
}
TEAMS = (
    "Gemini Robotics Team", "Octo Model Team", "GigaChat team", "Team HY-World",
    "Open X-Embodiment Collaboration",
    "StarVLA Community", "AgiBot-World-Contributors", "NVIDIA", "OpenAI", "Physical Intelligence",
)  # fmt: skip
WHOLE = ("홍길동", "홍 길동", "남궁 민수", "王小明", "山田 太郎", "アリス")


@pytest.mark.parametrize("name", PERSONS)
def test_a_name_has_the_parts_that_its_family_writes(name: str) -> None:
    assert parse_author(name) == PERSONS[name]


@pytest.mark.parametrize("name", [*TEAMS, *WHOLE])
def test_a_team_and_a_name_that_is_written_family_first_stay_whole(name: str) -> None:
    assert parse_author(name) == Author(literal=name)


def test_what_the_record_calls_a_team_is_one() -> None:
    assert parse_author("Example Robots", team=True) == Author(literal="Example Robots")
    assert parse_author("Example Robots") == Author("Robots", "Example")


@pytest.mark.parametrize(
    ("listed", "names", "teams", "complete"),
    [
        (["NVIDIA", ":", "Ann Lee"], ("NVIDIA", "Ann Lee"), ("NVIDIA",), True),
        (["Example Robots:", "Ann Lee"], ("Example Robots", "Ann Lee"), ("Example Robots",), True),
        ([":", "-", "", "Ann Lee", "2"], ("Ann Lee",), (), True),
        (["Ann Lee et al."], ("Ann Lee",), (), False),
        (["Ann Lee", "et al."], ("Ann Lee",), (), False),
        (["Ann Lee", "and others"], ("Ann Lee",), (), False),
        (["Ann Lee", "others"], ("Ann Lee",), (), False),
        (["Ann Lee", "Other Contributors"], ("Ann Lee",), (), False),
        (["Ann Lee and other authors"], ("Ann Lee",), (), False),
        (["Ann Lee, and  et  al. "], ("Ann Lee",), (), False),
        (["Ann" + " " * 20_000 + "Al"], ("Ann" + " " * 20_000 + "Al",), (), True),
        (["AgiBot Contributors"], ("AgiBot Contributors",), (), True),
        (["Ali Al", "Sam Altal", "홍길동"], ("Ali Al", "Sam Altal", "홍길동"), (), True),
    ],
)
def test_a_list_of_authors_keeps_names_alone(
    listed: list[str], names: tuple[str, ...], teams: tuple[str, ...], *, complete: bool
) -> None:
    assert read_authors(listed) == (names, teams, complete)
    assert read_authors(names) == (names, (), True)


_WORDS = ("Ann", "Al", "al.", "et", "and", "Others", "Other", "Contributors", "-", ":", "\n", "²")


@given(st.lists(st.lists(st.sampled_from(_WORDS))))
def test_a_list_that_seems_plain_is_read_as_any_other(parts: list[list[str]]) -> None:
    names = [" ".join(part) for part in parts]
    suspect = [*names, ":"]  # with which each name is looked at

    assert read_authors(names).names == read_authors(suspect).names
