"""Points as the page shows them: the accounts side by side, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from whence.records.extraction import Attribution, Extraction, Stance
from whence.records.links import Account, Point, PointKind, Relation
from whence.records.report import Report
from whence.records.span import Span, Spans
from whence.records.verdict import Marks, Standing, standing_of
from whence.views.index import Index
from whence.views.marking import Layer, Segment, mark
from whence.views.plots import RangePlot, range_plot
from whence.views.ranking import ranked
from whence.views.wording import (
    as_what,
    between,
    counted,
    day,
    figure_told,
    listed,
    published_on,
    shortened,
)

SIGNS = {
    Relation.AGREE: "●",
    Relation.DISAGREE: "◆",
    Relation.DIFFER_IN_TIME: "◔",
    Relation.DIFFER_IN_DETAIL: "◇",
    Relation.DENIED: "✕",
}
MEANINGS = {
    Relation.AGREE: "the accounts say the same",
    Relation.DISAGREE: "the answers exclude one another, if all are of one thing and one time",
    Relation.DIFFER_IN_TIME: "the accounts speak of different days; a later count need not clash",
    Relation.DIFFER_IN_DETAIL: "one account says more than another, or says it less exactly",
    Relation.DENIED: "one account denies what another says",
}
# A quotation shows whole sentences up to this many characters, then the words with as many
# characters on either side as fit.
QUOTE_LENGTH = 420
QUOTE_MARGIN = 120
QUOTE_PIECES = 3
SAYS_LENGTH = 90
MOST_FIGURES = 3  # in the heading of one answer, as "at least 4 / 4"
# A report whose date is less exact than this is not drawn at a day.
MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account: whose report, through whom, in which words."""

    id: str
    anchor: str
    href: str
    report: str
    attribution: str | None
    outlet: str
    published: str
    as_of: str
    day: str
    low: float | None
    high: float | None
    says: str
    figure: str
    chain: tuple[str, ...]
    stance: str
    certainty: str
    denies: bool
    quote: tuple[tuple[Segment, ...], ...]
    score: float | None
    standing: str
    letter: str
    judged: Marks = ()


