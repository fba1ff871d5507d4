"""The scenes of the pictures: each arranges the real window and names what is to be taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from sample import OUT
from stock import ORCHARD, imported, teach, unknown_tables, yearbook

from ecodesk.domain.decisions import Status
from ecodesk.domain.facets import DeskFilter, Facet
from ecodesk.domain.tables import Column
from ecodesk.domain.views import FactFilter, FactOrder
from ecodesk.gui.commands import PAGES
from ecodesk.gui.main_window import MainWindow
from ecodesk.gui.screenshot import best_fact
from ecodesk.gui.theme import Look, Scheme
from ecodesk.services.desk import Desk

Scene = tuple[str, Callable[[], QPixmap]]
SETTLE_MS = 400


def states(window: MainWindow, desk: Desk) -> Iterator[tuple[str, Callable[[], object]]]:
    """The pages, and what opens on them."""
    for page in PAGES:
        yield page.removeprefix("page_"), partial(show, window, desk, page)
    yield "words", lambda: (window.show_page("page_cross"), window.cross.pane.chips.choose("words"))
    yield "damage", lambda: (show(window, desk, "page_review"), window.actions_["place_next"].trigger())
    yield "doubt", lambda: doubtful_first(window, desk)
    yield "editor", lambda: (show(window, desk, "page_review"), window.actions_["edit"].trigger())
    yield "cells", lambda: (show(window, desk, "page_review"), window.actions_["edit_cell"].trigger())
    yield "reword", lambda: (show(window, desk, "page_review"), window.actions_["reword"].trigger())
    yield "search", lambda: (show(window, desk, "page_review"), window.search.setText("1.2亿"),
                             window.search.setFocus(), window.search.textEdited.emit("1.2亿"))
    yield "find", lambda: (show(window, desk, "page_review"), window.actions_["find"].trigger(),
                           window.review.find.field.setText("巫山"))
    yield "source", lambda: (show(window, desk, "page_review"), window.actions_["source"].trigger())
    yield "palette", lambda: (show(window, desk, "page_review"), window.actions_["palette"].trigger(),
                              window.command_palette.field.setText("核"))
    wanted = DeskFilter(frozenset({(Facet.STATUS, "open"), (Facet.UNIT, "money:CNY")}), "产值")
    yield "filter", lambda: (show(window, desk, "page_review"), window.listing.filtering.show(wanted),
                             window.listing.enter())
    yield "bulk", lambda: (show(window, desk, "page_review"), window.listing.filtering.show(wanted),
                           window.listing.enter(), window.many.open())
    yield "views", lambda: (show(window, desk, "page_review"), window.listing.filtering.show(wanted),
                            window.listing.enter(), window.actions_["save_view"].trigger())


def calm(window: MainWindow) -> None:
    """Put away what a scene opened."""
    window.search.clear()
    window.command_palette.hide()
    window.review.close_editor()
    window.review.reword.put_away()
    window.review.find.put_away()
    if window.review.view.showing_source:
        window.review.toggle_source()
    window.review.facts.show_trust(FactOrder.READING, None)
    window.bar.hide()
    window.many.bar.hide()
    window.listing.panel.naming.hide()
    window.listing.leave()


def beside(window: MainWindow, desk: Desk, look: Look) -> Iterator[Scene]:
    """Preferences, keys, the menu, a named view, a figure verified before, words changed in the article."""
    window.resize(1280, 800)
    window.actions_["preferences"].trigger()
    window.actions_["keys"].trigger()
    window.toolbar.menu.resize(window.toolbar.menu.sizeHint())
    settle(window)
    shown = {"preferences": window.wishes.dialog, "keys": window.keys_dialog, "menu": window.toolbar.menu}
    yield from pictures(window, look, {name: part for name, part in shown.items() if part is not None})
    for dialog in (window.wishes.dialog, window.keys_dialog):
        if dialog is not None:
            dialog.close()
    window.listing.enter()
    window.actions_["save_view"].trigger()
    naming = window.listing.panel.naming
    naming.setText("待核的产值")
    QTest.keyClick(naming, Qt.Key.Key_Return)
    settle(window)
    yield from pictures(window, look, {"view-named": window})
    calm(window)
    folder = OUT / "screenshot-desk" / "曾核"
    first = imported(desk, folder, "青禾水库蓄水1200万立方米，是春灌的底气。")
    desk.reviewing.decide([first.id], Status.VERIFIED, "打电话问过水库", "水利局月报")
    again = imported(desk, folder / "再来", "眼下，青禾水库蓄水1200万立方米，灌溉不愁。")
    window.load_batches()
    window.go_to(again.id)
    settle(window)
    yield from pictures(window, look, {"memory": window})
    window.actions_["reword"].trigger()
    settle(window)
    window.review.reword.after.setText("1250万立方米")
    window.review.reword.save_button.click()
    settle(window)
    yield from pictures(window, look, {"tracked": window})
    window.bar.hide()
    calm(window)


def dialogs(window: MainWindow, _desk: Desk, look: Look) -> Iterator[Scene]:
    """The dialogs of an import with tables whose headers nobody knows, in both schemes."""
    window.transfers.take_in(unknown_tables(OUT / "screenshot-desk" / "来稿"))
    settle(window)
    report = window.transfers.report
    report.map_wanted.emit("")
    settle(window)
    mapping = window.transfers.mapper.dialog
    yield from pictures(window, look, {"report": report, "map-columns": mapping})
    mapping.take_button.click()
    settle(window)
    yield from pictures(window, look, {"map-columns-sheets": mapping})
    mapping.skip_button.click()
    settle(window)
    mapping.form.fields[Column.BODY].setCurrentIndex(0)
    yield from pictures(window, look, {"map-columns-lacking": mapping})
    mapping.form.fields[Column.BODY].setCurrentIndex(2)
    mapping.take_button.click()
    settle(window)
    window.transfers.mapper.show_remembered()
    settle(window)
    yield from pictures(window, look, {"report-mapped": report,
                                       "remembered": window.transfers.mapper.remembered})
    for dialog in (report, window.transfers.mapper.remembered):
        dialog.close()


def dictionary(window: MainWindow, desk: Desk, look: Look) -> Iterator[Scene]:
    """The desk's own dictionary: empty, filled, its form with an objection, and what a correction offers."""
    window.house.show()
    settle(window)
    window.house.dialog.show_rows(())
    yield from pictures(window, look, {"dictionary-empty": window.house.dialog})
    teach(desk, OUT / "screenshot-desk" / "词条")
    window.load_batches()
    window.house.show()
    settle(window)
    window.house.dialog.add_button.click()
    form = window.house.form
    for control, words in ((form.found, "元"), (form.wanted, "美元")):
        control.setText(words)
    form.field.setCurrentIndex(2)
    yield from pictures(window, look, {"dictionary": window.house.dialog, "dictionary-form": form})
    form.close()
    window.house.dialog.close()
    window.resize(1280, 800)
    row = next(row for row in desk.queries.facts(FactFilter()) if row.fact.subject == "雾岭")
    window.go_to(row.id)
    window.reviewer.edit(row, {"subject": "雾岭区"})
    settle(window)
    yield from pictures(window, look, {"dictionary-offer": window})
    window.bar.answer()
    settle(window)
    yield from pictures(window, look, {"dictionary-open": window})
    used = next(row for row in desk.queries.facts(FactFilter()) if row.fact.rewritten)
    window.go_to(used.id)
    window.bar.hide()
    settle(window)
    yield from pictures(window, look, {"dictionary-used": window})


