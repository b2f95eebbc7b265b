"""From text to what the network reads: wordpieces, their characters, their shape.

The training recipe imports this module, so that both sides see a text the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from numpy.typing import NDArray

CUE_LABELS: Final = ("O", "B", "I", "B-inner", "I-inner")
"""An inner cue stands in what another attribution says."""
NAME_TYPES: Final = ("PERSON", "ORGANIZATION", "PLACE", "GROUP", "EVENT", "OTHER")
NAME_LABELS: Final = ("O", *(f"{part}-{kind}" for kind in NAME_TYPES for part in "BI"))
ROLES: Final = ("source", "content")
CHANNELS: Final = 3 * len(ROLES)
"""For each role: inside a span of it, begins one, ends one."""

CASES: Final = ("none", "lower", "Title", "UPPER", "mixed", "digit", "mark")
QUOTES: Final = ("none", "“", "”", '"', "‘", "’", "'")
_FEATURES: Final = (len(CASES), len(QUOTES), 2, 2, 2)
"""Case of the word; quotation mark; inside a quotation; opens a paragraph; follows white space."""
FEATURES: Final = len(_FEATURES)
SHAPE_ROWS: Final = sum(_FEATURES)
_FIRST_ROW: Final = np.concatenate(([0], np.cumsum(_FEATURES)[:-1])).astype(np.int64)

_MARKS: Final = str.maketrans("«»„‟‹›‚‛", "“”““‘’‘‘")
"""Quotation marks of other printers as those the network was taught, one character for one."""

_EDGES: Final = np.array([1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 29, 38, 50, 66, 90, 130])
DISTANCE_BUCKETS: Final = 2 * len(_EDGES) + 1
PLACE_BUCKETS: Final = 12
REACH: Final = 128
"""Wordpieces on either side of a cue that can belong to it: 99.7% of PolNeAR's contents do."""


@dataclass(frozen=True, eq=False)
class Pieces:
    """A text cut into n wordpieces. Compared by identity.

    `ids` int64 (n,); `offsets` int32 (n, 2), half-open characters; `words` int32 (n,), the number
    of the word a wordpiece belongs to; `shapes` int64 (n, 5), rows of the shape embedding;
    `paragraphs` int32 (n,); `quoted` bool (n,), inside a quotation.
    """

    ids: NDArray[np.int64]
    offsets: NDArray[np.int32]
    words: NDArray[np.int32]
    shapes: NDArray[np.int64]
    paragraphs: NDArray[np.int32]
    quoted: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


def load_tokenizer(path: Path) -> Tokenizer:
    """Read a tokenizer file, with the cutting and filling of its maker turned off."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def cut(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut `text` into wordpieces; special ones are not added."""
    text = text.translate(_MARKS)
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids = np.array(encoding.ids, dtype=np.int64)
    offsets = np.array(encoding.offsets, dtype=np.int32).reshape(-1, 2)
    words = np.array([word if word is not None else -1 for word in encoding.word_ids], np.int32)
    quoted, paragraphs = _places(text)
    starts = offsets[:, 0] if len(offsets) else np.zeros(0, np.int32)
    shapes = _shapes(text, offsets, words, quoted, paragraphs)
    return Pieces(ids, offsets, words, shapes, paragraphs[starts], quoted[starts])


def _places(text: str) -> tuple[NDArray[np.bool_], NDArray[np.int32]]:
    """Say of every character whether it is quoted and how many paragraphs came before.

    A quotation opens at “ or a straight mark and closes at ” or the next straight mark, at the
    latest where its paragraph ends. The marks themselves count as inside.
    """
    quoted = np.zeros(len(text) + 1, dtype=np.bool_)
    breaks = np.zeros(len(text) + 1, dtype=np.int32)
    begin = -1
    for place, character in enumerate(text):
        if character == "\n":
            breaks[place] = 1
        elif character not in '“”"':
            continue
        if begin < 0 and character in '“"':
            begin = place
        elif begin >= 0 and character != "“":
            quoted[begin : place + 1] = True
            begin = -1
    if begin >= 0:
        quoted[begin:] = True
    return quoted, np.cumsum(breaks, dtype=np.int32)


def _shapes(
    text: str,
    offsets: NDArray[np.int32],
    words: NDArray[np.int32],
    quoted: NDArray[np.bool_],
    paragraphs: NDArray[np.int32],
) -> NDArray[np.int64]:
    """Give the five shape features of every wordpiece as rows of one table, (n, 5)."""
    features = np.zeros((len(offsets), FEATURES), dtype=np.int64)
    if not len(offsets):
        return features
    first = np.flatnonzero(np.diff(words, prepend=-2) != 0)
    last = np.append(first[1:], len(words)) - 1
    for begin, end in zip(first, last, strict=True):
        word = text[offsets[begin, 0] : offsets[end, 1]]
        features[begin : end + 1, 0] = _case(word)
        features[begin : end + 1, 1] = QUOTES.index(word) if word in QUOTES else 0
    starts = offsets[:, 0]
    features[:, 2] = quoted[starts]
    features[:, 3] = np.diff(paragraphs[starts], prepend=-1) != 0
    features[:, 4] = [start == 0 or text[start - 1].isspace() for start in starts.tolist()]
    return features + _FIRST_ROW


def _case(word: str) -> int:
    """Give the number of a word's case in `CASES`: 'US' is UPPER, 'iPhone' mixed."""
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word.istitle():
        return 2
    if word.isdigit():
        return 5
    return 4 if word.isalnum() else 6


def distance_buckets(steps: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sort signed distances (wordpiece minus cue) into the buckets 0 .. DISTANCE_BUCKETS - 1."""
    sizes = np.searchsorted(_EDGES, np.abs(steps), side="right")
    return np.asarray(len(_EDGES) + np.sign(steps) * sizes, dtype=np.int64)


def place_buckets(
    paragraph_steps: NDArray[np.int64], cue_quoted: NDArray[np.bool_], quoted: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Sort pairs by paragraph (before, same, after) and by which of the two is quoted: 0 .. 11."""
    same = np.sign(paragraph_steps) + 1
    return np.asarray(same * 4 + cue_quoted * 2 + quoted, dtype=np.int64)
