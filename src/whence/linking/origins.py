"""Origins: which accounts of a point rest on one and the same origin, and how many there are.

Accounts collapse where the text shows why: one named speaker's statement, one agency's copy, a
passage carried over, an outlet credited. Unknown stays unknown: an unnamed official is not two
officials, and not one either, so the count is a range.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whence.linking.clustering import Forest
from whence.linking.gazetteer import Gazetteer
from whence.linking.statements import Statement
from whence.linking.words import plain_words
from whence.records.extraction import SpeakerKind
from whence.records.links import Account, Reuse
from whence.records.report import Report
from whence.records.span import Span

SAME_OCCASION = 3  # days apart within which one speaker's words on one point are one statement


@dataclass(frozen=True, slots=True)
class Origins:
    """Accounts by origin, the range of independent origins, and the evidence in words."""

    groups: tuple[tuple[str, ...], ...]
    low: int
    high: int
    why: tuple[str, ...]


class Evidence:
    """What tells that reports share an origin: agency copy, carried-over passages, credits."""

    def __init__(
        self,
        reports: Mapping[str, Report],
        reuses: Iterable[Reuse],
        gazetteer: Gazetteer,
        names: Mapping[str, str],
    ) -> None:
        self._reports = reports
        self._gazetteer = gazetteer
        self._names = names
        self._agency: dict[str, str] = {}
        self._carried: dict[str, list[tuple[Span, str, Span]]] = defaultdict(list)
        for reuse in reuses:
            if reuse.source_report is None and reuse.agency:
                self._agency[reuse.report] = reuse.agency
            elif reuse.source_report is not None:
                for span, source in zip(reuse.spans, reuse.source_spans, strict=True):
                    self._carried[reuse.report].append((span, reuse.source_report, source))
        self._outlets = {r.id: self._outlet(r) for r in reports.values()}
        for listed in self._carried.values():
            listed.sort(key=lambda item: (item[0], item[1]))

    def _outlet(self, report: Report) -> str | None:
        entry = self._gazetteer.outlet(report.publisher, report.url)
        return entry.name if entry else report.publisher

    def agency(self, report: str) -> str | None:
        """Return the agency whose copy a report is."""
        return self._agency.get(report)

    def outlet(self, report: str) -> str | None:
        """Return the medium that published a report."""
        return self._outlets.get(report)

    def speaker(self, name: str) -> str:
        """Return the canonical form of a speaker's name."""
        entry = self._gazetteer.find(name)
        if entry:
            return entry.name
        key = " ".join(plain_words(name))
        return self._names.get(key, key)

    def medium(self, name: str) -> str | None:
        """Return the canonical name of a medium, None where `name` is none."""
        entry = self._gazetteer.find(name)
        return entry.name if entry and entry.cited_kind else None

    def carried(self, report: str, span: Span) -> tuple[str, Span] | None:
        """Return the report and place from which most of `span` is carried over, if it is."""
        listed = self._carried.get(report, [])
        at = bisect_right(listed, (Span(span.end, span.end), "", Span(0, 0)))
        for passage, source, place in reversed(listed[max(0, at - 4) : at]):
            shared = min(passage.end, span.end) - max(passage.start, span.start)
            if shared * 2 > len(span):
                return source, place
        return None

    def label(self, report: str) -> str:
        """Return how a report is called in a sentence."""
        found = self._reports[report]
        return self._outlets.get(report) or found.name


def find_origins(
    accounts: Sequence[Account], statements: Sequence[Statement], evidence: Evidence
) -> Origins:
    """Collapse accounts that rest on one origin and count the independent ones, low and high.

    Two accounts that name no origin may be one or two: they stay apart in `groups`, count as
    many in `high`, and together as one in `low`.
    """
    forest = Forest()
    why: list[str] = []
    for i in range(len(accounts)):
        forest.root(i)
        for j in range(i):
            reason = _one_origin(accounts[j], accounts[i], statements[j], statements[i], evidence)
            if reason:
                if forest.root(i) != forest.root(j):
                    why.append(reason)
                forest.join(i, j)
    sets = forest.sets()
    known = sum(any(_is_known(accounts[i], evidence) for i in members) for members in sets)
    low = known + (1 if known < len(sets) else 0)
    return Origins(
        groups=tuple(tuple(accounts[i].id for i in members) for members in sets),
        low=max(1, min(low, len(sets))),
        high=len(sets),
        why=tuple(dict.fromkeys(why)),
    )


