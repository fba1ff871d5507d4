"""Groups settled in the real window: by key, button and menu, on both pages; the course over the years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPicture
from PySide6.QtWidgets import QLabel, QMenu

from ecodesk.domain.decisions import Status
from ecodesk.domain.findings import Verdict
from ecodesk.domain.rulings import Choice
from ecodesk.gui.facts.course import middle_day, period_words
from ecodesk.gui.facts.number_line import stated_of
from ecodesk.gui.facts.statements import marks_beside
from ecodesk.gui.theme import Scheme
from ecodesk.services.desk import open_desk
from ecodesk.services.settings import Settings
from tests.gui.window_support import (
    copy_desk,
    fact_named,
    leftover_windows,
    settings_in,
    wait_idle,
    wait_shown,
    window_on,
)

TEXTS = {
    "山坡": "山坡账本\n\n2023年，青禾县酥梨种植面积12.35万亩，合作社86家。\n",
    "河滩": "河滩新景\n\n2023年，青禾县酥梨种植面积13.25万亩，沿河新修步道18公里。\n",
    "北塘": "北塘旧事\n\n北塘镇的鱼塘去年清淤3600亩，鱼苗放了两遍。\n",
    "旅游一": "青禾旅游一\n\n2020年，青禾县接待游客12.1万人次，住宿业收入3亿元。\n",
    "旅游二": "青禾旅游二\n\n2021年，青禾县接待游客13.4万人次，住宿业收入4亿元。\n",
    "旅游三": "青禾旅游三\n\n2022年，青禾县接待游客141万人次，民宿开了不少。\n",
    "旅游四": "青禾旅游四\n\n2023年，青禾县接待游客15.2万人次，山路也修好了。\n",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a desk with a conflict and a trend, imported once."""
    folder = tmp_path_factory.mktemp("groups") / "desk"
    paths = []
    for name, words in TEXTS.items():
        paths.append(folder.parent / f"{name}.txt")
        paths[-1].write_text(words, encoding="utf-8")
    with open_desk(settings_in(folder)) as desk:
        assert not desk.importing.import_paths(paths).failed
    return folder


@pytest.fixture
def settings(filled: Path, tmp_path: Path) -> Settings:
    return copy_desk(filled, tmp_path / "desk")


@pytest.fixture
def window(settings: Settings, qtbot):
    with window_on(settings, qtbot) as shown:
        shown.actions_["page_cross"].trigger()
        wait_idle(shown, qtbot)
        shown.cross.pane.chips.choose("conflict")
        yield shown


