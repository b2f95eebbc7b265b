"""Passwords: Argon2id with the memory that RFC 9106 advises where it is scarce (64 MiB)."""

from __future__ import annotations

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from whence.errors import UsageError

LEAST, MOST = 12, 1_000  # characters
AT_ONCE = 2  # hashes worked out side by side: each takes 64 MiB

_room = threading.BoundedSemaphore(AT_ONCE)
_hasher = PasswordHasher()


def hashed(password: str, *, name: str = "") -> str:
    """Return the hash to keep of a password.

    Raises `UsageError` for one that is too short or too long, or is the account's own name.
    """
    if not LEAST <= len(password) <= MOST:
        raise UsageError(f"a password has {LEAST} to {MOST:,} characters")
    if name and password.casefold().strip() == name.casefold():
        raise UsageError("the password is the account's name")
    with _room:
        return _hasher.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Say whether a password is the one `kept` is the hash of.

    It takes as long where nothing is kept, so that the time does not tell which names there are.
    """
    if len(password) > MOST:
        return False
    with _room:
        try:
            _hasher.verify(kept or _nobodys(), password)
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_weak(kept: str) -> bool:
    """Say whether a hash was made with less effort than is made now."""
    return _hasher.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return _hasher.hash("the password of nobody")
