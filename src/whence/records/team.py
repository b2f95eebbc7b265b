"""The people of a team and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """What a person may do, each role all that the one before may.

    A reader reads, a reviewer judges too, an admin also takes back what others decided.
    """

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in. `made` and `changed` are ISO times in UTC."""

    name: str
    role: Right
    made: str
    changed: str
    disabled: bool = False