def press(window, qtbot, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(window.cross.pane.list, key, modifier)
    wait_idle(window, qtbot)


def go(window, qtbot, words: str) -> None:
    """A fact on the page 核稿, with its inspector."""
    window.go_to(fact_named(window._desk, words).id)
    wait_shown(window, qtbot)


def counts(window) -> dict[str, int]:
    return window.cross.pane.model.counts()


def test_a_value_is_kept_and_the_other_corrected_by_keys(window, qtbot):
    assert counts(window)["conflict"] == counts(window)["unsettled"] == 1
    window.selection.open_fact(fact_named(window._desk, "12.35万亩").id)
    press(window, qtbot, Qt.Key.Key_K)
    assert "采用 12.35万亩" in window.cross.settlement.words
    assert "1 处待改" in window.cross.settlement.words
    assert "林编辑" in window.cross.settlement.words
    assert (counts(window)["conflict"], counts(window)["settled"]) == (1, 0)
    assert window.actions_["undo"].text() == "撤销：采用此值"
    assert window.cross.rulings.button("take_kept").isVisible()
    assert not window.cross.rulings.button("rule_keep").isVisible()
    press(window, qtbot, Qt.Key.Key_L)
    river = fact_named(window._desk, "13.25万亩")
    assert (river.fact.value, river.status, river.verdict) == ("123500", Status.CORRECTED, Verdict.SAME)
    assert (counts(window)["conflict"], counts(window)["settled"]) == (0, 1)
    for _ in range(2):
        window.actions_["undo"].trigger()
        wait_idle(window, qtbot)
    assert fact_named(window._desk, "13.25万亩").verdict is Verdict.CONFLICT


def test_arrows_choose_whose_value_is_kept(window, qtbot):
    values = {}
    for _ in range(2):
        press(window, qtbot, Qt.Key.Key_Right)
        values[window.selection.current.fact.text] = window.actions_["rule_keep"].text()
        titles = [side._title.property("active") for side in window.cross.sides]
        assert titles.count(True) == 1
        assert window.cross.sides[titles.index(True)].article_id == window.selection.current.article_id
    assert values == {"12.35万亩": "采用 12.35万亩", "13.25万亩": "采用 13.25万亩"}
    if window.selection.current.fact.text != "13.25万亩":
        press(window, qtbot, Qt.Key.Key_Left)
    press(window, qtbot, Qt.Key.Key_K)
    assert "采用 13.25万亩" in window.cross.settlement.words


def test_another_scope_leaves_the_conflicts_and_can_be_taken_back(window, qtbot):
    qtbot.mouseClick(window.cross.rulings.button("rule_scope"), Qt.MouseButton.LeftButton)
    wait_idle(window, qtbot)
    assert window.actions_["undo"].text() == "撤销：标为口径不同"
    assert (counts(window)["conflict"], counts(window)["scope"]) == (0, 1)
    assert "口径不同" in window.bar.words
    window.cross.pane.chips.choose("settled")
    row = window.cross.pane.current
    assert row.finding.settlement.choice is Choice.SCOPE
    told = window.cross.pane.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "林编辑" in told
    press(window, qtbot, Qt.Key.Key_F10, Qt.KeyboardModifier.ControlModifier)
    assert (counts(window)["conflict"], counts(window)["settled"]) == (1, 0)


def test_what_is_taken_apart_is_listed_as_settled_with_both_articles(window, qtbot):
    press(window, qtbot, Qt.Key.Key_T)
    assert counts(window)["conflict"] == 0
    window.cross.pane.chips.choose("settled")
    wait_idle(window, qtbot)
    assert "已拆开" in window.cross.settlement.words
    assert all(side.isVisible() for side in window.cross.sides)
    assert not window.actions_["rule_split"].isEnabled()
    press(window, qtbot, Qt.Key.Key_W)
    assert counts(window)["conflict"] == 1


def test_groups_selected_are_joined(window, qtbot):
    window.cross.pane.chips.choose("period")
    pane = window.cross.pane
    assert pane.model.rowCount() >= 2, "visitors and the income of inns"
    assert not window.actions_["rule_join"].isEnabled()
    pane.list.selectionModel().select(pane.model.index(1), QItemSelectionModel.SelectionFlag.Select)
    assert window.actions_["rule_join"].isEnabled()
    press(window, qtbot, Qt.Key.Key_S)
    assert window.actions_["undo"].text() == "撤销", "values of several periods are not ruled on"
    press(window, qtbot, Qt.Key.Key_G)
    assert "一类" in window.bar.words, "visitors and money are not one thing"


def test_a_fact_of_another_article_joins_the_group_looked_at(window, qtbot):
    go(window, qtbot, "3600亩")
    assert window.actions_["rule_join"].isEnabled()
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_G)
    wait_shown(window, qtbot)
    joined = {row.fact.text for row in window.review.inspector.group.rows}
    assert joined == {"12.35万亩", "13.25万亩", "3600亩"}
    assert "已并为一组" in window.review.inspector.settlement.words
    assert "并入" in window.actions_["undo"].text()
    window.actions_["undo"].trigger()
    wait_idle(window, qtbot)
    assert fact_named(window._desk, "3600亩").documents == 1


def test_without_a_group_in_mind_the_key_tells_how_to_join(settings, qtbot):
    with window_on(settings, qtbot) as fresh:
        fresh.go_to(fact_named(fresh._desk, "3600亩").id)
        wait_idle(fresh, qtbot)
        qtbot.keyClick(fresh.review.facts.table, Qt.Key.Key_G)
        assert "互校页" in fresh.bar.words
        assert fresh._desk.queries.ruling_steps() == []


def test_the_inspector_rules_too_and_its_suggestion_key_takes_the_value_kept(window, qtbot):
    go(window, qtbot, "12.35万亩")
    inspector = window.review.inspector
    assert inspector.rulings.isVisible()
    qtbot.mouseClick(inspector.rulings.button("rule_keep"), Qt.MouseButton.LeftButton)
    wait_idle(window, qtbot)
    go(window, qtbot, "13.25万亩")
    assert window.selection.current.kind == "kept"
    assert inspector._pill.words == "与采用值不符"
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_F6)
    wait_idle(window, qtbot)
    assert fact_named(window._desk, "13.25万亩").fact.value == "123500"
    go(window, qtbot, "18公里")
    assert not inspector.rulings.isVisible()
    assert not window.actions_["rule_scope"].isEnabled()


