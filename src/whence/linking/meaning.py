"""Vectors of meaning as small whole numbers: sums over them come out the same everywhere.

A unit vector is stored as one signed byte a number. Products and sums of such numbers are exact
in single precision, so a cosine does not depend on the machine or on what is worked out beside
it, and the same two statements always get the same score.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

VECTOR = 384  # numbers in one vector
SCALE = 400.0  # largest number kept: 127 / 400; a unit vector of 384 rarely holds a larger one

Vector = NDArray[np.float32]
Row = NDArray[np.float32]


def packed(row: Row) -> bytes:
    """Return a unit row as bytes, none for a row of zeros."""
    if not row.any():
        return b""
    rounded: NDArray[np.int8] = np.clip(np.rint(row * SCALE), -127, 127).astype(np.int8)
    return rounded.tobytes()


def unpacked(data: bytes) -> Vector | None:
    """Return the vector (whole numbers in single precision), None where there is none."""
    return np.frombuffer(data, dtype=np.int8).astype(np.float32) if data else None
