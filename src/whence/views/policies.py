"""A point's figures as one row, by the policies of the field, in words.

The rules themselves are those of `whence points --policy`: see `linking/policies.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.linking.policies import Policy, days_known, estimate
from whence.records.links import Point
from whence.views.index import Index
from whence.views.points import AccountView, PointView
from whence.views.wording import listed, number


@dataclass(frozen=True, slots=True)
class Policies:
    """One figure for each policy, and whose word the best and the most conservative are."""

    low: str
    best: str
    best_by: str
    high: str
    conservative: str
    conservative_why: str
    conservative_by: str


MOST_NAMED = 3


def policies(point: Point, view: PointView, index: Index) -> Policies | None:
    """Return a point's figures by each policy, None where it has none or units differ."""
    days = days_known(index.reports.values())
    ucdp = estimate(point, Policy.UCDP, days)
    acled = estimate(point, Policy.ACLED, days)
    if ucdp is None or acled is None:
        return None
    ends = [a.high if a.high is not None else a.low for a in point.accounts]
    known = [end for end in ends if end is not None]
    high = f"{number(max(known))} or more" if ucdp.high is None else number(ucdp.high)
    accounts = {account.id: account for account in view.accounts}
    return Policies(
        low=number(ucdp.low),
        best=number(ucdp.best),
        best_by=_by([accounts[i] for i in ucdp.accounts if i in accounts]),
        high=high,
        conservative=number(acled.best),
        conservative_why="of the latest day, as ACLED takes it"
        if acled.why.endswith("told")
        else "of all, as ACLED takes it where no day is known",
        conservative_by=_by([accounts[i] for i in acled.accounts if i in accounts]),
    )


def _by(accounts: Sequence[AccountView]) -> str:
    """Return whose word a figure is, and of which day."""
    told = [next((n for n in reversed(a.chain) if n), a.outlet) for a in accounts]
    names = list(dict.fromkeys(told))
    days = [a.as_of or a.published for a in accounts]
    named = names if len(names) <= MOST_NAMED else [*names[: MOST_NAMED - 1], "others"]
    return f"{listed(named)}, {days[-1]}" if accounts else ""
