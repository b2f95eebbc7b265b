"""Damage of every kind is found, and named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.ledger.builders import make_extraction, make_intake, make_links
from whence.errors import LedgerDamagedError
from whence.ledger import opening
from whence.ledger.store import Problem, open_ledger
from whence.records.judgement import Judgement, Verdict
from whence.records.report import Refusal

TRIGGERS = ("update", "delete", "replace")
APPEND_ONLY = ("log", "originals", "intakes", "judgements")

Tamper = Callable[[str], None]


def fill(where: str) -> None:
    with open_ledger(where, create=True, by="Ada") as ledger:
        intakes = [make_intake("a.txt"), make_intake("b.txt")]
        ledger.add_many(intakes)
        ledger.refuse(Refusal("c", "it is empty", "nothing"))
        pairs = [(i.report, make_extraction(i.report.id)) for i in intakes]
        ledger.save_extractions(pairs, model="m")
        ledger.save_links(make_links(pairs[0][0].id, pairs[1][0].id), signature="s")
        ledger.judge(Judgement("p9", Verdict.CONFIRMED, "Ada", "2031-03-05T00:00:00Z", "yes"))
        assert ledger.check() == []


def tamper(where: str, statement: str) -> None:
    """Change a ledger behind its back, as one can who may write the file or the database."""
    if "://" in where:
        with psycopg.connect(where, autocommit=True) as server:
            server.execute("SET session_replication_role = replica")
            server.execute(statement.encode())
        return
    connection = sqlite3.connect(where)
    for table in APPEND_ONLY:
        for trigger in TRIGGERS:
            connection.execute(f"DROP TRIGGER {table}_no_{trigger}")
    connection.execute(statement)
    connection.commit()
    connection.close()


def problems(where: str) -> list[Problem]:
    with open_ledger(where) as ledger:
        return ledger.check()


@pytest.mark.parametrize(
    ("statement", "where_said", "cause"),
    [
        ("UPDATE log SET by = 'Eve' WHERE number = 3", "log entry 3", "changed"),
        ("UPDATE log SET detail = '{}' WHERE number = 9", "log entry 9", "changed"),
        ("UPDATE log SET hash = 'x' WHERE number = 3", "log entry 3", "changed"),
        ("DELETE FROM log WHERE number = 9", "log entry 9", "missing"),
        ("DELETE FROM log WHERE number > 10", "the counts", "judgements"),
        ("UPDATE originals SET sha256 = 'x' WHERE report = 1", "a.txt", "does not match its hash"),
        ("UPDATE originals SET size = 1 WHERE report = 2", "b.txt", "does not match its hash"),
        ("DELETE FROM originals WHERE report = 1", "the counts", "1 originals, but 2 reports"),
        ("UPDATE reports SET text = 'Nothing happened.' WHERE number = 1", "a.txt", "reading"),
        ("UPDATE reports SET publisher = 'Another' WHERE number = 1", "a.txt", "reading"),
        ("UPDATE reports SET paragraphs = '[[0, 5]]' WHERE number = 2", "b.txt", "reading"),
        ("UPDATE reports SET id = 'sha256:00' WHERE number = 1", "a.txt", "id is not"),
        ("UPDATE reports SET raw = '[[0' WHERE number = 1", "the reports", "cannot be read back"),
        (
            "UPDATE intakes SET by = 'Eve' WHERE report = 1",
            f"intake {opening.NEWEST + 1}",
            "differs from the log",
        ),
        (
            "UPDATE intakes SET path = 'z' WHERE report = 2",
            f"intake {opening.NEWEST + 2}",
            "differs from the log",
        ),
        (
            "UPDATE judgements SET verdict = 'rejected'",
            f"judgement {opening.NEWEST + 6}",
            "differs from the log",
        ),
        (
            "UPDATE judgements SET subject = 'p1'",
            f"judgement {opening.NEWEST + 6}",
            "differs from the log",
        ),
        ("DELETE FROM judgements", "the counts", "0 judgements"),
        ("DELETE FROM refusals", "the counts", "0 refusals"),
        ('UPDATE times SET "end" = 99999 WHERE report = 2', "b.txt", "outside its text"),
        ("UPDATE attributions SET cue = '[[5, 4]]' WHERE report = 2", "b.txt", "outside its text"),
        ("UPDATE attributions SET speaker = 'e9' WHERE report = 2", "b.txt", "refers to e9"),
        ("UPDATE distances SET by = 'a9' WHERE report = 1", "a.txt", "refers to a9"),
        ('UPDATE distances SET "end" = 99999 WHERE report = 1', "a.txt", "outside its text"),
        ('UPDATE statements SET "end" = 99999 WHERE report = 2', "b.txt", "outside its text"),
        ("UPDATE statements SET tone = 'shrill'", "the reports", "cannot be read back"),
        ("UPDATE attributions SET stance = 'sings'", "the reports", "cannot be read back"),
        ('UPDATE relays SET "end" = 99999', "r2", "outside the text"),
        (
            "UPDATE accounts SET attribution = 'a7' WHERE attribution = 'a1'",
            "account",
            "is missing",
        ),
        ("UPDATE members SET entity = 'e7' WHERE place = 0", "z", "is missing"),
        ("UPDATE points SET origins_low = 9", "p9", "not a range"),
    ],
)
def test_every_change_is_found(where: str, statement: str, where_said: str, cause: str) -> None:
    fill(where)
    tamper(where, statement)
    found = problems(where)
    assert [p for p in found if where_said in p.where and cause in p.cause], found


def test_a_damaged_byte_of_an_original_is_found(path: Path) -> None:
    fill(str(path))
    connection = sqlite3.connect(path)
    (data,) = connection.execute("SELECT data FROM originals WHERE report = 2").fetchone()
    connection.close()
    raw = path.read_bytes()
    at = raw.index(data) + len(data) // 2
    path.write_bytes(raw[:at] + bytes([raw[at] ^ 0x10]) + raw[at + 1 :])
    assert any("b.txt" in p.where and "original" in p.cause for p in problems(str(path)))


def test_a_damaged_byte_of_the_log_is_found(path: Path) -> None:
    fill(str(path))
    raw = path.read_bytes()
    for words in (b"it is empty", b'"verdict":"confirmed"'):
        at = raw.index(words) + 3
        for byte in (raw[at] ^ 0x01, 0xFF):
            path.write_bytes(raw[:at] + bytes([byte]) + raw[at + 1 :])
            assert any("log" in p.where for p in problems(str(path)))


@pytest.mark.parametrize("part", range(2, 20, 3))
def test_damaged_pages_are_problems_and_never_a_crash(path: Path, part: int) -> None:
    fill(str(path))
    raw = bytearray(path.read_bytes())
    start = part * 4096
    raw[start : start + 512] = b"\xa5" * 512
    path.write_bytes(raw)
    try:
        found = problems(str(path))
    except LedgerDamagedError:
        return
    assert found


@pytest.mark.parametrize("packing", ["zlib", "none"])
@pytest.mark.parametrize("data", ["00", "ff00ff"])
def test_a_damaged_original_is_not_handed_out(path: Path, packing: str, data: str) -> None:
    fill(str(path))
    tamper(str(path), f"UPDATE originals SET data = x'{data}', packing = '{packing}'")
    with open_ledger(str(path)) as ledger, pytest.raises(LedgerDamagedError, match="its hash"):
        ledger.original(ledger.report("a.txt").id)
