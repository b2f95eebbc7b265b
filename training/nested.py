"""Reads the texts written for nesting, in `nested_texts/`: attributions in square brackets.

`[x1 [s2 He] [c2 believes] [x2 it is over]]`: a letter for the role (source, cue, content), the
attribution's number, the words. Texts are parted by a line of `====`; a line `parents: 2>1` says
what no bracket can, that attribution 2 stands inside attribution 1.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from training.texts import AttributedText, Marked, Range

FOLDER = Path(__file__).with_name("nested_texts")
HELD_BACK = "test"
"""The file that is kept from training."""
_MARK = re.compile(r"\[([scx])(\d+) |\]")
_PARENTS = re.compile(r"^parents:(.*)$", re.M)
_ROLES = {"s": "source", "c": "cue", "x": "content"}


@dataclass
class _Parts:
    source: list[Range] = field(default_factory=list)
    cue: list[Range] = field(default_factory=list)
    content: list[Range] = field(default_factory=list)


def read_nested(*, held_back: bool) -> list[AttributedText]:
    """Read the texts kept from training, or all the others."""
    return [
        parse(block, f"{path.stem}-{number}")
        for path in sorted(FOLDER.glob("*.txt"))
        if (path.stem == HELD_BACK) == held_back
        for number, block in enumerate(path.read_text(encoding="utf-8").split("\n====\n"))
    ]


def parse(block: str, name: str) -> AttributedText:
    """Take the brackets out of a text.

    >>> parse("[s1 Ora] [c1 said] [x1 so].", "one").attributions[0].content
    ((9, 11),)
    """
    told = {
        int(child): int(parent)
        for line in _PARENTS.findall(block)
        for child, parent in re.findall(r"(\d+)>(\d+)", line)
    }
    text, parts = _unbracketed(_PARENTS.sub("", block).strip())
    inner = set(told) | {n for n in parts for m in parts if n != m and _stands_in(parts, n, m)}
    marked = tuple(
        Marked(tuple(p.source), (p.cue[0][0], p.cue[-1][1]), tuple(p.content), inner=n in inner)
        for n, p in sorted(parts.items())
    )
    return AttributedText(name, text, marked)


def _stands_in(parts: dict[int, _Parts], inner: int, outer: int) -> bool:
    begin, end = parts[inner].cue[0]
    return any(first <= begin and end <= last for first, last in parts[outer].content)


def _unbracketed(block: str) -> tuple[str, dict[int, _Parts]]:
    text, at = "", 0
    open_: list[tuple[str, int, int]] = []
    parts: dict[int, _Parts] = defaultdict(_Parts)
    for mark in _MARK.finditer(block):
        text += block[at : mark.start()]
        at = mark.end()
        if mark[1]:
            open_.append((_ROLES[mark[1]], int(mark[2]), len(text)))
        else:
            role, number, begin = open_.pop()
            getattr(parts[number], role).append((begin, len(text)))
    text += block[at:]
    for held in parts.values():
        for role in _ROLES.values():
            getattr(held, role).sort()
    return text, dict(parts)
