"""Finding reports by words, a "phrase", the beginning of a word*, or a report's hash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from whence.ledger import dialects
from whence.ledger.report_rows import report_of
from whence.ledger.report_store import chunks
from whence.ledger.schema import reports
from whence.ledger.words import placed_words, words_of
from whence.records.report import Report
from whence.records.span import Span

MOST_PHRASES = 32
MOST_WORDS = 64
AROUND = 80  # characters shown on each side of a hit
LONGEST_CUT = 25  # characters given up so that no word is cut
PAGE = 100
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»\u201f", '"'))

_CHUNK = re.compile(r'"[^"]*"?\*?|[^\s"]+')
_GAP = re.compile(r"\s+")
_HASH = re.compile(r"sha256:([0-9a-f]{4,64})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that holds the words: where the first of them stands, and what is around it.

    `span` is into the reading text; None where the words stand only in a title apart from it.
    """

    report: str
    path: str
    title: str | None
    span: Span | None
    before: str
    found: str
    after: str

    @property
    def snippet(self) -> str:
        """Return the words found with what is around them, on one line."""
        return " ".join(f"{self.before}{self.found}{self.after}".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words that must stand side by side; `prefix`: the last is a word's beginning."""

    words: tuple[str, ...]
    prefix: bool


def parse(query: str) -> list[Phrase]:
    """Return the phrases of what a person typed. Nothing typed is an error.

    A quote that is not closed runs to the end; signs that are no part of a word are passed over,
    so that "al-Asad" is the phrase of its two words.
    """
    phrases: list[Phrase] = []
    room = MOST_WORDS
    for chunk in _CHUNK.findall(query.translate(QUOTES)):
        words = tuple(words_of(chunk))[:room]
        room -= len(words)
        if words:
            phrases.append(Phrase(words, chunk.endswith("*")))
    return phrases[:MOST_PHRASES]


def search(connection: Connection, query: str, *, limit: int) -> list[Hit]:
    """Return at most `limit` reports that hold all the words and phrases of `query`."""
    hashes = [digits.lower() for digits in _HASH.findall(query)]
    phrases = parse(_HASH.sub(" ", query))
    if limit < 1 or not (phrases or hashes):
        return []
    hits: list[Hit] = []
    for report in _candidates(connection, phrases, hashes):
        found = hit(report, phrases)
        if found is not None and all(report.id[7:].startswith(digits) for digits in hashes):
            hits.append(found)
        if len(hits) == limit:
            break
    return hits


def _candidates(
    connection: Connection, phrases: Sequence[Phrase], hashes: Sequence[str]
) -> Iterator[Report]:
    if hashes:
        low, high = f"sha256:{hashes[0]}", f"sha256:{hashes[0]}g"
        query = select(reports).where(reports.c.id >= low, reports.c.id < high)
        rows = connection.execute(query.order_by(reports.c.id).limit(PAGE))
        yield from [report_of(row) for row in rows]
        return
    wanted = [(phrase.words, phrase.prefix) for phrase in phrases]
    skip = 0
    while numbers := dialects.matching(connection, wanted, skip, PAGE):
        for part in chunks(numbers, 10):
            rows = connection.execute(select(reports).where(reports.c.number.in_(part)))
            found = {row.number: report_of(row) for row in rows}
            yield from (found[number] for number in part)
        skip += len(numbers)


def hit(report: Report, phrases: Sequence[Phrase]) -> Hit | None:
    """Return where `phrases` stand in a report, or None when one of them does not."""
    places = _first_places(report.text, phrases)
    if report.title is not None and report.title_span is None:
        in_title = _first_places(report.title, phrases)
    else:
        in_title = [None] * len(phrases)
    if any(here is None and there is None for here, there in zip(places, in_title, strict=True)):
        return None
    span = next((place for place in places if place is not None), None)
    if span is None:
        shown, place = report.title or report.text, next(filter(None, in_title), Span(0, 0))
    else:
        shown, place = report.text, span
    return Hit(
        report=report.id,
        path=report.path,
        title=report.title,
        span=span,
        before=_before(shown, place.start),
        found=place.of(shown),
        after=_after(shown, place.end),
    )


def _first_places(text: str, phrases: Sequence[Phrase]) -> list[Span | None]:
    """Return for each phrase the span of its first occurrence in `text`."""
    places: list[Span | None] = [None] * len(phrases)
    open_phrases = set(range(len(phrases)))
    longest = max((len(phrase.words) for phrase in phrases), default=0)
    window: list[tuple[str, int, int]] = []
    for placed in placed_words(text):
        if not open_phrases:
            break
        window = [*window[-longest + 1 :], placed] if longest > 1 else [placed]
        for index in tuple(open_phrases):
            tail = window[-len(phrases[index].words) :]
            if _stands(phrases[index], [word for word, _, _ in tail]):
                places[index] = Span(tail[0][1], tail[-1][2])
                open_phrases.discard(index)
    return places


def _stands(phrase: Phrase, words: Sequence[str]) -> bool:
    if len(words) != len(phrase.words):
        return False
    if tuple(words[:-1]) != phrase.words[:-1]:
        return False
    last = phrase.words[-1]
    return words[-1].startswith(last) if phrase.prefix else words[-1] == last


def _before(text: str, start: int) -> str:
    """Return what stands before a hit, from the beginning of a word where one is near."""
    begin = max(0, start - AROUND)
    if begin and not text[begin - 1].isspace():
        gap = _GAP.search(text, begin, min(begin + LONGEST_CUT, start))
        begin = gap.end() if gap else begin
    return f"… {text[begin:start].lstrip()}" if begin else text[:start]


def _after(text: str, end: int) -> str:
    """Return what stands behind a hit, to the end of a word where one is near."""
    stop = min(len(text), end + AROUND)
    if stop < len(text) and not text[stop].isspace():
        gaps = list(_GAP.finditer(text, max(stop - LONGEST_CUT, end), stop))
        stop = gaps[-1].start() if gaps else stop
    return text[end:stop] + (" …" if stop < len(text) else "")
