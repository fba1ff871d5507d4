"""EcoDesk: the window, or with arguments the command line."""

from __future__ import annotations

import os
import sys
from multiprocessing import freeze_support

from ecodesk.cli import main as run_command
from ecodesk.services.settings import load_settings


def main() -> int:
    """Entry point of `ecodesk`: returns the exit status."""
    # In a frozen program the worker processes of an import start here.
    freeze_support()
    arguments = sys.argv[1:]
    if arguments:
        return run_command(arguments)
    # The window's libraries take a second to load: the command line does without them.
    from ecodesk.gui.app import run

    return run(load_settings(os.environ))


if __name__ == "__main__":
    sys.exit(main())
