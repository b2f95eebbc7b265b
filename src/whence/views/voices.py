"""What an outlet reports itself and what it relays, over time: a row of bars for each way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from whence.ledger.browse_voices import TELLINGS, Manner, ReportTellings, Telling
from whence.records.extraction import Tone
from whence.views.timeline import DateBar, DateTick, Scale, bars_of, parsed, scale_of

MANNERS = {
    Manner.OWN: "In its own voice",
    Manner.RELAYED: "What it relays",
    Manner.DISTANCE: "Where it keeps its distance",
}
_TONES = {Tone.REPORTING.value: "reports", Tone.OPINION.value: "gives an opinion"}
NO_DATE = "no date"


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """One way of putting things forward over time: how often, and `most` in its highest bar."""

    manner: Manner
    how: str
    name: str
    number: int
    most: int
    bars: tuple[DateBar, ...]


@dataclass(frozen=True, slots=True)
class VoicePeriod:
    """The same as a table: how often in a day, month or year, in the order of the rows.

    `since` is empty for reports without a date.
    """

    label: str
    since: str
    until: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Voices:
    """All that an outlet puts forward, over time; `unit` is what one bar stands for.

    `numbered` says that all bars have room for their number, `crowded` that on a phone none has
    but the highest; `unsure` tells how many claims stand in
    reports whose day is not known, `undated` how many in reports without any date.
    """

    rows: tuple[VoiceRow, ...]
    ticks: tuple[DateTick, ...]
    unit: str
    numbered: bool
    crowded: bool
    periods: tuple[VoicePeriod, ...]
    unsure: int
    undated: int

    def of(self, manner: Manner) -> int:
        """Return how much is put forward in this manner."""
        return sum(row.number for row in self.rows if row.manner is manner)


def telling_name(telling: Telling) -> str:
    """Return a way of putting things forward, in words that follow who does it."""
    if telling.manner is not Manner.OWN:
        return telling.how
    return _TONES.get(telling.how) or f"{telling.how}, as its author"


def voices(reports: Sequence[ReportTellings]) -> Voices:
    """Lay out what reports of one outlet put forward."""
    days = {report.report: parsed(report.day) for report in reports}
    # The same places as for the outlet's reports: days on which it says nothing leave theirs empty.
    scale = scale_of(day for day in days.values() if day is not None)
    claims: dict[Telling, Counter[date | None]] = {telling: Counter() for telling in TELLINGS}
    sure: dict[Telling, Counter[date | None]] = {telling: Counter() for telling in TELLINGS}
    for report in reports:
        for telling, number in report.counts.items():
            claims[telling][days[report.report]] += number
            sure[telling][days[report.report]] += number if report.sure else 0
    told = [telling for telling in TELLINGS if claims[telling]]
    # Words that keep a distance stand in claims, which are counted as such.
    counted = [telling for telling in told if telling.manner is not Manner.DISTANCE]
    dated = sum(n for telling in counted for day, n in claims[telling].items() if day is not None)
    known = sum(n for telling in counted for day, n in sure[telling].items() if day is not None)
    return Voices(
        rows=tuple(_row(telling, claims[telling], sure[telling], scale) for telling in told),
        ticks=scale.ticks() if scale else (),
        unit=scale.unit if scale else "day",
        numbered=scale is None or scale.numbered,
        crowded=scale is not None and scale.crowded,
        periods=tuple(_periods([claims[telling] for telling in told], scale)),
        unsure=dated - known,
        undated=sum(claims[telling][None] for telling in counted),
    )


def _row(
    telling: Telling, claims: Counter[date | None], sure: Counter[date | None], scale: Scale | None
) -> VoiceRow:
    dated = {day: number for day, number in claims.items() if day is not None}
    surely = {day: number for day, number in sure.items() if day is not None}
    bars = bars_of(dated, surely, scale) if scale else ()
    most = max((bar.number for bar in bars), default=0)
    total = sum(claims.values())
    return VoiceRow(telling.manner, telling.how, telling_name(telling), total, most, bars)


def _by_slot(counts: Counter[date | None], scale: Scale | None) -> Counter[int]:
    found: Counter[int] = Counter()
    for day, number in counts.items():
        if day is not None and scale is not None:
            found[scale.slot(day)] += number
    return found


def _periods(rows: Sequence[Counter[date | None]], scale: Scale | None) -> list[VoicePeriod]:
    """Return the days, months or years on which anything is said, those without a date last."""
    placed = [_by_slot(row, scale) for row in rows]
    days = {scale.slot(day): day for row in rows for day in row if day is not None} if scale else {}
    found = [
        VoicePeriod(
            scale.label(day),
            scale.since(day),
            scale.until(day),
            tuple(row[slot] for row in placed),
        )
        for slot, day in sorted(days.items())
        if scale
    ]
    undated = tuple(row[None] for row in rows)
    return [*found, VoicePeriod(NO_DATE, "", "", undated)] if any(undated) else found
