"""Points and credits read in turn are those read at once, in the order of lists."""

from __future__ import annotations

import pytest

from whence.deciding.taking import Judge
from whence.ledger import in_turn
from whence.ledger.store import Ledger
from whence.records.verdict import Verdict
from whence.views.ranking import ranked


def test_in_turn_all_is_told_as_at_once(
    ledger: Ledger, ada: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_turn, "AT_ONCE", 5)
    monkeypatch.setattr(in_turn, "CREDITS_AT_ONCE", 3)
    before = ledger.links()
    ada.merge(before.points[0].id, [before.points[1].id])
    ada.verdict(before.points[2].id, Verdict.CONFIRMED)
    ada.verdict(before.relays[0].id, Verdict.REJECTED)
    ada.verdict(before.reuses[-1].id, Verdict.REJECTED)
    links = ledger.links()
    told = list(ledger.points_in_turn())
    assert [one.point for one in told] == list(ranked(links.points))
    assert all(a.report in one.reports for one in told for a in one.point.accounts)
    found = list(ledger.credits_in_turn())
    assert [one.credit for one in found] == [*links.relays, *links.reuses]
    assert all(one.credit.report in one.reports for one in found)
    pairs = list(ledger.analysed())
    assert [found for _, found in pairs] == list(ledger.extractions())
    assert all(report.id == found.report for report, found in pairs)
