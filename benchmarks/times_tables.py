"""Time expressions against TimeML by type and by kind, from a run's records.

    python SCORE/timex.py DATA/tempeval3/TBAQ-cleaned/AQUAINT --inputs > in.jsonl
    whence extract in.jsonl --format jsonl > out.jsonl
    python benchmarks/times_tables.py DATA/tempeval3/TBAQ-cleaned/AQUAINT out.jsonl

Of each type (as annotated) and each kind (told from the words) how many are annotated, and the
share found (overlap), found with the very span, and found with the value. Expressions found where
none is annotated are counted under the kind their words tell. Several pairs of a folder and its
records may be given; they are added up.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

_KINDS: tuple[tuple[str, str], ...] = (
    ("clock time", r"\d\s?[ap]\.?m|\d:\d\d|o'clock|\bnoon\b|\bmidnight\b|\d{4} GMT"),
    ("set", r"\b(?:every|each|daily|weekly|monthly|annual|quarterly|nightly)|days\b.*week"),
    ("ago, later", r"\b(?:ago|later|earlier|before|after|hence)$|\b(?:ago|from now)\b"),
    ("quarter", r"quarter|half of|period|year-ago|year-earlier|Q[1-4]"),
    ("last, next, this", r"\b(?:last|next|this|past|coming|previous|following|same|that)\b"),
    ("today and the like", r"today|tomorrow|yesterday|tonight|overnight"),
    ("part of day", r"morning|afternoon|evening|night|dawn"),
    ("weekday", r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"),
    ("date", r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? ?\d|\d/\d|\d [A-Z]"),
    ("month", r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"),
    ("decade, century", r"\d0'?s\b|century|ties\b|decade"),
    ("year", r"\b1\d{3}\b|\b20\d\d\b|nineteen|fiscal"),
    ("vague", r"recent|now|current|soon|future|past|present|once|moment|already|previous|time"),
    ("duration", r"second|minute|hour|day|week|month|year"),
    ("season", r"spring|summer|autumn|fall|winter"),
)


@dataclass
class Counts:
    """How many are annotated, overlapped, of the very span, of the value; how many are too many."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    strict: Counter[str] = field(default_factory=Counter)
    value: Counter[str] = field(default_factory=Counter)
    spare: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_AsWritten)
    parser.add_argument("pairs", nargs="+", type=Path, help="folder, records, folder, records ...")
    args = parser.parse_args()
    types, kinds = Counts(), Counts()
    for folder, records in zip(args.pairs[::2], args.pairs[1::2], strict=True):
        lines = records.read_text(encoding="utf-8").splitlines()
        for path, line in zip(sorted(folder.glob("*.tml")), lines, strict=True):
            _count(path, json.loads(line), types, kinds)
    for title, counts in (("type", types), ("kind", kinds)):
        _print(title, counts)


def _count(path: Path, record: dict[str, Any], types: Counts, kinds: Counts) -> None:
    text, gold = _annotated(path)
    times = [(_raw_span(record, *time["span"]), time) for time in record["times"]]
    used: set[int] = set()
    for span, kind_of_time, value in gold:
        labels = ((types, kind_of_time), (kinds, kind(text[slice(*span)])))
        hits = [
            number
            for number, (other, _) in enumerate(times)
            if number not in used and other[0] < span[1] and span[0] < other[1]
        ]
        hits.sort(key=lambda number: times[number][0] != span)
        for counts, label in labels:
            counts.gold[label] += 1
            if hits:
                counts.found[label] += 1
                counts.strict[label] += times[hits[0]][0] == span
                counts.value[label] += times[hits[0]][1]["value"] == value
        used.update(hits[:1])
    for number, (span, time) in enumerate(times):
        if number not in used:
            types.spare[time["type"]] += 1
            kinds.spare[kind(text[max(0, span[0]) : max(0, span[1])])] += 1


def kind(words: str) -> str:
    """Return the kind of an expression as its words tell it."""
    return next((name for name, form in _KINDS if re.search(form, words, re.I)), "other")


def _annotated(path: Path) -> tuple[str, list[tuple[tuple[int, int], str, str]]]:
    root = ElementTree.parse(path).getroot()
    pieces: list[str] = []
    found: list[tuple[tuple[int, int], str, str]] = []

    def walk(node: ElementTree.Element) -> None:
        start = sum(map(len, pieces))
        pieces.append(node.text or "")
        for child in node:
            walk(child)
            pieces.append(child.tail or "")
        if node.tag == "TIMEX3":
            span = (start, sum(map(len, pieces)))
            found.append((span, node.get("type", ""), node.get("value", "")))

    body = root.find("TEXT")
    if body is not None:
        walk(body)
    return "".join(pieces), found


def _raw_span(record: dict[str, Any], start: int, end: int) -> tuple[int, int]:
    def raw(place: int) -> int:
        for first, there, length in record["raw"]:
            if there is not None and first <= place < first + length:
                return int(there + place - first)
        return -2 - place

    return raw(start), raw(end - 1) + 1


def _print(title: str, counts: Counts) -> None:
    head = f"{title:20s}{'annotated':>10s}{'found':>8s}{'span':>8s}{'value':>8s}{'spare':>8s}\n"
    sys.stdout.write(head)
    for label, size in counts.gold.most_common():
        shares = (counts.found[label], counts.strict[label], counts.value[label])
        told = "".join(f"{100 * share / size:8.1f}" for share in shares)
        sys.stdout.write(f"{label:20s}{size:10d}{told}{counts.spare[label]:8d}\n")


class _AsWritten(argparse.RawDescriptionHelpFormatter):
    """Help with the lines as they are."""


if __name__ == "__main__":
    main()
