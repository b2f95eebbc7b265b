"""The stemma of a point: which accounts rest on which origin, through whose hands.

Laid out from the origin on the left to the reports on the right, a row a report. Numbers are in
the units of the drawing, which a page shows at its own size and lets scroll.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.views.points import AccountView, PointView
from whence.views.wording import shortened

ROW = 30
COLUMN = 225
LEFT, TOP = 8, 20
LABEL_LENGTH = 26
MOST_ACCOUNTS = 40


@dataclass(frozen=True, slots=True)
class Node:
    """A name in the drawing: at its place, with the address of its words where it has some."""

    x: int
    y: int
    label: str
    full: str
    href: str
    kind: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from a source to who rests on it."""

    path: str


@dataclass(frozen=True, slots=True)
class Stemma:
    """The drawing, and how many accounts had no room in it."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    origins: int
    left_out: int


@dataclass(slots=True)
class _Branch:
    """One name and those who rest on it, in order."""

    name: str
    children: dict[str, _Branch]
    leaves: list[AccountView]
    y: float = 0.0


def stemma(point: PointView) -> Stemma | None:
    """Return the drawing of a point's origins, None where one account stands alone."""
    if len(point.accounts) < 2 or not point.origin_accounts:
        return None
    shown, left = [], MOST_ACCOUNTS
    for origin in point.origin_accounts:
        shown.append(list(origin[:left]))
        left -= len(shown[-1])
    trees = [_tree(accounts) for accounts in shown if accounts]
    depth = max(_depth(tree) for tree in trees)
    nodes: list[Node] = []
    edges: list[Edge] = []
    row = 0.0
    for tree in trees:
        row = _place(tree, row, 0, depth, nodes, edges) + 0.35
    total = sum(len(origin) for origin in point.origin_accounts)
    return Stemma(
        width=LEFT + COLUMN * depth + 230,
        height=int(TOP + ROW * row),
        nodes=tuple(nodes),
        edges=tuple(edges),
        origins=len(point.origin_accounts),
        left_out=total - sum(map(len, shown)),
    )


def _tree(accounts: Sequence[AccountView]) -> _Branch:
    """Return the tree of one origin; chains that do not share its root hang on it directly."""
    ends = [_named(account)[0] for account in accounts if _named(account)]
    root = _Branch(max(ends, key=ends.count) if ends else "", {}, [])
    for account in accounts:
        names = _named(account)
        branch = root
        for name in names[1:] if names[:1] == [root.name] else names:
            branch = branch.children.setdefault(name, _Branch(name, {}, []))
        branch.leaves.append(account)
    return root


def _named(account: AccountView) -> list[str]:
    """Return the chain from the origin to the report's own source."""
    return [name for name in reversed(account.chain) if name and name != account.outlet]


def _depth(branch: _Branch) -> int:
    return 1 + max((_depth(child) for child in branch.children.values()), default=0)


def _place(
    branch: _Branch, row: float, level: int, depth: int, nodes: list[Node], edges: list[Edge]
) -> float:
    """Place a branch from `row` on and return the next free row."""
    ends: list[tuple[float, int]] = []
    for account in branch.leaves:
        x = LEFT + COLUMN * depth
        nodes.append(_leaf(account, x, row))
        ends.append((row, x))
        row += 1
    for child in branch.children.values():
        start = row
        row = _place(child, row, level + 1, depth, nodes, edges)
        ends.append((child.y if child.y else start, LEFT + COLUMN * (level + 1)))
    branch.y = sum(end for end, _ in ends) / len(ends)
    label = branch.name or ("own voice" if len(branch.leaves) < 2 else "the same words")
    x, kind = LEFT + COLUMN * level, "origin" if level == 0 else "through"
    nodes.append(Node(x, _y(branch.y), shortened(label, LABEL_LENGTH), label, "", kind))
    width = min(len(shortened(label, LABEL_LENGTH)) * 8 + 6, COLUMN - 20)
    edges += [Edge(_curve(x + width, _y(branch.y), to - 6, _y(end))) for end, to in ends]
    return row


def _leaf(account: AccountView, x: int, row: float) -> Node:
    label = shortened(f"{account.outlet}: {account.figure or account.says}", 34)
    full = f"{account.outlet}, {account.published}: {account.says}"
    return Node(x, _y(row), label, full, account.href, "report")


def _y(row: float) -> int:
    return int(TOP + ROW * row)


def _curve(x1: int, y1: int, x2: int, y2: int) -> str:
    middle = (x1 + x2) // 2
    return f"M{x1} {y1 - 4} C{middle} {y1 - 4} {middle} {y2 - 4} {x2} {y2 - 4}"