@dataclass(frozen=True, slots=True)
class AnswerView:
    """Accounts that say the same."""

    letter: str
    says: str
    accounts: tuple[AccountView, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class PointView:
    """One question with its answers, the plot of its figures and its origins."""

    anchor: str
    question: str
    kind: str
    relation: str
    sign: str
    meaning: str
    agrees: bool
    summary: str
    answers: tuple[AnswerView, ...]
    plot: RangePlot | None
    plotted: tuple[AccountView, ...]
    origins: tuple[str, ...]
    origin_accounts: tuple[tuple[AccountView, ...], ...]
    units: int
    origins_range: str
    range_why: str
    why: tuple[str, ...]
    reasons: tuple[str, ...]
    score: float
    standing: str = Standing.PROPOSED.value
    judged: Marks = ()

    @property
    def accounts(self) -> tuple[AccountView, ...]:
        """Return the accounts of all answers, in their order."""
        return tuple(account for answer in self.answers for account in answer.accounts)


def point_views(points: tuple[Point, ...], index: Index) -> tuple[PointView, ...]:
    """Return the points for the page: those that part first, the widest spoken of foremost."""
    views = (point_view(point, index) for point in ranked(points))
    return tuple(view for view in views if view.answers)


def point_view(point: Point, index: Index, numbers: Mapping[str, int] | None = None) -> PointView:
    """Return one point; `numbers` are its accounts' places where not all of them are there."""
    anchor = index.points[point.id]
    if numbers is None:
        numbers = {account.id: number for number, account in enumerate(point.accounts, 1)}
    known = [account for account in point.accounts if account.report in index.reports]
    groups = _groups(point, known)
    letters = {i: letter(n) for n, group in enumerate(groups) for i in group}
    accounts = {
        account.id: _account_view(
            account, f"{anchor}-{numbers[account.id]}", letters[account.id], index, point.kind
        )
        for account in point.accounts
        if account.id in letters
    }
    plot, plotted = _plot(known, accounts, index) if _asks_how_many(point) else (None, ())
    return PointView(
        anchor=anchor,
        question=point.question,
        kind=point.kind.value,
        relation=point.relation.value,
        sign=SIGNS[point.relation],
        meaning=MEANINGS[point.relation],
        agrees=point.relation is Relation.AGREE,
        summary=_summary(point, len(groups)),
        answers=tuple(_answer([accounts[i] for i in group]) for group in groups),
        plot=plot,
        plotted=plotted,
        origins=_origins(point, accounts),
        origin_accounts=tuple(
            views
            for o in point.origins
            if (views := tuple(accounts[i] for i in o if i in accounts))
        ),
        units=len({a.unit for a in known if (a.low, a.high) != (None, None)}),
        origins_range=_range(point.origins_low, point.origins_high),
        range_why=_range_why(point.origins_low, point.origins_high),
        why=point.why,
        reasons=tuple(f"{feature.why} ({feature.value:+.2f})" for feature in point.features),
        score=point.score,
        standing=standing_of(point.judged).value,
        judged=point.judged,
    )


def _groups(point: Point, known: list[Account]) -> list[list[str]]:
    """Return the account ids that say the same; one in no group is a group of its own.

    Answers to a question of how many come out from the smallest to the largest.
    """
    ids = {account.id for account in known}
    grouped = {i for group in point.groups for i in group}
    groups = [[i for i in group if i in ids] for group in point.groups]
    groups = [group for group in groups if group]
    groups += [[account.id] for account in known if account.id not in grouped]
    if not _asks_how_many(point):
        return groups
    figures = {account.id: _figure(account) for account in known}
    return sorted(groups, key=lambda group: min(figures[i] for i in group))


def _asks_how_many(point: Point) -> bool:
    """Say whether a figure in an account answers the question, and is not one of its details."""
    return point.kind is PointKind.QUANTITY


def _figure(account: Account) -> float:
    """Return what an account is sorted by: its number, and nought where it has none."""
    return account.low if account.low is not None else account.high or 0.0


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def _range_why(low: int, high: int) -> str:
    """Return why the count of origins is a range, empty where it is none.

    The fewest are those that name who speaks; all others may rest on one of these
    (`linking/origins.py`).
    """
    if low == high:
        return ""
    if low == 1:
        return (
            f"No more than one of the {high} names whose word it gives, told from others such as "
            "“officials”. All may come from one source."
        )
    return (
        f"{high - low} of the {high} name nobody, or nobody who can be told from others, such as "
        f"“officials”. They may rest on the {low} that do."
    )


def _summary(point: Point, answers: int) -> str:
    parts = (
        counted(len({account.report for account in point.accounts}), "report"),
        between(point.origins_low, point.origins_high, "independent origin"),
        counted(answers, "answer"),
    )
    text = ", ".join(parts)
    return text[0].upper() + text[1:]


def _answer(accounts: list[AccountView]) -> AnswerView:
    outlets = list(dict.fromkeys(view.outlet for view in accounts))
    figures = list(dict.fromkeys(view.figure for view in accounts if view.figure))
    return AnswerView(
        letter=accounts[0].letter,
        says=" / ".join(figures[:MOST_FIGURES]) or min((view.says for view in accounts), key=len),
        accounts=tuple(accounts),
        summary=listed(outlets if len(outlets) < 5 else [*outlets[:3], "others"]),
    )


def letter(number: int) -> str:
    """Return an answer's letter, A to Z, then AA, AB and so on."""
    before = letter(number // 26 - 1) if number >= 26 else ""
    return before + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 26]


def _account_view(
    account: Account, anchor: str, letter: str, index: Index, kind: PointKind
) -> AccountView:
    report = index.reports[account.report]
    extraction = index.extractions.get(account.report, Extraction(report=report.id))
    attribution = next((a for a in extraction.attributions if a.id == account.attribution), None)
    words = " … ".join(span.of(report.text) for span in account.spans)
    return AccountView(
        id=account.id,
        anchor=anchor,
        href=index.to_report(report.id, f"{index.anchors[report.id]}-{anchor}"),
        outlet=index.outlets[report.id],
        published=published_on(report.published),
        report=report.id,
        attribution=account.attribution,
        as_of=day(account.as_of),
        day=_day_of(account, index) if _is_known(account, index) else "",
        low=account.low,
        high=account.high,
        says=shortened(account.says or words, SAYS_LENGTH),
        figure=figure_told(account.says, account.low, account.high, account.unit)
        if kind is PointKind.QUANTITY
        else "",
        chain=account.chain,
        stance=attribution.stance.value if attribution else "",
        certainty=as_what(attribution.certainty) if attribution else "",
        denies=attribution is not None and attribution.stance is Stance.DENIES,
        quote=quotation(report, extraction, account.spans, attribution),
        score=attribution.score if attribution else None,
        standing=standing_of(attribution.judged if attribution else ()).value,
        letter=letter,
        judged=attribution.judged if attribution else (),
    )


def quotation(
    report: Report, extraction: Extraction, spans: Spans, attribution: Attribution | None
) -> tuple[tuple[Segment, ...], ...]:
    """Return words in their sentences, in at most a few pieces, with source and cue marked."""
    layers = [Layer(span, "says") for span in spans]
    if attribution is not None:
        layers += [Layer(span, "source") for span in attribution.source]
        layers += [Layer(span, "cue") for span in attribution.cue]
    sentences = [sentence.span for sentence in extraction.sentences]
    windows = _merged([_window(span, sentences, len(report.text)) for span in spans])
    return tuple(_piece(report.text, window, layers) for window in windows[:QUOTE_PIECES])


def _piece(text: str, window: Span, layers: list[Layer]) -> tuple[Segment, ...]:
    inside = [
        Layer(layer.span.shift(-window.start), layer.kind)
        for layer in layers
        if layer.span.overlaps(window)
    ]
    return tuple(mark(window.of(text), inside))


def _window(span: Span, sentences: list[Span], length: int) -> Span:
    around = [s for s in sentences if s.overlaps(span)] or [span]
    start, end = min(s.start for s in around), max(s.end for s in around)
    start, end = min(start, span.start), max(end, span.end)
    if end - start <= QUOTE_LENGTH:
        return Span(max(start, 0), min(end, length))
    last = min(span.end, span.start + QUOTE_LENGTH)
    return Span(max(start, span.start - QUOTE_MARGIN), min(end, last + QUOTE_MARGIN, length))


def _merged(windows: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for window in sorted(windows):
        if merged and window.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, window.end))
        else:
            merged.append(window)
    return merged


