"""EcoDesk: the window, or with arguments the command line."""

from __future__ import annotations

import os
import sys
from multiprocessing import freeze_support

from ecodesk.services.settings import load_settings


def main() -> int:
    """Entry point of `ecodesk`: returns the exit status."""
    # In a frozen program the worker processes of an import start here.
    freeze_support()
    arguments = sys.argv[1:]
    # Each way loads what it needs: the command line no window, the window's first paint no desk.
    if arguments:
        from ecodesk.cli import main as run_command

        return run_command(arguments)
    from ecodesk.gui.app import run

    return run(load_settings(os.environ))


if __name__ == "__main__":
    sys.exit(main())