def _one_origin(
    a: Account, b: Account, one: Statement, two: Statement, evidence: Evidence
) -> str | None:
    """Return the evidence that two accounts rest on one origin, in words, or None."""
    if same := _same_speaker(a, b, one, two, evidence):
        return same
    if _named_apart(a, b, one, two, evidence):
        return None
    return (
        _same_agency(a, b, evidence)
        or _carried_over(a, b, evidence)
        or _credited(a, b, evidence)
        or _credited(b, a, evidence)
        or _same_voice(a, b, evidence)
    )


def _same_speaker(
    a: Account, b: Account, one: Statement, two: Statement, evidence: Evidence
) -> str | None:
    for name in a.chain:
        if not is_named(name, one):
            continue
        for other in b.chain:
            if (
                is_named(other, two)
                and evidence.speaker(name) == evidence.speaker(other)
                and not evidence.medium(name)
                and _one_occasion(one.day, two.day)
            ):
                return f"Both are the word of {name}."
    return None


def _named_apart(
    a: Account, b: Account, one: Statement, two: Statement, evidence: Evidence
) -> bool:
    """Say whether the two are the word of two different named speakers, whatever carries them."""
    return bool(
        a.chain
        and b.chain
        and is_named(a.chain[0], one)
        and is_named(b.chain[0], two)
        and not evidence.medium(a.chain[0])
        and not evidence.medium(b.chain[0])
        and evidence.speaker(a.chain[0]) != evidence.speaker(b.chain[0])
    )


def _one_occasion(one: str | None, two: str | None) -> bool:
    if one is None or two is None:
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(two)).days) <= SAME_OCCASION


def _carried_over(a: Account, b: Account, evidence: Evidence) -> str | None:
    for here, there in ((a, b), (b, a)):
        found = evidence.carried(here.report, here.spans[0])
        if found and found[0] == there.report and found[1].overlaps(there.spans[0]):
            return (
                f"{evidence.label(here.report)} carries the words of "
                f"{evidence.label(there.report)}."
            )
    one = evidence.carried(a.report, a.spans[0])
    two = evidence.carried(b.report, b.spans[0])
    if one and two and one[0] == two[0] and one[1].overlaps(two[1]):
        return f"Both carry the words of {evidence.label(one[0])}."
    return None


def _same_agency(a: Account, b: Account, evidence: Evidence) -> str | None:
    if a.report == b.report or a.chain or b.chain:
        return None
    agency = evidence.agency(a.report)
    if agency and agency == evidence.agency(b.report):
        return f"Both are copy of {agency}."
    return None


def _credited(a: Account, b: Account, evidence: Evidence) -> str | None:
    """One account credits the medium that published the other, or whose copy the other is."""
    for name in a.chain:
        medium = evidence.medium(name)
        if medium and medium in (evidence.outlet(b.report), evidence.agency(b.report)):
            if b.chain and len(a.chain) > 1 and b.chain[0] != a.chain[0]:
                continue
            return f"{evidence.label(a.report)} credits {medium}."
    return None


def _same_voice(a: Account, b: Account, evidence: Evidence) -> str | None:
    if a.report == b.report and not a.chain and not b.chain:
        return f"Both are {evidence.label(a.report)}'s own words."
    return None


_UNNAMED = frozenset({SpeakerKind.UNNAMED, SpeakerKind.AUTHOR})


def is_named(name: str, statement: Statement) -> bool:
    """Say whether a speaker is named: a proper name, not "officials" or "a witness"."""
    kind = statement.attribution.speaker_kind if statement.attribution else None
    if statement.chain[:1] == (name,) and kind in _UNNAMED:
        return False
    words = name.split()
    if not words:
        return False
    tail = [w for w in words if w[:1].isupper()]
    if words[0].lower() in {"a", "an", "one", "some", "several", "two", "three", "unnamed"}:
        return False
    return bool(tail) and words[-1][:1].isupper()


def _is_known(account: Account, evidence: Evidence) -> bool:
    """Say whether an account names where it comes from."""
    named = any(w[:1].isupper() and w.split()[-1][:1].isupper() for w in account.chain if w.split())
    return named or evidence.agency(account.report) is not None
