"""Whether a cue the network proposes is one: a small look at the whole of the attribution.

A word may look like a cue and yet have no source and no clear content, or look little like one
and have both. The verifier weighs what is known once source and content are found; its weights
were fitted on articles kept from training (`training/calibrate.py`), so that its answer is the
probability that a reader would mark an attribution there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from whence.extraction.linker import Floats

EVIDENCE: Final = (
    "the cue's own log-odds",
    "the log-odds of its source",
    "the log-odds of its content",
    "no source",
    "words of the cue",
    "log of the words of the content",
    "pieces of the content beyond the first",
    "the content stands in quotation marks",
    "the cue stands in quotation marks",
    "the cue begins within another's content",
)
"""What is weighed, in the order of the weights; the last weight stands for nothing but itself."""
WEIGHTS: Final = len(EVIDENCE) + 1
_MOST: Final = 8.0
"""Log-odds beyond this are certain enough."""
_FAINT: Final = 1e-3
"""The ridge on the last weight: enough to keep it finite where all trials are right."""


@dataclass(frozen=True)
class Evidence:
    """What is known of one proposed attribution. Equality is by all fields."""

    cue_odds: float
    source_odds: float
    content_odds: float
    has_source: bool
    cue_words: int
    content_words: int
    content_pieces: int
    content_quoted: float
    cue_quoted: bool
    held: bool

    def row(self) -> Floats:
        """Return the numbers to weigh (F + 1,), the last of them 1."""
        odds = np.clip((self.cue_odds, self.source_odds, self.content_odds), -_MOST, _MOST)
        rest = (
            not self.has_source,
            min(self.cue_words, 8),
            np.log1p(self.content_words),
            min(max(0, self.content_pieces - 1), 4),
            self.content_quoted,
            self.cue_quoted,
            self.held,
            1.0,
        )
        return np.array([*odds, *rest], dtype=np.float32)


def verified(rows: Floats, weights: Floats) -> Floats:
    """Return the probabilities (n,) that `rows` (n, F + 1) are attributions.

    >>> verified(np.zeros((1, WEIGHTS), np.float32), np.ones(WEIGHTS, np.float32)).tolist()
    [0.5]
    """
    odds = np.clip(rows @ weights, -30, 30)
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float32)


def fit(rows: Floats, right: Floats, *, ridge: float = 1.0) -> Floats:
    """Fit the weights by likelihood with a small ridge: Newton's steps until they stand still."""
    weights = np.zeros(rows.shape[1])
    penalty = ridge * np.eye(rows.shape[1])
    penalty[-1, -1] = _FAINT
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (chance - right) + penalty @ weights
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + penalty
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return np.asarray(weights, dtype=np.float32)
