"""How the values of records stand in columns, the same in both databases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Dialect, Double, Text
from sqlalchemy.types import TypeDecorator

from whence.records.report import RawRun
from whence.records.span import Span, Spans

# PostgreSQL cannot hold NUL in text, and neither database a lone surrogate (which a file name
# that is not UTF-8 brings in). One character stands for one, so that spans keep their places.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
MOST = 2**63 - 1
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def storable(text: str) -> str:
    """Return `text` with each character no database can hold replaced by U+FFFD."""
    return text if text.isascii() and "\x00" not in text else _UNSTORABLE.sub(REPLACEMENT, text)


def canonical(value: object) -> str:
    """Return `value` as canonical JSON: keys sorted, no spaces, ASCII only."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _listed(value: str | None) -> list[Any]:
    """Return the list of a JSON column; most are empty, which need not be read to be known."""
    return json.loads(value) if value and value != "[]" else []


class StoredText(TypeDecorator[str]):
    """Text that both databases can hold; see `storable`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Return the text in its storable form."""
        return None if value is None else storable(str(value))


class Number(TypeDecorator[float]):
    """A double; a whole number too large for one becomes infinite instead of failing."""

    impl = Double
    cache_ok = True

    def process_bind_param(self, value: float | None, _dialect: Dialect) -> float | None:
        """Return the number as a double."""
        try:
            return None if value is None else float(value)
        except OverflowError:
            return float("inf") if (value or 0) > 0 else float("-inf")


class Count(TypeDecorator[int]):
    """A count read off a text; one too large for either database becomes the largest it holds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, _dialect: Dialect) -> int | None:
        """Return the count as both databases can hold it."""
        return None if value is None else min(value, MOST)


class SpanList(TypeDecorator[Spans]):
    """A tuple of spans as JSON `[[start, end], ...]`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[Span] | None, _dialect: Dialect) -> str:
        """Return the spans as JSON."""
        return canonical([[span.start, span.end] for span in value or ()])

    def process_result_value(self, value: Any, _dialect: Dialect) -> Spans:
        """Return the spans of the JSON."""
        return tuple(Span(start, end) for start, end in _listed(value))


class RunList(TypeDecorator[tuple[RawRun, ...]]):
    """Raw runs as JSON `[[text, raw, length], ...]`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[RawRun] | None, _dialect: Dialect) -> str:
        """Return the runs as JSON."""
        return canonical([[run.text, run.raw, run.length] for run in value or ()])

    def process_result_value(self, value: Any, _dialect: Dialect) -> tuple[RawRun, ...]:
        """Return the runs of the JSON."""
        return tuple(RawRun(text, raw, length) for text, raw, length in _listed(value))


class TextList(TypeDecorator[tuple[str, ...]]):
    """A tuple of strings as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[str | None] | None, _dialect: Dialect) -> str:
        """Return the strings as JSON."""
        return canonical(list(value or ()))

    def process_result_value(self, value: Any, _dialect: Dialect) -> tuple[str, ...]:
        """Return the strings of the JSON."""
        return tuple(_listed(value))
