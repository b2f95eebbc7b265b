"""Everything in which SQLite and PostgreSQL differ, and nothing else.

SQLite: one file in WAL mode, a writer takes the write lock when its transaction begins, readers
see the last commit and never wait. PostgreSQL: a writer takes one advisory lock, a reader's
transaction is one snapshot. Both have the same triggers and find the same reports by words.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, Text, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from whence.errors import LedgerDamagedError, LedgerError, LedgerFullError

SQLITE = "sqlite"
APPLICATION_ID = 0x57484E43  # "WHNC", in the header of every ledger file
BUSY_SECONDS = 30
PAGES_KIB = 32 << 10  # of a SQLite file held in memory, at most, by each connection
WRITER_LOCK = 0x57484E43  # the key of the advisory lock a PostgreSQL writer holds
CONNECTIONS = 20  # kept open: beyond these a request pays for opening and closing its own
NO_ROOM_BYTES = 1 << 20  # less free space than this explains a failed write

# Orders by the bytes of UTF-8 in both databases.
SORTED_TEXT = Text().with_variant(Text(collation="C"), "postgresql")

FULL_REMEDY = "make room and run the same command again; all that was committed is safe"
READ_ONLY_REMEDY = "copy it to where it may be written, or ask for the right to write it"
DAMAGED_REMEDY = "go back to a copy; `whence check` tells what no longer fits"


def is_address(where: str) -> bool:
    """Say whether `where` is a database's URL and not a file's path."""
    return "://" in where


def address(where: str) -> URL:
    """Return the database URL of a PostgreSQL address.

    Raises `LedgerError` when it is not one.
    """
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise LedgerError(
            "is not a database address", remedy="write postgresql://user@host/database"
        ) from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise LedgerError(
            f"{url.get_backend_name()} databases cannot hold a ledger",
            remedy="give a file's path, or a postgresql:// address",
        )
    return url.set(drivername="postgresql+psycopg")


def shown(where: str) -> str:
    """Return `where` as it may be printed: without a password."""
    if not is_address(where):
        return where
    try:
        return make_url(where).render_as_string(hide_password=True)
    except ArgumentError:
        return "the database address"


def sqlite_engine(path: Path, *, readonly: bool) -> Engine:
    """Return an engine on one file; it is made on first use unless `readonly`."""
    name = quote(os.fsencode(path.absolute()))  # a name need not be text
    mode = _readonly_mode(path) if readonly else "mode=rwc"
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=f"file:{name}", query=_query(mode)),
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
        pool_size=CONNECTIONS,
        max_overflow=CONNECTIONS,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def postgres_engine(url: URL) -> Engine:
    """Return an engine on a PostgreSQL database.

    Raises `LedgerError` when the driver is not installed.
    """
    try:
        engine = create_engine(
            url,
            isolation_level="READ COMMITTED",
            pool_size=CONNECTIONS,
            max_overflow=CONNECTIONS,
        )
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise LedgerError(
            "the PostgreSQL driver is not installed", remedy="pip install 'whence[postgres]'"
        ) from error
    event.listen(engine, "connect", _prepare_postgres)
    return engine


def reading(connection: Connection) -> Connection:
    """Make `connection` see one snapshot for as long as its transaction lasts."""
    if connection.dialect.name == SQLITE:
        return connection
    return connection.execution_options(isolation_level="REPEATABLE READ")


def writing(connection: Connection) -> Connection:
    """Make the next transaction of `connection` a writer's; `take_turn` comes first in it."""
    return connection.execution_options(writes=True)


def take_turn(connection: Connection) -> None:
    """Wait inside a transaction until no other writer is at work, and keep others out."""
    if connection.dialect.name != SQLITE:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})


def enable_wal(engine: Engine) -> None:
    """Let readers of a SQLite file go on while it is written; it stays so.

    Raises `sqlite3.OperationalError` when others kept it busy for `BUSY_SECONDS`.
    """
    if engine.dialect.name == SQLITE:
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            if isinstance(raw, sqlite3.Connection):
                _wait_for_wal(raw, until=monotonic() + BUSY_SECONDS)


