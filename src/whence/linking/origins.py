"""Origins: which accounts of a point rest on one and the same origin, and how many there are.

Accounts collapse where the text shows why: one speaker's word, one agency's copy, a passage
carried over, an outlet credited. Unknown stays unknown: an unnamed official is not two officials,
and not one either, and may be the minister who is named; so the count is a range. Each rule sorts
accounts into buckets, so the work grows with the accounts and not with their pairs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TypeVar

from whence.linking.answers import Difference, answer_of, difference
from whence.linking.clustering import Forest
from whence.linking.evidence import Evidence
from whence.linking.speakers import Key, at_their_ends, is_anybody, widest
from whence.linking.statements import Statement
from whence.linking.topics import TOLLS, family
from whence.linking.words import plain_words
from whence.records.extraction import Attribution, Bound, QuoteKind
from whence.records.links import Account, Collapse
from whence.records.span import Span

SAME_OCCASION = 3  # days apart within which one speaker's words on one point are one statement
ALIKE = 0.7  # share of words in common (Jaccard) from which two accounts are the same wording
MIN_ALIKE = 4  # words that carry meaning an account needs for its wording to tell anything
MIN_EXACT = 4  # words of a clause that, the same to the letter in two reports, tell of one text
MAX_BEFORE = 8  # earlier accounts of one speaker looked at for the one that says the same
MAX_COMPARED = 80  # accounts whose wording is compared pairwise on one point
WORDS_OF = "the words of"  # stands in the evidence of carried-over words, and of nothing else

_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
# Who claims a deed says so, though the report tells it in its own voice.
_CLAIMS = re.compile(
    r"\b([A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}) (?:(?:has|have|had) )?(?:also |later )?"
    r"claim(?:s|ed) responsibility\b"
)
_MEDIA_WORDS = frozenset(
    ["media", "tv", "television", "radio", "news", "newsreader", "broadcaster"]
)
Join = tuple[int, int, str]
K = TypeVar("K")
Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """Accounts by origin, the range of independent origins, and each collapse with its evidence.

    `known` says of each group whether one of its accounts names who says it.
    """

    groups: tuple[tuple[str, ...], ...]
    low: int
    high: int
    collapses: tuple[Collapse, ...]
    known: tuple[bool, ...] = ()

    @property
    def why(self) -> tuple[str, ...]:
        """Return the evidence in words, each sentence once."""
        return tuple(dict.fromkeys(c.why for c in self.collapses if c.why))


@dataclass(frozen=True, slots=True)
class OriginDecisions:
    """What holds whatever the evidence says, by ids of accounts.

    `one`: each group rests on one origin, for the reason given. `apart`: no account of the first
    group shares its origin with one of the second. `homes`: the evidence for accounts of two
    different homes was weighed before and joins them no more than it did then.
    """

    one: tuple[tuple[Ids, str], ...] = ()
    apart: tuple[tuple[Ids, Ids], ...] = ()
    homes: Mapping[str, int] = field(default_factory=dict)


UNDECIDED = OriginDecisions()


def find_origins(
    accounts: Sequence[Account],
    statements: Sequence[Statement],
    texts: Sequence[str],
    evidence: Evidence,
    decided: OriginDecisions = UNDECIDED,
) -> Origins:
    """Collapse accounts that rest on one origin and count the independent ones, low and high.

    Two accounts that name nobody may be one origin or two, and each may rest on the word of
    somebody named: they stay apart in `groups` and count as many in `high`, and not at all in
    `low`, unless `decided` parts them. What two agencies or papers tell of their own may likewise
    come from one. `texts` holds each account's own words.
    """
    places = {account.id: i for i, account in enumerate(accounts)}
    parted = [tuple({places[a] for a in ids if a in places} for ids in p) for p in decided.apart]
    point = _Point(accounts, statements, texts, evidence, parted)
    forest = Forest()
    for i in range(len(accounts)):
        forest.root(i)
    collapses: list[Collapse] = []
    homes = [decided.homes.get(account.id) for account in accounts]
    for i, j, reason in (*_decided_joins(decided, places), *point.joins()):
        if None not in (homes[i], homes[j]) and homes[i] != homes[j]:
            continue
        if forest.root(i) != forest.root(j) and not _would_join(forest, i, j, parted):
            collapses.append(Collapse(accounts[i].id, accounts[j].id, reason))
            forest.join(i, j)
    sets = forest.sets()
    told_apart = {i for pair in parted if all(pair) for ids in pair for i in ids}
    known = [any(i in told_apart or point.is_known(i) for i in members) for members in sets]
    return Origins(
        groups=tuple(tuple(accounts[i].id for i in members) for members in sets),
        low=fewest(sum(known)),
        high=len(sets),
        collapses=tuple(collapses),
        known=tuple(known),
    )


def fewest(known: int) -> int:
    """Return how many origins are independent at least, where `known` are of somebody named.

    All the others may rest on one of these.
    """
    return max(1, known)


def named(
    accounts: Sequence[Account],
    statements: Sequence[Statement],
    texts: Sequence[str],
    evidence: Evidence,
) -> frozenset[str]:
    """Return the ids of the accounts that name who says it; arguments as above."""
    point = _Point(accounts, statements, texts, evidence)
    return frozenset(a.id for i, a in enumerate(accounts) if point.is_known(i))


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


def names_its_origin(account: Account, attribution: Attribution | None, evidence: Evidence) -> bool:
    """Say whether an account, which rests on an attribution or none, names who says it."""
    return bool(_key(account, attribution, evidence))


def _key(account: Account, attribution: Attribution | None, evidence: Evidence) -> Key:
    """Return what tells whose word an account is; nothing where that may be anybody."""
    if not account.chain and (name := claimant(account)):
        return evidence.speaker(name)
    if not account.chain or is_anybody(account.chain[-1], attribution):
        return frozenset()
    return evidence.speaker(account.chain[-1])


class _Point:
    """The accounts of one point with their speakers' keys and their reports' outlets."""

    def __init__(
        self,
        accounts: Sequence[Account],
        statements: Sequence[Statement],
        texts: Sequence[str],
        evidence: Evidence,
        parted: Sequence[tuple[set[int], ...]] = (),
    ) -> None:
        self._parted = parted
        self._accounts = accounts
        self._words = [_told_words(s, text) for s, text in zip(statements, texts, strict=True)]
        self._statements = statements
        self._evidence = evidence
        first = [
            _key(a, s.attribution, evidence) for a, s in zip(accounts, statements, strict=True)
        ]
        last = [account.chain[-1] if account.chain else "" for account in accounts]
        self._keys: list[Key] = widest(self._with_state_media(at_their_ends(first, last)))
        self._answers = [answer_of(s, figures=True, times=False) for s in statements]
        self._by_report: dict[str, list[int]] = defaultdict(list)
        self._by_medium: dict[str, list[int]] = defaultdict(list)
        for i, account in enumerate(accounts):
            self._by_report[account.report].append(i)
            for medium in (evidence.outlet(account.report), evidence.agency(account.report)):
                if medium:
                    self._by_medium[medium].append(i)

    def _with_state_media(self, keys: Sequence[Key]) -> list[Key]:
        """Give a state's own media that state's key; "state TV" too where one state's are named."""
        states = {
            state: frozenset(plain_words(state))
            for account in self._accounts
            for name in account.chain
            if (state := self._evidence.state_of(name))
        }
        if len(states) != 1:
            return self._with_one_state_medium(keys) if not states else list(keys)
        (key,) = states.values()
        return [
            key if any(self._is_state_medium(name) for name in account.chain) else own
            for account, own in zip(self._accounts, keys, strict=True)
        ]

    def _with_one_state_medium(self, keys: Sequence[Key]) -> list[Key]:
        """Let "state television" be the one by name that another account was heard on."""
        names = {n for a in self._accounts for n in a.chain if self._is_state_medium(n)}
        media = [self._evidence.speaker(name) for name in sorted(names)]
        fuller = dict(zip(media, widest(media), strict=True))
        return [fuller.get(key, key) for key in keys]

    def _is_state_medium(self, name: str) -> bool:
        words = set(plain_words(name))
        unnamed = "state" in words and bool(words & _MEDIA_WORDS)
        return unnamed or self._evidence.state_of(name) is not None

    def _one_source(self, i: int, j: int) -> bool:
        """Say whether one source may have said both: it gives one figure on one occasion."""
        return difference(self._answers[i], self._answers[j]) is not Difference.FIGURES

    def _apart(self, i: int, j: int) -> bool:
        """Say whether people told two accounts apart: what one was joined by then joins others."""
        return any((i in a and j in b) or (j in a and i in b) for a, b in self._parted)

    def _first_like(self, held: dict[K, list[int]], key: K, i: int) -> int | None:
        """Return the first account held under `key` that people did not tell apart from this."""
        before = held[key]
        found = next((j for j in before[:MAX_BEFORE] if not self._apart(i, j)), None)
        before.append(i)
        return found

    def is_known(self, i: int) -> bool:
        """Say whether an account names who says it."""
        return bool(self._keys[i])

    def joins(self) -> Iterator[Join]:
        """Yield pairs of accounts with the evidence, in words, that their origin is one."""
        yield from self._one_speaker()
        yield from self._one_quotation()
        for i, j, reason in (
            *self._one_unnamed(),
            *self._one_agency(),
            *self._carried_over(),
            *self._credited(),
            *self._same_wording(),
            *self._own_voice(),
            *self._same_count(),
        ):
            two_speakers = self._keys[i] and self._keys[j] and self._keys[i] != self._keys[j]
            if not two_speakers and self._one_source(i, j):
                yield i, j, reason

    def _one_speaker(self) -> Iterator[Join]:
        """One speaker's words on one occasion are one origin."""
        buckets: dict[Key, list[int]] = defaultdict(list)
        for i, key in enumerate(self._keys):
            if key:
                buckets[key].append(i)
        for i, account in enumerate(self._accounts):
            nearest = self._nearest(account)
            if nearest and nearest != self._keys[i]:
                buckets[nearest].append(i)
        for key, members in buckets.items():
            members.sort(key=lambda i: (self._statements[i].day or "", i))
            for place, b in enumerate(members):
                for a in reversed(members[max(0, place - MAX_BEFORE) : place]):
                    occasion = _one_occasion(self._statements[a].day, self._statements[b].day)
                    if occasion and self._one_source(a, b) and not self._apart(a, b):
                        yield a, b, self._word_of(a, b, key)
                        break

    def _one_quotation(self) -> Iterator[Join]:
        """The very words in quotation marks in two reports were said once, whoever is named.

        A speaker under two names, or taken for another, parts a quotation no more.
        """
        held: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i, account in enumerate(self._accounts):
            attribution = self._statements[i].attribution
            if attribution is None or attribution.quote is not QuoteKind.DIRECT:
                continue
            words = self._words[i]
            j = self._first_like(held, words, i) if len(words) >= MIN_EXACT else None
            if j is not None and account.report != self._accounts[j].report:
                yield j, i, "Both quote the same words."

    def _word_of(self, a: int, b: int, key: Key) -> str:
        """Say whose word two accounts are, by the name that tells it in full."""
        names = [name for i in (a, b) for name in (self._speaker(i), *self._accounts[i].chain)]
        states = {state for n in names if (state := self._evidence.state_of(n))}
        if states:
            return f"Both are the word of {min(states)} or of its own media."
        whose = next((n for n in names if n and self._evidence.speaker(n) == key), names[0])
        return f"Both are the word of {whose.removesuffix('.')}."

    def _speaker(self, i: int) -> str:
        account = self._accounts[i]
        return account.chain[-1] if account.chain else claimant(account)

    def _nearest(self, account: Account) -> Key:
        """Return the key of the first link of a chain that is a person or body with a name."""
        for name in account.chain[:-1]:
            if name and not self._evidence.medium(name):
                return self._evidence.speaker(name)
        return frozenset()

    def _same_count(self) -> Iterator[Join]:
        """The very number of the dead or hurt, in reports that do not say two sources for it.

        Nobody counts for himself: the number that two reports of the same days give, one of them at
        least without a source, is one body's count. "At least 50" and "more than 50" are anybody's.
        """
        held: dict[float, list[int]] = defaultdict(list)
        free = sorted(range(len(self._accounts)), key=lambda i: (not self._accounts[i].chain, i))
        for i in free:
            quantity = self._statements[i].quantity
            if quantity is None or quantity.bound is not Bound.EXACT or quantity.low is None:
                continue
            text = self._evidence.text(self._accounts[i].report)
            if family(text, self._statements[i].span, quantity) not in TOLLS:
                continue
            j = self._first_like(held, quantity.low, i)
            if j is not None and not self._accounts[i].chain and self._one_day(i, j):
                says = self._accounts[i].says
                yield j, i, f"Both give the same count, {says}, and one names no source for it."

    def _one_day(self, i: int, j: int) -> bool:
        return _one_occasion(self._statements[i].day, self._statements[j].day)

    def _one_unnamed(self) -> Iterator[Join]:
        """One speaker without a name, called the same twice within one report."""
        held: dict[tuple[str, str], list[int]] = defaultdict(list)
        for i, account in enumerate(self._accounts):
            attribution = self._statements[i].attribution
            role = attribution.role if attribution else None
            if account.chain and not self._keys[i] and role is not None and role.high == 1:
                j = self._first_like(held, (account.report, account.chain[-1]), i)
                if j is not None:
                    yield j, i, f"Both are the word of {account.chain[-1]} in one report."

    def _one_agency(self) -> Iterator[Join]:
        """Two copies of one agency, each in its own voice."""
        held: dict[str, list[int]] = defaultdict(list)
        for i, account in enumerate(self._accounts):
            agency = self._evidence.agency(account.report)
            if agency and not account.chain:
                j = self._first_like(held, agency, i)
                if j is not None:
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
                if _is_most(place, self._accounts[j].spans[0]):
                    words = f"{label(account.report)} carries {WORDS_OF} {label(source)}."
                    yield j, i, words
            thirds[source].append((place.start, i))
        for source, places in thirds.items():
            places.sort()
            for (at, i), (then, j) in pairwise(places):
                if then - at < len(self._accounts[i].spans[0]):
                    yield i, j, f"Both carry {WORDS_OF} {label(source)}."

    def _credited(self) -> Iterator[Join]:
        """An account credits the medium that published the other, or whose copy that is.

        Where a report credits it elsewhere, the two must say the very same; a length of time or an
        age tells nothing then, as anybody has it.
        """
        for i, account in enumerate(self._accounts):
            label = self._evidence.label(account.report)
            named = [m for name in account.chain if (m := self._evidence.publisher(name))]
            everywhere = sorted(self._evidence.credits(account.report)) if not account.chain else []
            for medium in dict.fromkeys((*named, *everywhere)):
                for j in self._by_medium.get(medium, [])[:MAX_COMPARED]:
                    other = self._accounts[j]
                    if other.report != account.report and (
                        medium in named or (other.says == account.says and self._is_telling(i))
                    ):
                        where = "" if medium in named else " elsewhere, and both say the very same"
                        yield j, i, f"{label} credits {medium}{where}."

    def _is_telling(self, i: int) -> bool:
        quantity = self._statements[i].quantity
        return quantity is None or quantity.unit not in _TIMES

    def _same_wording(self) -> Iterator[Join]:
        """Nearly the same words in two reports, without another source: one text behind both."""
        held: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i, account in enumerate(self._accounts):
            words = self._words[i]
            j = self._first_like(held, words, i) if len(words) >= MIN_EXACT else None
            if j is not None and account.report != self._accounts[j].report:
                yield j, i, "Both say it word for word."
        free = list(range(len(self._statements)))[:MAX_COMPARED]
        for place, i in enumerate(free):
            for j in free[place + 1 :]:
                a, b = self._statements[i], self._statements[j]
                if a.report == b.report or self._accounts[i].low != self._accounts[j].low:
                    continue
                if _alike(a.stems, b.stems):
                    yield i, j, "Both say it in nearly the same words."
                elif a.stems == b.stems and _alike(a.around, b.around):
                    yield i, j, "Both say it in nearly the same sentence."

    def _own_voice(self) -> Iterator[Join]:
        """What one report says twice in its own voice."""
        held: dict[str, list[int]] = defaultdict(list)
        for report, members in self._by_report.items():
            for i in members:
                j = None if self._accounts[i].chain else self._first_like(held, report, i)
                if j is not None:
                    yield j, i, f"Both are {self._evidence.label(report)}'s own words."


def _told_words(statement: Statement, text: str) -> tuple[str, ...]:
    """Return the words of a clause without those that tell who says it: "..., he said"."""
    said = statement.attribution
    kept = text
    for span in sorted((*said.source, *said.cue), reverse=True) if said else ():
        start, end = span.start - statement.span.start, span.end - statement.span.start
        if end > 0 and start < len(text):
            kept = f"{kept[: max(start, 0)]} {kept[end:]}"
    return plain_words(kept)


def _is_most(place: Span, told: Span) -> bool:
    """Say whether two places are one but for a few words at their ends."""
    shared = min(place.end, told.end) - max(place.start, told.start)
    return shared * 2 > min(len(place), len(told))


def _one_occasion(one: str | None, two: str | None) -> bool:
    if one is None or two is None:
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(two)).days) <= SAME_OCCASION


def claimant(account: Account) -> str:
    """Return who an account without a speaker says claimed responsibility, "" for nobody."""
    found = _CLAIMS.search(account.says)
    return found[1] if found else ""


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    least = min(len(one), len(two))
    return least >= MIN_ALIKE and len(one & two) >= ALIKE * len(one | two)
