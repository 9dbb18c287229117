"""Every export of papers, read back by the programs that people use: nothing is lost."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string as parse_plainly
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from tests.support.odd_papers import odd_citations, odd_papers
from vlagraph.core.citing import Citations, cite
from vlagraph.core.papers.paper import Paper
from vlagraph.core.papers.readable import readable
from vlagraph.formats import PAPER_FORMATS, formats_of
from vlagraph.formats.exports import EXPORTS

if TYPE_CHECKING:
    from vlagraph.core.citing import Author, Citation

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@cache
def _odd() -> Citations:
    return odd_citations(500)


def _written(form: str, citations: Citations | None = None) -> str:
    pieces = EXPORTS[form].writer(_odd() if citations is None else citations, "en")
    assert not isinstance(pieces, bytes)
    return "".join(pieces)


def _text(tex: str) -> str:
    """What TeX prints for the value of a field."""
    inner = re.sub(r"^\{(.*)\}$", r"\1", tex, flags=re.DOTALL)
    for command, sign in {r"\textbraceleft{}": r"\{", r"\textbraceright{}": r"\}"}.items():
        inner = inner.replace(command, sign)  # which pylatexenc does not know
    return readable(inner).replace("ˆ", "^")  # what it has for \textasciicircum


def _parts(author: Author) -> tuple[str, str, str]:
    return author.surname, author.given, author.suffix


def _date(citation: Citation, *, names: bool = False) -> list[str]:
    year, *rest = citation.date_parts
    if names and rest:
        rest[0] = MONTHS[int(rest[0]) - 1]
    return [year, *(part.lstrip("0") for part in rest)]


def test_bibtex_is_read_back_whole_by_the_rules_of_bibtex() -> None:
    entries = parse_string(_written("bibtex"), "bibtex").entries

    assert list(entries) == [one.key for one in _odd().papers]
    for one in _odd().papers:
        entry = entries[one.key]
        fields = {name: _text(value) for name, value in entry.fields.items()}
        people = [_person(person) for person in entry.persons.get("author", [])]
        expected = [*map(_parts, one.authors), *([("others", "", "")] if one.others else [])]
        month = fields.get("month", "")[:3].lower()

        assert people == expected
        assert fields["title"] == one.plain_title
        assert [part for part in (fields["year"], month, fields.get("day")) if part] == _date(one, names=True)
        assert (fields["eprint"], fields["archiveprefix"]) == (one.id, "arXiv")
        assert (fields["doi"], fields["url"]) == (one.doi, one.url)
        assert fields.get("primaryclass", "") == one.category
        assert fields.get("keywords", "") == ", ".join(one.keywords)


def _person(person: Any) -> tuple[str, str, str]:
    def text(*names: str) -> str:
        return " ".join(_text(name) for name in names)

    surname = text(*person.prelast_names, *person.last_names)
    return surname, text(*person.first_names, *person.middle_names), text(*person.lineage_names)


def test_bibtex_is_read_by_a_program_without_its_own_rules_too() -> None:
    library = parse_plainly(_written("bibtex"))

    assert (library.failed_blocks, len(library.entries)) == ([], len(_odd().papers))
    assert [entry.key for entry in library.entries] == [one.key for one in _odd().papers]


def test_ris_is_read_back_whole() -> None:
    records = rispy.loads(_written("ris"))

    assert [record["id"] for record in records] == [one.key for one in _odd().papers]
    for record, one in zip(records, _odd().papers, strict=True):
        expected = [", ".join(part for part in _parts(author) if part) for author in one.authors]

        assert record.get("authors", []) == [*expected, *(["others"] if one.others else [])]
        assert record["title"] == one.plain_title
        assert record["date"] == "/".join(one.date_parts)
        assert (record["doi"], record["urls"]) == (one.doi, [one.url])
        assert record["accession_number"] == f"arXiv:{one.id}"
        assert record.get("keywords", []) == list(one.keywords)


def test_csl_is_read_back_whole() -> None:
    items = json.loads(_written("csl"))
    source = CiteProcJSON(items)

    assert list(source) == [one.key for one in _odd().papers]
    for item, one in zip(items, _odd().papers, strict=True):
        names = [_csl_name(name) for name in item.get("author", [])]

        assert names == [*map(_parts, one.authors), *([("others", "", "")] if one.others else [])]
        assert item["title"] == one.plain_title
        assert item["issued"] == {"date-parts": [[int(part) for part in one.date_parts]]}
        assert (item["DOI"], item["URL"], item["number"]) == (one.doi, one.url, f"arXiv:{one.id}")
        assert item.get("keyword", "") == ", ".join(one.keywords)


def _csl_name(name: dict[str, str]) -> tuple[str, str, str]:
    surname = f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()
    return name.get("literal") or surname, name.get("given", ""), name.get("suffix", "")


@pytest.mark.parametrize(
    "name", ["Alice AND Bob Lee", "Dee Jr.", "Dee, Jr.", "Dee Jr., C.", "Team Ada, Inc.", "Satoru Ii"]
)
def test_a_name_is_one_person_with_these_parts_in_every_format(name: str) -> None:
    one = cite(Paper(id="2601.00001", title="T", authors=(name, "Ann Lee"), published="2026"))
    author, whole = one.authors[0], Citations((one,))
    (entry,) = parse_string(_written("bibtex", whole), "bibtex").entries.values()
    family, _, rest = rispy.loads(_written("ris", whole))[0]["authors"][0].partition(", ")

    assert list(map(_person, entry.persons["author"])) == [_parts(author), ("Lee", "Ann", "")]
    assert (family, bool(rest)) == (author.surname.replace(",", ""), not author.literal)
    assert _csl_name(json.loads(_written("csl", whole))[0]["author"][0]) == _parts(author)


@pytest.mark.parametrize("name", ["Artur d'Avila Garcez", "Aaron van den Oord", "José Ortega y Gasset"])
def test_bibtex_reads_the_particle_that_the_other_formats_have(name: str) -> None:
    one = cite(Paper(id="2601.00001", title="T", authors=(name,), published="2026"))
    (entry,) = parse_string(_written("bibtex", Citations((one,))), "bibtex").entries.values()
    (person,) = entry.persons["author"]
    csl = json.loads(_written("csl", Citations((one,))))[0]["author"][0]

    assert " ".join(person.prelast_names) == csl.get("non-dropping-particle", "")
    assert _text(" ".join(person.last_names)) == csl["family"]


def test_formulas_stay_formulas_in_bibtex_and_greek_letters_become_commands() -> None:
    titles = {
        "$π_{0.5}$: a Model": r"{{$\pi_{0.5}$: a Model}}",
        "$Δ$VLA at $1000×$ & 5%": r"{{$\Delta$VLA at $1000\times$ \& 5\%}}",
        "$αβ$ in $5": r"{{$\alpha \beta$ in \$5}}",
        "Mobi-π, é, 학습 {x}": r"{{Mobi-π, é, 학습 \textbraceleft{}x\textbraceright{}}}",
    }
    papers = (
        Paper(id=f"2601.{number:05}", title=title, authors=(), published="2026")
        for number, title in enumerate(titles)
    )
    written = _written("bibtex", Citations(tuple(map(cite, papers))))

    assert re.findall(r"title = (.*),", written) == list(titles.values())


def test_keys_are_unique_ascii_and_the_same_in_every_selection() -> None:
    keys = [one.key for one in _odd().papers]
    alone = [cite(paper).key for paper in reversed(odd_papers(500))]

    assert keys == alone[::-1]
    assert len({key.lower() for key in keys}) == len(keys)
    assert all(re.fullmatch(r"[0-9A-Za-z-]+", key) for key in keys)


@given(st.text(), st.text(), st.sampled_from(["2601.00001", "cs/9901001"]))
def test_a_key_is_ascii_and_ends_with_the_id(name: str, title: str, paper: str) -> None:
    key = cite(Paper(id=paper, title=title, authors=(name,), published="2026")).key

    assert re.fullmatch(r"[0-9A-Za-z]+-[0-9a-z-]+", key)
    assert key.endswith(re.sub(r"[./]", "-", paper))


@settings(max_examples=30)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_title_and_name_can_be_read_back(title: str, name: str) -> None:
    one = cite(Paper(id="2601.00001", title=title, authors=(name, "Ann Lee"), published="2026"))

    whole = Citations((one,))

    (entry,) = parse_string(_written("bibtex", whole), "bibtex").entries.values()
    assert len(entry.persons["author"]) == len(one.authors)
    assert rispy.loads(_written("ris", whole))[0]["doi"] == one.doi
    assert json.loads(_written("csl", whole))[0].get("title", "") == one.plain_title


@pytest.mark.parametrize("form", PAPER_FORMATS)
def test_nothing_is_an_empty_export_that_can_be_read(form: str) -> None:
    assert _written(form, Citations(())) == ("[\n]\n" if form == "csl" else "")


def test_answers_that_name_papers_take_every_format_of_papers() -> None:
    assert {name for name, one in EXPORTS.items() if one.kind == "papers"} == set(PAPER_FORMATS)
    for kind in ("papers", "news", "path", "plan"):
        assert set(formats_of(kind)) >= set(PAPER_FORMATS)
