"""The network at run time: texts in, what it saw in every wordpiece out.

With `linker`, the only module that imports the ONNX runtime. The network reads windows of 384
wordpieces; a longer text is read in windows that overlap and the seams are laid where paragraphs
begin. Every window is read alone: int8 arithmetic scales by what it is fed, so that windows read
side by side would colour one another, and a report must read the same in whatever pile it lies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from whence.errors import ModelError
from whence.extraction.linker import Floats, Halves, Linker, Surroundings
from whence.extraction.verifying import WEIGHTS
from whence.extraction.wordpieces import (
    CUE_LABELS,
    DISTANCE_BUCKETS,
    NAME_LABELS,
    ROLES,
    Pieces,
    cut,
    load_tokenizer,
)

FORMAT: Final = 2
"""The version of the network's inputs, outputs and settings that this module understands."""
WINDOW: Final = 384
OVERLAP: Final = 64
"""Wordpieces two windows share: no cue has less than 32 of context on either side."""
_OPENS, _CLOSES = 101, 102
_REMEDY = "install Whence again; its network is part of the package"
_OUTPUTS = ("cue", "names", "queries", "keys", "sense", "refer", "happened")
_PRECISE = ("cue", "names", "happened")
"""The outputs kept as float32; half the precision does for vectors."""
_TABLES: Final = {
    "switch": (len(ROLES), 2),
    "refer_distance": (DISTANCE_BUCKETS,),
    "calibration": (3, 2),
    "verifier": (WEIGHTS,),
}
"""The small tables that stand in the settings, and their shapes."""


@dataclass(frozen=True)
class ModelCard:
    """Which network read a text. `sha256` is that of its weights; equality is by all fields."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True)
class Calibration:
    """How raw log-odds become probabilities: a slope and a shift for each (Platt 1999).

    Fitted on texts kept from training: `inner` that a reader marks an inner cue there, `source`
    and `content` that the reader's are these very words. Equality is by all fields.
    """

    inner: tuple[float, float] = (1.0, 0.0)
    source: tuple[float, float] = (1.0, 0.0)
    content: tuple[float, float] = (1.0, 0.0)


@dataclass(frozen=True, eq=False)
class Reading:
    """What the network saw in one text of n wordpieces. Compared by identity.

    `offsets` int32 (n, 2), half-open characters; `words` int32 (n,), the word each wordpiece is
    part of; `cue` float32 (n, 5) and `names` float32 (n, 13), log-probabilities of the labels;
    `around` is what the linker needs; `sense` (n, 384), whose mean over a sentence is its vector;
    `refer` (n, 2R), as what points back and as what is pointed at; `happened` float32 (n, 2), the
    log-odds of being an event and how sure it is that it happened, -3 to 3; `verifier` (11,) the
    weights of `verifying`.
    """

    text: str
    offsets: NDArray[np.int32]
    words: NDArray[np.int32]
    cue: Floats
    names: Floats
    around: Surroundings
    sense: Halves
    refer: Halves
    happened: Floats
    linker: Linker
    refer_distance: Floats
    calibration: Calibration
    verifier: Floats

    def pieces_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the wordpieces that share a character with `[start, end)`, half-open."""
        first = int(np.searchsorted(self.offsets[:, 1], start, side="right"))
        last = int(np.searchsorted(self.offsets[:, 0], end, side="left"))
        return first, max(first, last)

    def sentence_vector(self, start: int, end: int) -> Floats:
        """Return the unit vector (384,) of the characters `[start, end)`; zeros if none is read."""
        first, last = self.pieces_of(start, end)
        if last <= first:
            return np.zeros(self.sense.shape[1], dtype=np.float32)
        mean = self.sense[first:last].astype(np.float32).mean(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)


