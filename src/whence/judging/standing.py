"""Which decisions stand: less what was taken back, less what a person replaced by a later one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whence.ids import record_id
from whence.records.judgement import About, AttributionSeen, Judgement, Seen, origin_part
from whence.records.verdict import Verdict

_TAKING_BACK = frozenset({Verdict.WITHDRAWN, Verdict.RESTORED})
_OPINIONS = frozenset({Verdict.CONFIRMED, Verdict.REJECTED, Verdict.UNSURE})


def subject_of(seen: Seen) -> str:
    """Return the id a decision on `seen` is filed under, the same whatever the machine calls it.

    An attribution's depends on its report and characters only; every other record has its own id.
    """
    if not isinstance(seen, AttributionSeen):
        return seen.id
    parts = [[s.pair() for s in spans] for spans in (seen.source, seen.cue, seen.content)]
    return record_id("attribution", seen.report, *parts)


def withdrawn(taken: Iterable[Judgement]) -> set[int]:
    """Return the numbers of the decisions that are taken back; `taken` stands in order.

    One that names no other by its number takes back the last on its own subject.
    """
    gone: set[int] = set()
    by_subject: dict[str, list[int]] = {}
    for judgement in taken:
        about = judgement.change
        if judgement.verdict is Verdict.WITHDRAWN and not isinstance(about, About):
            listed = by_subject.get(judgement.subject, [])
            last = [number for number in listed if number not in gone][-1:]
            gone.update(last)
        elif judgement.verdict is Verdict.WITHDRAWN and isinstance(about, About):
            gone.add(about.number)
        elif judgement.verdict is Verdict.RESTORED and isinstance(about, About):
            gone.discard(about.number)
        else:
            by_subject.setdefault(judgement.subject, []).append(judgement.number)
    return gone


def standing(taken: Sequence[Judgement]) -> list[Judgement]:
    """Return the decisions that stand, in the order they were taken.

    A person's later opinion on a subject, or later correction of one sort, replaces that person's
    earlier one, never another person's.
    """
    gone = withdrawn(taken)
    last: dict[tuple[object, ...], Judgement] = {}
    for judgement in taken:
        if judgement.verdict not in _TAKING_BACK and judgement.number not in gone:
            last[_place(judgement)] = judgement
    return sorted(last.values(), key=lambda j: j.number)


def _place(judgement: Judgement) -> tuple[object, ...]:
    """Return what a person holds one decision of at a time."""
    own = (judgement.by, judgement.subject)
    if part := origin_part(judgement.change):
        return (*own, part)
    if judgement.verdict in _OPINIONS:
        return (*own, "opinion")
    if judgement.verdict is Verdict.EDITED:
        return (*own, type(judgement.change).__name__)
    return (*own, judgement.number)


def to_undo(taken: Sequence[Judgement], by: str) -> Judgement | None:
    """Return the decision of `by` that an undo takes back: the last that was not."""
    gone = withdrawn(taken)
    own = (j for j in reversed(taken) if j.by == by and j.verdict not in _TAKING_BACK)
    return next((j for j in own if j.number not in gone), None)


def to_redo(taken: Sequence[Judgement], by: str) -> Judgement | None:
    """Return the decision that a redo restores: what `by` took back last, nothing decided since."""
    gone = withdrawn(taken)
    by_number: dict[int | None, Judgement] = {j.number: j for j in taken}
    for judgement in reversed(taken):
        if judgement.by != by:
            continue
        if judgement.verdict not in _TAKING_BACK:
            return None
        number = judgement.change.number if isinstance(judgement.change, About) else None
        if judgement.verdict is Verdict.WITHDRAWN and number in gone:
            return by_number.get(number)
    return None
