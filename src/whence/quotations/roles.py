"""Whether a quote mark opens a quotation, closes one, or does neither, given those open around it.

A rule a make of marks. Each looks at the mark's neighbours, at what is open, and at most at the
look of the next mark, so that reading a text takes steps in proportion to its marks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from whence.quotations.marks import (
    DIRECTED,
    DIRECTED_CLOSERS,
    DOUBLE_ANGLES,
    SINGLE,
    SINGLE_ANGLES,
    STRAIGHT_DOUBLE,
    Look,
    Mark,
    ends_elided,
    is_and,
    is_elision,
)


class Role(Enum):
    """What a mark does."""

    OPENS = "opens"
    CLOSES = "closes"
    NOTHING = "nothing"


@dataclass(slots=True)
class Opened:
    """A quotation not yet closed.

    `nests` once another of its kind opened in it: it may then be an apostrophe, and only a sure
    sign closes it. `spare` is the end of a mark of the wrong kind that may have to close it.
    """

    mark: Mark
    nests: bool = False
    spare: int | None = None


Stack = list[Opened]

_PARTNERS: Final = {
    "”": "“„”‟", "“": "„‟“", "«": "»", "»": "«»", "‹": "›", "›": "‹›", "’": "‘‚‛’", "‘": "‚‘",
    "´": "`´", "`": "`", "''": ("``", "''"), "’’": ("‘‘", "’’"), "``": ("``",),
    **{closer: opener for opener, closers in DIRECTED.items() for closer in closers},
}  # fmt: skip
"""Which openers a mark closes by right; any of its kind will do where none of these is open."""


@dataclass(frozen=True, slots=True)
class Place:
    """A mark in its text, and the quotations open around it, outermost first."""

    text: str
    mark: Mark
    stack: Stack

    def has(self, glyphs: str) -> bool:
        """Say whether a quotation opened with one of `glyphs` is open."""
        return any(one.mark.glyph in glyphs for one in self.stack)

    @property
    def in_double(self) -> bool:
        """Whether a quotation in double marks is open."""
        return _innermost(self.stack, _is_double) is not None

    @property
    def in_single(self) -> bool:
        """Whether a quotation in single marks is open."""
        return _innermost(self.stack, _is_single) is not None


def role_of(text: str, mark: Mark, stack: Stack) -> Role:
    """Return what `mark` does where the quotations of `stack` are open, outermost first."""
    return _RULES[mark.glyph](Place(text, mark, stack))


def opener_of(mark: Mark, stack: Stack) -> int | None:
    """Return the place in `stack` of the quotation that a closing mark ends, None where none."""
    partners = _PARTNERS.get(mark.glyph, ())
    by_right = _innermost(stack, lambda one: one.glyph in partners)
    if by_right is not None or not (mark.is_double or mark.is_single):
        return by_right
    kind = _innermost(stack, _is_double if mark.is_double else _is_single)
    if kind is None and mark.is_double:
        return _innermost(stack, _is_single)  # opened with ‘ and closed with ”
    return kind


def may_be_misspelled_end(mark: Mark, stack: Stack) -> bool:
    """Say whether a single mark may stand for the double one that the innermost quotation lacks."""
    if not stack or not stack[-1].mark.is_double or mark.glyph not in ("’", "'"):
        return False
    follows = mark.after_stop or stack[-1].spare == mark.start
    return follows and mark.loose and _innermost(stack, _is_single) is None


def _innermost(stack: Stack, fits: Callable[[Mark], bool]) -> int | None:
    return next((i for i in range(len(stack) - 1, -1, -1) if fits(stack[i].mark)), None)


def _is_double(mark: Mark) -> bool:
    return mark.is_double


def _is_single(mark: Mark) -> bool:
    return mark.is_single


def _opens(_: Place) -> Role:
    return Role.OPENS


def _closes(_: Place) -> Role:
    return Role.CLOSES


def _backticks(at: Place) -> Role:
    """`` opens, and closes ``so`` where it stands at a word's end."""
    closes = at.mark.closes_by_place and any(one.mark.glyph == "``" for one in at.stack)
    return Role.CLOSES if closes else Role.OPENS


def _left_double(at: Place) -> Role:
    """“ opens; it closes „so“, and “so“ where it stands at a word's end."""
    if at.has("„‟") and at.mark.tight and not at.mark.opens_by_place:
        return Role.CLOSES
    return Role.CLOSES if at.has("“") and at.mark.closes_by_place else Role.OPENS


