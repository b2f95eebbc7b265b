"""Evidence of a common origin: agency copy, carried-over passages, credits, speakers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy

from whence.linking.gazetteer import Gazetteer
from whence.linking.naming import initials
from whence.linking.speakers import Key, Speakers
from whence.linking.words import plain_words
from whence.records.links import Relay, Reuse
from whence.records.report import UNNAMED_AGENCIES, Report
from whence.records.span import Span

SLACK = 12  # characters by which a part of a carried passage may stand elsewhere in its source
_HOST = re.compile(r"([a-z0-9-]+)(?:\.[a-z]{2,}){1,2}")  # without its www
LETTERS = 3  # from which a name's initials tell a medium that goes by them
NEAREST = 4  # carried passages before a place that are looked at


class Carried:
    """What one report carries over from others."""

    def __init__(self, reuses: Iterable[Reuse]) -> None:
        self.agency: str | None = None  # whose copy the report is as a whole
        self._passages: list[tuple[Span, str, Span]] = []
        for reuse in reuses:
            if reuse.source_report is None:
                # What two reports have from "agencies" need not be one agency's.
                named = None if reuse.agency == UNNAMED_AGENCIES else reuse.agency
                self.agency = named or self.agency
                continue
            for span, source in zip(reuse.spans, reuse.source_spans, strict=True):
                self._passages.append((span, reuse.source_report, source))
        self._passages.sort(key=lambda item: (item[0], item[1]))

    def at(self, span: Span) -> tuple[str, Span] | None:
        """Return the report and place from which most of `span` is carried over, if it is."""
        at = bisect_right(self._passages, (Span(span.end, span.end), "", Span(0, 0)))
        for passage, source, place in reversed(self._passages[max(0, at - NEAREST) : at]):
            shared = min(passage.end, span.end) - max(passage.start, span.start)
            if shared * 2 > len(span):
                return source, _same_place(span, passage, place)
        return None


def _same_place(span: Span, passage: Span, place: Span) -> Span:
    """Return where in `place`, from which a passage is carried over, one part of it stands.

    The two differ by a few words at most, so that what stands as far down is it or beside it.
    """
    scale = len(place) / max(len(passage), 1)
    start = place.start + round((span.start - passage.start) * scale) - SLACK
    end = place.start + round((span.end - passage.start) * scale) + SLACK
    first = min(max(start, place.start), place.end - 1)
    return Span(first, max(min(end, place.end), first + 1))


class Evidence:
    """What tells that reports share an origin. Built once for a pile, asked for every point."""

    def __init__(
        self,
        reports: Mapping[str, Report],
        reuses: Iterable[Reuse],
        relays: Iterable[Relay],
        gazetteer: Gazetteer,
        speakers: Speakers,
    ) -> None:
        self._reports = reports
        self._gazetteer = gazetteer
        self._speakers = speakers
        self._credits: dict[str, set[str]] = defaultdict(set)
        listed: dict[str, list[Reuse]] = defaultdict(list)
        for reuse in reuses:
            listed[reuse.report].append(reuse)
        self._carried = {report: Carried(found) for report, found in listed.items()}
        for relay in relays:
            if medium := self.medium(relay.cites):
                self._credits[relay.report].add(medium)
        self._outlets = {r.id: self._outlet(r) for r in reports.values()}
        outlets = {name for name in self._outlets.values() if name}
        self._publishers = {form: name for name in sorted(outlets) for form in _forms(name)}

    def with_speakers(self, speakers: Speakers) -> Evidence:
        """Return the same evidence, with speakers told apart by what other reports say of them."""
        other = copy(self)
        other._speakers = speakers
        return other

    def _outlet(self, report: Report) -> str | None:
        entry = self._gazetteer.outlet(report.publisher, report.url)
        return entry.name if entry else report.publisher

    def agency(self, report: str) -> str | None:
        """Return the agency whose copy a report is."""
        found = self._carried.get(report)
        return found.agency if found else None

    def outlet(self, report: str) -> str | None:
        """Return the medium that published a report."""
        return self._outlets.get(report)

    def credits(self, report: str) -> set[str]:
        """Return the media a report credits anywhere, by canonical name."""
        return self._credits.get(report, set())

    def speaker(self, name: str) -> Key:
        """Return the words that tell whose word it is; none for an unnamed speaker or a medium."""
        return frozenset() if self.medium(name) else self._speakers.key(name)

    def state_of(self, name: str) -> str | None:
        """Return the state that owns the medium `name`, None where none does."""
        entry = self._gazetteer.find(name)
        if entry is None or not entry.cited_kind or not entry.owner:
            return None
        owner = self._gazetteer.actor(entry.owner)
        return owner.name if owner else None

    def medium(self, name: str) -> str | None:
        """Return the canonical name of a medium, None where `name` is none."""
        entry = self._gazetteer.find(name)
        return entry.name if entry and entry.cited_kind else None

    def publisher(self, name: str) -> str | None:
        """Return the medium `name`, a known one or one that published a report of the pile."""
        known = self.medium(name) or self._publishers.get(_bare(name))
        return known or self._by_initials(name)

    def _by_initials(self, name: str) -> str | None:
        """Return the medium of the pile that goes by the initials of `name`, three or more."""
        letters = initials(name)
        return self._publishers.get(letters) if len(letters) >= LETTERS else None

    def carried(self, report: str, span: Span) -> tuple[str, Span] | None:
        """Return the report and place from which most of `span` is carried over, if it is."""
        found = self._carried.get(report)
        return found.at(span) if found else None

    def text(self, report: str) -> str:
        """Return a report's reading text."""
        return self._reports[report].text

    def label(self, report: str) -> str:
        """Return how a report is called in a sentence."""
        return self._outlets.get(report) or self._reports[report].name


def _forms(outlet: str) -> set[str]:
    """Return how a medium's name may be written: one known by its host alone goes by its label.

    The Open Window is openwindow.example, and the Transborder News Agency may be tna.example.
    """
    host = _HOST.fullmatch(outlet)
    return {_bare(outlet), _bare(host[1])} if host else {_bare(outlet)}


def _bare(name: str) -> str:
    """Return the letters of a medium's name without its article: "northerncourier"."""
    words = plain_words(name.replace("-", " "))
    return "".join(words[1:] if words[:1] == ("the",) else words)
