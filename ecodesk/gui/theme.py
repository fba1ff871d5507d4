"""Colours and style sheet of the window: roles are data (resources/theme), nothing else names a colour."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from ecodesk.gui import scale
from ecodesk.knowledge.tables import read_table, resource_path

FONT_FAMILIES = ("Noto Sans CJK SC", "Microsoft YaHei", "微软雅黑", "PingFang SC", "苹方-简",
                 "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Micro Hei")
"""Named in full: under LANG=C Qt would pick the Japanese forms of Chinese characters."""

CONTROL_PX = 13
SMALL_PX = 12
ARTICLE_PX = 15


class Scheme(StrEnum):
    """Which of the two colour columns is shown."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Theme:
    """One colour per role; `colour("line")` is a QColor, `hex("line")` the text for style sheets."""

    scheme: Scheme
    colours: Mapping[str, str]
    made: dict[str, QColor] = field(default_factory=dict, compare=False, repr=False)

    def hex(self, role: str) -> str:
        return self.colours[role]

    def colour(self, role: str) -> QColor:
        # Asked hundreds of times for every picture of a table.
        if role not in self.made:
            self.made[role] = QColor(self.colours[role])
        return self.made[role]


@cache
def load_theme(scheme: Scheme) -> Theme:
    """Theme from resources/theme/colours.csv; ValueError when a colour is not one."""
    colours = {}
    for row in read_table("theme/colours.csv", ("role", "light", "dark", "use")):
        if not QColor.isValidColorName(row[scheme]):
            raise ValueError(f"theme role {row['role']}: {row[scheme]} is not a colour")
        colours[row["role"]] = row[scheme]
    return Theme(scheme, colours)


def style_sheet(theme_scheme: Scheme) -> str:
    """The application's style sheet, its $roles filled from the theme, its pixels of the size in use."""
    return _PIXELS.sub(lambda found: f"{_pixels(int(found[1]))}px", _style_sheet(theme_scheme))


_PIXELS = re.compile(r"(?<![\w#])(\d+)px")


def _pixels(px: int) -> int:
    # A line stays a line until it would be two.
    return int(scale.factor()) if px == 1 and scale.factor() >= 1 else px if px < 2 else scale.scaled(px)


@cache
def _style_sheet(theme_scheme: Scheme) -> str:
    theme = load_theme(theme_scheme)
    template = resource_path("theme/window.qss").read_text(encoding="utf-8")
    families = ", ".join(f'"{name}"' for name in FONT_FAMILIES)
    pictures = {name: resource_path(f"theme/{name}.svg").as_posix() for name in ("check", "up", "down")}
    return Template(template).substitute(theme.colours, families=families, **pictures)


def palette_of(theme: Theme) -> QPalette:
    """Palette for what the style sheet does not reach: text selections, place holders, tool tips."""
    roles = {
        QPalette.ColorRole.Window: "window", QPalette.ColorRole.Base: "window",
        QPalette.ColorRole.AlternateBase: "pane", QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.WindowText: "text", QPalette.ColorRole.Button: "raised",
        QPalette.ColorRole.ButtonText: "text", QPalette.ColorRole.BrightText: "conflict",
        QPalette.ColorRole.Highlight: "selected", QPalette.ColorRole.HighlightedText: "text",
        QPalette.ColorRole.PlaceholderText: "faint", QPalette.ColorRole.ToolTipBase: "raised",
        QPalette.ColorRole.ToolTipText: "text", QPalette.ColorRole.Link: "accent_text",
        QPalette.ColorRole.Mid: "line", QPalette.ColorRole.Dark: "line_strong",
        QPalette.ColorRole.Light: "raised", QPalette.ColorRole.Accent: "accent",
    }
    palette = QPalette()
    for role, name in roles.items():
        palette.setColor(role, theme.colour(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("faint"))
    return palette


def system_scheme() -> Scheme:
    """What the desktop prefers; light where it does not say."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return Scheme.DARK if dark else Scheme.LIGHT


def scheme_of(choice: str) -> Scheme:
    """The colours that a preference names; those of the desktop where it names none."""
    return Scheme(choice) if choice in tuple(Scheme) else system_scheme()


class Look(QObject):
    """The theme in use; widgets that paint themselves follow `changed`."""

    changed = Signal()
    resized = Signal()  # the article alone
    scaled = Signal()  # everything; after `changed`

    def __init__(self, scheme: Scheme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = load_theme(scheme)
        self._article_px = ARTICLE_PX

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def article_px(self) -> int:
        """Height of the article's characters in pixels."""
        return self._article_px

    def set_article_px(self, px: int) -> None:
        """Show articles in another size."""
        if px != self._article_px:
            self._article_px = px
            self.resized.emit()

    def set_scale(self, percent: int) -> None:
        """Show everything in another size."""
        if percent != round(scale.factor() * 100):
            scale.put_factor(percent / 100)
            self.changed.emit()
            self.scaled.emit()

    def colour(self, role: str) -> QColor:
        return self._theme.colour(role)

    def hex(self, role: str) -> str:
        return self._theme.hex(role)

    def use(self, scheme: Scheme) -> None:
        """Show the other colours, everywhere at once."""
        if scheme is not self._theme.scheme:
            self._theme = load_theme(scheme)
            self.changed.emit()
