"""The ledger's tables. How they came to be, step by step, stands in `migrations/`.

Evidence (appended, never changed): originals, reports, intakes, refusals, judgements, log.
Machine output (replaced on every run): extractions and links with their parts.
Effects of judgements on links: worked out from both, replaced with either.
The people of a team, their sessions and sign-ins.

A report is addressed outside by the hash of its bytes and inside by a short number, because
every part of an extraction carries it. All numbers are given out by the one writer.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
)

from whence.ledger import schema_parts as parts
from whence.ledger.columns import Count, Number, RunList, SpanList, StoredText, TextList
from whence.ledger.dialects import SORTED_TEXT

metadata = parts.metadata
_any_whole, _maybe, _number, _place = parts.any_whole, parts.maybe, parts.number, parts.place
_report, _spans, _text, _texts, _whole = (
    parts.report, parts.spans, parts.text, parts.texts, parts.whole
)  # fmt: skip


def _part_of_extraction() -> Column[int]:
    # Replacing a report's extraction removes its parts with it.
    return Column(
        "report",
        Integer,
        ForeignKey("extractions.report", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


def _part_of_point() -> Column[str]:
    return Column(
        "point", StoredText, ForeignKey("points.id", ondelete="CASCADE"), primary_key=True
    )


meta = Table("meta", metadata, Column("key", StoredText, primary_key=True), _text("value"))

log = Table(
    "log",
    metadata,
    _number(),
    _text("at"),
    _text("by"),
    _text("action"),
    _text("subject"),
    _text("detail"),
    _text("hash"),
)

# `order_key` is the path's beginning, short enough for any index; reports come out by it.
reports = Table(
    "reports",
    metadata,
    _number(),
    Column("id", StoredText, nullable=False, unique=True),
    Column("order_key", SORTED_TEXT, nullable=False),
    _text("path"),
    _text("text"),
    Column("raw", RunList, nullable=False),
    _spans("boilerplate"),
    _spans("paragraphs"),
    _maybe("title"),
    _spans("title_span"),
    _maybe("publisher"),
    _maybe("byline"),
    _maybe("language"),
    _texts("agencies"),
    _maybe("url"),
    _maybe("published_earliest"),
    _maybe("published_latest"),
    _maybe("published_value"),
    _maybe("published_origin"),
    _maybe("published_why"),
    Column("published_conflicts", TextList),
    _maybe("note"),
    _text("media_type"),
    _maybe("encoding"),
    _maybe("container"),
    # Who published it, as pages group reports: see `whence.records.report.outlet`.
    Column("outlet", StoredText, nullable=False, server_default=""),
    # 1 where only a part of its text seems to be at hand: see `whence.records.report.is_partial`.
    Column("partial", Integer, nullable=False, server_default="0"),
)
Index("ix_reports_published_value", reports.c.published_value)
Index("ix_reports_order_key_number", reports.c.order_key, reports.c.number)

originals = Table(
    "originals",
    metadata,
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True, autoincrement=False),
    _text("sha256"),
    _whole("size"),
    _text("packing"),
    Column("data", LargeBinary, nullable=False),
)

intakes = Table(
    "intakes",
    metadata,
    Column("log", Integer, ForeignKey("log.number"), primary_key=True, autoincrement=False),
    _report(),
    _text("path"),
    _maybe("container"),
    _text("by"),
    _text("at"),
)
Index("ix_intakes_report", intakes.c.report)

refusals = Table(
    "refusals",
    metadata,
    Column("log", Integer, ForeignKey("log.number"), primary_key=True, autoincrement=False),
    _text("path"),
    _text("cause"),
    _text("remedy"),
    _text("by"),
    _text("at"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("log", Integer, ForeignKey("log.number"), primary_key=True, autoincrement=False),
    _text("subject"),
    _text("verdict"),
    _text("by"),
    _text("at"),
    _maybe("note"),
    _maybe("seen"),
    _maybe("change"),
)
Index("ix_judgements_subject", judgements.c.subject)
Index("ix_judgements_verdict", judgements.c.verdict)

# Which reports a judgement speaks of, to find those that touch a record.
judged_reports = Table(
    "judged_reports",
    metadata,
    Column("log", Integer, ForeignKey("judgements.log"), primary_key=True, autoincrement=False),
    Column("report", StoredText, primary_key=True),
)
Index("ix_judged_reports_report", judged_reports.c.report)

extractions = Table(
    "extractions",
    metadata,
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True, autoincrement=False),
    _text("model"),
    _text("whence"),
    _text("at"),
    _maybe("note"),
)

sentences = Table(
    "sentences",
    metadata,
    _part_of_extraction(),
    _place(),
    _whole("start"),
    _whole("end"),
    Column("vector", LargeBinary, nullable=False),
)

entities = Table(
    "entities",
    metadata,
    _part_of_extraction(),
    Column("id", StoredText, primary_key=True),
    _whole("place"),
    _text("name"),
    _text("type"),
    _texts("aliases"),
)

mentions = Table(
    "mentions",
    metadata,
    _part_of_extraction(),
    _place(),
    _whole("start"),
    _whole("end"),
    _text("type"),
    _maybe("entity"),
    Column("score", Number, nullable=False),
)

attributions = Table(
    "attributions",
    metadata,
    _part_of_extraction(),
    Column("id", StoredText, primary_key=True),
    _whole("place"),
    _spans("source"),
    _spans("cue"),
    _spans("content"),
    _text("stance"),
    _text("quote"),
    _maybe("speaker"),
    _maybe("speaker_name"),
    _maybe("speaker_kind"),
    _maybe("parent"),
    Column("score", Number, nullable=False),
    _text("certainty"),
    # A speaker whose words tell no role has no `role_low`.
    Column("role_low", Count),
    Column("role_high", Count),
    _maybe("role_origin"),
    _maybe("role_seniority"),
    Column("source_score", Number, nullable=False),
    Column("content_score", Number, nullable=False),
    Column("speaker_score", Number, nullable=False),
    # How much it needs an eye: see `Attribution.doubt`.
    Column("doubt", Number, nullable=False, server_default="0"),
)
Index("ix_attributions_doubt", attributions.c.doubt)

times = Table(
    "times",
    metadata,
    _part_of_extraction(),
    _place(),
    _whole("start"),
    _whole("end"),
    _text("type"),
    _text("value"),
    _maybe("anchor"),
    _maybe("earliest"),
    _maybe("latest"),
    _text("id"),
    _maybe("anchor_time"),
    _any_whole("anchor_start"),
    _any_whole("anchor_end"),
    _maybe("precision"),
)

quantities = Table(
    "quantities",
    metadata,
    *(_part_of_extraction(), _place()),
    *(_whole("start"), _whole("end")),
    *(Column("low", Number), Column("high", Number)),
    _text("bound"),
    *(_maybe(name) for name in ("unit", "unit_text", "counts", "role", "change", "by")),
    *(Column(name, SpanList) for name in ("as_of", "said_of", "part_of", "restates")),
)

sums = Table(
    "sums",
    metadata,
    *(_part_of_extraction(), _place()),
    _text("kind"),
    *(_spans("words"), _spans("figures")),
    *(_text("outcome"), _text("why")),
)

distances = Table(
    "distances",
    metadata,
    _part_of_extraction(),
    _place(),
    _whole("start"),
    _whole("end"),
    _text("kind"),
    _maybe("by"),
)

statements = Table(
    "statements",
    metadata,
    _part_of_extraction(),
    _place(),
    _whole("start"),
    _whole("end"),
    _text("tone"),
    _maybe("why"),
)

linked_entities = Table(
    "linked_entities",
    metadata,
    Column("id", StoredText, primary_key=True),
    _whole("place"),
    _text("name"),
    _text("type"),
    _texts("aliases"),
    _texts("why"),
    Column("score", Number, nullable=False),
)

members = Table(
    "members",
    metadata,
    Column(
        "linked",
        StoredText,
        ForeignKey("linked_entities.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    _place(),
    _report(),
    _text("entity"),
)

linked_features = Table(
    "linked_features",
    metadata,
    Column(
        "linked",
        StoredText,
        ForeignKey("linked_entities.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    _place(),
    _text("why"),
    Column("value", Number, nullable=False),
)

labels = Table(
    "labels",
    metadata,
    Column("id", StoredText, primary_key=True),
    _whole("place"),
    Column(
        "actor",
        StoredText,
        ForeignKey("linked_entities.id", ondelete="CASCADE"),
        nullable=False,
    ),
    _report(),
    _whole("start"),
    _whole("end"),
    _text("kind"),
    _text("voice"),
    _maybe("by"),
)
Index("ix_labels_actor", labels.c.actor)
Index("ix_labels_report", labels.c.report)

relays = Table(
    "relays",
    metadata,
    Column("id", StoredText, primary_key=True),
    _whole("place"),
    _report(),
    _whole("start"),
    _whole("end"),
    _text("cites"),
    _text("kind"),
)

reuses = Table(
    "reuses",
    metadata,
    Column("id", StoredText, primary_key=True),
    _whole("place"),
    _report(),
    _spans("spans"),
    _text("share"),
    _maybe("agency"),
    Column("source_report", Integer, ForeignKey("reports.number")),
    _spans("source_spans"),
)

points = Table(
    "points",
    metadata,
    Column("id", StoredText, primary_key=True),
    _whole("place"),
    _text("question"),
    _text("kind"),
    _text("relation"),
    _whole("origins_low"),
    _whole("origins_high"),
    _texts("why"),
    Column("score", Number, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    _part_of_point(),
    Column("id", StoredText, primary_key=True),
    _whole("place"),
    _report(),
    _spans("spans"),
    _text("says"),
    Column("low", Number),
    Column("high", Number),
    _maybe("unit"),
    _texts("chain"),
    _maybe("as_of"),
    _maybe("attribution"),
)


def _gathering(name: str) -> Table:
    """Return a table that gathers a point's accounts under numbers."""
    return Table(
        name,
        metadata,
        Column("point", StoredText, primary_key=True),
        Column("number", Integer, primary_key=True, autoincrement=False),
        _place(),
        _text("account"),
        ForeignKeyConstraint(
            ["point", "account"], ["accounts.point", "accounts.id"], ondelete="CASCADE"
        ),
        # The cascade looks accounts up by this.
        Index(f"ix_{name}_point_account", "point", "account"),
    )


