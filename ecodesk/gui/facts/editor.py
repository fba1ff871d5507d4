"""The panel that corrects a fact: Chinese labels, live preview, Enter saves, Esc leaves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.facts import EDITABLE, Fact, Measure, Modality, Qualifier, decimal_of
from ecodesk.domain.views import FactRow
from ecodesk.gui import scale
from ecodesk.gui.actions import shield
from ecodesk.gui.facts.trust import SIGN, told, why
from ecodesk.gui.labels import fact_title, period_text
from ecodesk.gui.printed import compact, expand, printed, printed_value
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Combo, hint
from ecodesk.knowledge.gazetteer import gazetteer
from ecodesk.knowledge.intervals import interval_of
from ecodesk.knowledge.labels import field_label, label
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.units import measure_words, unit_names
from ecodesk.services.fields import exact_period

_ENUMS: dict[str, type[StrEnum]] = {"qualifier": Qualifier, "measure": Measure, "modality": Modality}
_PLACES = (("subject", 0, 0, 3), ("indicator", 0, 4, 3), ("value", 1, 0, 1), ("value_high", 1, 2, 1),
           ("unit", 1, 4, 1), ("qualifier", 1, 6, 1), ("period", 2, 0, 1), ("place", 2, 2, 1),
           ("measure", 2, 4, 1), ("modality", 2, 6, 1))
_WIDE = 460  # pixels of 100 %, from which four fields stand in a row
COMPLETED = ("subject", "indicator", "unit", "place", "period")
"""Fields that offer words while one types."""

_PARTS = ("上半年", "下半年", "第一季度", "第二季度", "第三季度", "第四季度")
_SCORE = re.compile(r"\d+[:∶]\d+")
_GRADE = re.compile(r"[A-Z]{1,3}[+-]?")


def checked(fields: Mapping[str, str], published: str = "") -> tuple[dict[str, str], str, str]:
    """Fields as the store wants them, or the field that is wrong with a Chinese sentence.

    `published` is the article's date, by which 去年 is told.
    """
    values = {name: text.strip() for name, text in fields.items()}
    for name in ("value", "value_high"):
        exact = _exact(values[name], Measure(values["measure"]))
        if exact is None:
            return values, name, message("gui-value-wrong", text=values[name])
        values[name] = exact
    if not values["value"] and values["measure"] != Measure.CLAIM:
        return values, "value", message("gui-value-missing")
    low, high = decimal_of(values["value"]), decimal_of(values["value_high"])
    if low is not None and high is not None and high < low:
        return values, "value_high", message("gui-range-wrong")
    period = exact_period(values["period"], published)
    if period is None:
        return values, "period", message("gui-period-wrong", text=values["period"])
    return {**values, "period": period}, "", ""


def _exact(text: str, measure: Measure) -> str | None:
    if not text:
        return ""
    if _SCORE.fullmatch(text):
        return text.replace("∶", ":")
    if measure is Measure.GRADE and _GRADE.fullmatch(text):
        return text
    return expand(text)


def completer(words: QStringListModel, field: QLineEdit) -> QCompleter:
    """Offers words that hold what is typed, the shortest first."""
    made = QCompleter(words, field)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setMaxVisibleItems(8)
    return made


def offered(others: Sequence[FactRow], published: str, *, tables: bool) -> dict[str, list[str]]:
    """Words that complete a field, by its name: those of the article's facts and (`tables`) of tables."""
    found = {"period": period_words(published, [one.fact.period for one in others])}
    for name in ("subject", "indicator"):
        used = dict.fromkeys(str(getattr(one.fact, name)) for one in others)
        found[name] = [words for words in used if words]
    if tables:
        found["unit"] = sorted(unit_names() | set(measure_words()), key=len)
        found["place"] = list(gazetteer().names)
    return found


def period_words(published: str, used: Sequence[str]) -> list[str]:
    """Times to pick from: those of the article, then years, halves, quarters and months around its date."""
    times = [period_text(one) for one in dict.fromkeys(used) if one]
    years = [int(one[:4]) for one in (published, *used) if one[:4].isdigit()]
    if not years:
        return times
    year = years[0]
    times += [f"{one}年" for one in (year, year - 1, year - 2)]
    times += [f"{one}年{part}" for one in (year, year - 1) for part in _PARTS]
    times += [f"{one}年{month}月" for one in (year, year - 1) for month in range(1, 13)]
    return list(dict.fromkeys(times))


