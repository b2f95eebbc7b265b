"""From annotated texts to batches of windows."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from training.settings import Settings
from training.texts import ALL_TYPES, AttributedText, NamedText, Range
from whence.extraction.wordpieces import (
    NAME_LABELS,
    Pieces,
    cut,
    distance_buckets,
    place_buckets,
)

OPENS, CLOSES = 101, 102
"""The numbers of [CLS] and [SEP]."""
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
    `sentences` are ranges whose vector is imitated.
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    paragraphs: NDArray[np.int32]
    quoted: NDArray[np.bool_]
    cue: NDArray[np.int64]
    allowed: NDArray[np.int64]
    links: tuple[Link, ...] = ()
    sentences: tuple[Range, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Batch:
    """Windows as tensors. B windows, T wordpieces, C cues, S sentences.

    `pieces`, `mask`, `cue`, `allowed` (B, T); `shapes` (B, T, 5); `cue_spans` (C, 3): window,
    begin, end; `roles` (C, 2, T); `distance`, `place` (C, T); `sentences` (S, 3) as `cue_spans`.
    """

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    cue: Tensor
    allowed: Tensor
    cue_spans: Tensor
    roles: Tensor
    distance: Tensor
    place: Tensor
    sentences: Tensor

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
        cue[begin:end] = 2
        cue[begin] = 1
        roles = np.stack([touched(pieces, marked.source), touched(pieces, marked.content)])
        links.append(Link(begin, end, roles))
    allowed = np.full(len(pieces), EVERY, dtype=np.int64)
    ranges = sentence_pieces(text, pieces)
    labels = (cue, allowed, tuple(links), ranges)
    return [_window(pieces, labels, span) for span in spread(pieces, settings, random_)]


def named_windows(
    document: NamedText, tokenizer: Tokenizer, settings: Settings, random_: random.Random
) -> list[Window]:
    """Cut one text of a name set into windows."""
    pieces = cut(document.text, tokenizer)
    labels = (np.zeros(len(pieces), np.int64), allowed_labels(document, pieces), (), ())
    return [_window(pieces, labels, span) for span in spread(pieces, settings, random_)]


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


Labels = tuple[NDArray[np.int64], NDArray[np.int64], tuple[Link, ...], tuple[Range, ...]]


def _window(pieces: Pieces, labels: Labels, span: Range) -> Window:
    """Cut one window out of a text, with its labels, and put the special wordpieces around it."""
    begin, end = span
    cue, allowed, links, sentences = labels
    whole = slice(begin, end)

    def framed(values: NDArray[np.int64], first: int, last: int) -> NDArray[np.int64]:
        return np.concatenate(([first], values[whole], [last]))

    kept = tuple(
        Link(
            link.begin - begin + 1,
            link.end - begin + 1,
            np.pad(link.roles[:, whole], ((0, 0), (1, 1))),
        )
        for link in links
        if begin <= link.begin and link.end <= end
    )
    return Window(
        ids=framed(pieces.ids, OPENS, CLOSES),
        shapes=np.pad(pieces.shapes[whole], ((1, 1), (0, 0)), mode="edge"),
        paragraphs=np.pad(pieces.paragraphs[whole], 1, mode="edge"),
        quoted=np.pad(pieces.quoted[whole], 1),
        cue=framed(cue, 0, 0),
        allowed=framed(allowed, EVERY, EVERY),
        links=kept,
        sentences=tuple(
            (b - begin + 1, e - begin + 1) for b, e in sentences if b >= begin and e <= end
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
    length = max(map(len, windows))
    links = [(row, link) for row, window in enumerate(windows) for link in window.links]
    sentences = [(row, *span) for row, window in enumerate(windows) for span in window.sentences]
    random_.shuffle(sentences)
    steps = np.arange(length)
    roles = np.zeros((len(links), 2, length), dtype=np.float32)
    distance = np.zeros((len(links), length), dtype=np.int64)
    place = np.zeros((len(links), length), dtype=np.int64)
    for number, (row, link) in enumerate(links):
        window = windows[row]
        roles[number, :, : len(window)] = link.roles
        distance[number] = distance_buckets(steps - link.begin)
        place[number, : len(window)] = place_buckets(
            window.paragraphs - window.paragraphs[link.begin],
            window.quoted[[link.begin]],
            window.quoted,
        )
    return Batch(
        pieces=_padded([window.ids for window in windows]),
        shapes=_padded([window.shapes for window in windows]),
        mask=_padded([np.ones(len(window), dtype=np.int64) for window in windows]),
        cue=_padded([window.cue for window in windows]),
        allowed=_padded([window.allowed for window in windows], fill=EVERY),
        cue_spans=_rows([(row, link.begin, link.end) for row, link in links]),
        roles=torch.from_numpy(roles),
        distance=torch.from_numpy(distance),
        place=torch.from_numpy(place),
        sentences=_rows(sentences[: settings.teacher_sentences]),
    )


def _rows(rows: Sequence[tuple[int, ...]]) -> Tensor:
    return torch.tensor(rows, dtype=torch.long).reshape(-1, 3)


def _padded(rows: list[NDArray[np.int64]], *, fill: int = 0) -> Tensor:
    return torch.nn.utils.rnn.pad_sequence(
        [torch.from_numpy(row) for row in rows], batch_first=True, padding_value=fill
    )
