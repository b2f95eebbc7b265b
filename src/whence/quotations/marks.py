"""The quote marks of the world, and what each shows of itself by the characters next to it.

A mark is read here without regard to the quotations that are open around it; `roles` joins the
two. Two equal marks may be one: ``so'', ''so'', ‘‘so’’.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from whence.records.span import Span

DIRECTED: Final = {
    "「": "」", "『": "』", "｢": "｣", "﹁": "﹂", "﹃": "﹄",
    "〝": "〞〟", "❝": "❞", "❛": "❜",
}  # fmt: skip
"""Marks with one meaning each, opening to closing; they pair with nothing else."""
DIRECTED_CLOSERS: Final = "".join(DIRECTED.values())
DOUBLE_ANGLES: Final = "«»"
SINGLE_ANGLES: Final = "‹›"
STRAIGHT_DOUBLE: Final = frozenset(['"', "＂", "''", '""'])
DOUBLE: Final = frozenset(["“", "”", "„", "‟", "``", "‘‘", "’’"]) | STRAIGHT_DOUBLE
SINGLE: Final = frozenset("‘’‚‛'`´＇")

_GLYPHS = (
    "".join(DIRECTED)
    + DIRECTED_CLOSERS
    + DOUBLE_ANGLES
    + SINGLE_ANGLES
    + '“”„‟"＂'
    + "".join(SINGLE)
)
_MARK = re.compile(f"[{re.escape(_GLYPHS)}]")
_MARK_OR_PAIR = re.compile(f"``|‘‘|''|’’|\"\"|{_MARK.pattern}")
_PAIRED = re.compile(r"``|‘‘|(?:(?<![\s\S])|(?<=[\s(\[{—–:-]))(?:''|’’|\"\")(?=\w)")
"""A doubled mark that opens; only a paragraph that has one reads any two marks as one."""

_OPENS_AFTER = frozenset("([{—–―-/:：*_~|=>¿¡" + "".join(DIRECTED) + "“‘„‚«‹\"'`＂")
_OPEN_BRACKETS = frozenset("([{")
_PUNCTUATION = frozenset(".,;:!?…)]}—–。，、！？；：-/*_~|=")
_STOPS = frozenset(".,!?;…。，！？")
_ELISION = re.compile(
    r"(?:\d0s|\d\d|em|tis|twas|twill|twere|til|till|cause|coz|cos|n|round|ere|bout|neath|cept|"
    r"fraid|nother|kay)\b",
    re.IGNORECASE,
)
"""Words whose first letters an apostrophe stands for: ’90s, ’68, ’tis, ’em, ’n."""
_AND = re.compile(r"(?<!\w)['’´`‘][nN]['’´`‘](?!\w)")
_ONLY_OPEN = frozenset(["„", "‟", "``", "‘‘", *DIRECTED])
_ONLY_CLOSE = frozenset(["”", "’’", *DIRECTED_CLOSERS])
_ELIDED_END = re.compile(r"(?:[sS]|\w[iI][nN]|\b(?:[oO]|an|An|ol|th)|\d)$")
"""Ends that an apostrophe may follow within a word's grammar: miners’, goin’, o’, 6' tall."""
_OPENING = re.compile(rf"[\s(\[]*({_PAIRED.pattern}|{_MARK.pattern})")
_EDGE = "\n"


class Look(Enum):
    """What a mark looks like to one who comes from the left."""

    OPENS = "opens"
    ENDS = "closes, right after a stop"
    CLOSES = "closes, a stop after it or a word before it that takes no apostrophe"
    MAY_CLOSE = "closes, or is an apostrophe at a word's end"
    CLOSES_DOUBLE = "closes, a double mark"


@dataclass(slots=True)
class Mark:
    """One quote mark: one character, or two equal ones that stand for one.

    `before` and `after` are its neighbours within the paragraph, a space at its edges; `next` is
    how the next mark looks that is no mere apostrophe, `next_double` the next double one.
    """

    glyph: str
    start: int
    end: int
    before: str
    after: str
    next: Look | None = None
    next_double: Look | None = None

    @property
    def is_double(self) -> bool:
        """Whether it is one of the marks that close one another: “ ” „ " and their like."""
        return self.glyph in DOUBLE

    @property
    def is_single(self) -> bool:
        """Whether it is ‘ ’ ‚ ' or one of their like."""
        return self.glyph in SINGLE

    @property
    def in_word(self) -> bool:
        """Whether it joins two letters or digits, other than of a script without spaces."""
        return _spaced(self.before) and _spaced(self.after)

    @property
    def before_word(self) -> bool:
        """Whether a letter or digit, other than of a script without spaces, stands right after."""
        return _spaced(self.after)

    @property
    def may_open(self) -> bool:
        """Whether it stands where a quotation can begin: nothing before, something after."""
        free = self.before.isspace() or self.before in _OPENS_AFTER or _unspaced(self.before)
        return free and not self.after.isspace()

    @property
    def opens_by_place(self) -> bool:
        """Whether it stands right before a word, and not right after one."""
        return self.may_open and not self.loose

    @property
    def after_bracket(self) -> bool:
        """Whether it follows an opening bracket."""
        return self.before in _OPEN_BRACKETS

    @property
    def tight(self) -> bool:
        """Whether something stands right before it that a quotation can end with."""
        return not self.before.isspace() and self.before not in _OPEN_BRACKETS

    @property
    def loose(self) -> bool:
        """Whether no word begins right after it."""
        return (
            self.after.isspace()
            or self.after in _PUNCTUATION
            or _MARK.match(self.after) is not None
            or _unspaced(self.after)
        )

    @property
    def after_stop(self) -> bool:
        """Whether a full stop, a comma or the like stands right before it."""
        return self.before in _STOPS

    @property
    def before_stop(self) -> bool:
        """Whether punctuation or the paragraph's end stands right after it."""
        return self.after in _PUNCTUATION or self.after == _EDGE

    @property
    def closes_by_place(self) -> bool:
        """Whether it stands where a quotation can end: a word before, none after."""
        return self.tight and self.loose


