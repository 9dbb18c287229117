"""The folders of this user, by the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from vlagraph.store.own_places import settings_file
from vlagraph.store.spacing import user_cache


@pytest.mark.parametrize("stated", ["", "here", "./here", "~/here"])
def test_a_relative_folder_in_the_environment_counts_for_nothing(
    stated: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was made in every folder in which a command ran, each with a pause between requests of its own."""
    (tmp_path / "home").mkdir()
    (tmp_path / "work").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", stated)
    monkeypatch.setenv("XDG_CONFIG_HOME", stated)
    monkeypatch.chdir(tmp_path / "work")

    assert user_cache() == tmp_path / "home" / ".cache" / "vlagraph"
    assert settings_file() == tmp_path / "home" / ".config" / "vlagraph" / "settings.json"
    assert list(Path().iterdir()) == []


def test_a_whole_path_in_the_environment_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    assert user_cache() == tmp_path / "cache" / "vlagraph"
    assert settings_file() == tmp_path / "config" / "vlagraph" / "settings.json"
