"""Search in either script: what is found, where the hit lies, and the page it leads to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ecodesk.gui.search import around, ranked
from ecodesk.services.desk import open_desk
from tests.gui.window_support import copy_desk, settings_in, wait_idle, window_on

PEAR = """酥梨帳本

記者周小滿 2024年7月6日

2023年，青禾縣酥梨種植面積達到12萬畝，𠮷慶橋頭的酥梨產量為600萬噸，產值9億元。
"""


@pytest.fixture(scope="module")
def both_scripts(template_desk, tmp_path_factory):
    """A desk with the two sample articles and one in Traditional."""
    folder = tmp_path_factory.mktemp("scripts")
    settings = copy_desk(template_desk, folder / "desk")
    (folder / "帳本.txt").write_text(PEAR, encoding="utf-8")
    with open_desk(settings) as desk:
        assert not desk.importing.import_paths([folder / "帳本.txt"]).failed
    return folder / "desk"


@pytest.mark.parametrize(
    ("words", "hit"),
    [("产值", "產值"), ("產值", "產值"), ("产", "產"), ("种植面", "種植面"), ("12万", "12萬"),
     ("庆桥", "慶橋")],
)
def test_the_hit_is_marked_as_it_is_written(words, hit):
    sentence = PEAR.split("\n\n")[2].strip()
    before, found, after = around(sentence, words)
    assert found == hit
    assert sentence.endswith(before.removeprefix("…") + found + after)


def test_a_hit_ignores_the_case_of_latin_letters():
    assert around("发电量12GWh以上", "gwh") == ("发电量12", "GWh", "以上")
    assert around("发电量12GWh", "[") == ("", "", "发电量12GWh")
    assert around("发电量", "") == ("", "", "发电量")


@pytest.mark.parametrize("words", ["产值", "產值", "产", "萬畝", "9億", "慶橋頭", "9亿元"])
def test_either_script_finds_both(both_scripts, tmp_path, qtbot, words):
    with window_on(copy_desk(both_scripts, tmp_path / "desk"), qtbot) as window:
        window.actions_["search"].trigger()
        window.search.insert(words)
        window.search.textEdited.emit(words)
        qtbot.waitUntil(lambda: window.search.results.rowCount() > 0)
        found = {row.fact.document for row in window.search.results._rows}
        assert "帳本" in found
        assert words == "慶橋頭" or "酥梨账本" in found
        ordered = ranked(window.search.results._rows, words)
        assert ordered == window.search.results._rows
        assert not window.search._popup.grab().isNull()
        qtbot.keyClick(window.search, Qt.Key.Key_Return)
        wait_idle(window, qtbot)
        current = window.selection.current
        assert current.fact.text in window.selection.article_of(current.article_id).article.clean.text


def test_an_empty_desk_finds_nothing(tmp_path, qtbot):
    with window_on(settings_in(tmp_path / "empty"), qtbot) as window:
        window.search.insert("產值")
        window.search._ask()
        wait_idle(window, qtbot)
        assert window.search.results.rowCount() == 0
