"""What surrounds a figure: the time it holds for, the place, and whose figure it is.

Time and place are read off the words beside it: the same clause first, then the same sentence.
For what happens to people (killed, wounded, ...) the sentence before in the same paragraph may
name the time as well: "A bomb went off on Monday. It killed 12."
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from whence.clauses import clauses_of
from whence.extraction.holders import Holders
from whence.records.extraction import Attribution, EntityType, Mention, Quantity, Timex
from whence.records.span import Span, Spans

_HAPPENINGS = frozenset(
    [
        *(
            "killed",
            "wounded",
            "casualties",
            "missing",
            "captured",
            "displaced",
            "evacuated",
            "rescued",
        ),
        *("attacks", "arriving", "leaving"),
    ]
)
# What is so for longer than a day has the time of its own clause alone.
_PEOPLE = "people"
# A length of time holds for no day.
_LENGTHS = frozenset(["second", "minute", "hour", "day", "week", "month", "year", "decade"])
_LASTING = frozenset(["other", "membership"])
# Before a place, these say that something is there; "from" only of those who leave it.
_AT = frozenset(
    [
        *("in", "at", "near", "across", "outside", "inside", "around", "throughout", "within"),
        *("on", "over", "off", "into", "to", "along", "around", "north", "south", "east", "west"),
    ]
)
_KINDS = frozenset(
    [
        *("city", "town", "village", "province", "region", "district", "state", "port", "island"),
        *("suburb", "capital", "area", "county", "governorate", "outskirts", "valley", "streets"),
    ]
)
_FROM = frozenset(["from", "out", "leaving"])
# What opens a stretch of time between two, and what stands between them.
_STRETCHES = {"between": ("and",), "from": ("to", "until", "till", "through")}
# May stand between "in" and a place.
_BETWEEN = frozenset(
    [
        *("the", "a", "an", "its", "their", "both", "nearby", "downtown", "neighbouring"),
        *("northern", "southern", "eastern", "western", "central", "north", "south", "east"),
        *("west", "northeastern", "northwestern", "southeastern", "southwestern", "greater"),
        *("war-torn", "occupied", "capital", "neighboring", "coastal", "northeast", "southwest"),
    ]
)
_BEFORE_PLACE = 40  # characters before a place in which its preposition stands
_NO_DAY = ("DURATION", "SET")
_VAGUE = frozenset(["PRESENT_REF", "FUTURE_REF"])


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything of one report that a figure's context is read from; spans are into `text`."""

    text: str
    sentences: Spans
    times: Sequence[Timex]
    mentions: Sequence[Mention]
    attributions: Iterable[Attribution]


