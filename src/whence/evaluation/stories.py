"""Scoring what linking finds across the reports of one story.

An account of the links stands for a gold account of the same report whose spans it overlaps by at
least a third of the shorter. All but the first two measures are over pairs of accounts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from whence.evaluation.counts import Counts
from whence.evaluation.gold import GoldAccount, GoldPoint, GoldStory
from whence.records.links import Account, Links, Point
from whence.records.span import Spans

LEAST_OVERLAP = 1 / 3  # of the shorter account's characters

_WORD = re.compile(r"\w+")
_EMPTY_WORDS = frozenset({"the", "of", "a", "an", "and", "news", "agency"})

Stand = tuple[Point, Account, GoldPoint, GoldAccount]


@dataclass(frozen=True, slots=True)
class StoryScore:
    """`accounts`: gold accounts that are in the links; `figures`: with the right low and high.

    `linking`: pairs of accounts from different reports on one point; `answers` and `origins`:
    of the pairs linked by both, whether they say the same, and rest on the same origin;
    `origin_range`: points found whose range of independent origins meets the gold range.
    """

    accounts: Counts = field(default_factory=Counts)
    figures: Counts = field(default_factory=Counts)
    linking: Counts = field(default_factory=Counts)
    answers: Counts = field(default_factory=Counts)
    origins: Counts = field(default_factory=Counts)
    origin_range: Counts = field(default_factory=Counts)
    relays: Counts = field(default_factory=Counts)

    def __add__(self, other: StoryScore) -> StoryScore:
        return StoryScore(
            **{name: getattr(self, name) + getattr(other, name) for name in self.__slots__}
        )


def score_story(links: Links, gold: GoldStory, names: Mapping[str, str]) -> StoryScore:
    """Score the links of one story; `names` gives the gold name of each report id."""
    stands = list(_stands(links.points, gold, names))
    found = {account.id for _, _, _, account in stands}
    all_accounts = [account for point in gold.points for account in point.accounts]
    figures = [a for a in all_accounts if (a.low, a.high) != (None, None)]
    right = {wanted.id for _, have, _, wanted in stands if _alike(have, wanted)}
    linked = _linked_pairs(stands)
    return StoryScore(
        accounts=Counts(len(found), len(found), len(all_accounts)),
        figures=Counts(
            sum(a.id in right for a in figures), sum(a.id in found for a in figures), len(figures)
        ),
        linking=_linking(stands, gold, linked),
        answers=_partition(linked, "groups"),
        origins=_partition(linked, "origins"),
        origin_range=_origin_ranges(stands, gold),
        relays=_relays(links, gold, names),
    )


def _stands(points: Sequence[Point], gold: GoldStory, names: Mapping[str, str]) -> Iterable[Stand]:
    for point in points:
        for account in point.accounts:
            for gold_point in gold.points:
                for wanted in gold_point.accounts:
                    if names.get(account.report) == wanted.report and _meet(
                        account.spans, wanted.spans
                    ):
                        yield point, account, gold_point, wanted


def _meet(one: Spans, other: Spans) -> bool:
    first, second = (
        {character for span in spans for character in range(span.start, span.end)}
        for spans in (one, other)
    )
    shorter = min(len(first), len(second))
    return bool(shorter) and len(first & second) >= LEAST_OVERLAP * shorter


def _alike(have: Account, wanted: GoldAccount) -> bool:
    return (have.low, have.high) == (wanted.low, wanted.high)


def _linked_pairs(stands: Sequence[Stand]) -> list[tuple[Stand, Stand]]:
    """Return pairs on one found point and on one gold point, from different reports, each once."""
    on: dict[str, list[Stand]] = defaultdict(list)
    for stand in stands:
        on[stand[0].id].append(stand)
    pairs: dict[frozenset[str], tuple[Stand, Stand]] = {}
    for together in on.values():
        for one, other in combinations(together, 2):
            if one[2] is other[2] and one[3].report != other[3].report:
                pairs.setdefault(frozenset((one[3].id, other[3].id)), (one, other))
    return list(pairs.values())


def _linking(
    stands: Sequence[Stand], gold: GoldStory, linked: Sequence[tuple[Stand, Stand]]
) -> Counts:
    wrong = {
        frozenset((one[3].id, other[3].id))
        for one, other in combinations(stands, 2)
        if one[0] is other[0] and one[2] is not other[2] and one[3].report != other[3].report
    }
    there = sum(
        one.report != other.report
        for point in gold.points
        for one, other in combinations(point.accounts, 2)
    )
    return Counts(len(linked), len(linked) + len(wrong), there)


def _partition(linked: Sequence[tuple[Stand, Stand]], name: str) -> Counts:
    right = sum(
        _together(getattr(one[0], name), one[1].id, other[1].id)
        == _together(getattr(one[2], name), one[3].id, other[3].id)
        for one, other in linked
    )
    return Counts(right, len(linked), len(linked))


def _together(parts: Iterable[Iterable[str]], one: str, other: str) -> bool:
    return one == other or any(one in part and other in part for part in map(set, parts))


def _origin_ranges(stands: Sequence[Stand], gold: GoldStory) -> Counts:
    right = 0
    seen = 0
    for point in gold.points:
        tally: dict[str, tuple[Point, set[str]]] = {}
        for found, _, gold_point, wanted in stands:
            if gold_point is point:
                tally.setdefault(found.id, (found, set()))[1].add(wanted.id)
        best = max(tally.values(), key=lambda entry: len(entry[1]), default=None)
        if best is not None and len(best[1]) >= 2:
            seen += 1
            low, high = best[0].origins_low, best[0].origins_high
            right += low <= point.origins_high and point.origins_low <= high
    return Counts(right, seen, len(gold.points))


def _relays(links: Links, gold: GoldStory, names: Mapping[str, str]) -> Counts:
    found = {(names.get(r.report, ""), _name(r.cites)) for r in links.relays}
    wanted = {(report, _name(cites)) for report, cites in gold.relays}
    hit = sum(any(_same_credit(one, other) for other in found) for one in wanted)
    return Counts(hit, max(hit, len(found)), len(wanted))


def _name(words: str) -> frozenset[str]:
    return frozenset(w.casefold() for w in _WORD.findall(words)) - _EMPTY_WORDS


def _same_credit(one: tuple[str, frozenset[str]], other: tuple[str, frozenset[str]]) -> bool:
    shared = len(one[1] & other[1])
    return one[0] == other[0] and 0 < min(len(one[1]), len(other[1])) <= shared * 2
