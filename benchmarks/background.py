"""What is common in news text at large: makes the two frozen files linking weighs against.

    python benchmarks/background.py DATA/polnear/train/text [--every 12] [--stems-only]

Counts in how many sentences each stem stands, over all texts, and takes the mean of the clause
vectors of every twelfth text. To be run anew with `--every 12` when the network changes.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from whence.extraction.encoder import Encoder
from whence.extraction.pipeline import Extractor
from whence.extraction.sentences import split_sentences
from whence.linking import background
from whence.linking.statements import VECTOR
from whence.linking.words import content_stems, words_of
from whence.reading.pile import read_pile
from whence.records.report import Intake, Report
from whence.settings import Settings, load_settings

SELDOM = 5  # a stem in fewer sentences is as good as unknown
FEW = 2  # stems of a sentence that says something


def main() -> None:
    """Write both files beside the module that reads them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--every", type=int, default=12)
    parser.add_argument("--stems-only", action="store_true")
    asked = parser.parse_args()
    settings = load_settings()
    reports = list(_reports(asked.path, settings))
    folder = Path(background.__file__).parent
    (folder / background.STEMS).write_text(_counted(reports), "utf8")
    if not asked.stems_only:
        (folder / background.MEAN).write_bytes(_mean(reports[:: asked.every], settings))


def _reports(path: Path, settings: Settings) -> Iterator[Report]:
    for outcome in read_pile([path], settings=settings.reading):
        if isinstance(outcome, Intake):
            yield outcome.report


def _counted(reports: list[Report]) -> str:
    counts: Counter[str] = Counter()
    total = 0
    for report in reports:
        for sentence in split_sentences(report.text, report.paragraphs):
            words = words_of(report.text, sentence)
            stems = {s for s in content_stems(words) if not s.isdigit()}
            if len(stems) >= FEW:
                total += 1
                counts.update(stems)
    kept = sorted((-n, stem) for stem, n in counts.items() if n >= SELDOM)
    return "\n".join([str(total), *(f"{stem} {-n}" for n, stem in kept)]) + "\n"


def _mean(reports: list[Report], settings: Settings) -> bytes:
    extractor = Extractor(Encoder(), settings.extraction)
    total, count = np.zeros(VECTOR), 0
    for report in reports:
        for _, extraction in extractor.extract([report]):
            for sentence in extraction.sentences:
                rows = np.frombuffer(sentence.vector, dtype="<f2").astype(np.float64)
                clauses = rows.reshape(-1, VECTOR)[1:]
                total += (clauses / np.linalg.norm(clauses, axis=1, keepdims=True)).sum(axis=0)
                count += len(clauses)
    mean: bytes = (total / max(1, count)).astype("<f2").tobytes()
    return mean


if __name__ == "__main__":
    main()
