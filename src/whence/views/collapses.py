"""The collapses of a point's origins: which two accounts, on what evidence, and who decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from whence.records.links import Collapse, Point
from whence.records.verdict import Marks, Verdict, standing_of
from whence.views.points import AccountView, PointView

UNTOLD = "The account that tied them was taken out."


@dataclass(frozen=True, slots=True)
class CollapseView:
    """Two accounts and why they rest on one origin; `apart`: people say that they do not."""

    number: int
    one: AccountView
    other: AccountView
    why: str
    judged: Marks
    standing: str
    apart: bool

    @property
    def anchor(self) -> str:
        """Return the anchor of its row in the table."""
        return f"collapse-{self.number}"


def collapse_views(point: Point, view: PointView) -> tuple[CollapseView, ...]:
    """Return what holds the origins together, in their order, and last what people told apart."""
    accounts = {account.id: account for account in view.accounts}
    marks: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, mark in enumerate(point.judged):
        if len(mark.part) == 2:
            marks[mark.part].append(number)
    held = [c for c in _in_order(point) if {c.one, c.other} <= set(accounts)]
    pairs = {_pair(c) for c in held}
    told_apart = [
        Collapse(pair[0], pair[1], "")
        for pair in marks
        if pair not in pairs
        and set(pair) <= set(accounts)
        and point.judged[marks[pair][-1]].verdict is Verdict.REJECTED
    ]
    found = []
    for number, c in enumerate((*held, *told_apart), 1):
        judged = tuple(point.judged[place] for place in marks.get(_pair(c), ()))
        apart = number > len(held)
        found.append(
            CollapseView(
                number=number,
                one=accounts[c.one],
                other=accounts[c.other],
                why=c.why or ("Told apart by people." if apart else UNTOLD),
                judged=judged,
                # By the pair alone: what is decided on a part is no opinion on the point.
                standing=standing_of(replace(mark, part=()) for mark in judged).value,
                apart=apart,
            )
        )
    return tuple(found)


def evidence_of(
    origin: Sequence[AccountView], collapses: Sequence[CollapseView]
) -> Mapping[str, CollapseView]:
    """Return for each account of an origin but the first which collapse ties it to one before.

    The collapses within an origin make a tree; each account but its root has one that leads there.
    """
    tied: defaultdict[str, list[tuple[str, CollapseView]]] = defaultdict(list)
    for collapse in collapses:
        if not collapse.apart:
            tied[collapse.one.id].append((collapse.other.id, collapse))
            tied[collapse.other.id].append((collapse.one.id, collapse))
    found: dict[str, CollapseView] = {}
    seen: set[str] = set()
    for account in origin:
        waiting = [account.id] if account.id not in seen else []
        seen.update(waiting)
        while waiting:
            for other, collapse in tied[waiting.pop(0)]:
                if other not in seen:
                    seen.add(other)
                    found[other] = collapse
                    waiting.append(other)
    return found


def _in_order(point: Point) -> list[Collapse]:
    places = {account: n for n, ids in enumerate(point.origins) for account in ids}
    return sorted(point.collapses, key=lambda c: places.get(c.one, len(places)))


def _pair(collapse: Collapse) -> tuple[str, ...]:
    return tuple(sorted((collapse.one, collapse.other)))
