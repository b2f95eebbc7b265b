"""A report: one published item, its text immutable, addressed by the hash of its bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from whence.records.span import Span, Spans

FEWEST_WORDS = 60  # a text with fewer is taken for a part of one

# In a text of so many words an ellipsis at the end is the writer's: what is cut off for want of
# room is short.
LONG = 300
_TRAILS_OFF = re.compile(r"(?:…|\.\.\.)\W*$")
_CUT_OFF = re.compile(
    r"(?:\[(?:…|\.\.\.)\]|\bread more|\bcontinue reading|\bread the full (?:story|article)"
    r"|\bsubscribe to (?:read|continue)|\bto read the full\b[^.\n]{0,80}|\[\+\d+ chars\])\W*$",
    re.I,
)


class DateOrigin(StrEnum):
    """Where a publication date comes from, the most reliable first."""

    METADATA = "metadata"
    STATED = "stated"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Published:
    """When a report was published, as a range of days with the reason for it.

    `earliest` and `latest` are ISO dates (inclusive); `value` is the best single day within them.
    `conflicts` says in words what speaks against the range: another date that the report gives, a
    later day it tells of as past, a weekday that its date did not fall on.
    """

    earliest: str
    latest: str
    value: str
    origin: DateOrigin
    why: str
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawRun:
    """A run of reading text that stands in the decoded input without a change.

    `text` is the run's first offset in the reading text, `raw` its first offset in the decoded
    input (None: the run is not in the input, as a JSON record's title), `length` in characters.
    """

    text: int
    raw: int | None
    length: int


UNNAMED_AGENCIES = "unnamed agencies"  # what a report credits that is signed "Agencies"


@dataclass(frozen=True, slots=True)
class Report:
    """One published item as read. Equal ids mean equal original bytes.

    Spans in `paragraphs` and `title_span` are into `text`; `boilerplate` is in raw offsets (see
    `RawRun`). A report that is kept but not analysed (another language, no letters, nothing but
    debris) says why in `note`. `container` is the file it came out of when that holds several
    reports (an archive, a WARC, a feed, a JSONL file), else None. `agencies` are those credited
    with its copy, `UNNAMED_AGENCIES` alone where it credits "agencies".
    """

    id: str
    path: str
    text: str
    raw: tuple[RawRun, ...]
    boilerplate: Spans = ()
    paragraphs: Spans = ()
    title: str | None = None
    title_span: Span | None = None
    publisher: str | None = None
    byline: str | None = None
    language: str | None = None
    agencies: tuple[str, ...] = ()
    url: str | None = None
    published: Published | None = None
    note: str | None = None
    media_type: str = "text/plain"
    encoding: str | None = None
    container: str | None = None

    @property
    def name(self) -> str:
        """Return the title, or where there is none the path."""
        return self.title or self.path


@dataclass(frozen=True, slots=True)
class Intake:
    """A report together with its original bytes, the evidentiary copy."""

    report: Report
    data: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that could not be read: where, why, and what the user can do."""

    path: str
    cause: str
    remedy: str


def is_partial(report: Report) -> bool:
    """Say whether only a part of a report's text seems to be at hand."""
    return is_part(report.text, report.note)


def is_part(text: str, note: str | None) -> bool:
    """Say whether a report with this text and note is one of which only a part is at hand."""
    if note is not None or len(text.split()) < FEWEST_WORDS:
        return True
    end, words = text[-200:], len(text.split())
    trails_off = words < LONG and _TRAILS_OFF.search(end) is not None
    return trails_off or _CUT_OFF.search(end) is not None


def outlet(report: Report) -> str:
    """Return who published a report, or what comes nearest: its site, or its file's name."""
    return outlet_name(report.publisher, report.url, report.path)


def outlet_name(publisher: str | None, url: str | None, path: str) -> str:
    """Return the outlet of a report with these particulars; see `outlet`.

    The publisher where one is known, else the host of `url` without "www.", else the last part of
    `path`.
    """
    if publisher:
        return publisher
    host = _host(url)
    return host.removeprefix("www.") if host else path.rpartition("/")[2]


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


def raw_offset(runs: tuple[RawRun, ...], offset: int) -> int | None:
    """Carry one reading offset back to the decoded input; None where it is not in the input.

    Binary search over the runs, which are sorted by `text` and do not overlap.
    """
    low, high = 0, len(runs)
    while low < high:
        middle = (low + high) // 2
        if runs[middle].text + runs[middle].length <= offset:
            low = middle + 1
        else:
            high = middle
    if low == len(runs) or offset < runs[low].text or runs[low].raw is None:
        return None
    return (runs[low].raw or 0) + offset - runs[low].text


def raw_span(runs: tuple[RawRun, ...], span: Span) -> Span | None:
    """Carry a span of the reading text back to the decoded input, or None if it has no place."""
    if not len(span):
        return None
    start = raw_offset(runs, span.start)
    last = raw_offset(runs, span.end - 1)
    if start is None or last is None or last < start:
        return None
    return Span(start, last + 1)
