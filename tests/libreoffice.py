"""LibreOffice as a maker of real office files: without a window, with a profile of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

NO_OFFICE = "LibreOffice (soffice) is not on this machine"


class Office:
    """Converts files; a run takes about a second and does all the files of one format."""

    def __init__(self, program: str, profile: Path) -> None:
        self._program = program
        self._profile = profile

    def convert(self, paths: Iterable[Path], kind: str, folder: Path) -> None:
        """Write each file as `kind`, a suffix or a suffix with a filter, into the folder."""
        command = [self._program, f"-env:UserInstallation={self._profile.as_uri()}", "--headless",
                   "--convert-to", kind, "--outdir", str(folder), *map(str, paths)]
        environment = {**os.environ, "SAL_USE_VCLPLUGIN": "svp", "LC_ALL": "C.UTF-8"}
        subprocess.run(command, check=True, capture_output=True, timeout=180, env=environment)


def program() -> str | None:
    """LibreOffice's program, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")