def test_why_it_was_ruled_is_written_beside_it(window, qtbot):
    press(window, qtbot, Qt.Key.Key_S)
    window.cross.pane.chips.choose("settled")
    wait_idle(window, qtbot)
    field = window.cross.settlement.note
    field.setFocus()
    # Letters that are keys of the page are only letters here.
    qtbot.keyClicks(field, "K W")
    assert field.text() == "K W"
    field.setText("一处不算坡地")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    assert window.cross.group.finding.settlement.note == "一处不算坡地"
    assert window.actions_["undo"].text() == "撤销：裁定说明"
    steps = window._desk.queries.ruling_steps()
    assert [step.note for step in steps] == ["一处不算坡地", ""]
    window.show_page("page_record")
    wait_idle(window, qtbot)
    shown = [window.record.model.index(0, column).data() for column in range(8)]
    assert "口径不同" in shown[5]
    assert shown[6] == "一处不算坡地"


def test_a_colleague_who_ruled_first_is_told_of(window, settings, qtbot):
    with open_desk(Settings(settings.database_url, settings.data_folder, "李", 1)) as other:
        group = next(row for row in other.queries.findings() if row.finding.verdict is Verdict.CONFLICT)
        other.settling.mark_scope(group)
    press(window, qtbot, Qt.Key.Key_K)
    assert "李" in window.bar.words
    assert "裁定" in window.bar.words
    assert fact_named(window._desk, "12.35万亩").verdict is Verdict.SCOPE


def test_what_a_colleague_rules_is_shown(window, settings, qtbot):
    window.watcher.look()
    wait_idle(window, qtbot)
    with open_desk(Settings(settings.database_url, settings.data_folder, "李", 1)) as other:
        group = next(row for row in other.queries.findings() if row.finding.verdict is Verdict.CONFLICT)
        other.settling.mark_scope(group)
    window.watcher.look()
    qtbot.waitUntil(lambda: counts(window)["settled"] == 1)
    assert counts(window)["conflict"] == 0


def test_digits_that_differ_are_tinted_in_both_articles(window):
    marked = [[hit.of(side.view.text) for hit in side.view._hits] for side in window.cross.sides]
    assert marked == [["2", "3"], ["3", "2"]]


def test_the_menu_offers_what_makes_sense(window, qtbot):
    pane = window.cross.pane
    pane.list.customContextMenuRequested.emit(pane.list.visualRect(pane.list.currentIndex()).center())
    menu = next(found for found in window.cross.findChildren(QMenu) if found.isVisible())
    able = {action.objectName() for action in menu.actions() if action.isEnabled()}
    assert {"action_rule_keep", "action_rule_scope", "action_rule_split"} <= able
    assert not {"action_take_kept", "action_rule_join", "action_rule_withdraw"} & able
    menu.close()


def test_the_course_over_the_years_marks_what_is_out_of_line(window, qtbot):
    window.cross.pane.chips.choose("period")
    chart = drawn(window.cross.trend, qtbot)
    assert [point.value for point in chart.points] == ["12.1万人次", "13.4万人次", "141万人次", "15.2万人次"]
    assert [point.period for point in chart.points if point.outlier] == ["2022年"]
    assert "2022年 141万人次（《青禾旅游三》），与前后各期不成比例" in chart.accessibleDescription()
    assert told(chart, "单位：人次，对数刻度")
    assert told(chart, "◆ 疑有误：2022年 141万人次")
    assert [spot.symbol() for spot in spots_of(chart)] == ["o", "o", "d", "o"]
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        window.look.use(scheme)
        assert spots_of(chart)[2].brush().color() == window.look.colour("queried")
        assert {window.look.colour(role).name() for role in ("queried", "corrected")} <= colours(
            chart.grab().toImage())
    window.cross.pane.chips.choose("conflict")
    assert not chart.isVisible()


def test_the_axes_say_periods_and_values(window, qtbot):
    window.cross.pane.chips.choose("period")
    chart = drawn(window.cross.trend, qtbot)
    window.grab()
    assert words_on(chart, "bottom") == ["2020年", "2021年", "2022年", "2023年"]
    values = words_on(chart, "left")
    assert len(values) > 1
    assert all(value.endswith("万") for value in values)
    assert {words.toPlainText() for words in chart.plot._words} >= {"12.1万人次", "141万人次"}


def test_a_dot_says_what_it_is_and_a_click_goes_to_it(window, qtbot):
    window.cross.pane.chips.choose("period")
    chart = drawn(window.cross.trend, qtbot)
    outlier = next(point for point in chart.points if point.outlier)
    assert window.selection.current.id != outlier.fact_id
    place = place_on(chart, outlier)
    for step in (3, 0):
        qtbot.mouseMove(chart.plot.viewport(), place + QPoint(step, 0))
    qtbot.waitUntil(lambda: chart.plot.space.toolTip() == outlier.words)
    assert "（《青禾旅游三》）" in outlier.words
    assert chart.plot.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    qtbot.mouseClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.selection.current.id == outlier.fact_id


