"""Where links lead: to a part of the one page, or to a page of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

MOST_ACCOUNTS = 40  # a point with more shows so many at first on the desk
KEY_DIGITS = 16  # as many digits of a report's hash as the desk's addresses carry


@dataclass(frozen=True, slots=True)
class Places:
    """The pages that parts stand on, as beginnings of addresses; all "" on the one-file page.

    An address is a beginning with `#` and an anchor after it.
    """

    on_desk: bool = False

    def report(self, report: str) -> str:
        """Return the page of a report, by its id."""
        return f"/reports/{report_key(report)}" if self.on_desk else ""

    def point(self, point: str) -> str:
        """Return the page of a point, by its id."""
        return f"/points/{tail(point)}" if self.on_desk else ""

    def account(self, point: str, number: int) -> str:
        """Return the address of a point's account, by its place there from one.

        A point with very many accounts shows some at first: the address asks for this one.
        """
        asked = f"?account={number}" if self.on_desk and number > MOST_ACCOUNTS else ""
        return f"{self.point(point)}{asked}#p-{tail(point)}-{number}"

    def actor(self, actor: str) -> str:
        """Return the page of an actor across reports, by its id."""
        return f"/actors/{tail(actor)}" if self.on_desk else ""

    def outlet(self, outlet: str, **asked: str) -> str:
        """Return the page of an outlet by its name, with what is asked for of its claims."""
        query = urlencode({"outlet": outlet, **asked})
        return f"/sources/outlet?{query}" if self.on_desk else ""


ONE_PAGE = Places()
DESK = Places(on_desk=True)


def report_key(report: str) -> str:
    """Return the digits by which the desk's addresses name a report."""
    return tail(report)[:KEY_DIGITS]


def tail(name: str) -> str:
    """Return an id without the word that says what it is of."""
    return name.rpartition(":")[2]
