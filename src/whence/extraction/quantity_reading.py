"""Reading the quantities of one sentence: number, currency or unit, what is counted, bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.extraction import quantity_rejects as rejects
from whence.extraction.quantity_bounds import bound_after, bound_before
from whence.extraction.quantity_change import TIMES, factor_at
from whence.extraction.quantity_counted import Counted, counted_after
from whence.extraction.quantity_drafts import (
    HYPHENS,
    Draft,
    join_compounds,
    join_conversions,
    join_ranges,
)
from whence.extraction.quantity_hints import starts
from whence.extraction.quantity_numbers import read_number
from whence.extraction.quantity_scales import Number, plain, times
from whence.extraction.quantity_tokens import Tokens
from whence.extraction.quantity_units import (
    DURATIONS,
    Unit,
    country_after_sum,
    currency_before,
    is_currency,
    measure_name,
    rate_after,
    unit_after,
)
from whence.extraction.quantity_words import FACTORS, SCALES
from whence.records.span import Span

# Behind a length of time, these make it a point in time.
_OFFSETS = frozenset(["ago", "old", "earlier", "later"])
# So do these behind days and more: "slid for ten seconds before it stopped" is still a length.
_MINUS = frozenset(["-", "−"])
_SIGNS = HYPHENS | _MINUS | {"minus", "negative"}
_DAY_OFFSETS = _OFFSETS | {"before", "after", "ahead"}
_SHORT = frozenset(["second", "minute", "hour"])
_Named = tuple[str | None, str | None, bool]  # a unit, as written, whether it is money
_NAMELESS: _Named = (None, None, False)


def read_drafts(tokens: Tokens, spans: Sequence[Span]) -> list[Draft]:
    """Return the quantities of a sentence in order; `spans` are those of time expressions.

    A number inside a time expression is none, but for a length of time ("for three hours").
    """
    drafts: list[Draft] = []
    done = 0
    for at in starts(tokens):
        if at < done:
            continue
        if tokens[at].lower in FACTORS and (factor := factor_at(tokens, at)) is not None:
            drafts.append(_factor(tokens, at, factor))
        number = read_number(tokens, at)
        if number is None:
            continue
        border = drafts[-1].last if drafts else 0
        draft = _draft(tokens, number, border)
        if draft is not None:
            drafts.append(draft if draft.first >= border else replace(draft, first=border))
            done = max(number.last, draft.last)
            if draft.counted is not None:
                done = max(done, _name_end(tokens, draft.counted))
        else:
            done = number.last
    several = len(drafts) > 1
    joined = join_ranges(tokens, join_compounds(tokens, drafts)) if several else drafts
    kept = [draft for draft in joined if not _is_score(tokens, draft)]
    if spans:
        kept = [draft for draft in kept if not _in_times(tokens, draft, spans)]
    return join_conversions(tokens, kept) if several else kept


def _factor(tokens: Tokens, at: int, factor: float) -> Draft:
    return _bounded(tokens, plain(at, at + 1, factor), at, at + 1, (TIMES, None, False))


def _name_end(tokens: Tokens, counted: Counted) -> int:
    """Return the token after what is counted, whose own numbers ("737 Max jets") are names."""
    if not counted.plural:
        return 0
    # "five of the three-ton boats" goes on to three tons.
    return counted.first if tokens.glued(counted.first + 1, "-") else counted.last


def _is_score(tokens: Tokens, draft: Draft) -> bool:
    """2-0, 4-4-2: tied numbers that made no range of anything."""
    if draft.unit is not None or (draft.ranged and draft.counted is not None):
        return False
    return draft.ranged or rejects.is_score(tokens, draft.number)


def _in_times(tokens: Tokens, draft: Draft, spans: Sequence[Span]) -> bool:
    if draft.unit in DURATIONS:
        return False
    span = tokens.span(draft.number.first, draft.number.last)
    return any(time.contains(span) for time in spans)


def _draft(tokens: Tokens, number: Number, border: int) -> Draft | None:
    """Return the quantity of a number; tokens before `border` belong to the one before."""
    money = currency_before(tokens, number.first)
    if money is not None and money.first < border:
        money = None
    before = tokens[number.first - 1]
    if money is None and before.text in _MINUS:
        money = currency_before(tokens, number.first - 1)
    if money is None and tokens[number.first].glued and rejects.is_name_part(tokens, number):
        return None
    if before.lower in _SIGNS:
        number = _signed(tokens, number, money)
    if money is not None:
        return _with_money(tokens, number, money)
    unit = unit_after(tokens, number.last, money=number.scale >= 1e3)
    if unit is None and _is_name(tokens, number):
        return None
    if _rejected(tokens, number):
        return None
    if unit is not None:
        return _with_unit(tokens, number, unit) if _is_unit(tokens, number, unit) else None
    return _with_count(tokens, number, behind_sum=0 < border == number.first)


def _signed(tokens: Tokens, number: Number, money: Unit | None) -> Number:
    """Take in a minus sign: "minus 5", "−5", "-5" where no number stands before it."""
    before, prior = tokens[number.first - 1], tokens[number.first - 2]
    if before.lower == "negative" and tokens[number.last].lower in ("%", "percent", "per"):
        return _negative(number, number.first - 1)
    if before.lower == "negative":
        return number
    first = number.first - 1
    if before.text in HYPHENS and before.glued and prior.lower == "minus":
        first, negative = number.first - 2, True
    elif before.lower == "minus":
        negative = not prior.is_number and prior.lower != "or"  # "plus or minus three hours"
    else:
        sign = before.text in _MINUS and tokens[number.first].glued
        code = prior.is_word and prior.text.isupper()  # "COVID -19"
        negative = (
            sign and not code and not prior.is_number and (money is not None or not before.glued)
        )
    return _negative(number, first) if negative else number


def _negative(number: Number, first: int) -> Number:
    if number.high != number.low:
        return number
    return replace(number, first=first, low=-number.low, high=-number.low)


def _rejected(tokens: Tokens, number: Number) -> bool:
    """Say whether the number is no quantity even with a unit behind it."""
    if rejects.is_clock_or_ratio(tokens, number) or rejects.is_age(tokens, number):
        return True
    if tokens[number.first].is_number:
        return rejects.is_numbering(tokens, number) or rejects.is_phone(tokens, number)
    return rejects.is_capitalized_word(tokens, number) or rejects.is_turn_of_phrase(tokens, number)


def _is_name(tokens: Tokens, number: Number) -> bool:
    """Say whether a number without a unit is a pronoun or part of a date, a name, an address."""
    if rejects.is_date(tokens, number) or rejects.is_numbered_name(tokens, number):
        return True
    if not tokens[number.first].is_number:
        return rejects.is_pronoun_one(tokens, number)
    return (
        rejects.is_address(tokens, number)
        or rejects.is_page_of(tokens, number)
        or rejects.is_definite(tokens, number)
        or rejects.is_emergency(tokens, number)
    )


def _is_unit(tokens: Tokens, number: Number, unit: Unit) -> bool:
    """Tell "two pounds" from words that only look like units: "10 to ..." never gets here."""
    if unit.name in DURATIONS:
        if rejects.is_thing_age(tokens, number) is not None:
            return True
        joined = tokens[number.last].text in HYPHENS  # "a five-year plan"
        several = number.vague and number.scale == 1.0
        if joined or several or _is_offset(tokens, unit.name, unit.last):
            return False
    return not (unit.name in DURATIONS and number.low == 1 and not number.digits)


def _is_offset(tokens: Tokens, unit: str, at: int) -> bool:
    """Say whether the words at `at` make a length of time a point in time: "3 days later"."""
    if tokens.phrase(at + 1, at + 3) == "in the":  # "took 20 minutes earlier in the day"
        return False
    if tokens[at].lower == "on" and tokens[at + 1].text in (",", "from", "."):
        return True  # "four days on, the search goes on"
    return tokens[at].lower in (_OFFSETS if unit in _SHORT else _DAY_OFFSETS)


def _with_money(tokens: Tokens, number: Number, money: Unit) -> Draft:
    last, surface = number.last, money.surface
    number = times(number, money.scale)
    after = country_after_sum(tokens, last)
    if after > last and money.surface == "$":
        last, surface = after, f"$ {tokens[after - 1].text}"
    repeated = unit_after(tokens, last, money=True)
    same = repeated is not None and repeated.name == money.name
    if repeated is not None and same and repeated.surface[0].isalpha():  # "$2 billion-dollar"
        last = repeated.last
    return _finish(
        tokens, number, min(money.first, number.first), last, (money.name, surface, True)
    )


def _with_unit(tokens: Tokens, number: Number, unit: Unit) -> Draft:
    thing_age = rejects.is_thing_age(tokens, number)
    if thing_age is not None:
        named = ("year of age", "year-old", False)
        return _finish(tokens, number, number.first, thing_age, named)
    named = (unit.name, unit.surface, unit.currency)
    scale, last = unit.scale, unit.last
    if unit.currency and number.scale == 1.0 and tokens[last].lower in SCALES:
        scale, last = SCALES[tokens[last].lower], last + 1  # "75 USD million"
    return _finish(tokens, times(number, scale), number.first, last, named)


def _finish(
    tokens: Tokens, number: Number, first: int, last: int, named: tuple[str, str, bool]
) -> Draft:
    name, surface, currency = named
    rate = rate_after(tokens, last)
    if rate is not None:
        by, words, last = rate
        link = "" if words.startswith(("-", "/")) else " "
        name, surface = f"{name} per {by}", f"{surface}{link}{words}"
    return _bounded(tokens, number, first, last, (name, surface, currency))


def _with_count(tokens: Tokens, number: Number, *, behind_sum: bool) -> Draft | None:
    """Return a number with what it counts; `behind_sum`: right behind a figure, "15 USD 50"."""
    if rejects.has_name_suffix(tokens, number):
        return None
    singular = number.low == 1 or number.fraction
    counted = counted_after(tokens, number.last, singular=singular)
    sure = counted is not None and (counted.plural or counted.people or counted.joined)
    people = counted is not None and counted.people
    if not behind_sum and rejects.is_title_number(tokens, number, counts=sure, people=people):
        return None
    if not sure and rejects.is_model(tokens, number, counted.last if counted else -1):
        return None
    whole = number.scale == 1.0 and number.low.is_integer() and not number.vague
    if counted is not None and not sure and whole and _proper(tokens, counted):
        return None
    single = tokens[number.first].lower == "a" and number.low == 1
    if single and (counted is None or rejects.is_idle(counted.head)):
        return None  # "a single", "a single word"
    if counted is None and not _may_stand_alone(tokens, number):
        return None
    if counted is not None and (measure := measure_name(counted.head)) is not None:
        if measure in DURATIONS and _is_offset(tokens, measure, counted.last):
            return None
        # "517 rushing yards", "millions of dollars"
        named = (measure, tokens[counted.last - 1].text, is_currency(measure))
        return _finish(tokens, number, number.first, counted.last, named)
    return _bounded(tokens, number, number.first, number.last, counted=counted)


def _proper(tokens: Tokens, counted: Counted) -> bool:
    return all(tokens[at].capital for at in range(counted.first, counted.last))


def _may_stand_alone(tokens: Tokens, number: Number) -> bool:
    """Say whether a number that counts nothing in sight is worth keeping.

    Small written numbers then are mostly pronouns ("the two met").
    """
    if number.digits or number.vague or number.scale > 1 or number.low >= 20:
        return True
    return tokens[number.first - 1].lower not in ("the", "these", "those", "all", "other")


def _bounded(
    tokens: Tokens,
    number: Number,
    first: int,
    behind: int,
    named: _Named = _NAMELESS,
    counted: Counted | None = None,
) -> Draft:
    """Return the quantity over tokens `[first, behind)` with its bound taken in."""
    unit, unit_text, currency = named
    before, last = bound_before(tokens, first), behind
    bound = None
    if before is not None:
        bound, first = before
    if unit is None and tokens[last].lower == "more" and tokens[last + 1].lower != "than":
        last += 1
    end = last if counted is None or counted.last < last else counted.last
    if bound is None:
        after = bound_after(tokens, behind)
        if after is not None:
            bound, last = after
        elif end > behind and (after := bound_after(tokens, end)) is not None:
            bound = after[0]
        if after is not None and after[1] > end:
            end = after[1]
    return Draft(
        number, first, last, end if end > last else last, number.low, number.high, bound,
        unit, unit_text, currency, counted,
    )  # fmt: skip
