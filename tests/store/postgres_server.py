"""A real PostgreSQL server for the length of a test run: own folder, unix socket, no port."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

NO_SERVER = "no PostgreSQL server binaries (initdb, pg_ctl) on this machine"
SETTINGS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=60"


def binaries() -> Path | None:
    """Folder of initdb and pg_ctl, None where PostgreSQL's server is not installed."""
    candidates = []
    if config := shutil.which("pg_config"):
        told = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True)
        candidates.append(Path(told.stdout.strip()))
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found := shutil.which("initdb"):
        candidates.append(Path(found).parent)
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


@contextmanager
def running_server(folder: Path) -> Iterator[str]:
    """The URL of a fresh server without a database name: add one. Stopped and removed afterwards."""
    home = Path(tempfile.mkdtemp(prefix="ecopg"))
    as_owner: list[str] = []
    # PostgreSQL refuses to run as root.
    if os.geteuid() == 0:
        as_owner = ["runuser", "-u", "postgres", "--"]
        shutil.chown(home, "postgres")
    data = home / "data"
    run = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": home}
    subprocess.run([*as_owner, folder / "initdb", "-D", data, "-U", "desk", "-A", "trust", "-E", "UTF8",
                    "--locale=C", "-N"], **run)
    control = [*as_owner, folder / "pg_ctl", "-D", data, "-w", "-t", "60"]
    subprocess.run([*control, "-l", home / "log", "-o", f"-k {home} {SETTINGS}", "start"], **run)
    try:
        yield f"postgresql://desk@/{{name}}?host={home}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **run)
        shutil.rmtree(home, ignore_errors=True)


def new_database(template: str, name: str) -> str:
    """Make a database and return its URL."""
    with psycopg.connect(template.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return template.format(name=name)