groups = _gathering("groups")
origins = _gathering("origins")

features = Table(
    "features",
    metadata,
    _part_of_point(),
    _place(),
    _text("why"),
    Column("value", Number, nullable=False),
)

# The evidence for each two accounts that rest on one origin.
collapses = Table(
    "collapses",
    metadata,
    *(_part_of_point(), _place()),
    *(_text(name) for name in ("one", "other", "why")),
)

# What links found, looked up by report when a judgement touches it.
for _column in (members.c.report, accounts.c.report, accounts.c.id, relays.c.report):
    Index(f"ix_{_column.table.name}_{_column.name}", _column)
Index("ix_reuses_report", reuses.c.report)

# A point or actor as people decided (`body`, JSON), shown in place of those it supersedes.
effects = Table(
    "effects",
    metadata,
    *(Column(name, StoredText, primary_key=True) for name in ("kind", "id")),
    _whole("place"),
    _text("body"),
)

superseded = Table(
    "superseded",
    metadata,
    *(Column(name, StoredText, primary_key=True) for name in ("kind", "id", "effect")),
)
Index("ix_superseded_effect", superseded.c.effect)

# How what people decided on stands, where lists go by it: attributions, credits, carried passages.
standings = Table(
    "standings",
    metadata,
    Column("kind", StoredText, primary_key=True),
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True, autoincrement=False),
    Column("id", StoredText, primary_key=True),
    _text("standing"),
)
Index("ix_standings_kind_standing", standings.c.kind, standings.c.standing)

