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

    `near` says that the machine now marks other words than those the person decided on.
    """

    verdict: Verdict
    by: str
    at: str
    note: str | None = None
    number: int = 0
    near: bool = False


Marks = tuple[Judged, ...]

_ACCEPTING = frozenset({Verdict.CONFIRMED, Verdict.EDITED, Verdict.ADDED})
_REFUSING = frozenset({Verdict.REJECTED})
_OPINIONS = _ACCEPTING | _REFUSING | {Verdict.UNSURE}


def standing_of(marks: Iterable[Judged]) -> Standing:
    """Return how a record with these marks stands; the last opinion of each person counts.

    One accepts and another rejects: disputed. Merging, splitting and notes are no opinion.
    """
    last = {mark.by: mark.verdict for mark in marks if mark.verdict in _OPINIONS}
    opinions = set(last.values())
    accepted, refused = bool(opinions & _ACCEPTING), bool(opinions & _REFUSING)
    if accepted and refused:
        return Standing.DISPUTED
    if refused:
        return Standing.REJECTED
    if accepted:
        return Standing.ACCEPTED
    return Standing.UNSURE if opinions else Standing.PROPOSED
