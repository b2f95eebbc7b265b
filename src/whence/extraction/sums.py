"""Sums that should add up: relations a report's words state between its own figures.

Looked for are parts ("including", "of whom", "two of the five"), lists ("12 dead: seven men and
five women"), what is added ("1,500 more, in addition to the 1,600 already there", "bringing the
total to 3,000"), factors ("nearly doubling"), changes ("up 12% to 56 from 50") and shares ("12 of
the 40, or 30 percent"). Each is worked out over the ranges the figures allow (`intervals`).
Nothing is compared that the words do not bring together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from whence.extraction.intervals import (
    Interval,
    equals,
    in_words,
    interval_of,
    no_more_than,
    percent_of,
    slack_of,
    total,
)
from whence.extraction.sums_added import added, changed
from whence.extraction.sums_words import (
    Figures,
    said,
    signs_between,
    words_before,
    words_between,
    words_in,
)
from whence.records.extraction import Outcome, Quantity, Sum, SumKind
from whence.records.span import Span, Spans

_PART_WORDS = (
    r"including|included|among (?:them|whom|which|the)|of (?:whom|which|them|those|the|its|their)|"
    r"out of|of"
)
_OPENS_LIST = r"[:(–—]|\b(?:comprising|consisting of|made up of|namely)\b"
_LIST_GAP = r"(?:[\w’'-]+ ){0,6}[\w’'-]*[,;]? ?(?:and|or|plus|as well as)? ?"
_COMPRISING = r"\b(?:comprising|consisting of|made up of|namely)\b"
_COMBINED = r"a combined|a total of|together"
_IN_ALL = r"\b(?:in all|in total|altogether|all told)\b"
_OR = r"\bor\b|[(,]"
_OF_THE = r"of the|of those|of these|of its|of their|of"
_OPENER_REACH = 60  # characters between a whole and the sign that opens its list
_SHARE_REACH = 40


def find_sums(text: str, sentences: Spans, quantities: Sequence[Quantity]) -> tuple[Sum, ...]:
    """Return the relations the words of `text` state between `quantities`, in order of the text.

    `quantities` are those of the whole report, in order, with `change` and `part_of` set;
    `sentences` are spans into `text`. A relation that names one figure only is left out. Linear
    in the number of figures: each looks at its sentence and the next.
    """
    figures = Figures(text, sentences, quantities)
    found = [*_parts(figures), *_lists(figures), *_shares(figures)]
    found += [*added(figures), *changed(figures)]
    unlike = {(one.kind, one.figures): one for one in found}
    return tuple(sorted(unlike.values(), key=lambda one: (min(one.figures), one.kind)))


def _parts(figures: Figures) -> Iterator[Sum]:
    """Yield each whole with the parts that are named of it."""
    by_whole: defaultdict[Span, list[Quantity]] = defaultdict(list)
    for quantity in figures.quantities:
        if quantity.part_of is not None and not is_share(quantity):
            by_whole[quantity.part_of].append(quantity)
    for span, parts in by_whole.items():
        whole = figures.at(span)
        if whole is None:
            continue
        sum_of = total(interval_of(part) for part in parts)
        outcome = no_more_than(sum_of, interval_of(whole))
        if len(parts) == 1 and outcome is Outcome.HOLDS and parts[0].span < span:
            continue  # "two of the five" says no more than it must
        worked = _worked_out(figures, parts, sum_of)
        told = {
            Outcome.HOLDS: "fits within",
            Outcome.FAILS: "does not fit within",
            Outcome.OPEN: "may or may not fit within",
        }[outcome]
        words = _part_words(figures, whole, parts[0])
        why = f"{worked} {told} {said(figures.text, whole)}"
        yield Sum(SumKind.PART, words, (*(p.span for p in parts), span), outcome, why)


def is_share(quantity: Quantity) -> bool:
    """Say whether a figure is a share: a percentage, a half, two thirds."""
    value = quantity.low if quantity.low is not None else quantity.high
    return quantity.unit == "percent" or (value is not None and 0 < value < 1)


def _part_words(figures: Figures, whole: Quantity, part: Quantity) -> Spans:
    first, last = sorted((whole.span, part.span))
    between = words_between(figures.text, first.end, last.start, _PART_WORDS)
    behind = between or words_between(figures.text, last.end, last.end + 12, _PART_WORDS)
    return behind or words_before(figures.text, first.start, 12, _OF_THE)


def _worked_out(figures: Figures, parts: Sequence[Quantity], sum_of: Interval) -> str:
    named = " + ".join(said(figures.text, part) for part in parts)
    return named if len(parts) == 1 else f"{named} = {in_words(sum_of)}"


def _lists(figures: Figures) -> Iterator[Sum]:
    """Yield "12 people: seven men and five women" and "seven men and five women, 12 in all"."""
    for number in range(figures.sentence_count):
        here = figures.inside(number)
        for place, whole in enumerate(here):
            opener = _list_opener(figures, whole, here, place)
            unlike = bool(opener) and words_in(opener[0].of(figures.text), _COMPRISING)
            run = _run(figures, here[place + 1 :], whole, unlike=unlike) if opener else []
            runs = [(run, opener)] if opener else []
            closer = words_between(
                figures.text, whole.span.end, whole.span.end + _OPENER_REACH, _IN_ALL
            )
            closer = closer or words_before(figures.text, whole.span.start, 24, _COMBINED)
            if closer and place > 1:
                runs.append((_run_back(figures, here[:place], whole), closer))
            for parts, words in runs:
                if len(parts) > 1:
                    yield _list(figures, whole, parts, words)


def _list(figures: Figures, whole: Quantity, parts: Sequence[Quantity], words: Spans) -> Sum:
    sum_of = total(interval_of(part) for part in parts)
    outcome = equals(sum_of, interval_of(whole), slack_of([*parts, whole]))
    why = f"{_worked_out(figures, parts, sum_of)}; the words say {said(figures.text, whole)}"
    return Sum(SumKind.LIST, words, (*(p.span for p in parts), whole.span), outcome, why)


def _list_opener(figures: Figures, whole: Quantity, here: Sequence[Quantity], place: int) -> Spans:
    if place + 2 >= len(here) or here[place + 1].part_of is not None:
        return ()
    start, end = whole.span.end, here[place + 1].span.start
    if end - start > _OPENER_REACH:
        return ()
    opener = signs_between(figures.text, start, end, _OPENS_LIST)
    # The list begins right behind what opens it.
    return opener if opener and not figures.text[opener[-1].end : end].strip() else ()


def _run(
    figures: Figures, after: Sequence[Quantity], whole: Quantity, *, unlike: bool
) -> list[Quantity]:
    """Return the figures that stand in one list, from the first of `after` on.

    `unlike`: they may count other things than the whole does.
    """
    run: list[Quantity] = []
    for quantity in after:
        if not _listable(quantity, whole, unlike=unlike):
            break
        if run and not _linked(figures, run[-1], quantity):
            break
        run.append(quantity)
    return run


def _run_back(figures: Figures, before: Sequence[Quantity], whole: Quantity) -> list[Quantity]:
    run: list[Quantity] = []
    for quantity in reversed(before):
        if not _listable(quantity, whole) or (run and not _linked(figures, quantity, run[0])):
            break
        run.insert(0, quantity)
    return run


def _listable(quantity: Quantity, whole: Quantity, *, unlike: bool = False) -> bool:
    same = unlike or quantity.unit == whole.unit or None in (quantity.unit, whole.unit)
    return same and quantity.part_of is None and quantity.change is None and not is_share(quantity)


def _linked(figures: Figures, left: Quantity, right: Quantity) -> bool:
    return words_in(figures.text[left.span.end : right.span.start], _LIST_GAP)


def _shares(figures: Figures) -> Iterator[Sum]:
    """Yield "12 of the 40 seats, or 30 percent" and "half of the 60"."""
    for quantity in figures.quantities:
        whole = figures.at(quantity.part_of) if quantity.part_of is not None else None
        if whole is None:
            continue
        other = _beside(figures, quantity, whole)
        if is_share(quantity):
            yield _share(figures, other, whole, quantity)
        elif other is not None:
            yield _share(figures, quantity, whole, other)


def _beside(figures: Figures, part: Quantity, whole: Quantity) -> Quantity | None:
    """Return the share beside a part, or the part beside a share: joined by "or" or a bracket."""
    start = max(part.span.end, whole.span.end)
    following = figures.after(start)
    if following is None or following.span.start - start > _SHARE_REACH:
        return None
    if is_share(following) == is_share(part) or following.part_of is not None:
        return None
    between = figures.text[start : following.span.start]
    link = signs_between(figures.text, start, following.span.start, _OR)
    return following if link and "." not in between else None


def _share(figures: Figures, part: Quantity | None, whole: Quantity, share: Quantity) -> Sum:
    percent = percent_of(share)
    if part is None:
        value = share.low if share.low is not None else share.high or 0.0
        would = interval_of(whole).times(value / 100 if share.unit == "percent" else value)
        mine = (share.span, whole.span)
        named = f"{said(figures.text, share)} of {said(figures.text, whole)}"
        why = f"{named} would be {in_words(would)}; the report gives no number for it"
        words = _part_words(figures, whole, share)
        return Sum(SumKind.SHARE, words, mine, Outcome.OPEN, why)
    ratio = interval_of(part).over(interval_of(whole))
    worked = ratio.times(100) if ratio is not None else Interval(0.0, 100.0)
    named = f"{said(figures.text, part)} of {said(figures.text, whole)}"
    why = f"{named} is {in_words(worked)} percent; the words say {said(figures.text, share)}"
    all_three = (part.span, whole.span, share.span)
    words = _part_words(figures, whole, part)
    return Sum(SumKind.SHARE, words, all_three, equals(worked, percent), why)
