"""A quantity of one sentence before it is a record, and what joins several into one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from whence.extraction.lexicon import word_sets
from whence.extraction.quantity_bounds import bound_before
from whence.extraction.quantity_counted import Counted, singular
from whence.extraction.quantity_scales import Number
from whence.extraction.quantity_tokens import Tokens
from whence.extraction.quantity_units import COMPOUNDS
from whence.records.extraction import Bound

HYPHENS = frozenset(["-", "‑", "–", "—"])
_RANGE_LINKS = frozenset(["to", "or", "and", *HYPHENS])
# What a coin is to its money, where the coin's name is left out: "15 dollars 50".
_COINED = frozenset(["USD", "EUR", "GBP", "AUD", "CAD", "NZD", "CHF"])
_CLOSED = frozenset([".", ",", ";", "!", "?", ")", ""])
_UNIT_LINKS = frozenset(["and", "or", "or even", "to", ",", "from", ", and"])
_HANGING = frozenset(["-,", "- and", "- or", "- to", "-, and"])
_LONGEST_LINK = 2  # tokens between two quantities that add up or share a unit
_CHANGE_REACH = 8  # tokens between a verb of change and "from"


@dataclass(slots=True, eq=False)
class Draft:
    """A quantity over tokens `[first, last)`; the number alone is `number`.

    `end` is the token after what is counted (or after the unit where nothing is).
    """

    number: Number
    first: int
    last: int
    end: int
    low: float
    high: float | None
    bound: Bound | None = None
    unit: str | None = None
    unit_text: str | None = None
    currency: bool = False
    counted: Counted | None = None
    ranged: bool = False
    restates: bool = False  # the figure right before it, in another unit

    @property
    def bare(self) -> bool:
        """Say whether neither a unit nor anything counted goes with the number."""
        return self.unit is None and self.counted is None


def join_compounds(tokens: Tokens, drafts: list[Draft]) -> list[Draft]:
    """Join "94 minutes and 24 seconds" into one quantity of the larger unit."""
    out: list[Draft] = []
    for draft in drafts:
        last = out[-1] if out else None
        if last is None or draft.first - last.last > _LONGEST_LINK:
            out.append(draft)
            continue
        link = tokens.phrase(last.last, draft.first)
        parts = _parts(tokens, last, draft, link)
        if parts is None or link not in ("", "and", ",", ", and"):
            out.append(draft)
            continue
        low, high = last.low + draft.low / parts, last.high
        if high is not None and draft.high is not None:
            high += draft.high / parts
        out[-1] = replace(last, low=low, high=high, last=draft.last, end=draft.end)
    return out


def _parts(tokens: Tokens, last: Draft, draft: Draft, link: str) -> float | None:
    """Return how many of `draft` make one of `last`, or None where they do not add up."""
    parts = COMPOUNDS.get((last.unit or "", draft.unit or ""))
    if parts is not None:
        return parts
    bare = draft.bare and draft.bound is None and draft.number.scale == 1.0
    coins = bare and last.unit in _COINED and last.number.scale == 1.0 and 10 <= draft.low < 100
    coins = coins and draft.low.is_integer() and tokens[draft.last].text in _CLOSED
    return 100.0 if coins and link in ("", "and") and last.high is not None else None


def join_conversions(tokens: Tokens, drafts: list[Draft]) -> list[Draft]:
    """Give "more than 7 miles (11 km)" one bound: the bracket only restates the figure."""
    out = drafts[:1]
    for draft in drafts[1:]:
        out[-1] = last = _in_money(tokens, out[-1], draft)
        bracketed = draft.first == last.last + 1 and tokens[last.last].text in ("(", "/")
        same_kind = draft.currency == last.currency and None not in (draft.unit, last.unit)
        restates = bracketed and same_kind and draft.bound is None
        out.append(replace(draft, bound=last.bound, restates=True) if restates else draft)
    return out


def _in_money(tokens: Tokens, last: Draft, draft: Draft) -> Draft:
    """Take "five million crowns ($2m)" for a sum: money nobody listed, told by the bracket."""
    counted = last.counted
    if counted is None or not (counted.plural and draft.currency) or last.unit is not None:
        return last
    bracket = tokens[counted.last].text == "(" and draft.first == counted.last + 1
    if not bracket or counted.people or counted.last > counted.first + 1:
        return last
    surface = tokens.surface(counted.first, counted.last)
    return replace(last, unit=singular(surface), unit_text=surface, currency=True, counted=None,
        last=counted.last, end=counted.last,
    )  # fmt: skip


def join_ranges(tokens: Tokens, drafts: list[Draft]) -> list[Draft]:
    """Join "10-15 people", "between $2 and $3", "5 to 7 per cent" into one quantity each.

    "rose from 5 to 7" stays two quantities: it names two values, not a range.
    """
    out: list[Draft] = []
    for draft in drafts:
        joined = _range(tokens, out[-1], draft) if out else None
        if joined is not None:
            out.pop()
        out.append(_give_unit(tokens, out, joined or draft))
    return _hanging(tokens, out)


def _hanging(tokens: Tokens, drafts: list[Draft]) -> list[Draft]:
    """Give the first of "four-, six- and eight-seat" what the last one counts."""
    for index in range(len(drafts) - 2, -1, -1):
        left, right = drafts[index], drafts[index + 1]
        hyphen = tokens[left.last].text == "-" and left.bare and not right.bare
        if hyphen and tokens.phrase(left.last, right.first) in _HANGING:
            drafts[index] = replace(
                left, counted=right.counted, unit=right.unit, unit_text=right.unit_text
            )
    return drafts


def _give_unit(tokens: Tokens, out: list[Draft], draft: Draft) -> Draft:
    """Share a unit along "21 mpg to 23" and "0.5 and 0.7 percent"."""
    if not out:
        return draft
    last = out[-1]
    if draft.first - last.last > _LONGEST_LINK or last.bare == draft.bare:
        return draft
    link = tokens.phrase(last.last, draft.first)
    if link not in _UNIT_LINKS:
        return draft
    if draft.bare and last.unit is not None and _names_start(tokens, last, link):
        return _with_unit_of(draft, last)
    if last.bare and draft.unit is not None:
        out[-1] = _with_unit_of(_scaled_start(tokens, last, draft, link), draft)
    return draft


def _with_unit_of(draft: Draft, other: Draft) -> Draft:
    return replace(draft, unit=other.unit, unit_text=other.unit_text, currency=other.currency)


def _scaled_start(tokens: Tokens, last: Draft, draft: Draft, link: str) -> Draft:
    """Share the scale of "from 24.2 to 33 billion euros" as well."""
    shared = link == "to" and last.high == last.low and draft.number.scale > 1.0
    low = _scaled_low(tokens, last, draft) if shared else last.low
    return replace(last, low=low, high=low) if low != last.low else last


def _names_start(tokens: Tokens, last: Draft, link: str) -> bool:
    """Say whether `last` opens "from 21 mpg to 23", whose end has the same unit."""
    near = (tokens[last.first - 1].lower, tokens[last.first].lower)
    return link == "to" and "from" in near


def _range(tokens: Tokens, left: Draft, right: Draft) -> Draft | None:
    gap = right.first - left.last
    link = tokens[left.last]
    if gap != 1 or link.lower not in _RANGE_LINKS or left.high is None or right.high is None:
        return None
    if right.bound is not None or (left.unit is not None and right.unit is None):
        return None
    rated = (right.unit or "").startswith(f"{left.unit} per ")
    if left.unit is not None and left.unit != right.unit and not rated:
        return None
    if left.counted is not None and left.counted.last > left.last:
        return None
    start = tokens[left.first - 1].lower == "from"
    if start and left.bound not in (None, Bound.ABOUT):
        return None  # "from up to 252 miles to 287 miles"
    low = _scaled_low(tokens, left, right)
    if low >= right.high or not _is_range_link(tokens, left, right):
        return None
    first, bound = left.first, left.bound
    if tokens[first - 1].lower in ("between", "from"):
        first -= 1
        outer = bound_before(tokens, first) if bound is None else None
        if outer is not None and outer[0] is Bound.ABOUT:  # "roughly between 20 and 30"
            bound, first = outer
    tied = link.glued and link.text in HYPHENS
    return replace(right, first=first, low=low, bound=bound, ranged=tied)


def _scaled_low(tokens: Tokens, left: Draft, right: Draft) -> float:
    """Share the scale: "10 to 15 million" starts at ten million."""
    scale, mantissa = right.number.scale, right.number.mantissa
    if left.number.scale == 1.0 and scale > 1.0 and left.low < mantissa:
        return left.low * scale
    if left.low * 1e3 < right.low and right.low % 1e3 == 0 and tokens[left.last].glued:
        return left.low * 1e3  # "5-6,000"
    return left.low


def _is_range_link(tokens: Tokens, left: Draft, right: Draft) -> bool:
    link, before = tokens[left.last].lower, tokens[left.first - 1].lower
    if link == "and":
        return before == "between"
    if link == "or":  # "three or four"
        return right.low <= left.low * 2 and left.unit is None
    if link in HYPHENS:
        return True
    if before == "from":  # "raised from 3 to 5 percent to 6 to 8 percent" has two ranges
        return not _is_change(tokens, left.first - 1) or tokens[right.last].lower == "to"
    if before == "by" and right.bare and _is_change(tokens, left.first - 1):
        return False  # "the toll rose by 7 to 19"
    # "increased by $4 to $9" names two values, "rose by 1 to 1.5 degrees" a range
    return before != "by" or (left.number.last == left.last and left.unit_text is None)


def _is_change(tokens: Tokens, at: int) -> bool:
    change = word_sets("quantities")["change"]
    return any(tokens[i].lower in change for i in range(at - _CHANGE_REACH, at))
