"""The people of a team, their sessions and their attempts to sign in.

Passwords come as hashes and session tokens as hashes: what lies in the database lets nobody in.
Everything done to an account is told in the chained log; sessions and attempts are not evidence
and are deleted when they have run out. Times are whole seconds since 1970.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from whence.errors import UsageError
from whence.ledger import chain
from whence.ledger.schema import people, sessions, sign_ins
from whence.ledger.session import Session
from whence.records.team import Account, Right

ACCOUNT, SIGN_IN, SIGN_OUT, LOCKED = "account", "sign in", "sign out", "locked out"


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failed attempts within a span of time, under one name and from one address.

    `number` is this attempt's, None where it was not allowed.
    """

    of_name: int
    from_address: int
    number: int | None


class People:
    """The team of one ledger; every method is one transaction.

    Moments are seconds since 1970, spans of time seconds. Nothing is kept in the clear: `secret` is
    the hash of a password, `token` that of what a session's cookie holds. Every method raises
    `LedgerError` where the ledger cannot be read or written.
    """

    def __init__(self, session: Session) -> None:
        """Look after the people of the ledger behind `session`."""
        self._session = session

    # --- accounts -------------------------------------------------------------------------------

    def add(self, name: str, role: Right, secret: str, *, by: str) -> None:
        """Add an account; told in the log as `by`'s doing.

        Raises `UsageError` for a name that is taken.
        """
        with self._session.write() as connection:
            if _row(connection, name) is not None:
                raise UsageError(f"there is an account called {name!r} already")
            at = chain.now()
            row = {"name": name, "role": role, "secret": secret, "made": at, "changed": at}
            connection.execute(people.insert(), [{**row, "disabled": 0}])
            chain.append(connection, by, [(ACCOUNT, name, {"did": "added", "role": role})])

    def accounts(self) -> list[Account]:
        """Return all accounts by name."""
        with self._session.read() as connection:
            return [_account(row) for row in connection.execute(select(people).order_by("name"))]

    def secret(self, name: str) -> str | None:
        """Return the hash of the password of an account that may sign in, else None."""
        with self._session.read() as connection:
            row = _row(connection, name)
            return row.secret if row is not None and not row.disabled else None

    def change(
        self,
        name: str,
        *,
        by: str,
        role: Right | None = None,
        secret: str | None = None,
        disabled: bool | None = None,
    ) -> None:
        """Change what is given of an account and end its sessions; told in the log as `by`'s doing.

        Raises `UsageError` for a name that no account has.
        """
        given: dict[str, Any] = {
            "role": role,
            "secret": secret,
            "disabled": None if disabled is None else int(disabled),
        }
        values = {key: value for key, value in given.items() if value is not None}
        with self._session.write() as connection:
            if _row(connection, name) is None:
                raise UsageError(f"there is no account called {name!r}")
            connection.execute(
                update(people).where(people.c.name == name).values(**values, changed=chain.now())
            )
            connection.execute(delete(sessions).where(sessions.c.person == name))
            told = {key: value for key, value in values.items() if key != "secret"}
            detail = {"did": "changed", "password": secret is not None, **told}
            chain.append(connection, by, [(ACCOUNT, name, detail)])

    def rehash(self, name: str, secret: str) -> None:
        """Keep the same password under a stronger hash."""
        with self._session.write() as connection:
            connection.execute(update(people).where(people.c.name == name).values(secret=secret))

    # --- attempts -------------------------------------------------------------------------------

    def attempt(
        self, name: str, address: str, now: int, *, window: int, most: tuple[int, int]
    ) -> Attempts:
        """Note an attempt as failed, if there is room for one, and count those within `window`.

        `most` are the failures allowed under a name and from an address. Noted before the
        password is looked at, so that many at once cannot slip through. The first attempt that
        is not allowed is told in the log.
        """
        with self._session.write() as connection:
            connection.execute(delete(sign_ins).where(sign_ins.c.at < now - window))
            of_name = _failures(connection, sign_ins.c.name, name)
            from_address = _failures(connection, sign_ins.c.address, address)
            if of_name >= most[0] or from_address >= most[1]:
                return Attempts(of_name, from_address, None)
            number = int(connection.execute(select(func.max(sign_ins.c.number))).scalar() or 0) + 1
            row = {"number": number, "at": now, "name": name, "address": address, "succeeded": 0}
            connection.execute(sign_ins.insert(), [row])
            if of_name + 1 == most[0] or from_address + 1 == most[1]:
                chain.append(connection, name, [(LOCKED, name, {"address": address})])
            return Attempts(of_name, from_address, number)

    # --- sessions -------------------------------------------------------------------------------

    def sign_in(self, number: int, name: str, token: str, now: int, *, old: str | None) -> bool:
        """Open a session for a successful attempt; False where the account is gone since.

        `token` is the hash of the new session's; the session of `old` ends.
        """
        with self._session.write() as connection:
            row = _row(connection, name)
            if row is None or row.disabled:
                return False
            address = connection.execute(
                select(sign_ins.c.address).where(sign_ins.c.number == number)
            ).scalar()
            # The name's count begins anew; failures under other names from this address stay.
            connection.execute(delete(sign_ins).where(sign_ins.c.name == name))
            if old is not None:
                connection.execute(delete(sessions).where(sessions.c.token == old))
            opened = {"token": token, "person": name, "opened": now, "seen": now}
            connection.execute(sessions.insert(), [opened])
            chain.append(connection, name, [(SIGN_IN, name, {"address": address or ""})])
            return True

    def session(self, token: str, now: int, *, idle: int, longest: int) -> Account | None:
        """Return whose session `token` is, None for none and for one that has run out.

        It runs out `idle` after it was last seen and `longest` after it was opened. Being asked for
        counts as being seen, written down at most twenty times in `idle`.
        """
        with self._session.read() as connection:
            query = select(people, sessions.c.opened, sessions.c.seen).join(
                sessions, sessions.c.person == people.c.name
            )
            row = connection.execute(query.where(sessions.c.token == token)).first()
        if row is None or row.disabled or now - row.seen > idle or now - row.opened > longest:
            return None
        if now - row.seen > idle // 20:
            self._see(token, now)
        return _account(row)

    def _see(self, token: str, now: int) -> None:
        with self._session.write() as connection:
            connection.execute(update(sessions).where(sessions.c.token == token).values(seen=now))

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._session.write() as connection:
            query = select(sessions.c.person).where(sessions.c.token == token)
            name = connection.execute(query).scalar()
            if name is not None:
                connection.execute(delete(sessions).where(sessions.c.token == token))
                chain.append(connection, name, [(SIGN_OUT, name, {})])

    def forget_old_sessions(self, now: int, *, idle: int, longest: int) -> None:
        """Delete the sessions that have run out by `now`; see `session`."""
        old = (sessions.c.seen < now - idle) | (sessions.c.opened < now - longest)
        with self._session.write() as connection:
            connection.execute(delete(sessions).where(old))


def _row(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(people).where(people.c.name == name)).first()


def _account(row: Row[Any]) -> Account:
    return Account(row.name, Right(row.role), row.made, row.changed, bool(row.disabled))


def _failures(connection: Connection, column: Any, value: str) -> int:
    query = select(func.count()).select_from(sign_ins).where(column == value)
    return int(connection.execute(query.where(sign_ins.c.succeeded == 0)).scalar_one())
