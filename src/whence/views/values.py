"""Figures and times of a report as the page lists them."""

from __future__ import annotations

from dataclasses import dataclass

from whence.records.extraction import Extraction
from whence.records.report import Report
from whence.records.span import Span
from whence.views.figures import figures_told, sums_told
from whence.views.wording import day_range, shortened, sub_anchor

# A span this short in the margin's list of figures and times is shown whole.
WORDS_LENGTH = 60


@dataclass(frozen=True, slots=True)
class ValueView:
    """A figure, a time or a sum: the words, what Whence takes them to mean, where they stand."""

    words: str
    means: str
    href: str


def paragraph_of(position: int, ends: list[int]) -> int:
    """Return which paragraph an offset lies in, or the next one after it."""
    low, high = 0, max(len(ends) - 1, 0)
    while low < high:
        middle = (low + high) // 2
        if ends[middle] <= position:
            low = middle + 1
        else:
            high = middle
    return low


def _place(anchor: str, span: Span, ends: list[int]) -> str:
    number = paragraph_of(span.start, ends) + 1
    return f"#{sub_anchor(anchor, f't{number}')}"


def figure_views(
    report: Report, extraction: Extraction, ends: list[int], anchor: str
) -> tuple[ValueView, ...]:
    """Return the figures of a report; `ends` are the ends of its paragraphs."""
    views = []
    for found in figures_told(report, extraction):
        words = shortened(found.words, WORDS_LENGTH)
        views.append(ValueView(words, found.means, _place(anchor, found.span, ends)))
    return tuple(views)


def sum_views(
    report: Report, extraction: Extraction, ends: list[int], anchor: str
) -> tuple[ValueView, ...]:
    """Return how a report's own figures stand to one another by its words."""
    views = []
    for found in sums_told(report, extraction):
        words = shortened(found.words or found.kind, WORDS_LENGTH)
        means = f"{found.outcome}: {found.why}"
        views.append(ValueView(words, means, _place(anchor, found.span, ends)))
    return tuple(views)


def time_views(
    report: Report, extraction: Extraction, ends: list[int], anchor: str
) -> tuple[ValueView, ...]:
    """Return the times of a report; `ends` are the ends of its paragraphs."""
    views = []
    spans = {found.id: found.span for found in extraction.times}
    for found in extraction.times:
        days = day_range(found.earliest, found.latest)
        means = days or _VAGUE.get(found.value) or found.value
        leans_on = found.anchor_event or spans.get(found.anchor_time or "")
        if leans_on is not None:
            means += f", told by “{shortened(leans_on.of(report.text), WORDS_LENGTH)}”"
        elif found.anchor == "published" and days:
            means += ", counted from the publication"
        words = shortened(found.span.of(report.text), WORDS_LENGTH)
        views.append(ValueView(words, means, _place(anchor, found.span, ends)))
    return tuple(views)


_VAGUE = {
    "PAST_REF": "at some time before the report",
    "PRESENT_REF": "at the time of the report",
    "FUTURE_REF": "at some time after the report",
}
