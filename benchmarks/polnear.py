"""What readers marked in PolNeAR's articles, what Whence found there, and how both are paired.

Shared by `attribution_tables.py` and `calibration.py`. A role's words are known by where they
begin in the article's file, so that punctuation at an edge counts nothing.
"""

from __future__ import annotations

import bisect
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

ROLES = ("cue", "source", "content")
Words = frozenset[int]
Read = Callable[[str, Iterable[tuple[int, int]]], Words]
"""Gives the places in a text that stand for some spans of it."""

_WORD = re.compile(r"\w+")
_NUMBERED = re.compile(r"\d+$")


@dataclass(frozen=True, eq=False)
class Marked:
    """One attribution, a reader's or the machine's: the words of each role, and the scores."""

    cue: Words
    source: Words
    content: Words
    scores: dict[str, float] = field(default_factory=dict)

    def same(self, other: Marked) -> bool:
        """Say whether all three roles hold the same words."""
        return all(getattr(self, role) == getattr(other, role) for role in ROLES)


@dataclass(frozen=True, eq=False)
class Article:
    """One article: its text, what each of its readers marked, and what was found in it."""

    name: str
    text: str
    readers: tuple[tuple[Marked, ...], ...]
    found: tuple[Marked, ...]

    @property
    def outlet(self) -> str:
        """Return what stands before the first underscore of the name."""
        return self.name.split("_", 1)[0]

    @cached_property
    def words(self) -> list[tuple[int, int]]:
        """Return where the words of the text begin and end."""
        return [match.span() for match in _WORD.finditer(self.text)]

    @cached_property
    def quoted(self) -> Words:
        """Return the words inside quotation marks; one ends with its paragraph at the latest."""
        return frozenset(
            start for begin, end in _quotations(self.text) for start in self._between(begin, end)
        )

    def number(self, start: int) -> int:
        """Return how many words stand before the one that begins at `start`."""
        return bisect.bisect_left(self.words, (start, 0))

    def _between(self, begin: int, end: int) -> Iterator[int]:
        for start, _ in self.words[self.number(begin) :]:
            if start >= end:
                return
            yield start


def read_articles(folder: Path, extraction: Path, *, marks: bool = False) -> list[Article]:
    """Return the articles of a PolNeAR split with what a file of extraction records holds.

    The scorer compares words, so that a cue that is a colon or a dash can meet none: with `marks`
    such a cue is its marks.
    """
    read = _words_or_marks if marks else _words
    found = dict(_found(extraction, read))
    readers: dict[str, list[tuple[Marked, ...]]] = defaultdict(list)
    texts: dict[str, str] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rpartition("_")[0]  # the rest is who read it
        if name not in texts:
            texts[name] = (folder / "text" / f"{name}.txt").read_bytes().decode("utf8")
        readers[name].append(tuple(_marked(path.read_bytes().decode("utf8"), texts[name], read)))
    return [
        Article(name, text, tuple(readers[name]), found.get(name, ()))
        for name, text in texts.items()
    ]


def pairings(found: Iterable[Marked], marked: Iterable[Marked]) -> list[tuple[Marked, Marked]]:
    """Return every (found, marked) whose cues share a word; one may stand in several."""
    listed = list(marked)
    return [(one, other) for one in found for other in listed if one.cue & other.cue]


def closest(found: Iterable[Marked], marked: Iterable[Marked]) -> list[tuple[Marked, Marked]]:
    """Return pairs in which each stands at most once, those that share most words first."""
    ranked = sorted(
        pairings(found, marked),
        key=lambda pair: (-len(pair[0].cue & pair[1].cue), -len(pair[0].content & pair[1].content)),
    )
    taken: set[int] = set()
    pairs = []
    for one, other in ranked:
        if id(one) not in taken and id(other) not in taken:
            taken |= {id(one), id(other)}
            pairs.append((one, other))
    return pairs


def _marked(annotations: str, text: str, read: Read) -> Iterator[Marked]:
    """Read one reader's brat file; broken lines and attributions without a cue are left out."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[list[list[str]]] = []
    for line in annotations.split("\n"):
        cells = line.split("\t")
        if len(cells) < 2:
            continue
        if line.startswith("T") and " " in cells[1]:
            places = cells[1].partition(" ")[2].split(";")
            spans[cells[0]] = [(int(a), int(b)) for a, b in (place.split() for place in places)]
        elif line.startswith("E"):
            events.append([part.split(":") for part in cells[1].split()])
    for event in events:
        roles: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for role, key in event:
            roles[_NUMBERED.sub("", role).lower()] += spans.get(key, [])
        if roles["cue"]:
            cue, source, content = (read(text, roles[role]) for role in ROLES)
            yield Marked(cue, source, content)


def _words(text: str, spans: Iterable[tuple[int, int]]) -> Words:
    return frozenset(a + match.start() for a, b in spans for match in _WORD.finditer(text[a:b]))


def _words_or_marks(text: str, spans: Iterable[tuple[int, int]]) -> Words:
    listed = list(spans)
    marks = (
        a + place for a, b in listed for place in range(b - a) if not text[a + place].isspace()
    )
    return _words(text, listed) or frozenset(marks)


def _found(extraction: Path, read: Read) -> Iterator[tuple[str, tuple[Marked, ...]]]:
    with extraction.open(encoding="utf8") as lines:
        for line in lines:
            record = json.loads(line)
            yield Path(record["report"]["path"]).stem, tuple(_outermost(record, read))


def _outermost(record: dict[str, Any], read: Read) -> Iterator[Marked]:
    """Carry the attributions that lie in no other back to the file's characters."""
    runs = record.get("raw") or [[0, 0, len(record["text"])]]

    def raw(place: int) -> int:
        for start, begin, length in runs:
            if begin is not None and start <= place < start + length:
                return int(begin + place - start)
        return -1 - place  # it stands nowhere in the file, so it meets no reader's word

    for one in record["attributions"]:
        if one.get("parent") is None:
            cue, source, content = (
                frozenset(map(raw, read(record["text"], one[role]))) for role in ROLES
            )
            scores = {key: value for key, value in one.items() if key.endswith("score")}
            yield Marked(cue, source, content, scores)


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    begin = -1
    for place, character in enumerate(text):
        if begin < 0 and character in '“"':
            begin = place
        elif begin >= 0 and character in '”"\n':
            yield begin, place
            begin = -1
