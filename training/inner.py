"""Marks attributions inside the contents of PolNeAR, where its readers mark none.

A content is read as if it were a text of its own; what the shipped network finds there stands
inside the content. `python -m training.inner --data DATA` writes `inner.jsonl.gz`, the offsets
alone: the recipe reads that file, so a run does not depend on the network that made it.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.texts import AttributedText, Drops, Marked, Range, read_polnear
from whence.extraction.decoding import Decoding, RawAttribution, decode_attributions
from whence.extraction.encoder import Encoder

FILE = Path(__file__).with_name("inner.jsonl.gz")
MARGIN = Decoding(cue_margin=-0.5)
"""More willing than usual: in fifteen reports annotated whole, two in three more were right."""
SHORTEST = 25
"""Characters of a content worth reading on its own."""


def main() -> None:
    """Read PolNeAR's train split and write the file."""
    parser = argparse.ArgumentParser(prog="python -m training.inner", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    drops: Drops = Counter()
    texts = read_polnear(parser.parse_args().data / "polnear/train", drops)
    encoder = Encoder.load(threads=2)
    lines = (
        json.dumps([text.name, list(inner_of(text, encoder))], separators=(",", ":"))
        for text in texts
    )
    with gzip.GzipFile(FILE, "wb", mtime=0) as file:
        file.write("\n".join(lines).encode())


def inner_of(text: AttributedText, encoder: Encoder) -> Iterator[list[list[Range]]]:
    """Give [source, cue, content] of every attribution found inside a content of `text`."""
    taken = [attribution.cue for attribution in text.attributions]
    spans = {span for marked in text.attributions for span in marked.content}
    spans = {span for span in spans if span[1] - span[0] >= SHORTEST}
    outermost = sorted(s for s in spans if not any(_holds(other, s) for other in spans - {s}))
    readings = encoder.read_each(text.text[begin:end] for begin, end in outermost)
    for (begin, _), reading in zip(outermost, readings, strict=True):
        for raw in decode_attributions(reading, how=MARGIN):
            roles = [_moved(spans, begin) for spans in (raw.source, raw.cue, raw.content)]
            if not _touches(roles[1], taken) and _is_whole(raw):
                yield roles


def read_inner(path: Path = FILE) -> dict[str, tuple[Marked, ...]]:
    """Read the file: the inner attributions of every annotated copy by its name."""
    out = {}
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        name, rows = json.loads(line)
        out[name] = tuple(
            Marked(_ranges(source), (cue[0][0], cue[-1][1]), _ranges(content), inner=True)
            for source, cue, content in rows
        )
    return out


def _ranges(pairs: Iterable[list[int]]) -> tuple[Range, ...]:
    return tuple((begin, end) for begin, end in pairs)


def _holds(outer: Range, inner: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _moved(spans: Iterable[Range], by: int) -> list[Range]:
    return [(begin + by, end + by) for begin, end in spans]


def _touches(spans: Iterable[Range], others: Iterable[Range]) -> bool:
    held = list(others)
    return any(a < d and c < b for a, b in spans for c, d in held)


def _is_whole(raw: RawAttribution) -> bool:
    return bool(raw.cue) and bool(raw.content)


if __name__ == "__main__":
    main()
