"""How sure a content is that it happened, as the network sees its main event.

The network says of each wordpiece whether it tells an event and how sure it is that the event
happened, from -3 to 3, as people judged it in UDS-IH2 (Rudinger and others 2018).
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.extraction.encoder import Reading
from whence.records.span import Span

_LONGEST = 60
"""Wordpieces of a content that are looked at: its main event seldom stands further on."""


def happened(reading: Reading, content: Sequence[Span]) -> float | None:
    """Return how sure the first event of `content` is to have happened, None where none is told.

    -3 it surely did not, 3 it surely did. English names its main event first more often than not.
    """
    for span in content:
        first, last = reading.pieces_of(span.start, span.end)
        events = reading.happened[first : min(last, first + _LONGEST)]
        told = (events[:, 0] > 0).nonzero()[0]
        if len(told):
            return float(events[told[0], 1])
    return None
