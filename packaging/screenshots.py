"""Pictures of every page of the real window, light and dark, in two sizes, into out/screenshots.

    .venv/bin/python packaging/screenshots.py [FOLDER]

Shows the sample batch in a desk of its own, with some facts decided.
"""

from __future__ import annotations

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

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPixmap
from sample import OUT, sample_files, settings_in

from ecodesk.domain.decisions import Status
from ecodesk.domain.views import FactFilter
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
                window.bar.hide()


def states(window: MainWindow, desk: Desk) -> Iterator[tuple[str, Callable[[], object]]]:
    """The pages, and what opens on them."""
    for page in PAGES:
        yield page.removeprefix("page_"), partial(show, window, desk, page)
    yield "words", lambda: (window.show_page("page_cross"), window.cross.pane.chips.choose("words"))
    yield "damage", lambda: (show(window, desk, "page_review"), window.actions_["place_next"].trigger())
    yield "editor", lambda: (show(window, desk, "page_review"), window.actions_["edit"].trigger())
    yield "search", lambda: (show(window, desk, "page_review"), window.search.setText("1.2亿"),
                             window.search.setFocus(), window.search.textEdited.emit("1.2亿"))


def show(window: MainWindow, desk: Desk, page: str) -> None:
    window.show_page(page)
    if page == "page_review":
        window.go_to(best_fact(desk))
    if page == "page_cross":
        window.cross.pane.chips.choose("conflict")


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
