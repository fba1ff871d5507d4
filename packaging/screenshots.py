"""Pictures of every page of the real window, light and dark, in two sizes and at 150 %, into out/screenshots.

    .venv/bin/python packaging/screenshots.py [FOLDER]

Shows the sample batch in a desk of its own, with some facts decided.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The offscreen platform says at every window that it has no window manager.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")

from PySide6.QtGui import QPixmap
from sample import OUT, settings_in
from scenes import Scene, beside, calm, dialogs, dictionary, groups, references, rules, settle, states
from stock import fill

from ecodesk.gui.app import dress, make_application
from ecodesk.gui.dialogs.crash import CrashReporter
from ecodesk.gui.main_window import MainWindow
from ecodesk.gui.theme import Look, Scheme
from ecodesk.services.desk import Desk, open_desk

SIZES = ((1280, 800), (1920, 1080))
LARGER = "1.5"
LARGER_SIZES = ((1280, 720),)  # what a screen of 1920×1080 has at 150 %
NARROWEST = (1080, 640)


def main(folder: Path) -> int:
    """Exit status 0 when all pictures were written; those at 150 % by a process of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    if scale := os.environ.get("QT_SCALE_FACTOR", ""):
        return picture(folder, LARGER_SIZES, f"@{scale}")
    status = picture(folder, (NARROWEST, *SIZES), "")
    larger = subprocess.run([sys.executable, __file__, str(folder)], check=False,
                            env=os.environ | {"QT_SCALE_FACTOR": LARGER})
    return status or larger.returncode


def picture(folder: Path, sizes: tuple[tuple[int, int], ...], mark: str) -> int:
    """The scenes in these sizes; with a `mark` in the names only those of the window itself."""
    shutil.rmtree(OUT / "screenshot-desk", ignore_errors=True)
    application = make_application()
    look = Look(Scheme.LIGHT, application)
    look.changed.connect(lambda: dress(application, look))
    dress(application, look)
    written = [take(folder, (f"start{mark}", lambda: first_start(look, sizes[0])))]
    settings = settings_in(OUT / "screenshot-desk")
    with open_desk(settings) as desk:
        fill(desk)
        window = MainWindow(desk, settings, look, CrashReporter(application))
        window.show()
        settle(window)
        window.begin(())
        settle(window)
        written += [take(folder, scene) for scene in scenes(window, desk, look, sizes, mark)]
        for more in () if mark else (beside, dialogs, dictionary, rules, groups, references):
            written += [take(folder, scene) for scene in more(window, desk, look)]
        window.close()
        settle(window)
    print(f"{sum(written)} 张截图：{folder}")
    return 0 if all(written) else 1


def first_start(look: Look, size: tuple[int, int]) -> QPixmap:
    """The window on a desk that holds nothing yet."""
    settings = settings_in(OUT / "screenshot-desk" / "empty")
    with open_desk(settings) as desk:
        window = MainWindow(desk, settings, look, CrashReporter())
        window.resize(*size)
        window.show()
        window.begin(())
        settle(window)
        shown = window.grab()
        window.close()
        settle(window)
    return shown


def scenes(window: MainWindow, desk: Desk, look: Look, sizes: tuple[tuple[int, int], ...],
           mark: str) -> Iterator[Scene]:
    """Each state of the window with the name of its picture."""
    for scheme in Scheme:
        look.use(scheme)
        for width, height in sizes:
            window.resize(width, height)
            window.review.set_default_sizes(width - window.rail.width())
            for name, arrange in states(window, desk):
                arrange()
                settle(window)
                yield f"{name}-{scheme}-{width}x{height}{mark}", window.grab
                calm(window)


def take(folder: Path, scene: Scene) -> bool:
    name, grab = scene
    return grab().save(str(folder / f"{name}.png"))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else OUT / "screenshots"))
