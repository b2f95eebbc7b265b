"""Verdicts and notes: decisions that change what people say of a record, and nothing in it.

What comes out is the same as when all decisions on the record are replayed (`settling`), without
reading what it holds. Where that is not sure, it has to be replayed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whence.judging.standing import standing
from whence.ledger.bench import Bench
from whence.ledger.shown import ShownPoint
from whence.records.judgement import About, AttributionSeen, Judgement, PointSeen
from whence.records.verdict import Verdict

SAYINGS = frozenset({Verdict.CONFIRMED, Verdict.REJECTED, Verdict.UNSURE, Verdict.NOTED})
CHANGES_WORDS = frozenset({Verdict.REJECTED, Verdict.EDITED, Verdict.ADDED})


def settle_saying(bench: Bench, target: Judgement) -> bool:
    """Show what a decision changes of what is said of a point; False: it has to be replayed.

    `target` is the decision just taken, or the one that it takes back or restores.
    """
    if isinstance(target.seen, AttributionSeen):
        return _leaves_words(bench.decisions_on(target.subject))
    if not isinstance(target.seen, PointSeen) or not _is_saying(target):
        return False
    shown = bench.shown_point(target.seen.id)
    if shown is None or shown.accounts != {account.id for account in target.seen.accounts}:
        return False
    taken = bench.decisions_on(target.subject)
    before, after = _standing(taken[:-1]), _standing(taken)
    gone = [before[number] for number in before if number not in after]
    if not _is_sure(bench, shown, taken, gone):
        return False
    sayings = {j.number for j in taken if _is_saying(j)}
    marks = {mark.number: mark for mark in shown.judged}
    if sayings.intersection(marks) != set(before):
        return False  # what was said of it before belongs to another point now
    said = {number: marks.get(number, j.mark()) for number, j in after.items()}
    kept = {number: mark for number, mark in marks.items() if number not in sayings}
    both = {**kept, **said}
    bench.mark_points({target.seen.id: tuple(both[number] for number in sorted(both))})
    return True


def _is_sure(
    bench: Bench, shown: ShownPoint, taken: Sequence[Judgement], gone: Sequence[Judgement]
) -> bool:
    """Say whether the point holds the same with what is `gone`, and with what is said now.

    A confirmed point keeps its accounts together, whatever linking made of them since and
    whatever else was decided: that shows only when points were linked anew after the decision,
    where people changed the point, or where another decision that claims an account was restored.
    """
    if taken[0].number <= bench.linked_at() or bench.restored_beside(taken[0].subject):
        return False
    takes_back = isinstance(taken[-1].change, About)
    return not shown.changed or not (
        takes_back or any(j.verdict is Verdict.CONFIRMED for j in gone)
    )


def _is_saying(judgement: Judgement) -> bool:
    return judgement.verdict in SAYINGS and judgement.change is None


def _standing(taken: Sequence[Judgement]) -> dict[int, Judgement]:
    return {j.number: j for j in standing(taken) if _is_saying(j)}


def _leaves_words(taken: Iterable[Judgement]) -> bool:
    """Say whether decisions on an attribution bear on no point: none ever changed its words."""
    return not any(j.verdict in CHANGES_WORDS for j in taken)
