"""The drawing of where a point's accounts come from."""

from __future__ import annotations

import re
from pathlib import Path

from whence.ledger.store import open_ledger
from whence.views.index import build_index
from whence.views.points import point_view
from whence.views.stemma import stemma

# From where to where, x and y, a line bends; then it runs level.
_BEND = re.compile(r"M(\d+) (\d+) C\d+ \d+ \d+ \d+ (\d+) (\d+)")


def test_no_line_bends_across_a_name(example_ledger: Path) -> None:
    with open_ledger(str(example_ledger)) as ledger:
        story = ledger.story("story")
    index = build_index(story)
    names = 0
    for point in story.links.points:
        drawing = stemma(point_view(point, index))
        if drawing is None:
            continue
        through = [node for node in drawing.nodes if node.kind == "through"]
        names += len(through)
        for edge in drawing.edges:
            bend = _BEND.match(edge.path)
            assert bend is not None
            x1, y1, x2, y2 = map(int, bend.groups())
            low, high = sorted((y1, y2))
            crossed = [n.label for n in through if x1 < n.x < x2 and low - 4 < n.y < high + 12]
            assert crossed == [], point.question
    assert names
