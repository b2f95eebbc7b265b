"""What was decided, in one line each, and whether it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.judging.standing import withdrawn
from whence.records.judgement import (
    About,
    ActorSeen,
    Apart,
    AttributionSeen,
    Judgement,
    NewSpans,
    NewSpeaker,
    OneOrigin,
    PointSeen,
    RelaySeen,
    ReuseSeen,
    SeparateOrigins,
    Together,
)
from whence.records.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Happened:
    """One decision as history tells it: `about` what kind of record, `what` was done to it.

    `stands` is False where it was taken back; an undo itself always stands.
    """

    judgement: Judgement
    about: str
    what: str
    stands: bool


def history(taken: Sequence[Judgement]) -> list[Happened]:
    """Return every decision in the order taken, with what became of it."""
    gone = withdrawn(taken)
    return [Happened(j, about(j), what(j), j.number not in gone) for j in taken]


def about(judgement: Judgement) -> str:
    """Return what kind of record a decision is on."""
    seen = judgement.seen
    if isinstance(seen, AttributionSeen):
        return "attribution"
    if isinstance(seen, PointSeen):
        return "point"
    if isinstance(seen, ActorSeen):
        return "actor"
    if isinstance(seen, RelaySeen):
        return "credit"
    if isinstance(seen, ReuseSeen):
        return "carried-over words"
    return "decision" if isinstance(judgement.change, About) else "record"


def what(judgement: Judgement) -> str:
    """Return in words what a decision did."""
    change = judgement.change
    if isinstance(change, About):
        word = "took back" if judgement.verdict is Verdict.WITHDRAWN else "restored"
        return f"{word} decision {change.number}"
    if isinstance(change, NewSpans):
        return "marked other words as source, cue and content"
    if isinstance(change, NewSpeaker):
        before = _speaker(judgement)
        return f"named {change.name} as the speaker{before}"
    if isinstance(change, Together):
        named = [o.question if isinstance(o, PointSeen) else o.name for o in change.others]
        return f"took in {'; '.join(named)}"
    if isinstance(change, Apart):
        accounts, members = len(change.accounts), len(change.members)
        return f"took {_count(accounts, 'account') or _count(members, 'member')} out"
    if isinstance(change, OneOrigin | SeparateOrigins) and judgement.verdict is Verdict.UNSURE:
        return "cannot tell whether 2 accounts rest on one origin"
    if isinstance(change, OneOrigin):
        return f"one origin for {_count(len(change.accounts), 'account')}"
    if isinstance(change, SeparateOrigins):
        one = _count(len(change.accounts), "account")
        two = _count(len(change.others), "other")
        return f"no origin shared between {one} and {two}"
    return {Verdict.ADDED: "added what the machine had missed"}.get(
        judgement.verdict, str(judgement.verdict)
    )


def name_of(judgement: Judgement) -> str:
    """Return what the record judged is called where it has a name, else nothing."""
    seen = judgement.seen
    if isinstance(seen, PointSeen):
        return seen.question
    if isinstance(seen, ActorSeen):
        return seen.name
    if isinstance(seen, RelaySeen):
        return seen.cites
    if isinstance(seen, ReuseSeen):
        return f"from {seen.agency}" if seen.agency else "from another report"
    return ""


def _speaker(judgement: Judgement) -> str:
    seen = judgement.seen
    known = isinstance(seen, AttributionSeen) and seen.speaker_name
    return f" in place of {known}" if known else ""


def _count(number: int, noun: str) -> str:
    if not number:
        return ""
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"
