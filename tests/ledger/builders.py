"""Records to put into ledgers under test; all texts are invented."""

from __future__ import annotations

from dataclasses import replace

from whence.ids import content_id, record_id
from whence.records.extraction import (
    Attribution,
    Bound,
    Certainty,
    Change,
    Distance,
    DistanceKind,
    Entity,
    EntityType,
    Extraction,
    Mention,
    Outcome,
    Quantity,
    QuoteKind,
    Role,
    Sentence,
    SpeakerKind,
    Stance,
    Statement,
    Sum,
    SumKind,
    Timex,
    Tone,
)
from whence.records.links import (
    Account,
    CitedKind,
    Feature,
    Label,
    LabelKind,
    LinkedEntity,
    Links,
    Point,
    PointKind,
    Relation,
    Relay,
    Reuse,
    Share,
    Voice,
)
from whence.records.report import DateOrigin, Intake, Published, RawRun, Report
from whence.records.span import Span

TEXT = (
    "Bridge closed at Orvale\n\nThe harbour office said on Tuesday that at least 12 barges were "
    "stuck. “We expect two more,” Ilse Maren told the Orvale Courier.\n"
)


def make_intake(
    path: str = "pile/one.txt", text: str = TEXT, *, title: str | None = None
) -> Intake:
    """Return a plain report whose bytes are its path and text."""
    data = f"{path}\n{text}".encode("utf8", "replace")
    runs = (RawRun(0, len(path) + 1, len(text)),)
    return Intake(
        Report(
            id=content_id(data),
            path=path,
            text=text,
            raw=runs,
            paragraphs=(Span(0, len(text)),),
            title=title,
        ),
        data,
    )


def make_rich_intake() -> Intake:
    """Return a report in which every field is set."""
    data = TEXT.encode()
    report = Report(
        id=content_id(data),
        path="pile/rich.jsonl#3",
        text=TEXT,
        raw=(RawRun(0, None, 23), RawRun(25, 4, len(TEXT) - 25)),
        boilerplate=(Span(0, 4),),
        paragraphs=(Span(0, 23), Span(25, len(TEXT))),
        title="Bridge closed at Orvale",
        title_span=Span(0, 23),
        publisher="Orvale Courier",
        byline="Per Lund",
        language="en",
        agencies=("Northern Wire", "ÆP"),
        url="https://orvale.example/a?b=1&c=%20",
        published=Published(
            "2031-03-03", "2031-03-05", "2031-03-04", DateOrigin.STATED, "the page's date line"
        ),
        note="kept for its figures",
        media_type="application/json",
        encoding="utf-8",
        container="pile/rich.jsonl",
    )
    return Intake(report, data)