def in_context(around: Surroundings, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return the figures with the time they hold for, their place and whose they are.

    `as_of` is the span of one of `times`, `place` of one of `mentions`, `by` the id of the
    attribution with the shortest content around the figure. A part of a figure without a time or
    a place of its own has that of the whole. Linear in the text but for a search by bisection.
    """
    holders = Holders(around.attributions)
    days = sorted(_days(around.times, quantities))
    places = sorted(m.span for m in around.mentions if m.type is EntityType.PLACE)
    starts = [sentence.start for sentence in around.sentences]
    found: dict[Span, Quantity] = {}
    near = _Near(around, days, places)
    for quantity in quantities:
        number = bisect_right(starts, quantity.span.start) - 1
        told = replace(
            quantity,
            as_of=near.day(quantity, number),
            place=near.place(quantity, number),
            by=_innermost(holders, quantity.span),
        )
        found[quantity.span] = told
    return tuple(_like_its_whole(one, found) for one in found.values())


def _innermost(holders: Holders, span: Span) -> str | None:
    around = holders.around(span)
    return around[0].id if around else None


def _like_its_whole(quantity: Quantity, found: dict[Span, Quantity]) -> Quantity:
    whole = found.get(quantity.part_of or quantity.restates or quantity.span)
    if whole is None or whole is quantity:
        return quantity
    as_of, place = quantity.as_of or whole.as_of, quantity.place or whole.place
    return replace(quantity, as_of=as_of, place=place)


def _days(times: Iterable[Timex], quantities: Iterable[Quantity]) -> Iterable[Span]:
    """Return the spans of the times that name a day or a stretch of days, and are no figures."""
    taken = {quantity.span for quantity in quantities}
    for time in times:
        if time.type in _NO_DAY or time.value in _VAGUE or time.span in taken:
            continue
        yield time.span


class _Near:
    """Looks for times and places by sentence; the clauses of a sentence are cut once."""

    def __init__(self, around: Surroundings, days: Spans | list[Span], places: list[Span]) -> None:
        self._around = around
        self._days = list(days)
        self._places = places
        self._clauses: dict[int, Spans] = {}

    def day(self, quantity: Quantity, number: int) -> Span | None:
        """Return the time a figure in sentence `number` holds for."""
        if quantity.unit in _LENGTHS:
            return None
        here = self._inside(self._days, self._sentence(number))
        if quantity.role in _LASTING:
            clause = self._clause(quantity.span, number)
            here = [day for day in here if clause is not None and clause.contains(day)]
        if here:
            return self._end_of_stretch(self._nearest(quantity.span, here, number), here)
        if quantity.role not in _HAPPENINGS or number < 1:
            return None
        before, sentence = self._sentence(number - 1), self._sentence(number)
        if "\n" in self._around.text[before.end : sentence.start]:
            return None
        earlier = self._inside(self._days, before)
        return earlier[-1] if earlier else None

    def place(self, quantity: Quantity, number: int) -> Span | None:
        """Return the place beside a figure that the words say it is at."""
        leaving = quantity.role == "leaving"
        here = [
            place
            for place in self._inside(self._places, self._sentence(number))
            if not place.overlaps(quantity.span) and self._is_at(place, leaving=leaving)
        ]
        if quantity.role in _LASTING:
            # Of people the place may stand in a clause before: "a fire in Vale, trapping five".
            clause, people = self._clause(quantity.span, number), quantity.unit == _PEOPLE
            here = [
                place
                for place in here
                if (clause is not None and clause.contains(place))
                or (people and place.end <= quantity.span.start)
            ]
        return self._nearest(quantity.span, here, number) if here else None

    def _end_of_stretch(self, day: Span, days: list[Span]) -> Span:
        """Return the later of "between March and May": what a stretch counts holds at its end."""
        text = self._around.text
        opener = text[max(0, day.start - _BEFORE_PLACE) : day.start].split()
        following = days[days.index(day) + 1 :]
        if not (opener and following) or opener[-1].lower() not in _STRETCHES:
            return day
        links = _STRETCHES[opener[-1].lower()]
        return following[0] if text[day.end : following[0].start].strip() in links else day

    def _is_at(self, place: Span, *, leaving: bool) -> bool:
        before = self._around.text[max(0, place.start - _BEFORE_PLACE) : place.start]
        words = before.rpartition("\n")[2].replace(",", " , ").split()
        if words[-1:] == ["of"] and words[-2:-1] and words[-2].lower() in _KINDS:
            words = words[:-2]  # "in the northern city of"
        for word in reversed(words[-4:]):
            small = word.lower()
            if small in _AT or (leaving and small in _FROM):
                return True
            if small not in _BETWEEN and not (word[:1].isupper() and word.isalpha()):
                return False
        return False

    def _sentence(self, number: int) -> Span:
        sentences = self._around.sentences
        return sentences[number] if 0 <= number < len(sentences) else Span(0, 0)

    def _inside(self, spans: list[Span], home: Span) -> list[Span]:
        first = bisect_right(spans, Span(home.start, home.start))
        inside = []
        for span in spans[first:]:
            if span.start >= home.end:
                break
            inside.append(span)
        return inside

    def _nearest(self, span: Span, spans: list[Span], number: int) -> Span:
        """Return the one in the figure's clause that is nearest, else the nearest of all."""
        clause = self._clause(span, number)
        same = [one for one in spans if clause is not None and clause.contains(one)]
        return min(same or spans, key=lambda one: _distance(span, one))

    def _clause(self, span: Span, number: int) -> Span | None:
        if number not in self._clauses:
            self._clauses[number] = clauses_of(self._around.text, self._sentence(number))
        return next((c for c in self._clauses[number] if c.contains(span)), None)


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
