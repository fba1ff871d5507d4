from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from ecodesk.gui.theme import Look, Scheme, load_theme, palette_of, style_sheet

SURFACES = ("window", "pane", "raised", "header", "hover", "selected")
TEXTS = ("text", "muted", "accent_text")
STATUS = ("verified", "open", "queried", "conflict", "corrected", "rejected")


def luminance(colour: QColor) -> float:
    """WCAG 2 relative luminance."""
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
    red, green, blue = (linear(part) for part in colour.getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", list(Scheme))
def test_words_stand_out_from_every_surface(scheme):
    theme = load_theme(scheme)
    pairs = [(text, surface) for text in TEXTS for surface in SURFACES]
    pairs += [(f"{status}_text", surface) for status in STATUS
              for surface in ("window", "pane", "raised", "selected", f"{status}_tint")]
    pairs += [("text", f"{status}_tint") for status in STATUS]
    pairs += [("faint", surface) for surface in ("window", "pane", "raised", "header")]
    pairs += [("rail_text", "rail"), ("rail_text_on", "rail_on"), ("primary_text", "primary"),
              ("hatch_text", "hatch_base"), ("text", "hatch_base"), ("queried_text", "queried_tint")]
    weak = [(text, surface, round(contrast(theme.colour(text), theme.colour(surface)), 2))
            for text, surface in pairs if contrast(theme.colour(text), theme.colour(surface)) < 4.5]
    assert not weak


def test_both_schemes_fill_the_style_sheet():
    for scheme in Scheme:
        sheet = style_sheet(scheme)
        assert "$" not in sheet
        assert load_theme(scheme).hex("line") in sheet


def test_the_other_colours_and_back(qtbot):
    look = Look(Scheme.LIGHT)
    with qtbot.waitSignal(look.changed):
        look.use(Scheme.DARK)
    assert look.theme.scheme is Scheme.DARK
    assert palette_of(look.theme).window().color() == look.colour("window")
    with qtbot.assertNotEmitted(look.changed):
        look.use(Scheme.DARK)
    look.use(Scheme.LIGHT)
    assert look.theme.scheme is Scheme.LIGHT


def test_the_whole_window_follows_the_theme(window):
    light = window.grab().toImage().pixelColor(700, 400)
    window.actions_["theme"].trigger()
    dark = window.grab().toImage().pixelColor(700, 400)
    assert luminance(light) > 0.8
    assert luminance(dark) < 0.1