def span_of(words: str) -> Span:
    """Return where `words` stand in TEXT."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def make_extraction(report: str, *, speaker: str = "Ilse Maren") -> Extraction:
    """Return an extraction of TEXT in which every part occurs."""
    return Extraction(
        report=report,
        sentences=(
            Sentence(Span(0, 23)),
            Sentence(Span(25, 94), bytes(range(256)) * 3),
        ),
        attributions=(
            Attribution(
                id="a1",
                source=(span_of("The harbour office"),),
                cue=(span_of("said"),),
                content=(span_of("at least 12 barges"), span_of("were stuck")),
                stance=Stance.ASSERTS,
                quote=QuoteKind.INDIRECT,
                speaker="e2",
                speaker_name="The harbour office",
                speaker_kind=SpeakerKind.ORGANIZATION,
                score=0.1 + 0.2,
                certainty=Certainty.NOT_SO,
                role=Role(2, 99, "Orvale", "senior"),
                source_score=1 / 3,
                content_score=0.7,
                speaker_score=2**-40,
            ),
            Attribution(
                id="a2",
                source=(),
                cue=(span_of("told"),),
                content=(span_of("We expect two more"),),
                stance=Stance.PREDICTS,
                quote=QuoteKind.DIRECT,
                speaker="e1",
                speaker_name=speaker,
                parent="a1",
                certainty=Certainty.FUTURE,
                role=Role(1, None),
            ),
            Attribution(
                id="a3",
                source=(),
                cue=(),
                content=(span_of("closed"),),
                stance=Stance.QUESTIONS,
                quote=QuoteKind.MIXED,
                certainty=Certainty.POSSIBLE,
                role=Role(3, 3, seniority="former"),
            ),
        ),
        mentions=(
            Mention(span_of("Ilse Maren"), EntityType.PERSON, "e1", 0.75),
            Mention(span_of("Orvale Courier"), EntityType.ORGANIZATION),
        ),
        entities=(
            Entity("e2", "The harbour office", EntityType.ORGANIZATION, ("harbour office", "it")),
            Entity("e1", speaker, EntityType.PERSON),
        ),
        times=(
            Timex(
                span_of("Tuesday"),
                "DATE",
                "2031-03-04",
                "published",
                "2031-03-04",
                "2031-03-04",
                id="t1",
                precision="day",
            ),
            Timex(
                span_of("Tuesday"),
                "SET",
                "XXXX-WXX-2",
                "text",
                id="t2",
                anchor_time="t1",
                anchor_event=span_of("at least 12"),
            ),
        ),
        quantities=(
            Quantity(
                span_of("at least 12"),
                12.0,
                None,
                Bound.AT_LEAST,
                "barges",
                "barges",
                "barges",
                "stuck",
            ),
            Quantity(
                span_of("two"),
                None,
                2e300,
                Bound.UP_TO,
                change=Change.MORE,
                as_of=span_of("Tuesday"),
                place=span_of("Orvale"),
                by="a1",
                part_of=span_of("at least 12"),
                restates=span_of("at least 12"),
            ),
        ),
        sums=(
            Sum(
                SumKind.PART,
                (span_of("expect"),),
                (span_of("two"), span_of("at least 12")),
                Outcome.HOLDS,
                "two fits within at least 12",
            ),
            Sum(SumKind.ADDED, (), (), Outcome.OPEN, ""),
        ),
        distances=(
            Distance(span_of("stuck"), DistanceKind.SCARE_QUOTES, "a1"),
            Distance(span_of("closed"), DistanceKind.NO_EVIDENCE),
        ),
        statements=(
            Statement(Span(0, 23), Tone.OPINION, "closed"),
            Statement(Span(0, 6), Tone.REPORTING),
        ),
        note="read in part",
    )


def make_links(first: str, second: str) -> Links:
    """Return links over two reports, with every part and every order that must be kept."""
    accounts = tuple(
        Account(
            id=record_id("account", report, n),
            report=report,
            spans=(span_of("at least 12 barges"), span_of("were stuck")),
            says="at least 12 barges",
            low=12.0,
            high=None if n else 14.0,
            unit="barges",
            chain=("The harbour office", "Orvale Courier") if n else (),
            as_of="2031-03-04" if n else None,
            attribution="a1" if n else None,
        )
        for n, report in enumerate([second, first])
    )
    one, two = (account.id for account in accounts)
    return Links(
        entities=(
            LinkedEntity(
                "z",
                "Ilse Maren",
                EntityType.PERSON,
                ("Maren",),
                ((second, "e1"), (first, "e1")),
                ("same name",),
                0.75,
                (Feature("They bear the same full name.", 6.1), Feature("Others.", -0.5)),
            ),
            LinkedEntity("b", "Nobody", EntityType.GROUP, (), ()),
        ),
        relays=(Relay("r2", first, span_of("Orvale Courier"), "Orvale Courier", CitedKind.OUTLET),),
        reuses=(
            Reuse(
                "u1", second, (span_of("were stuck"),), Share.SOME, None, first, (span_of("stuck"),)
            ),
            Reuse("u0", first, (span_of("told"),), Share.WHOLE, agency="Northern Wire"),
        ),
        labels=(
            Label("l2", "z", second, span_of("told"), LabelKind.DESCRIPTION, Voice.QUOTED, "a1"),
            Label("l1", "z", first, span_of("closed"), LabelKind.NAME, Voice.OUTLET),
        ),
        points=(
            Point(
                id="p9",
                question="how many barges were stuck?",
                kind=PointKind.QUANTITY,
                accounts=accounts,
                groups=((two, one),),
                relation=Relation.DIFFER_IN_DETAIL,
                origins=((two,), (one,)),
                origins_low=1,
                origins_high=2,
                why=("the same office", "“quoted”"),
                features=(Feature("same unit", 0.5), Feature("same day", -1.25)),
                score=1 / 3,
            ),
            Point(
                id="p1",
                question="who said so?",
                kind=PointKind.ACTOR,
                accounts=(replace(accounts[0], says="another"),),
                groups=(),
                relation=Relation.AGREE,
                origins=(),
                origins_low=0,
                origins_high=1,
            ),
        ),
    )
