"""What a reader is told of a time: its days, and what it leans on."""

from __future__ import annotations

from whence.extraction.timex import find_times
from whence.records.extraction import Extraction
from whence.records.report import DateOrigin, Published, Report
from whence.records.span import Span
from whence.views.values import time_views

TEXT = "They met on 3 May 2014. Two days later, hours after the blast, he fled. He is back now."


def told() -> list[tuple[str, str]]:
    published = Published("2016-03-16", "2016-03-16", "2016-03-16", DateOrigin.STATED, "given")
    report = Report(id="sha256:1", path="a.txt", text=TEXT, raw=(), published=published)
    times = find_times(TEXT, (Span(0, len(TEXT)),), published=published)
    extraction = Extraction(report=report.id, times=times)
    return [(v.words, v.means) for v in time_views(report, extraction, [len(TEXT)], "r1")]


def test_a_reader_is_told_what_a_time_leans_on() -> None:
    assert told() == [
        ("3 May 2014", "3 May 2014"),
        ("Two days later", "5 May 2014, told by “3 May 2014”"),
        ("hours", "PTXH, told by “the blast”"),
        ("now", "at the time of the report"),
    ]
