"""Pictures of every page of the real window, light and dark, in two sizes, into out/screenshots.

    .venv/bin/python packaging/screenshots.py [FOLDER]

Shows the sample batch in a desk of its own, with some facts decided.
"""

from __future__ import annotations

import csv
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The offscreen platform says at every window that it has no window manager.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")

import openpyxl
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog
from sample import OUT, sample_files, settings_in

from ecodesk.domain.decisions import Status
from ecodesk.domain.facets import DeskFilter, Facet
from ecodesk.domain.tables import Column
from ecodesk.domain.views import FactFilter, FactOrder, FactRow
from ecodesk.gui.app import dress, make_application
from ecodesk.gui.dialogs.crash import CrashReporter
from ecodesk.gui.main_window import PAGES, MainWindow
from ecodesk.gui.screenshot import best_fact
from ecodesk.gui.theme import Look, Scheme
from ecodesk.services.desk import Desk, open_desk

SIZES = ((1280, 800), (1920, 1080))
SETTLE_MS = 400


def main(folder: Path) -> int:
    """Exit status 0 when all pictures were written."""
    shutil.rmtree(OUT / "screenshot-desk", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    application = make_application()
    written = [take(folder, ("start-light-1280x800", first_start))]
    settings = settings_in(OUT / "screenshot-desk")
    with open_desk(settings) as desk:
        fill(desk)
        look = Look(Scheme.LIGHT, application)
        look.changed.connect(lambda: dress(application, look))
        dress(application, look)
        window = MainWindow(desk, settings, look, CrashReporter(application))
        window.show()
        settle(window)
        window.begin(())
        settle(window)
        written += [take(folder, name) for name in scenes(window, desk, look)]
        written += [take(folder, name) for name in dialogs(window, look)]
        written += [take(folder, name) for name in dictionary(window, desk, look)]
        written += [take(folder, name) for name in groups(window, desk, look)]
        written += [take(folder, name) for name in references(window, desk, look)]
        window.close()
        settle(window)
    print(f"{sum(written)} 张截图：{folder}")
    return 0 if all(written) else 1


def first_start() -> QPixmap:
    """The window on a desk that holds nothing yet."""
    settings = settings_in(OUT / "screenshot-desk" / "empty")
    look = Look(Scheme.LIGHT)
    dress(make_application(), look)
    with open_desk(settings) as desk:
        window = MainWindow(desk, settings, look, CrashReporter())
        window.resize(*SIZES[0])
        window.show()
        window.begin(())
        settle(window)
        picture = window.grab()
        window.close()
        settle(window)
    return picture


def fill(desk: Desk) -> None:
    """The sample batch, with decisions of each kind."""
    desk.importing.import_paths(sample_files())
    ids = [row.id for row in desk.queries.facts(FactFilter())]
    desk.reviewing.decide(ids[10:26], Status.VERIFIED, "与原稿相符", "统计公报")
    desk.reviewing.decide(ids[27:29], Status.REJECTED)
    desk.reviewing.decide(ids[30:32], Status.QUERIED, "口径待问")
    desk.reviewing.edit(ids[33], {"indicator": "新增岗位数"}, "照通稿补全")
    desk.reviewing.decide(ids[60:70], Status.VERIFIED)
    desk.reviewing.decide(ids[100:130:3], Status.VERIFIED, "核过年鉴", "统计年鉴")


def scenes(window: MainWindow, desk: Desk, look: Look) -> Iterator[tuple[str, Callable[[], QPixmap]]]:
    """Each state of the window with the name of its picture."""
    for scheme in Scheme:
        look.use(scheme)
        for width, height in SIZES:
            window.resize(width, height)
            window.review.set_default_sizes(width - window.rail.width())
            for name, arrange in states(window, desk):
                arrange()
                settle(window)
                yield f"{name}-{scheme}-{width}x{height}", window.grab
                window.search.clear()
                window.review.close_editor()
                window.review.reword.put_away()
                window.review.facts.show_trust(FactOrder.READING, None)
                window.bar.hide()
                window.many.bar.hide()
                window.listing.leave()


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
    wanted = DeskFilter(frozenset({(Facet.STATUS, "open"), (Facet.UNIT, "money:CNY")}), "产值")
    yield "filter", lambda: (show(window, desk, "page_review"), window.listing.filtering.show(wanted),
                             window.listing.enter())
    yield "bulk", lambda: (show(window, desk, "page_review"), window.listing.enter(), window.many.open())


def dialogs(window: MainWindow, look: Look) -> Iterator[tuple[str, Callable[[], QPixmap]]]:
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


def dictionary(window: MainWindow, desk: Desk, look: Look) -> Iterator[tuple[str, Callable[[], QPixmap]]]:
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
    window.resize(*SIZES[0])
    row = next(row for row in desk.queries.facts(FactFilter()) if row.fact.subject == "江津")
    window.go_to(row.id)
    window.reviewer.edit(row, {"subject": "江津区"})
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


def groups(window: MainWindow, desk: Desk, look: Look) -> Iterator[tuple[str, Callable[[], QPixmap]]]:
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


def references(window: MainWindow, desk: Desk, look: Look) -> Iterator[tuple[str, Callable[[], QPixmap]]]:
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


ORCHARD = "2023年，青禾县酥梨种植面积12万亩，酥梨产量600万吨，酥梨产值9亿元，合作社86家。"


def yearbook(path: Path) -> Path:
    """A table of a yearbook as newsrooms have them: a heading above, and a row that cannot be read."""
    headers = ("地区", "名称", "指标", "年份", "数值", "单位", "页码")
    rows: list[tuple[object, ...]] = [("青禾县主要农产品",), headers]
    for year in range(2018, 2024):
        rows += [("青禾县", "酥梨", "种植面积", year, 8.2 + (year - 2018) * 0.76, "万亩", 25),
                 ("青禾县", "酥梨", "产量", year, 41.5 + (year - 2018) * 3.7, "万吨", 26),
                 ("青禾县", "酥梨", "产值", year, 6.1 + (year - 2018) * 0.58, "亿元", 27)]
    rows += [("青禾县", "酥梨", "合作社数", 2023, 86, "家", 28),
             ("青禾县", "酥梨", "产值", "去年", 9, "亿元", 27)]
    write_book(path, {"农业": rows})
    return path


def teach(desk: Desk, folder: Path) -> None:
    """Corrections of each kind, and what an editor says about them."""
    sentences = ("云脊去年接待游客1200万人次。", "云脊前年接待游客950万人次。", "江津去年接待游客830万人次。",
                 "江津前年接待游客790万人次。", "青禾茶业去年产茶3400吨。", "全市新增停车场28个。",
                 "全区粮食作物种面12万亩。", "该企业年纳税款1200万元。")
    wanted = ({"subject": "云脊区"}, {"subject": "云脊区"}, {}, {},
              {"subject": "青禾茶业", "indicator": "产茶"}, {"unit": "处"},
              {"indicator": "粮食播种面积"}, {"indicator": "纳税额"})
    for words, fields in zip(sentences, wanted, strict=True):
        row = imported(desk, folder, words)
        if fields:
            desk.reviewing.edit(row.id, fields)
    imported(desk, folder, "云脊今年接待游客1350万人次。")
    proposed = {row.entry.found: row for row in desk.dictionary.rows()}
    desk.dictionary.switch([proposed["青禾茶业"], proposed["个"]], on=True)
    desk.dictionary.switch([proposed["年纳税款"]], on=False)


def imported(desk: Desk, folder: Path, words: str) -> FactRow:
    """The first fact of a sentence taken in as a file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{words[:8]}.txt"
    path.write_text(words, encoding="utf-8")
    desk.importing.import_paths([path])
    return next(row for row in desk.queries.facts(FactFilter()) if row.fact.sentence == words)


def pictures(window: MainWindow, look: Look,
             shown: dict[str, QDialog]) -> Iterator[tuple[str, Callable[[], QPixmap]]]:
    for scheme in Scheme:
        look.use(scheme)
        settle(window)
        for name, dialog in shown.items():
            yield f"{name}-{scheme}", dialog.grab


def unknown_tables(folder: Path) -> list[Path]:
    """Tables of our own with headers of their own, beside a file that cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [(f"{number}", f"青禾县河滩新景之{number}", "青禾日报", f"2024年6月{number}日", "林见山",
             f"沿河新修步道{number}8公里，建成公园{number}个，去年接待游客{number}.6万人次。走一圈要40分钟。")
            for number in range(1, 9)]
    headers = ("流水号", "题目栏", "刊发单位", "见报", "撰写", "稿文")
    for name in ("六月来稿.csv", "七月来稿.csv"):
        shift = rows if name[0] == "六" else [(*row[:-1], row[-1].replace("公里", "千米")) for row in rows]
        with (folder / name).open("w", encoding="gb18030", newline="") as stream:
            csv.writer(stream).writerows([headers, *shift])
    write_book(folder / "两张表.xlsx", {"稿件": [("青禾日报来稿登记",), ("篇名", "全稿", "见报"),
                                        *((row[1], row[5] + "据统计。", row[3]) for row in rows[:4])],
                                  "乡镇": [("乡镇", "人口"), ("东山", 3000), ("西山", 4200)]})
    with (folder / "没有列名.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([(row[1], row[5] + "没有列名。", row[3]) for row in rows[:5]])
    (folder / "空稿.txt").write_bytes(b"")
    (folder / "旧稿.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (folder / "见闻.txt").write_text("山里的雾\n\n清早的雾漫过茶园，采茶人说着家常。\n", encoding="utf-8")
    return sorted(folder.iterdir())


def write_book(path: Path, sheets: dict[str, list[tuple[object, ...]]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


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


def take(folder: Path, scene: tuple[str, Callable[[], QPixmap]]) -> bool:
    name, grab = scene
    return grab().save(str(folder / f"{name}.png"))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else OUT / "screenshots"))