def _wait_for_wal(raw: sqlite3.Connection, *, until: float) -> None:
    """Turn the journal into a WAL, also where another process is just doing so.

    SQLite does not wait to change the journal while another connection writes: it fails at once.
    To begin writing it does wait, so a turn at that comes before the next try.
    """
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() >= until:
                raise
        else:
            return
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("COMMIT")


def mark_as_ledger(connection: Connection) -> None:
    """Write into a SQLite file's header that it is a ledger."""
    if connection.dialect.name == SQLITE:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def refuse_encoding(connection: Connection, where: str) -> None:
    """Raise `LedgerError` when a PostgreSQL database cannot hold every character."""
    if connection.dialect.name == SQLITE:
        return
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise LedgerError(
            f"the database's encoding is {encoding}",
            where=where,
            remedy="make it with: createdb --encoding=UTF8 --template=template0",
        )


def size_in_bytes(connection: Connection) -> int:
    """Return how much room the ledger takes."""
    sql = (
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if connection.dialect.name == SQLITE
        else "SELECT pg_database_size(current_database())"
    )
    return int(connection.execute(text(sql)).scalar_one())


def inner_damage(connection: Connection) -> list[str]:
    """Return what the database itself finds wrong with its pages and references."""
    if connection.dialect.name != SQLITE:
        return []
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20)
    found += [f"a row of {row[0]} refers to a missing row of {row[2]}" for row in broken]
    return [line for line in found if line != "ok"]


# --- the append-only tables ---------------------------------------------------------------------


def append_only(dialect: str, table: str, key: str) -> list[str]:
    """Return the statements that make `table`, with primary key `key`, refuse change."""
    if dialect == SQLITE:
        return _append_only_sqlite(table, key)
    return [
        f"CREATE OR REPLACE FUNCTION whence_refuse_{table}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION whence_refuse_{table}()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION whence_refuse_{table}()",
    ]


def _append_only_sqlite(table: str, key: str) -> list[str]:
    refuse = f"SELECT RAISE(ABORT, '{table} is append-only')"
    # INSERT OR REPLACE removes the old row without a DELETE trigger, hence the third.
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse}; END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse}; END",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) BEGIN {refuse}; END",
    ]


# --- search by words ----------------------------------------------------------------------------


def search_table(dialect: str) -> list[str]:
    """Return the statements that make the index of words; it holds no text of its own."""
    if dialect == SQLITE:
        return [
            "CREATE VIRTUAL TABLE report_words USING "
            "fts5(words, content='', tokenize=\"unicode61 remove_diacritics 0\")"
        ]
    return [
        "CREATE TABLE report_words (report integer PRIMARY KEY REFERENCES reports (number), "
        "words tsvector NOT NULL)",
        "CREATE INDEX ix_report_words_words ON report_words USING gin (words)",
    ]


def in_numbers(connection: Connection, numbers: Sequence[int]) -> tuple[str, dict[str, Any]]:
    """Return the condition "in these numbers", of which there may be many, and its parameters.

    They are one parameter, so that writing the statement out costs the same for any number.
    """
    if connection.dialect.name == SQLITE:
        return "IN (SELECT value FROM json_each(:numbers))", {"numbers": json.dumps(numbers)}
    return "= ANY(CAST(:numbers AS bigint[]))", {"numbers": list(numbers)}


def in_numbers_placed(
    connection: Connection, numbers: Sequence[int]
) -> tuple[str, tuple[Any, ...]]:
    """Return `in_numbers` as the database's driver takes it, for what is asked very often."""
    if connection.dialect.name == SQLITE:
        return "IN (SELECT value FROM json_each(?))", (json.dumps(numbers),)
    return "= ANY(%s::bigint[])", (list(numbers),)


def placed(connection: Connection, sql: str) -> str:
    """Return `sql` with the driver's own sign for a value in place of each "{}"."""
    sign = "?" if connection.dialect.name == SQLITE else "%s"
    return sql.replace("{}", sign)


