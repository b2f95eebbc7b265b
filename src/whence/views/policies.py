"""A point's figures as one row, by the policies of the field: applied on the way out only.

UCDP reports a low, a best and a high estimate; ACLED takes the most conservative report. The best
here is the answer that most independent origins give, among these the latest.
"""

from __future__ import annotations

from dataclasses import dataclass

from whence.views.points import AccountView, PointView
from whence.views.wording import number


@dataclass(frozen=True, slots=True)
class Policies:
    """One figure for each policy, in words, and whose word it is."""

    low: str
    best: str
    best_by: str
    high: str
    conservative: str
    latest: str
    latest_by: str


def policies(point: PointView) -> Policies | None:
    """Return a point's figures by each policy, None where it has none or units differ."""
    figures = [a for a in point.accounts if a.figure and (a.low, a.high) != (None, None)]
    if not figures or point.units > 1:
        return None
    lows = [a.low if a.low is not None else a.high or 0.0 for a in figures]
    highs = [a.high if a.high is not None else a.low or 0.0 for a in figures]
    best = max(figures, key=lambda a: (_origins(point, a), a.day))
    latest = max(figures, key=lambda a: a.day)
    open_end = any(a.high is None for a in figures)
    return Policies(
        low=number(min(lows)),
        best=best.figure,
        best_by=_by(best),
        high=number(max(highs)) + (" or more" if open_end else ""),
        conservative=number(min(lows)),
        latest=latest.figure,
        latest_by=_by(latest),
    )


def _origins(point: PointView, account: AccountView) -> int:
    """Return how many origins give the answer of this account."""
    return sum(
        any(other.letter == account.letter for other in origin) for origin in point.origin_accounts
    )


def _by(account: AccountView) -> str:
    source = next((name for name in reversed(account.chain) if name), account.outlet)
    return f"{source}, {account.as_of or account.published}"
