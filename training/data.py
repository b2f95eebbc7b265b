"""From annotated texts to batches of windows."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from training.settings import Settings
from training.texts import ALL_TYPES, RELATIONS, AttributedText, NamedText, Range
from whence.extraction.wordpieces import (
    NAME_LABELS,
    REACH,
    Pieces,
    cut,
    distance_buckets,
    place_buckets,
)

OPENS, CLOSES = 101, 102
"""The numbers of [CLS] and [SEP]."""
OPEN, NONE = -100.0, -50.0
"""How sure an event is: nothing is told; there is no event."""
EVERY = (1 << len(NAME_LABELS)) - 1
STYLES = (("", ""), ("“", "”"), ('"', '"'), ("‘", "’"))
STYLE_WEIGHTS = (60, 20, 10, 10)


@dataclass(frozen=True)
class Link:
    """One attribution in wordpieces: its cue `[begin, end)` and who is in which role (2, n)."""

    begin: int
    end: int
    roles: NDArray[np.bool_]


@dataclass(frozen=True)
class Window:
    """A stretch of one text, with the two special wordpieces at its ends: n wordpieces in all.

    `cue` (n,) label numbers; `allowed` (n,) bit sets of the name labels a wordpiece may have;
    `sentences` are ranges whose vector is imitated; `syntax` (n,) relation numbers, -1 where none
    is told; `happened` (n,) how sure an event is, OPEN where nothing is told and NONE where there
    is no event; `referents` are ranges with the number of what they refer to.
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    paragraphs: NDArray[np.int32]
    quoted: NDArray[np.bool_]
    cue: NDArray[np.int64]
    allowed: NDArray[np.int64]
    syntax: NDArray[np.int64]
    happened: NDArray[np.float32]
    links: tuple[Link, ...] = ()
    sentences: tuple[Range, ...] = ()
    referents: tuple[tuple[int, int, int], ...] = ()

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Batch:
    """Windows as tensors. B windows, T wordpieces, C cues, R in reach, S sentences, M referents.

    `pieces`, `mask`, `cue`, `allowed`, `syntax`, `happened` (B, T); `shapes` (B, T, 5);
    `cue_spans` (C, 3): window, begin, end; `steps` (C, R) the wordpieces in reach and `real` (C,
    R) whether there is one; `roles` (C, 2, R); `distance`, `place` (C, R); `sentences` (S, 3) as
    `cue_spans`; `referents` (M, 4): window, begin, end, number.
    """

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    cue: Tensor
    allowed: Tensor
    syntax: Tensor
    happened: Tensor
    cue_spans: Tensor
    steps: Tensor
    real: Tensor
    roles: Tensor
    distance: Tensor
    place: Tensor
    sentences: Tensor
    referents: Tensor

    def to(self, device: torch.device) -> Batch:
        """Copy every tensor to `device`."""
        return Batch(*(getattr(self, name).to(device) for name in self.__dataclass_fields__))


def restyle(text: str, style: tuple[str, str]) -> str:
    """Give the quotations of a text other marks, one character for one.

    >>> restyle('He said “no” twice.', ("‘", "’"))
    'He said ‘no’ twice.'
    """
    if not style[0]:
        return text
    pattern = r"[“\"](?=[^“”\"\n]*[”\"])([^“”\"\n]*)[”\"]"
    return re.sub(pattern, lambda found: style[0] + found[1] + style[1], text)


def touched(pieces: Pieces, ranges: Sequence[Range]) -> NDArray[np.bool_]:
    """Say which wordpieces share a character with any of `ranges`."""
    inside = np.zeros(len(pieces), dtype=np.bool_)
    for begin, end in ranges:
        inside |= (pieces.offsets[:, 0] < end) & (pieces.offsets[:, 1] > begin)
    return inside


def attributed_windows(
    document: AttributedText, tokenizer: Tokenizer, settings: Settings, random_: random.Random
) -> list[Window]:
    """Cut one article into windows; where they begin, and the style of its quotes, is drawn."""
    style = random_.choices(STYLES, STYLE_WEIGHTS)[0]
    text = restyle(document.text, style)
    pieces = cut(text, tokenizer)
    cue = np.zeros(len(pieces), dtype=np.int64)
    links = []
    for marked in document.attributions:
        where = np.flatnonzero(touched(pieces, [marked.cue]))
        if not len(where):
            continue
        begin, end = int(where[0]), int(where[-1]) + 1
        taken = cue[begin:end].any() and marked.inner
        if not taken:
            cue[begin:end] = 4 if marked.inner else 2
            cue[begin] = 3 if marked.inner else 1
        roles = np.stack([touched(pieces, marked.source), touched(pieces, marked.content)])
        links.append(Link(begin, end, roles))
    allowed = np.full(len(pieces), EVERY, dtype=np.int64)
    labels = Labels(cue, allowed, *_nothing(pieces), tuple(links), sentence_pieces(text, pieces))
    return [_window(pieces, labels, span) for span in spread(pieces, settings, random_)]


