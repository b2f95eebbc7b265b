"""How the page names and words things: outlets, days, numbers, counts, anchors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from whence.linking.plurals import plural
from whence.records.days import days_of
from whence.records.extraction import Attribution, Bound, Certainty, Distance, Quantity, Role
from whence.records.report import Published, Report
from whence.records.verdict import Marks

MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£"}

# As many hex digits of a report's hash as an anchor carries; more where two reports share them.
ANCHOR_DIGITS = 8


def report_anchors(reports: Iterable[Report], length: int = ANCHOR_DIGITS) -> dict[str, str]:
    """Return each report id's anchor, `r-` and the first `length` digits of its hash.

    All anchors grow together until no two are alike, so that an anchor stays the same in every
    page that holds the same reports.
    """
    digests = {report.id: _token(report.id.rpartition(":")[2]) for report in reports}
    longest = max(map(len, digests.values()), default=length)
    while length < longest and len({d[:length] for d in digests.values()}) < len(digests):
        length *= 2
    return {key: f"r-{digest[:length]}" for key, digest in digests.items()}


def _token(name: str) -> str:
    """Return `name` with nothing in it but what an anchor may hold."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", name) or "x"


def sub_anchor(anchor: str, name: str) -> str:
    """Return the anchor of a part of what `anchor` stands for, e.g. `r-1f2e3d4c-a3`."""
    return f"{anchor}-{_token(name)}"


def safe_link(url: str | None) -> str | None:
    """Return `url` when it is a web address a reader may follow, else None."""
    return url if url and re.match(r"https?://[^\s<>\"']+\Z", url, re.IGNORECASE) else None


_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_PARTS_OF_DAY = {
    "MO": "morning",
    "MI": "midday",
    "AF": "afternoon",
    "EV": "evening",
    "NI": "night",
}
_ORDINALS = ("", "first", "second", "third", "fourth")
_COARSE = re.compile(
    r"(?P<year>\d{4})-(?:W\d{2}(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI))"
)
_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"\d{2}:\d{2}")


def day(iso: str | None) -> str:
    """Return a day or a time as a reader says it: `2019-09-19` as `19 Sept 2019`.

    Takes TIMEX3 values too: `2016-11` is `Nov 2016`, `2016-W44` `the week of 31 Oct 2016`, a part
    of a day or a clock time stands behind its day. What is none of these comes back as it is.
    """
    told = iso or ""
    try:
        parsed = date.fromisoformat(told[:10]) if _WHOLE_DAY.match(told) else None
    except ValueError:
        return told
    if parsed is None:
        return _coarse_time(told)
    written = f"{parsed.day} {MONTHS[parsed.month - 1]} {parsed.year}"
    part = told[10:].removeprefix("T")
    clock = _CLOCK.match(part)
    part = clock.group() if clock else _PARTS_OF_DAY.get(part, "")
    return f"{written}, {part}" if part else written


def _coarse_time(value: str) -> str:
    """Return a time coarser than a day in words, what is none as it is."""
    if re.fullmatch(r"\d{4}-\d{2}", value):
        return month(value)
    if re.fullmatch(r"\d{3}", value):
        return f"{value}0s"
    found, days = _COARSE.fullmatch(value), days_of(value)
    if found is None or days is None:
        return value
    if found["quarter"] or found["half"]:
        number, what = (
            (found["quarter"], "quarter") if found["quarter"] else (found["half"], "half")
        )
        return f"the {_ORDINALS[int(number)]} {what} of {found['year']}"
    if found["season"]:
        return f"{_SEASONS[found['season']]} {found['year']}"
    return f"the {'weekend' if found['weekend'] else 'week'} of {day(days[0].isoformat())}"


def month(iso: str) -> str:
    """Return `2019-09` as `Sept 2019`; a year, or what is no month, comes back as it is."""
    year, _, told = iso[:7].partition("-")
    known = told.isdecimal() and 1 <= int(told) <= len(MONTHS)
    return f"{MONTHS[int(told) - 1]} {year}" if known else iso


def day_range(earliest: str | None, latest: str | None) -> str:
    """Return the days from `earliest` to `latest` in as few words as say it."""
    if not earliest or not latest or earliest == latest:
        return day(earliest or latest)
    if earliest[:7] == latest[:7] and len(earliest) >= 10 and len(latest) >= 10:
        return f"{day(earliest).split()[0]} to {day(latest)}"
    return f"{day(earliest)} to {day(latest)}"


def published_on(published: Published | None) -> str:
    """Return when a report was published, as a reader says it, or that nothing tells."""
    if published is None:
        return "date unknown"
    return day_range(published.earliest, published.latest)


