"""Which wordpieces are a cue's source and content: the network's second, small pass.

The first pass (`encoder`) reads a text once for every head. Once its cues are known, this one
reads the surroundings of each, some 250 wordpieces, and scores every wordpiece for both roles.
Its matrices are int8, whose steps are set by all that is read at once, so that each cue is read
alone, as the windows of the first pass are: what stands beside one does not colour it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from whence.extraction.wordpieces import REACH, distance_buckets, place_buckets

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]
Range = tuple[int, int]

_NEVER: Final = np.float32(-30.0)
_STEPS: Final = np.arange(-REACH, REACH + 1)


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What the first pass says of a text of n wordpieces. Compared by identity.

    `queries` (n, 2L) of a wordpiece as a cue, `keys` (n, L) of it as what a cue may take;
    `paragraphs` (n,) and `quoted` (n,) as in `wordpieces.Pieces`.
    """

    queries: Halves
    keys: Halves
    paragraphs: NDArray[np.int32]
    quoted: NDArray[np.bool_]


class Linker:
    """The second pass, loaded. `switch` (2, 2): what beginning and ending a span of a role adds."""

    def __init__(self, session: onnxruntime.InferenceSession, switch: Floats) -> None:
        self._session = session
        self.switch = switch

    def scores(self, text: Surroundings, cues: list[Range]) -> tuple[Floats, NDArray[np.int64]]:
        """Score the wordpieces around each of C cues for both roles.

        Args:
            text: what the first pass says.
            cues: half-open ranges of wordpieces.

        Returns:
            The scores (C, 6, R) of being inside, beginning and ending a span, a role after the
            other, and which wordpieces they are of (C, R). Steps off the text's ends get a score
            no path will take.
        """
        begins = np.array([begin for begin, _ in cues])
        steps = begins[:, None] + _STEPS
        near = np.clip(steps, 0, len(text.keys) - 1)
        real = near == steps
        queries = [text.queries[b:e].astype(np.float32).mean(axis=0) for b, e in cues]
        place = place_buckets(
            text.paragraphs[near].astype(np.int64) - text.paragraphs[begins][:, None],
            text.quoted[begins][:, None],
            text.quoted[near],
        )
        feed = {
            "queries": np.stack(queries),
            "keys": text.keys[near].astype(np.float32),
            "distance": np.tile(distance_buckets(_STEPS), (len(cues), 1)),
            "place": place,
            "real": real.astype(np.float32),
        }
        scores = np.concatenate(
            [
                self._session.run(["scores"], {k: v[n : n + 1] for k, v in feed.items()})[0]
                for n in range(len(cues))
            ]
        )
        return np.where(real[:, None, :], scores, _NEVER), steps
