"""papers/fetch.json: reasons are kept by key and values; the texts of older files are shown as they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from vlagraph.store.fetch_state import FetchState, SourceState, TopicState, failure, load_state, save_state
from vlagraph.store.receipts import Asked, AskedAgain, Came
from vlagraph.words import Message, render

if TYPE_CHECKING:
    from pathlib import Path

WHY = Message(
    "source.come_back",
    {
        "host": "export.arxiv.org",
        "wait": Message("unit.minutes", {"minutes": 10.0}),
        "longest": Message("unit.minutes", {"minutes": 5.0}),
    },
)


def _state(path: Path, why: object) -> TopicState:
    topic = {"wanted_from": "2025-01-01T00:00:00Z", "failed": {"at": "2026-01-01T00:00:00Z", "why": why}}
    path.write_text(json.dumps({"schema": 1, "sources": {"api": {"topics": {"vla": topic}}}}))
    return load_state(path).sources["api"].topics["vla"]


def test_a_reason_is_kept_by_key_and_values_and_read_back_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "fetch.json"
    topic = TopicState(wanted_from="2025-01-01T00:00:00Z", failed=failure("2026-01-01T00:00:00Z", WHY))
    save_state(path, FetchState(sources={"api": SourceState(topics={"vla": topic})}))
    kept = json.loads(path.read_bytes())["sources"]["api"]["topics"]["vla"]["failed"]["why"]
    failed = load_state(path).sources["api"].topics["vla"].failed

    assert kept["key"] == "source.come_back"
    assert kept["values"]["wait"] == {"key": "unit.minutes", "values": {"minutes": 10.0}}
    assert failed is not None
    assert [render(failed.reason, lang) for lang in ("en", "ko")] == [render(WHY, "en"), render(WHY, "ko")]


def test_receipts_are_read_back_and_only_with_them_the_file_is_of_the_newer_format(tmp_path: Path) -> None:
    path = tmp_path / "fetch.json"
    save_state(path, FetchState())
    old = json.loads(path.read_bytes())
    asked = Asked(at="2026-01-01T00:00:00Z", source="api", what="listing", announced=3, came=2)
    came = Came(days={"2026-01-01": {"cs.RO": "2601$"}}, whole=(("2026-01-01", "2026-01-02"),))
    state = FetchState(asked=(asked,), came={"cs.RO": came}, again=(AskedAgain(day="2026-01-01", times=1),))
    save_state(path, state)

    assert old == {"schema": 1, "sources": {}}
    assert json.loads(path.read_bytes())["schema"] == 2
    assert (load_state(path).asked, load_state(path).came, load_state(path).again) == (
        state.asked,
        state.came,
        state.again,
    )


def test_the_text_of_an_older_file_is_shown_as_it_is_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "fetch.json"
    topic = _state(path, "arXiv was asleep.")
    save_state(path, load_state(path))
    kept = json.loads(path.read_bytes())["sources"]["api"]["topics"]["vla"]["failed"]["why"]

    assert topic.failed is not None
    assert render(topic.failed.reason, "ko") == "arXiv was asleep."
    assert kept == "arXiv was asleep."


@pytest.mark.parametrize("key", ["source.tomorrow", "source.refused", "tomorrow"])
def test_a_reason_of_another_version_is_shown_by_its_key(tmp_path: Path, key: str) -> None:
    topic = _state(tmp_path / "fetch.json", {"key": key, "values": {"count": 3}})

    assert topic.failed is not None
    assert render(topic.failed.reason, "ko") == key
