"""From what the network saw to attributions and names. Plain arithmetic, no network.

Each role of a cue is one path through two states, outside and inside, over the wordpieces in
reach (`linker`). The best path is found by Viterbi; its probability is its share of all paths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from whence.extraction.cue_edges import see, settle
from whence.extraction.encoder import Reading
from whence.extraction.linker import Floats, Range
from whence.extraction.verifying import Evidence, verified
from whence.extraction.wordpieces import NAME_TYPES, ROLES

Ranges = tuple[Range, ...]

_BLOCK: Final = 16
_EVENT: Final = "EVENT"
_INNER: Final = 3
"""The first of the cue labels that mark an inner cue."""


@dataclass(frozen=True)
class Decoding:
    """How sure the network must be. Calibrated on PolNeAR dev; equality is by all fields.

    `cue_margin` is by how many log-odds a word must be likelier a cue than none to settle where
    a cue begins and ends; from `faint_margin` on it is proposed, unless its likeliest wordpiece
    has less than `faintest`, for of those nearly none is kept. A proposal is kept from the
    probability `least` on (see `verifying`), an inner one from `inner_least`; one with a content
    of `long` words or more from `long_least`, since so much that somebody says is not to be lost.
    `source_switch` and `content_switch` are taken from the score of beginning a span (more makes
    spans fewer and longer). `edges`: cues begin and end where readers lay it (see `cue_edges`).
    """

    cue_margin: float = -0.3
    faint_margin: float = -1.0
    faintest: float = 0.0
    least: float = 0.55
    long: int = 25
    long_least: float = 0.2
    inner_least: float = 0.78
    source_switch: float = 0.0
    content_switch: float = 1.2
    edges: bool = True


DEFAULT: Final = Decoding()


@dataclass(frozen=True)
class RawAttribution:
    """One attribution as the network marks it: half-open character ranges, in order.

    `score` is the calibrated probability that a reader marks a cue there, `source_score` and
    `content_score` that the reader's source and content are these very words; `inner` says that
    it stands inside what another says. Equality is by all fields.
    """

    source: Ranges
    cue: Ranges
    content: Ranges
    score: float
    source_score: float = 1.0
    content_score: float = 1.0
    inner: bool = False


@dataclass(frozen=True)
class RawName:
    """One name as the network marks it: a half-open character range. Equality is by all fields.

    `score` is the probability that all of it is a name of that type. Of an event `otherwise` is
    its likeliest type if it is none, and `named` the probability that it is a name at all.
    """

    span: Range
    type: str
    score: float
    otherwise: str = ""
    named: float = 0.0


def decode_attributions(reading: Reading, *, how: Decoding = DEFAULT) -> list[RawAttribution]:
    """Find the attributions of one text, in the order of their cues."""
    return [raw for raw, known in propose(reading, how) if raw.score >= _needed(raw, known, how)]


def propose(reading: Reading, how: Decoding = DEFAULT) -> list[tuple[RawAttribution, Evidence]]:
    """Return every attribution the network thinks of, likely or not, with what is known of it."""
    cues = [
        (begin, end)
        for begin, end in seen_cues(reading, how)
        if _odds(reading.cue[begin:end, 0]) >= how.faintest
    ]
    found: list[tuple[RawAttribution, Evidence]] = []
    for number in range(0, len(cues), _BLOCK):
        found += _decode_block(reading, cues[number : number + _BLOCK], how)
    scored = _scored(reading, found)
    return _with_edges(reading, cues, scored) if how.edges else scored


def _with_edges(
    reading: Reading, cues: Sequence[Range], found: Sequence[tuple[RawAttribution, Evidence]]
) -> list[tuple[RawAttribution, Evidence]]:
    """Lay each cue's edges where readers would; what a cue takes is source and content no more.

    Of two cues that so grow into one an outer one goes before an inner one, then the likelier.
    """
    if not cues:
        return []
    seen = see(reading, *word_bounds(reading.words))
    laid = settle(seen, cues, [(raw.inner, -evidence.cue_odds) for raw, evidence in found])
    return [
        (_with_cue(reading, raw, cue), evidence)
        for cue, (raw, evidence) in zip(laid, found, strict=True)
        if cue is not None
    ]


def _with_cue(reading: Reading, raw: RawAttribution, cue: Range) -> RawAttribution:
    """Return `raw` with another cue, grown into some of its content but not into its source."""
    (begin, end), (was_begin, was_end) = _whole_words(reading, np.arange(*cue))[0], raw.cue[0]
    begin = max([begin, *(last for _, last in raw.source if last <= was_begin)])
    end = min([end, *(first for first, _ in raw.source if first >= was_end)])
    words = reading.text[begin:end]
    begin, end = begin + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if (begin, end) == raw.cue[0]:
        return raw
    source, content = (_outside(spans, (begin, end)) for spans in (raw.source, raw.content))
    if raw.content and not content and begin <= was_begin and was_end <= end:
        return raw  # "pleaded not guilty" leaves nothing that was said
    return replace(raw, source=source, cue=((begin, end),), content=content)


def _outside(spans: Ranges, cue: Range) -> Ranges:
    """Return what of `spans` stands before or behind a cue."""
    parts = ((span[0], min(span[1], cue[0]), max(span[0], cue[1]), span[1]) for span in spans)
    both = [side for a, b, c, d in parts for side in ((a, b), (c, d))]
    return tuple((begin, end) for begin, end in both if begin < end)


def _needed(raw: RawAttribution, known: Evidence, how: Decoding) -> float:
    if raw.inner:
        return how.inner_least
    return how.long_least if known.content_words >= how.long else how.least


def seen_cues(reading: Reading, how: Decoding = DEFAULT) -> list[Range]:
    """Return the wordpieces of cues, and of fainter ones where none stands yet, in their order."""
    clear = _cues_from(reading, how.cue_margin)
    taken = np.zeros(len(reading.words) + 1, dtype=np.bool_)
    for begin, end in clear:
        taken[begin:end] = True
    faint = [
        (begin, end)
        for begin, end in _cues_from(reading, how.faint_margin)
        if not taken[begin:end].any()
    ]
    return sorted(clear + faint)


def _cues_from(reading: Reading, margin: float) -> list[Range]:
    """Find whole words that begin a cue, and the words right after that continue one.

    Outer and inner labels are taken together, so that doubt between the two loses no cue.
    """
    starts, ends = word_bounds(reading.words)
    cue = reading.cue[starts]
    labels = np.stack(
        [
            cue[:, 0] + np.float32(margin),
            np.logaddexp(cue[:, 1], cue[:, _INNER]),
            np.logaddexp(cue[:, 2], cue[:, _INNER + 1]),
        ]
    ).argmax(axis=0)
    cues: list[Range] = []
    inside = False
    for label, begin, end in zip(labels.tolist(), starts.tolist(), ends.tolist(), strict=True):
        if label == 2 and inside:
            cues[-1] = (cues[-1][0], end)
        elif label:
            cues.append((begin, end))
        inside = bool(label)
    return cues


def word_bounds(words: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give each word's wordpieces as half-open (starts, ends)."""
    starts = np.flatnonzero(np.diff(words, prepend=-2) != 0)
    return starts, np.searchsorted(words, words[starts], side="right")


