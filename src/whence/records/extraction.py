"""What extraction finds in one report. All spans are into the report's reading text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whence.records.span import Span, Spans
from whence.records.verdict import Marks


class Stance(StrEnum):
    """How a speaker stands to the content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ACCUSES = "accuses"
    DEMANDS = "demands"
    VOWS = "vows"
    PREDICTS = "predicts"
    QUESTIONS = "questions"
    DECLINES = "declines to say"
    PRAISES = "praises"
    CONDEMNS = "condemns"
    CONFIRMS = "confirms"


class QuoteKind(StrEnum):
    """Whether the content's words are the speaker's, the report's, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SpeakerKind(StrEnum):
    """What sort of party stands behind the content."""

    PERSON = "person"
    UNNAMED = "unnamed"
    ORGANIZATION = "organization"
    OUTLET = "outlet"
    GOVERNMENT = "government"
    DOCUMENT = "document"
    GROUP = "group"
    AUTHOR = "author"


class EntityType(StrEnum):
    """What a name names."""

    PERSON = "PERSON"
    ORGANIZATION = "ORGANIZATION"
    PLACE = "PLACE"
    GROUP = "GROUP"
    EVENT = "EVENT"
    OTHER = "OTHER"


class Bound(StrEnum):
    """How a written number bounds the true one."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"
    UP_TO = "up to"
    NEARLY = "nearly"


class Change(StrEnum):
    """How a figure stands to another it is a change of, where it is one.

    `more`: "1,500 more troops"; `up by`, `down by`: "rose by 5"; `from`, `to`: "from 12 to 19";
    `times`: "doubled", whose value is the factor.
    """

    MORE = "more"
    UP = "up by"
    DOWN = "down by"
    FROM = "from"
    TO = "to"
    TIMES = "times"


class SumKind(StrEnum):
    """How a report's own figures stand to one another by its words."""

    PART = "part of"
    LIST = "adds up to"
    ADDED = "added to"
    CHANGED = "changed by"
    FACTOR = "changed by a factor"
    SHARE = "share of"


class Outcome(StrEnum):
    """Whether a relation between figures holds, worked out over their ranges."""

    HOLDS = "holds"
    FAILS = "does not hold"
    OPEN = "cannot be told"


class Certainty(StrEnum):
    """As what a content is put forward by whoever puts it forward."""

    FACT = "fact"
    POSSIBLE = "possible"
    FUTURE = "future"
    NOT_SO = "not so"


class DistanceKind(StrEnum):
    """By what sort of words a text keeps its distance from what it passes on."""

    ALLEGED = "alleged"
    SO_CALLED = "so-called"
    SCARE_QUOTES = "scare quotes"
    PRETEXT = "pretext"
    NO_EVIDENCE = "no evidence"


