"""Find paragraphs that an extractor took out of a page again in the page's source.

Paragraphs are looked up by their first letters in an index of the visible characters and then
extended as far as source and paragraph agree; where they part, the rest is looked up anew. Each
lookup weighs a bounded number of places, so the whole is linear in page and text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from whence.reading.passage import Passage
from whence.reading.visible import Visible, visible
from whence.records.report import RawRun

# Letters that anchor a lookup, places weighed in each, and the longest stretch compared at once.
_ANCHOR = 12
_MOST_PLACES = 12
_WORD = re.compile(r"\S+")


class Aligner:
    """An index over one page's source; `align` maps paragraphs in the order of the page."""

    def __init__(self, source: str) -> None:
        """Read `source`, the decoded page. Linear time and memory."""
        self._source = source
        self._shown: Visible = visible(source)
        self._index: dict[str, list[int]] = defaultdict(list)
        text = self._shown.text
        for start in self._shown.starts:
            self._index[text[start : start + _ANCHOR]].append(start)
        self._cursor = 0

    def align(self, paragraph: str) -> Passage:
        """Return `paragraph` with runs into the source wherever it was found there.

        Its white space must be normalised. Characters that were not found are in no run.
        """
        words = [(m.start(), m.end()) for m in _WORD.finditer(paragraph)]
        solid = "".join(paragraph[start:end] for start, end in words)
        places = self._places(solid, _word_starts(words))
        return Passage(paragraph, tuple(self._runs(paragraph, words, places)))

    def align_before(self, paragraph: str, following: Passage | None) -> Passage:
        """Return `paragraph` aligned to where it last stands before the passage `following`.

        For a headline, which a page holds several times: the one above the text is meant.
        """
        solid = "".join(paragraph.split())
        end = len(self._shown.text)
        raw = following.raw_span() if following is not None else None
        if raw is not None:
            end = self._shown.starts[max(0, bisect_right(self._shown.places, raw.start) - 1)]
        found = self._shown.text.rfind(solid, 0, end)
        self._cursor = max(found, 0)
        return self.align(paragraph)

    def _places(self, solid: str, word_starts: Sequence[int]) -> list[int]:
        """Return for each visible character of the paragraph its place in the source, or -1."""
        places = [-1] * len(solid)
        at, next_word = 0, 0
        while next_word < len(word_starts):
            at = max(at, word_starts[next_word])
            found, length = self._longest(solid, at)
            if length:
                for offset in range(length):
                    places[at + offset] = self._shown.place(found + offset)
                self._cursor = found + length
                at += length
            next_word = bisect_left(word_starts, max(at, word_starts[next_word] + 1), next_word)
        return places

    def _longest(self, solid: str, at: int) -> tuple[int, int]:
        """Return where the longest stretch of `solid` from `at` on stands, and its length."""
        anchor = solid[at : at + _ANCHOR]
        candidates = self._index.get(anchor, [])
        near = bisect_left(candidates, self._cursor)
        best, best_length = 0, 0
        for start in (*candidates[near : near + _MOST_PLACES], *candidates[: min(near, 4)]):
            length = self._agree(solid, at, start)
            if length > best_length:
                best, best_length = start, length
            if at + length == len(solid):
                break
        if not candidates and self._shown.text.startswith(anchor[:3], self._cursor):
            return self._cursor, self._agree(solid, at, self._cursor)
        return best, best_length

    def _agree(self, solid: str, at: int, start: int) -> int:
        """Return how many characters agree from `solid[at]` and the page's `start` on."""
        shown, low, step = self._shown.text, 0, 64
        while low < len(solid) - at:
            step = min(step, len(solid) - at - low)
            piece = solid[at + low : at + low + step]
            if shown.startswith(piece, start + low):
                low += step
                step *= 2
            elif step == 1:
                break
            else:
                step = max(1, step // 4)
        return low

    def _runs(
        self, paragraph: str, words: Sequence[tuple[int, int]], places: Sequence[int]
    ) -> list[RawRun]:
        runs: list[RawRun] = []
        solid = 0
        for start, end in words:
            for at in range(start, end):
                place = places[solid]
                solid += 1
                if place >= 0 and self._same(paragraph[at], place):
                    self._extend(runs, paragraph, at, place)
        return runs

    def _same(self, character: str, place: int) -> bool:
        return self._source[place] == character or self._source[place] == "&"

    def _extend(self, runs: list[RawRun], paragraph: str, at: int, place: int) -> None:
        """Add one character to the last run, over a single equal space if need be."""
        exact = self._source[place] == paragraph[at]
        if runs and exact:
            last = runs[-1]
            end, raw_end = last.text + last.length, (last.raw or 0) + last.length
            gap = at - end
            plain = self._source[raw_end - 1] == paragraph[end - 1]
            if (
                plain
                and place - raw_end == gap
                and self._source[raw_end:place] == paragraph[end:at]
            ):
                runs[-1] = RawRun(last.text, last.raw, last.length + gap + 1)
                return
        runs.append(RawRun(at, place, 1))


def _word_starts(words: Sequence[tuple[int, int]]) -> list[int]:
    starts, length = [], 0
    for start, end in words:
        starts.append(length)
        length += end - start
    return starts
