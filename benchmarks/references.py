"""How often the network knows what a phrase refers to, on GUM's documents kept for it.

    python benchmarks/references.py DATA/gum

Every phrase that refers to something (GUM marks them all) is asked for the one before it that it
means, among up to 60 before; right is one of the same entity, or none where it is new. Told apart
by the kind of phrase, with the nearest phrase of the same head word, or for a pronoun the nearest
phrase that is none, as what any program could do. `--fit` prints the slope and shift that make the
odds probabilities.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from whence.evaluation.calibration import calibration_error, fit_platt
from whence.extraction.encoder import Encoder
from whence.extraction.references import References
from whence.records.span import Span

OPEN = [
    "academic",
    "bio",
    "conversation",
    "court",
    "interview",
    "news",
    "speech",
    "textbook",
    "vlog",
    "voyage",
]
PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "his",
        "its",
        "their",
        "hers",
        "theirs",
        "himself",
    ]
)
CANDIDATES = 60


@dataclass(frozen=True)
class Phrase:
    """A phrase, its head and the number of what it refers to."""

    span: Span
    head: Span
    number: int


@dataclass(frozen=True)
class Trial:
    """One phrase asked: its kind, whether the network and the plain guess were right, its odds."""

    kind: str
    right: bool
    plain: bool
    odds: float


def documents(folder: Path, split: str) -> Iterator[tuple[str, list[Phrase]]]:
    """Read a split's documents of the open genres: their text and phrases in order."""
    listed = re.search(rf"## {split}\n(.*?)(?:\n##|\Z)", (folder / "splits.md").read_text(), re.S)
    for name in re.findall(r"GUM_\w+", listed[1] if listed else ""):
        if name.split("_")[1] in OPEN:
            yield read((folder / "dep" / f"{name}.conllu").read_text(encoding="utf8"))


def read(rows: str) -> tuple[str, list[Phrase]]:
    """Read one CoNLL-U document."""
    text, words, marks = "", list[Span](), list[str]()
    for line in rows.splitlines():
        cells = line.split("\t")
        if line.startswith("# newpar") and text:
            text = text.rstrip() + "\n\n"
        elif len(cells) == 10 and cells[0].isdigit():
            words.append(Span(len(text), len(text) + len(cells[1])))
            found = re.search(r"Entity=([^|]*)", cells[9])
            marks.append(found[1] if found else "")
            text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
    return text, sorted(phrases(words, marks), key=lambda p: (p.span.start, -p.span.end))


def phrases(words: Sequence[Span], marks: Sequence[str]) -> Iterator[Phrase]:
    """Find the phrases the marks open and close."""
    opened: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for place, mark in enumerate(marks):
        for opens, key, closes in re.findall(r"(\()?(\d+(?:-[^()]*?(?=[()]|$))?)(\))?", mark):
            number = key.split("-")[0]
            if opens:
                opened[number].append((place, key.split("-")))
            if closes and opened[number]:
                first, about = opened[number].pop()
                if len(about) > 5 and re.fullmatch(r"[\d,]+", about[5]):
                    heads = [min(place, first + int(cell) - 1) for cell in about[5].split(",")]
                    yield Phrase(
                        Span(words[first].start, words[place].end),
                        Span(words[heads[0]].start, words[heads[-1]].end),
                        int(number),
                    )


def trials(encoder: Encoder, text: str, listed: Sequence[Phrase]) -> Iterator[Trial]:
    """Ask the network what each phrase means."""
    (reading,) = encoder.read([text])
    references = References(reading)
    for place, phrase in enumerate(listed):
        before = listed[max(0, place - CANDIDATES) : place]
        if not before:
            continue
        kind = kind_of(phrase.span.of(text))
        odds = references.odds(phrase.head, [one.head for one in before])
        best = int(odds.argmax())
        known = any(one.number == phrase.number for one in before)
        says = odds[best] > 0
        right = before[best].number == phrase.number if says else not known
        guess = plain_guess(text, phrase, before, kind)
        plain = guess.number == phrase.number if guess else not known
        yield Trial(kind, right, plain, abs(float(odds[best])))


def plain_guess(text: str, phrase: Phrase, before: Sequence[Phrase], kind: str) -> Phrase | None:
    """Give the nearest phrase before with the same head, or that is no pronoun for a pronoun."""
    for one in reversed(before):
        if kind == "pronoun" and kind_of(one.span.of(text)) != "pronoun":
            return one
        if kind != "pronoun" and one.head.of(text).lower() == phrase.head.of(text).lower():
            return one
    return None


def kind_of(words: str) -> str:
    """Sort a phrase: pronoun, definite ("the ministry"), name or other."""
    first = words.split(maxsplit=1)[0].lower()
    if words.lower() in PRONOUNS:
        return "pronoun"
    if first in ("the", "this", "that", "these", "those", "his", "her", "its", "their"):
        return "definite"
    return "name" if words[0].isupper() and " " not in words.strip() else "other"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gum", type=Path, help="the folder of GUM")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--fit", action="store_true", help="print a slope and a shift")
    arguments = parser.parse_args()
    encoder = Encoder.load(threads=2)
    found = [
        trial
        for text, listed in documents(arguments.gum, arguments.split)
        for trial in trials(encoder, text, listed)
    ]
    print(f"{'':10} {'phrases':>8} {'network':>8} {'plain':>8}")
    for kind in ("pronoun", "definite", "name", "other", ""):
        some = [one for one in found if kind in ("", one.kind)]
        shares = [100 * np.mean([getattr(one, who) for one in some]) for who in ("right", "plain")]
        print(f"{kind or 'all':10} {len(some):8} {shares[0]:8.1f} {shares[1]:8.1f}")
    asked = [one for one in found if one.kind in ("pronoun", "definite")]
    odds = np.array([one.odds for one in asked])
    right = np.array([one.right for one in asked])
    raw = 1 / (1 + np.exp(-odds))
    way = fit_platt(raw, right)
    print(f"calibration error {calibration_error(raw, right):.3f}, corrected "
          f"{calibration_error(way(raw), right):.3f}")  # fmt: skip
    if arguments.fit:
        print(f"slope and shift: {way.slope:.3f} {way.shift:.3f}")


if __name__ == "__main__":
    main()
