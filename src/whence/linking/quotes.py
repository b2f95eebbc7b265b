"""Where a text stands in quotation marks."""

from __future__ import annotations

import re

from whence.records.span import Span

_MARKS = re.compile(r"[“”\"„«»]|(?<!\w)[‘'](?=\w)|(?<=[\w.,!?])['’](?!\w)|\n")
_OPEN = {"“": "“", "„": "“", "«": "«", "‘": "‘"}
_CLOSE = {"”": "“", "»": "«", "’": "‘"}


def quoted_spans(text: str) -> tuple[Span, ...]:
    """Return the stretches of `text` in quotation marks, marks included, in order.

    Straight and curly marks, single and double; a quotation ends with its paragraph at the
    latest, so one unbalanced mark spoils one paragraph only. Nested quotations are one stretch.
    Linear in the length of the text.
    """
    found: list[Span] = []
    start: int | None = None
    opener = ""
    for match in _MARKS.finditer(text):
        mark = match.group()
        if mark == "\n":
            if start is not None and opener not in "‘'":
                found.append(Span(start, match.start()))
            start = None
        elif start is None and _opens(text, match):
            start, opener = match.start(), _OPEN.get(mark, mark)
        elif start is not None and _closes(opener, mark):
            found.append(Span(start, match.end()))
            start = None
    if start is not None and opener not in "‘'":
        found.append(Span(start, len(text)))
    return tuple(found)


def _opens(text: str, match: re.Match[str]) -> bool:
    mark = match.group()
    if mark in "”»’":
        return False
    if mark in "\"'":
        before = text[match.start() - 1 : match.start()]
        return not before or not before.isalnum()
    return True


def _closes(opener: str, mark: str) -> bool:
    if opener in "\"'":
        return mark == opener or (opener == "'" and mark == "’") or (opener == '"' and mark == "”")
    return _CLOSE.get(mark) == opener or (opener == "“" and mark == '"')
