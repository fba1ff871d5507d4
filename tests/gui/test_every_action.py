"""Every action has keys of its own, a place in the palette and under 更多, and is told of in the README."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from ecodesk.gui.actions import SPECS, key_name

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
PAGES = re.compile("page_(?!review|references)")  # 至 stands for the pages between the first and the last
ELSEWHERE = {"answer", "open_finding"}
"""Actions of a place: the message bar and the page 互校 have a button for them."""


def test_no_key_does_two_things(window):
    keys = [key for spec in SPECS for key in window.actions_.keys_of(spec.name)]
    assert all(QKeySequence.fromString(key).toString() for key in keys)
    assert not [key for key, times in Counter(keys).items() if times > 1]


def test_a_letter_always_has_a_twin_that_is_none():
    for spec in SPECS:
        letters = [key for key in spec.keys if len(key) == 1 and key.isalpha()]
        assert not letters or len(letters) < len(spec.keys), spec.name


def test_the_palette_offers_every_action_once(window):
    model = window.command_palette.model
    model.show_matches("")
    offered = Counter(model.spec_at(row).name for row in range(model.rowCount()))
    assert {spec.name for spec in SPECS} - {"palette"} <= offered.keys()
    assert set(offered.values()) == {1}


def test_the_menu_holds_every_action_but_the_pages_on_the_rail(window):
    found: list[str] = []

    def walk(menu: QMenu) -> None:
        for action in menu.actions():
            if action.menu() is not None:
                walk(action.menu())
            elif not action.isSeparator():
                found.append(action.objectName().removeprefix("action_"))

    walk(window.toolbar.menu)
    wanted = {spec.name for spec in SPECS if not spec.name.startswith("page_")} - ELSEWHERE
    assert wanted <= set(found), wanted - set(found)
    assert not [name for name, times in Counter(found).items() if times > 1]
    height = window.toolbar.menu.sizeHint().height()
    assert height < 800, "the list is in sight on the smallest screen"


def test_the_readme_tells_the_keys_as_they_are():
    told = set(re.findall(r"<kbd>(.*?)</kbd>", README))
    known = {key_name(key) for spec in SPECS for key in spec.keys}
    assert told <= known, told - known
    untold = {spec.name for spec in SPECS if spec.keys and not PAGES.match(spec.name)
              and not {key_name(key) for key in spec.keys} & told}
    assert not untold