def _plot(
    known: list[Account], accounts: dict[str, AccountView], index: Index
) -> tuple[RangePlot | None, tuple[AccountView, ...]]:
    """Return the range plot of the accounts that carry a number, the earliest day first.

    An account that names no day is taken to speak of the day it was published. Numbers of
    different units have no scale in common: no plot.
    """
    rows = [account for account in known if (account.low, account.high) != (None, None)]
    rows.sort(key=lambda a: (_day_of(a, index), accounts[a.id].letter, accounts[a.id].anchor))
    if len({account.unit for account in rows}) > 1:
        return None, ()
    plot = range_plot([(account.low, account.high) for account in rows])
    return plot, tuple(accounts[account.id] for account in rows) if plot else ()


def _day_of(account: Account, index: Index) -> str:
    published = index.reports[account.report].published
    return account.as_of or (published.value if published else "")


def _is_known(account: Account, index: Index) -> bool:
    """Say whether the day an account speaks of, or came out on, is known near enough to draw."""
    published = index.reports[account.report].published
    if account.as_of or published is None:
        return bool(account.as_of)
    try:
        first, last = map(date.fromisoformat, (published.earliest, published.latest))
    except ValueError:
        return False
    return (last - first).days <= MOST_DAYS


def _origins(point: Point, accounts: dict[str, AccountView]) -> tuple[str, ...]:
    """Return one line an origin: whose accounts rest on it."""
    lines = []
    for origin in point.origins:
        views = [accounts[i] for i in origin if i in accounts]
        if not views:
            continue
        names = list(dict.fromkeys(f"{view.outlet} ({view.published})" for view in views))
        last = next((view.chain[-1] for view in views if view.chain and view.chain[-1]), "")
        lines.append(f"{last}: {listed(names)}" if last else listed(names))
    return tuple(lines)
