"""Makes scores probabilities: `python -m training.calibrate --data DATA --model FOLDER`.

Fits what stands in a network's `config.json` beside its weights, and rewrites that file: the
verifier, and the slopes and shifts of source and content, on the articles of PolNeAR's train split
that were kept from training; of inner cues on the texts written for nesting that were kept; of
references on GUM's dev documents.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.name_sets import read_name_sets
from training.nested import read_nested
from training.settings import Settings
from training.texts import AttributedText, Drops, Marked, NamedText, Range, held_back, read_polnear
from whence.evaluation.calibration import Platt, fit_platt
from whence.extraction.decoding import RawAttribution, probability, propose
from whence.extraction.encoder import Encoder
from whence.extraction.references import References
from whence.extraction.verifying import Evidence, fit
from whence.records.span import Span

Words = frozenset[int]
PLAIN = (1.0, 0.0)
CANDIDATES = 60
POINTS_BACK = re.compile(
    r"(?:he|she|it|they|(?:the|this|that|these|those|his|her|its|their) .+)", re.I
)


@dataclass(frozen=True)
class Trial:
    """One proposal beside what a reader marked, if anything."""

    raw: RawAttribution
    evidence: Evidence
    marked: Marked | None
    text: str


def main() -> None:
    """Fit everything and rewrite the settings."""
    parser = argparse.ArgumentParser(prog="python -m training.calibrate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--model", type=Path, required=True, help="folder of the network")
    arguments = parser.parse_args()
    drops: Drops = Counter()
    encoder = Encoder.load(arguments.model, threads=2)
    kept = [
        text
        for text in read_polnear(arguments.data / "polnear/train", drops)
        if held_back(text.article, Settings().calibration)
    ]
    outer = [t for t in trials(encoder, kept) if not t.raw.inner]
    nested = [t for t in trials(encoder, read_nested(held_back=True)) if t.raw.inner]
    pairs = [t for t in outer if t.marked is not None]
    gum = read_name_sets(arguments.data, drops)["gum/dev"]
    found = {
        "verifier": [round(float(w), 4) for w in fit_verifier(outer)],
        "calibration": {
            "inner": _line(
                [(t.evidence.cue_odds, bool(t.marked and t.marked.inner)) for t in nested]
            ),
            "source": _line([(t.evidence.source_odds, same(t, "source")) for t in pairs]),
            "content": _line([(t.evidence.content_odds, same(t, "content")) for t in pairs]),
            "refer": _line(list(asked(encoder, gum))),
        },
    }
    path = arguments.model / "config.json"
    config = json.loads(path.read_text(encoding="utf-8")) | found
    path.write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found | {"outer": len(outer), "pairs": len(pairs), "inner": len(nested)}))


def trials(encoder: Encoder, texts: Iterable[AttributedText]) -> Iterator[Trial]:
    """Propose attributions and pair each with the marked one whose cue shares a word with it."""
    listed = list(texts)
    for text, reading in zip(listed, encoder.read_each(t.text for t in listed), strict=True):
        for raw, evidence in propose(reading):
            mine = words(text.text, raw.cue)
            marked = next((m for m in text.attributions if mine & words(text.text, [m.cue])), None)
            yield Trial(raw, evidence, marked, text.text)


def words(text: str, spans: Iterable[Range]) -> Words:
    """Give where the words of some spans begin."""
    return frozenset(b + m.start() for b, e in spans for m in re.finditer(r"\w+", text[b:e]))


def same(trial: Trial, role: str) -> bool:
    """Say whether a role has the very words the reader gave it."""
    ours, theirs = getattr(trial.raw, role), getattr(trial.marked, role)
    return words(trial.text, ours) == words(trial.text, theirs)


def fit_verifier(listed: Sequence[Trial]) -> Sequence[float]:
    """Fit the verifier's weights."""
    rows = np.stack([t.evidence.row() for t in listed]).astype(np.float64)
    right = np.array([t.marked is not None for t in listed], dtype=np.float64)
    return list(fit(rows, right))


def _line(pairs: Sequence[tuple[float, bool]]) -> list[float]:
    """Fit a slope and a shift to log-odds."""
    chances = [probability(odds, PLAIN) for odds, _ in pairs]
    way: Platt = fit_platt(chances, [right for _, right in pairs])
    return [round(way.slope, 4), round(way.shift, 4)]


def _shift(pairs: Sequence[tuple[float, bool]], *, slope: float = 0.5) -> list[float]:
    """Fit a shift alone, where trials are too few for a slope: the mean chance is the share right.

    The slope is that of odds held to be twice too sure.
    """
    share = (sum(right for _, right in pairs) + 1) / (len(pairs) + 2)
    low, high = -10.0, 10.0
    for _ in range(40):
        middle = (low + high) / 2
        mean = np.mean([probability(odds, (slope, middle)) for odds, _ in pairs])
        low, high = (middle, high) if mean < share else (low, middle)
    return [slope, round(low, 4)]


def asked(encoder: Encoder, texts: Iterable[NamedText]) -> Iterator[tuple[float, bool]]:
    """Ask what each phrase that points back means, among the phrases before it."""
    for text in texts:
        (reading,) = encoder.read([text.text])
        references = References(reading)
        heads = [(Span(b, e), n) for _, _, b, e, n in text.referents]
        for place, (begin, end, *_, number) in enumerate(text.referents):
            before = heads[max(0, place - CANDIDATES) : place]
            if before and POINTS_BACK.fullmatch(text.text[begin:end]):
                odds = references.odds(heads[place][0], [span for span, _ in before])
                best = int(odds.argmax())
                if odds[best] > 0:
                    yield float(odds[best]), before[best][1] == number


if __name__ == "__main__":
    main()
