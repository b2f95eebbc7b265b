"""How results leave the command line: tables for people, JSON lines and CSV for machines."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

# Control characters and bidirectional overrides in a stranger's text could rewrite the terminal.
_HARMFUL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, the record's key, and whether it may be cut short."""

    heading: str
    key: str
    numeric: bool = False


class _Console(Console):
    """A console that leaves a reader's going away to `main`, which knows it is no failure."""

    def on_broken_pipe(self) -> None:
        """Pass the error on instead of leaving with status 1."""
        raise BrokenPipeError


def console(*, stderr: bool = False) -> Console:
    """Return a console on standard output or error; a pipe gets plain text of full width."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else 160
    return _Console(stderr=stderr, width=width, highlight=False, soft_wrap=False)


def plain(value: object) -> str:
    """Return a value as text that is harmless on a terminal."""
    return _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", _cell(value))


def write(
    rows: Iterable[dict[str, Any]],
    columns: Sequence[Column],
    form: str,
    *,
    title: str = "",
    empty: str = "Nothing found.",
) -> None:
    """Write records to standard output as `table`, `jsonl` or `csv`.

    JSON lines carry whole records; tables and CSV carry the named columns. A table with no rows
    says `empty` instead.
    """
    if form == "jsonl":
        write_jsonl(rows, sys.stdout)
    elif form == "csv":
        _write_csv(rows, columns, sys.stdout)
    else:
        _write_table(list(rows), columns, title, empty)


def write_jsonl(rows: Iterable[dict[str, Any]], out: TextIO) -> None:
    """Write one JSON object a line, as UTF-8 text."""
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False, separators=(", ", ": ")) + "\n")


def _write_csv(rows: Iterable[dict[str, Any]], columns: Sequence[Column], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([c.key for c in columns])
    for row in rows:
        writer.writerow([_harmless_cell(row.get(c.key), c) for c in columns])


def _harmless_cell(value: object, column: Column) -> str:
    """Return a CSV cell that no spreadsheet takes for a formula."""
    text = _cell(value)
    return "'" + text if text.startswith(_FORMULA) and not column.numeric else text


def _write_table(
    rows: list[dict[str, Any]], columns: Sequence[Column], title: str, empty: str
) -> None:
    out = console()
    if not rows:
        out.print(empty)
        return
    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False)
    for column in columns:
        table.add_column(
            column.heading,
            justify="right" if column.numeric else "left",
            overflow="fold",
            no_wrap=column.numeric,
        )
    for row in rows:
        table.add_row(*[Text(plain(row.get(c.key))) for c in columns])
    out.print(table)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(_cell(v) for v in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
