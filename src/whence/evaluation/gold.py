"""Hand-made gold: short texts with standoff annotations, one JSON file each.

Every span stands beside its words, so that a person can read the file and a slip of an offset is
an error when it is loaded. `stories/` holds gold over several of the texts.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whence.errors import ReadError
from whence.ids import content_id
from whence.records.extraction import Bound, QuoteKind, Stance
from whence.records.report import DateOrigin, Intake, Published, RawRun, Report
from whence.records.span import Span, Spans, join_text


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """One attribution as a person marked it; `parent` names the enclosing one."""

    id: str
    source: Spans
    cue: Spans
    content: Spans
    speaker: str
    stance: Stance
    quote: QuoteKind
    parent: str | None


@dataclass(frozen=True, slots=True)
class GoldTime:
    """One time expression with its TIMEX3 value."""

    span: Span
    value: str


@dataclass(frozen=True, slots=True)
class GoldQuantity:
    """One figure; `unit` is None where it is the thing counted."""

    span: Span
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One text with everything marked in it."""

    name: str
    publisher: str
    published: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    times: tuple[GoldTime, ...]
    quantities: tuple[GoldQuantity, ...]

    def intake(self) -> Intake:
        """Return the text as a report whose bytes it is."""
        data = self.text.encode()
        day = self.published
        report = Report(
            id=content_id(data),
            path=self.name,
            text=self.text,
            raw=(RawRun(0, 0, len(self.text)),),
            paragraphs=_paragraphs(self.text),
            publisher=self.publisher,
            language="en",
            published=Published(day, day, day, DateOrigin.METADATA, "given with the gold"),
        )
        return Intake(report, data)


@dataclass(frozen=True, slots=True)
class GoldAccount:
    """One report's claim on a point; `report` is a gold report's name."""

    id: str
    report: str
    spans: Spans
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class GoldPoint:
    """One question with its accounts, which of them say the same and rest on one origin."""

    question: str
    accounts: tuple[GoldAccount, ...]
    groups: tuple[frozenset[str], ...]
    origins: tuple[frozenset[str], ...]
    origins_low: int
    origins_high: int


@dataclass(frozen=True, slots=True)
class GoldStory:
    """Points over several reports, and (report, who is credited) pairs."""

    name: str
    reports: tuple[str, ...]
    points: tuple[GoldPoint, ...]
    relays: tuple[tuple[str, str], ...]


def read_reports(folder: Path) -> list[GoldReport]:
    """Return the gold reports of a folder in the order of their names.

    Raises `ReadError` when a span does not hold the words that stand beside it.
    """
    return [_report(path) for path in sorted(folder.glob("*.json"))]


def read_stories(folder: Path) -> list[GoldStory]:
    """Return the gold stories in `folder`/stories in the order of their names."""
    return [_story(path) for path in sorted((folder / "stories").glob("*.json"))]


def fingerprint(folder: Path) -> str:
    """Return SHA-256 over the names and contents of all gold files, 64 hex digits.

    The contents are taken as JSON, so that line ends and indentation do not count.
    """
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.json")):
        content = json.dumps(json.loads(path.read_text("utf8")), sort_keys=True)
        digest.update(f"{path.relative_to(folder).as_posix()}\n{content}\n".encode())
    return digest.hexdigest()


def _report(path: Path) -> GoldReport:
    record = json.loads(path.read_text("utf8"))
    text = record["text"]
    return GoldReport(
        name=record["name"],
        publisher=record["publisher"],
        published=record["published"],
        text=text,
        attributions=tuple(_attribution(a, text, path) for a in record["attributions"]),
        times=tuple(GoldTime(_span(t, text, path), t["value"]) for t in record["times"]),
        quantities=tuple(
            GoldQuantity(_span(q, text, path), q["low"], q["high"], Bound(q["bound"]), q["unit"])
            for q in record["quantities"]
        ),
    )


def _attribution(record: dict[str, Any], text: str, path: Path) -> GoldAttribution:
    source, cue, content = (_spans(record[role]) for role in ("source", "cue", "content"))
    for spans, words in zip((source, cue, content), record["words"], strict=True):
        _refuse_slip(join_text(spans, text), words, path)
    return GoldAttribution(
        id=record["id"],
        source=source,
        cue=cue,
        content=content,
        speaker=record["speaker"],
        stance=Stance(record["stance"]),
        quote=QuoteKind(record["quote"]),
        parent=record["parent"],
    )


def _span(record: dict[str, Any], text: str, path: Path) -> Span:
    span = Span(*record["span"])
    _refuse_slip(span.of(text), record["words"], path)
    return span


def _spans(pairs: list[list[int]]) -> Spans:
    return tuple(Span(start, end) for start, end in pairs)


def _refuse_slip(there: str, said: str, path: Path) -> None:
    if there != said:
        raise ReadError(f"a span holds {there!r}, not {said!r}", where=str(path))


def _paragraphs(text: str) -> Spans:
    return tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text))


def _story(path: Path) -> GoldStory:
    record = json.loads(path.read_text("utf8"))
    return GoldStory(
        name=record["name"],
        reports=tuple(record["reports"]),
        points=tuple(_point(point) for point in record["points"]),
        relays=tuple((relay["report"], relay["cites"]) for relay in record["relays"]),
    )


def _point(record: dict[str, Any]) -> GoldPoint:
    return GoldPoint(
        question=record["question"],
        accounts=tuple(
            GoldAccount(a["id"], a["report"], _spans(a["spans"]), a["low"], a["high"])
            for a in record["accounts"]
        ),
        groups=tuple(map(frozenset, record["groups"])),
        origins=tuple(map(frozenset, record["origins"])),
        origins_low=record["origins_low"],
        origins_high=record["origins_high"],
    )