def test_the_chart_is_neither_moved_nor_has_a_menu(window, qtbot):
    window.cross.pane.chips.choose("period")
    chart = drawn(window.cross.trend, qtbot)
    view, middle = chart.plot.viewport(), chart.plot.viewport().rect().center()
    before = chart.plot.space.viewRange()
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        qtbot.mousePress(view, button, pos=middle)
        qtbot.mouseMove(view, middle + QPoint(40, 20))
        qtbot.mouseRelease(view, button, pos=middle + QPoint(40, 20))
        qtbot.mouseClick(view, button, pos=middle)
    assert chart.plot.space.viewRange() == before
    assert leftover_windows() == [window.windowTitle()]


def drawn(chart, qtbot):
    """A chart on the screen once its library has come."""
    assert chart.isVisible()
    qtbot.waitUntil(lambda: chart.plot is not None and chart.plot.isVisible())
    return chart


def told(chart, words):
    return [line for line in chart.findChildren(QLabel) if line.text() == words]


def spots_of(chart):
    return chart.plot._dots.points()


def place_on(chart, point):
    """Where a dot is in the viewport."""
    at = QPointF(point.when, chart.plot._place(point.middle))
    return chart.plot.mapFromScene(chart.plot.space.mapViewToScene(at))


def words_on(chart, side):
    axis = chart.plot.axes[side]
    picture = QPicture()
    painter = QPainter(picture)
    _, _, words = axis.generateDrawSpecs(painter)
    painter.end()
    return [text for _, _, text in words]


def test_the_arrow_keys_go_from_dot_to_dot(window, qtbot):
    window.cross.pane.chips.choose("period")
    chart = drawn(window.cross.trend, qtbot)
    for key, by in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, -1)):
        here = [point.current for point in chart.points].index(True)
        qtbot.keyClick(chart.plot, key)
        wait_idle(window, qtbot)
        assert [point.current for point in chart.points].index(True) == here + by
    assert chart.plot.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_jump_is_shown_in_its_whole_course(window, qtbot):
    window.cross.pane.chips.choose("doubt")
    assert window.cross.pane.current.finding.kind == "trend"
    assert len(window.cross.trend.points) == 4
    go(window, qtbot, "141万人次")
    chart = drawn(window.review.inspector.trend, qtbot)
    assert next(point for point in chart.points if point.current).outlier
    go(window, qtbot, "3600亩")
    assert not chart.isVisible()


def colours(image: QImage) -> set[str]:
    places = ((x, y) for x in range(image.width()) for y in range(0, image.height(), 2))
    return {image.pixelColor(x, y).name() for x, y in places}


@pytest.mark.parametrize(("period", "words", "year"), [
    ("2021", "2021年", 2021), ("2024-02", "2024年2月", 2024), ("2016/2020", "2016年–2020年", 2018),
    ("2024-04-23", "2024年4月23日", 2024),
])
def test_periods_have_a_place_and_a_name(period, words, year):
    assert period_words(period) == words
    assert date.fromordinal(round(middle_day(period))).year == year


def test_what_is_no_period_has_no_place():
    assert middle_day("") is None
    assert middle_day("去年") is None
    assert middle_day("2024-02-31") is None


def test_digits_that_differ_are_marked_whatever_the_spelling(window):
    hill, river = fact_named(window._desk, "12.35万亩"), fact_named(window._desk, "13.25万亩")
    pond = fact_named(window._desk, "3600亩")
    assert marks_beside("12.35万亩", hill.fact, river.fact, "13.25万亩") == [(1, 2), (3, 4)]
    assert marks_beside("12.35万亩", hill.fact, pond.fact, "3600亩") == [(0, 5)]
    same = replace(hill.fact, text="123500亩")
    assert marks_beside("123500亩", same, hill.fact, "12.35万亩") == []
    hectares = replace(hill, fact=replace(hill.fact, value="9000", unit="公顷", text="9000公顷", step="1"))
    assert marks_beside("9000公顷", hectares.fact, hill.fact, "12.35万亩") == [(0, 4)]
    stated = stated_of(hectares, hill, "corrected")
    assert stated is not None
    assert round(stated.middle) == 135_000
    kilometres = fact_named(window._desk, "18公里")
    assert stated_of(kilometres, hill, "corrected") is None
