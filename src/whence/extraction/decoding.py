"""From what the network saw to attributions and names. Plain arithmetic, no network.

Each role of a cue is one path through two states, outside and inside, over the wordpieces in
reach. The best path is found by Viterbi; its probability is its share of all paths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from whence.extraction.encoder import Floats, LinkTables, Reading
from whence.extraction.wordpieces import (
    CHANNELS,
    NAME_LABELS,
    ROLES,
    distance_buckets,
    place_buckets,
)

Range = tuple[int, int]
Ranges = tuple[Range, ...]

REACH: Final = 200
"""Wordpieces on either side of a cue that can belong to it: 99.9% of PolNeAR's contents do."""
_BLOCK: Final = 32
_NEVER: Final = np.float32(-30.0)
_CALIBRATION: Final = (0.91, -0.99)
"""Slope and shift of a cue's log-odds, fitted on PolNeAR dev: 0.99 read there comes to 0.96."""


@dataclass(frozen=True)
class Decoding:
    """How sure the network must be. Calibrated on PolNeAR dev; equality is by all fields.

    `cue_margin` is by how many log-odds a word must be likelier a cue than none (more finds
    fewer); `source_switch` and `content_switch` are taken from the score of beginning a span
    (more makes spans fewer and longer).
    """

    cue_margin: float = 0.5
    source_switch: float = 0.0
    content_switch: float = 0.4


DEFAULT: Final = Decoding()


@dataclass(frozen=True)
class RawAttribution:
    """One attribution as the network marks it: half-open character ranges, in order.

    `score` is the calibrated probability that a reader marks a cue there. Equality is by all
    fields.
    """

    source: Ranges
    cue: Ranges
    content: Ranges
    score: float


@dataclass(frozen=True)
class RawName:
    """One name as the network marks it: a half-open character range. Equality is by all fields."""

    span: Range
    type: str
    score: float


def decode_attributions(reading: Reading, *, how: Decoding = DEFAULT) -> list[RawAttribution]:
    """Find the attributions of one text, in the order of their cues."""
    cues = _cue_pieces(reading, how.cue_margin)
    found = []
    for number in range(0, len(cues), _BLOCK):
        found += _decode_block(reading, cues[number : number + _BLOCK], how)
    return found


def _cue_pieces(reading: Reading, margin: float) -> list[Range]:
    """Find cues: whole words labelled B, and the words labelled I right after them."""
    starts, ends = _word_bounds(reading.words)
    scores = reading.cue[starts] + np.array([margin, 0.0, 0.0], dtype=np.float32)
    labels = scores.argmax(axis=1)
    cues: list[Range] = []
    inside = False
    for label, begin, end in zip(labels.tolist(), starts.tolist(), ends.tolist(), strict=True):
        if label == 2 and inside:
            cues[-1] = (cues[-1][0], end)
        elif label:
            cues.append((begin, end))
        inside = bool(label)
    return cues