def listed_texts(connection: Connection, texts: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """Return what stands after FROM to read these texts as rows of `value`, and its parameters."""
    if connection.dialect.name == SQLITE:
        return "json_each(:texts)", {"texts": json.dumps(list(texts))}
    return "unnest(CAST(:texts AS text[])) AS listed (value)", {"texts": list(texts)}


def listed_pairs(
    connection: Connection, pairs: Sequence[tuple[str, str]]
) -> tuple[str, dict[str, Any]]:
    """Return what stands after FROM to read these pairs as rows of `listed.one` and `listed.two`.

    And its parameters, which do not grow in number with the pairs.
    """
    if connection.dialect.name == SQLITE:
        one, two = "json_extract(value, '$[0]')", "json_extract(value, '$[1]')"
        rows = f"(SELECT {one} AS one, {two} AS two FROM json_each(:pairs)) AS listed"  # noqa: S608
        return rows, {"pairs": json.dumps(list(pairs))}
    rows = "unnest(CAST(:ones AS text[]), CAST(:twos AS text[])) AS listed (one, two)"
    return rows, {"ones": [one for one, _ in pairs], "twos": [two for _, two in pairs]}


def index_words(connection: Connection, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Add reports, by number, with their folded words in order to the index of words."""
    if connection.dialect.name == SQLITE:
        sql = "INSERT INTO report_words (rowid, words) VALUES (:report, :words)"
        values = [{"report": number, "words": " ".join(words)} for number, words in rows]
    else:
        sql = (
            "INSERT INTO report_words (report, words) "
            "VALUES (:report, array_to_tsvector(CAST(:words AS text[])))"
        )
        values = [{"report": number, "words": _distinct(words)} for number, words in rows]
    connection.execute(text(sql), values)


def matching(
    connection: Connection, phrases: Sequence[tuple[Sequence[str], bool]], skip: int, count: int
) -> list[int]:
    """Return numbers of reports that may hold all `phrases`, `count` of them after `skip`.

    A phrase is its folded words and whether the last is only a word's beginning. SQLite gives
    exact matches, the most relevant first (bm25); PostgreSQL gives reports with all the words,
    wherever they stand, in the order of their paths.
    """
    if connection.dialect.name == SQLITE:
        sql = (
            "SELECT rowid FROM report_words WHERE report_words MATCH :query "
            "ORDER BY rank, rowid LIMIT :count OFFSET :skip"
        )
        query = " AND ".join(_fts5(words, prefix) for words, prefix in phrases)
    else:
        sql = (
            "SELECT w.report FROM report_words w JOIN reports r ON r.number = w.report "
            "WHERE w.words @@ CAST(:query AS tsquery) "
            "ORDER BY r.order_key, r.number LIMIT :count OFFSET :skip"
        )
        query = " & ".join(_tsquery(words, prefix) for words, prefix in phrases)
    values = {"query": query, "count": count, "skip": skip}
    return [int(row[0]) for row in connection.execute(text(sql), values)]


def indexed_reports(connection: Connection) -> int:
    """Return how many reports the index of words holds."""
    table = "report_words_docsize" if connection.dialect.name == SQLITE else "report_words"
    return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608


# A tsvector holds at most 1 MB; words past this many are not found on PostgreSQL.
_MOST_TSVECTOR_BYTES = 500_000


def _distinct(words: Sequence[str]) -> list[str]:
    kept: dict[str, None] = {}
    room = _MOST_TSVECTOR_BYTES
    for word in words:
        if word not in kept:
            room -= len(word.encode()) + 8
            if room < 0:
                break
            kept[word] = None
    return list(kept)


def _fts5(words: Sequence[str], prefix: bool) -> str:
    return " + ".join(f'"{word}"' for word in words) + (" *" if prefix else "")


def _tsquery(words: Sequence[str], prefix: bool) -> str:
    return " & ".join(f"'{word}'" for word in words) + (":*" if prefix else "")


# --- errors -------------------------------------------------------------------------------------


def translate(error: Exception, where: str) -> LedgerError:
    """Return the ledger's own error for one of the database's."""
    original = error.orig if isinstance(error, DBAPIError) else error
    words = " ".join(str(original or error).split())[:300]
    if isinstance(original, sqlite3.Error):
        return _translate_sqlite(original, words, where)
    if hasattr(original, "sqlstate"):
        return _translate_postgres(str(getattr(original, "sqlstate", None) or ""), words, where)
    return LedgerError(f"the database failed: {words}", where=where)


def _translate_sqlite(error: sqlite3.Error, words: str, where: str) -> LedgerError:
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _no_room(where)):
        return LedgerFullError("the disk is full", where=where, remedy=FULL_REMEDY)
    if extended == sqlite3.SQLITE_IOERR_WRITE:
        # A quota or a limit on the size of files refuses the write while the disk has room.
        return LedgerFullError("the system refuses to write more", where=where, remedy=FULL_REMEDY)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerError(
            "another process is writing to it", where=where, remedy="wait for it to end"
        )
    if code == sqlite3.SQLITE_READONLY:
        return LedgerError("it may not be written", where=where, remedy=READ_ONLY_REMEDY)
    if code == sqlite3.SQLITE_NOTADB:
        return not_a_ledger(where)
    if code == sqlite3.SQLITE_CORRUPT or "decode" in words:
        return LedgerDamagedError(f"it is damaged: {words}", where=where, remedy=DAMAGED_REMEDY)
    if code == sqlite3.SQLITE_CANTOPEN:
        return LedgerError(
            "it cannot be opened", where=where, remedy="check that you may read it and its folder"
        )
    if code == sqlite3.SQLITE_CONSTRAINT:
        return LedgerError(f"a record does not fit the ledger: {words}", where=where)
    return LedgerError(f"the database failed: {words}", where=where)


def _translate_postgres(state: str, words: str, where: str) -> LedgerError:
    if state == "53100":
        return LedgerFullError("the server's disk is full", where=where, remedy=FULL_REMEDY)
    if state == "25006":
        return LedgerError("it may not be written", where=where, remedy=READ_ONLY_REMEDY)
    if state[:2] in ("08", "28", "3D", "57", ""):
        return LedgerError(
            f"the database server did not let us in: {words}",
            where=where,
            remedy="check the address, the password and that the server runs",
        )
    if state[:2] == "23":
        return LedgerError(f"a record does not fit the ledger: {words}", where=where)
    if state[:2] == "XX":
        return LedgerDamagedError(f"it is damaged: {words}", where=where, remedy=DAMAGED_REMEDY)
    return LedgerError(f"the database failed: {words}", where=where)


def not_a_ledger(where: str) -> LedgerError:
    """Return the error for a file or database that holds something else."""
    return LedgerError(
        "is not a ledger; it was left as it is",
        where=where,
        remedy="name another file, or make a new ledger with `whence read ... --ledger FILE`",
    )


def _no_room(where: str) -> bool:
    try:
        return shutil.disk_usage(Path(where).absolute().parent).free < NO_ROOM_BYTES
    except OSError:
        return False


def _query(mode: str) -> dict[str, str]:
    return {**dict([mode.split("=")]), "uri": "true"}


def _readonly_mode(path: Path) -> str:
    # A ledger is read through the -wal and -shm beside it. Where they are not there and cannot
    # be made, nobody has it open: the file is complete by itself and may be read as unchanging.
    beside = (path.with_name(path.name + end) for end in ("-wal", "-shm"))
    return "mode=ro" if any(file.exists() for file in beside) else "immutable=1"


def _prepare_sqlite(raw: Any, _record: Any) -> None:
    cursor = raw.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    # FULL: a commit is on the disk when it returns, also when the power fails after it.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA trusted_schema = OFF")
    # An addition to a large ledger touches pages all over it. With the usual 2 MB they would be
    # written out and read again within one transaction.
    cursor.execute(f"PRAGMA cache_size = -{PAGES_KIB}")
    cursor.close()


def _prepare_postgres(raw: Any, _record: Any) -> None:
    # A page's queries are answered before the server has compiled one (JIT).
    raw.execute("SET jit = off")
    raw.commit()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
