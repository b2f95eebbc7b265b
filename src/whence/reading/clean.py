"""From the passages of one input to a report's paragraphs: debris out, front matter read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whence.reading import dates
from whence.reading.agencies import sign_off
from whence.reading.byline import byline_in, is_byline
from whence.reading.debris import find_debris, looks_like_sentence, same_words
from whence.reading.passage import Passage, joined
from whence.records.report import Published
from whence.records.span import Span, Spans

_FRONT_LINES = 8
_TAIL_LINES = 4
_LAST_LINES = 8
_DESK = {"admin", "staff", "desk", "editor", "newsroom", "webdesk", "agencies", "reporter"}
_DATE_LABEL = re.compile(r"(?:first |last |date )?(?:published|updated|posted)\b", re.IGNORECASE)
_DATED_TAIL = re.compile(
    r"\s?\(?(?:[Ll]ast )?(?:Updated|Published|Posted|UPDATED|PUBLISHED)(?: on| at)?\s?:?\s"
    r"(?=[^.!?]{0,30}\d{4})[^.!?]{6,110}$"
)
_MOST_WORDS_BY_DATE = 4
_LONGEST_TITLE = 240
_MOST_TITLE_WORDS = 32


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of an input, and what its furniture told.

    `title` is the headline found in the text itself, which then is the first of `passages`;
    `lines` are all lines, debris included, for credits that stand in it.
    """

    passages: tuple[Passage, ...]
    debris: Spans
    lines: tuple[str, ...]
    title: str | None = None
    byline: str | None = None
    published: Published | None = None


def clean(passages: Sequence[Passage], *, title: str | None = None) -> Cleaned:
    """Return the passages without debris, date lines and bylines, and what those said.

    `title` is the headline where metadata names it; without one the first line is taken for
    the headline if it reads like one. A byline or date line counts only above the text.
    """
    lines = tuple(passage.text for passage in passages)
    cuts = find_debris(lines, title=title)
    dated = _cut_dated_tails(lines, cuts, title)
    front = [at for at, cut in enumerate(cuts) if not _gone(lines[at], cut)][:_FRONT_LINES]
    byline = None
    for at in _front_matter(lines, front):
        if dates.dated_remainder(lines[at]) is not None:
            dated.append(lines[at])
        byline = byline or byline_in(lines[at])
        cuts[at] = (Span(0, len(lines[at])),)
    for at in range(max(len(front), len(lines) - _LAST_LINES), len(lines)):
        if _DATE_LABEL.match(lines[at]) and _says_when(lines[at]):
            dated.append(lines[at])
            cuts[at] = (Span(0, len(lines[at])),)
    _keep_sign_off(lines, cuts)
    kept, debris = _apply(passages, cuts)
    return Cleaned(
        passages=tuple(kept),
        debris=tuple(sorted(debris)),
        lines=lines,
        title=None if title else _headline(kept),
        byline=byline,
        published=dates.from_date_lines(dated)
        or dates.from_picture_names(_debris_lines(lines, cuts)),
    )


def _keep_sign_off(lines: Sequence[str], cuts: list[tuple[Span, ...]]) -> None:
    """Keep the words below the text that credit an agency with it: they are its source."""
    below = len(lines)
    while below and _gone(lines[below - 1], cuts[below - 1]):
        below -= 1
    for at in range(max(below, len(lines) - _LAST_LINES), len(lines) if below else 0):
        if credit := sign_off(lines[at]):
            sides = (Span(0, credit.start), Span(credit.end, len(lines[at])))
            cuts[at] = tuple(side for side in sides if len(side))
            return


def _cut_dated_tails(
    lines: Sequence[str], cuts: list[tuple[Span, ...]], title: str | None
) -> list[str]:
    """Cut "Updated: <date> (<agency>)" off a headline it is glued to; return what was cut."""
    tails = []
    for at, line in enumerate(lines[:_TAIL_LINES]):
        match = _DATED_TAIL.search(line)
        if match is None or _gone(line, cuts[at]) or not dates.is_dated(match.group()):
            continue
        tails.append(match.group().strip())
        repeats = title is not None and same_words(line[: match.start()], title)
        start = 0 if repeats else match.start()
        cuts[at] = (*(span for span in cuts[at] if span.end <= start), Span(start, len(line)))
    return tails


def _front_matter(lines: Sequence[str], front: Sequence[int]) -> list[int]:
    """Return which of the first lines are bylines or date lines, up to the first sentence."""
    found = []
    for at in front:
        line = lines[at]
        if _says_when(line) or is_byline(line):
            found.append(at)
        elif at > 0 and looks_like_sentence(line) and len(line) > 80:
            break
    return found


def _says_when(line: str) -> bool:
    """Say whether a line gives a date and beside it at most a name or two."""
    beside = dates.dated_remainder(line)
    if beside is None:
        return False
    words = beside.split()
    names = all(not word[0].islower() or word in _DESK for word in words)
    return is_byline(beside) or (names and len(words) <= _MOST_WORDS_BY_DATE)


def _headline(kept: Sequence[Passage]) -> str | None:
    """Return the first paragraph if it reads like a headline with a text below it."""
    if len(kept) < 2:
        return None
    first = kept[0].text
    words = len(first.split())
    if len(first) > _LONGEST_TITLE or words > _MOST_TITLE_WORDS or words < 2:
        return None
    plain_end = first[-1] not in '.,;:”"' or first.endswith("...")
    return first if plain_end and len(kept[1].text) >= 1 else None


def _debris_lines(lines: Sequence[str], cuts: Sequence[tuple[Span, ...]]) -> list[str]:
    return [line for line, cut in zip(lines, cuts, strict=True) if _gone(line, cut)]


def _gone(line: str, cut: Sequence[Span]) -> bool:
    return len(cut) == 1 and len(cut[0]) == len(line)


def _apply(
    passages: Sequence[Passage], cuts: Sequence[tuple[Span, ...]]
) -> tuple[list[Passage], list[Span]]:
    """Return what the cuts leave of each passage, and the cuts in raw offsets."""
    kept: list[Passage] = []
    debris: list[Span] = []
    for passage, cut in zip(passages, cuts, strict=True):
        pieces, at = [], 0
        for span in (*cut, Span(len(passage.text), len(passage.text))):
            pieces.append(passage.part(at, span.start))
            raw = passage.part(span.start, span.end).raw_span()
            if raw is not None:
                debris.append(raw)
            at = span.end
        left = joined([piece for piece in pieces if piece.text], " ")
        if left.text:
            kept.append(left)
    return kept, debris
