"""Vectors of meaning as small whole numbers: sums over them come out the same everywhere.

A unit vector is stored as one signed byte a number. Products and sums of such numbers are exact
in single precision, so a cosine does not depend on the machine or on what is worked out beside
it, and the same two statements always get the same score.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

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


def repacked(vector: Vector | None) -> bytes:
    """Return a vector as the bytes it was read from."""
    return b"" if vector is None else vector.astype(np.int8).tobytes()


def cosine(one: Vector, two: Vector) -> float:
    """Return the cosine of two vectors."""
    return float(one @ two) / math.sqrt(float(one @ one) * float(two @ two))


def cosines(one: bytes, others: Sequence[bytes]) -> list[float]:
    """Return the cosines of a packed vector with others, the same as one by one."""
    if not others:
        return []
    rows = np.frombuffer(b"".join(others), dtype=np.int8).reshape(len(others), -1)
    matrix = rows.astype(np.float32)
    vector = np.frombuffer(one, dtype=np.int8).astype(np.float32)
    lengths = np.einsum("ij,ij->i", matrix, matrix).astype(np.float64) * float(vector @ vector)
    found: list[float] = ((matrix @ vector).astype(np.float64) / np.sqrt(lengths)).tolist()
    return found
