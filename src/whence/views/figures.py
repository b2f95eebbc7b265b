"""A report's figures and sums in words: value, role, speaker, time, place, parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.records.extraction import Change, Extraction, Quantity, Sum, Timex
from whence.records.report import Report
from whence.records.span import Span
from whence.views.wording import day_range, quantity

THE_REPORT = "the report"


@dataclass(frozen=True, slots=True)
class FigureTold:
    """One figure in words; every part that nothing tells is empty.

    `value` holds what it is given again as in brackets ("$5.6 billion (£3.5 billion)"), `speaker`
    is whose figure it is, `as_of` the words of its time with the days they mean.
    """

    span: Span
    words: str
    value: str
    counts: str
    role: str
    change: str
    speaker: str
    as_of: str
    place: str
    part_of: str

    @property
    def means(self) -> str:
        """Return all of it in one line but the words."""
        told = (
            self.value,
            self.counts,
            self.role,
            self.change,
            f"as of {self.as_of}" if self.as_of else "",
            f"at {self.place}" if self.place else "",
            f"part of {self.part_of}" if self.part_of else "",
            f"by {self.speaker}" if self.speaker != THE_REPORT else "",
        )
        return " · ".join(part for part in told if part)


def figures_told(report: Report, extraction: Extraction) -> tuple[FigureTold, ...]:
    """Return the figures of a report in words, in order.

    One that only gives another again in another unit stands in brackets behind it.
    """
    again: dict[Span, list[Quantity]] = {}
    for found in extraction.quantities:
        if found.restates is not None:
            again.setdefault(found.restates, []).append(found)
    times = {time.span: time for time in extraction.times}
    speakers = {a.id: a.speaker_name or "nobody named" for a in extraction.attributions}
    known = {found.span for found in extraction.quantities}
    return tuple(
        _told(report.text, found, again.get(found.span, ()), times, speakers)
        for found in extraction.quantities
        if found.restates not in known
    )


def _told(
    text: str,
    found: Quantity,
    again: Sequence[Quantity],
    times: dict[Span, Timex],
    speakers: dict[str, str],
) -> FigureTold:
    restated = "".join(f" ({quantity(one)})" for one in again)
    return FigureTold(
        span=found.span,
        words=_words(text, found.span),
        value=quantity(found) + restated,
        counts=found.counts or "",
        role=found.role or "",
        change=_change(found.change),
        speaker=speakers.get(found.by or "", THE_REPORT),
        as_of=_day(text, found.as_of, times),
        place=_words(text, found.place),
        part_of=_words(text, found.part_of),
    )


def _words(text: str, span: Span | None) -> str:
    return " ".join(span.of(text).split()) if span is not None else ""


def _change(change: Change | None) -> str:
    if change is None:
        return ""
    return "a factor" if change is Change.TIMES else f"a change: {change}"


def _day(text: str, span: Span | None, times: dict[Span, Timex]) -> str:
    words = _words(text, span)
    time = times.get(span) if span is not None else None
    days = day_range(time.earliest, time.latest) if time is not None else ""
    return f"{words} ({days})" if days and days != words else words


@dataclass(frozen=True, slots=True)
class SumTold:
    """A relation between a report's own figures: the words, whether it holds, the working."""

    span: Span
    words: str
    kind: str
    outcome: str
    why: str


def sums_told(report: Report, extraction: Extraction) -> tuple[SumTold, ...]:
    """Return the sums of a report in words, in order."""
    return tuple(_sum(report.text, one) for one in extraction.sums if one.figures)


def _sum(text: str, found: Sum) -> SumTold:
    words = " … ".join(_words(text, span) for span in found.words)
    return SumTold(min(found.words or found.figures), words, found.kind, found.outcome, found.why)
