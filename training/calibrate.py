"""Makes scores probabilities: `python -m training.calibrate --data DATA --model FOLDER`.

Fits what stands in a network's `config.json` beside its weights, and rewrites that file: the
verifier, and the slopes and shifts of source and content, on the articles of PolNeAR's train split
that were kept from training; of inner cues on the texts written for nesting that were kept.
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

from training.nested import read_nested
from training.settings import Settings
from training.texts import AttributedText, Drops, Marked, Range, held_back, read_polnear
from whence.evaluation.calibration import Platt, fit_platt
from whence.extraction.decoding import RawAttribution, probability, propose
from whence.extraction.encoder import Encoder
from whence.extraction.verifying import Evidence, fit

Words = frozenset[int]
PLAIN = (1.0, 0.0)


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
    found = {
        "verifier": [round(float(w), 4) for w in fit_verifier(outer)],
        "calibration": {
            "inner": _line(
                [(t.evidence.cue_odds, bool(t.marked and t.marked.inner)) for t in nested]
            ),
            "source": _line([(t.evidence.source_odds, same(t, "source")) for t in pairs]),
            "content": _line([(t.evidence.content_odds, same(t, "content")) for t in pairs]),
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


if __name__ == "__main__":
    main()