def read_marks(text: str, paragraph: Span) -> list[Mark]:
    """Return the quote marks of a paragraph, in order, each with a look ahead. Linear."""
    paired = _PAIRED.search(text, paragraph.start, paragraph.end) is not None
    pattern = _MARK_OR_PAIR if paired else _MARK
    marks = []
    for found in pattern.finditer(text, paragraph.start, paragraph.end):
        start, end = found.span()
        before = text[start - 1] if start > paragraph.start else _EDGE
        after = text[end] if end < paragraph.end else _EDGE
        marks.append(Mark(found.group(), start, end, before, after))
    _look_ahead(text, marks)
    return marks


def opening_mark(text: str, paragraph: Span) -> Mark | None:
    """Return the mark a paragraph opens with, brackets and space aside, if any."""
    found = _OPENING.match(text, paragraph.start, paragraph.end)
    if found is None or found.end() >= paragraph.end:
        return None
    mark = Mark(found.group(1), found.start(1), found.end(1), _EDGE, text[found.end()])
    return None if mark.is_single and is_elision(text, mark) else mark


def is_elision(text: str, mark: Mark) -> bool:
    """Say whether a word that begins with an apostrophe follows: ’90s, ’tis, ’em."""
    return _ELISION.match(text, mark.end) is not None


def is_and(text: str, mark: Mark) -> bool:
    """Say whether the mark is one of the two apostrophes of “rock ’n’ roll”."""
    return any(_AND.match(text, max(0, start)) for start in (mark.start, mark.start - 2))


def ends_elided(text: str, mark: Mark) -> bool:
    """Say whether the word before may end in an apostrophe: miners’, goin’, o’, 6' tall."""
    return _ELIDED_END.search(text, max(0, mark.start - 3), mark.start) is not None


def _look_ahead(text: str, marks: list[Mark]) -> None:
    coming: Look | None = None
    coming_double: Look | None = None
    for mark in reversed(marks):
        mark.next, mark.next_double = coming, coming_double
        look = _look(text, mark)
        coming = look or coming
        if mark.is_double:
            coming_double = look or coming_double


def _look(text: str, mark: Mark) -> Look | None:
    """Return how a mark looks from the left; None for an apostrophe, which is looked past."""
    if not mark.is_single:
        return _look_of_double(mark)
    if mark.in_word or is_and(text, mark):
        return None
    if mark.closes_by_place:
        if mark.after_stop:
            return Look.ENDS
        sure = mark.before_stop or not ends_elided(text, mark)
        return Look.CLOSES if sure else Look.MAY_CLOSE
    opens = mark.may_open and mark.glyph != "’" and not is_elision(text, mark)
    return Look.OPENS if opens else None


def _look_of_double(mark: Mark) -> Look:
    if mark.glyph in _ONLY_OPEN:
        return Look.OPENS
    if mark.glyph in _ONLY_CLOSE or mark.closes_by_place:
        return Look.CLOSES_DOUBLE
    return Look.OPENS


def _unspaced(character: str) -> bool:
    """Say whether a letter belongs to a script that puts no spaces between words."""
    return character >= "\u2e80" and character.isalnum()


def _spaced(character: str) -> bool:
    return character.isalnum() and character < "\u2e80"
