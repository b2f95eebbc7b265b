"""What a phrase refers to, as the network sees it: "he", "the ministry", "the statement".

Each wordpiece has a vector as something that points back and one as something pointed at; a
phrase's are the means of its wordpieces'. Their product, and how far apart the two stand, give the
log-odds that both mean the same against that the phrase points at nothing before it (Lee and
others 2017). Trained on GUM.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from whence.extraction.encoder import Reading
from whence.extraction.linker import Floats
from whence.extraction.wordpieces import distance_buckets
from whence.records.span import Span


class References:
    """The references of one text, asked phrase by phrase."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._half = reading.refer.shape[1] // 2

    def odds(self, back: Span, at: Sequence[Span]) -> Floats:
        """Return the log-odds that `back` means what each of n earlier phrases does: (n,)."""
        begin = self._reading.pieces_of(back.start, back.end)[0]
        query = self._mean(back)[: self._half]
        keys = np.array([self._mean(span)[self._half :] for span in at]).reshape(-1, self._half)
        steps = [self._reading.pieces_of(span.start, span.end)[0] - begin for span in at]
        near = self._reading.refer_distance[distance_buckets(np.array(steps, dtype=np.int64))]
        return np.asarray(keys @ query * self._half**-0.5 + near, dtype=np.float32)

    def _mean(self, span: Span) -> Floats:
        first, last = self._reading.pieces_of(span.start, span.end)
        if last <= first:
            return np.zeros(2 * self._half, dtype=np.float32)
        mean = self._reading.refer[first:last].astype(np.float32).mean(axis=0)
        return np.asarray(mean, dtype=np.float32)
