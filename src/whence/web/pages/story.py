"""The first page: what is in the ledger, where accounts part, what is unchecked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from whence.ledger.browse_actors import ActorFilter, ActorHead, ActorOrder
from whence.ledger.browse_points import PointCounts, PointFilter, PointHead, PointOrder
from whence.ledger.browser import Browser, LedgerCounts
from whence.records.links import PointKind, Relation
from whence.views.answers import MOST_ANSWERS, answer_lines
from whence.views.places import DESK
from whence.views.points import SIGNS
from whence.web.desk import Desk, desk_of
from whence.web.rendering import rendered

MOST = 8
PARTING = tuple(relation for relation in Relation if relation is not Relation.AGREE)


@dataclass(frozen=True, slots=True)
class StoryPage:
    """What the first page shows; `answers` are those on each point listed, in one line.

    `parting` leaves out what stands among the `figures`.
    """

    counts: LedgerCounts
    first_day: str
    last_day: str
    points: PointCounts
    parting: tuple[PointHead, ...]
    single: tuple[PointHead, ...]
    figures: tuple[PointHead, ...]
    speakers: tuple[ActorHead, ...]
    answers: dict[str, str]


def story_page(browser: Browser, desk: Desk) -> StoryPage:
    """Return the story in short."""
    one_origin = PointFilter(one_origin=True)
    figures = PointFilter(relations=PARTING, kinds=(PointKind.QUANTITY,))
    speakers = ActorFilter(speakers=True)
    outlets = desk.known("outlets", browser, browser.outlets)
    single = tuple(browser.point_heads(one_origin, PointOrder.REPORTS, count=MOST))
    moved = tuple(browser.point_heads(figures, count=MOST))
    parting = _others(browser.point_heads(PointFilter(relations=PARTING), count=2 * MOST), moved)
    listed = sorted({head.id for head in (*parting, *single, *moved)})
    return StoryPage(
        counts=desk.counts(browser),
        first_day=min((o.first for o in outlets if o.first), default=""),
        last_day=max((o.last for o in outlets if o.last), default=""),
        points=desk.known("points", browser, browser.point_counts),
        parting=parting,
        single=single,
        figures=moved,
        speakers=tuple(browser.actor_heads(speakers, ActorOrder.CLAIMS, 0, MOST)),
        answers=answer_lines(browser.answers(listed, MOST_ANSWERS)),
    )


def _others(heads: Sequence[PointHead], told: Sequence[PointHead]) -> tuple[PointHead, ...]:
    """Return the first of the points that are not told already."""
    known = {head.id for head in told}
    return tuple(head for head in heads if head.id not in known)[:MOST]


def show(request: Request) -> Response:
    """Answer with the story in short."""
    desk = desk_of(request)
    page = desk.ledger.browse(lambda browser: story_page(browser, desk))
    signs = {relation.value: sign for relation, sign in SIGNS.items()}
    return rendered(request, "story.html", page=page, place=DESK, signs=signs)


ROUTES = [Route("/", show)]
