"""How many date and time cases of Recognizers-Text's English specification hold here.

    python benchmarks/recognizers_dates.py SPECS/DateTime/English/DateTimeModel.json

A case is a sentence, a reference date, and what should be found in it. Of each expression counted:
found (any overlap) and right. Right means, by its kind: a date, the one day or one of the two days
the specification allows (last or next); a range of days, the same first and last day; a date with
a clock time, the day and the hour and minute; a bare clock time, the hour and minute; a range of
clock times, the day alone, since TIMEX3 has no value for it; a duration, the same number of
seconds; a set, the same TIMEX. A case holds when all that is expected is right and nothing else is
found. Where the specification expects nothing, it holds when nothing is found.

The specification is written for an assistant ("book a meeting Tuesday from 7 to 7:30"), spells
days in lower case and takes leading prepositions into the span, so spans are not compared.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from whence.extraction.sentences import split_sentences
from whence.extraction.timex import find_times
from whence.records.extraction import Timex
from whence.records.report import DateOrigin, Published
from whence.records.span import Span

_SECONDS = {"S": 1, "M": 60, "H": 3600, "D": 86_400, "W": 604_800}
_LONG = {"D": 86_400, "W": 604_800, "M": 2_592_000, "Y": 31_536_000, "WE": 172_800, "Q": 7_776_000}


def main() -> None:
    """Print the table by kind of expression."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_AsWritten)
    parser.add_argument("spec", type=Path, help="DateTimeModel.json")
    parser.add_argument("--show", metavar="KIND", help="print what is not right of a kind")
    args = parser.parse_args()
    cases = json.loads(args.spec.read_text(encoding="utf-8-sig"))
    expected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for case in cases:
        marks = _judged(case)
        for kind, was_found, was_right in marks:
            expected[kind] += 1
            found[kind] += was_found
            right[kind] += was_right
            if args.show == kind and not was_right:
                _show(case)
        group = marks[0][0] if len(marks) == 1 else "several" if marks else "nothing"
        held[f"{group} of"] += 1
        held[group] += all(m[2] for m in marks) and len(_times(case)) <= len(marks)
    _print(expected, found, right, held)


def _times(case: dict[str, Any]) -> tuple[Timex, ...]:
    day = _reference(case)
    text = case["Input"]
    published = Published(day, day, day, DateOrigin.STATED, "the reference date")
    return find_times(text, split_sentences(text, (Span(0, len(text)),)), published=published)


def _reference(case: dict[str, Any]) -> str:
    return str(case.get("Context", {}).get("ReferenceDateTime", "2016-11-07"))[:10]


def _judged(case: dict[str, Any]) -> list[tuple[str, bool, bool]]:
    """Return for each expected expression its kind, whether it was found and whether right."""
    times = _times(case)
    marks = []
    for result in case["Results"]:
        if "TypeName" not in result:  # a few cases of the file have another form
            continue
        kind = result["TypeName"].removeprefix("datetimeV2.")
        start, end = result.get("Start", 0), result.get("End", len(case["Input"]) - 1)
        over = [t for t in times if t.span.start <= end and start < t.span.end]
        values = (result.get("Resolution") or {}).get("values") or []
        right = any(_same(kind, value, over) for value in values)
        marks.append((kind, bool(over), right))
    return marks


def _same(kind: str, value: dict[str, str], times: list[Timex]) -> bool:
    if not times:
        return False
    if kind in {"date", "datetime", "time"}:
        return any(_same_moment(kind, value.get("value", ""), t) for t in times)
    if kind in {"daterange", "datetimerange"}:
        return _same_days(value, times)
    if kind == "duration":
        return any(_seconds(t.value) == int(float(value.get("value", "-1"))) for t in times)
    if kind == "set":
        return any(t.type == "SET" and t.value == value.get("timex") for t in times)
    return kind == "timerange"


def _same_moment(kind: str, value: str, time: Timex) -> bool:
    clock = re.search(r"T([0-9]{2}:[0-9]{2})", time.value)
    if kind == "time":
        return clock is not None and clock[1] == value[:5]
    if kind == "date":
        return time.earliest == time.latest == value
    day, _, at = value.partition(" ")
    if time.value == "PRESENT_REF":
        return True
    return time.earliest == time.latest == day and clock is not None and clock[1] == at[:5]


def _same_days(value: dict[str, str], times: list[Timex]) -> bool:
    """Compare first and last days; theirs end with the day after the last, at midnight."""
    first, end = value.get("start", "")[:10], value.get("end", "")
    dated = [t for t in times if t.earliest and t.latest]
    if not dated or not (first or end):
        return False
    lows, highs = min(t.earliest or "" for t in dated), max(t.latest or "" for t in dated)
    if len(end) > 10 and not end.endswith("00:00:00"):
        return (not first or lows == first) and highs == end[:10]
    return (not first or lows == first) and (not end or _day_before(end[:10]) <= highs <= end[:10])


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _seconds(value: str) -> int:
    """Return the seconds of a TIMEX3 duration as the specification counts them (month 30 days)."""
    match = re.fullmatch(r"P(.*?)(?:T(.*))?", value)
    if match is None:
        return -2
    total = 0.0
    for part, table in ((match[1], _LONG), (match[2] or "", _SECONDS)):
        for count, unit in re.findall(r"([0-9.]+)(WE|[A-Z])", part):
            total += float(count) * table.get(unit, 0)
    return int(total)


def _short(value: dict[str, str]) -> str:
    return value.get("value") or f"{value.get('start')}..{value.get('end')}"


def _show(case: dict[str, Any]) -> None:
    wanted = [
        (
            r["Text"],
            [v.get("value") or (v.get("start"), v.get("end")) for v in r["Resolution"]["values"]],
        )
        for r in case["Results"]
        if (r.get("Resolution") or {}).get("values")
    ]
    got = [(t.span.of(case["Input"]), t.value, t.earliest, t.latest) for t in _times(case)]
    sys.stdout.write(f"{_reference(case)} {case['Input']}\n")
    sys.stdout.write(f"    wanted {wanted}\n    got    {got}\n")


def _print(
    expected: Counter[str], found: Counter[str], right: Counter[str], held: Counter[str]
) -> None:
    sys.stdout.write(f"{'kind':16s}{'cases':>7s}{'found':>7s}{'right':>7s}{'share':>8s}\n")
    for kind, count in [*expected.most_common(), ("all", expected.total())]:
        f = found.total() if kind == "all" else found[kind]
        r = right.total() if kind == "all" else right[kind]
        sys.stdout.write(f"{kind:16s}{count:7d}{f:7d}{r:7d}{100 * r / count:8.1f}\n")
    groups = sorted(key.removesuffix(" of") for key in held if key.endswith(" of"))
    whole = sum(held[group] for group in groups)
    size = sum(held[f"{group} of"] for group in groups)
    sys.stdout.write(f"whole cases that hold: {whole} of {size}, by what they expect:\n")
    for group in groups:
        sys.stdout.write(f"    {group:16s}{held[group]:5d} of {held[f'{group} of']:5d}\n")


class _AsWritten(argparse.RawDescriptionHelpFormatter):
    """Help with the lines as they are."""


if __name__ == "__main__":
    main()