def _word_bounds(words: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give each word's wordpieces as half-open (starts, ends)."""
    starts = np.flatnonzero(np.diff(words, prepend=-2) != 0)
    return starts, np.searchsorted(words, words[starts], side="right")


def _decode_block(reading: Reading, cues: list[Range], how: Decoding) -> list[RawAttribution]:
    """Find source and content of neighbouring cues at once."""
    centres = np.array([begin for begin, _ in cues])
    steps = centres[:, None] + np.arange(-REACH, REACH + 1)
    scores = link_scores(reading, cues, steps)
    paths = role_paths(scores, reading.tables.switch, how)
    found = []
    for number, (begin, end) in enumerate(cues):
        source, content = (
            _whole_words(reading, steps[number][paths[number, role]]) for role in range(len(ROLES))
        )
        cue = _whole_words(reading, np.arange(begin, end))
        found.append(RawAttribution(source, cue, content, _cue_score(reading.cue[begin:end, 0])))
    return found


def link_scores(reading: Reading, cues: list[Range], steps: NDArray[np.int64]) -> Floats:
    """Score the wordpieces `steps` (C, R) for each of C cues: (C, 6, R).

    Wordpieces off the text's ends get a score no path will take.
    """
    total = len(reading.words)
    low, high = max(0, int(steps.min())), min(total, int(steps.max()) + 1)
    keys = reading.keys[low:high].astype(np.float32).transpose(1, 2, 0)
    queries = np.stack(
        [reading.queries[begin:end].astype(np.float32).mean(axis=0) for begin, end in cues], axis=1
    )
    width = queries.shape[-1]
    products = np.matmul(queries * np.float32(width**-0.5), keys[:, :-1]) + keys[:, -1:]
    real = (steps >= 0) & (steps < total)
    near = np.clip(steps, 0, total - 1)
    scores = products[np.arange(CHANNELS)[None, :, None], np.arange(len(cues))[:, None, None],
                      (near - low)[:, None, :]]  # fmt: skip
    scores += _nearness(reading, np.array([begin for begin, _ in cues]), near)
    return np.where(real[:, None, :], scores, _NEVER)


def _nearness(reading: Reading, centres: NDArray[np.int64], near: NDArray[np.int64]) -> Floats:
    """Give what distance and place add to the scores of `near` (C, R): (C, 6, R)."""
    tables: LinkTables = reading.tables
    distance = distance_buckets(near - centres[:, None])
    paragraph_steps = reading.paragraphs[near].astype(np.int64)
    paragraph_steps -= reading.paragraphs[centres][:, None]
    place = place_buckets(paragraph_steps, reading.quoted[centres][:, None], reading.quoted[near])
    added = tables.distance[:, distance] + tables.place[:, place]
    return np.asarray(added.transpose(1, 0, 2), dtype=np.float32)


def _cue_score(outside: Floats) -> float:
    """Turn the log-probabilities of a cue's wordpieces of being none into one probability."""
    none = float(np.clip(np.exp(outside.min()), 1e-4, 1 - 1e-4))
    slope, shift = _CALIBRATION
    odds = slope * np.log((1 - none) / none) + shift
    return round(float(1 / (1 + np.exp(-odds))), 4)


def role_paths(scores: Floats, switch: Floats, how: Decoding) -> NDArray[np.bool_]:
    """Find the wordpieces of both roles of C cues from `scores` (C, 6, R): (C, 2, R).

    A source is one span or none. A content is any number of spans, but never none: a cue that
    says nothing is no cue, so the best single span stands in for an empty path.
    """
    rows = len(scores)
    source_switch = np.tile(switch[0] - np.array([how.source_switch, 0], np.float32), (rows, 1))
    content_switch = np.tile(switch[1] - np.array([how.content_switch, 0], np.float32), (rows, 1))
    source, worth = best_spans(scores[:, :3], source_switch)
    source[worth <= 0] = False
    content = best_paths(scores[:, 3:], content_switch)
    empty = ~content.any(axis=1)
    if empty.any():
        content[empty], _ = best_spans(scores[empty, 3:], content_switch[empty])
    return np.stack([source, content], axis=1)


def best_spans(chain: Floats, switch: Floats) -> tuple[NDArray[np.bool_], Floats]:
    """Find the best single span of every row: its steps (R, T) and its score (R,).

    Arguments as in `best_paths`; a score above 0 beats the empty path.
    """
    inside, begins, ends = chain.transpose(1, 0, 2)
    sums = np.cumsum(inside, axis=1)
    opening = begins + inside - sums
    best_opening = np.maximum.accumulate(opening, axis=1)
    closing = best_opening + sums + ends
    last = closing.argmax(axis=1)
    steps = np.arange(inside.shape[1])
    opening = np.where(steps <= last[:, None], opening, -np.inf)
    first = opening.argmax(axis=1)
    spans = (steps >= first[:, None]) & (steps <= last[:, None])
    return spans, np.asarray(closing.max(axis=1) + switch.sum(axis=1), dtype=np.float32)


def best_paths(chain: Floats, switch: Floats) -> NDArray[np.bool_]:
    """Find the best in-or-out path of every row by Viterbi.

    `chain` (R, 3, T): the scores of being inside, of beginning and of ending at each step;
    `switch` (R, 2): added to every beginning and every ending. Returns (R, T), True = inside.

    >>> chain = np.array([[[-1, 2, 2, -1], [0] * 4, [0] * 4]], dtype=np.float32)
    >>> best_paths(chain, np.array([[-1, -1]], dtype=np.float32)).astype(int).tolist()
    [[0, 1, 1, 0]]
    """
    inside, begins, ends = chain.transpose(1, 2, 0)
    begins, ends = begins + switch[:, 0], ends + switch[:, 1]
    length, rows = inside.shape
    stayed_in = np.zeros((length, rows), dtype=np.bool_)
    came_out = np.zeros((length + 1, rows), dtype=np.bool_)
    out, within = np.zeros(rows, dtype=np.float32), np.full(rows, -np.inf, dtype=np.float32)
    for step in range(length):
        entered, left = out + begins[step], within + ends[step - 1]
        stayed_in[step] = within >= entered
        came_out[step] = left > out
        out = np.maximum(out, left)
        within = np.maximum(within, entered) + inside[step]
    came_out[length] = within + ends[-1] > out
    path = np.zeros((length, rows), dtype=np.bool_)
    state = came_out[length]
    for step in range(length - 1, -1, -1):
        path[step] = state
        state = np.where(state, stayed_in[step], came_out[step])
    return np.ascontiguousarray(path.T)


def _whole_words(reading: Reading, pieces: NDArray[np.int64]) -> Ranges:
    """Give the characters of some wordpieces: a word is in if its first wordpiece is."""
    if not len(pieces):
        return ()
    words = reading.words
    firsts = (pieces == 0) | (words[pieces] != words[np.maximum(pieces - 1, 0)])
    chosen = words[pieces[firsts]]
    if not len(chosen):
        return ()
    breaks = np.flatnonzero(np.diff(chosen) != 1)
    begins = chosen[np.append(0, breaks + 1)]
    finals = chosen[np.append(breaks, len(chosen) - 1)]
    first = np.searchsorted(words, begins, side="left")
    last = np.searchsorted(words, finals, side="right") - 1
    starts, ends = reading.offsets[first, 0], reading.offsets[last, 1]
    return tuple(zip(starts.tolist(), ends.tolist(), strict=True))


def decode_names(reading: Reading) -> list[RawName]:
    """Find the names of one text, in order.

    Each word takes its best label. A name runs from a B, or from an I that follows no name, to
    the last I after it; its type is the one its words favour together.
    """
    starts, ends = _word_bounds(reading.words)
    labels = reading.names[starts].argmax(axis=1).tolist()
    runs: list[Range] = []
    for number, label in enumerate(labels):
        follows = number > 0 and labels[number - 1] > 0
        if label and label % 2 == 0 and follows:
            runs[-1] = (runs[-1][0], number + 1)
        elif label:
            runs.append((number, number + 1))
    return [_name(reading, starts, ends, run) for run in runs]


def _name(
    reading: Reading, starts: NDArray[np.int64], ends: NDArray[np.int64], run: Range
) -> RawName:
    """Make a name of the words `run`; the score is the least sure word's probability."""
    odds = np.exp(reading.names[starts[run[0] : run[1]]])
    kinds = odds[:, 1::2] + odds[:, 2::2]
    best = int(np.log(kinds).sum(axis=0).argmax())
    begin, end = starts[run[0]], ends[run[1] - 1]
    span = (int(reading.offsets[begin, 0]), int(reading.offsets[end - 1, 1]))
    return RawName(span, NAME_LABELS[1 + 2 * best][2:], round(float(kinds[:, best].min()), 4))
