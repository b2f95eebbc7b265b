"""Checkpoints of a SQLite ledger in a thread of their own, so that no decision waits for one.

SQLite copies its write-ahead log back into the file when a commit makes the log long, and the one
who commits waits for it: a tenth of a second and more once a few hundred decisions. A passive
checkpoint by somebody else keeps nobody waiting. What it leaves, the next takes up; where none
comes, SQLite's own comes at `LONGEST_LOG`, and the last connection's on closing.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from threading import Lock, Thread

LONGEST_LOG = 16_384  # pages, 64 MB
SHORTEST_LOG = 4 << 20  # bytes below which there is no hurry
APART = 2.0  # seconds between two


class Checkpoints:
    """Looks after the write-ahead log of one file."""

    def __init__(self, path: Path) -> None:
        """Look after the ledger at `path`; nothing is done before something is written."""
        self._path = path
        self._log = path.with_name(path.name + "-wal")
        self._lock = Lock()
        self._began = 0.0
        self._thread: Thread | None = None

    def after_commit(self) -> None:
        """Start a checkpoint where the log is long and the last one was some time ago."""
        with self._lock:
            running = self._thread is not None and self._thread.is_alive()
            if running or time.monotonic() - self._began < APART or not self._is_long():
                return
            self._began = time.monotonic()
            self._thread = Thread(target=self._copy_back, name="checkpoint", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Wait for the one that is running."""
        if self._thread is not None:
            self._thread.join()

    def _is_long(self) -> bool:
        try:
            return self._log.stat().st_size >= SHORTEST_LOG
        except OSError:
            return False

    def _copy_back(self) -> None:
        try:
            with closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        except sqlite3.Error:
            return  # a full disk, say: the next writer is told of it


def grow_long(raw: sqlite3.Connection) -> None:
    """Let a connection's commits leave checkpoints to others until the log is very long."""
    raw.execute(f"PRAGMA wal_autocheckpoint = {LONGEST_LOG}")
