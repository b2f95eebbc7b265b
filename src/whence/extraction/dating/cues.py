"""One cue of a text to the day it was published."""

from __future__ import annotations

from dataclasses import dataclass

from whence.extraction.dating.timeline import Weights


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """What a text tells of its day: the words, what they say of it, and every day's weight.

    `kind` is one of "past", "own", "season", "weekday", "count", "office", "name", "event".
    `years` says whether the cue alone tells years from one another. `before` is the first day
    (ISO) a report with this cue is hardly older than, where it has one; `certain` says that it
    surely is not.
    """

    kind: str
    words: str
    why: str
    weights: Weights
    years: bool = True
    before: str | None = None
    certain: bool = False
