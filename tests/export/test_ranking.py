"""Points that part stand first, the widest spoken of foremost."""

from whence.records.links import Account, Point, PointKind, Relation
from whence.views.ranking import ranked


def point(name: str, reports: str, relation: Relation, kind: PointKind) -> Point:
    accounts = tuple(Account(id=f"{name}{r}", report=r, spans=(), says="x") for r in reports)
    ids = tuple(account.id for account in accounts)
    return Point(name, name, kind, accounts, (ids,), relation, (ids,), 1, 1)


def test_points_stand_in_the_order_a_reader_needs_them() -> None:
    agree = point("agree", "abcd", Relation.AGREE, PointKind.QUANTITY)
    narrow = point("narrow", "ab", Relation.DENIED, PointKind.ACTION)
    said = point("said", "abc", Relation.DISAGREE, PointKind.STATEMENT)
    wide = point("wide", "abc", Relation.DIFFER_IN_TIME, PointKind.QUANTITY)
    assert ranked([agree, narrow, said, wide]) == (wide, said, narrow, agree)


def test_a_report_that_speaks_twice_counts_once() -> None:
    twice = point("a twice", "aab", Relation.DISAGREE, PointKind.ACTION)
    three = point("b three", "abc", Relation.DISAGREE, PointKind.ACTION)
    assert ranked([twice, three]) == (three, twice)
