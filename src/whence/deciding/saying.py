"""Verdicts and notes: decisions that change what people say of a record, and nothing in it.

What comes out is the same as when all decisions on the record are replayed (`settling`), without
reading what it holds. Where that is not sure, it has to be replayed.
"""

from __future__ import annotations

from collections.abc import Iterable

from whence.judging.standing import standing
from whence.ledger.bench import Bench
from whence.records.judgement import AttributionSeen, Judgement, PointSeen
from whence.records.verdict import Verdict

SAYINGS = frozenset({Verdict.CONFIRMED, Verdict.REJECTED, Verdict.UNSURE, Verdict.NOTED})
CHANGES_WORDS = frozenset({Verdict.REJECTED, Verdict.EDITED, Verdict.ADDED})


def settle_saying(bench: Bench, judgement: Judgement, target: Judgement) -> bool:
    """Show what a decision changes of what is said of a point; False: it has to be replayed.

    `judgement` stands last in the log; `target` is itself, or what it takes back or restores.
    """
    if isinstance(target.seen, AttributionSeen):
        return _leaves_words(bench.decisions_on(target.subject))
    if not isinstance(target.seen, PointSeen) or not _is_saying(target):
        return False
    shown = bench.shown_point(target.seen.id)
    if shown is None or (shown.changed and target is not judgement):
        return False
    if not shown.accounts.issuperset(account.id for account in target.seen.accounts):
        return False
    taken = bench.decisions_on(target.subject)
    sayings = {j.number for j in taken if _is_saying(j)}
    known = {mark.number for mark in shown.judged if mark.number in sayings}
    if known != {j.number for j in _standing(taken[:-1])}:
        return False  # what was said of it before belongs to another point now
    kept = [mark for mark in shown.judged if mark.number not in sayings]
    said = [j.mark() for j in _standing(taken)]
    marks = tuple(sorted((*kept, *said), key=lambda mark: mark.number))
    bench.mark_points({target.seen.id: marks})
    return True


def _is_saying(judgement: Judgement) -> bool:
    return judgement.verdict in SAYINGS and judgement.change is None


def _standing(taken: Iterable[Judgement]) -> list[Judgement]:
    return [j for j in standing(list(taken)) if _is_saying(j)]


def _leaves_words(taken: Iterable[Judgement]) -> bool:
    """Say whether decisions on an attribution bear on no point: none ever changed its words."""
    return not any(j.verdict in CHANGES_WORDS for j in taken)
