"""Carries the size of the window to what sets its own pixels: fixed sizes, margins, rows, columns, icons.

Code says such numbers in pixels of 100 %. At that size nothing here runs; at another one every widget is
given its share when it is first shown, and all of them again when the size changes.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QGridLayout,
    QHeaderView,
    QLayout,
    QMainWindow,
    QSplitter,
    QWidget,
)

from ecodesk.gui import scale

UNSIZED = "unsized"
"""Name of a property of widgets whose size is set from sizes of others, which are right already."""

_DESIGN = "design"
_PANE = 0.5  # most of the screen that a pane may insist on
_UNBOUND = 16_777_215
_SHEET = {"minimumWidth": "minw", "maximumWidth": "maxw", "minimumHeight": "minh", "maximumHeight": "maxh"}


class Sizer(QObject):
    """Sizes the widgets of an application; one for it."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._listening = False

    def follow(self) -> None:
        """The size is another one: everything that is there takes it up."""
        wanted = scale.factor() != 1
        if wanted and not self._listening:
            self._application.installEventFilter(self)
        elif self._listening and not wanted:
            self._application.removeEventFilter(self)
        self._listening = wanted
        for widget in self._application.allWidgets():
            size_widget(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish and isinstance(watched, QWidget):
            size_widget(watched)
        return False


def size_widget(widget: QWidget) -> None:
    """Give one widget its sizes, from those it was made with."""
    if widget.property(UNSIZED):
        return
    known = widget.property(_DESIGN)
    if known is None:
        if scale.factor() == 1:
            return
        known = {"at": 1.0, **_bounds(widget), **_sections(widget)}
        if isinstance(widget, QAbstractButton):
            known["icon"] = (widget.iconSize().width(), widget.iconSize().height())
    before, by = known["at"], scale.factor()
    if before != by:
        _put_bounds(widget, known)
        if widget.isWindow() and not isinstance(widget, QMainWindow) and widget.layout() is not None:
            widget.resize((widget.size() * (by / before)).boundedTo(widget.screen().availableSize()))
        _put_sections(widget, known, by / before)
        if isinstance(widget, QAbstractButton):
            widget.setIconSize(scale.scaled_size(*known["icon"]))
        if isinstance(widget, QAbstractItemView):
            widget.scheduleDelayedItemsLayout()
        widget.updateGeometry()
        widget.setProperty(_DESIGN, known | {"at": by})
    if widget.layout() is not None:
        _size_layout(widget.layout())


def _bounds(widget: QWidget) -> dict[str, int]:
    """Smallest and largest sizes that code has set, not those of the style sheet or of a splitter's panes."""
    if isinstance(widget, QMainWindow):
        return {}
    free = {"minimumWidth": 0, "minimumHeight": 0, "maximumWidth": _UNBOUND, "maximumHeight": _UNBOUND}
    if isinstance(widget.parentWidget(), QSplitter):
        del free["minimumWidth"]
    found = {name: getattr(widget, name)() for name in free}
    return {name: size for name, size in found.items()
            if size != free[name] and widget.property(f"_q_stylesheet_{_SHEET[name]}") is None}


def _put_bounds(widget: QWidget, known: dict[str, int]) -> None:
    # The largest first where it grows: a smallest size above it would push it along.
    for name in ("maximumWidth", "maximumHeight", "minimumWidth", "minimumHeight"):
        if name in known:
            size = scale.scaled(known[name])
            if widget.isWindow() or isinstance(widget.parentWidget(), QSplitter):
                room = widget.screen().availableSize() * (1 if widget.isWindow() else _PANE)
                size = min(size, room.width() if name.endswith("Width") else room.height())
            getattr(widget, f"set{name[0].upper()}{name[1:]}")(size)


def _sections(widget: QWidget) -> dict[str, int]:
    """Rows of a table and the narrowest column."""
    if not isinstance(widget, QHeaderView):
        return {}
    return {"row": widget.defaultSectionSize(), "narrow": widget.minimumSectionSize()}


def _put_sections(widget: QWidget, known: dict[str, int], growth: float) -> None:
    if not isinstance(widget, QHeaderView):
        return
    if widget.orientation() is Qt.Orientation.Vertical:
        widget.setDefaultSectionSize(scale.scaled(known["row"]))
        return
    widget.setMinimumSectionSize(scale.scaled(known["narrow"]))
    last = widget.count() - (1 if widget.stretchLastSection() else 0)
    for section in range(last):
        if not widget.isSectionHidden(section):
            widget.resizeSection(section, round(widget.sectionSize(section) * growth))


def _size_layout(layout: QLayout) -> None:
    """Margins and gaps of a layout and of those inside it."""
    known = layout.property(_DESIGN)
    if known is None:
        margins = layout.contentsMargins()
        known = {"at": 1.0, "gap": layout.spacing(),
                 "margins": (margins.left(), margins.top(), margins.right(), margins.bottom())}
        if isinstance(layout, QGridLayout):
            columns = [layout.columnMinimumWidth(number) for number in range(layout.columnCount())]
            known |= {"across": layout.horizontalSpacing(), "down": layout.verticalSpacing(),
                      "columns": columns}
    if known["at"] != scale.factor():
        layout.setContentsMargins(*(scale.scaled(side) for side in known["margins"]))
        if isinstance(layout, QGridLayout):
            layout.setHorizontalSpacing(scale.scaled(known["across"]))
            layout.setVerticalSpacing(scale.scaled(known["down"]))
            for number, width in enumerate(known["columns"]):
                layout.setColumnMinimumWidth(number, scale.scaled(width))
        elif known["gap"] >= 0:
            layout.setSpacing(scale.scaled(known["gap"]))
        layout.setProperty(_DESIGN, known | {"at": scale.factor()})
    for number in range(layout.count()):
        inner = layout.itemAt(number).layout()
        if inner is not None:
            _size_layout(inner)


def fitting(widget: QWidget, width: int, height: int) -> QSize:
    """A window's size in pixels of 100 %, as large as its screen allows."""
    return scale.scaled_size(width, height).boundedTo(widget.screen().availableSize())