def number(value: float) -> str:
    """Return 2500.0 as `2,500`, 5.6e9 as `5.6 billion`."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:,.4g} {name}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


def amount(low: float | None, high: float | None, unit: str | None) -> str:
    """Return a range of values in words: `11 people`, `at least 19`, `3 to 5`, `up to 40`."""
    if low is None and high is None:
        return ""
    if low is not None and high is not None:
        return _with(low, unit) if low == high else f"{number(low)} to {_with(high, unit)}"
    return f"at least {_with(low, unit)}" if low is not None else f"up to {_with(high, unit)}"


_BOUNDS = tuple(f"{bound.value} " for bound in Bound if bound is not Bound.EXACT)


def figure_told(says: str, low: float | None, high: float | None, unit: str | None) -> str:
    """Return an account's figure with its bound as told and its unit: `more than 25 tonnes`.

    `says` is the figure in plain words, from which its bound is read: a range of values alone does
    not tell "more than 25" from "at least 25", nor "about 25" from "25".
    """
    bound = next((words for words in _BOUNDS if says.startswith(words)), None)
    value = low if low is not None else high
    if bound is None or value is None or (low is not None and high is not None and low != high):
        return amount(low, high, unit)
    return bound + _with(value, unit)


def _with(value: float | None, unit: str | None) -> str:
    written = number(value or 0.0)
    if unit in CURRENCIES:
        return CURRENCIES[unit] + written
    if unit == "percent":
        return f"{written}%"
    if not unit or unit in ("people", "count"):
        return "none" if unit == "people" and value == 0 else written
    return f"{written} {unit if value == 1 else _several(unit)}"


def _several(unit: str) -> str:
    """Return a unit as it stands after a number: `ambulance crews`, `miles per hour`, `km`."""
    words = unit.partition(" per ")[0].replace("-", "").split()
    last = words[-1] if words else ""
    is_written_out = last.isalpha() and last.islower() and len(last) > 2
    if unit.endswith(" crew"):  # alone it counts heads, with what it mans teams
        return f"{unit}s"
    return plural(unit) if is_written_out else unit


def quantity(found: Quantity) -> str:
    """Return a quantity's value with its bound: `about 3,500`, `more than 20`."""
    value = found.low if found.low is not None else found.high
    if found.bound is Bound.EXACT or value is None or None not in (found.low, found.high):
        plain = amount(found.low, found.high, found.unit)
        return f"about {plain}" if found.bound is Bound.ABOUT else plain
    return f"{found.bound.value} {_with(value, found.unit)}"


def as_what(certainty: Certainty | None) -> str:
    """Return as what something is put forward: `as possible`; nothing for a plain fact."""
    return "" if certainty in (None, Certainty.FACT) else f"as {certainty}"


def role(told: Role | None) -> str:
    """Return what is told of speakers without a name: `2 sources, Western, senior`."""
    if told is None:
        return ""
    if told.high is None:
        count = f"{told.low:,} or more sources"
    else:
        count = between(told.low, told.high, "source")
    return ", ".join(part for part in (count, told.origin, told.seniority) if part)


def percent(score: float) -> str:
    """Return a probability as `93%`; a guess is never more than 99% sure, nor less than 1%."""
    return f"{min(max(round(score * 100), 1), 99)}%"


def who_keeps(distance: Distance, by_id: Mapping[str, Attribution]) -> str:
    """Return whose distance it is: the speaker in whose words it stands, or the report."""
    speaker = by_id.get(distance.by or "")
    return (speaker.speaker_name or "nobody named") if speaker else "the report"


def judged_by(marks: Marks) -> str:
    """Return who decided what on a record, in words: "confirmed by Ada; rejected by Bo"."""
    told = {f"{mark.verdict} by {mark.by}": None for mark in marks}
    return "; ".join(told)


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """Return `one report`, `3 reports`, `no reports`: small counts of one in a word."""
    word = noun if count == 1 else plural or f"{noun}s"
    return f"{'no' if count == 0 else 'one' if count == 1 else f'{count:,}'} {word}"


def between(low: int, high: int, noun: str) -> str:
    """Return `2 to 3 independent origins`, or one number where both are the same."""
    return counted(low, noun) if low == high else f"{low:,} to {high:,} {noun}s"


def listed(names: Sequence[str]) -> str:
    """Return `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def shortened(text: str, limit: int) -> str:
    """Return `text` on one line, cut at a word with an ellipsis where it is longer than `limit`."""
    line = " ".join(text[: 4 * limit].split())
    if len(line) <= limit:
        return line
    head, _, _ = line[:limit].rpartition(" ")
    return (head or line[: limit - 1]).rstrip(",;:.") + " …"


def joints(name: str) -> list[str]:
    """Return a name in the parts between which it may be cut: at dots, dashes and underscores."""
    return re.split(r"(?<=\w)(?=[.]\w)|(?<=\w[-_])", name)


def why_not(note: str) -> str:
    """Return why a report was not analysed, without saying again that it was not."""
    return note.removeprefix("not analysed: ")


def around(text: str, start: int, end: int, room: int) -> str:
    """Return words with `room` characters on either side at most, cut between words."""
    left, right = max(start - room, 0), min(end + room, len(text))
    before, after = text[left:start], text[end:right]
    if left:
        before = "… " + before.partition(" ")[2]
    if right < len(text):
        after = after.rpartition(" ")[0] + " …"
    return " ".join(f"{before}{text[start:end]}{after}".split())
