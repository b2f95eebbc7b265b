"""A person's decisions, and who brought what in: appended, never overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a person decided about something the machine proposed."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision. `subject` is the id of the record judged; `at` is an ISO time in UTC."""

    subject: str
    verdict: Verdict
    by: str
    at: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the ledger's append-only log.

    `hash` is SHA-256 over the previous entry's hash and this entry's canonical JSON, so that a
    change to any entry shows in every later one.
    """

    number: int
    at: str
    by: str
    action: str
    subject: str
    detail: str
    hash: str
