"""What stands between a fresh checkout and a running desk."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

PACKAGING = Path(__file__).resolve().parents[1] / "packaging"


@pytest.fixture
def bootstrap(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", PACKAGING / "bootstrap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    return module


def test_the_bootstrap_needs_nothing_but_the_standard_library():
    names = set()
    for node in ast.walk(ast.parse((PACKAGING / "bootstrap.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module.partition(".")[0])
    assert names <= sys.stdlib_module_names


@pytest.mark.parametrize("arguments", [[], ["fly"], ["run", "more"]])
def test_wrong_usage_shows_the_two_commands(arguments):
    done = subprocess.run([sys.executable, PACKAGING / "bootstrap.py", *arguments], capture_output=True,
                          text=True, encoding="utf-8")
    assert done.returncode == 2
    assert "bootstrap.py run" in done.stdout
    assert "bootstrap.py test" in done.stdout


def test_it_installs_again_only_when_the_project_file_changed(bootstrap, tmp_path, monkeypatch):
    commands = []
    monkeypatch.setattr(bootstrap, "works", lambda python: True)
    monkeypatch.setattr(bootstrap, "quietly", commands.append)
    (tmp_path / ".venv").mkdir()
    bootstrap.prepare("run")
    bootstrap.prepare("run")
    assert len(commands) == 1
    bootstrap.prepare("test")
    assert commands[1][-1].endswith("[test]")
    bootstrap.prepare("run")
    bootstrap.prepare("test")
    assert len(commands) == 2
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'other'\n")
    bootstrap.prepare("run")
    assert len(commands) == 3


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages of Debian and Ubuntu")
@pytest.mark.parametrize(("user", "said"), [
    (1000, "sudo apt-get install -y libegl1"), (0, "安装系统组件：libegl1"),
])
def test_missing_system_packages_are_installed_or_named(bootstrap, monkeypatch, capsys, user, said):
    asked = []
    monkeypatch.setattr(bootstrap, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(bootstrap, "has_chinese_font", lambda: True)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: user)
    monkeypatch.setattr(bootstrap, "apt", lambda *arguments: asked.append(arguments) or True)
    bootstrap.install_system_packages("run")
    assert said in capsys.readouterr().out
    assert [one[0] for one in asked] == ([] if user else ["update", "install"])


def test_a_complete_system_is_left_alone(bootstrap, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "loads", lambda library: True)
    monkeypatch.setattr(bootstrap, "has_chinese_font", lambda: True)
    bootstrap.install_system_packages("run")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("there", "asked"), [
    ((), ["libreoffice-writer-nogui", "libreoffice-calc-nogui"]),
    (("libswlo.so",), ["libreoffice-calc-nogui"]), (("libswlo.so", "libsclo.so"), []),
])
def test_the_tests_want_a_whole_office(bootstrap, tmp_path, monkeypatch, there, asked):
    for library in there:
        (tmp_path / library).touch()
    monkeypatch.setattr(bootstrap, "OFFICE", tmp_path)
    assert bootstrap.missing_office() == asked


def test_an_office_that_is_not_debians_is_left_alone(bootstrap, tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "OFFICE", tmp_path / "nowhere")
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/opt/{name}")
    assert bootstrap.missing_office() == []


def test_a_chinese_path_is_named_in_ascii(bootstrap, tmp_path):
    folder = tmp_path / ".venv" / "lib" / "python3.11" / "site-packages"
    folder.mkdir(parents=True)
    (folder / "_ecodesk.pth").write_text("/家/核稿台\n/plain\n", encoding="utf-8")
    bootstrap.write_paths_in_ascii()
    lines = (folder / "_ecodesk.pth").read_text(encoding="ascii").splitlines()
    assert lines[1] == "/plain"
    path = []
    exec(lines[0].removeprefix("import sys; ").replace("sys.path", "path"), {"path": path})
    assert path == ["/家/核稿台"]


def test_a_command_that_fails_is_shown_whole(bootstrap, capsys):
    bootstrap.quietly([sys.executable, "-c", "print('好')"])
    assert capsys.readouterr().out == ""
    with pytest.raises(subprocess.CalledProcessError):
        bootstrap.quietly([sys.executable, "-X", "utf8", "-c", "print('坏了'); raise SystemExit(3)"])
    assert "坏了" in capsys.readouterr().out


def test_the_users_own_desk_is_out_of_sight(bootstrap, monkeypatch):
    monkeypatch.setenv("ECODESK_DATABASE", "mine.sqlite3")
    assert "ECODESK_DATABASE" not in bootstrap.child()
    assert bootstrap.child()["PYTHONUTF8"] == "1"


@pytest.mark.slow
def test_the_sample_without_a_screen_gives_workbook_picture_and_words(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ECODESK_")}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    environment["PYTHONPATH"] = str(PACKAGING.parent)
    for _ in range(2):
        command = [sys.executable, PACKAGING / "sample.py", "headless", tmp_path]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8",
                              timeout=120)
        assert done.returncode == 0, done.stderr
    assert "[冲突·各稿互校]" in done.stdout
    assert "13.5万吨" in done.stdout
    assert (tmp_path / "窗口.png").stat().st_size > 20_000
    book = load_workbook(tmp_path / "核查工作簿.xlsx")
    assert book.sheetnames[0] == "摘要"
    assert book["数据明细"].max_row > 150
