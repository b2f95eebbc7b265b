"""What expressions mean that lean on an event: "the days before the vote".

Resolvers as in `timex_relative`. Where the event is itself a date, `timex_pairs` counts from it.
"""

from __future__ import annotations

from whence.extraction.timex_calendar import add_days
from whence.extraction.timex_events import event_after
from whence.extraction.timex_meaning import Context, Match, Meaning
from whence.extraction.timex_spans import is_title, span_meaning
from whence.extraction.timex_words import unit_name
from whence.records.span import Span

_UNKNOWN = {
    "day": "XXXX-XX-XX",
    "night": "XXXX-XX-XXTNI",
    "morning": "XXXX-XX-XXTMO",
    "evening": "XXXX-XX-XXTEV",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "year": "XXXX",
}


def resolve_beside(match: Match, context: Context) -> Meaning | None:
    """Resolve "the days before the shooting" and "the day after his death"."""
    event = event_after(context.text, match.end("unit"), context.sentence.end)
    if event is None or is_title(match["unit"], context.text[match.start()]):
        return None
    span = Span(match.start("unit"), match.end("unit"))
    written = match["unit"].lower()
    if written in _UNKNOWN:
        if not match["the"]:
            return None
        return _day_beside(match, written, event, context)
    unit = unit_name(written)
    if unit in {"second", "quarter", "night"}:
        return None
    value = span_meaning(None, unit).value
    return Meaning("DURATION", value, "event", span=span, event=event)


def _day_beside(match: Match, unit: str, event: Span, context: Context) -> Meaning:
    """Resolve "the day after the blast" from the day last spoken of, if one was."""
    span = Span(match.start(), match.end("unit"))
    day = context.focus_for("day")
    step = {"after": 1, "following": 1, "before": -1}.get(match["way"].lower())
    if unit == "day" and day is not None and step is not None:
        value = add_days(day, step).isoformat()
        return Meaning("DATE", value, "text", span=span, event=event)
    kind = "TIME" if "T" in _UNKNOWN[unit] else "DATE"
    return Meaning(kind, _UNKNOWN[unit], "event", span=span, event=event)


def resolve_anniversary(match: Match, context: Context) -> Meaning | None:
    """Resolve "on the tenth anniversary of the attack"; what is celebrated is no time."""
    if not context.before(match.start(), 6).endswith("on "):
        return None
    event = event_after(context.text, match.end() - 3, context.sentence.end, within=True)
    if event is None:
        return None
    span = Span(match.start(), match.end() - 3)
    return Meaning("DATE", "XXXX-XX-XX", "event", span=span, event=event)
