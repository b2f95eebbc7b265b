"""Actors: who is named and how, and who says what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from whence.ledger.browse_actors import (
    ActorFilter,
    ActorHead,
    ActorOrder,
    LabelUse,
    SaidHead,
)
from whence.ledger.browser import Browser
from whence.records.extraction import Attribution, EntityType
from whence.records.links import LabelKind, LinkedEntity, Voice
from whence.records.report import Report, outlet
from whence.records.span import Spans, cover, join_text
from whence.records.verdict import Standing, standing_of
from whence.views.places import DESK, tail
from whence.views.wording import published_on, shortened
from whence.web.desk import ledger_of
from whence.web.paging import Chip, Paging, chip, page_number, paging
from whence.web.rendering import rendered

PAGE = 50
SAID = 30
MOST_NAMES = 40
MOST_USES = 1_500
MOST_COUNTED = 2_000
MOST_TOUCHED = 500  # claims of others that people decided on, looked at for those given to an actor
MOST_OUTLETS = 8
WORDS_LENGTH = 320


@dataclass(frozen=True, slots=True)
class ActorsPage:
    """What the list of actors shows."""

    actors: tuple[ActorHead, ...]
    paging: Paging
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class SaidView:
    """One claim of an actor: where, when, how, in which words; and how it stands.

    `given_to` is who speaks by what people decided, where that is somebody else.
    """

    outlet: str
    published: str
    stance: str
    words: str
    href: str
    score: float
    standing: str
    given_to: str


@dataclass(frozen=True, slots=True)
class NameCell:
    """How often an outlet uses words in its own voice, and how often it quotes them."""

    own: int
    quoted: int
    href: str


@dataclass(frozen=True, slots=True)
class NameUse:
    """One way of naming or describing an actor, with a cell for each outlet of the page."""

    name: str
    kind: str
    cells: tuple[NameCell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ActorPage:
    """What the page of one actor shows.

    `given` are claims that are this actor's by what people decided and not by the machine.
    `stances` are those of so many claims as were `counted`; `cut` says that names and
    descriptions have more uses than were read.
    """

    actor: LinkedEntity
    key: str
    names: tuple[NameUse, ...]
    cut: bool
    outlets: tuple[str, ...]
    stances: tuple[tuple[str, int], ...]
    counted: int
    said: tuple[SaidView, ...]
    given: tuple[SaidView, ...]
    paging: Paging
    reports: int


def actors_page(browser: Browser, request: Request) -> ActorsPage:
    """Return the page of the list of actors that the query asks for."""
    asked = request.query_params
    wanted = ActorFilter(
        type=next((t for t in EntityType if t.value == asked.get("type")), None),
        several_names=asked.get("names") == "several",
        words=asked.get("q", "")[:200],
    )
    skip = (page_number(request) - 1) * PAGE
    chips = [chip(request, t.value.lower(), "type", t.value) for t in EntityType]
    chips.append(chip(request, "several names", "names", "several"))
    return ActorsPage(
        actors=tuple(browser.actor_heads(wanted, ActorOrder.REPORTS, skip, PAGE)),
        paging=paging(request, browser.count_actors(wanted), PAGE),
        chips=tuple(chips),
    )


def actor_page(
    browser: Browser, actor: LinkedEntity, head: ActorHead, request: Request
) -> ActorPage:
    """Return one actor: its names by outlet, what it says over time."""
    skip = (page_number(request) - 1) * SAID
    said = browser.said_by(actor, skip, SAID)
    stances = browser.stances_of(actor, MOST_COUNTED)
    reports = browser.reports({claim.report for claim in said})
    decided = _decided(browser, said)
    uses = browser.labels_of(actor, MOST_USES)
    counts = Counter(use.outlet for use in uses)
    outlets = tuple(name for name, _ in counts.most_common(MOST_OUTLETS))
    return ActorPage(
        actor=actor,
        key=tail(actor.id),
        names=_names(uses, outlets),
        outlets=outlets,
        stances=tuple((s.value, n) for s, n in stances.items()),
        said=tuple(_said(claim, reports[claim.report], decided) for claim in said),
        given=_given(browser, actor),
        counted=sum(stances.values()),
        paging=paging(request, head.claims, SAID),
        reports=head.reports,
        cut=len(uses) == MOST_USES,
    )


def _names(uses: Sequence[LabelUse], outlets: Sequence[str]) -> tuple[NameUse, ...]:
    """Return the words used for an actor, names before descriptions, the most frequent first."""
    by_words: defaultdict[tuple[LabelKind, str], list[LabelUse]] = defaultdict(list)
    for use in uses:
        by_words[use.kind, _plain(use.words)].append(use)
    ranked = sorted(
        by_words.items(),
        key=lambda item: (item[0][0] is LabelKind.DESCRIPTION, -len(item[1]), item[0][1]),
    )
    return tuple(
        NameUse(
            name=listed[0].words,
            kind=kind.value,
            cells=tuple(_cell([u for u in listed if u.outlet == outlet]) for outlet in outlets),
            total=len(listed),
        )
        for (kind, _), listed in ranked[:MOST_NAMES]
    )


def _plain(words: str) -> str:
    return words.casefold().removeprefix("the ").removesuffix("’s").removesuffix("'s")


def _cell(uses: list[LabelUse]) -> NameCell:
    own = sum(use.voice is Voice.OUTLET for use in uses)
    href = ""
    if uses:
        first = uses[0]
        href = f"{DESK.report(first.report)}?words={first.start}-{first.end}#words"
    return NameCell(own, len(uses) - own, href)


def _decided(browser: Browser, said: Sequence[SaidHead]) -> dict[tuple[str, str], Attribution]:
    """Return those of the claims that people decided on, as they decided, by report and id."""
    touched = {claim.report for claim in said if claim.standing is not Standing.PROPOSED}
    return _claims_in(browser, touched)


def _claims_in(browser: Browser, reports: Collection[str]) -> dict[tuple[str, str], Attribution]:
    """Return the claims of reports as people decided, the struck among them, by report and id."""
    found = browser.extractions(reports, ("sentences", "entities", "attributions"))
    return {
        (report, attribution.id): attribution
        for report, extraction in found.items()
        for attribution in (*extraction.attributions, *extraction.struck)
    }


def _given(browser: Browser, actor: LinkedEntity) -> tuple[SaidView, ...]:
    """Return the claims that people gave to an actor, by date."""
    touched = browser.touched_beside(actor, MOST_TOUCHED)
    names = {report for report, _, _ in touched}
    reports, found = browser.reports(names), _claims_in(browser, names)
    given = [
        (report, claim)
        for report, name, entity in touched
        if (claim := found.get((report, name))) is not None and claim.speaker == entity
    ]
    return tuple(
        SaidView(
            outlet=outlet(reports[report]),
            published=published_on(reports[report].published),
            stance=claim.stance.value,
            words=shortened(join_text(claim.content, reports[report].text), WORDS_LENGTH),
            href=_to_words(report, claim.content),
            score=claim.score,
            standing=standing_of(claim.judged).value,
            given_to="",
        )
        for report, claim in given
    )


def _said(
    claim: SaidHead, report: Report, decided: Mapping[tuple[str, str], Attribution]
) -> SaidView:
    shown = decided.get((claim.report, claim.attribution))
    content = shown.content if shown else claim.content
    return SaidView(
        outlet=outlet(report),
        published=published_on(report.published),
        stance=claim.stance.value,
        words=shortened(join_text(content, report.text), WORDS_LENGTH),
        href=_to_words(report.id, content),
        score=claim.score,
        standing=claim.standing.value,
        given_to=(shown.speaker_name or "")
        if shown is not None and shown.speaker != claim.speaker
        else "",
    )


def _to_words(report: str, content: Spans) -> str:
    if not content:
        return DESK.report(report)
    span = cover(content)
    return f"{DESK.report(report)}?words={span.start}-{span.end}#words"


def show_actors(request: Request) -> Response:
    """Answer with the list of actors."""
    page = ledger_of(request).browse(lambda browser: actors_page(browser, request))
    return rendered(request, "actors.html", page=page, place=DESK)


def show_actor(request: Request) -> Response:
    """Answer with one actor."""

    def read(browser: Browser) -> ActorPage:
        name = f"entity:{request.path_params['key']}"
        actor, head = browser.bare_actor(name), browser.actor_head(name)
        if actor is None or head is None:
            raise HTTPException(404, "there is no such actor")
        return actor_page(browser, actor, head, request)

    page = ledger_of(request).browse(read)
    return rendered(request, "actor.html", page=page, actor=page.actor)


ROUTES = [
    Route("/actors", show_actors),
    Route("/actors/{key}", show_actor),
]