def named_windows(
    document: NamedText, tokenizer: Tokenizer, settings: Settings, random_: random.Random
) -> list[Window]:
    """Cut one text of a name set into windows."""
    pieces = cut(document.text, tokenizer)
    syntax, happened = _nothing(pieces)
    if document.events:
        happened[:] = NONE
    for begin, end, kind in document.relations:
        syntax[np.flatnonzero(touched(pieces, [(begin, end)]))[:1]] = RELATIONS.index(kind)
    for begin, end, value in document.events:
        happened[np.flatnonzero(touched(pieces, [(begin, end)]))[:1]] = value
    labels = Labels(
        np.zeros(len(pieces), np.int64),
        allowed_labels(document, pieces),
        syntax,
        happened,
        referents=_referents(document, pieces, random_),
    )
    return [_window(pieces, labels, span) for span in spread(pieces, settings, random_)]


def _nothing(pieces: Pieces) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Give relations and events where neither is told."""
    return np.full(len(pieces), -1, np.int64), np.full(len(pieces), OPEN, np.float32)


def _referents(
    document: NamedText, pieces: Pieces, random_: random.Random
) -> tuple[tuple[int, int, int], ...]:
    """Give each referent as wordpieces, half of them by their head alone."""
    found = []
    for begin, end, head_begin, head_end, number in document.referents:
        span = (head_begin, head_end) if random_.random() < 0.5 else (begin, end)
        where = np.flatnonzero(touched(pieces, [span]))
        if len(where):
            found.append((int(where[0]), int(where[-1]) + 1, number))
    return tuple(found)


def allowed_labels(document: NamedText, pieces: Pieces) -> NDArray[np.int64]:
    """Give each wordpiece the bit set of labels its annotation leaves possible."""
    bit = {label: 1 << number for number, label in enumerate(NAME_LABELS)}
    outside = bit["O"]
    for kind in document.silent & ALL_TYPES:
        outside |= bit[f"B-{kind}"] | bit[f"I-{kind}"]
    allowed = np.full(len(pieces), outside, dtype=np.int64)
    allowed[touched(pieces, document.blind)] = EVERY
    for begin, end, kind in document.names:
        where = np.flatnonzero(touched(pieces, [(begin, end)]))
        allowed[where] = bit[f"I-{kind}"]
        allowed[where[:1]] = bit[f"B-{kind}"]
    return allowed


def sentence_pieces(text: str, pieces: Pieces) -> tuple[Range, ...]:
    """Find plain sentences of 6 to 60 wordpieces."""
    edges = [
        0,
        *(m.end() for m in re.finditer(r"\n+|[.!?][\"”’)]*\s+(?=[A-Z“\"])", text)),
        len(text),
    ]
    cuts = np.searchsorted(pieces.offsets[:, 0], edges)
    pairs = zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)
    return tuple((begin, end) for begin, end in pairs if 6 <= end - begin <= 60)


def spread(pieces: Pieces, settings: Settings, random_: random.Random) -> Iterator[Range]:
    """Cover a text with windows. The first one's length is drawn, so that cuts move each epoch.

    A window begins where a paragraph does if one is near the place its overlap asks for.
    """
    size, total = settings.window, len(pieces)
    opens = np.flatnonzero(np.diff(pieces.paragraphs, prepend=-1) != 0)
    begin, end = 0, total if total <= size else random_.randint(size // 2, size)
    while begin < total:
        yield begin, min(end, total)
        if end >= total:
            return
        near = opens[(opens > end - settings.overlap) & (opens <= end - settings.overlap // 4)]
        begin = int(near[0]) if len(near) else end - settings.overlap
        end = begin + size


@dataclass(frozen=True)
class Labels:
    """What is known of a whole text of n wordpieces; fields as in `Window`."""

    cue: NDArray[np.int64]
    allowed: NDArray[np.int64]
    syntax: NDArray[np.int64]
    happened: NDArray[np.float32]
    links: tuple[Link, ...] = ()
    sentences: tuple[Range, ...] = ()
    referents: tuple[tuple[int, int, int], ...] = ()


def _window(pieces: Pieces, labels: Labels, span: Range) -> Window:
    """Cut one window out of a text, with its labels, and put the special wordpieces around it."""
    begin, end = span
    whole = slice(begin, end)

    def framed(values: NDArray[Any], first: float, last: float) -> NDArray[Any]:
        return np.concatenate(([first], values[whole], [last])).astype(values.dtype)

    def within(b: int, e: int) -> bool:
        return b >= begin and e <= end

    kept = tuple(
        Link(
            link.begin - begin + 1,
            link.end - begin + 1,
            np.pad(link.roles[:, whole], ((0, 0), (1, 1))),
        )
        for link in labels.links
        if within(link.begin, link.end)
    )
    return Window(
        ids=framed(pieces.ids, OPENS, CLOSES),
        shapes=np.pad(pieces.shapes[whole], ((1, 1), (0, 0)), mode="edge"),
        paragraphs=np.pad(pieces.paragraphs[whole], 1, mode="edge"),
        quoted=np.pad(pieces.quoted[whole], 1),
        cue=framed(labels.cue, 0, 0),
        allowed=framed(labels.allowed, EVERY, EVERY),
        syntax=framed(labels.syntax, -1, -1),
        happened=framed(labels.happened, OPEN, OPEN),
        links=kept,
        sentences=tuple(
            (b - begin + 1, e - begin + 1) for b, e in labels.sentences if within(b, e)
        ),
        referents=tuple(
            (b - begin + 1, e - begin + 1, n) for b, e, n in labels.referents if within(b, e)
        ),
    )


def batches(windows: list[Window], settings: Settings, random_: random.Random) -> list[Batch]:
    """Put windows of like length together, then shuffle the batches."""
    ordered = sorted(windows, key=lambda window: (len(window), random_.random()))
    groups: list[list[Window]] = [[]]
    for window in reversed(ordered):
        widest = len(groups[-1][0]) if groups[-1] else len(window)
        if widest * (len(groups[-1]) + 1) > settings.batch_tokens:
            groups.append([])
        groups[-1].append(window)
    random_.shuffle(groups)
    return [collate(group, settings, random_) for group in groups if group]


def collate(windows: list[Window], settings: Settings, random_: random.Random) -> Batch:
    """Pad windows to one length and put their links and sentences in rows."""
    links = [(row, link) for row, window in enumerate(windows) for link in window.links]
    sentences = [(row, *span) for row, window in enumerate(windows) for span in window.sentences]
    random_.shuffle(sentences)
    reach = np.arange(-REACH, REACH + 1)
    steps = np.zeros((len(links), len(reach)), dtype=np.int64)
    real = np.zeros((len(links), len(reach)), dtype=np.float32)
    roles = np.zeros((len(links), 2, len(reach)), dtype=np.float32)
    place = np.zeros((len(links), len(reach)), dtype=np.int64)
    for number, (row, link) in enumerate(links):
        window = windows[row]
        where = link.begin + reach
        steps[number] = near = np.clip(where, 1, len(window) - 2)
        real[number] = near == where
        roles[number] = link.roles[:, near] * real[number]
        place[number] = place_buckets(
            window.paragraphs[near] - window.paragraphs[link.begin],
            window.quoted[[link.begin]],
            window.quoted[near],
        )
    return Batch(
        pieces=_padded([window.ids for window in windows]),
        shapes=_padded([window.shapes for window in windows]),
        mask=_padded([np.ones(len(window), dtype=np.int64) for window in windows]),
        cue=_padded([window.cue for window in windows]),
        allowed=_padded([window.allowed for window in windows], fill=EVERY),
        syntax=_padded([window.syntax for window in windows], fill=-1),
        happened=_padded([window.happened for window in windows], fill=OPEN),
        cue_spans=_rows([(row, link.begin, link.end) for row, link in links]),
        steps=torch.from_numpy(steps),
        real=torch.from_numpy(real),
        roles=torch.from_numpy(roles),
        distance=torch.from_numpy(np.tile(distance_buckets(reach), (len(links), 1))),
        place=torch.from_numpy(place),
        sentences=_rows(sentences[: settings.teacher_sentences]),
        referents=_rows(
            [(row, *span) for row, window in enumerate(windows) for span in window.referents], 4
        ),
    )


def _rows(rows: Sequence[tuple[int, ...]], width: int = 3) -> Tensor:
    return torch.tensor(rows, dtype=torch.long).reshape(-1, width)


def _padded(rows: list[NDArray[Any]], *, fill: float = 0) -> Tensor:
    return torch.nn.utils.rnn.pad_sequence(
        [torch.from_numpy(row) for row in rows], batch_first=True, padding_value=fill
    )
