"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ecodesk.domain.errors import Stopped, WorkbookError


@contextmanager
def in_place_of(path: Path) -> Iterator[Path]:
    """A temporary name beside the target, moved onto it on success and removed otherwise.

    Ends quietly where the work inside raises Stopped.
    """
    temporary: Path | None = None
    try:
        temporary = _reserved(path)
        yield temporary
        os.replace(temporary, path)
    except Stopped:
        return
    except OSError as error:
        raise _explained(error, path, temporary is not None) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _reserved(path: Path) -> Path:
    """An empty file beside the target; with the rights of any new file, which mkstemp would not give."""
    name = path.with_name(f".{path.stem}-{secrets.token_hex(4)}.part")
    os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    return name


def _explained(error: OSError, path: Path, begun: bool) -> WorkbookError:
    no_folder = isinstance(error, FileNotFoundError | NotADirectoryError)
    if no_folder or (isinstance(error, PermissionError) and not begun):
        return WorkbookError("workbook-folder", where=str(path))
    if isinstance(error, PermissionError | IsADirectoryError) or error.errno == errno.EBUSY:
        return WorkbookError("workbook-locked", where=str(path))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WorkbookError("workbook-disk", where=str(path))
    return WorkbookError("workbook-write", where=str(path), reason=error.strerror or type(error).__name__)
