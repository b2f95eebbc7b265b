"""Reads the annotated texts: PolNeAR for attributions, five sets for names.

Nothing is read but what may train weights that ship. Every dropped row is counted by its reason.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

Range = tuple[int, int]
Drops = Counter[str]
"""How many rows were dropped, by reason."""

RELATIONS = (
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "compound", "conj",
    "cop", "csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith",
    "iobj", "list", "mark", "nmod", "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct",
    "reparandum", "root", "vocative", "xcomp",
)  # fmt: skip
"""The relations of Universal Dependencies, without their subtypes."""
ALL_TYPES = frozenset(("PERSON", "ORGANIZATION", "PLACE", "GROUP", "EVENT", "OTHER"))


@dataclass(frozen=True)
class Marked:
    """One attribution as annotated; all ranges are half-open characters.

    `cue` runs from the first to the last of `cue_pieces`; `inner`: it stands inside the content
    of another.
    """

    source: tuple[Range, ...]
    cue: Range
    content: tuple[Range, ...]
    inner: bool = False
    cue_pieces: tuple[Range, ...] = ()


@dataclass(frozen=True)
class AttributedText:
    """One annotator's reading of one article."""

    name: str
    text: str
    attributions: tuple[Marked, ...]

    @property
    def article(self) -> str:
        """The article's name, whoever read it: readers' marks end a copy's name."""
        return self.name.rsplit("_", 1)[0]


@dataclass(frozen=True)
class NamedText:
    """A text with its names. Its set says nothing of `silent` types, nor of `blind` ranges.

    Where its set tells, also: `relations`, each word's relation to its head; `referents`, what
    is referred to (begin, end, and the same for its head, number of the entity); `events`, words
    that tell an event and how sure it is that it happened, -3 to 3.
    """

    name: str
    text: str
    names: tuple[tuple[int, int, str], ...]
    silent: frozenset[str] = frozenset()
    blind: tuple[Range, ...] = ()
    relations: tuple[tuple[int, int, str], ...] = ()
    referents: tuple[tuple[int, int, int, int, int], ...] = ()
    events: tuple[tuple[int, int, float], ...] = ()


def held_back(name: str, share: float) -> bool:
    """Say whether a document is kept from training, by its name alone."""
    return zlib.crc32(name.encode()) % 1000 < share * 1000


def read_polnear(folder: Path, drops: Drops) -> list[AttributedText]:
    """Read one split of PolNeAR: every annotator's copy of every article."""
    texts = []
    for path in sorted((folder / "attributions").glob("*.ann")):
        text_path = folder / "text" / (path.stem.rsplit("_", 1)[0] + ".txt")
        if not text_path.exists():
            drops["polnear: annotation without its text"] += 1
            continue
        text = text_path.read_bytes().decode("utf-8")
        found = _read_ann(path.read_bytes().decode("utf-8"), len(text), drops)
        texts.append(AttributedText(path.stem, text, tuple(found)))
    return texts


def _read_ann(lines: str, length: int, drops: Drops) -> list[Marked]:
    """Read the brat standoff lines of one file."""
    spans: dict[str, tuple[Range, ...]] = {}
    relations = []
    for line in lines.split("\n"):
        cells = line.split("\t")
        span = re.fullmatch(r"\S+ ((?:\d+ \d+;?)+)", cells[1]) if len(cells) > 1 else None
        if line.startswith("T") and span:
            pairs = (part.split() for part in span[1].split(";") if part)
            spans[cells[0]] = tuple((int(begin), int(end)) for begin, end in pairs)
        elif line.startswith("E") and len(cells) > 1:
            relations.append(cells[1].split())
        elif line.strip():
            drops["polnear: line is not standoff"] += 1
    marked = (_attribution(relation, spans, length, drops) for relation in relations)
    return [attribution for attribution in marked if attribution is not None]


def _attribution(
    relation: list[str], spans: dict[str, tuple[Range, ...]], length: int, drops: Drops
) -> Marked | None:
    """Put one attribution together from the spans its line names."""
    roles: dict[str, list[Range]] = {"source": [], "cue": [], "content": []}
    for cell in relation[1:]:
        role, _, key = cell.partition(":")
        role = role.rstrip("0123456789").lower()
        if key not in spans or role not in roles:
            drops["polnear: role without a span"] += 1
        else:
            roles[role] += spans[key]
    if not roles["cue"]:
        drops["polnear: attribution without a cue"] += 1
        return None
    if any(end > length for ranges in roles.values() for _, end in ranges):
        drops["polnear: span past the end of its text"] += 1
        return None
    cue = (min(begin for begin, _ in roles["cue"]), max(end for _, end in roles["cue"]))
    source, cues, content = (tuple(sorted(roles[role])) for role in ("source", "cue", "content"))
    return Marked(source, cue, content, cue_pieces=cues)


def read_columns(
    path: Path, *, word: int, label: int, split: str | None, per_text: int
) -> list[list[tuple[str, str]]]:
    """Read a one-word-a-line file as texts of `per_text` sentences: lists of (word, label)."""
    texts: list[list[tuple[str, str]]] = [[]]
    sentences = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split(split)
        if len(cells) >= 2:
            texts[-1].append((cells[word], cells[label]))
        elif texts[-1] and texts[-1][-1][0] != "\n":
            sentences += 1
            texts[-1].append(("\n", "O"))
            if sentences % per_text == 0:
                texts.append([])
    return [text for text in texts if text]


def join_words(rows: list[tuple[str, str]]) -> tuple[str, list[Range]]:
    """Set words as a printer would and give each one's range.

    >>> join_words([("Parties", "O"), ("(", "O"), ("EU", "O"), (")", "O"), (".", "O")])[0]
    'Parties (EU).'
    """
    text, ranges, glue, quotes = "", [], True, 0
    for raw, _ in rows:
        word = '"' if raw in ("''", "``") else raw
        closes = bool(re.match(r"[.,;:!?%)\]}…”’]|'s$|n't$|'\w{1,2}$", word)) or word == "\n"
        if word == '"':
            closes, quotes = quotes % 2 == 1, quotes + 1
        text += "" if glue or closes else " "
        ranges.append((len(text), len(text) + len(word)))
        text += word
        glue = bool(re.fullmatch(r"[(\[{“‘$£€#@\n]", word)) or (word == '"' and not closes)
    return text, ranges


def spans_of(rows: list[tuple[str, str]], ranges: list[Range]) -> list[tuple[int, int, str]]:
    """Join B-, I- labels into (start, end, label) spans; a stray I- opens a span."""
    spans: list[tuple[int, int, str]] = []
    before = "O"
    for (_, label), (begin, end) in zip(rows, ranges, strict=True):
        kind = label[2:]
        if label.startswith("I-") and before[2:] == kind and spans:
            spans[-1] = (spans[-1][0], end, kind)
        elif label != "O":
            spans.append((begin, end, kind))
        before = label
    return spans


def read_jsonl(path: Path) -> list[dict[str, object]]:
    """Read a file of one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
