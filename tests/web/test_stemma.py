"""The drawing of where a point's accounts come from."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from tests.export import hand_made
from whence.ledger.store import open_ledger
from whence.views.index import build_index
from whence.views.points import PointView, point_view
from whence.views.stemma import JOINED, stemma

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


def test_a_speaker_counted_with_another_is_not_drawn_as_its_messenger() -> None:
    """Two names that evidence holds together stand side by side, each at the head of its line."""
    said = (("the mayor",), ("the wire", "a surgeon"), ("Aldry’s Mayor",), ("The Post", "mayor"))
    drawing = stemma(point_of(said))
    assert drawing is not None
    kinds = {node.full: node.kind for node in drawing.nodes if node.kind != "report"}
    assert kinds == {
        JOINED: "joint",
        "Aldry’s Mayor": "origin",
        "a surgeon": "origin",
        "the wire": "through",
        "The Post": "through",
    }
    heads = {node.x for node in drawing.nodes if node.kind == "origin"}
    assert len(heads) == 1


def test_one_name_in_short_and_in_full_is_one_origin_without_a_joint() -> None:
    drawing = stemma(point_of((("the mayor",), ("Aldry’s mayor",), ())))
    assert drawing is not None
    assert [n.full for n in drawing.nodes if n.kind != "report"] == ["Aldry’s mayor"]


def point_of(chains: tuple[tuple[str, ...], ...]) -> PointView:
    """Return a point of one origin whose accounts came by these chains."""
    story = hand_made.story()
    point = story.links.points[0]
    accounts = tuple(
        replace(point.accounts[0], id=f"k{n}", chain=chain) for n, chain in enumerate(chains)
    )
    ids = tuple(account.id for account in accounts)
    point = replace(point, accounts=accounts, groups=(ids,), origins=(ids,))
    return point_view(point, build_index(story))
