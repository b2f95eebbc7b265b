"""Opening: what is a ledger, of which version, and may it be written."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from tests.ledger.builders import make_extraction, make_intake
from whence.errors import LedgerError, LedgerVersionError
from whence.ids import content_id
from whence.judging.accuracy import Stage, accuracy
from whence.judging.standing import standing, subject_of
from whence.ledger import chain, findings, opening, report_rows, report_store, schema
from whence.ledger.migrations.run import upgrade_to
from whence.ledger.session import Session
from whence.ledger.store import Ledger, open_ledger
from whence.records.extraction import Attribution, Certainty, Extraction, QuoteKind, Stance
from whence.records.judgement import (
    About,
    AccountSeen,
    AttributionSeen,
    Judgement,
    OneOrigin,
    PointSeen,
    RelaySeen,
    Verdict,
)
from whence.records.links import CitedKind
from whence.records.report import Intake, Report, is_partial, outlet
from whence.records.span import Span


def old_row(number: int, report: Report) -> dict[str, object]:
    """Return a report's row as versions before the fourth wrote it."""
    row = report_rows.report_row(number, report)
    return {name: value for name, value in row.items() if name != "published_conflicts"}


def derived_before_6(report: Report) -> dict[str, object]:
    """Return what versions four and five kept of a report for lists."""
    return {"outlet": outlet(report)}


def noting_nothing(_connection: Connection, _subject: str) -> None:
    """Keep no findings, as versions before the seventh."""


