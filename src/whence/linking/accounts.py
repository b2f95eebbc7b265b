"""Accounts: one report's claim on a point, made from a statement."""

from __future__ import annotations

import re
from datetime import date

from whence.ids import record_id
from whence.linking.measures import in_whole_units
from whence.linking.parting import LONG_AGO
from whence.linking.statements import Statement
from whence.linking.topics import TOLLS, family
from whence.records.days import days_of
from whence.records.extraction import Bound, Quantity, Timex
from whence.records.links import Account

MAX_SAYS = 200
_WORDS = {
    Bound.EXACT: "{}",
    Bound.ABOUT: "about {}",
    Bound.AT_LEAST: "at least {}",
    Bound.MORE_THAN: "more than {}",
    Bound.AT_MOST: "at most {}",
    Bound.LESS_THAN: "less than {}",
    Bound.UP_TO: "up to {}",
    Bound.NEARLY: "nearly {}",
}


def make_account(
    statement: Statement, text: str, *, figures: bool = True, implied: Quantity | None = None
) -> Account:
    """Return the account `statement` gives; `text` is its report's reading text.

    `says` is the figure in plain words ("at least 25") where `figures` are asked, else the clause
    itself; the id depends on the report, the span and the figure written only. `implied` is
    the figure of a clause that names none ("all were unharmed").
    """
    written = statement.quantity
    quantity = written or implied
    low, high, unit = in_whole_units(quantity) if quantity else (None, None, None)
    return Account(
        id=record_id(
            "account", statement.report, statement.span.pair(),
            written.span.pair() if written else None,
        ),
        report=statement.report,
        spans=(statement.span,),
        says=figure(quantity) if quantity and figures else _clause(statement, text),
        low=low,
        high=high,
        unit=_counted(quantity, unit) if quantity else None,
        chain=statement.chain,
        as_of=_as_of(statement, text),
        attribution=statement.attribution.id if statement.attribution else None,
    )  # fmt: skip


def _counted(quantity: Quantity, unit: str | None) -> str | None:
    """Return what a figure counts; bodies and deaths are the dead, so that a toll has one scale."""
    counted = unit or quantity.counts
    return "people" if counted in _THE_DEAD and quantity.role == "killed" else counted


_THE_DEAD = frozenset(["body", "corpse", "death", "fatality"])


def _clause(statement: Statement, text: str) -> str:
    words = " ".join(statement.span.of(text).split())
    return words if len(words) <= MAX_SAYS else words[: MAX_SAYS - 1].rstrip() + "…"


def figure(quantity: Quantity) -> str:
    """Return a quantity in plain words: "at least 25", "3 to 5", "about 3,500"."""
    low, high, _ = in_whole_units(quantity)
    if low is not None and high is not None and low != high:
        return f"{number(low)} to {number(high)}"
    value = low if low is not None else high
    return _WORDS[quantity.bound].format(number(value or 0.0))


def number(value: float) -> str:
    """Return a number as people write it: no needless decimals, thousands apart."""
    return f"{int(value):,}" if value == int(value) else f"{value:,.2f}".rstrip("0")


def _as_of(statement: Statement, text: str) -> str | None:
    """Return the first day a time in the clause names, where its value is a day or a month.

    Beside a toll of late a day is mostly that of the deed ("34 hurt in Thursday's shelling"), and
    the count is of when it was told; it is the count's own where the words say so ("by Saturday").
    """
    days = [t for t in statement.times if t.type in {"DATE", "TIME"} and t.value[:1].isdigit()]
    quantity = statement.quantity
    if quantity and family(text, statement.span, quantity) in TOLLS:
        days = [t for t in days if _is_of_the_count(t, statement, text)]
    return days[0].value if days else None


def _is_of_the_count(time: Timex, statement: Statement, text: str) -> bool:
    """Say whether a time beside a toll is one the toll is told for: "by Saturday", long ago."""
    before = text[max(statement.span.start, time.span.start - COUNTED_BY) : time.span.start]
    covered = days_of(time.value)
    if statement.day is None or covered is None:
        return True
    told = date.fromisoformat(statement.day)
    by_then = _COUNTED_BY.search(before) is not None and covered[0] <= told
    return by_then or (told - covered[1]).days > LONG_AGO


COUNTED_BY = 40  # characters before a time in which it is said to be that of a count
_COUNTED_BY = re.compile(
    r"\b(?:as of|by|until|up to|as late as|(?:up|down|from|compared (?:with|to)) (?:from )?"
    r"(?:[\w,.]+ ){1,3}(?:on|in|by|earlier))(?: (?:early|late|noon|midday|midnight|the))* ?$",
    re.IGNORECASE,
)
