"""Text reuse: passages carried over from one report to another, agency copy, texts republished.

A report is compared only with the first reports, in time, that hold runs of its words (`runs`), so
the work grows with the words of the pile and not with the pairs of its reports. Runs found in
common are joined along their diagonal into passages (containment, not Jaccard: true reprints may
share as little as a third of their runs).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from whence.ids import record_id
from whence.linking.embedded import embedded_messages
from whence.linking.gazetteer import Gazetteer
from whence.linking.republished import first_stood
from whence.linking.runs import RUN, Runs, rank_of
from whence.linking.shelf import MemoryShelf, Workbench
from whence.linking.words import word_spans
from whence.quotations import QuotedText, find_quotes
from whence.records.links import Relay, Reuse, Share
from whence.records.report import Report
from whence.records.span import Span

MAX_GAP = 8  # words that may differ inside one passage: a changed name, a cut clause
MIN_WORDS = 12  # shortest passage that is called carried over
MIN_OWN_WORDS = 9  # of these at least this many outside quotation marks
MIN_DIFFERENT = 8  # different words both sides have: a name of six words said twice is not reuse
COPIES = 64  # reports kept cut into words
LARGE = 0.3  # share of a report's words from which a passage is "large" ...
WHOLE = 0.75  # ... and "whole"


@dataclass(frozen=True, slots=True)
class _Copy:
    """A report cut into words: what they are, in lower case, and where they stand."""

    report: Report
    words: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words `[start, end)` of one report that stand, nearly alike, in another from `other` on."""

    start: int
    end: int
    other: int
    other_end: int


def find_reuse(
    reports: Sequence[Report], relays: Iterable[Relay], gazetteer: Gazetteer
) -> tuple[Reuse, ...]:
    """Return the passages carried over into each report, sorted by report and place.

    The source is the report published first; on one day the one that the other credits, else
    the one without an agency credit is the copy. A quoted statement of a third party that two
    reports both carry is not reuse by itself, nor is a message both show: a passage must hold
    words outside them.
    A report whose own credits name an agency is the agency's copy as a whole, whoever else has
    it, and one that says it stood first in another medium is that one's. Near-linear in the
    number of words.
    """
    credited = Counter(relay.report for relay in relays)
    by_id = {r.id: r for r in reports}
    runs = Runs(Workbench(MemoryShelf()))
    for report in reports:
        runs.add(report, rank_of(report, credited[report.id]))
    found = []
    for report in reports:
        heard = [s for s in runs.sources(report.id) if shares_a_passage(runs, report.id, s)]
        found += reuse_of(report, [by_id[source] for source in heard], runs, gazetteer)
    return tuple(sorted(found, key=lambda r: (r.report, r.spans, r.id)))


def shares_a_passage(runs: Runs, report: str, source: str) -> bool:
    """Say whether two reports share more than stray runs of words: such a source tells nothing.

    In a large pile most sources are of that kind. No text is read for it.
    """
    return bool(_long(runs.of(report), runs.of(source)))


def reuse_of(
    report: Report, sources: Sequence[Report], runs: Runs, gazetteer: Gazetteer
) -> list[Reuse]:
    """Return the passages carried over into `report`; `sources` may hold them, likeliest first.

    All of them are in `runs`. A source that `shares_a_passage` denies may be left out.
    """
    if report.note is not None:
        return []
    whose = _whose(report, gazetteer)
    found = [_whole_of(report, whose)] if whose else []
    if not sources:
        return found
    return found + _carried_over(report, sources, runs, gazetteer)


@lru_cache(maxsize=COPIES)
def _copy(report: Report) -> _Copy:
    spans = tuple(s for p in report.paragraphs for s in word_spans(report.text, p))
    return _Copy(report, tuple(s.of(report.text).lower() for s in spans), spans)


@lru_cache(maxsize=COPIES)
def _in_quotes(report: Report) -> Sequence[bool]:
    """Say of each word of a report whether it stands in quotation marks or a message shown."""
    quoted = QuotedText(find_quotes(report.text, report.paragraphs))
    shown = embedded_messages(report.text, report.paragraphs)
    return [
        quoted.holds(span) or any(m.start <= span.start < m.end for m in shown)
        for span in _copy(report).spans
    ]


def _carried_over(
    report: Report, sources: Sequence[Report], runs: Runs, gazetteer: Gazetteer
) -> list[Reuse]:
    """Return one record a source; words already carried over from a better source count once."""
    mine = runs.of(report.id)
    copy, quoted = _copy(report), _in_quotes(report)
    taken = [False] * len(copy.words)
    found = []
    for other in sources:
        own = [p for p in _long(mine, runs.of(other.id)) if _has_own(p, taken, quoted)]
        if not own:
            continue
        source = _copy(other)
        passages = [p for p in own if _says_the_same(copy, source, p)]
        if not passages:
            continue
        for passage in passages:
            taken[passage.start : passage.end] = [True] * (passage.end - passage.start)
        found.append(_record(copy, source, passages, gazetteer))
    return found


