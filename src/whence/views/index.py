"""What every part of the page looks up: reports, extractions, outlets and anchors by id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from whence.records.extraction import Extraction
from whence.records.links import Account, LinkedEntity, Point, Relay, Reuse
from whence.records.report import Report, outlet
from whence.records.story import Story
from whence.views.places import KEY_DIGITS, ONE_PAGE, Places
from whence.views.wording import ANCHOR_DIGITS, report_anchors, sub_anchor


@dataclass(frozen=True, slots=True)
class Placed:
    """An account with the point it belongs to and the anchors of both places it stands in.

    `here` is its place among the point's accounts, `words` the place of its words in the report.
    """

    account: Account
    point: Point
    here: str
    words: str


@dataclass(frozen=True, slots=True)
class Index:
    """Look-ups over one story; all keys are the records' own ids."""

    reports: dict[str, Report]
    extractions: dict[str, Extraction]
    anchors: dict[str, str]
    outlets: dict[str, str]
    points: dict[str, str]
    placed: dict[str, tuple[Placed, ...]]
    actors: dict[tuple[str, str], LinkedEntity]
    relays: dict[str, tuple[Relay, ...]]
    reuses: dict[str, tuple[Reuse, ...]]
    places: Places = ONE_PAGE

    def to_report(self, report: str, anchor: str) -> str:
        """Return the address of a place in a report."""
        return f"{self.places.report(report)}#{anchor}"

    def attribution(self, report: str, attribution: str) -> str:
        """Return the anchor of an attribution's words in its report."""
        return sub_anchor(self.anchors[report], attribution)

    def relay_anchor(self, relay: Relay) -> str:
        """Return the anchor of the words in which a report credits another."""
        return sub_anchor(self.anchors[relay.report], relay.id)

    def reuse_anchor(self, reuse: Reuse) -> str:
        """Return the anchor of the first passage a report carries over."""
        return sub_anchor(self.anchors[reuse.report], reuse.id)


def build_index(story: Story, places: Places = ONE_PAGE) -> Index:
    """Return the look-ups over `story`. Accounts of reports that are not there are left out."""
    # Each report has a page of its own on the desk: its anchors do not depend on others.
    digits = KEY_DIGITS if places.on_desk else ANCHOR_DIGITS
    anchors = report_anchors(story.reports, digits)
    points = _point_anchors(story.links.points)
    placed: dict[str, list[Placed]] = {}
    for point in story.links.points:
        for number, account in enumerate(point.accounts, 1):
            if account.report in anchors:
                here = f"{points[point.id]}-{number}"
                words = f"{anchors[account.report]}-{here}"
                placed.setdefault(account.report, []).append(Placed(account, point, here, words))
    return Index(
        reports={report.id: report for report in story.reports},
        extractions={extraction.report: extraction for extraction in story.extractions},
        anchors=anchors,
        outlets={report.id: outlet(report) for report in story.reports},
        points=points,
        placed={report: tuple(accounts) for report, accounts in placed.items()},
        actors={m: entity for entity in story.links.entities for m in entity.members},
        relays=_by_report(story.links.relays),
        reuses=_by_report(story.links.reuses),
        places=places,
    )


T = TypeVar("T", Relay, Reuse)


def _by_report(records: Iterable[T]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for record in records:
        found.setdefault(record.report, []).append(record)
    return {report: tuple(records) for report, records in found.items()}


def _point_anchors(points: tuple[Point, ...]) -> dict[str, str]:
    """Return anchors made of the points' ids: numbers would change when the story grows."""
    return {point.id: sub_anchor("p", point.id.rpartition(":")[2]) for point in points}
