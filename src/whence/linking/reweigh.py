"""The origins of one point after decisions on words: only of the accounts these bear on.

A credit or a passage that people strike, a claim that they correct, takes away or gives evidence
for the accounts that rest on it. Nothing else of a point changes: other accounts keep the origins
that linking found for them. So what is weighed anew are the origins that hold such an account,
with what else may join them; on a point of thousands that is a handful.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whence.linking.accounts import make_account
from whence.linking.evidence import Evidence
from whence.linking.implied import with_figures
from whence.linking.origins import (
    OriginDecisions,
    Origins,
    fewest,
    find_origins,
    named,
    names_its_origin,
)
from whence.linking.recount import Ground, bare_statement
from whence.linking.relations import answers_to
from whence.linking.statements import Statement
from whence.records.extraction import Attribution
from whence.records.links import Account, Collapse, PointKind, Reweighed

Statements = Mapping[str, Statement]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An account of an origin that no decision bears on, and what it rests on."""

    account: Account
    attribution: Attribution | None


@dataclass(frozen=True, slots=True)
class TouchedPoint:
    """As much of one of the machine's points as its origins are weighed anew by.

    `otherwise` are ids of the accounts that decisions bear on; `accounts`, in the point's order,
    hold all of their origins and what else may join these; `origins` are those of the machine's
    that hold one of `accounts`, whole, `collapses` those between two of `accounts`. `reasons`
    count all the point's collapses by their evidence, `size` its accounts. `elsewhere` are the
    origins that no decision bears on, where the lower bound leaves open how many of them are
    named: where it is one, one is or none. They may be left out, as of points of very many
    accounts; then none is taken to be.
    """

    id: str
    kind: PointKind
    otherwise: frozenset[str]
    accounts: tuple[Account, ...]
    origins: tuple[tuple[str, ...], ...]
    collapses: tuple[Collapse, ...]
    reasons: Mapping[str, int]
    low: int
    high: int
    size: int
    elsewhere: tuple[tuple[Elsewhere, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What accounts rest on: the ground, its evidence, and each account's statement by its id."""

    ground: Ground
    evidence: Evidence
    statements: Statements


def reweigh(
    point: TouchedPoint, before: Told, now: Told, reports: Sequence[str]
) -> Reweighed | None:
    """Return the point's origins as decisions on words of `reports` leave them.

    `before` is told as linking saw it, `now` as people decided. None: more than origins may have
    changed, or these do not tell enough; the point has to be counted anew.
    """
    was = _statements(point, before)
    told = was if now.statements is before.statements else _statements(point, now)
    anew = _accounts(point, before, now, was, told)
    if anew is None or (point.reasons and not point.collapses and not point.origins):
        return None
    if len(point.accounts) == point.size:
        found = _find(anew, told, now, OriginDecisions())
        return Reweighed(
            weighed=tuple(account.id for account in anew),
            origins=found.groups,
            collapses=found.collapses,
            low=found.low,
            high=found.high,
            why=found.why,
            reports=tuple(reports),
            accounts=_told_otherwise(point, anew),
        )
    whole = [o for o in point.origins if not point.otherwise.isdisjoint(o)]
    weighed = {i for origin in whole for i in origin}
    found = _find(anew, told, now, _kept(point, weighed))
    changed = [n for n, ids in enumerate(found.groups) if not weighed.isdisjoint(ids)]
    held = {i for n in changed for i in found.groups[n]}
    joined = [o for o in point.origins if weighed.isdisjoint(o) and not held.isdisjoint(o)]
    known = _known(point, before, was, [*whole, *joined])
    low, high = _bounds(point, found, changed, len(whole) + len(joined), known)
    collapses = tuple(
        c for c in found.collapses if c.why and (c.one in weighed or c.other in weighed)
    )
    return Reweighed(
        weighed=tuple(sorted(weighed)),
        origins=tuple(_filled(found.groups[n], joined) for n in changed),
        collapses=collapses,
        low=low,
        high=high,
        why=_why(point, weighed, collapses),
        reports=tuple(reports),
        accounts=_told_otherwise(point, anew),
    )


def _accounts(
    point: TouchedPoint,
    before: Told,
    now: Told,
    stated_before: Sequence[Statement],
    stated: Sequence[Statement],
) -> list[Account] | None:
    """Return the accounts as they are told now, None where one gives another answer now."""
    found = []
    for account, was, told in zip(point.accounts, stated_before, stated, strict=True):
        if account.id not in point.otherwise:
            found.append(account)
            continue
        if account.id not in now.statements:
            if account.id in before.statements:
                return None
            found.append(account)
            continue
        text = now.ground.reports[account.report].text
        figures = point.kind is PointKind.QUANTITY
        written = now.statements[account.id]
        anew = make_account(written, text, figures=figures, implied=told.quantity)
        same = account == anew and was is told
        if not same and answers_to(point.kind, [account], [was]) != answers_to(
            point.kind, [anew], [told]
        ):
            return None
        found.append(anew)
    return found


def _statements(point: TouchedPoint, told: Told) -> list[Statement]:
    """Return the statement of each of the point's accounts, in their order."""
    reports = told.ground.reports
    return with_figures(
        [told.statements.get(a.id) or bare_statement(a, reports[a.report]) for a in point.accounts],
        [reports[a.report].text for a in point.accounts],
        counting=point.kind is PointKind.QUANTITY,
    )


def _find(
    accounts: Sequence[Account],
    statements: Sequence[Statement],
    told: Told,
    decided: OriginDecisions,
) -> Origins:
    return find_origins(accounts, statements, _said(statements, told), told.evidence, decided)


def _said(statements: Sequence[Statement], told: Told) -> list[str]:
    return [s.span.of(told.ground.reports[s.report].text) for s in statements]


def _kept(point: TouchedPoint, weighed: set[str]) -> OriginDecisions:
    """Return what linking found that no decision bears on.

    Accounts of other origins stay together, and what did not join two accounts then does not now.
    """
    home = {i: n for n, origin in enumerate(point.origins) for i in origin}
    held = [account.id for account in point.accounts]
    one: list[tuple[tuple[str, ...], str]] = [
        ((c.one, c.other), c.why)
        for c in point.collapses
        if c.one not in point.otherwise and c.other not in point.otherwise and c.one in weighed
    ]
    for number, origin in enumerate(point.origins):
        if weighed.isdisjoint(origin):
            one.append((tuple(i for i in held if home.get(i) == number), ""))
    homes = {i: n for i, n in home.items() if i not in point.otherwise}
    return OriginDecisions(one=tuple(one), homes=homes)


def _known(
    point: TouchedPoint,
    before: Told,
    statements: Sequence[Statement],
    gone: Sequence[tuple[str, ...]],
) -> int:
    """Return how many origins but those `gone` are named."""
    evidence = before.evidence
    told = named(point.accounts, statements, _said(statements, before), evidence)
    own = sum(not told.isdisjoint(origin) for origin in gone)
    if point.low > 1 or own:
        return max(0, point.low - own)
    return int(
        any(
            names_its_origin(e.account, e.attribution, evidence)
            for origin in point.elsewhere
            for e in origin
        )
    )


def _bounds(
    point: TouchedPoint, found: Origins, changed: Sequence[int], gone: int, known: int
) -> tuple[int, int]:
    high = point.high - gone + len(changed)
    return fewest(known + sum(found.known[n] for n in changed)), high


def _filled(group: tuple[str, ...], joined: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return an origin with all accounts of those of the machine's that it took in."""
    taken = [i for origin in joined if not set(group).isdisjoint(origin) for i in origin]
    return tuple(dict.fromkeys((*group, *taken)))


def _why(point: TouchedPoint, weighed: set[str], collapses: Sequence[Collapse]) -> tuple[str, ...]:
    gone = Counter(c.why for c in point.collapses if c.one in weighed or c.other in weighed)
    kept = [why for why, count in point.reasons.items() if why and count > gone[why]]
    return tuple(dict.fromkeys((*kept, *(c.why for c in collapses))))


def _told_otherwise(point: TouchedPoint, anew: Sequence[Account]) -> tuple[Account, ...]:
    pairs = zip(point.accounts, anew, strict=True)
    return tuple(now for was, now in pairs if was != now)
