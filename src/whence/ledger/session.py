"""Connections to one ledger: a snapshot to read, one transaction to write."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import SQLAlchemyError

from whence.errors import LedgerError
from whence.ledger import dialects
from whence.ledger.checkpoints import Checkpoints, grow_long

Snapshot = Callable[[], AbstractContextManager[Connection]]


class Session:
    """One ledger's engine; `where` is what errors name, without a password.

    `readonly` says that this process may not write the ledger.
    """

    def __init__(self, where: str) -> None:
        """Prepare to reach the ledger at `where`; nothing is opened or made yet.

        Raises `LedgerError` for an address that is not a PostgreSQL one.
        """
        self.where = dialects.shown(where)
        self.path = None if dialects.is_address(where) else Path(where)
        self.readonly = self.path is not None and _unwritable(self.path)
        self.engine = self._engine(where)
        self._turn = Lock()
        self._checkpoints: Checkpoints | None = None

    def _engine(self, where: str) -> Engine:
        if self.path is None:
            return dialects.postgres_engine(dialects.address(where))
        return dialects.sqlite_engine(self.path, readonly=self.readonly)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one snapshot of the ledger.

        Raises `LedgerError` for what the database cannot do.
        """
        with self._translated(), self.engine.connect() as connection:
            dialects.reading(connection)
            with connection.begin():
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give the one writer's connection; leaving commits, an exception takes all back.

        Raises `LedgerFullError` when there is no room, `LedgerError` for all else the database
        cannot do.
        """
        if self.readonly:
            raise LedgerError(
                "it may not be written", where=self.where, remedy=dialects.READ_ONLY_REMEDY
            )
        with self._translated(), self._in_turn(), self.engine.connect() as connection:
            dialects.writing(connection)
            with connection.begin():
                dialects.take_turn(connection)
                yield connection
        if self._checkpoints is not None:
            self._checkpoints.after_commit()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Let this process's writers wait for one another here, where the next is woken at once.

        SQLite has them sleep and look again, which keeps some waiting long after the others are
        done. Who waits here in vain goes on to the database, which says that it is busy.
        """
        taken = self._turn.acquire(timeout=dialects.BUSY_SECONDS)
        try:
            yield
        finally:
            if taken:
                self._turn.release()

    def spare_writers(self) -> None:
        """Let checkpoints of a SQLite file be made in a thread of their own from now on."""
        if self.path is None or self.readonly or self._checkpoints is not None:
            return
        self._checkpoints = Checkpoints(self.path)
        self.engine.dispose()
        event.listen(self.engine, "connect", lambda raw, _: grow_long(raw))

    def enable_wal(self) -> None:
        """Let readers of a SQLite file go on while it is written; it stays so."""
        with self._translated():
            dialects.enable_wal(self.engine)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise dialects.translate(error, self.where) from error

    def close(self) -> None:
        """Close every connection."""
        if self._checkpoints is not None:
            self._checkpoints.close()
        self.engine.dispose()


def _unwritable(path: Path) -> bool:
    if path.exists():
        return not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    return False
