"""What every field of the extraction record means, as the reference tells it."""

from __future__ import annotations

from enum import StrEnum

from whence.records.extraction import (
    Bound,
    Certainty,
    Change,
    DistanceKind,
    EntityType,
    Outcome,
    QuoteKind,
    SpeakerKind,
    Stance,
    SumKind,
    Tone,
)
from whence.records.report import DateOrigin
from whence.records.verdict import Standing

Fields = tuple[tuple[str, str], ...]

INTRODUCTION = """\
`whence extract FILE... --format jsonl` prints one JSON object a report, in the order of the
input, and `whence show REPORT --format jsonl` one of a ledger. A span is `[start, end)` in
characters of `text`. `schema` changes when a field changes its meaning or goes away; fields may
be added without.
"""


def _any_of(kinds: type[StrEnum]) -> str:
    return ", ".join(f"`{kind.value}`" for kind in kinds)


BOUNDS_INTRODUCTION = """\
A bound says which end is open. "About n" has low and high n; "at least" and "more than" have no
high; "up to", "nearly", "less than" and "at most" have no low. Words for numbers that leave them
open are taken as these ranges, the same in every report:
"""
# Words for numbers and their low and high; a test reads each with the rules.
VAGUE_RANGES: Fields = (
    ("a couple of boats", "2 to 2, about"),
    ("several villagers", "3 or more"),
    ("a few hundred boats", "300 or more"),
    ("a handful of boats", "3 to 9"),
    ("tens of boats", "20 to 99"),
    ("dozens of boats", "24 or more"),
    ("scores of boats", "40 or more"),
    ("hundreds of boats", "200 to 999"),
    ("thousands of boats", "2,000 to 9,999"),
    ("tens of thousands of boats", "20,000 to 99,999"),
    ("hundreds of thousands of boats", "200,000 to 999,999"),
    ("millions of boats", "2,000,000 to 9,999,999"),
    ("half a million boats", "500,000"),
    ("the fleet doubled", "2, the factor of a change"),
)

