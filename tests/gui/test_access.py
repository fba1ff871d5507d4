"""Everything has a name that can be read out, the keyboard reaches everything, and words stand out."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ecodesk.gui.main_window import PAGES
from ecodesk.gui.theme import Scheme, load_theme
from ecodesk.knowledge.tables import resource_path
from tests.gui.test_theme import contrast
from tests.gui.window_support import fact_named, wait_idle

SPOKEN = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QTextEdit, QPlainTextEdit,
          QAbstractItemView)
# Text that only stands where it cannot be used: WCAG asks nothing of it, we ask what is readable.
LEAST, LEAST_GRAPHIC = 4.5, 3.0


def arrange(window, qtbot, state):
    """The window in one of the states that an editor meets."""
    page, _, part = state.partition("+")
    window.show_page(page)
    if page == "page_review":
        window.go_to(fact_named(window._desk, "21万亩").id)
    if part == "filter":
        window.listing.enter()
    elif part == "editor":
        window.actions_["edit"].trigger()
    elif part == "find":
        window.actions_["find"].trigger()
    elif part == "bulk":
        window.listing.enter()
        window.many.open()
    elif part == "message":
        window.bar.tell("已导入 2 篇", "查看报告", lambda: None)
    elif part == "tour":
        window.tour.begin()
    elif part == "reword":
        window.actions_["reword"].trigger()
    wait_idle(window, qtbot)
    QApplication.processEvents()


STATES = (*PAGES, "page_review+filter", "page_review+editor", "page_review+find", "page_review+bulk",
          "page_review+tour", "page_review+message", "page_review+reword")


def shown(owner: QWidget) -> list[QWidget]:
    return [widget for widget in owner.findChildren(QWidget) if widget.isVisible()]


def described(widget: QWidget) -> str:
    """What a screen reader says of a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    words = interface.text(QAccessible.Text.Name) if interface else ""
    return (words or widget.accessibleName()).strip()


def is_inner(widget: QWidget) -> bool:
    """Parts of a Qt widget that are read out with it."""
    parent = widget.parentWidget()
    name = widget.objectName()
    return (isinstance(widget, QHeaderView) or name.startswith("qt_") or name == "frozen"
            or isinstance(parent, QLineEdit | QComboBox | QAbstractSpinBox))


@pytest.mark.parametrize("state", STATES)
def test_everything_that_can_be_used_has_a_name(window, qtbot, state):
    arrange(window, qtbot, state)
    nameless = [f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}"
                for widget in shown(window) if not is_inner(widget)
                and (isinstance(widget, SPOKEN) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
                and not re.search(r"[\w？?]", described(widget))]
    assert not nameless


def walk(window, qtbot, forward=True) -> list[QWidget]:
    """Widgets in the order in which Tab reaches them, until it comes round."""
    key = Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab
    order: list[QWidget] = []
    for _ in range(200):
        focused = QApplication.focusWidget()
        if focused is None or focused in order:
            break
        order.append(focused)
        qtbot.keyClick(focused, key)
    return order


@pytest.mark.parametrize("state", STATES)
def test_tab_reaches_everything_that_takes_the_focus(window, qtbot, state):
    arrange(window, qtbot, state)
    reached = walk(window, qtbot)
    assert len(reached) > 3
    assert QApplication.focusWidget() in reached
    # Chips that exclude one another are one stop: arrows move between them.
    left_out = [f"{type(widget).__name__} {described(widget)}" for widget in shown(window)
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
                and widget.focusProxy() is None and widget not in reached and not is_inner(widget)
                and not (isinstance(widget, QAbstractButton) and widget.autoExclusive())]
    assert not left_out


def test_tab_goes_through_the_bar_from_left_to_right(window, qtbot):
    arrange(window, qtbot, "page_review")
    bar = [widget for widget in walk(window, qtbot) if window.toolbar.isAncestorOf(widget)]
    places = [widget.mapTo(window, widget.rect().topLeft()).x() for widget in bar]
    turns = sum(one > two for one, two in pairwise(places))
    assert len(bar) > 5
    assert turns <= 1, [described(widget) for widget in bar]  # where the round begins


@pytest.mark.parametrize("page", PAGES)
def test_back_tab_goes_the_same_way_back(window, qtbot, page):
    arrange(window, qtbot, page)
    first = QApplication.focusWidget()
    forward = walk(window, qtbot)
    first.setFocus(Qt.FocusReason.OtherFocusReason)
    back = walk(window, qtbot, forward=False)
    # Of chips that exclude one another each way round meets another one.
    assert stops(forward) == stops(back)


