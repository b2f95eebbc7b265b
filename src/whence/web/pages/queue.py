"""The queue: what most needs an eye, one at a time, one decision a key.

Disagreements of people come first. Then, by how likely it is wrong and how many reports it would
mislead about: points that nobody has checked, and claims as likely wrong as right or with nobody
found who makes them. What somebody could not tell comes after the rest, and what is put off comes
again at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from whence.ledger.browse_doubts import Doubted
from whence.ledger.browser import Browser
from whence.records.verdict import Marks, standing_of
from whence.views.claims import ClaimView, claim_view
from whence.views.places import DESK, MOST_ACCOUNTS, tail
from whence.views.points import PointView, point_view
from whence.web.desk import ledger_of
from whence.web.pages.points import index_of
from whence.web.paging import Chip, chip
from whence.web.rendering import rendered

MOST_SKIPPED = 1_000_000
Listing = Callable[[int, int], list[Doubted]]


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The next thing to look at, a point or a claim, of `left`; `skip` leads on to the next.

    `name` is what a decision on it names, `here` the address that leads to what is next after one.
    """

    point: PointView | None
    claim: ClaimView | None
    name: str
    href: str
    judged: Marks
    standing: str
    here: str
    skip: str
    left: int
    skipped: int
    chips: tuple[Chip, ...]


def queue_page(browser: Browser, request: Request) -> QueuePage:
    """Return what is next; past the last of those put off it begins anew."""
    points, claims, disputed = browser.count_doubted()
    kinds: dict[str, tuple[int, list[Listing]]] = {
        "points": (points, [browser.doubted_points]),
        "claims": (claims, [browser.doubted]),
        "disagreements": (disputed, [browser.disputed]),
    }
    only = request.query_params.get("of", "")
    chosen = [kinds[only]] if only in kinds else list(kinds.values())
    left = sum(count for count, _ in chosen)
    place = skipped_of(request) % left if left else 0
    query = f"of={only}&" if only in kinds else ""
    found = _at(place, [listing for _, listings in chosen for listing in listings])
    point, claim, judged = _shown(browser, found) if found else (None, None, ())
    name = found.id if found and point else claim.name if claim else ""
    return QueuePage(
        point=point,
        claim=claim,
        name=name,
        href=DESK.point(name) if point else claim.href if claim else "",
        judged=judged,
        standing=standing_of(judged).value,
        here=f"/queue?{query}after={place}",
        skip=f"/queue?{query}after={place + 1}",
        left=left,
        skipped=place,
        chips=tuple(chip(request, kind, "of", kind, count) for kind, (count, _) in kinds.items()),
    )


def skipped_of(request: Request) -> int:
    """Return how many a request passes over; none for what is no number."""
    after = request.query_params.get("after", "0")
    known = after.isascii() and after.isdecimal()
    return min(int(after[:9]), MOST_SKIPPED) if known else 0


def _at(place: int, listings: list[Listing]) -> Doubted | None:
    """Return what stands at a place of all lists together."""
    if len(listings) == 1:
        return next(iter(listings[0](place, 1)), None)
    every = merge(*(listing(0, place + 1) for listing in listings), key=_turn)
    return next(islice(every, place, None), None)


def _turn(item: Doubted) -> tuple[bool, bool, float]:
    return not item.disputed, item.put_off, -item.need


def _shown(browser: Browser, item: Doubted) -> tuple[PointView | None, ClaimView | None, Marks]:
    if item.report is None:
        part = browser.part_of_point(item.id, MOST_ACCOUNTS)
        if part is None:
            return None, None, ()
        view = point_view(part.point, index_of(browser, (part.point,)), part.numbers)
        return view, None, part.point.judged
    report = browser.reports([item.report])[item.report]
    extraction = browser.extractions([item.report], parts=("sentences", "attributions"))
    found = extraction[item.report]
    a = next((a for a in (*found.attributions, *found.struck) if a.id == item.id), None)
    return None, claim_view(report, found, a) if a else None, a.judged if a else ()


def show_queue(request: Request) -> Response:
    """Answer with what most needs an eye."""
    page = ledger_of(request).browse(lambda browser: queue_page(browser, request))
    key = tail(page.name) if page.point else ""
    return rendered(request, "queue.html", page=page, key=key)


ROUTES = [Route("/queue", show_queue)]
