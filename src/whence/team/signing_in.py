"""Signing in: names and passwords to sessions, with a lock against guessing."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from whence.errors import UsageError
from whence.ledger.people import People
from whence.records.team import Account, Right
from whence.team import passwords

MOST_NAME = 80  # characters
IDLE = 12 * 3600  # seconds a session lasts unused
LONGEST = 7 * 24 * 3600  # seconds a session lasts at all
WINDOW = 15 * 60  # seconds that failed attempts count
MOST_FAILURES = (10, 100)  # under one name, from one address, within the window


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session's token, for the browser alone to hold."""

    token: str


class RefusedError(UsageError):
    """Signing in failed; `locked` says that no attempt is allowed for a while."""

    def __init__(self, cause: str, *, locked: bool) -> None:
        super().__init__(cause)
        self.locked = locked


class Team:
    """The people of one ledger and their way in; `clock` gives seconds since 1970."""

    def __init__(self, people: People, clock: Callable[[], float] = time.time) -> None:
        """Look after the team of one ledger."""
        self._people = people
        self._clock = clock

    # --- accounts -------------------------------------------------------------------------------

    def add(self, name: str, role: Right, password: str, *, by: str) -> None:
        """Add an account. Raises `UsageError` for a name or password that will not do."""
        name = name.strip()
        if not name or len(name) > MOST_NAME or not name.isprintable():
            raise UsageError(f"a name has 1 to {MOST_NAME} printable characters")
        self._people.add(name, role, passwords.hashed(password, name=name), by=by)

    def accounts(self) -> list[Account]:
        """Return all accounts by name."""
        return self._people.accounts()

    def set_role(self, name: str, role: Right, *, by: str) -> None:
        """Give an account another role; its sessions end."""
        self._people.change(name, by=by, role=role)

    def set_password(self, name: str, password: str, *, by: str) -> None:
        """Give an account another password; its sessions end."""
        self._people.change(name, by=by, secret=passwords.hashed(password, name=name))

    def set_disabled(self, name: str, disabled: bool, *, by: str) -> None:
        """Keep an account from signing in, or let it again; its sessions end."""
        self._people.change(name, by=by, disabled=disabled)

    # --- the way in -----------------------------------------------------------------------------

    def sign_in(
        self, name: str, password: str, *, address: str, old: str | None = None
    ) -> SignedIn:
        """Return a new session; the one of the token `old` ends.

        Raises `RefusedError`, in the same words for an unknown name and a wrong password.
        """
        name = name.strip()[:MOST_NAME]
        now = int(self._clock())
        attempt = self._people.attempt(name, address, now, window=WINDOW, most=MOST_FAILURES)
        if attempt.number is None:
            minutes = WINDOW // 60
            raise RefusedError(f"too many attempts; wait {minutes} minutes", locked=True)
        kept = self._people.secret(name)
        if not passwords.fits(password, kept) or kept is None:
            raise RefusedError("the name or the password is wrong", locked=False)
        if passwords.is_weak(kept):
            self._people.rehash(name, passwords.hashed(password))
        token = secrets.token_urlsafe(32)
        kept_old = digest(old) if old else None
        if not self._people.sign_in(attempt.number, name, digest(token), now, old=kept_old):
            raise RefusedError("the name or the password is wrong", locked=False)
        self._people.forget_old_sessions(now, idle=IDLE, longest=LONGEST)
        return SignedIn(token)

    def whose(self, token: str) -> Account | None:
        """Return whose session a token opens, None for nobody's."""
        if not token:
            return None
        now = int(self._clock())
        return self._people.session(digest(token), now, idle=IDLE, longest=LONGEST)

    def sign_out(self, token: str) -> None:
        """End the session of a token."""
        self._people.sign_out(digest(token))

    def change_password(self, name: str, now: str, new: str, *, address: str) -> None:
        """Give a person another password who knows the one that holds; all sessions end."""
        at = int(self._clock())
        attempt = self._people.attempt(name, address, at, window=WINDOW, most=MOST_FAILURES)
        if attempt.number is None:
            raise RefusedError("too many attempts; wait 15 minutes", locked=True)
        if not passwords.fits(now, self._people.secret(name)):
            raise RefusedError("the password is wrong", locked=False)
        self.set_password(name, new, by=name)


def digest(token: str) -> str:
    """Return what is kept of a token: its hash, which opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def form_key(token: str) -> str:
    """Return what the forms of a session carry back, which no other site can know."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()
