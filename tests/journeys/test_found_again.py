"""A figure is looked for as the editor would write it and found as the copy writes it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from ecodesk.domain.decisions import Status
from tests.gui.test_filters import listed, settled
from tests.gui.window_support import settings_in, wait_idle, window_on

COPY = {"园区新账": "2023年，青禾园区实现产值12000万元，新增企业18家。",
        "河滩旧账": "青禾园区的产值，五年前只有1200万元。",
        "茶山纪事": "青禾茶山去年卖茶超过1.2亿元，游客走一圈要40分钟。"}


def write(folder: Path) -> list[Path]:
    folder.mkdir()
    for name, words in COPY.items():
        (folder / f"{name}.txt").write_text(f"{name}\n\n{words}\n", encoding="utf-8")
    return sorted(folder.iterdir())


def test_a_value_is_found_however_it_is_written(tmp_path, qtbot):
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        window.transfers.take_in(write(tmp_path / "稿件"))
        wait_idle(window, qtbot)
        qtbot.keyClick(window.review.facts.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert window.focusWidget() is window.search
        qtbot.keyClicks(window.search, "1.2")
        window.search.insert("亿")
        window.search.textEdited.emit("1.2亿")
        model = window.search.results
        qtbot.waitUntil(lambda: model.rowCount() == 2)
        assert {row.fact.text for row in model._rows} == {"12000万元", "超过1.2亿元"}
        qtbot.keyClick(window.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settled(window, qtbot)
        assert sorted(listed(window)) == ["12000万元", "超过1.2亿元"]
        table = window.review.facts.table
        qtbot.waitUntil(lambda: window.selection.current.fact.text in listed(window))
        for _ in range(2):
            qtbot.keyClick(table, Qt.Key.Key_Return)
            settled(window, qtbot)
        assert [row.status for row in window.review.facts.model.shown()] == [Status.VERIFIED] * 2
        decided = {row.title: row.decided for row in window._desk.queries.articles()}
        assert decided == {"园区新账": 1, "河滩旧账": 0, "茶山纪事": 1}
