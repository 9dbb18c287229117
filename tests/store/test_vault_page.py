"""A page of a vault: whatever the reader writes, wherever, stands in it after any number of exports."""

from __future__ import annotations

import random
import re

import pytest
import yaml

from vlagraph.store.vault_page import Page, join_page, parse_page, take_over

FACTS = {
    "vlagraph": "chance",
    "aliases": ("Chance", "확률"),
    "source": 'A: "roadmap" # 1',
    "papers": ("2699.00001",),
}
OWN = tuple(FACTS)
TEXT = "# Chance\n\nIt rains.\n\n- [Vectors](vectors.md)\n"
END = "<!-- vlagraph:end -->\n"
NEWER = "# Chance\n\nIt pours.\n"


def _written(page: Page | None = None, text: str = TEXT, **facts: object) -> str:
    return join_page(page or Page(), {**FACTS, **facts}, text, notice="ours")  # type: ignore[dict-item]


def _head(text: str) -> dict[str, object]:
    found = yaml.safe_load(text.removeprefix("\ufeff").split("---")[1])
    assert isinstance(found, dict)
    return found


def test_a_new_page_is_front_matter_and_our_part_and_stays_so() -> None:
    page = _written()

    assert _head(page) == {
        key: list(fact) if isinstance(fact, tuple) else fact for key, fact in FACTS.items()
    }
    assert page.endswith(f"\n{TEXT}<!-- vlagraph:end -->\n")
    assert _written(parse_page(page)) == page
    assert parse_page(page).topic == "chance"
    assert not parse_page(page).reader_wrote(OWN)


def test_text_around_our_part_and_lines_of_the_front_matter_stay_byte_for_byte() -> None:
    page = _written().replace("---\n\n", "tags:\n  - mine # why\n\n# a remark\n---\n\nAbove.\n\n", 1)
    page = page.replace("source:", "status: 'half: done'\nsource:") + "\n## My notes\n\n  code  \n\n\n"
    again = _written(parse_page(page), NEWER, source="")

    assert parse_page(page).reader_wrote(OWN)
    assert "tags:\n  - mine # why\n\n# a remark\n---\n\nAbove.\n\n<!-- vlagraph:begin" in again
    assert again.endswith(f"{NEWER}<!-- vlagraph:end -->\n\n## My notes\n\n  code  \n\n\n")
    assert "status: 'half: done'\n" in again
    assert "source:" not in again


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_the_ends_of_lines_and_the_mark_at_the_start_are_those_of_the_file(start: str) -> None:
    page = start + f"{_written()}\nMine.\n".replace("\n", "\r\n")
    again = _written(parse_page(page), NEWER)

    assert again == start + f"{_written(text=NEWER)}\nMine.\n".replace("\n", "\r\n")


def test_what_the_reader_wrote_in_our_part_is_moved_below_it_once() -> None:
    page = _written().replace("It rains.", "It rains.\nMy thought.")
    again = _written(parse_page(page), NEWER)

    assert parse_page(page).reader_wrote(OWN)
    assert again.endswith(
        f"{NEWER}<!-- vlagraph:end -->\n\nIt rains.\nMy thought.\n- [Vectors](vectors.md)\n"
    )
    assert _written(parse_page(again), NEWER) == again


def test_a_remark_in_the_front_matter_is_a_word_of_the_reader_too() -> None:
    page = parse_page(_written().replace("source:", "# mine\nsource:"))

    assert page.reader_wrote(OWN)
    assert "# mine\n" in _written(take_over(parse_page(_written()), page, TEXT))


def test_aliases_of_the_reader_and_of_older_names_stay_however_a_program_lists_them() -> None:
    listed = "aliases:\n  - Chance\n  - 'mine: too'\n  - Odds"
    page = _written().replace('aliases: ["Chance", "확률"]', listed)
    again = _head(_written(parse_page(page), aliases=("Probability",)))
    broken = _written().replace('aliases: ["Chance", "확률"]', "aliases: [Chance, 'mine")

    assert again["aliases"] == ["Chance", "mine: too", "Odds", "Probability"]
    assert "aliases: [Chance, 'mine\n" in _written(parse_page(broken))


