"""What waits for an eye: doubtful claims, unchecked points, disagreements, on both databases."""

from __future__ import annotations

from whence.deciding.taking import Judge
from whence.ledger.browse_doubts import DOUBTFUL, Doubted
from whence.ledger.store import Ledger
from whence.records.verdict import Verdict


def claims(ledger: Ledger) -> list[Doubted]:
    return ledger.browse(lambda b: b.doubted(0, 10_000))


def test_doubtful_claims_come_the_most_doubtful_first(ledger: Ledger) -> None:
    found = claims(ledger)
    wanted = {
        (e.report, a.id): a.doubt
        for e in ledger.extractions()
        for a in e.attributions
        if a.doubt >= DOUBTFUL
    }
    assert {(c.report, c.id): c.need for c in found} == wanted
    assert [c.need for c in found] == sorted((c.need for c in found), reverse=True)
    points, attributed, disputed = ledger.browse(lambda b: b.count_doubted())
    assert (points, attributed, disputed) == (len(ledger.links().points), len(found), 0)
    assert ledger.browse(lambda b: b.doubted(1, 2)) == found[1:3]


def test_what_is_decided_leaves_and_an_undo_brings_it_back(ledger: Ledger, ada: Judge) -> None:
    before = claims(ledger)
    first, second = before[0], before[1]
    ada.verdict(f"{first.report}#{first.id}", Verdict.REJECTED)
    ada.verdict(f"{second.report}#{second.id}", Verdict.UNSURE)
    after = claims(ledger)
    assert [(c.report, c.id) for c in after] == [(c.report, c.id) for c in (*before[2:], second)]
    assert after[-1].put_off
    ada.undo()
    ada.undo()
    assert claims(ledger) == before


def test_disagreements_on_points_and_claims_are_listed(
    ledger: Ledger, ada: Judge, bo: Judge
) -> None:
    point = ledger.links().points[0]
    claim = claims(ledger)[0]
    for name in (point.id, f"{claim.report}#{claim.id}"):
        ada.verdict(name, Verdict.CONFIRMED)
        bo.verdict(name, Verdict.REJECTED)
    found = ledger.browse(lambda b: b.disputed(0, 10))
    assert [(d.id, d.report, d.disputed) for d in found] == [
        (point.id, None, True),
        (claim.id, claim.report, True),
    ]
    assert ledger.browse(lambda b: b.count_doubted())[2] == 2
    bo.undo()
    assert [d.id for d in ledger.browse(lambda b: b.disputed(0, 10))] == [point.id]


def test_points_come_by_how_many_reports_they_would_mislead_about(
    ledger: Ledger, ada: Judge
) -> None:
    found = ledger.browse(lambda b: b.doubted_points(0, 100))
    assert [p.need for p in found] == sorted((p.need for p in found), reverse=True)
    ada.verdict(found[0].id, Verdict.UNSURE)
    ada.verdict(found[1].id, Verdict.CONFIRMED)
    after = ledger.browse(lambda b: b.doubted_points(0, 100))
    assert [p.id for p in after] == [p.id for p in (*found[2:], found[0])]
