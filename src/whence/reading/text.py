"""Plain text: lines to paragraphs, hard-wrapped lines joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.reading.clean import clean
from whence.reading.decode import decode
from whence.reading.draft import Metadata, Origin, finish
from whence.reading.passage import Passage, joined, tidy
from whence.records.report import Intake
from whence.settings import ReadingSettings

MEDIA_TYPE = "text/plain"

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
# Hard wrapping: lines of up to this many characters, broken where the next word did not fit.
_WIDEST_WRAP = 100
_NARROWEST_WRAP = 40
_WRAPPED_SHARE = 0.85
_FEWEST_BREAKS = 4


def read_text(
    data: bytes, path: str, *, settings: ReadingSettings, container: str | None
) -> Intake:
    """Return the report in a plain text file. Never raises: any bytes decode to something.

    `settings.max_text` bounds the reading text; what lies beyond is kept in the bytes only.
    """
    raw, encoding = decode(data)
    origin = Origin(path, data, MEDIA_TYPE, encoding, container)
    cleaned = clean(paragraphs_of(raw, limit=settings.max_text))
    return finish(origin, raw, cleaned, Metadata())


def paragraphs_of(raw: str, *, limit: int) -> list[Passage]:
    """Return the lines of `raw` as passages, hard-wrapped ones joined; `limit` in characters."""
    lines: list[Passage] = []
    starts_block: list[bool] = []
    last_end = -1
    for match in _LINE.finditer(raw, 0, min(len(raw), limit)):
        passage = tidy(raw, match.start(), match.end())
        if not passage.text:
            continue
        between = raw[last_end : match.start()] if last_end >= 0 else ""
        lines.append(passage)
        starts_block.append(last_end < 0 or _has_blank_line(between))
        last_end = match.end()
    return _unwrapped(lines, starts_block)


def _has_blank_line(between: str) -> bool:
    return len(re.findall(r"\r\n|\n|\r|\x0c|\u2029", between)) > 1


def _unwrapped(lines: Sequence[Passage], starts_block: Sequence[bool]) -> list[Passage]:
    """Join the lines of each block when the text as a whole is hard-wrapped."""
    width = max((len(line.text) for line in lines), default=0)
    pairs = [at for at in range(1, len(lines)) if not starts_block[at]]
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP or len(pairs) < _FEWEST_BREAKS:
        return list(lines)
    broken = sum(_did_not_fit(lines[at - 1].text, lines[at].text, width) for at in pairs)
    if broken < _WRAPPED_SHARE * len(pairs):
        return list(lines)
    blocks: list[list[Passage]] = []
    for line, starts in zip(lines, starts_block, strict=True):
        if starts or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return [joined(block, " ") for block in blocks]


def _did_not_fit(line: str, following: str, width: int) -> bool:
    first_word = following.split(" ", 1)[0]
    return len(line) + 1 + len(first_word) > width - 8