def stops(widgets: list[QWidget]) -> set[QWidget]:
    return {widget for widget in widgets
            if not (isinstance(widget, QAbstractButton) and widget.autoExclusive())}


@pytest.mark.parametrize("name", ["preferences", "keys", "dictionary", "columns", "palette", "rules"])
def test_dialogs_have_names_and_a_way_round(window, qtbot, name):
    arrange(window, qtbot, "page_review")
    before = set(QApplication.topLevelWidgets())
    window.actions_[name].trigger()
    wait_idle(window, qtbot)
    opened = [widget for widget in QApplication.topLevelWidgets()
              if widget not in before and widget.isVisible()] or [window.command_palette]
    for dialog in opened:
        nameless = [type(widget).__name__ for widget in shown(dialog) if isinstance(widget, SPOKEN)
                    and not is_inner(widget) and not re.search(r"[\w？?]", described(widget))]
        assert not nameless
        assert dialog.windowTitle() or dialog.accessibleName()
        assert any(widget.focusPolicy() & Qt.FocusPolicy.TabFocus for widget in shown(dialog))
        dialog.close()


@pytest.mark.parametrize("state", STATES)
def test_rows_that_are_painted_have_words_too(window, qtbot, state):
    arrange(window, qtbot, state)
    views = [view for view in shown(window) if isinstance(view, QAbstractItemView)
             and not isinstance(view, QHeaderView) and view.model() is not None and view.model().rowCount()]
    for view in views:
        columns = range(1 if isinstance(view, QListView) else view.model().columnCount())
        said = [view.model().index(0, column).data(role) for column in columns
                for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)]
        assert any(said), described(view)


# Contrast

ROLE = re.compile(r"\$(\w+)")
RULE = re.compile(r"([^{}]+)\{([^}]*)\}")
GROUNDS = ("window", "pane", "raised", "header")


def test_every_word_of_the_style_sheet_stands_out_from_its_ground():
    """Each rule with a colour for words: on its own ground, else on every plain ground."""
    sheet = resource_path("theme/window.qss").read_text(encoding="utf-8")
    pairs = set()
    for selector, body in RULE.findall(sheet):
        rules = dict(part.strip().split(":", 1) for part in body.split(";") if ":" in part)
        words = ROLE.search(rules.get("color", ""))
        ground = ROLE.search(rules.get("background", "") or rules.get("selection-background-color", ""))
        if words:
            pairs |= {(words[1], surface) for surface in ([ground[1]] if ground else GROUNDS)
                      if "primary" not in selector or ground or words[1] != "primary_text"}
        chosen = ROLE.search(rules.get("selection-color", ""))
        under = ROLE.search(rules.get("selection-background-color", ""))
        if chosen and under:
            pairs.add((chosen[1], under[1]))
    assert len(pairs) > 20
    assert not weak(pairs, LEAST)


def test_every_word_role_stands_out_from_every_ground_it_may_lie_on():
    roles = set(load_theme(Scheme.LIGHT).colours)
    words = [role for role in roles if role == "text" or role in ("muted", "faint", "accent_text")
             or (role.endswith("_text") and role not in ("rail_text", "primary_text"))]
    pairs = {(role, ground) for role in words for ground in (*GROUNDS, "hover", "selected")}
    pairs |= {(f"{role.removesuffix('_tint')}_text", role) for role in roles if role.endswith("_tint")}
    pairs |= {("text", role) for role in roles if role.endswith("_tint")}
    pairs |= {("rail_text", "rail"), ("rail_text", "rail_on"), ("rail_text_on", "rail_on"),
              ("primary_text", "primary"), ("primary_text", "primary_hover"), ("hatch_text", "hatch_base"),
              ("text", "hatch_base")}
    assert len(pairs) > 80
    assert not weak(pairs, LEAST)


def test_signs_and_lines_that_mean_something_can_be_seen():
    """Underlines, icons, bars and the ring of the focus: 3:1, as WCAG asks of what is no text."""
    signs = ("verified", "open", "queried", "conflict", "corrected", "rejected", "accent")
    assert not weak({(sign, ground) for sign in signs for ground in ("window", "pane", "raised")},
                    LEAST_GRAPHIC)


def weak(pairs: set[tuple[str, str]], least: float) -> list[tuple[str, str, str, float]]:
    found = []
    for scheme in Scheme:
        theme = load_theme(scheme)
        for words, ground in sorted(pairs):
            ratio = contrast(QColor(theme.hex(words)), QColor(theme.hex(ground)))
            if ratio < least:
                found.append((str(scheme), words, ground, round(ratio, 2)))
    return found