# The parts of the record in its order: where the fields stand, and each with its meaning.
EXTRACTION_FIELDS: dict[str, Fields] = {
    "The record": (
        ("schema", "`whence/extraction/1`"),
        ("report", "what is known of the report, see below"),
        ("text", "the reading text"),
        (
            "raw",
            "runs `[text_start, raw_start, length]` that lead back to the decoded input; "
            "`raw_start` is null for a title that does not stand in the text field",
        ),
        ("boilerplate", "spans of page debris, in offsets of the decoded input"),
        ("attributions", "who says what"),
        ("mentions", "names in the text"),
        ("entities", "who or what they name"),
        ("times", "time expressions"),
        ("quantities", "figures"),
        ("sums", "relations the words state between the report's own figures"),
        ("distances", "words that keep a distance from what they pass on"),
        (
            "statements",
            "sentences in the report's own voice, which no attribution's cue or content touches",
        ),
        ("struck", "attributions that people rejected, with who did"),
        (
            "unproposed",
            "attributions that people decided on, as they saw them, and the machine proposes no "
            "longer; one they accepted stands among the attributions too, under the same id",
        ),
        ("note", "why the report was not analysed, or null"),
    ),
    "`report`": (
        ("id", "the SHA-256 of the input's bytes; null where it could not be read"),
        ("path", "where it was found"),
        ("title", "its title"),
        ("publisher", "who published it"),
        ("byline", "who wrote it"),
        ("language", "its language"),
        ("agencies", "agencies it credits as a whole"),
        ("url", "its address"),
        (
            "published",
            "null, or `earliest`, `latest` and the likeliest day `value`, with the "
            f"`origin` {_any_of(DateOrigin)}, the reason `why`, and `conflicts`: what speaks "
            "against it, in words",
        ),
    ),
    "An attribution": (
        ("id", "its name within the report"),
        ("source", "spans of the words that name who speaks; may be empty"),
        ("cue", "spans of the words that say that they speak"),
        ("content", "spans of what they say"),
        ("speaker", "the entity behind the source, or null"),
        ("speaker_name", "the speaker's name, or the fullest description of one without a name"),
        ("speaker_kind", _any_of(SpeakerKind)),
        ("stance", _any_of(Stance)),
        ("quote", _any_of(QuoteKind)),
        ("parent", "the attribution in whose content this one stands, or null"),
        ("score", "how likely a reader would mark it, 0 to 1"),
        ("certainty", f"as what the content is put forward: {_any_of(Certainty)}"),
        (
            "role",
            "what the words tell of a speaker without a name, or null: `count` "
            "`[low, high]` of speakers (`high` null where it is open), `origin` (the "
            "country, body or place they are of) and `seniority` (the word for it), each "
            "null where nothing tells",
        ),
        ("source_score", "how likely the source is exactly these words, 0 to 1"),
        ("content_score", "how likely the content is exactly these words, 0 to 1"),
        ("speaker_score", "how likely the speaker is the right one, 0 to 1"),
        ("standing", f"how it stands after what people decided: {_any_of(Standing)}"),
        (
            "judged",
            "who decided what on it and when: number in the log, verdict, by, at, note; `near` "
            "where the machine now marks other words than those decided on",
        ),
    ),
    "A mention": (
        ("span", "the name"),
        ("type", _any_of(EntityType)),
        ("entity", "whom it names, or null"),
        ("score", "how likely it is a name of this type, 0 to 1"),
    ),
    "An entity": (
        ("id", "its name within the report"),
        ("name", "its fullest name"),
        ("type", _any_of(EntityType)),
        ("aliases", "what else the report calls it"),
    ),
    "A time": (
        ("id", "its name within the report"),
        ("span", "the expression"),
        ("type", "`DATE`, `TIME`, `DURATION` or `SET`"),
        ("value", "its TIMEX3 value"),
        (
            "anchor",
            "what it leans on: `published`, `text` (another time of the report), `event`, or null "
            "where it stands alone",
        ),
        ("earliest", "the first day it may mean, or null"),
        (
            "latest",
            "the last day it may mean, or null; the first of two dates of a range runs to its end",
        ),
        ("anchor_time", "the id of the time it leans on, or null"),
        ("anchor_event", "the span of the event it leans on, or null"),
        (
            "precision",
            "how fine a date or time is told (`clock time`, `part of day`, `day`, `weekend`, "
            "`week`, `month`, `season`, `quarter`, `half-year`, `year`, `decade`, `century`), or "
            "null",
        ),
    ),
    "A quantity": (
        ("span", "the figure with its words"),
        ("low", 'the least it may be, or null; 0 of "no one was hurt"'),
        ("high", "the most it may be, or null"),
        ("bound", _any_of(Bound)),
        ("unit", "its unit: `people`, `USD`, `percent` and so on"),
        ("unit_text", "the unit as written"),
        ("counts", "what is counted"),
        (
            "role",
            "in what role: `killed`, `wounded`, `casualties` (either), `deployed`, `requested` and "
            "so on",
        ),
        ("change", f"as what change of another figure it is put, or null: {_any_of(Change)}"),
        ("as_of", "the span of the time it holds for, one of `times`, or null"),
        ("place", "the span of the place it is said of, one of `mentions`, or null"),
        ("by", "the attribution it stands in, whose speaker's figure it is; null: the report's"),
        ("part_of", "the span of the larger figure it is a part of, or null"),
        ("restates", "the span of the figure it gives again in another unit or currency, or null"),
    ),
    "A sum": (
        ("kind", f"how the figures stand to one another: {_any_of(SumKind)}"),
        ("words", "spans of the words that say so"),
        ("figures", "spans of the figures, parts before what they make up"),
        ("outcome", f"whether it holds, worked out over their ranges: {_any_of(Outcome)}"),
        ("why", "the working"),
    ),
    "A distance": (
        ("span", "the words that keep the distance"),
        ("kind", _any_of(DistanceKind)),
        ("by", "the attribution whose speaker keeps it; null where it is the report's own"),
    ),
    "A statement": (
        ("span", "the sentence"),
        ("tone", _any_of(Tone)),
        ("why", "the words that show an opinion, or null"),
    ),
}