def _right_double(at: Place) -> Role:
    """” closes; it opens ”so”, as in Swedish, where nothing is open."""
    if at.in_double:
        return Role.NOTHING if _is_inches(at.mark) else Role.CLOSES
    if at.mark.opens_by_place:
        return Role.OPENS
    return Role.CLOSES if at.mark.tight and not at.mark.before.isdigit() else Role.NOTHING


def _low(at: Place) -> Role:
    """‚ opens before a word; elsewhere it was set for a comma."""
    return Role.OPENS if at.mark.opens_by_place else Role.NOTHING


def _left_angle(at: Place) -> Role:
    """« opens, and closes »so«."""
    return Role.CLOSES if at.has(_pair(at.mark)[1]) else Role.OPENS


def _right_angle(at: Place) -> Role:
    """» closes «so»; with none open it opens »so« and »so», but is no bullet before a space."""
    left, right = tuple(_pair(at.mark))
    ends = at.mark.tight or at.mark.after.isspace()
    if at.has(left) or (at.has(right) and ends):
        return Role.CLOSES
    return Role.OPENS if at.mark.opens_by_place else Role.NOTHING


def _pair(mark: Mark) -> str:
    return DOUBLE_ANGLES if mark.glyph in DOUBLE_ANGLES else SINGLE_ANGLES


def _straight_double(at: Place) -> Role:
    """'"' opens where nothing of its kind is open, and otherwise closes, its place allowing."""
    mark = at.mark
    if at.in_double:
        if _is_inches(mark):
            return Role.NOTHING
        may_close = not mark.before.isspace() or mark.after.isspace()
        return Role.CLOSES if may_close and not mark.after_bracket else Role.OPENS
    if mark.before.isdigit():
        return Role.NOTHING
    if at.in_single and mark.closes_by_place and not mark.may_open:
        return Role.CLOSES
    return Role.NOTHING if mark.after.isspace() else Role.OPENS


def _is_inches(mark: Mark) -> bool:
    """Say whether a mark after a digit leaves the quotation to the next one to close: 5'10"."""
    return mark.before.isdigit() and mark.next_double is Look.CLOSES_DOUBLE


def _single(at: Place) -> Role:
    """A single mark opens before a word, closes after one, and is an apostrophe within one."""
    if at.mark.in_word or is_and(at.text, at.mark):
        return Role.NOTHING
    if _may_open_single(at):
        return Role.OPENS
    return Role.CLOSES if _may_close_single(at) else Role.NOTHING


def _may_open_single(at: Place) -> bool:
    """Say whether it opens; an apostrophe before a word must find its closing mark next."""
    mark, free = at.mark, not at.in_single
    if not mark.may_open or (mark.closes_by_place and not (free and mark.glyph == "‘")):
        return False
    if is_elision(at.text, mark):
        return free and mark.next is Look.ENDS
    if mark.glyph in "’´":
        return free and mark.next in (Look.ENDS, Look.CLOSES)
    return True


def _may_close_single(at: Place) -> bool:
    mark, place = at.mark, _innermost(at.stack, _is_single)
    if place is None or not mark.tight or mark.before_word:
        return False
    sure = mark.after_stop or mark.before_stop
    if at.stack[place].nests and not sure and mark.glyph != "‘":
        return False
    return sure or not (ends_elided(at.text, mark) and _goes_on(at))


def _goes_on(at: Place) -> bool:
    """Say whether the sentence goes on to a better closing mark: ‘the miners’ pay was late’."""
    mark = at.mark
    following = at.text[mark.end + 1 : mark.end + 2]
    if mark.after != " " or not (following.islower() or following.isdigit()):
        return False
    double_ends = mark.next is Look.CLOSES_DOUBLE and not at.in_double
    return double_ends or mark.next in (Look.ENDS, Look.CLOSES)


Rule = Callable[[Place], Role]
_RULES: Final[dict[str, Rule]] = {
    **dict.fromkeys(DIRECTED, _opens),
    **dict.fromkeys(DIRECTED_CLOSERS, _closes),
    **dict.fromkeys(("„", "‟", "‘‘"), _opens),
    "``": _backticks,
    **dict.fromkeys(SINGLE, _single),
    **dict.fromkeys(STRAIGHT_DOUBLE, _straight_double),
    **dict.fromkeys("«‹", _left_angle),
    **dict.fromkeys("»›", _right_angle),
    "“": _left_double,
    "”": _right_double,
    "’’": _right_double,
    "‚": _low,
}
