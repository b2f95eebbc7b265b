"""What GUM and UDS-IH2 tell beyond names: references, relations of words, what happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from training.texts import (
    ALL_TYPES,
    RELATIONS,
    Drops,
    NamedText,
    Range,
    join_words,
    read_jsonl,
)

Words = Sequence[Sequence[str]]
Referent = tuple[int, int, int, int, int]
SENTENCES = 8
"""Sentences of UDS-IH2 a text: they stand in their documents' order."""
LONGEST = 25
"""Words of a phrase worth comparing with others."""


def relations_of(words: Words, ranges: Sequence[Range]) -> tuple[tuple[int, int, str], ...]:
    """Give each word's relation to its head, without its subtype; `words` are CoNLL-U rows."""
    kinds = (cells[7].partition(":")[0] for cells in words)
    return tuple(
        (*where, kind) for where, kind in zip(ranges, kinds, strict=True) if kind in RELATIONS
    )


def referents_of(words: Words, ranges: Sequence[Range]) -> tuple[Referent, ...]:
    """Give every phrase that refers to something, its head and the number of what it refers to."""
    found: list[Referent] = []
    opened: list[tuple[str, int, list[str]]] = []
    for place, cells in enumerate(words):
        marks = re.search(r"Entity=([^|]*)", cells[9])
        for opens, key, closes in re.findall(
            r"(\()?(\d+(?:-[^()]*?(?=[()]|$))?)(\))?", marks[1] if marks else ""
        ):
            number = key.split("-")[0]
            if opens:
                opened.append((number, place, key.split("-")))
            if closes:
                index = max((i for i, held in enumerate(opened) if held[0] == number), default=None)
                if index is not None:
                    _, first, about = opened.pop(index)
                    found += _referent(about, first, place, ranges)
    return tuple(sorted(found))


def _referent(
    about: Sequence[str], first: int, last: int, ranges: Sequence[Range]
) -> list[Referent]:
    """Make one referent of the words first to last, if its head is told and it is not long."""
    if len(about) < 6 or last - first >= LONGEST or not re.fullmatch(r"[\d,]+", about[5]):
        return []
    heads = [first + int(cell) - 1 for cell in about[5].split(",")]
    if heads[-1] > last:
        return []
    head = (ranges[heads[0]][0], ranges[heads[-1]][1])
    return [(ranges[first][0], ranges[last][1], *head, int(about[0]))]


def read_events(data: Path, drops: Drops) -> list[NamedText]:
    """Read UDS-IH2's train split; relations are EWT's, where it holds the same sentence."""
    grammar = _ewt(data / "ewt/en_ewt-ud-train.rebuilt.conllu")
    rows = read_jsonl(data / "factuality/UDS_IH2/train.jsonl")
    return [
        _events_text(number, rows[number : number + SENTENCES], grammar, drops)
        for number in range(0, len(rows), SENTENCES)
    ]


def _events_text(
    number: int, rows: Sequence[dict[str, object]], grammar: dict[str, list[str]], drops: Drops
) -> NamedText:
    columns, events = [], list[tuple[int, float]]()
    for row in rows:
        words = str(row["text"]).split()
        kinds = grammar.get("".join(words), [])
        if len(kinds) != len(words):
            drops["uds: sentence not in ewt, without its relations"] += 1
            kinds = ["_"] * len(words)
        for target in row["targets"]:  # type: ignore[attr-defined]
            events.append((len(columns) + target["span1"][0], float(target["label"])))
        columns += [*zip(words, kinds, strict=True), ("\n", "_")]
    text, ranges = join_words(columns)
    relations = [
        (*where, kind) for where, (_, kind) in zip(ranges, columns, strict=True) if kind != "_"
    ]
    marked = tuple((*ranges[place], value) for place, value in events)
    return NamedText(
        f"uds/{number}", text, (), silent=ALL_TYPES, relations=tuple(relations), events=marked
    )


def _ewt(path: Path) -> dict[str, list[str]]:
    """Give the relations of each sentence's words, by its words run together."""
    out: dict[str, list[str]] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if re.match(r"\d+\t", line)]
        kinds = [cells[7].partition(":")[0] for cells in rows]
        out["".join(cells[1] for cells in rows)] = [k if k in RELATIONS else "_" for k in kinds]
    return out
