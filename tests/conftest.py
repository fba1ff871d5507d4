"""What every test may use; screens are drawn in memory where the machine has none."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.libreoffice import NO_OFFICE, Office, program

CHECKOUT = Path(__file__).resolve().parents[1]
SHARED = CHECKOUT.parent / "shared"
GENERATED = {".venv", "out", "build", "dist", "__pycache__"}
NO_SHARED = "the annotated articles (a folder `shared` beside the checkout) are not here"


def pytest_configure() -> None:
    # Before anything loads Qt: its platform plugin is chosen once and aborts without a display.
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason=NO_SHARED))


@contextmanager
def held(lock: Path, *, alone: bool) -> Iterator[None]:
    """A lock that the processes of one run share; several hold it at once unless one wants it alone."""
    import fcntl

    with lock.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield


@pytest.fixture(autouse=True)
def elbow_room(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """While a test marked `alone` measures time, no other process of the run starts a test."""
    if "PYTEST_XDIST_TESTRUNUID" not in os.environ or sys.platform == "win32":
        yield
        return
    # The processes have a folder each, side by side.
    gate, room = (tmp_path_factory.getbasetemp().parent / name for name in ("gate.lock", "room.lock"))
    if request.node.get_closest_marker("alone"):
        with held(gate, alone=True), held(room, alone=True):
            yield
        return
    with held(gate, alone=True):
        pass
    with held(room, alone=False):
        yield


@pytest.fixture(autouse=True)
def no_failed_plugins():
    """A plug-in that one test breaks is not told of in the next."""
    yield
    from ecodesk.knowledge.plugins import forget_failures

    forget_failures()


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder that holds pyproject.toml."""
    return CHECKOUT


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """Folder `shared` beside the checkout: real articles and their annotations. Skips when absent."""
    if not SHARED.is_dir():
        pytest.skip(NO_SHARED)
    return SHARED


@pytest.fixture(scope="session")
def tracked(checkout: Path) -> tuple[Path, ...]:
    """Files under version control; where there is none, all files but hidden and generated ones."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=checkout, capture_output=True)
    if listed.returncode == 0 and listed.stdout:
        paths = [checkout / name for name in listed.stdout.decode().split("\0") if name]
    else:
        paths = [path for path in checkout.rglob("*")
                 if not GENERATED & set(path.relative_to(checkout).parts)]
    return tuple(path for path in paths if path.is_file())


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice. Skips when absent."""
    found = program()
    if found is None:
        pytest.skip(NO_OFFICE)
    return Office(found, tmp_path_factory.mktemp("office"))
