"""What is added to what, and changes by an amount or a factor."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from whence.extraction.intervals import (
    Interval,
    equals,
    factor_of,
    in_words,
    interval_of,
    percent_of,
    slack_of,
)
from whence.extraction.sums_words import Figures, said, words_before, words_between
from whence.records.extraction import Change, Outcome, Quantity, Sum, SumKind
from whence.records.span import Span, Spans

_IN_ADDITION = (
    r"in addition to|on top of|adding to|added to|joining|joins|join|to reinforce|reinforcing|"
    r"besides|as well as"
)
_JOINING = r"to join|joining|join|joins|reinforcing"
_GOES_ON = r"(?:[^.;]|\.(?= ?[0-9]))"  # "the total since Dec. 23 to"
_TOTAL = (
    r"(?:bring|tak|rais|push|lift|swell|driv)\w*[^.;]{0,30}?\b"
    rf"(?:total|number|toll|tally|figure|count|presence|force)s?\b{_GOES_ON}{{0,40}}?\bto|"
    r"(?:for|making|make|makes) a (?:combined )?total of"
)
_ALREADY = r"already (?:there|in|deployed|stationed|present|on|at)"
_NOW = r"now"
_BEFORE = 90  # characters looked at before a figure
_BEHIND = 60  # and behind it
_LATER = 30  # figures looked at for how many there are now
_PERCENT = ("percent", "percentage point")


def added(figures: Figures) -> Iterator[Sum]:
    """Yield additions and the factors the same words state of them."""
    for number in range(figures.sentence_count):
        here = figures.inside(number)
        more = _more(figures, here)
        if more is None:
            continue
        near = [*here, *figures.inside(number + 1)]
        base, base_words = _base(figures, near, more)
        whole, words = _total(figures, near, more)
        if whole is None and base is not None:
            whole, words = _now(figures, number, more, base)
        if base is None and whole is not None:
            base = _only_other(here, more, whole)
        if base is not None or whole is not None:
            yield _addition(figures, more, base, whole, (*base_words, *words))
        factor = next((q for q in near if q.change is Change.TIMES), None)
        if factor is not None:
            yield _factor_of_more(figures, more, base, factor)


def _more(figures: Figures, here: list[Quantity]) -> Quantity | None:
    """Return the one figure of a sentence that is added to something: "450 more", "450 to join"."""
    more = [quantity for quantity in here if quantity.change is Change.MORE]
    if not more:
        more = [
            left
            for left, right in pairwise(here)
            if _alike(left, right)
            and words_before(figures.text, right.span.start, _BEFORE, _JOINING)
            and right.span.start - left.span.end < _BEHIND
        ]
    return more[0] if len(more) == 1 else None


def _only_other(here: list[Quantity], more: Quantity, whole: Quantity) -> Quantity | None:
    """Return the one other figure of the sentence that may be what there was before."""
    others = [
        quantity
        for quantity in here
        if quantity not in (more, whole)
        and _alike(quantity, more)
        and quantity.change is None
        and quantity.part_of is None
    ]
    return others[0] if len(others) == 1 else None


def _alike(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or None in (one.unit, other.unit)


def _base(figures: Figures, near: list[Quantity], more: Quantity) -> tuple[Quantity | None, Spans]:
    """Return the figure that more is added to, and the words that say so."""
    for quantity in near:
        if quantity is more or not _alike(quantity, more):
            continue
        if quantity.change is Change.FROM:  # "raising the toll to 15 from 12"
            return quantity, ()
        if quantity.change is not None:
            continue
        words = words_before(figures.text, quantity.span.start, _BEFORE, _IN_ADDITION)
        end = min(quantity.span.end + _BEHIND, _sentence_end(figures, quantity))
        words = words or words_between(figures.text, quantity.span.end, end, _ALREADY)
        if words:
            return quantity, words
    return None, ()


def _sentence_end(figures: Figures, quantity: Quantity) -> int:
    return figures.sentence(figures.number_of(quantity)).end


def _total(figures: Figures, near: list[Quantity], more: Quantity) -> tuple[Quantity | None, Spans]:
    for quantity in near:
        if quantity is more or not _alike(quantity, more):
            continue
        words = words_before(figures.text, quantity.span.start, _BEFORE, _TOTAL)
        if words:
            return quantity, words
    return None, ()


def _now(
    figures: Figures, number: int, more: Quantity, base: Quantity
) -> tuple[Quantity | None, Spans]:
    """Return a later figure of as many as there are "now": "is back with over 3,000"."""
    least = max(interval_of(more).low, interval_of(base).low)
    end = figures.sentence(number).end
    for quantity in figures.following(end, _LATER):
        home = figures.sentence(figures.number_of(quantity))
        if quantity.unit != more.unit:
            continue
        if quantity.change is not None or quantity is base or quantity.part_of is not None:
            continue
        words = words_between(figures.text, home.start, quantity.span.start, _NOW)
        if words and interval_of(quantity).low > least:
            return quantity, words
    return None, ()


def _addition(
    figures: Figures, more: Quantity, base: Quantity | None, whole: Quantity | None, words: Spans
) -> Sum:
    text, mine = figures.text, [q.span for q in (more, base, whole) if q is not None]
    spans = tuple(sorted(set(words)))
    if base is None:
        after = interval_of(whole) if whole is not None else Interval(0.0, 0.0)
        before = after - interval_of(more)
        outcome = Outcome.FAILS if before.high < 0 else Outcome.OPEN
        left = Interval(max(before.low, 0.0), max(before.high, 0.0))
        named = f"{_named(text, whole)} less {said(text, more)}"
        why = f"{named} leaves {in_words(left)}; the report gives no number for before"
        return Sum(SumKind.ADDED, spans, tuple(mine), outcome, why)
    sum_of = interval_of(more) + interval_of(base)
    worked = f"{said(text, more)} + {said(text, base)} = {in_words(sum_of)}"
    if whole is None:
        why = f"{worked}; the report gives no total"
        return Sum(SumKind.ADDED, spans, tuple(mine), Outcome.OPEN, why)
    outcome = equals(sum_of, interval_of(whole), slack_of([more, base, whole]))
    return Sum(
        SumKind.ADDED, spans, tuple(mine), outcome, f"{worked}; the words say {said(text, whole)}"
    )


def _named(text: str, quantity: Quantity | None) -> str:
    return said(text, quantity) if quantity is not None else ""


def _factor_of_more(
    figures: Figures, more: Quantity, base: Quantity | None, factor: Quantity
) -> Sum:
    text, words = figures.text, (factor.span,)
    if base is None:
        why = f"{said(text, more)}, {said(text, factor)}: the report gives no number for before"
        return Sum(SumKind.FACTOR, words, (more.span, factor.span), Outcome.OPEN, why)
    after = interval_of(more) + interval_of(base)
    worked = f"{in_words(after)} is {{}} times {said(text, base)}"
    mine = (more.span, base.span, factor.span)
    return _factor(figures, after, base, factor, worked, mine)


def _factor(
    figures: Figures, after: Interval, base: Quantity, factor: Quantity, worked: str, mine: Spans
) -> Sum:
    ratio = after.over(interval_of(base)) or Interval(0.0, 0.0)
    outcome = equals(ratio, factor_of(factor))
    why = f"{worked.format(in_words(ratio))}; the words say {said(figures.text, factor)}"
    return Sum(SumKind.FACTOR, (factor.span,), mine, outcome, why)


def changed(figures: Figures) -> Iterator[Sum]:
    """Yield changes whose start and end are both given: "up 12% to 56 from 50"."""
    for number in range(figures.sentence_count):
        here = figures.inside(number)
        start, end = (_only(here, change) for change in (Change.FROM, Change.TO))
        if start is None or end is None or not _alike(start, end):
            continue
        factor = _only(here, Change.TIMES)
        if factor is not None:
            worked = f"{said(figures.text, end)} is {{}} times {said(figures.text, start)}"
            mine = (start.span, end.span, factor.span)
            yield _factor(figures, interval_of(end), start, factor, worked, mine)
        by = _only(here, Change.UP) or _only(here, Change.DOWN)
        if by is not None:
            yield _change(figures, start, end, by)


def _only(here: list[Quantity], change: Change) -> Quantity | None:
    found = [quantity for quantity in here if quantity.change is change]
    return found[0] if len(found) == 1 else None


def _change(figures: Figures, start: Quantity, end: Quantity, by: Quantity) -> Sum:
    text = figures.text
    before, after = interval_of(start), interval_of(end)
    step = after - before if by.change is Change.UP else before - after
    relative = by.unit == "percent" and start.unit not in _PERCENT and end.unit not in _PERCENT
    if relative:
        ratio = step.over(before) if step.low >= 0 else None
        worked = ratio.times(100) if ratio is not None else Interval(min(step.low, 0.0), 0.0)
        outcome, unit = equals(worked, percent_of(by)), " percent"
    else:
        worked, unit = step, ""
        outcome = equals(worked, interval_of(by), slack_of([start, end, by]))
    way = "up" if by.change is Change.UP else "down"
    named = f"from {said(text, start)} to {said(text, end)} is {way} {in_words(worked)}{unit}"
    mine: tuple[Span, ...] = (start.span, end.span, by.span)
    why = f"{named}; the words say {said(text, by)}".replace("from from ", "from ")
    return Sum(SumKind.CHANGED, (by.span,), mine, outcome, why)
