"""Checkpoints of a SQLite ledger made aside: nobody who writes waits, nothing is lost."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.ledger.builders import make_intake
from whence.ledger import checkpoints
from whence.ledger.session import Session
from whence.ledger.store import Ledger, open_ledger
from whence.records.judgement import Judgement, Verdict


def decide(ledger: Ledger, number: int) -> None:
    at = "2031-03-05T00:00:00Z"
    ledger.judge(Judgement(f"p{number}", Verdict.CONFIRMED, "Ada", at, note="w" * 3_000))


@pytest.fixture
def spared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(checkpoints, "SHORTEST_LOG", 1)
    monkeypatch.setattr(checkpoints, "APART", 0.0)
    with open_ledger(str(tmp_path / "a.whence"), create=True) as ledger:
        ledger.add(make_intake())
    return tmp_path / "a.whence"


def test_the_log_is_copied_back_while_the_ledger_stays_open(spared: Path) -> None:
    before = spared.stat().st_size
    with open_ledger(str(spared)) as ledger:
        ledger.spare_writers()
        deadline = time.monotonic() + 30
        number = 0
        while spared.stat().st_size == before and time.monotonic() < deadline:
            decide(ledger, number)
            number += 1
        assert spared.stat().st_size > before
        assert len(ledger.judgements()) == number
        assert ledger.check() == []


def test_commits_leave_it_alone_until_the_log_is_very_long(spared: Path) -> None:
    session = Session(str(spared))
    session.spare_writers()
    with session.read() as connection:
        most = connection.execute(text("PRAGMA wal_autocheckpoint")).scalar()
    session.close()
    assert most == checkpoints.LONGEST_LOG


def test_one_that_cannot_be_made_is_left_to_the_next(
    spared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(str(spared)) as ledger:
        ledger.spare_writers()
        monkeypatch.setattr("whence.ledger.checkpoints.sqlite3.connect", _fails)
        decide(ledger, 1)
        monkeypatch.undo()
        assert ledger.check() == []
    with open_ledger(str(spared)) as ledger:
        assert len(ledger.judgements()) == 1


def _fails(*_: object, **__: object) -> None:
    raise sqlite3.OperationalError("disk I/O error")


def test_a_team_s_database_has_none(where: str) -> None:
    with open_ledger(where, create=True) as ledger:
        ledger.spare_writers()
        decide(ledger, 1)
        assert len(ledger.judgements()) == 1