# What people make of the machine's work on a record: see `findings.py`.
findings = Table(
    "findings",
    metadata,
    Column("subject", StoredText, primary_key=True),
    _place(),
    *(_text(name) for name in ("stage", "finding")),
)
Index("ix_findings_stage_finding", findings.c.stage, findings.c.finding)

people = Table(
    "people",
    metadata,
    Column("name", StoredText, primary_key=True),
    *(_text(name) for name in ("role", "secret", "made", "changed")),
    _whole("disabled"),
)

# `token` is the hash of what the browser holds; times are seconds since 1970.
sessions = Table(
    "sessions",
    metadata,
    Column("token", StoredText, primary_key=True),
    Column("person", StoredText, ForeignKey("people.name"), nullable=False),
    *(Column(name, BigInteger, nullable=False) for name in ("opened", "seen")),
)
Index("ix_sessions_person", sessions.c.person)

sign_ins = Table(
    "sign_ins",
    metadata,
    _number(),
    Column("at", BigInteger, nullable=False),
    *(_text(name) for name in ("name", "address")),
    _whole("succeeded"),
)
Index("ix_sign_ins_at", sign_ins.c.at)

# An actor's names are looked up by who it is in a report, and what it says by who speaks there.
Index("ix_mentions_report_entity", mentions.c.report, mentions.c.entity)
Index("ix_attributions_report_speaker", attributions.c.report, attributions.c.speaker)

EXTRACTION_PARTS = (
    *(sentences, entities, mentions, attributions),
    *(times, quantities, sums, distances, statements),
)
# Parents before their parts.
LINK_TABLES = (
    *(linked_entities, members, linked_features, labels, relays, reuses),
    *(points, accounts, groups, origins, features, collapses),
)
