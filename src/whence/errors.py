"""The error family. Every error says what happened, where, and what to do about it.

WhenceError
├── UsageError      the caller asked for something that cannot be done
├── SettingsError   a settings file holds an unknown key or a bad value
├── ReadError       one input file, page or record cannot be read; the rest of the pile can
├── ModelError      the shipped network is damaged or does not fit this version
├── WorkerError     a process to read reports in cannot be started, or they keep dying
└── LedgerError     a ledger cannot be opened, written or trusted
    ├── LedgerVersionError   it was made by a newer Whence
    ├── LedgerFullError      the disk is full; what was committed is safe
    └── LedgerDamagedError   its contents do not match their own hashes
"""

from __future__ import annotations


class WhenceError(Exception):
    """Base of every error Whence raises on purpose.

    `cause` says what is wrong in one sentence, `where` names the file, record or setting it is
    about, `remedy` says what the user can do. All three are plain text and safe to print.
    """

    def __init__(self, cause: str, *, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(cause, where, remedy)
        self.cause = cause
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        head = f"{self.where}: {self.cause}" if self.where else self.cause
        return f"{head} ({self.remedy})" if self.remedy else head


class UsageError(WhenceError):
    """The caller asked for something that cannot be done."""


class SettingsError(WhenceError):
    """A settings file holds an unknown key or a value that does not fit."""


class ReadError(WhenceError):
    """One input cannot be read. It costs nothing but that input."""


class ModelError(WhenceError):
    """The network's files are missing, damaged, or do not belong together."""


class WorkerError(WhenceError):
    """The processes that share the reading of a pile cannot be had."""


class LedgerError(WhenceError):
    """A ledger cannot be opened, written or trusted."""


class LedgerVersionError(LedgerError):
    """The ledger was written by a newer Whence than this one."""


class LedgerFullError(LedgerError):
    """There is no room left to write. Everything committed before is safe."""


class LedgerDamagedError(LedgerError):
    """What the ledger holds does not match its own hashes."""