def describe(fact: Fact, values: Mapping[str, str]) -> str:
    """What a fact will say with these fields (`checked`), and which values such a figure can have."""
    kinds = {name: enum(values[name]) for name, enum in _ENUMS.items()}
    after = replace(fact, **{**values, **kinds})
    exact = "–".join(part for part in (after.value, after.value_high) if part)
    printed_now = printed_value(after)
    shown = printed_now if printed_now == exact or after.is_claim else f"{printed_now}（{exact}）"
    meant = _meant(replace(after, step="", text=f"{printed_now}{after.unit}"))
    return f"改后：{fact_title(after)}：{shown} {after.unit}".rstrip() + meant


def mark_wrong(field: QWidget, wrong: bool) -> None:
    """Frame a field whose words do not fit."""
    if bool(field.property("wrong")) != wrong:
        field.setProperty("wrong", wrong)
        field.style().unpolish(field)
        field.style().polish(field)


def _meant(fact: Fact) -> str:
    """The values that a figure so written can have, "" where it is exact or no number."""
    interval = interval_of(fact)
    if interval is None or interval.low == interval.high:
        return ""
    ends = f"{compact(interval.low)}–{compact(interval.high)}"
    return f"　可指 {ends} {fact.unit}".rstrip()


class FactEditor(QFrame):
    """All editable fields of one fact."""

    saved = Signal(object, object, str)  # FactRow, changed fields, note
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self._look = look
        self._row: FactRow | None = None
        self._fields: dict[str, QWidget] = {}
        self._names: dict[str, QLabel] = {}
        self._published = ""
        self._words = {name: QStringListModel(self) for name in COMPLETED}
        self._title = QLabel()
        self._title.setObjectName("heading")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._sentence = hint("")
        self._sentence.setWordWrap(True)
        self._preview = hint("")
        self._preview.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addLayout(self._grid())
        column.addWidget(self._preview)
        ways = hint("数值可写 13.5万、1.2亿；时间可写 2024年6月、去年、一季度、2016/2020")
        ways.setWordWrap(True)
        column.addWidget(ways)
        column.addStretch(1)
        column.addLayout(self._buttons())

    def _grid(self) -> QGridLayout:
        self._cells = QGridLayout()
        self._cells.setHorizontalSpacing(8)
        self._cells.setVerticalSpacing(8)
        for name, *_ in _PLACES:
            self._fields[name] = self._combo(name) if name in _ENUMS else self._line(name)
            self._names[name] = hint(field_label(name))
        self.note, self._noted = self._line("note"), hint(field_label("note"))
        self.note.setPlaceholderText("为什么改（可不填）")
        self._place(wide=True)
        return self._cells

    def _place(self, *, wide: bool) -> None:
        """Four fields in a row, two where the panel is narrow."""
        self._wide = wide
        each = 4 if wide else 2
        for number, (name, row, column, span) in enumerate(_PLACES):
            if not wide:
                row, column, span = number // each, number % each * 2, 1
            self._cells.addWidget(self._names[name], row, column)
            self._cells.addWidget(self._fields[name], row, column + 1, 1, span)
        last = 3 if wide else (len(_PLACES) + 1) // each
        self._cells.addWidget(self._noted, last, 0)
        self._cells.addWidget(self.note, last, 1, 1, each * 2 - 1)
        for pair in range(4):
            self._cells.setColumnStretch(pair * 2 + 1, int(pair < each))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= scale.scaled(_WIDE)
        if wide != self._wide:
            self._place(wide=wide)

    def _line(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setAccessibleName(field_label(name))
        field.setObjectName(f"edit_{name}")
        field.setMinimumWidth(50)
        field.setMaxLength(500)
        field.textChanged.connect(self._show_preview)
        self._watch(field)
        if name in self._words:
            field.setCompleter(completer(self._words[name], field))
        return field

    def _combo(self, name: str) -> QComboBox:
        field = Combo(self._look, self)
        field.setAccessibleName(field_label(name))
        field.setObjectName(f"edit_{name}")
        field.setMinimumWidth(50)
        for member in _ENUMS[name]:
            field.addItem(label(member), str(member))
        field.currentIndexChanged.connect(self._show_preview)
        self._watch(field)
        return field

    def _watch(self, field: QWidget) -> None:
        shield(field)
        field.installEventFilter(self)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.save_button = QPushButton("保存　Enter")
        self.save_button.setObjectName("primary")
        self.save_button.clicked.connect(self.save)
        cancel = QPushButton("取消　Esc")
        cancel.clicked.connect(self.closed)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        for button in (self.save_button, cancel):
            button.setAutoDefault(False)
            self._watch(button)
        return row

    def show_row(self, row: FactRow, others: Sequence[FactRow] = (), published: str = "") -> None:
        """Fill the fields; the value gets the focus.

        What `others`, the facts of the article, are called is offered while typing; `published` is its date.
        """
        self._row, self._published = row, published
        self._offer(others, published)
        fact = row.fact
        self._title.setText(f"更正：{fact_title(fact)}" if row.id else f"登记“{fact.text}”")
        self.note.setPlaceholderText("为什么改（可不填）" if row.id else "备注（可不填）")
        self._sentence.setText(fact.sentence if len(fact.sentence) < 120 else fact.sentence[:118] + "…")
        for name, field in self._fields.items():
            value = str(getattr(fact, name))
            if isinstance(field, QComboBox):
                field.setCurrentIndex(max(field.findData(value), 0))
            else:
                field.setText(printed(value, fact.text) if name.startswith("value") else value)
            self._show_why(row, name)
        self.note.clear()
        self._show_preview()
        first = self._fields["subject" if fact.is_claim else "value"]
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, QLineEdit):
            first.selectAll()

    def _show_why(self, row: FactRow, name: str) -> None:
        """A sign beside the name of a doubtful field, and for every field by which rule it was filled."""
        one = why(row, "value" if name in ("value_high", "unit") else name)
        doubted = one.doubted and name not in ("value_high", "unit")
        self._names[name].setText((SIGN if doubted else "") + field_label(name))
        self._names[name].setStyleSheet(f"color: {self._look.hex('queried_text')}" if doubted else "")
        self._fields[name].setToolTip(told(one))
        self._fields[name].setAccessibleDescription(told(one))

    def _offer(self, others: Sequence[FactRow], published: str) -> None:
        """Words to complete fields with; the tables are read when the panel first opens, not at the start."""
        for name, words in offered(others, published, tables=not self._words["unit"].rowCount()).items():
            self._words[name].setStringList(words)

    def fields(self) -> dict[str, str]:
        """What stands in the fields, as typed."""
        return {name: str(field.currentData()) if isinstance(field, QComboBox) else field.text()
                for name, field in self._fields.items()}

    def set_field(self, name: str, text: str) -> None:
        """Type into a field."""
        field = self._fields[name]
        if isinstance(field, QLineEdit):
            field.setText(text)
        else:
            field.setCurrentIndex(field.findData(text))

    def preview(self) -> str:
        return self._preview.text()

    def save(self) -> None:
        """Give the changed fields on; wrong ones keep the panel open."""
        if self._row is None:
            return
        values, wrong, _ = checked(self.fields(), self._published)
        if wrong:
            self._fields[wrong].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        before = {name: str(getattr(self._row.fact, name)) for name in EDITABLE}
        changed = {name: value for name, value in values.items() if value != before[name]}
        self.saved.emit(self._row, changed, self.note.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if isinstance(watched, QPushButton):
                    watched.click()
                else:
                    self.save()
                return True
        return False

    def _show_preview(self) -> None:
        if self._row is None or len(self._fields) < len(_PLACES):
            return
        values, wrong, words = checked(self.fields(), self._published)
        for name, field in self._fields.items():
            mark_wrong(field, name == wrong)
        self.save_button.setEnabled(not wrong)
        if wrong:
            self._preview.setText(f"{field_label(wrong)}：{words}")
            return
        self._preview.setText(describe(self._row.fact, values))
