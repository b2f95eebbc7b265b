"""How results leave the command line: tables for people, JSON lines and CSV for machines."""

from __future__ import annotations

import csv
import json
import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

# Control characters and bidirectional overrides in a stranger's text could rewrite the terminal.
_HARMFUL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
READABLE = 30  # characters a column of words should have
HANG = 2  # what belongs to a line stands so much further in
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


def hung(text: str, indent: int, width: int) -> str:
    """Return a line wrapped to `width` characters, what follows its first line indented further."""
    start, then = " " * indent, " " * (indent + HANG)
    return textwrap.fill(
        text,
        max(width, len(then) + 20),
        initial_indent=start,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _write_table(
    rows: list[dict[str, Any]], columns: Sequence[Column], title: str, empty: str
) -> None:
    """Print rows for a person: as a table, or row by row where the columns would be too narrow.

    A column with nothing in it is left out, and so is the folder that all reports lie in.
    """
    out = console()
    if not rows:
        out.print(empty)
        return
    cells = [[plain(row.get(c.key)) for c in columns] for row in rows]
    _leave_out_folder(cells, columns)
    kept = [n for n in range(len(columns)) if any(row[n] for row in cells)] or [0]
    columns = [columns[n] for n in kept]
    cells = [[row[n] for n in kept] for row in cells]
    if title:
        out.print(Text(title, style="italic"))
    if _fits(columns, cells, out.width):
        out.print(_table(columns, cells))
    else:
        _print_row_by_row(out, columns, cells)


def _leave_out_folder(cells: list[list[str]], columns: Sequence[Column]) -> None:
    """Cut from every cell the folder that all paths begin with; what is left still finds them."""
    place = next((n for n, column in enumerate(columns) if column.key == "path"), None)
    if place is None:
        return
    folders = [row[place].split("/")[:-1] for row in cells]
    shared = takewhile(lambda names: len(set(names)) == 1, zip(*folders, strict=False))
    folder = "".join(f"{names[0]}/" for names in shared)
    for row in cells:
        row[:] = [cell.removeprefix(folder) for cell in row]


def _fits(columns: Sequence[Column], cells: Sequence[Sequence[str]], width: int) -> bool:
    """Say whether a table leaves each column its own width, or enough to read in."""
    if len(columns) <= 2:
        return True
    needed = 2 * (len(columns) - 1)
    for n, column in enumerate(columns):
        longest = max(len(line) for row in cells for line in (row[n] or " ").split("\n"))
        needed += max(len(column.heading), longest if column.numeric else min(longest, READABLE))
    return needed <= width


def _table(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(
            column.heading,
            justify="right" if column.numeric else "left",
            overflow="fold",
            no_wrap=column.numeric,
        )
    for row in cells:
        table.add_row(*map(Text, row))
    return table


def _print_row_by_row(
    out: Console, columns: Sequence[Column], cells: Sequence[Sequence[str]]
) -> None:
    """Print each row under its first cell, which stands once for the rows that share it."""
    before = None
    for first, second, *others in cells:
        if first != before:
            out.print(Text(first, style="bold"))
            before = first
        told = [(c.heading.lower(), v) for c, v in zip(columns[2:], others, strict=True) if v]
        parts = [second, *(f"{name}: {value}" for name, value in told if "\n" not in value)]
        out.print(Text(hung(" · ".join(filter(None, parts)), HANG, out.width)))
        for line in (x for value in (v for _, v in told if "\n" in v) for x in value.split("\n")):
            out.print(Text(hung(line, 2 * HANG, out.width)))


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
