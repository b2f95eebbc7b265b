"""The one-file page: a story to look at, without a network and without a script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import version

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from whence.judging.history import history, name_of
from whence.records.judgement import AttributionSeen, Judgement
from whence.records.numbers import StoryNumbers
from whence.records.report import Refusal
from whence.records.span import join_text
from whence.records.story import Story
from whence.views.index import Index, build_index
from whence.views.numbers import story_numbers
from whence.views.points import MEANINGS, SIGNS, PointView, point_views
from whence.views.reports import ReportView, report_view
from whence.views.story import (
    ActorView,
    RelayView,
    ReuseView,
    SpeakerView,
    actor_views,
    relay_views,
    reuse_views,
    speaker_views,
)
from whence.views.table import TableView, table_view
from whence.views.wording import counted, percent, shortened

# So many reports stand open on the page; a larger pile is opened report by report.
OPEN_REPORTS = 12
# So many points are shown in full; the rest are folded, one line each.
OPEN_POINTS = 12
# So many speakers and names are listed before the rest are folded away.
OPEN_ROWS = 15
NAME_LENGTH = 110

# What no page may hold: control characters other than tab and line feed, lone surrogates, and
# the marks that turn the direction of the text after them.
UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision: who took it, when, on what; `stands` is False where it was taken back."""

    number: int
    by: str
    at: str
    about: str
    name: str
    what: str
    note: str
    stands: bool


@dataclass(frozen=True, slots=True)
class PageView:
    """All the page shows, ready for the template."""

    name: str
    numbers: StoryNumbers
    parting: tuple[PointView, ...]
    agreeing: tuple[PointView, ...]
    table: TableView | None
    speakers: tuple[SpeakerView, ...]
    actors: tuple[ActorView, ...]
    relays: tuple[RelayView, ...]
    reuses: tuple[ReuseView, ...]
    reports: tuple[ReportView, ...]
    kept: tuple[ReportView, ...]
    refusals: tuple[Refusal, ...]
    decisions: tuple[DecisionView, ...]
    version: str


def render_page(story: Story) -> str:
    """Return one self-contained HTML page of a story.

    Equal stories give equal pages. Whatever a report's text holds is shown as text. Works in
    any browser without a network and without scripts; follows WCAG 2.2 AA.
    """
    page = (
        _environment()
        .get_template("page.html")
        .render(
            page=page_view(story),
            signs={relation.value: sign for relation, sign in SIGNS.items()},
            meanings={relation.value: meaning for relation, meaning in MEANINGS.items()},
            open_reports=OPEN_REPORTS,
            open_points=OPEN_POINTS,
            open_rows=OPEN_ROWS,
            counted=counted,
        )
    )
    return UNSHOWABLE.sub("\ufffd", page)


def page_view(story: Story) -> PageView:
    """Return what the page of a story shows."""
    index = build_index(story)
    points = point_views(story.links.points, index)
    views = _report_views(story, index)
    parting = tuple(point for point in points if not point.agrees)
    return PageView(
        name=story.name,
        numbers=story_numbers(story),
        parting=parting,
        agreeing=tuple(point for point in points if point.agrees),
        table=table_view(story, parting, index),
        speakers=speaker_views(story.extractions, index),
        actors=actor_views(story.links.entities, story.links.labels, index),
        relays=relay_views(story.links.relays, index),
        reuses=reuse_views(story.links.reuses, index),
        reports=tuple(view for view in views if not view.note),
        kept=tuple(view for view in views if view.note),
        refusals=story.refusals,
        decisions=_decisions(story, index),
        version=version("whence"),
    )


def _decisions(story: Story, index: Index) -> tuple[DecisionView, ...]:
    return tuple(
        DecisionView(
            number=told.judgement.number,
            by=told.judgement.by,
            at=told.judgement.at[:16].replace("T", " "),
            about=told.about,
            name=shortened(_named(told.judgement, index), NAME_LENGTH),
            what=told.what,
            note=told.judgement.note or "",
            stands=told.stands,
        )
        for told in history(story.decisions)
    )


def _named(judgement: Judgement, index: Index) -> str:
    """Return what a decision is on: a name, or the words in their report."""
    seen = judgement.seen
    if isinstance(seen, AttributionSeen) and seen.report in index.reports:
        words = join_text(seen.content, index.reports[seen.report].text)
        return f"{index.outlets[seen.report]}: {words}"
    return name_of(judgement)


def _report_views(story: Story, index: Index) -> list[ReportView]:
    """Return the reports, the earliest published first, those without a date at the end."""
    pairs = zip(story.reports, story.extractions, strict=True)
    ordered = sorted(
        pairs, key=lambda pair: (pair[0].published.value if pair[0].published else "~", pair[0].id)
    )
    return [report_view(report, extraction, index) for report, extraction in ordered]


def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("whence.export"), PackageLoader("whence.views")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = percent
    return environment
