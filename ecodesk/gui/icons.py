"""Icons from qtawesome, one family, loaded after the first paint."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QIcon, QPixmap

from ecodesk.gui.theme import Look


class Icons(QObject):
    """Gives empty icons until `load` has run, then `ready` tells everyone to ask again."""

    ready = Signal()

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._loaded = False
        self._cache: dict[tuple[str, str], QIcon] = {}
        self._pictures: dict[tuple[str, str, int, float], QPixmap] = {}

    def load(self) -> None:
        """Import qtawesome (0.15-0.3 s) and tell the widgets."""
        if self._loaded:
            return
        import qtawesome

        qtawesome.set_defaults()
        self._loaded = True
        self.ready.emit()

    def get(self, name: str, role: str = "text") -> QIcon:
        """Icon of a qtawesome name in a theme colour."""
        if not self._loaded:
            return QIcon()
        key = (name, self._look.hex(role))
        if key not in self._cache:
            import qtawesome

            self._cache[key] = qtawesome.icon(name, color=key[1])
        return self._cache[key]

    def pixmap(self, name: str, role: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Icon as a picture of `size` logical pixels, drawn once: a table paints dozens of them at a time."""
        if not self._loaded:
            return QPixmap()
        key = (name, self._look.hex(role), size, ratio)
        if key not in self._pictures:
            self._pictures[key] = self.get(name, role).pixmap(QSize(size, size), ratio)
        return self._pictures[key]
