"""What people decided about a record, as the record itself carries it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a person did: a verdict on what the machine proposed, a correction, or taking back."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    UNSURE = "unsure"
    EDITED = "edited"
    ADDED = "added"
    MERGED = "merged"
    SPLIT = "split"
    NOTED = "noted"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


class Standing(StrEnum):
    """How a record stands after all that people decided on it."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Judged:
    """Who decided what on a record, and when; `number` is the decision's place in the log.

    `near` says that the record now has other words, or a point other accounts, than those the
    person decided on. `part`
    are the accounts of a point that the decision is about, where it is about their origin alone.
    """

    verdict: Verdict
    by: str
    at: str
    note: str | None = None
    number: int = 0
    near: bool = False
    part: tuple[str, ...] = ()


Marks = tuple[Judged, ...]

_ACCEPTING = frozenset({Verdict.CONFIRMED, Verdict.EDITED, Verdict.ADDED})
_REFUSING = frozenset({Verdict.REJECTED})
_OPINIONS = _ACCEPTING | _REFUSING | {Verdict.UNSURE}


def standing_of(marks: Iterable[Judged]) -> Standing:
    """Return how a record with these marks stands; the last opinion of each person counts.

    One accepts and another rejects: disputed. Merging, splitting and notes are no opinion, nor
    is what is decided on a part of the record.
    """
    last = {m.by: m.verdict for m in marks if m.verdict in _OPINIONS and not m.part}
    opinions = set(last.values())
    accepted, refused = bool(opinions & _ACCEPTING), bool(opinions & _REFUSING)
    if accepted and refused:
        return Standing.DISPUTED
    if refused:
        return Standing.REJECTED
    if accepted:
        return Standing.ACCEPTED
    return Standing.UNSURE if opinions else Standing.PROPOSED
