"""Measures what came out: attributions as JSONL for a scorer, names by set, speed, sizes."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from training.texts import NamedText, Range
from whence.extraction.decoding import (
    DEFAULT,
    Decoding,
    RawName,
    decode_attributions,
    decode_names,
)
from whence.extraction.encoder import Encoder, Reading


def read_folder(encoder: Encoder, folder: Path) -> list[tuple[Path, Reading]]:
    """Read every text file of a PolNeAR split."""
    paths = sorted((folder / "text").glob("*.txt"))
    texts = (path.read_bytes().decode("utf-8") for path in paths)
    return list(zip(paths, encoder.read_each(texts), strict=True))


def write_attributions(
    readings: Sequence[tuple[Path, Reading]], out: Path, *, how: Decoding = DEFAULT
) -> None:
    """Write one extraction record a text, with what the network alone found."""
    with out.open("w", encoding="utf-8") as file:
        for path, reading in readings:
            found = [
                {"source": a.source, "cue": a.cue, "content": a.content, "parent": None,
                 "score": a.score}
                for a in decode_attributions(reading, how=how)
            ]  # fmt: skip
            record = {
                "report": {"path": str(path)},
                "text": reading.text,
                "raw": [[0, 0, len(reading.text)]],
                "attributions": found,
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def score_names(encoder: Encoder, texts: Sequence[NamedText]) -> dict[str, float | int]:
    """Score exact names with their types; what a text's set leaves open is not counted."""
    hits, found, wanted, per_type = 0, 0, 0, Counter[str]()
    for document, reading in zip(texts, encoder.read_each(t.text for t in texts), strict=True):
        gold = set(document.names)
        ours = {(*name.span, name.type) for name in decode_names(reading) if judged(name, document)}
        hits += len(gold & ours)
        found += len(ours)
        wanted += len(gold)
        per_type.update(f"{kind} found" for _, _, kind in gold & ours)
        per_type.update(f"{kind} of" for _, _, kind in gold)
    f1 = 200 * hits / (found + wanted) if found + wanted else 0.0
    scores = {"texts": len(texts), "names": wanted, "f1": round(f1, 1)}
    return scores | dict(sorted(per_type.items()))


def judged(name: RawName, document: NamedText) -> bool:
    """Say whether the annotation has anything to say about a name the network found."""
    return name.type not in document.silent and not any(
        _overlap(name.span, blind) for blind in document.blind
    )


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def speed(encoder: Encoder, texts: Sequence[str]) -> dict[str, float]:
    """Measure the network with cutting, and decoding, apart: wordpieces a second."""
    began = time.perf_counter()
    readings = encoder.read(texts)
    read = time.perf_counter()
    for reading in readings:
        decode_attributions(reading)
        decode_names(reading)
    decoded = time.perf_counter()
    pieces = sum(len(reading.offsets) for reading in readings)
    words = sum(len(text.split()) for text in texts)
    return {
        "wordpieces_a_second_network": round(pieces / (read - began)),
        "wordpieces_a_second_decoding": round(pieces / (decoded - read)),
        "words_a_second": round(words / (decoded - began)),
    }
