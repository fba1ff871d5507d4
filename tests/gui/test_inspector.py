from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import UsageError
from ecodesk.gui.dialogs.crash import CrashReporter
from ecodesk.gui.facts.number_line import Scale, middle_of, scale_of
from ecodesk.gui.facts.statements import StatementCard, differing, digits_of, sentence_of
from ecodesk.gui.widgets import ChipRow, FormulaRow
from tests.gui.window_support import fact_named, wait_idle, wait_shown


def cards(window) -> list[StatementCard]:
    return [card for card in window.review.inspector.findChildren(StatementCard) if card.isVisible()]


@pytest.mark.parametrize(("text", "other", "ranges"), [
    ("149家", "194家", [(1, 2), (2, 3)]), ("135万吨", "13.5万吨", []), ("13.5万吨", "135万吨", [(2, 3)]),
    ("86家", "86家", []), ("135萬噸", "136万吨", [(2, 3)]),
])
def test_differing_digits(text, other, ranges):
    assert differing(text, other) == ranges


def test_the_digits_of_a_figure_are_one_run():
    assert digits_of("超过18.5亿元") == [(2, 6)]
    assert digits_of("七八亩") == []


def test_the_inspector_shows_what_others_say(window, qtbot):
    own = fact_named(window._desk, "9亿元")
    window.go_to(own.id)
    qtbot.waitUntil(lambda: len(cards(window)) >= 2)
    shown = cards(window)
    other = next(card for card in shown if card.toolTip())
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert window.selection.current.id != own.id


def test_figures_of_one_sentence_share_a_card(window, qtbot):
    window.go_to(fact_named(window._desk, "600万吨").id)
    qtbot.waitUntil(lambda: len(cards(window)) > 0)
    own = [card for card in cards(window) if not card.toolTip()]
    assert len(own) == 1
    rows = [row for row in window.selection.rows if row.fact.text in ("12万亩", "600万吨", "9亿元")]
    detail = window.selection.detail
    assert len({sentence_of(row, detail) for row in rows}) == 1


def test_the_arithmetic_and_its_usual_range_are_shown(window, qtbot):
    window.go_to(fact_named(window._desk, "600万吨").id)
    wait_shown(window, qtbot)
    formulas = [row for row in window.review.inspector.findChildren(FormulaRow) if row.isVisible()]
    assert any("÷" in row._formula.text() and row._range.text().startswith("常见") for row in formulas)
    line = window.review.inspector._line
    assert line.isVisible()
    assert "60万吨" in line.accessibleDescription()
    assert line._band is not None


def test_history_names_editor_and_step(window, qtbot):
    fact = fact_named(window._desk, "18公里")
    window.go_to(fact.id)
    window.reviewer.decide(Status.QUERIED, advance=False)
    wait_shown(window, qtbot)
    words = window.review.inspector.notes._history.text()
    assert "林编辑" in words
    assert "待核 → 存疑" in words


@pytest.mark.parametrize(("values", "logarithmic"), [
    ([18000, 900000, 1350000], True), ([149, 194], False), ([0, 5], False),
])
def test_a_scale_holds_all_values_between_round_ends(values, logarithmic):
    scale = scale_of([float(value) for value in values])
    assert scale.logarithmic is logarithmic
    assert scale.low <= min(values)
    assert scale.high >= max(values)
    assert 0 <= scale.place(min(values)) < scale.place(max(values)) <= 1
    for end in (scale.low, scale.high, middle_of(scale)):
        assert len(f"{end:.12g}".replace(".", "").strip("0")) <= 3


def test_one_value_stands_in_the_middle():
    assert Scale(5, 5, False).place(5) == 0.5
    assert 0.2 < scale_of([30.0, 30.0]).place(30.0) < 0.8


def test_arrow_keys_choose_the_next_chip(qtbot):
    chips = ChipRow([("a", "甲"), ("b", "乙")])
    qtbot.addWidget(chips)
    chips.show()
    chips.activateWindow()
    with qtbot.waitActive(chips):
        pass
    chips._chips["a"].setFocus()
    with qtbot.waitSignal(chips.chosen) as told:
        qtbot.keyClick(chips._chips["a"], Qt.Key.Key_Right)
    assert told.args == ["b"]
    chips.close()


def test_remarks_on_the_wording_are_told_in_the_text(tmp_path, window, qtbot):
    path = tmp_path / "体例.txt"
    text = "体例小样\n\n河边来了近30多名志愿者，他们种下一片新林子，林子里还修了路。\n"
    path.write_text(text, encoding="utf-8")
    window.transfers.take_in([path])
    wait_idle(window, qtbot)
    if window.transfers.report:
        window.transfers.report.close()
    remarks = window.selection.remarks
    assert remarks
    view = window.review.view
    rects, words = view._remark_rects()[0]
    assert words in view._tip_at(rects[0].center() - QPointF(0, view.verticalScrollBar().value()))
    assert len(view.remark_places()) == len(remarks)


def test_a_known_error_outside_a_job_is_told_in_the_bar(window):
    reporter = CrashReporter()
    reporter.known.connect(window.show_error)
    reporter.hook(UsageError, UsageError("services.no-fact", number=7), None)
    assert window.bar.isVisible()
    assert reporter.dialog is None
