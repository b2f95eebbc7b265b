"""What is left out, how a figure moved, and one row of figures by a policy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.linking.build import report
from whence.linking.movement import Change, DayKind, find_movements
from whence.linking.omissions import Coverage, find_positions
from whence.linking.policies import Policy, days_known, estimate
from whence.records.extraction import EntityType
from whence.records.links import Account, LinkedEntity, Point, PointKind, Relation
from whence.records.report import DateOrigin, Published, Report, is_partial
from whence.records.span import Span

LONG = "The ferry burned off Port Salen and many people came to the quay to look. " * 8


def account(
    name: str,
    of: Report,
    low: float | None = None,
    high: float | None = None,
    *,
    as_of: str | None = None,
    chain: tuple[str, ...] = (),
    unit: str | None = "people",
) -> Account:
    return Account(name, of.id, (Span(0, 9),), name, low, high, unit, chain, as_of)


def point(
    *accounts: Account,
    groups: tuple[tuple[str, ...], ...] | None = None,
    relation: Relation = Relation.DISAGREE,
    origins: tuple[tuple[str, ...], ...] | None = None,
) -> Point:
    single = tuple((a.id,) for a in accounts)
    return Point(
        id="p1",
        question="How many people were killed?",
        kind=PointKind.QUANTITY,
        accounts=accounts,
        groups=single if groups is None else groups,
        relation=relation,
        origins=single if origins is None else origins,
        origins_low=1,
        origins_high=len(accounts),
    )


def made(publisher: str, day: str | None, text: str = LONG) -> Report:
    return report(text, publisher=publisher, day=day)


EARLY = made("Early Bird", "2031-05-01")
FIRST = made("First Post", "2031-05-02")
SECOND = made("Second Post", "2031-05-03")
LATE = made("Late News", "2031-05-04")
CUT = made("Cut Short", "2031-05-04", LONG + " Read more")
UNDATED = made("Undated", None)
ELSEWHERE = made("Elsewhere", "2031-05-04")
OUTLETS = {r.id: r.publisher or "" for r in (EARLY, FIRST, SECOND, LATE, CUT, UNDATED, ELSEWHERE)}


def actor(name: str, *reports: Report) -> LinkedEntity:
    members = tuple((r.id, "e1") for r in reports)
    return LinkedEntity(name, name, EntityType.ORGANIZATION, (), members)


def test_positions_tell_silent_from_too_early_from_unknowable() -> None:
    on_it = (EARLY, FIRST, SECOND, LATE, CUT, UNDATED)
    actors = [actor(name, *on_it) for name in ("a", "b", "c")]
    told = point(account("x", FIRST, 9, 9), account("y", SECOND, 9, 9), groups=(("x", "y"),))
    found = find_positions([told], actors, [*on_it, ELSEWHERE], OUTLETS)
    assert {p.outlet: p.coverage for p in found} == {
        "Early Bird": Coverage.BEFORE_KNOWN,
        "First Post": Coverage.SAYS_SO,
        "Second Post": Coverage.SAYS_SO,
        "Late News": Coverage.SILENT,
        "Cut Short": Coverage.CANNOT_TELL,
        "Undated": Coverage.CANNOT_TELL,
    }
    assert {p.known for p in found} == {"2031-05-02"}


def test_a_report_of_the_first_day_may_have_come_before() -> None:
    others = [made(f"Other {n}", "2031-05-02") for n in range(3)]
    reports = [FIRST, SECOND, *others]
    actors = [actor(name, *reports) for name in ("a", "b", "c")]
    told = point(account("x", FIRST, 9, 9), account("y", SECOND, 9, 9))
    outlets = {r.id: r.publisher or "" for r in reports}
    found = {p.outlet: p for p in find_positions([told], actors, reports, outlets)}
    assert found["Other 0"].coverage is Coverage.CANNOT_TELL
    assert "maybe before" in found["Other 0"].why


def test_nobody_is_silent_whose_words_may_tell_it() -> None:
    first = made("First Post", "2031-05-02", "Nine sailors drowned off Salen lighthouse. " + LONG)
    words = "A lighthouse keeper at Salen saw how nine sailors had drowned there"
    later = made("Later Post", "2031-05-04", f"{LONG}\n{words}.")
    other = made("Other Post", "2031-05-04", f"{LONG}\nA lighthouse keeper resigned.")
    said = replace(account("x", first, 9, 9), spans=(Span(0, 41),))
    actors = [actor(name, first, later, other) for name in ("a", "b", "c")]
    outlets = {r.id: r.publisher or "" for r in (first, later, other)}
    found = find_positions([point(said)], actors, [first, later, other], outlets)
    by = {p.outlet: p for p in found}
    assert by["Later Post"].coverage is Coverage.CANNOT_TELL
    assert by["Later Post"].why == f"these words may tell it: {words}"
    assert by["Other Post"].coverage is Coverage.SILENT


def test_another_answer_is_said_otherwise_unless_it_is_only_detail() -> None:
    told = point(
        account("x", FIRST, 9, 9),
        account("y", SECOND, 9, 9),
        account("z", LATE, 14, 14),
        groups=(("x", "y"), ("z",)),
    )
    by = {p.outlet: p.coverage for p in find_positions([told], [], [FIRST, SECOND, LATE], OUTLETS)}
    assert by["Late News"] is Coverage.SAYS_OTHERWISE
    detail = replace(told, relation=Relation.DIFFER_IN_DETAIL)
    by = {
        p.outlet: p.coverage for p in find_positions([detail], [], [FIRST, LATE, SECOND], OUTLETS)
    }
    assert by["Late News"] is Coverage.SAYS_SO


@pytest.mark.parametrize("ending", ["…", "...", " Continue reading", " Subscribe to read", ""])
def test_a_text_cut_off_is_told(ending: str) -> None:
    assert is_partial(made("A", None, LONG + ending)) is bool(ending)
    assert is_partial(made("A", None, "Nine died."))


def test_a_figure_moves_by_updates_and_clashes_within_a_day() -> None:
    told = point(
        account("nine", FIRST, 9, 9, chain=("the Guard", "")),
        account("fourteen", FIRST, 14, 14),
        account("twenty", LATE, 20, 20, as_of="2031-05-03"),
        account("at least nine", SECOND, 9, None),
    )
    (movement,) = find_movements([told], [FIRST, SECOND, LATE], OUTLETS)
    assert [c.account for c in movement.counts] == ["nine", "fourteen", "at least nine", "twenty"]
    assert movement.counts[0].speaker == "the Guard"
    assert movement.counts[3].day_kind is DayKind.AS_OF
    assert {(m.change, m.first, m.second) for m in movement.moves} == {
        (Change.CLASH, "nine", "fourteen"),
        (Change.UPDATE, "nine", "twenty"),
        (Change.UPDATE, "fourteen", "twenty"),
    }


def test_only_what_is_counted_moves() -> None:
    told = replace(point(account("x", FIRST)), kind=PointKind.ACTION)
    assert find_movements([told], [FIRST], OUTLETS) == ()


DAYS = {r.id: r.published.value for r in (FIRST, SECOND, LATE) if r.published}


def test_ucdp_gives_lowest_best_and_highest() -> None:
    told = point(
        account("a", FIRST, 9, 9),
        account("b", SECOND, 9, 9),
        account("c", LATE, 14, 20),
        origins=(("a",), ("b",), ("c",)),
    )
    found = estimate(told, Policy.UCDP, DAYS)
    assert found is not None
    assert (found.low, found.best, found.high, found.accounts) == (9, 9, 20, ("a", "b"))


def test_one_origin_told_twice_is_no_majority() -> None:
    told = point(
        account("a", FIRST, 14, 14), account("b", SECOND, 14, 14), account("c", LATE, 9, 9),
        origins=(("a", "b"), ("c",)),
    )  # fmt: skip
    found = estimate(told, Policy.UCDP, DAYS)
    assert found is not None
    assert found.best == 9


def test_an_open_end_stays_open() -> None:
    found = estimate(point(account("a", FIRST, 9, None)), Policy.UCDP, DAYS)
    assert found is not None
    assert found.high is None


def test_acled_takes_the_most_conservative_of_the_latest_day() -> None:
    told = point(
        account("a", FIRST, 5, 5), account("b", LATE, 14, 14), account("c", LATE, 12, None)
    )
    found = estimate(told, Policy.ACLED, DAYS)
    assert found is not None
    assert (found.low, found.best, found.high, found.accounts) == (12, 12, 12, ("c",))


def test_two_units_give_no_row() -> None:
    told = point(account("a", FIRST, 5, 5), account("b", LATE, 5, 5, unit="USD"))
    assert estimate(told, Policy.UCDP, DAYS) is None


def test_a_long_text_that_trails_off_is_whole() -> None:
    long = LONG * (1 + 400 // len(LONG.split()))
    assert not is_partial(made("A", None, f"{long} And so it goes ..."))
    assert is_partial(made("A", None, f"{long} Continue reading"))


def test_nobody_clashes_with_himself_over_a_toll_and_a_fall_is_no_update_of_anothers() -> None:
    told = point(
        account("nine", FIRST, 9, 9, chain=("the Guard",)),
        account("ten", FIRST, 10, 10, chain=("Salen's Guard",)),
        account("fourteen", SECOND, 14, None, chain=("Mara Voss",)),
        account("eleven", LATE, 11, 11, chain=("the Guard",)),
    )
    (movement,) = find_movements([told], [FIRST, SECOND, LATE], OUTLETS)
    moves = {(m.change, m.first, m.second) for m in movement.moves}
    assert (Change.UPDATE, "nine", "ten") in moves
    assert (Change.CLASH, "fourteen", "eleven") in moves


def test_a_day_known_within_a_range_neither_clashes_nor_moves() -> None:
    vague = replace(
        FIRST,
        id="vague",
        published=Published("2031-01-01", "2031-12-31", "2031-05-02", DateOrigin.INFERRED, "test"),
    )
    told = point(account("nine", vague, 9, 9), account("twenty", LATE, 20, 20))
    (movement,) = find_movements([told], [vague, LATE], {**OUTLETS, "vague": "Vague News"})
    assert movement.moves == ()
    (nine,) = [c for c in movement.counts if c.account == "nine"]
    assert (nine.day, nine.until) == ("2031-01-01", "2031-12-31")


def test_a_day_guessed_from_years_is_no_latest_day() -> None:
    guessed = Published("2029-01-01", "2032-12-31", "2031-12-01", DateOrigin.INFERRED, "test")
    vague = replace(FIRST, id="vague", published=guessed)
    assert set(days_known([vague, FIRST, UNDATED])) == {FIRST.id}
    told = point(account("nine", vague, 9, 9), account("twenty", FIRST, 20, 20))
    found = estimate(told, Policy.ACLED, days_known([vague, FIRST]))
    assert found is not None
    assert found.best == 20
    unknown = estimate(told, Policy.ACLED, {})
    assert unknown is not None
    assert (unknown.best, unknown.why.endswith("no day is known")) == (9, True)


@pytest.mark.parametrize(
    ("clause", "day"),
    [
        ("raising an earlier toll of nine", None),
        ("Nine sailors drowned off Salen", "2031-05-02"),
        ("The first toll of the storm came when nine sailors drowned off the coast", "2031-05-02"),
    ],
)
def test_a_figure_of_before_has_no_day(clause: str, day: str | None) -> None:
    told = made("First Post", "2031-05-02", f"{clause}. {LONG}")
    nine = replace(account("nine", told, 9, 9), spans=(Span(0, len(clause)),))
    (movement,) = find_movements([point(nine)], [told], {told.id: "First Post"})
    assert [c.day for c in movement.counts] == [day]
