"""Search for the desk: words, phrases and beginnings, in fields, with facets.

`outlet:`, `title:`, `after:` and `before:` narrow a search; a value with spaces stands in quotes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, literal_column, select, text

from whence.ledger import dialects, schema, search
from whence.ledger.browse_reports import ReportHead, heads_by_id
from whence.ledger.report_rows import report_of
from whence.ledger.report_store import IDS_AT_ONCE
from whence.ledger.search import Hit

MOST_FOUND = 5_000  # more are neither counted nor listed
NO_DATE = "no date"
_FIELD = re.compile(r'\b(outlet|title|after|before):(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person typed, taken apart: `words` for the text, the rest for fields."""

    words: str
    outlet: str | None = None
    title: str | None = None
    after: str | None = None
    before: str | None = None

    @property
    def narrowed(self) -> bool:
        """Say whether any field narrows the search."""
        return any((self.outlet, self.title, self.after, self.before))


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits; `total` reports were found, facets count them by outlet and by month."""

    hits: tuple[Hit, ...]
    heads: dict[str, ReportHead]
    total: int
    outlets: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, int], ...]


def take_apart(typed: str) -> Asked:
    """Return what a person typed with its fields apart; nothing typed is an error."""
    fields: dict[str, str] = {}
    for name, quoted, plain in _FIELD.findall(typed.translate(search.QUOTES)):
        value = (quoted or plain).strip()
        if name.lower() in ("outlet", "title") or _DAY.fullmatch(value):
            fields[name.lower()] = value
    words = _FIELD.sub(" ", typed.translate(search.QUOTES))
    return Asked(words=" ".join(words.split()), **fields)


def find(connection: Connection, asked: Asked, skip: int, limit: int) -> Found:
    """Return the reports that hold all the words and fit all the fields.

    The best come first, by date where no words are asked for. `skip` of them are passed over and
    `limit` at most returned, with how many there are in all and how they are spread over outlets
    and months.
    """
    numbers = _narrowed(connection, asked, _with_words(connection, asked))
    outlets, months = _facets(connection, numbers)
    hits = _hits(connection, asked, numbers[skip : skip + limit])
    return Found(
        hits=tuple(hits),
        heads=heads_by_id(connection, {hit.report for hit in hits}),
        total=len(numbers),
        outlets=tuple(outlets.most_common(12)),
        months=tuple(sorted(months.items())),
    )


def _with_words(connection: Connection, asked: Asked) -> list[int] | None:
    """Return reports with the words, best first; None where no words were asked for."""
    phrases = [(phrase.words, phrase.prefix) for phrase in search.parse(asked.words)]
    return dialects.matching(connection, phrases, 0, MOST_FOUND) if phrases else None


def _narrowed(connection: Connection, asked: Asked, numbers: list[int] | None) -> list[int]:
    if not asked.narrowed:
        return numbers or []
    table = schema.reports.c
    conditions: list[Any] = []
    if asked.outlet:
        conditions.append(func.lower(table.outlet).contains(asked.outlet.lower(), autoescape=True))
    if asked.title:
        conditions.append(func.lower(table.title).contains(asked.title.lower(), autoescape=True))
    if asked.after:
        conditions.append(table.published_latest >= asked.after)
    if asked.before:
        # "2019-09" means the whole month: any day of it sorts below this.
        conditions.append(table.published_earliest <= f"{asked.before}~")
    query = select(table.number).where(*conditions)
    if numbers is None:
        query = query.order_by(table.published_value, table.number).limit(MOST_FOUND)
        return list(connection.execute(query).scalars())
    if len(numbers) <= IDS_AT_ONCE:
        # One look at all reports is less work than one for each part of many.
        query = query.where(table.number.in_(numbers))
    fitting = set(connection.execute(query).scalars())
    return [number for number in numbers if number in fitting]


def _facets(connection: Connection, numbers: Sequence[int]) -> tuple[Counter[str], Counter[str]]:
    outlets: Counter[str] = Counter()
    months: Counter[str] = Counter()
    table = schema.reports.c
    # Numbers in the words of the query: PostgreSQL takes two parameters for two expressions.
    month = func.substr(table.published_value, literal_column("1"), literal_column("7"))
    counted = select(table.outlet, month, func.count()).group_by(table.outlet, month)
    wanted, values = dialects.in_numbers(connection, numbers)
    rows = connection.execute(counted.where(text(f"reports.number {wanted}")), values)
    for name, when, number in rows:
        outlets[name] += int(number)
        months[when or NO_DATE] += int(number)
    return outlets, months


def _hits(connection: Connection, asked: Asked, numbers: Sequence[int]) -> list[Hit]:
    if not numbers:
        return []
    query = select(schema.reports).where(schema.reports.c.number.in_(numbers))
    rows = {row.number: report_of(row) for row in connection.execute(query)}
    phrases = search.parse(asked.words)
    found = (search.hit(rows[number], phrases) for number in numbers if number in rows)
    return [hit for hit in found if hit is not None]