def _decode_block(
    reading: Reading, cues: list[Range], how: Decoding
) -> list[tuple[RawAttribution, Evidence]]:
    """Find source and content of neighbouring cues at once."""
    scores, steps = reading.linker.scores(reading.around, cues)
    switch = reading.linker.switch
    paths = role_paths(scores, switch, how)
    sure = path_odds(scores, switch, paths)
    found = []
    for number, (begin, end) in enumerate(cues):
        pieces = [steps[number][paths[number, role]] for role in range(len(ROLES))]
        source, content = (_whole_words(reading, some) for some in pieces)
        labels = reading.cue[begin:end]
        evidence = Evidence(
            cue_odds=_odds(labels[:, 0]),
            source_odds=float(sure[number, 0]),
            content_odds=float(sure[number, 1]),
            has_source=bool(source),
            cue_words=len(set(reading.words[begin:end].tolist())),
            content_words=len(set(reading.words[pieces[1]].tolist())),
            content_pieces=len(content),
            content_quoted=float(reading.around.quoted[pieces[1]].mean()) if content else 0.0,
            cue_quoted=bool(reading.around.quoted[begin]),
            held=False,
        )
        raw = RawAttribution(
            source,
            _whole_words(reading, np.arange(begin, end)),
            content,
            score=0.0,
            source_score=probability(evidence.source_odds, reading.calibration.source),
            content_score=probability(evidence.content_odds, reading.calibration.content),
            inner=bool(labels[:, _INNER:].max() > labels[:, 1:_INNER].max()),
        )
        found.append((raw, evidence))
    return found