class Tone(StrEnum):
    """Whether a sentence in the report's own voice reports or gives an opinion."""

    REPORTING = "reporting"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Distance:
    """Words that keep a distance: "so-called", "allegedly", "under the pretext of".

    `by` is the id of the attribution whose speaker keeps the distance; None where it is the
    report's own. Identity: its span.
    """

    span: Span
    kind: DistanceKind
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence in the report's own voice; `why` is the words that show an opinion, if any."""

    span: Span
    tone: Tone
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """What the words tell of a speaker without a name: "two senior Western security sources".

    `low` and `high` count the speakers (2, 2); `high` is None where the words leave it open
    ("officials": 2 or more). `origin` is the country, body or place they are of ("Western"),
    `seniority` the word for it ("senior", "top", "former"), each None where nothing tells.
    """

    low: int
    high: int | None
    origin: str | None = None
    seniority: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span and, where the network has read it, its vector.

    `vector` holds 384 little-endian float16 numbers of unit length (768 bytes), then as many for
    each clause of `whence.clauses.clauses_of(text, span)`, in order; or nothing.
    """

    span: Span
    vector: bytes = b""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text and the in-report entity it names. Identity: its span."""

    span: Span
    type: EntityType
    entity: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what several mentions of one report name. `id` is unique within the report."""

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()


UNNAMED = 0.5  # how sure a claim's speaker is where there is none


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content spans after PARC and PolNeAR; `parent` names the enclosing one.

    `source` may be empty where the text names nobody. `speaker` is an entity id of this report,
    `speaker_name` the resolved name or the fullest description of an unnamed speaker.
    `role` is what the words tell of a speaker without a name. `score` is the probability that a
    reader would mark it, 0 to 1; `source_score` and `content_score` that the reader's source and
    content are these very words, `speaker_score` that the speaker is the right one.
    `judged` tells who decided what on it; nothing as the machine proposes it.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    stance: Stance
    quote: QuoteKind
    speaker: str | None = None
    speaker_name: str | None = None
    speaker_kind: SpeakerKind | None = None
    parent: str | None = None
    score: float = 1.0
    certainty: Certainty = Certainty.FACT
    role: Role | None = None
    source_score: float = 1.0
    content_score: float = 1.0
    speaker_score: float = 1.0
    judged: Marks = ()

    @property
    def doubt(self) -> float:
        """Return how likely the claim or its speaker is wrong, 0 to 1.

        A claim nobody is named for counts as one whose speaker is as likely wrong as right.
        """
        return 1 - self.score * (self.speaker_score if self.speaker_name else UNNAMED)


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression with its TIMEX3 value and the days it may mean.

    `type` is DATE, TIME, DURATION or SET; `anchor` says what it leans on: `published`, `text` (an
    other time of the report, `anchor_time` by its id), `event` (the words at `anchor_event`), or
    None where it stands alone. `earliest` and `latest` are ISO dates, inclusive, where it denotes
    days; a duration has them where its anchor tells ("the past two weeks"). `precision` says how
    fine a date or time is told: "clock time", "day", "week", "month", "year" and the like. `id` is
    unique within the report.
    """

    span: Span
    type: str
    value: str
    anchor: str | None = None
    earliest: str | None = None
    latest: str | None = None
    id: str = ""
    anchor_time: str | None = None
    anchor_event: Span | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its bound, unit, what is counted and in what role.

    "about n" has low = high = n; "at least n" and "more than n" low n, high None; "up to n",
    "nearly n" and "less than n" low None, high n. `unit` is canonical ("people", "USD",
    "percent"), `unit_text` as written. Identity: its span.

    `change` says that it is one. `as_of` is the span of the time it holds for and `place` of the
    place, each where the words beside it name one. `by` is the id of the attribution it stands
    in, so that it is its speaker's figure; None where it is the report's own. `part_of` is the
    span of the larger figure it is a part of, `restates` of the one it gives again in another
    unit or currency.
    """

    span: Span
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None = None
    unit_text: str | None = None
    counts: str | None = None
    role: str | None = None
    change: Change | None = None
    as_of: Span | None = None
    place: Span | None = None
    by: str | None = None
    part_of: Span | None = None
    restates: Span | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """A relation that a report's words state between its own figures, and whether it holds.

    `words` are the words that state it, `figures` the spans of the figures in it, in the order
    `why` names them: parts before what they make up. `why` is the working in plain words.
    """

    kind: SumKind
    words: Spans
    figures: Spans
    outcome: Outcome
    why: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one report; `note` says why a report was not analysed.

    `statements` are the sentences that no attribution's cue or content touches, but for lines
    that say nothing, as debris left in the text does. `struck` are attributions people rejected;
    `unproposed` those they decided on, as they saw them, that the machine proposes no longer.
    """

    report: str
    sentences: tuple[Sentence, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[Timex, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    sums: tuple[Sum, ...] = ()
    distances: tuple[Distance, ...] = ()
    statements: tuple[Statement, ...] = ()
    note: str | None = None
    struck: tuple[Attribution, ...] = ()
    unproposed: tuple[Attribution, ...] = ()