class Encoder:
    """The network, loaded. Make one with `Encoder.load`; it may be used from several threads."""

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        linker: Linker,
        config: dict[str, Any],
    ) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._linker = linker
        self._refer_distance = np.array(config["refer_distance"], dtype=np.float32)
        self._calibration = Calibration(
            **{name: (pair[0], pair[1]) for name, pair in config["calibration"].items()}
        )
        self._verifier = np.array(config["verifier"], dtype=np.float32)
        self.card = _card(config)

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1) -> Encoder:
        """Load the network in `folder`, or the one shipped in the package.

        Raises `ModelError` when a file is missing, is not the one its `config.json` names, or
        was made for another version of Whence.
        """
        folder = folder or _shipped()
        config = _read_config(folder)
        weights = _verified(folder / "model.onnx", config["weights_sha256"])
        linking = _verified(folder / "linker.onnx", config["linker_sha256"])
        _verified(folder / "tokenizer.json", config["tokenizer_sha256"])
        switch = np.array(config["switch"], dtype=np.float32)
        linker = Linker(_session(linking, threads), switch)
        tokenizer = load_tokenizer(folder / "tokenizer.json")
        return cls(_session(weights, threads), tokenizer, linker, config)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Read every text, in order."""
        return list(self.read_each(texts))

    def read_each(self, texts: Iterable[str]) -> Iterator[Reading]:
        """Read texts one by one, holding no more than one at a time."""
        for text in texts:
            pieces = cut(text, self._tokenizer)
            outputs = self._run(pieces)
            yield Reading(
                text=text,
                offsets=pieces.offsets,
                words=pieces.words,
                cue=outputs["cue"],
                names=outputs["names"],
                around=Surroundings(
                    outputs["queries"], outputs["keys"], pieces.paragraphs, pieces.quoted
                ),
                sense=outputs["sense"],
                refer=outputs["refer"],
                happened=outputs["happened"],
                linker=self._linker,
                refer_distance=self._refer_distance,
                calibration=self._calibration,
                verifier=self._verifier,
            )

    def _run(self, pieces: Pieces) -> dict[str, NDArray[Any]]:
        """Run the network over all windows of a text and lay them end to end."""
        widths = {output.name: output.shape[-1] for output in self._session.get_outputs()}
        whole: dict[str, NDArray[Any]] = {
            name: np.empty(
                (len(pieces), widths[name]), dtype=np.float32 if name in _PRECISE else np.float16
            )
            for name in _OUTPUTS
        }
        for (begin, end), (first, last) in plan_windows(pieces.paragraphs):
            results = self._session.run(list(_OUTPUTS), _feed(pieces, begin, end))
            kept = slice(first - begin + 1, last - begin + 1)
            for name, result in zip(_OUTPUTS, results, strict=True):
                whole[name][first:last] = result[0, kept]
        return whole


def read_card(folder: Path | None = None) -> ModelCard:
    """Say which network lies in `folder`, or ships in the package, without loading it.

    Raises `ModelError` when its settings cannot be read or are for another version of Whence.
    """
    return _card(_read_config(folder or _shipped()))


def _shipped() -> Path:
    return Path(str(resources.files("whence.extraction"))) / "model"


def _card(config: dict[str, Any]) -> ModelCard:
    return ModelCard(
        name=config["name"],
        version=config["version"],
        sha256=config["weights_sha256"],
    )


def plan_windows(
    paragraphs: NDArray[np.int32], *, window: int = WINDOW, overlap: int = OVERLAP
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Cover a text with windows: each as (what is read, what is kept of it), half-open.

    What is kept lies end to end. A seam falls where a paragraph begins if one does in the middle
    half of what two windows share, else in its middle.
    """
    total, begin, first = len(paragraphs), 0, 0
    opens = np.flatnonzero(np.diff(paragraphs, prepend=-1) != 0)
    while first < total:
        end = min(begin + window, total)
        if end == total:
            yield (begin, end), (first, end)
            return
        middle, slack = end - overlap // 2, overlap // 4
        near = opens[(opens >= middle - slack) & (opens <= middle + slack)]
        seam = int(near[np.argmin(np.abs(near - middle))]) if len(near) else middle
        yield (begin, end), (first, seam)
        begin, first = end - overlap, seam


def _feed(pieces: Pieces, begin: int, end: int) -> dict[str, NDArray[np.int64]]:
    """Frame one window with the special wordpieces, as the network was trained."""
    ids = np.concatenate(([_OPENS], pieces.ids[begin:end], [_CLOSES]))
    shapes = np.pad(pieces.shapes[begin:end], ((1, 1), (0, 0)), mode="edge")
    return {"pieces": ids[None], "shapes": shapes[None], "mask": np.ones_like(ids)[None]}


def _session(weights: bytes, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that spin while they wait take the core of whoever else needs it, other
    # processes of a busy machine above all: two then read half as fast as one.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def _read_config(folder: Path) -> dict[str, Any]:
    """Read `config.json` and hold it against what this module understands."""
    path = folder / "config.json"
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"the network's settings cannot be read: {error}"
        raise ModelError(message, where=str(path), remedy=_REMEDY) from error
    wanted = {"format": FORMAT, "cue_labels": list(CUE_LABELS), "name_labels": list(NAME_LABELS)}
    for key, value in wanted.items():
        if config.get(key) != value:
            message = f"the network's {key} is {config.get(key)!r}; this version needs {value!r}"
            raise ModelError(message, where=str(path), remedy=_REMEDY)
    needed = {"name", "version", "weights_sha256", "linker_sha256", "tokenizer_sha256", *_TABLES}
    if missing := needed - set(config):
        message = f"the network's settings lack {', '.join(sorted(missing))}"
        raise ModelError(message, where=str(path), remedy=_REMEDY)
    for name, shape in _TABLES.items():
        table = config[name]
        found = np.shape(list(table.values()) if isinstance(table, dict) else table)
        if found != shape:
            message = f"the network's table {name} has shape {found}, not {shape}"
            raise ModelError(message, where=str(path), remedy=_REMEDY)
    return dict(config)


def _verified(path: Path, sha256: str) -> bytes:
    """Return the bytes of a file whose hash is `sha256`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"a file of the network cannot be read: {error}"
        raise ModelError(message, where=str(path), remedy=_REMEDY) from error
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        message = (
            f"the file is not the one this network was made with: sha256 {found}, not {sha256}"
        )
        raise ModelError(message, where=str(path), remedy=_REMEDY)
    return data
