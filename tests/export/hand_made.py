"""A small story made by hand, with one of everything the page shows."""

from __future__ import annotations

from whence.ids import content_id, record_id
from whence.records.extraction import (
    Attribution,
    Bound,
    Certainty,
    Distance,
    DistanceKind,
    Entity,
    EntityType,
    Extraction,
    Mention,
    Quantity,
    QuoteKind,
    Role,
    Sentence,
    SpeakerKind,
    Stance,
    Statement,
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
from whence.records.report import DateOrigin, Published, RawRun, Refusal, Report
from whence.records.span import Span
from whence.records.story import Story

MILL = """Mill roof falls in, two dead
Two weavers died when the roof of the Aldry mill fell in on Monday, Fire Chief Ruth Hale said.
“The owner told me, ‘The beams were sound,’” Hale added.
The roof had been mended in May."""

UNION = """Union: five dead in mill, owners knew
At least five people died at Aldry, the Weavers' Union says.
The owners deny that they were warned. Fire Chief Ruth Hale said two weavers died, the Mill Post reported.
The roof had been mended in May."""

DOUBT = """Mill roof: who looked away?
The so-called inspectors never came, two senior Western insurers said. The roof may have been rotten, they added.
Officials said they would allow no “repairs” under the pretext of safety.
Fire Chief Ruth Hale said the beams had not been painted.
Allegedly the owners were told, which makes theirs a shameful excuse.
No evidence of it has been shown."""

FRENCH = "Le toit de la filature s'est effondré lundi."


def span_of(text: str, words: str, nth: int = 1) -> Span:
    """Return where the nth occurrence of `words` stands in `text`."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def report(text: str, path: str, **more: object) -> Report:
    """Return a report of `text`, each line a paragraph and the first line its title."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 1
    fields: dict[str, object] = {
        "title": text.split("\n", maxsplit=1)[0],
        "title_span": paragraphs[0],
        "language": "en",
        "published": Published("2021-03-01", "2021-03-02", "2021-03-01", DateOrigin.STATED, "why"),
    }
    return Report(
        id=content_id((path + text).encode("utf8", "replace")),
        path=path,
        text=text,
        raw=(RawRun(0, 0, len(text)),),
        paragraphs=tuple(paragraphs),
        **{**fields, **more},  # type: ignore[arg-type]
    )


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return one sentence a line."""
    found, start = [], 0
    for line in text.split("\n"):
        found.append(Sentence(Span(start, start + len(line))))
        start += len(line) + 1
    return tuple(found)


def mill_report() -> tuple[Report, Extraction]:
    """Return the first report: a nested quotation, an exact figure, a time."""
    post = report(MILL, "mill-post.txt", publisher="Mill Post", url="https://mill-post.example/1")
    return post, Extraction(
        report=post.id,
        sentences=sentences(MILL),
        attributions=(
            Attribution(
                "a1",
                (span_of(MILL, "Fire Chief Ruth Hale"),),
                (span_of(MILL, "said"),),
                (
                    span_of(
                        MILL, "Two weavers died when the roof of the Aldry mill fell in on Monday"
                    ),
                ),
                Stance.ASSERTS,
                QuoteKind.INDIRECT,
                "e1",
                "Ruth Hale",
                SpeakerKind.PERSON,
                score=0.97,
            ),
            Attribution(
                "a2",
                (span_of(MILL, "Hale", 2),),
                (span_of(MILL, "added"),),
                (span_of(MILL, "The owner told me, ‘The beams were sound,’"),),
                Stance.ASSERTS,
                QuoteKind.DIRECT,
                "e1",
                "Ruth Hale",
                SpeakerKind.PERSON,
                score=0.91,
            ),
            Attribution(
                "a3",
                (span_of(MILL, "The owner"),),
                (span_of(MILL, "told"),),
                (span_of(MILL, "The beams were sound,"),),
                Stance.ASSERTS,
                QuoteKind.DIRECT,
                None,
                "the owner",
                SpeakerKind.UNNAMED,
                parent="a2",
                score=0.66,
            ),
        ),
        mentions=(
            Mention(span_of(MILL, "Ruth Hale"), EntityType.PERSON, "e1"),
            Mention(span_of(MILL, "Hale", 2), EntityType.PERSON, "e1"),
        ),
        entities=(Entity("e1", "Ruth Hale", EntityType.PERSON, ("Hale",)),),
        times=(
            Timex(
                span_of(MILL, "Monday"),
                "DATE",
                "2021-03-01",
                "published",
                "2021-03-01",
                "2021-03-01",
            ),
            Timex(span_of(MILL, "May"), "DATE", "2020-05", "published", "2020-05-01", "2020-05-31"),
        ),
        quantities=(
            Quantity(
                span_of(MILL, "Two weavers"),
                2,
                2,
                Bound.EXACT,
                "people",
                "weavers",
                "weavers",
                "killed",
            ),
        ),
    )


def union_report() -> tuple[Report, Extraction]:
    """Return the second report: an open-ended figure, a denial, a relay."""
    news = report(UNION, "union.html", publisher="Union News", url="javascript:alert(1)")
    return news, Extraction(
        report=news.id,
        sentences=sentences(UNION),
        attributions=(
            Attribution(
                "a1",
                (span_of(UNION, "the Weavers' Union"),),
                (span_of(UNION, "says"),),
                (span_of(UNION, "At least five people died at Aldry"),),
                Stance.ASSERTS,
                QuoteKind.INDIRECT,
                "e1",
                "the Weavers' Union",
                SpeakerKind.ORGANIZATION,
                score=0.88,
            ),
            Attribution(
                "a2",
                (span_of(UNION, "The owners"),),
                (span_of(UNION, "deny"),),
                (span_of(UNION, "that they were warned"),),
                Stance.DENIES,
                QuoteKind.INDIRECT,
                None,
                "the owners",
                SpeakerKind.UNNAMED,
                score=0.81,
            ),
            Attribution(
                "a3",
                (span_of(UNION, "the Mill Post"),),
                (span_of(UNION, "reported"),),
                (span_of(UNION, "Fire Chief Ruth Hale said two weavers died"),),
                Stance.ASSERTS,
                QuoteKind.INDIRECT,
                "e3",
                "the Mill Post",
                SpeakerKind.OUTLET,
                score=0.9,
            ),
            Attribution(
                "a4",
                (span_of(UNION, "Fire Chief Ruth Hale"),),
                (span_of(UNION, "said"),),
                (span_of(UNION, "two weavers died"),),
                Stance.ASSERTS,
                QuoteKind.INDIRECT,
                "e2",
                "Fire Chief Ruth Hale",
                SpeakerKind.PERSON,
                parent="a3",
                score=0.87,
            ),
        ),
        mentions=(Mention(span_of(UNION, "Fire Chief Ruth Hale"), EntityType.PERSON, "e2"),),
        entities=(Entity("e2", "Fire Chief Ruth Hale", EntityType.PERSON),),
        quantities=(
            Quantity(
                span_of(UNION, "At least five people"),
                5,
                None,
                Bound.AT_LEAST,
                "people",
                "people",
                "people",
                "killed",
            ),
        ),
    )


def doubting_report() -> tuple[Report, Extraction]:
    """Return a third report: distance, certainties, roles of the unnamed, an opinion."""
    echo = report(DOUBT, "echo.txt", publisher="Aldry Echo")

    def said(
        name: str, source: str, cue: Span, content: str, certainty: Certainty, **more: object
    ) -> Attribution:
        return Attribution(
            name,
            (span_of(DOUBT, source),),
            (cue,),
            (span_of(DOUBT, content),),
            Stance.ASSERTS,
            QuoteKind.INDIRECT,
            certainty=certainty,
            **more,  # type: ignore[arg-type]
        )

    insurers = {
        "speaker_name": "two senior Western insurers",
        "speaker_kind": SpeakerKind.UNNAMED,
        "role": Role(2, 2, "Western", "senior"),
    }
    return echo, Extraction(
        report=echo.id,
        sentences=sentences(DOUBT),
        attributions=(
            said(
                "a1",
                "two senior Western insurers",
                span_of(DOUBT, "said"),
                "The so-called inspectors never came",
                Certainty.FACT,
                score=0.93,
                source_score=0.99,
                content_score=0.95,
                speaker_score=0.97,
                **insurers,
            ),
            said(
                "a2",
                "they",
                span_of(DOUBT, "added"),
                "The roof may have been rotten",
                Certainty.POSSIBLE,
                score=0.74,
                source_score=0.9,
                content_score=0.62,
                speaker_score=0.58,
                **insurers,
            ),
            said(
                "a3",
                "Officials",
                span_of(DOUBT, "said", 2),
                "they would allow no “repairs” under the pretext of safety",
                Certainty.FUTURE,
                speaker_name="officials",
                speaker_kind=SpeakerKind.UNNAMED,
                role=Role(2, None),
                score=0.88,
            ),
            said(
                "a4",
                "Fire Chief Ruth Hale",
                span_of(DOUBT, "said", 3),
                "the beams had not been painted",
                Certainty.NOT_SO,
                speaker_name="Ruth Hale",
                speaker_kind=SpeakerKind.PERSON,
                score=0.9996,
            ),
        ),
        distances=(
            Distance(span_of(DOUBT, "so-called"), DistanceKind.SO_CALLED, "a1"),
            Distance(span_of(DOUBT, "“repairs”"), DistanceKind.SCARE_QUOTES, "a3"),
            Distance(span_of(DOUBT, "under the pretext of"), DistanceKind.PRETEXT, "a3"),
            Distance(span_of(DOUBT, "Allegedly"), DistanceKind.ALLEGED),
            Distance(span_of(DOUBT, "No evidence"), DistanceKind.NO_EVIDENCE),
        ),
        statements=(
            Statement(span_of(DOUBT, "Mill roof: who looked away?"), Tone.REPORTING),
            Statement(
                span_of(
                    DOUBT, "Allegedly the owners were told, which makes theirs a shameful excuse."
                ),
                Tone.OPINION,
                "shameful",
            ),
            Statement(span_of(DOUBT, "No evidence of it has been shown."), Tone.REPORTING),
        ),
    )


def killed(post: Report, news: Report) -> Point:
    """Return the point on which the two reports part."""
    return Point(
        id=record_id("point", "killed"),
        question="How many people were killed?",
        kind=PointKind.QUANTITY,
        accounts=(
            Account(
                "k1",
                post.id,
                (span_of(MILL, "Two weavers"),),
                "2 killed",
                2,
                2,
                "people",
                ("Ruth Hale",),
                "2021-03-01",
                "a1",
            ),
            Account(
                "k2",
                news.id,
                (span_of(UNION, "At least five people"),),
                "at least 5 killed",
                5,
                None,
                "people",
                ("Weavers' Union",),
                "2021-03-02",
                "a1",
            ),
            Account(
                "k3",
                news.id,
                (span_of(UNION, "two weavers"),),
                "2 killed",
                2,
                2,
                "people",
                ("Mill Post", "Ruth Hale"),
                "2021-03-01",
                "a4",
            ),
        ),
        groups=(("k1", "k3"), ("k2",)),
        relation=Relation.DISAGREE,
        origins=(("k1", "k3"), ("k2",)),
        origins_low=2,
        origins_high=2,
        why=("Union News credits the Mill Post with what Ruth Hale said.",),
        features=(Feature("the same unit and role", 1.5),),
        score=0.93,
    )


def warned(news: Report) -> Point:
    """Return a point that is denied."""
    return Point(
        id=record_id("point", "warned"),
        question="Were the owners warned?",
        kind=PointKind.ACTION,
        accounts=(
            Account("w1", news.id, (span_of(UNION, "owners knew"),), "yes"),
            Account(
                "w2",
                news.id,
                (span_of(UNION, "that they were warned"),),
                "no",
                chain=("the owners",),
                attribution="a2",
            ),
        ),
        groups=(("w1",), ("w2",)),
        relation=Relation.DENIED,
        origins=(("w1",), ("w2",)),
        origins_low=1,
        origins_high=2,
        score=0.7,
    )


def mended(post: Report, news: Report) -> Point:
    """Return a point on which the reports agree, in their own voice."""
    words = "The roof had been mended in May"
    return Point(
        id=record_id("point", "mended"),
        question="When was the roof mended?",
        kind=PointKind.TIME,
        accounts=(
            Account("m1", post.id, (span_of(MILL, words),), "May", as_of="2020-05"),
            Account("m2", news.id, (span_of(UNION, words),), "May", as_of="2020-05"),
        ),
        groups=(("m1", "m2"),),
        relation=Relation.AGREE,
        origins=(("m1", "m2"),),
        origins_low=1,
        origins_high=1,
        why=("The words are the same.",),
    )


def story() -> Story:
    """Return the whole story."""
    post, post_found = mill_report()
    news, news_found = union_report()
    french = report(
        FRENCH, "fr.txt", language="fr", note="in French, which is not analysed", published=None
    )
    words = "The roof had been mended in May."
    links = Links(
        entities=(
            LinkedEntity(
                "entity:1",
                "Ruth Hale",
                EntityType.PERSON,
                ("Ruth Hale", "Hale"),
                ((post.id, "e1"), (news.id, "e2")),
                ("the same name",),
            ),
        ),
        relays=(
            Relay(
                "relay:1",
                news.id,
                span_of(UNION, "the Mill Post reported"),
                "Mill Post",
                CitedKind.OUTLET,
            ),
        ),
        reuses=(
            Reuse(
                "reuse:1",
                news.id,
                (span_of(UNION, words),),
                Share.SOME,
                None,
                post.id,
                (span_of(MILL, words),),
            ),
        ),
        points=(killed(post, news), warned(news), mended(post, news)),
        labels=(
            Label(
                "label:1",
                "entity:1",
                post.id,
                span_of(MILL, "Fire Chief Ruth Hale"),
                LabelKind.DESCRIPTION,
                Voice.OUTLET,
            ),
        ),
    )
    return Story(
        name="Aldry mill",
        reports=(post, news, french),
        extractions=(post_found, news_found, Extraction(report=french.id, note=french.note)),
        links=links,
        refusals=(Refusal("empty.html", "the file is empty", "save the page again"),),
    )


def doubting_story() -> Story:
    """Return a story of the report with distance and one point it shares with the first."""
    echo, echo_found = doubting_report()
    post, post_found = mill_report()
    beams = Point(
        id=record_id("point", "beams"),
        question="Were the beams sound?",
        kind=PointKind.ACTION,
        accounts=(
            Account(
                "b1",
                post.id,
                (span_of(MILL, "The beams were sound,"),),
                "yes",
                chain=("Ruth Hale", "the owner"),
                attribution="a3",
            ),
            Account(
                "b2",
                echo.id,
                (span_of(DOUBT, "The roof may have been rotten"),),
                "perhaps not",
                chain=("two senior Western insurers",),
                attribution="a2",
            ),
        ),
        groups=(("b1",), ("b2",)),
        relation=Relation.DISAGREE,
        origins=(("b1",), ("b2",)),
        origins_low=2,
        origins_high=2,
        score=0.8,
    )
    return Story(
        name="Aldry mill in doubt",
        reports=(post, echo),
        extractions=(post_found, echo_found),
        links=Links(points=(beams,)),
    )