def _scored(
    reading: Reading, found: list[tuple[RawAttribution, Evidence]]
) -> list[tuple[RawAttribution, Evidence]]:
    """Give each proposal its probability, once it is known which stand in another's content."""
    held = _held_places([raw for raw, evidence in found if evidence.cue_odds > 0], reading)
    known = [
        (raw, replace(evidence, held=bool(raw.cue and held[raw.cue[0][0]])))
        for raw, evidence in found
    ]
    if not known:
        return []
    chances = verified(np.stack([evidence.row() for _, evidence in known]), reading.verifier)
    return [
        (replace(raw, score=_score(reading, raw, evidence, float(chance))), evidence)
        for (raw, evidence), chance in zip(known, chances, strict=True)
    ]


def _score(reading: Reading, raw: RawAttribution, evidence: Evidence, chance: float) -> float:
    if raw.inner:
        return probability(evidence.cue_odds, reading.calibration.inner)
    return round(chance, 4)


def _held_places(found: list[RawAttribution], reading: Reading) -> NDArray[np.bool_]:
    """Say of every character whether it stands in the content of one of `found`."""
    held = np.zeros(len(reading.text) + 1, dtype=np.bool_)
    for raw in found:
        for begin, end in raw.content:
            held[begin:end] = True
    return held


def _odds(outside: Floats) -> float:
    """Give the log-odds that a cue's wordpieces are one, from the log-probability of none."""
    none = float(np.clip(np.exp(outside.min()), 1e-4, 1 - 1e-4))
    return float(np.log((1 - none) / none))


def probability(odds: float, way: tuple[float, float]) -> float:
    """Turn log-odds into a probability by a slope and a shift.

    >>> probability(0.0, (1.0, 0.0))
    0.5
    """
    slope, shift = way
    return round(float(1 / (1 + np.exp(-np.clip(slope * odds + shift, -30, 30)))), 4)


def path_odds(scores: Floats, switch: Floats, paths: NDArray[np.bool_]) -> Floats:
    """Give the log-odds of both paths (C, 2, R) against all others under `scores` (C, 6, R)."""
    cues, roles, length = paths.shape
    chain = scores.reshape(cues * roles, 3, length)
    both = np.tile(switch, (cues, 1))
    scored = _path_scores(chain, both, paths.reshape(-1, length))
    share = np.minimum(scored - path_totals(chain, both), -1e-4)
    odds = share - np.log(-np.expm1(share))
    return np.asarray(odds.reshape(cues, roles), dtype=np.float32)


def _path_scores(chain: Floats, switch: Floats, paths: NDArray[np.bool_]) -> Floats:
    """Score the paths (R, T); arguments as in `best_paths`."""
    inside, begins, ends = chain.transpose(1, 0, 2)
    before = np.pad(paths[:, :-1], ((0, 0), (1, 0)))
    after = np.pad(paths[:, 1:], ((0, 0), (0, 1)))
    opened = np.where(paths & ~before, begins + switch[:, :1], 0)
    closed = np.where(paths & ~after, ends + switch[:, 1:], 0)
    return np.asarray((np.where(paths, inside, 0) + opened + closed).sum(axis=1), np.float32)


def path_totals(chain: Floats, switch: Floats) -> Floats:
    """Give the log of the summed exponents of every path's score, a row each (R,).

    Arguments as in `best_paths`.
    """
    inside, begins, ends = chain.transpose(1, 2, 0)
    begins, ends = begins + switch[:, 0], ends + switch[:, 1]
    out = np.zeros(inside.shape[1], dtype=np.float32)
    within = begins[0] + inside[0]
    for step in range(1, len(inside)):
        entered = np.logaddexp(out + begins[step], within) + inside[step]
        out = np.logaddexp(out, within + ends[step - 1])
        within = entered
    return np.asarray(np.logaddexp(out, within + ends[-1]), dtype=np.float32)


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
    starts, ends = word_bounds(reading.words)
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
    score = round(float(kinds[:, best].min()), 4)
    if NAME_TYPES[best] != _EVENT:
        return RawName(span, NAME_TYPES[best], score)
    kinds[:, best] = 0.0
    second = int(kinds.sum(axis=0).argmax())
    return RawName(span, _EVENT, score, NAME_TYPES[second], round(float((1 - odds[:, 0]).min()), 4))