def rules(window: MainWindow, _desk: Desk, look: Look) -> Iterator[Scene]:
    """The rules of the checks, the plausible ranges, and the form of one."""
    window.rules.show()
    settle(window)
    dialog = window.rules.dialog
    yield from pictures(window, look, {"rules": dialog})
    dialog.show_part("ranges")
    settle(window)
    dialog.add_button.click()
    settle(window)
    yield from pictures(window, look, {"rules-ranges": dialog, "rules-form": window.rules.form})
    window.rules.form.close()
    dialog.close()


def groups(window: MainWindow, desk: Desk, look: Look) -> Iterator[Scene]:
    """A conflict, the same with a value kept and taken over, and the course of figures over the years."""
    texts = {"山坡账本": "2023年，青禾县酥梨种植面积12.35万亩，合作社86家。",
             "河滩新景": "2023年，青禾县酥梨种植面积13.25万亩，沿河新修步道18公里。"}
    visitors = {"2020": "12.1万", "2021": "13.4万", "2022": "141万", "2023": "15.2万"}
    texts |= {f"青禾旅游{year}": f"{year}年，青禾县接待游客{count}人次，山路也修好了。"
              for year, count in visitors.items()}
    place = OUT / "screenshot-desk" / "互校"
    place.mkdir(parents=True, exist_ok=True)
    for name, words in texts.items():
        (place / f"{name}.txt").write_text(f"{name}\n\n{words}\n", encoding="utf-8")
    desk.importing.import_paths(sorted(place.iterdir()))
    window.load_batches()
    window.cross.mark_stale()
    hill = next(row for row in desk.queries.facts(FactFilter()) if row.fact.text == "12.35万亩")
    for name, facet in (("group-conflict", "conflict"), ("group-trend", "period")):
        window.show_page("page_cross")
        settle(window)
        window.cross.pane.chips.choose(facet)
        show_group(window, "13.25万亩" if facet == "conflict" else "141万人次")
        yield from pictures(window, look, {name: window})
    window.show_page("page_review")
    window.go_to(hill.id)
    settle(window)
    window.actions_["rule_keep"].trigger()
    settle(window)
    window.go_to(next(row.id for row in desk.queries.facts(FactFilter()) if row.kind == "kept"))
    yield from pictures(window, look, {"group-departing": window})
    window.actions_["take_kept"].trigger()
    settle(window)
    window.show_page("page_cross")
    settle(window)
    window.cross.pane.chips.choose("settled")
    yield from pictures(window, look, {"group-settled": window})


