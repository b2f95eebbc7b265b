"""Opening a ledger: is it one, is it of this version, does it need bringing up to date."""

from __future__ import annotations

from importlib import metadata as distributions
from pathlib import Path

from sqlalchemy import Connection, inspect, select

from whence.errors import LedgerError, LedgerVersionError
from whence.ledger import chain, dialects, schema
from whence.ledger.session import Session

# The revision this version of Whence writes; the steps to it are in migrations/versions.
NEWEST = 9

UPDATE_REMEDY = "open it with the newer Whence, or update this one: pip install -U whence"


def whence_version() -> str:
    """Return the version of Whence that runs."""
    try:
        return distributions.version("whence")
    except distributions.PackageNotFoundError:
        return "unknown"


def prepare(session: Session, *, create: bool, by: str) -> None:
    """Make sure that a sound ledger of this version is behind `session`.

    A missing or empty one is made when `create`; an older one is brought up to date, each step
    in a transaction of its own.

    Raises:
        LedgerVersionError: it was made by a newer Whence.
        LedgerError: there is none, or what is there is something else, or it is older and may
            not be written.
    """
    if session.path is not None:
        _refuse_wrong_path(session.path, session.where, create)
    revision = _revision(session, create=create)
    if revision > NEWEST:
        raise LedgerVersionError(
            f"was written by a newer Whence (ledger version {revision}; this one knows {NEWEST})",
            where=session.where,
            remedy=UPDATE_REMEDY,
        )
    if revision == NEWEST:
        return
    if session.readonly:
        raise LedgerVersionError(
            f"is of ledger version {revision}, must be brought to {NEWEST} and may not be written",
            where=session.where,
            remedy=dialects.READ_ONLY_REMEDY,
        )
    session.enable_wal()
    while _step(session, by=by):
        pass


def _refuse_wrong_path(path: Path, where: str, create: bool) -> None:
    if not where.strip():
        raise LedgerError("the ledger has no name", remedy="name a file or a postgresql:// address")
    if path.is_dir():
        raise LedgerError("is a folder", where=where, remedy="name a file in it")
    if not path.parent.is_dir():
        raise LedgerError("its folder does not exist", where=where, remedy="make the folder first")
    if not path.exists() and not create:
        raise LedgerError(
            "there is no ledger here",
            where=where,
            remedy="name it with --ledger FILE, or make one with `whence read ... --ledger FILE`",
        )


def _revision(session: Session, *, create: bool) -> int:
    """Return the ledger's revision, 0 where one can be made."""
    with session.read() as connection:
        revision = stored_revision(connection)
        if revision is None:
            raise dialects.not_a_ledger(session.where)
    if revision == 0 and not create:
        raise LedgerError(
            "there is no ledger in it",
            where=session.where,
            remedy="make one with `whence read ... --ledger`",
        )
    return revision


def stored_revision(connection: Connection) -> int | None:
    """Return a ledger's revision, 0 for an empty database, None for something else."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return 0
    if not {"meta", "alembic_version"} <= tables:
        # Another program's tables beside ours would be harmless, under our names they are not.
        ours = set(schema.metadata.tables) | {"report_words"}
        foreign = connection.dialect.name == dialects.SQLITE or ours & tables
        return None if foreign else 0
    stored = connection.execute(
        select(schema.meta.c.value).where(schema.meta.c.key == "schema")
    ).scalar()
    return int(stored) if stored and stored.isdecimal() else None


def _step(session: Session, *, by: str) -> bool:
    """Go one revision on, under the writer's lock; say whether there was one to go."""
    # Imported here because it is slow and seldom needed.
    from whence.ledger.migrations.run import upgrade_to  # noqa: PLC0415

    with session.write() as connection:
        revision = stored_revision(connection)
        if revision is None or revision >= NEWEST:
            return False
        dialects.refuse_encoding(connection, session.where)
        upgrade_to(connection, revision + 1)
        dialects.mark_as_ledger(connection)
        _store_versions(connection, revision + 1)
        detail = {"schema": revision + 1, "whence": whence_version()}
        chain.append(connection, by, [("migrate" if revision else "create", "ledger", detail)])
    return True


def _store_versions(connection: Connection, revision: int) -> None:
    keys = {"schema": str(revision), "whence": whence_version()}
    table = schema.meta
    connection.execute(table.delete().where(table.c.key.in_(list(keys))))
    connection.execute(table.insert(), [{"key": k, "value": v} for k, v in keys.items()])
