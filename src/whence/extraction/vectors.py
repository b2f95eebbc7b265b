"""Vectors of sentences and their clauses, pooled from what the network saw."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from whence.clauses import clauses_of
from whence.extraction.encoder import Reading
from whence.records.extraction import Sentence
from whence.records.span import Span, Spans

_LEAST = 1e-9


def with_vectors(reading: Reading, sentences: Spans) -> tuple[Sentence, ...]:
    """Return `sentences` with their vectors: the sentence's own, then one for each clause.

    A vector is the mean of the wordpieces it covers, of unit length (zeros where it covers none),
    384 little-endian float16 numbers.
    """
    spans: list[Span] = []
    counts: list[int] = []
    for sentence in sentences:
        clauses = clauses_of(reading.text, sentence)
        spans += (sentence, *clauses)
        counts.append(1 + len(clauses))
    vectors = _pool(reading, spans)
    found, row = [], 0
    for sentence, count in zip(sentences, counts, strict=True):
        found.append(Sentence(sentence, vectors[row : row + count].tobytes()))
        row += count
    return tuple(found)


def _pool(reading: Reading, spans: list[Span]) -> NDArray[np.float16]:
    sense, offsets = reading.sense, reading.offsets
    firsts = np.searchsorted(offsets[:, 1], [span.start for span in spans], side="right")
    lasts = np.searchsorted(offsets[:, 0], [span.end for span in spans], side="left")
    pooled = np.zeros((len(spans), sense.shape[1]), dtype=np.float32)
    for row, (first, last) in enumerate(zip(firsts.tolist(), lasts.tolist(), strict=True)):
        if last > first:
            sense[first:last].sum(axis=0, dtype=np.float32, out=pooled[row])
    norms = np.linalg.norm(pooled, axis=1, keepdims=True)
    return np.asarray(pooled / np.maximum(norms, _LEAST), dtype="<f2")
