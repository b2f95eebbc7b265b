"""Rolls: the reports that use a form of a name, kept so that a long one is never read whole.

A roll is a tree over the numbers of reports. A leaf that outgrows `LEAF` is parted by the next
bits of its numbers; the shape of a tree depends on the reports in it and on nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from whence.linking.actor_records import Records
from whence.linking.shelf import key_of

LEAF = 24  # most reports in one leaf
SAMPLE = 16  # reports of a name that are looked at for its company: those of the lowest numbers
STEP = 2  # bits by which one leaf is parted into four
BITS = 62  # of a report's number

Leaf = tuple[int, int]
"""Where a leaf lies in its tree: its depth and the bits that lead there."""


@dataclass(frozen=True, slots=True)
class KeptBranch:
    """A part of a roll: its `count` reports, or none of `numbers` where it is parted."""

    count: int
    numbers: tuple[int, ...]


def number_of(report: str) -> int:
    """Return the number of a report in rolls."""
    return key_of("report of actors", report) >> 1


def beside(form: str, other: str) -> str:
    """Return under what the reports are on a roll that give another name to who goes by a form."""
    return f"{form} beside {other}"


class Rolls:
    """The rolls of all forms."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def fetch(self, forms: Iterable[str]) -> None:
        """Take the roots of rolls onto the bench, which are all of a short one."""
        self._records.fetch(_key(form, (0, 0)) for form in forms)

    def fetch_samples(self, forms: Collection[str]) -> None:
        """Take what samples of rolls are read from onto the bench, level by level."""
        self.fetch(forms)
        waiting = [(form, (0, 0)) for form in forms]
        while waiting:
            parted = [place for place in waiting if _is_parted(self._branch(*place))]
            asked = [(form, child) for form, at in parted for child in self._lowest_in(form, at)]
            self._records.fetch(_key(form, child) for form, child in asked)
            waiting = asked

    def _lowest_in(self, form: str, at: Leaf) -> list[Leaf]:
        """Return as many parts of a branch as most likely hold a sample."""
        return _children(at)[: 1 + 4 * SAMPLE // self._branch(form, at).count]

    def fetch_all(self, forms: Iterable[str]) -> None:
        """Take whole rolls onto the bench, level by level."""
        waiting = [(form, (0, 0)) for form in forms]
        while waiting:
            self._records.fetch(_key(form, at) for form, at in waiting)
            parted = [place for place in waiting if _is_parted(self._branch(*place))]
            waiting = [(form, child) for form, at in parted for child in _children(at)]

    def fetch_leaves(self, places: Iterable[tuple[str, int]]) -> None:
        """Take the leaves in which reports lie on rolls, or would, onto the bench, level by level.

        A place is a form and a report's number.
        """
        waiting, depth = list(places), 0
        while waiting:
            self._records.fetch({_key(form, _leaf(n, depth)) for form, n in waiting})
            waiting = [
                (form, n) for form, n in waiting if _is_parted(self._branch(form, _leaf(n, depth)))
            ]
            depth += 1

    def add(self, form: str, number: int) -> None:
        """Put a report on a roll it is not on."""
        depth, branch = 0, self._branch(form, (0, 0))
        while _is_parted(branch):
            self._put(form, _leaf(number, depth), KeptBranch(branch.count + 1, ()))
            depth += 1
            branch = self._branch(form, _leaf(number, depth))
        numbers = tuple(sorted((*branch.numbers, number)))
        self._lay(form, _leaf(number, depth), numbers)

    def _lay(self, form: str, at: Leaf, numbers: tuple[int, ...]) -> None:
        """Lay reports down as a leaf, or as a parted branch where they are too many for one."""
        if len(numbers) <= LEAF:
            self._put(form, at, KeptBranch(len(numbers), numbers) if numbers else None)
            return
        self._put(form, at, KeptBranch(len(numbers), ()))
        for child in _children(at):
            self._lay(form, child, tuple(n for n in numbers if _leaf(n, child[0]) == child))

    def remove(self, form: str, number: int) -> None:
        """Take a report off a roll."""
        depth = 0
        while _is_parted(branch := self._branch(form, _leaf(number, depth))):
            at = _leaf(number, depth)
            if branch.count - 1 <= LEAF:
                kept = tuple(sorted(n for n in self._under(form, at) if n != number))
                self._clear(form, at)
                self._lay(form, at, kept)
                return
            self._put(form, at, KeptBranch(branch.count - 1, ()))
            depth += 1
        kept = tuple(n for n in branch.numbers if n != number)
        self._lay(form, _leaf(number, depth), kept)

    def _clear(self, form: str, at: Leaf) -> None:
        if _is_parted(self._branch(form, at)):
            for child in _children(at):
                self._clear(form, child)
        self._put(form, at, None)

    def count(self, form: str) -> int:
        """Return how many reports are on a roll."""
        return self._branch(form, (0, 0)).count

    def all_of(self, form: str) -> Iterator[int]:
        """Yield the reports on a roll, lowest numbers first."""
        return self._under(form, (0, 0))

    def sample(self, form: str) -> tuple[int, ...]:
        """Return the reports of the lowest numbers, `SAMPLE` at most."""
        found: list[int] = []
        for number in self._under(form, (0, 0)):
            found.append(number)
            if len(found) == SAMPLE:
                break
        return tuple(found)

    def lowest(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """Return those of `numbers` that a sample of them all holds."""
        return tuple(sorted(numbers)[:SAMPLE])

    def leaf_of(self, form: str, number: int) -> Leaf:
        """Return the leaf in which a report lies or would lie."""
        depth = 0
        while _is_parted(self._branch(form, _leaf(number, depth))):
            depth += 1
        return _leaf(number, depth)

    def leaves(self, form: str, under: Leaf = (0, 0)) -> Iterator[Leaf]:
        """Yield the leaves of a roll that hold any report."""
        branch = self._branch(form, under)
        if _is_parted(branch):
            for child in _children(under):
                yield from self.leaves(form, child)
        elif branch.count:
            yield under

    def in_leaf(self, form: str, at: Leaf) -> tuple[int, ...]:
        """Return the reports in a leaf."""
        return self._branch(form, at).numbers

    def _under(self, form: str, at: Leaf) -> Iterator[int]:
        branch = self._branch(form, at)
        if not _is_parted(branch):
            yield from branch.numbers
            return
        for child in _children(at):
            yield from self._under(form, child)

    def _branch(self, form: str, at: Leaf) -> KeptBranch:
        return self._records.get(KeptBranch, _key(form, at)) or KeptBranch(0, ())

    def _put(self, form: str, at: Leaf, branch: KeptBranch | None) -> None:
        self._records.put(_key(form, at), branch)


def _key(form: str, at: Leaf) -> int:
    return key_of("roll", form, *at)


def _is_parted(branch: KeptBranch) -> bool:
    return branch.count > 0 and not branch.numbers


def _leaf(number: int, depth: int) -> Leaf:
    return depth, number >> (BITS - STEP * depth)


def _children(at: Leaf) -> list[Leaf]:
    depth, bits = at
    return [(depth + 1, (bits << STEP) + part) for part in range(1 << STEP)]
