"""Which accounts stand on one point after what people decided; the counting comes after.

Decisions are replayed in the order they were taken over the points the machine proposes. A merged
point keeps the name and id of the one that took the others in; accounts that a person confirmed or
merged as one point stay on one, whatever linking makes of them later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from whence.ids import record_id
from whence.judging.attaching import attach_account
from whence.records.judgement import (
    AccountSeen,
    Apart,
    Judgement,
    OneOrigin,
    PointSeen,
    SeparateOrigins,
    Together,
)
from whence.records.links import Account, Point
from whence.records.verdict import Judged, Marks, Verdict

Ids = tuple[str, ...]
Tie = tuple[Ids, str]
"""Accounts that rest on one origin, and by whose word."""


@dataclass(frozen=True, slots=True)
class DecidedPoint:
    """A point as people decided, before its answers and origins are counted anew.

    `id` and `question` are its own or those of the machine's `base`; `one_origin` are account ids
    that people tied, each with whose word it is, `apart` those they parted. `moved` says that its
    accounts are not those of one of the machine's points.
    """

    id: str
    base: Point
    accounts: tuple[Account, ...]
    judged: Marks
    moved: bool
    one_origin: tuple[Tie, ...] = ()
    apart: tuple[tuple[Ids, Ids], ...] = ()


@dataclass(slots=True)
class _Class:
    base: Point
    id: str
    accounts: list[str]
    marks: list[Judged] = field(default_factory=list)
    one_origin: list[Tie] = field(default_factory=list)
    apart: list[tuple[Ids, Ids]] = field(default_factory=list)

    def tie(self, ids: Ids, by: str) -> None:
        """Let accounts rest on one origin, whatever was said before."""
        told = set(ids)
        kept = [
            (one, tuple(i for i in two if i not in told)) if told.intersection(one) else (one, two)
            for one, two in self.apart
        ]
        self.apart = [pair for pair in kept if all(pair)]
        self.one_origin.append((ids, by))

    def tell_apart(self, one: Ids, two: Ids) -> None:
        """Let no account of `one` share its origin with one of `two`, whatever was said before."""
        off = set(one)
        self.one_origin = [
            (tuple(i for i in ids if i not in off) if set(two).intersection(ids) else ids, by)
            for ids, by in self.one_origin
        ]
        self.apart.append((one, two))


def decide_points(points: Sequence[Point], taken: Iterable[Judgement]) -> tuple[DecidedPoint, ...]:
    """Return the points as people decided; `taken` are the decisions that stand, in order."""
    replay = _Replay(points)
    for judgement in taken:
        if isinstance(judgement.seen, PointSeen):
            replay.take(judgement, judgement.seen)
    return replay.result()


class _Replay:
    def __init__(self, points: Sequence[Point]) -> None:
        self._points = points
        self._accounts = {a.id: a for p in points for a in p.accounts}
        self._by_report: dict[str, list[Account]] = {}
        for account in self._accounts.values():
            self._by_report.setdefault(account.report, []).append(account)
        self._classes = [_Class(p, p.id, [a.id for a in p.accounts]) for p in points]

    def take(self, judgement: Judgement, seen: PointSeen) -> None:
        """Replay one decision; one whose accounts are gone does nothing."""
        subject = self._class_of(seen)
        if subject is None:
            return
        change = judgement.change
        if isinstance(change, Together):
            for other in change.others:
                if isinstance(other, PointSeen):
                    self._merge(subject, self._class_of(other))
                    self._gather(subject, other.accounts)
            self._gather(subject, seen.accounts)
        elif isinstance(change, Apart):
            self._part(subject, self._ids(change.accounts), judgement.mark())
        elif isinstance(change, OneOrigin | SeparateOrigins):
            self._origins(subject, judgement, change)
            return
        ids = self._ids(seen.accounts)
        if judgement.verdict is Verdict.CONFIRMED:
            self._gather(subject, seen.accounts)
        moved = change is None and set(ids) != set(subject.accounts)
        subject.marks.append(judgement.mark(near=moved))

    def _origins(
        self, subject: _Class, judgement: Judgement, change: OneOrigin | SeparateOrigins
    ) -> None:
        one = self._ids(change.accounts)
        two = self._ids(change.others) if isinstance(change, SeparateOrigins) else ()
        part = tuple(sorted({*one, *two}))
        if len(part) < 2:
            return
        subject.marks.append(replace(judgement.mark(), part=part))
        if judgement.verdict is Verdict.UNSURE:
            return
        if isinstance(change, OneOrigin):
            subject.tie(one, judgement.by)
        elif one and two:
            subject.tell_apart(one, two)

    def _ids(self, seen: Iterable[AccountSeen]) -> Ids:
        found = (attach_account(s, self._by_report.get(s.report, ())) for s in seen)
        return tuple(dict.fromkeys(i for i in found if i is not None))

    def _class_of(self, seen: PointSeen) -> _Class | None:
        """Return the point that holds most of the accounts seen, the one of that id first."""
        ids = set(self._ids(seen.accounts))
        shared = [(len(ids.intersection(c.accounts)), c.id == seen.id, c) for c in self._classes]
        best = max(shared, key=lambda found: found[:2], default=None)
        return best[2] if best and best[0] else None

    def _merge(self, subject: _Class, other: _Class | None) -> None:
        if other is None or other is subject:
            return
        subject.accounts += [a for a in other.accounts if a not in subject.accounts]
        subject.marks += other.marks
        subject.one_origin += other.one_origin
        subject.apart += other.apart
        self._classes.remove(other)

    def _gather(self, subject: _Class, seen: Iterable[AccountSeen]) -> None:
        """Bring accounts back that a person saw on this point and linking since put elsewhere.

        One that linking put on no point is brought back bare, to be read again in its report.
        """
        for account in seen:
            name = attach_account(account, self._by_report.get(account.report, ()))
            if name is None:
                name = account.id
                self._accounts.setdefault(name, bare_account(account))
            if name not in subject.accounts:
                for home in (c for c in self._classes if name in c.accounts):
                    home.accounts.remove(name)
                subject.accounts.append(name)
        self._classes = [c for c in self._classes if c.accounts]

    def _part(self, subject: _Class, off: Ids, mark: Judged) -> None:
        leaving = [a for a in subject.accounts if a in off]
        if not leaving or len(leaving) == len(subject.accounts):
            return
        subject.accounts = [a for a in subject.accounts if a not in off]
        name = record_id("point", sorted(leaving))
        standing = next((c for c in self._classes if c.id == name), None)
        if standing is not None:  # an account may stand on several points: here already by itself
            standing.marks.append(mark)
            return
        apart = _Class(subject.base, name, leaving, [mark])
        apart.one_origin, apart.apart = list(subject.one_origin), list(subject.apart)
        self._classes.append(apart)

    def result(self) -> tuple[DecidedPoint, ...]:
        """Return every point after the replay, in the machine's order, split-off ones last."""
        return tuple(self._decided(c) for c in self._classes)

    def _decided(self, found: _Class) -> DecidedPoint:
        held = set(found.accounts)
        ids = [a.id for a in found.base.accounts]
        accounts = sorted(
            (self._accounts[a] for a in found.accounts), key=lambda a: (a.report, a.spans, a.id)
        )
        return DecidedPoint(
            id=found.id,
            base=found.base,
            accounts=tuple(accounts),
            judged=tuple(sorted(found.marks, key=lambda m: m.number)),
            moved=set(ids) != held,
            one_origin=tuple(
                (kept, by) for ids, by in found.one_origin if len(kept := _in(ids, held)) > 1
            ),
            apart=tuple(
                pair for one, two in found.apart if all(pair := (_in(one, held), _in(two, held)))
            ),
        )


def _in(ids: Ids, held: set[str]) -> Ids:
    return tuple(i for i in ids if i in held)


def bare_account(seen: AccountSeen) -> Account:
    """Return an account as far as a decision tells of it: it says nothing yet."""
    return Account(seen.id, seen.report, seen.spans, "", seen.low, seen.high)


def tied_by(taken: Iterable[Judgement]) -> list[tuple[AccountSeen, ...]]:
    """Return the accounts that each decision on points speaks of, a group for each.

    Points that hold accounts of one group have to be decided together: only then does it show
    which of them the decision belongs to.
    """
    groups = []
    for judgement in taken:
        seen, change = judgement.seen, judgement.change
        if not isinstance(seen, PointSeen):
            continue
        accounts = list(seen.accounts)
        if isinstance(change, Together):
            accounts += [a for o in change.others if isinstance(o, PointSeen) for a in o.accounts]
        groups.append(tuple(accounts))
    return groups