def _long(runs: Sequence[int], others: Sequence[int]) -> list[Passage]:
    """Return the passages that two texts share, those that are long enough for one."""
    return [p for p in align(runs, others) if p.end - p.start >= MIN_WORDS]


def _says_the_same(copy: _Copy, source: _Copy, passage: Passage) -> bool:
    """Say whether two sides share enough different words: a long name said twice is no passage."""
    mine = set(copy.words[passage.start : passage.end])
    return len(mine.intersection(source.words[passage.other : passage.other_end])) >= MIN_DIFFERENT


def _has_own(passage: Passage, taken: Sequence[bool], quoted: Sequence[bool]) -> bool:
    own = [i for i in range(passage.start, passage.end) if not taken[i] and not quoted[i]]
    return len(own) >= MIN_OWN_WORDS


def align(runs: Sequence[int], others: Sequence[int]) -> list[Passage]:
    """Join equal runs of two texts into passages, in order of place; none overlap.

    A passage goes on while the next equal run begins within `MAX_GAP` words of its end in both
    texts. Each run is matched with the first place of it in `others` at or after the passage's
    end, else its first place at all. Linear in the runs, as each has few places.
    """
    wanted = set(runs)
    places: dict[int, list[int]] = defaultdict(list)
    for i, run in enumerate(others):
        if run in wanted and len(places[run]) < MAX_GAP:
            places[run].append(i)
    passages: list[Passage] = []
    for i, run in enumerate(runs):
        if run not in places:
            continue
        last = passages[-1] if passages else None
        near = _next_place(places[run], last, i)
        if last is not None and near is not None:
            passages[-1] = Passage(last.start, i + RUN, last.other, near + RUN)
        elif last is None or i >= last.end:
            passages.append(Passage(i, i + RUN, places[run][0], places[run][0] + RUN))
    return passages


def _next_place(places: Sequence[int], last: Passage | None, i: int) -> int | None:
    if last is None or i - last.end > MAX_GAP:
        return None
    for place in places:
        if last.other_end - RUN <= place <= last.other_end + MAX_GAP:
            return place
    return None


def _record(copy: _Copy, source: _Copy, passages: Sequence[Passage], gazetteer: Gazetteer) -> Reuse:
    spans = tuple(Span(copy.spans[p.start].start, copy.spans[p.end - 1].end) for p in passages)
    from_spans = tuple(
        Span(source.spans[p.other].start, source.spans[p.other_end - 1].end) for p in passages
    )
    covered = sum(p.end - p.start for p in passages) / max(1, len(copy.words))
    return Reuse(
        id=record_id("reuse", copy.report.id, source.report.id, [s.pair() for s in spans]),
        report=copy.report.id,
        spans=spans,
        share=share_of(covered),
        agency=agency_of(source.report, gazetteer),
        source_report=source.report.id,
        source_spans=from_spans,
    )


def share_of(covered: float) -> Share:
    """Name the share of a report's words (0 to 1) that is carried over."""
    if covered >= WHOLE:
        return Share.WHOLE
    return Share.LARGE if covered >= LARGE else Share.SOME


def _is_copy(report: Report, gazetteer: Gazetteer) -> bool:
    """Say whether a report credits an agency with its text; an agency's own report is no copy."""
    agency = agency_of(report, gazetteer)
    own = gazetteer.outlet(report.publisher, report.url)
    names = {own.name if own else "", report.publisher or ""}
    return agency is not None and agency.casefold() not in {name.casefold() for name in names}


def _whose(report: Report, gazetteer: Gazetteer) -> str | None:
    """Return the agency a report credits with its text, else the medium in which it stood first."""
    if _is_copy(report, gazetteer):
        return agency_of(report, gazetteer) or report.agencies[0]
    first = first_stood(report, gazetteer)
    return first.name if first else None


def _whole_of(report: Report, whose: str) -> Reuse:
    """Return the record of a report all of whose text is another's."""
    spans = report.paragraphs or (Span(0, len(report.text)),)
    whole = (Span(spans[0].start, spans[-1].end),)
    return Reuse(
        id=record_id("reuse", report.id, whose),
        report=report.id,
        spans=whole,
        share=Share.WHOLE,
        agency=whose,
    )


def agency_of(report: Report, gazetteer: Gazetteer) -> str | None:
    """Return the canonical name of the agency whose copy a report is, None where none."""
    if not report.agencies:
        return None
    entry = gazetteer.find(report.agencies[0])
    return entry.name if entry else report.agencies[0]
