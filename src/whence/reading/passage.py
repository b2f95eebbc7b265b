"""Passages: stretches of reading text that know where each character stands in the input."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whence.records.report import RawRun
from whence.records.span import Span

BREAK = "\n\n"

# Characters that carry no reading text: controls, zero-width marks, direction marks, soft hyphens.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad"
    "\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
)
_BLANK = rf"[\s{_INVISIBLE}]*"
_ODD = re.compile(
    rf" ?(?:[^\S ]|[{_INVISIBLE}]){_BLANK}| [ ]{_BLANK}|[\ud800-\udfff]",
)
_HAS_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Passage:
    """Reading text with normalised white space, and the runs that carry it back to the input.

    `runs` hold offsets into `text`, sorted and without overlap; a character in no run (a space
    that stands for a tab or a line break) has no equal character in the input.
    """

    text: str
    runs: tuple[RawRun, ...]

    def part(self, start: int, end: int) -> Passage:
        """Return the characters `[start, end)` without white space at either end."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Passage(self.text[start:end], tuple(_clipped(self.runs, start, end)))

    def raw_span(self) -> Span | None:
        """Return the range of input the passage covers, or None when it is not in the input."""
        starts = [run for run in self.runs if run.raw is not None]
        if not starts:
            return None
        first = min(run.raw or 0 for run in starts)
        return Span(first, max((run.raw or 0) + run.length for run in starts))


@dataclass(frozen=True, slots=True)
class Composed:
    """A whole reading text with its paragraphs and its way back to the input."""

    text: str
    runs: tuple[RawRun, ...]
    paragraphs: tuple[Span, ...]


def tidy(raw: str, start: int, end: int) -> Passage:
    """Return `raw[start:end]` with white space normalised and invisible characters left out.

    Every run of white space becomes one space, lone surrogates become U+FFFD. Linear time.
    """
    parts: list[str] = []
    runs: list[RawRun] = []
    length, at = 0, start
    for odd in _ODD.finditer(raw, start, end):
        length = _keep(raw, Span(at, odd.start()), parts, runs, length)
        found = odd.group()
        stand_in = (
            "\ufffd" if "\ud800" <= found <= "\udfff" else " " * bool(_HAS_SPACE.search(found))
        )
        parts.append(stand_in)
        length += len(stand_in)
        at = odd.end()
    _keep(raw, Span(at, end), parts, runs, length)
    whole = Passage("".join(parts), tuple(runs))
    return whole.part(0, len(whole.text))


def unmapped(text: str) -> Passage:
    """Return a passage that is not in the input, such as a JSON record's title."""
    plain = tidy(text, 0, len(text)).text
    return Passage(plain, (RawRun(0, None, len(plain)),) if plain else ())


def joined(passages: Sequence[Passage], between: str) -> Passage:
    """Return the passages as one, with `between` put in between them."""
    parts: list[str] = []
    runs: list[RawRun] = []
    length = 0
    for passage in passages:
        if parts:
            parts.append(between)
            length += len(between)
        runs += [RawRun(run.text + length, run.raw, run.length) for run in passage.runs]
        parts.append(passage.text)
        length += len(passage.text)
    return Passage("".join(parts), tuple(runs))


def compose(passages: Iterable[Passage], raw: str) -> Composed:
    """Return the reading text: the passages as paragraphs with one blank line in between.

    Where the input `raw` has just that blank line between two paragraphs, one run carries both.
    """
    kept = [passage for passage in passages if passage.text]
    whole = joined(kept, BREAK)
    spans, at = [], 0
    for passage in kept:
        spans.append(Span(at, at + len(passage.text)))
        at += len(passage.text) + len(BREAK)
    return Composed(whole.text, tuple(_bridged(whole.runs, whole.text, raw)), tuple(spans))


def _keep(raw: str, span: Span, parts: list[str], runs: list[RawRun], length: int) -> int:
    if not len(span):
        return length
    parts.append(span.of(raw))
    runs.append(RawRun(length, span.start, len(span)))
    return length + len(span)


def _clipped(runs: Iterable[RawRun], start: int, end: int) -> Iterable[RawRun]:
    for run in runs:
        low, high = max(run.text, start), min(run.text + run.length, end)
        if low < high:
            raw = None if run.raw is None else run.raw + low - run.text
            yield RawRun(low - start, raw, high - low)


def _bridged(runs: Iterable[RawRun], text: str, raw: str) -> list[RawRun]:
    """Join neighbouring runs when what lies between them is the same in text and input."""
    done: list[RawRun] = []
    for run in runs:
        last = done[-1] if done else None
        if last is not None and last.raw is not None and run.raw is not None:
            gap = run.text - last.text - last.length
            raw_end = last.raw + last.length
            same = text[run.text - gap : run.text] == raw[raw_end : run.raw]
            if run.raw - raw_end == gap and same and _exact(last, run, text, raw):
                done[-1] = RawRun(last.text, last.raw, last.length + gap + run.length)
                continue
        done.append(run)
    return done


def _exact(last: RawRun, run: RawRun, text: str, raw: str) -> bool:
    """Say whether both runs stand in the input unchanged where they meet (no entity between)."""
    end = last.text + last.length
    before = (last.raw or 0) + last.length
    return text[end - 1] == raw[before - 1] and text[run.text] == raw[run.raw or 0]