class TestBothDatabases:
    def test_migrations_make_the_tables_of_the_schema(self, where: str) -> None:
        open_ledger(where, create=True).close()
        session = Session(where)
        with session.read() as connection:
            context = MigrationContext.configure(
                connection,
                opts={"include_object": _ours, "compare_type": True},
            )
            differences = compare_metadata(context, schema.metadata)
        session.close()
        assert differences == []

    def test_there_must_be_one_unless_it_is_to_be_made(self, where: str) -> None:
        with pytest.raises(LedgerError, match="no ledger"):
            open_ledger(where)
        open_ledger(where, create=True).close()
        open_ledger(where).close()

    def test_a_newer_one_is_refused_with_a_remedy(self, where: str) -> None:
        open_ledger(where, create=True).close()
        _set_schema(where, "99")
        with pytest.raises(LedgerVersionError, match="newer Whence") as caught:
            open_ledger(where, create=True)
        assert "update" in str(caught.value.remedy)

    def test_an_older_one_is_brought_up_to_date_with_what_it_holds(
        self, where: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(opening, "NEWEST", 1)
        monkeypatch.setattr(report_store, "derived", lambda _: {})
        monkeypatch.setattr(report_store, "report_row", old_row)
        with open_ledger(where, create=True) as old:
            old.add(make_intake())
        monkeypatch.undo()
        with open_ledger(where) as new:
            assert [r.path for r in new.reports()] == [make_intake().report.path]
            assert [e.action for e in new.log()] == [
                *("create", "add"),
                *["migrate"] * (opening.NEWEST - 1),
            ]
            assert new.info().schema == opening.NEWEST
            assert new.check() == []

    def test_what_an_older_one_extracted_is_kept_and_can_be_replaced(
        self, where: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        report = make_intake().report
        monkeypatch.setattr(opening, "NEWEST", 2)
        monkeypatch.setattr(report_store, "derived", lambda _: {})
        monkeypatch.setattr(report_store, "report_row", old_row)
        with open_ledger(where, create=True) as old:
            old.add(make_intake())
        monkeypatch.undo()
        _extract_as_version_2(where)
        with open_ledger(where) as new:
            assert new.extraction(report.id) == _extracted_by_version_2(report.id)
            assert new.check() == []
            again = make_extraction(report.id)
            new.save_extractions([(report, again)], model="m3")
            assert new.extraction(report.id) == again
            assert new.info().schema == opening.NEWEST
            assert new.check() == []

    def test_one_of_version_4_keeps_its_links_and_decisions(
        self, where: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        report = make_intake().report
        monkeypatch.setattr(opening, "NEWEST", 4)
        monkeypatch.setattr(report_store, "derived", derived_before_6)
        monkeypatch.setattr(findings, "note", noting_nothing)
        with open_ledger(where, create=True) as old:
            old.add(make_intake())
            old.judge(Judgement("p1", Verdict.CONFIRMED, "Ada", "2031-03-05T00:00:00Z"))
        monkeypatch.undo()
        _extract_as_version_2(where, speaker_score=0.5, speaker_name="Ilse Maren")
        _link_as_version_4(where)
        with open_ledger(where) as new:
            (point,) = new.links().points
            assert (point.why, point.collapses) == (("Both are copy of A.",), ())
            assert [j.by for j in new.judgements()] == ["Ada"]
            found = new.extraction(report.id)
            assert found is not None
            (doubted,) = new.browse(lambda b: b.doubted(0, 9))
            assert doubted.need == found.attributions[0].doubt == 1 - 0.25 * 0.5
            assert new.check() == []

    def test_one_of_version_5_is_told_which_texts_are_partial(
        self, where: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = make_intake()
        words = replace(whole.report, text="The bridge over the Sarn is closed. " * 20, note=None)
        part = replace(words, id=content_id(b"part"), text=words.text + "Continue reading …")
        monkeypatch.setattr(opening, "NEWEST", 5)
        monkeypatch.setattr(report_store, "derived", derived_before_6)
        with open_ledger(where, create=True) as old:
            old.add_many([Intake(words, whole.data), Intake(part, b"part")])
        monkeypatch.undo()
        with open_ledger(where) as new:
            names = {outlet(words), outlet(part)}
            days = new.browse(lambda b: b.publishing(sorted(names)))
            assert not any(told.whole for told in days.values())
            assert [is_partial(r) for r in new.reports()].count(True) == 1
            assert new.check() == []

    def test_one_of_version_6_counts_what_was_found_right_and_wrong(
        self, where: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen = [AccountSeen(name, "r", (), 1.0, 1.0) for name in ("x", "y", "z")]
        point = PointSeen("point:1", "How many?", tuple(seen), 0.9, (("x", "y"), ("z",)))
        relay = RelaySeen("relay:1", "r", Span(0, 4), "The Sarn Post", CitedKind.OUTLET)
        words = AttributionSeen("r", (), (), (Span(0, 4),), Stance.ASSERTS, QuoteKind.INDIRECT)
        monkeypatch.setattr(opening, "NEWEST", 6)
        monkeypatch.setattr(findings, "note", noting_nothing)
        with open_ledger(where, create=True) as old:
            for by, verdict, on, change in (
                ("Ada", Verdict.CONFIRMED, relay, None),
                ("Bo", Verdict.REJECTED, relay, None),
                ("Ada", Verdict.EDITED, point, OneOrigin(tuple(seen[:2]))),
                ("Bo", Verdict.EDITED, point, OneOrigin(tuple(seen[1:]))),
                ("Ada", Verdict.REJECTED, point, None),
                ("Ada", Verdict.ADDED, words, None),
            ):
                old.judge(Judgement(subject_of(on), verdict, by, "2031-03-05", None, on, change))
            undone = Judgement(point.id, Verdict.WITHDRAWN, "Ada", "2031-03-06")
            old.judge(replace(undone, change=About(old.judgements()[4].number)))
        monkeypatch.undo()
        with open_ledger(where) as new:
            told = {s.stage: s for s in new.browse(lambda b: b.accuracy())}
            assert told[Stage.RELAYS].disputed == told[Stage.ATTRIBUTIONS].missed == 1
            assert (told[Stage.ORIGINS].right, told[Stage.ORIGINS].wrong) == (1, 1)
            assert told[Stage.POINTS].wrong == 0
            assert tuple(told.values()) == accuracy(standing(new.judgements()))
            assert new.check() == []

    def test_a_step_that_fails_leaves_nothing_behind(
        self, where: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(chain, "append", fails)
        with pytest.raises(KeyboardInterrupt):
            open_ledger(where, create=True)
        monkeypatch.undo()
        with open_ledger(where, create=True) as ledger:
            assert [e.action for e in ledger.log()] == [
                "create",
                *["migrate"] * (opening.NEWEST - 1),
            ]

    @pytest.mark.parametrize("table", ["log", "originals", "intakes", "judgements"])
    @pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
    def test_evidence_cannot_be_changed(self, where: str, table: str, change: str) -> None:
        _fill(where)
        key = {"log": "number", "originals": "report"}.get(table, "log")
        session = Session(where)
        with pytest.raises(LedgerError, match="append-only"), session.write() as connection:
            connection.execute(text(change.format(table, key)))
        session.close()


class TestFiles:
    @pytest.mark.parametrize(
        "content",
        [b"not a database at all, only words" * 40, b"\x00" * 4096, b"SQLite format 3\x00x"],
    )
    @pytest.mark.parametrize("create", [True, False])
    def test_another_file_is_left_as_it_is(self, path: Path, content: bytes, create: bool) -> None:
        path.write_bytes(content)
        with pytest.raises(LedgerError, match="not a ledger"):
            open_ledger(str(path), create=create)
        assert path.read_bytes() == content

    @pytest.mark.parametrize("create", [True, False])
    def test_another_database_is_left_as_it_is(self, path: Path, create: bool) -> None:
        connection = sqlite3.connect(path)
        connection.executescript("CREATE TABLE meta (key, value); CREATE TABLE mine (x);")
        connection.close()
        before = path.read_bytes()
        with pytest.raises(LedgerError, match="not a ledger"):
            open_ledger(str(path), create=create)
        assert path.read_bytes() == before

    def test_an_empty_file_may_become_a_ledger(self, path: Path) -> None:
        path.touch()
        with pytest.raises(LedgerError, match="no ledger"):
            open_ledger(str(path))
        with open_ledger(str(path), create=True) as ledger:
            assert ledger.check() == []

    def test_folders_and_missing_folders(self, tmp_path: Path) -> None:
        with pytest.raises(LedgerError, match="folder"):
            open_ledger(str(tmp_path), create=True)
        with pytest.raises(LedgerError, match="folder"):
            open_ledger(str(tmp_path / "no" / "x.whence"), create=True)

    def test_odd_names_are_names(self, tmp_path: Path) -> None:
        path = tmp_path / "what? a%20b #1 & é.whence"
        with open_ledger(str(path), create=True) as ledger:
            ledger.add(make_intake())
        assert path.exists()
        assert [p.name for p in tmp_path.iterdir()] == [path.name]

    def test_replacing_a_row_is_no_way_round(self, path: Path) -> None:
        _fill(str(path))
        connection = sqlite3.connect(path)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("INSERT OR REPLACE INTO log SELECT * FROM log")
        connection.close()

    def test_one_that_may_not_be_written_can_be_read(self, path: Path) -> None:
        _fill(str(path))
        path.chmod(0o444)
        path.parent.chmod(0o555)
        program = (
            "import sys\n"
            "from whence.errors import LedgerError\n"
            "from whence.ledger.store import open_ledger\n"
            "from tests.ledger.builders import make_intake\n"
            "with open_ledger(sys.argv[1]) as ledger:\n"
            "    assert len(list(ledger.reports())) == 1\n"
            "    assert ledger.check() == []\n"
            "    try:\n"
            "        ledger.add(make_intake('other'))\n"
            "    except LedgerError as error:\n"
            "        print(error)\n"
        )
        done = _run_without_rights(program, path)
        path.parent.chmod(0o755)
        assert done.returncode == 0, done.stderr
        assert "may not be written" in done.stdout


class TestAddresses:
    def test_another_kind_of_database_is_refused(self) -> None:
        with pytest.raises(LedgerError, match="mysql"):
            open_ledger("mysql://host/db", create=True)
        with pytest.raises(LedgerError, match="not a database address"):
            open_ledger("://", create=True)

    def test_a_password_is_never_shown(self) -> None:
        with pytest.raises(LedgerError) as caught:
            open_ledger("postgresql://me:s3cret@127.0.0.1:1/none?connect_timeout=2")
        assert "s3cret" not in str(caught.value)
        assert "server" in str(caught.value)

    def test_a_database_with_tables_of_our_names_is_refused(self, postgres_url: str) -> None:
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("CREATE TABLE reports (x integer)")
        with pytest.raises(LedgerError, match="not a ledger"):
            open_ledger(postgres_url, create=True)

    def test_a_database_with_other_tables_can_hold_a_ledger(self, postgres_url: str) -> None:
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("CREATE TABLE elsewhere (x integer)")
        with open_ledger(postgres_url, create=True) as ledger:
            assert ledger.check() == []

    def test_a_database_of_another_encoding_is_refused(self, postgres_server: str) -> None:
        with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as admin:
            admin.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
            with pytest.raises(LedgerError, match="LATIN1"):
                open_ledger(f"{postgres_server}/latin", create=True)
            admin.execute("DROP DATABASE latin WITH (FORCE)")


def test_a_step_can_be_taken_by_itself(path: Path) -> None:
    session = Session(str(path))
    with session.write() as connection:
        upgrade_to(connection, 1)
    with session.read() as connection:
        assert (
            connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"
        )
    session.close()


def _ours(_object: object, name: str | None, kind: str, _reflected: bool, _to: object) -> bool:
    """Leave out the index of words, whose tables only one of the databases knows."""
    return not (name or "").startswith(("report_words", "ix_report_words"))


def _fill(where: str) -> None:
    with open_ledger(where, create=True) as ledger:
        ledger.add(make_intake())
        ledger.judge(Judgement("p1", Verdict.CONFIRMED, "Ada", "2031-03-05T00:00:00Z"))


def _extract_as_version_2(where: str, **more: object) -> None:
    """Put an extraction into a ledger, as the Whence of version 2 wrote it; `more` came later."""
    head = "INSERT INTO extractions (report, model, whence, at) VALUES (1, 'm2', '0', 'then')"
    part = (
        "INSERT INTO attributions (report, id, place, source, cue, content, stance, quote, score) "
        "VALUES (1, 'a1', 0, '[]', '[[0,6]]', '[[7,13]]', 'denies', 'mixed', 0.25)"
    )
    session = Session(where)
    with session.write() as connection:
        connection.execute(text(head))
        connection.execute(text(part))
        for name, value in more.items():
            connection.execute(text(f"UPDATE attributions SET {name} = :v"), {"v": value})
    session.close()


def _link_as_version_4(where: str) -> None:
    """Put a point with two accounts into a ledger, as the Whence of version 4 wrote it."""
    session = Session(where)
    account = (
        "INSERT INTO accounts (point, id, place, report, spans, says, chain) "
        "VALUES ('point:1', :name, :place, 1, '[[0,6]]', 'it', '[]')"
    )
    with session.write() as connection:
        connection.execute(
            text(
                "INSERT INTO points (id, place, question, kind, relation, origins_low, "
                "origins_high, why, score) VALUES ('point:1', 0, 'Why?', 'cause', 'agree', "
                """1, 1, '["Both are copy of A."]', 0.5)"""
            )
        )
        for place, name in enumerate(("account:1", "account:2")):
            connection.execute(text(account), {"name": name, "place": place})
    session.close()


def _extracted_by_version_2(report: str) -> Extraction:
    attribution = Attribution(
        id="a1",
        source=(),
        cue=(Span(0, 6),),
        content=(Span(7, 13),),
        stance=Stance.DENIES,
        quote=QuoteKind.MIXED,
        score=0.25,
        certainty=Certainty.FACT,
    )
    return Extraction(report, attributions=(attribution,))


def _set_schema(where: str, value: str) -> None:
    session = Session(where)
    with session.write() as connection:
        connection.execute(text("UPDATE meta SET value = :v WHERE key = 'schema'"), {"v": value})
    session.close()


def _run_without_rights(program: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run a program as a user who may not write the ledger, also when the tests run as root."""
    root = Path(__file__).parents[2]
    drop = ""
    if os.geteuid() == 0:
        # Imports come first: the interpreter itself may lie where only root can read.
        drop = "import os\nos.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        for folder in [path.parent, *path.parent.parents]:
            if folder.stat().st_uid == 0 and folder != Path("/") and "pytest" in folder.name:
                folder.chmod(folder.stat().st_mode | 0o055)
    imports = (
        "import sys\nsys.path.insert(0, sys.argv[2])\nimport tests.ledger.builders\n"
        "import whence.ledger.store, whence.ledger.migrations.run, sqlite3\n"
        "import sqlalchemy.dialects.sqlite\n"
    )
    return subprocess.run(
        [sys.executable, "-c", imports + drop + program, str(path), str(root)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_ledgers_are_closed_when_opening_fails(path: Path) -> None:
    path.write_bytes(b"words" * 1000)
    for _ in range(3):
        with pytest.raises(LedgerError):
            open_ledger(str(path))
    assert isinstance(Ledger, type)
