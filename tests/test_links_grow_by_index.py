"""Linking more reports goes through no table that grows with the ledger: an index finds all."""

from __future__ import annotations

import random
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.test_links_grow import SETTINGS, add, named, reports
from whence.ledger.store import open_ledger
from whence.workflow import relink

# Tables of what people decided, and those read whole by name: none grows with reports linked.
# The list of reports that are not linked is made from an index of all, once an addition.
SMALL = {"judgements", "judged_reports", "standings", "log", "sqlite_master"}
LISTED_ONCE = (
    "SELECT reports.number FROM reports WHERE NOT (EXISTS",
    "SELECT linked_reports.report FROM linked_reports JOIN extractions",
)
EXPLAINED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
SCANNED = re.compile(r"SCAN (?!\()(\w+)")
NOT_TABLES = re.compile(r"anon_\d+|json_each|listed|CONSTANT|\d+")


def scans(connection: Any, statement: str, values: Any) -> list[str]:
    """Return the tables of the ledger that SQLite would go through for a statement."""
    plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
    through = [found[1] for row in plan if (found := SCANNED.match(row[3]))]
    return [name for name in through if not NOT_TABLES.fullmatch(name) and name not in SMALL]


@pytest.mark.parametrize("hot", [0, 60])
def test_no_statement_goes_through_a_table(
    tmp_path: Path, hot: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whence.ledger.actor_rows.HOT", hot)
    pairs = [*reports(5, 12), *named(4, 14)]
    random.Random(3).shuffle(pairs)
    found: dict[str, list[str]] = {}

    def look(_: Any, cursor: Any, statement: str, values: Any, __: Any, many: bool) -> None:
        told = " ".join(statement.split())
        if told.startswith(EXPLAINED) and not told.startswith(LISTED_ONCE):
            found[told] = scans(cursor.connection, statement, values[0] if many else values)

    with open_ledger(str(tmp_path / "story.whence"), create=True) as ledger:
        add(ledger, pairs[:18])
        relink(ledger, SETTINGS)
        event.listen(Engine, "before_cursor_execute", look)
        try:
            add(ledger, pairs[18:])
            relink(ledger, SETTINGS)
        finally:
            event.remove(Engine, "before_cursor_execute", look)
    assert len(found) > 50
    assert {statement: tables for statement, tables in found.items() if tables} == {}


def test_a_plan_that_goes_through_a_table_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "story.whence"
    with open_ledger(str(path), create=True):
        pass
    with sqlite3.connect(path) as connection:
        pairs = "SELECT * FROM members WHERE (linked, place) IN (VALUES (?, ?), (?, ?))"
        assert scans(connection, pairs, ("actor:1", 1, "actor:2", 1)) == ["members"]
        one = "SELECT * FROM members WHERE linked = ? AND place = ?"
        assert scans(connection, one, ("actor:1", 1)) == []
    connection.close()
