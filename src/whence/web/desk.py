"""What every request to the desk has at hand."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, cast

from starlette.applications import Starlette
from starlette.requests import Request

from whence.errors import SettingsError
from whence.ledger.browser import Browser, LedgerCounts
from whence.ledger.store import Ledger
from whence.linking.gazetteer import load_gazetteer
from whence.records.team import Right

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits before the browser: the name that judgements carry, and what they may do."""

    name: str
    role: Right = Right.ADMIN

    @property
    def may_judge(self) -> bool:
        """Say whether this person may take decisions."""
        return self.role is not Right.READER


class Desk:
    """One ledger served: `name` is the story's, as it stands at the top of every page.

    `gazetteer` is the file that linking goes by, the shipped one where it is empty.
    """

    def __init__(self, ledger: Ledger, name: str, gazetteer: str = "") -> None:
        """Serve an open ledger."""
        self.ledger = ledger
        self.name = name
        self.gazetteer = gazetteer
        self.started = secrets.token_hex(8)  # another process may be of another Whence
        self._counted: tuple[tuple[str, int], LedgerCounts] | None = None
        self._known: dict[str, tuple[object, object]] = {}

    def load(self) -> None:
        """Load the names that the first decision would otherwise wait for.

        A file that cannot be read is told of by the decision that asks for it.
        """
        with suppress(SettingsError):
            load_gazetteer(self.gazetteer)

    def counts(self, browser: Browser) -> LedgerCounts:
        """Return the ledger's counts, counted anew only when the machine has found more."""
        version = browser.version()
        known = self._counted
        if known is None or known[0] != version:
            known = (version, browser.counts())
            self._counted = known
        return replace(known[1], judgements=browser.count_judgements())

    def known(self, what: str, browser: Browser, count: Callable[[], T]) -> T:
        """Return what `count` makes of the whole ledger: made anew when anything changed in it.

        `what` names it among the few that are kept.
        """
        revision = browser.revision()
        held = self._known.get(what)
        if held is None or held[0] != revision:
            held = (revision, count())
            self._known[what] = held
        return cast("T", held[1])


def story_name(where: str) -> str:
    """Return what a story is called: the name of its ledger's file or database."""
    return Path(where).stem if "://" not in where else where.rsplit("/", 1)[-1]


def desk_in(app: Starlette) -> Desk:
    """Return the desk that an application serves."""
    desk: Desk = app.state.desk
    return desk


def desk_of(request: Request) -> Desk:
    """Return the desk a request came to."""
    return desk_in(request.app)


def ledger_of(request: Request) -> Ledger:
    """Return the ledger a request is about."""
    return desk_of(request).ledger


def person_of(request: Request) -> Person:
    """Return who sent a request; the gate has let them in."""
    person: Person = request.state.person
    return person
