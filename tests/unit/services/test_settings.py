"""Settings: the environment, then the system's places."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecodesk.services.settings import database_url, load_settings


def test_the_environment_decides(tmp_path: Path) -> None:
    environ = {"ECODESK_HOME": str(tmp_path), "ECODESK_EDITOR": " 王 ", "USER": "root"}
    settings = load_settings(environ)
    assert settings.database_url == f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    assert (settings.data_folder, settings.editor) == (tmp_path, "王")
    assert settings.workers >= 1
    assert list(tmp_path.iterdir()) == []


def test_what_is_asked_goes_before_the_environment(tmp_path: Path) -> None:
    environ = {"ECODESK_HOME": str(tmp_path), "ECODESK_DATABASE": "postgresql://news/desk"}
    assert load_settings(environ).database_url == "postgresql://news/desk"
    assert load_settings(environ, "/elsewhere/a.db").database_url == "sqlite:////elsewhere/a.db"


def test_without_anything_the_system_has_a_place() -> None:
    settings = load_settings({})
    assert settings.database_url.endswith("desk.sqlite3")
    assert "EcoDesk" in str(settings.data_folder)
    assert settings.editor


def test_a_relative_path_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert database_url("desk.db") == f"sqlite:///{tmp_path / 'desk.db'}"
