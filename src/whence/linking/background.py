"""What is common in news text at large: the mean clause vector, and how frequent stems are.

Linking measures nothing over the pile it is given: a figure taken over the pile would change with
every report that is added, and with it every score. What is common on this story is told by each
report alone, what is common in the language by these two frozen files. Both were counted over the
training articles of PolNeAR by `benchmarks/background.py`.
"""

from __future__ import annotations

import math
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

STEMS = "background_stems.txt"
MEAN = "background_mean.f16"


@lru_cache(maxsize=1)
def mean_vector() -> NDArray[np.float32]:
    """Return the mean of unit clause vectors (384)."""
    data = resources.files("whence.linking").joinpath(MEAN).read_bytes()
    return np.frombuffer(data, dtype="<f2").astype(np.float32)


def rarity(stem: str) -> float:
    """Return a stem's inverse document frequency over sentences of news (natural logarithm)."""
    total, counts = _stems()
    return math.log(1 + total / (1 + counts.get(stem, 0)))


@lru_cache(maxsize=1)
def _stems() -> tuple[int, dict[str, int]]:
    text = resources.files("whence.linking").joinpath(STEMS).read_text("utf8")
    head, *lines = text.splitlines()
    counts = {}
    for line in lines:
        stem, _, count = line.rpartition(" ")
        counts[stem] = int(count)
    return int(head), counts
