"""Which decisions stand, what undo and redo take, and what the verdicts say of the machine."""

from __future__ import annotations

import math

import pytest

from whence.judging.accuracy import Stage, accuracy, wilson
from whence.judging.standing import standing, subject_of, to_redo, to_undo
from whence.records.judgement import (
    About,
    AccountSeen,
    Apart,
    AttributionSeen,
    Change,
    Judgement,
    NewSpans,
    NewSpeaker,
    OneOrigin,
    PointSeen,
    Seen,
    SeparateOrigins,
)
from whence.records.span import Span
from whence.records.verdict import Verdict

SAID = AttributionSeen("r1", (), (Span(0, 4),), (Span(5, 9),))
OTHER = AttributionSeen("r1", (), (Span(10, 14),), (Span(15, 19),))
ACCOUNTS = tuple(AccountSeen(f"account:{n}", f"r{n}", (Span(0, 9),)) for n in range(3))
POINT = PointSeen(
    "point:1", "how many?", ACCOUNTS, 1.0, (("account:0", "account:1"), ("account:2",))
)


class Log:
    """Decisions numbered in the order they are taken."""

    def __init__(self) -> None:
        self.taken: list[Judgement] = []

    def take(
        self, by: str, verdict: Verdict, seen: Seen | None = None, change: Change | None = None
    ) -> int:
        number = len(self.taken) + 1
        subject = subject_of(seen) if seen else "a record"
        self.taken.append(
            Judgement(subject, verdict, by, f"t{number}", None, seen, change, number=number)
        )
        return number

    def undo(self, by: str) -> int | None:
        target = to_undo(self.taken, by)
        if target is None:
            return None
        self.take(by, Verdict.WITHDRAWN, None, About(target.number))
        return target.number

    def redo(self, by: str) -> int | None:
        target = to_redo(self.taken, by)
        if target is None:
            return None
        self.take(by, Verdict.RESTORED, None, About(target.number))
        return target.number

    def numbers(self) -> list[int]:
        return [j.number for j in standing(self.taken)]


def test_undo_goes_back_one_by_one_and_redo_forward_again() -> None:
    log = Log()
    first = log.take("Ada", Verdict.CONFIRMED, SAID)
    second = log.take("Ada", Verdict.REJECTED, OTHER)
    others = log.take("Bo", Verdict.REJECTED, SAID)
    assert log.undo("Ada") == second
    assert log.undo("Ada") == first
    assert log.undo("Ada") is None
    assert log.numbers() == [others]
    assert log.redo("Ada") == first
    assert log.redo("Ada") == second
    assert log.redo("Ada") is None
    assert log.numbers() == [first, second, others]


def test_nothing_is_redone_after_a_new_decision() -> None:
    log = Log()
    log.take("Ada", Verdict.CONFIRMED, SAID)
    log.undo("Ada")
    log.take("Ada", Verdict.UNSURE, OTHER)
    assert log.redo("Ada") is None


def test_an_opinion_replaces_ones_own_last_and_undo_brings_it_back() -> None:
    log = Log()
    first = log.take("Ada", Verdict.CONFIRMED, SAID)
    second = log.take("Ada", Verdict.REJECTED, SAID)
    edited = log.take("Ada", Verdict.EDITED, SAID, NewSpeaker("Ilse"))
    assert log.numbers() == [second, edited]
    log.undo("Ada")
    log.undo("Ada")
    assert log.numbers() == [first]


def test_the_subject_of_an_attribution_is_its_characters() -> None:
    renamed = AttributionSeen("r1", (), (Span(0, 4),), (Span(5, 9),), speaker_name="x", score=0.1)
    assert subject_of(renamed) == subject_of(SAID) != subject_of(OTHER)
    assert subject_of(POINT) == "point:1"


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    # Newcombe 1998 (Statistics in Medicine 17:857), table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_bounds(right: int, total: int, low: float, high: float) -> None:
    found = wilson(right, total)
    assert math.isclose(found[0], low, abs_tol=5e-5)
    assert math.isclose(found[1], high, abs_tol=5e-5)


@pytest.mark.parametrize(("right", "total"), [(0, 0), (3, 2), (-1, 4)])
def test_wilson_refuses_what_is_no_share(right: int, total: int) -> None:
    with pytest.raises(ValueError, match="right <= total"):
        wilson(right, total)


def test_accuracy_counts_each_record_once_by_stage() -> None:
    log = Log()
    log.take("Ada", Verdict.CONFIRMED, SAID)
    log.take("Bo", Verdict.REJECTED, SAID)  # disputed
    log.take("Ada", Verdict.EDITED, OTHER, NewSpans((), (), (Span(15, 17),)))
    log.take("Ada", Verdict.EDITED, OTHER, NewSpeaker("Ilse"))
    log.take("Ada", Verdict.ADDED, AttributionSeen("r2", (), (), (Span(0, 4),)))
    log.take("Ada", Verdict.CONFIRMED, POINT)
    log.take("Bo", Verdict.CONFIRMED, POINT)
    log.take("Ada", Verdict.EDITED, POINT, OneOrigin(ACCOUNTS[:2]))
    found = {s.stage: s for s in accuracy(standing(log.taken))}
    said = found[Stage.ATTRIBUTIONS]
    assert (said.right, said.wrong, said.disputed, said.missed) == (0, 1, 1, 1)
    assert (found[Stage.SPEAKERS].right, found[Stage.SPEAKERS].wrong) == (1, 1)
    assert (found[Stage.POINTS].right, found[Stage.POINTS].wrong) == (1, 0)
    assert (found[Stage.ORIGINS].right, found[Stage.ORIGINS].wrong) == (1, 0)
    assert found[Stage.ACTORS].share is None
    log.take("Ada", Verdict.SPLIT, POINT, Apart(accounts=ACCOUNTS[:1]))
    log.take("Bo", Verdict.EDITED, POINT, SeparateOrigins(ACCOUNTS[:1], ACCOUNTS[1:2]))
    found = {s.stage: s for s in accuracy(standing(log.taken))}
    assert found[Stage.POINTS].disputed == 1
    assert found[Stage.ORIGINS].disputed == 1