def show_group(window: MainWindow, words: str) -> None:
    """The finding of the facet chosen that speaks of this figure."""
    model = window.cross.pane.model
    place = next(number for number in range(model.rowCount())
                 if any(row.fact.text == words for row in model.row_at(number).rows))
    window.cross.pane.list.setCurrentIndex(model.index(place))


def references(window: MainWindow, desk: Desk, look: Look) -> Iterator[Scene]:
    """Reference values: empty, a table being mapped, its report, the page, the form, and beside a fact."""
    window.show_page("page_references")
    settle(window)
    yield from pictures(window, look, {"references-empty": window})
    orchard = imported(desk, OUT / "screenshot-desk" / "权威", ORCHARD)
    window.load_batches()
    path = yearbook(OUT / "screenshot-desk" / "年鉴.xlsx")
    window.keeper.begin(path)
    settle(window)
    yield from pictures(window, look, {"references-map": window.keeper.mapping})
    window.keeper.mapping.take_button.click()
    settle(window)
    yield from pictures(window, look, {"references-report": window.keeper.report, "references": window})
    window.keeper.report.close()
    window.keeper.edit(window.references.model.row_at(1))
    settle(window)
    yield from pictures(window, look, {"references-form": window.keeper.form})
    window.keeper.form.close()
    window.bar.hide()
    harvest = next(row for row in desk.queries.facts(FactFilter(article_id=orchard.article_id))
                   if row.fact.value == "6000000")
    window.go_to(harvest.id)
    settle(window)
    yield from pictures(window, look, {"references-fact": window})
    window.show_page("page_overview")
    settle(window)
    yield from pictures(window, look, {"references-overview": window})


def pictures(window: MainWindow, look: Look,
             shown: dict[str, QWidget]) -> Iterator[Scene]:
    for scheme in Scheme:
        look.use(scheme)
        settle(window)
        for name, dialog in shown.items():
            yield f"{name}-{scheme}", dialog.grab


def show(window: MainWindow, desk: Desk, page: str) -> None:
    window.show_page(page)
    if page == "page_review":
        window.go_to(best_fact(desk))
    if page == "page_cross":
        window.cross.pane.chips.choose("conflict")


def doubtful_first(window: MainWindow, desk: Desk) -> None:
    """The table sorted by how sure the facts are, the most doubtful one chosen."""
    show(window, desk, "page_review")
    window.review.facts.show_trust(FactOrder.DOUBT, None)
    window.selection.select(window.review.facts.model.row_at(0).id)


def settle(window: MainWindow) -> None:
    """Let the window work until its jobs are done and everything is painted."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLE_MS, loop.quit)
    loop.exec()
    while window.jobs.busy:
        QTimer.singleShot(50, loop.quit)
        loop.exec()
