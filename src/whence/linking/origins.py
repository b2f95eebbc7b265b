"""Origins: which accounts of a point rest on one and the same origin, and how many there are.

Accounts collapse where the text shows why: one speaker's word, one agency's copy, a passage
carried over, an outlet credited. Unknown stays unknown: an unnamed official is not two officials,
and not one either, so the count is a range. Each rule sorts accounts into buckets, so the work
grows with the accounts and not with their pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from whence.linking.clustering import Forest
from whence.linking.evidence import Evidence
from whence.linking.speakers import Key, is_anybody, widest
from whence.linking.statements import Statement
from whence.linking.words import plain_words
from whence.records.links import Account

SAME_OCCASION = 3  # days apart within which one speaker's words on one point are one statement
ALIKE = 0.7  # share of words in common (Jaccard) from which two accounts are the same wording
MIN_ALIKE = 4  # words that carry meaning an account needs for its wording to tell anything
MIN_EXACT = 4  # words of a clause that, the same to the letter in two reports, tell of one text
MAX_COMPARED = 80  # accounts whose wording is compared pairwise on one point

Join = tuple[int, int, str]
Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """Accounts by origin, the range of independent origins, and the evidence in words."""

    groups: tuple[tuple[str, ...], ...]
    low: int
    high: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OriginDecisions:
    """What holds whatever the evidence says, by ids of accounts.

    `one`: each group rests on one origin, for the reason given. `apart`: no account of the first
    group shares its origin with one of the second.
    """

    one: tuple[tuple[Ids, str], ...] = ()
    apart: tuple[tuple[Ids, Ids], ...] = ()


UNDECIDED = OriginDecisions()


def find_origins(
    accounts: Sequence[Account],
    statements: Sequence[Statement],
    texts: Sequence[str],
    evidence: Evidence,
    decided: OriginDecisions = UNDECIDED,
) -> Origins:
    """Collapse accounts that rest on one origin and count the independent ones, low and high.

    Two accounts that name no origin may be one or two: they stay apart in `groups`, count as
    many in `high`, and together as one in `low`, unless `decided` parts them. `texts` holds each
    account's own words.
    """
    point = _Point(accounts, statements, texts, evidence)
    places = {account.id: i for i, account in enumerate(accounts)}
    parted = [tuple({places[a] for a in ids if a in places} for ids in p) for p in decided.apart]
    forest = Forest()
    for i in range(len(accounts)):
        forest.root(i)
    why: list[str] = []
    for i, j, reason in (*_decided_joins(decided, places), *point.joins()):
        if forest.root(i) != forest.root(j) and not _would_join(forest, i, j, parted):
            why.append(reason)
            forest.join(i, j)
    sets = forest.sets()
    told_apart = {i for pair in parted if all(pair) for ids in pair for i in ids}
    known = sum(any(i in told_apart or point.is_known(i) for i in members) for members in sets)
    low = known + (1 if known < len(sets) else 0)
    return Origins(
        groups=tuple(tuple(accounts[i].id for i in members) for members in sets),
        low=max(1, low),
        high=len(sets),
        why=tuple(dict.fromkeys(filter(None, why))),
    )


def _decided_joins(decided: OriginDecisions, places: dict[str, int]) -> Iterator[Join]:
    for ids, reason in decided.one:
        held = [places[i] for i in ids if i in places]
        for j in held[1:]:
            yield held[0], j, reason


def _would_join(forest: Forest, i: int, j: int, parted: Sequence[tuple[set[int], ...]]) -> bool:
    """Say whether a join would bring together what is told apart."""
    if not parted:
        return False
    one, two = forest.root(i), forest.root(j)
    for pair in parted:
        roots = [{forest.root(k) for k in ids} for ids in pair]
        if (one in roots[0] and two in roots[1]) or (two in roots[0] and one in roots[1]):
            return True
    return False


class _Point:
    """The accounts of one point with their speakers' keys and their reports' outlets."""

    def __init__(
        self,
        accounts: Sequence[Account],
        statements: Sequence[Statement],
        texts: Sequence[str],
        evidence: Evidence,
    ) -> None:
        self._accounts = accounts
        self._texts = texts
        self._statements = statements
        self._evidence = evidence
        first = [self._key(a, s) for a, s in zip(accounts, statements, strict=True)]
        self._keys: list[Key] = widest(first)
        self._by_report: dict[str, list[int]] = defaultdict(list)
        self._by_medium: dict[str, list[int]] = defaultdict(list)
        for i, account in enumerate(accounts):
            self._by_report[account.report].append(i)
            for medium in (evidence.outlet(account.report), evidence.agency(account.report)):
                if medium:
                    self._by_medium[medium].append(i)

    def _key(self, account: Account, statement: Statement) -> Key:
        """Return what tells whose word an account is; nothing where that may be anybody."""
        if not account.chain or is_anybody(account.chain[-1], statement.attribution):
            return frozenset()
        return self._evidence.speaker(account.chain[-1])

    def is_known(self, i: int) -> bool:
        """Say whether an account names where it comes from."""
        account = self._accounts[i]
        return bool(
            self._keys[i]
            or any(self._evidence.medium(name) for name in account.chain)
            or self._evidence.agency(account.report)
        )

    def joins(self) -> Iterator[Join]:
        """Yield pairs of accounts with the evidence, in words, that their origin is one."""
        yield from self._one_speaker()
        for i, j, reason in (
            *self._one_unnamed(),
            *self._one_agency(),
            *self._carried_over(),
            *self._credited(),
            *self._same_wording(),
            *self._own_voice(),
        ):
            if not (self._keys[i] and self._keys[j] and self._keys[i] != self._keys[j]):
                yield i, j, reason

    def _one_speaker(self) -> Iterator[Join]:
        """One speaker's words on one occasion are one origin."""
        buckets: dict[Key, list[int]] = defaultdict(list)
        for i, key in enumerate(self._keys):
            if key:
                buckets[key].append(i)
        for members in buckets.values():
            members.sort(key=lambda i: (self._statements[i].day or "", i))
            for a, b in pairwise(members):
                if _one_occasion(self._statements[a].day, self._statements[b].day):
                    yield a, b, f"Both are the word of {self._accounts[a].chain[-1]}."

    def _one_unnamed(self) -> Iterator[Join]:
        """One speaker without a name, called the same twice within one report."""
        first: dict[tuple[str, str], int] = {}
        for i, account in enumerate(self._accounts):
            attribution = self._statements[i].attribution
            role = attribution.role if attribution else None
            if account.chain and not self._keys[i] and role is not None and role.high == 1:
                j = first.setdefault((account.report, account.chain[-1]), i)
                if j != i:
                    yield j, i, f"Both are the word of {account.chain[-1]} in one report."

    def _one_agency(self) -> Iterator[Join]:
        """Two copies of one agency, each in its own voice."""
        first: dict[str, int] = {}
        for i, account in enumerate(self._accounts):
            agency = self._evidence.agency(account.report)
            if agency and not account.chain:
                j = first.setdefault(agency, i)
                if j != i:
                    yield j, i, f"Both are copy of {agency}."

    def _carried_over(self) -> Iterator[Join]:
        """The words of one report stand in the other, or those of a third in both."""
        label = self._evidence.label
        thirds: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for i, account in enumerate(self._accounts):
            found = self._evidence.carried(account.report, account.spans[0])
            if found is None:
                continue
            source, place = found
            for j in self._by_report.get(source, []):
                if place.overlaps(self._accounts[j].spans[0]):
                    words = f"{label(account.report)} carries the words of {label(source)}."
                    yield j, i, words
            thirds[source].append((place.start, i))
        for source, places in thirds.items():
            places.sort()
            for (at, i), (then, j) in pairwise(places):
                if then - at < len(self._accounts[i].spans[0]):
                    yield i, j, f"Both carry the words of {label(source)}."

    def _credited(self) -> Iterator[Join]:
        """An account credits the medium that published the other, or whose copy that is."""
        for i, account in enumerate(self._accounts):
            label = self._evidence.label(account.report)
            named = [m for name in account.chain if (m := self._evidence.medium(name))]
            everywhere = sorted(self._evidence.credits(account.report)) if not account.chain else []
            for medium in dict.fromkeys((*named, *everywhere)):
                for j in self._by_medium.get(medium, [])[:MAX_COMPARED]:
                    other = self._accounts[j]
                    if other.report != account.report and (
                        medium in named or other.says == account.says
                    ):
                        yield j, i, f"{label} credits {medium}."

    def _same_wording(self) -> Iterator[Join]:
        """Nearly the same words in two reports, without another source: one text behind both."""
        first: dict[tuple[str, ...], int] = {}
        for i, account in enumerate(self._accounts):
            words = plain_words(self._texts[i])
            j = first.setdefault(words, i) if len(words) >= MIN_EXACT else i
            if account.report != self._accounts[j].report:
                yield j, i, "Both say it word for word."
        free = [i for i, s in enumerate(self._statements) if len(s.stems) >= MIN_ALIKE]
        for place, i in enumerate(free[:MAX_COMPARED]):
            for j in free[place + 1 : MAX_COMPARED]:
                a, b = self._statements[i], self._statements[j]
                if a.report == b.report or self._accounts[i].low != self._accounts[j].low:
                    continue
                if len(a.stems & b.stems) >= ALIKE * len(a.stems | b.stems):
                    yield i, j, "Both say it in nearly the same words."

    def _own_voice(self) -> Iterator[Join]:
        """What one report says twice in its own voice."""
        for report, members in self._by_report.items():
            own = [i for i in members if not self._accounts[i].chain]
            for i in own[1:]:
                yield own[0], i, f"Both are {self._evidence.label(report)}'s own words."


def _one_occasion(one: str | None, two: str | None) -> bool:
    if one is None or two is None:
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(two)).days) <= SAME_OCCASION