def test_an_alias_of_the_reader_is_a_word_of_theirs_and_one_of_an_older_name_is_not() -> None:
    page = _written()
    renamed = _written(parse_page(page), aliases=("Odds", "확률"))
    mine = renamed.replace("aliases: [", 'aliases: ["Luck", ')
    again = _written(parse_page(mine), NEWER)
    whole = take_over(parse_page(_written(text=NEWER)), parse_page(again), NEWER)

    assert not parse_page(renamed).reader_wrote(OWN)
    assert not parse_page(_written(parse_page(renamed))).reader_wrote(OWN)
    assert parse_page(mine).reader_wrote(OWN)
    assert parse_page(again).reader_wrote(OWN)
    assert parse_page(_written(whole, NEWER)).reader_wrote(OWN)


def test_a_page_of_an_older_export_keeps_the_aliases_that_it_has_when_they_are_first_noted() -> None:
    older = re.sub(r"(begin [0-9a-f]{8})-[0-9a-f]{8}", r"\1", _written())
    mine = older.replace("aliases: [", 'aliases: ["Luck", ')

    assert older != _written()
    assert _written(parse_page(older)) == _written()
    assert parse_page(_written(parse_page(mine))).reader_wrote(OWN)


@pytest.mark.parametrize(
    "lost", ["<!-- vlagraph:end -->\n", "<!-- vlagraph:begin", "both", "head", "everything"]
)
def test_a_page_whose_marks_are_gone_keeps_all_its_text(lost: str) -> None:
    page = f"{_written()}\nMine.\n"
    for part in {"both": ["<!-- vlagraph:begin", "<!-- vlagraph:end -->"]}.get(lost, [lost]):
        page = page.replace(part, "gone")
    if lost == "head":
        page = page[page.index("<!--") :]
    if lost == "everything":
        page = "Mine.\n"
    again = _written(parse_page(page), NEWER)

    assert again.count("Mine.\n") == 1
    assert NEWER in again
    assert _written(parse_page(again), NEWER) == again


@pytest.mark.parametrize("seed", range(60))
def test_no_line_of_the_reader_is_lost_or_doubled_wherever_it_stands(seed: int) -> None:
    """Lines in, marks out, ends of lines changed, then three exports with other texts."""
    chance = random.Random(seed)
    lines = f"{_written()}\nMine.\n".split("\n")
    kinds = ("reader-{}", "# reader-{}", "reader-{}: x", "> reader-{}", "---", "<!-- vlagraph:begin -->")
    for number in range(12):
        lines.insert(chance.randrange(len(lines) + 1), chance.choice(kinds).format(number))
    if seed % 3 == 0:
        del lines[chance.randrange(len(lines))]
    page = ("\r\n" if seed % 2 else "\n").join(lines)
    tokens = [line.strip() for line in lines if "reader-" in line]

    for text in (NEWER, TEXT, NEWER):
        page = _written(parse_page(page), text)
        found = [line.strip() for line in page.split("\n")]
        assert [found.count(token) for token in tokens] == [1] * len(tokens)


def test_the_page_of_a_topic_takes_over_what_the_reader_wrote_under_its_older_id_once() -> None:
    edited = _written().replace("It rains.", "It rains.\nIn our part.")
    older = parse_page(f"{edited}\nAfter.\n".replace("aliases: [", 'mine: 1\naliases: ["Odds", '))
    page = parse_page(f"{_written(text=NEWER)}\nNew.\n")
    whole = _written(take_over(page, older, NEWER), NEWER)
    again = _written(take_over(parse_page(whole), older, NEWER), NEWER)

    assert again == whole
    assert [whole.count(line) for line in ("New.\n", "After.\n", "In our part.\n", "mine: 1\n")] == [1] * 4
    assert "Odds" in str(_head(whole)["aliases"])
