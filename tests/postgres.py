"""A real PostgreSQL server for the length of a test session."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

USER = "whence"
START_SECONDS = 60
MISSING = (
    "These tests run on a real PostgreSQL server and found none: no `initdb` on PATH or under "
    "/usr/lib/postgresql/*/bin. Install it (Debian, Ubuntu: apt-get install postgresql; "
    "macOS: brew install postgresql) and run them again."
)


@contextmanager
def running_server() -> Iterator[str]:
    """Start a server on a free loopback port; give its URL without a database; stop it."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="whence-pg-"))
    try:
        as_user = _other_user(folder)
        _initialise(programs, folder, as_user)
        port = _free_port()
        with (folder / "server.log").open("wb") as log:
            server = subprocess.Popen(
                _command(programs, folder, port), stdout=log, stderr=log, cwd=folder, **as_user
            )
            try:
                _wait_for(server, port, folder)
                yield f"postgresql://{USER}@127.0.0.1:{port}"
            finally:
                # SIGINT is PostgreSQL's fast shutdown.
                server.send_signal(signal.SIGINT)
                server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Return the folder that holds initdb and postgres."""
    on_path = shutil.which("initdb")
    candidates = [Path(on_path).resolve().parent] if on_path else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    pytest.fail(MISSING, pytrace=False)


def _other_user(folder: Path) -> dict[str, Any]:
    """Return who runs the server: PostgreSQL refuses root, so root hands it to another user."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _initialise(programs: Path, folder: Path, as_user: dict[str, Any]) -> None:
    command = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", USER, "-A", "trust"]
    command += ["-E", "UTF8", "--locale=C", "--no-sync"]
    done = subprocess.run(
        command, capture_output=True, check=False, text=True, cwd=folder, **as_user
    )
    if done.returncode:
        pytest.fail(f"initdb failed: {done.stderr}", pytrace=False)


def _command(programs: Path, folder: Path, port: int) -> list[str]:
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(folder),
        "fsync": "off",
    }
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    return [str(programs / "postgres"), "-D", str(folder / "data"), *options]


def _wait_for(server: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user=USER, dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    log = (folder / "server.log").read_text(errors="replace")
    pytest.fail(f"PostgreSQL did not start:\n{log[-2000:]}", pytrace=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
