"""The stemma of a point: which accounts rest on which origin, through whose hands, and why.

Laid out from the origin on the left to the reports on the right, a row a report. The line to a
report carries the evidence that ties it to one above. Numbers are in the units of the drawing,
which a page shows at its own size and lets scroll.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whence.linking.words import plain_words
from whence.views.collapses import CollapseView, evidence_of
from whence.views.points import AccountView, PointView
from whence.views.wording import shortened

ROW = 34
WIDE = 9  # a wide letter of a name
GAP = 36  # between a name and the next column
JOINT = 110  # the column of what holds several names together
LEFT, TOP = 8, 20
LABEL_LENGTH = 26
LEAF_LENGTH = 34
EVIDENCE = 330  # of a line that carries words
EVIDENCE_LENGTH = 52
MOST_ACCOUNTS = 40
NARROW = 6  # a narrow letter: there a line begins, and the name's halo hides what it covers
JOINED = "one origin"


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
    told: bool
    left_out: int


@dataclass(slots=True)
class _Branch:
    """One name and those who rest on it, in order."""

    name: str
    children: dict[str, _Branch]
    leaves: list[AccountView]
    joins: bool = False  # holds together several names and is none itself
    y: float = 0.0


def stemma(point: PointView, collapses: Sequence[CollapseView] = ()) -> Stemma | None:
    """Return the drawing of a point's origins, None where one account stands alone.

    `collapses` is the evidence that its lines carry.
    """
    if len(point.accounts) < 2 or not point.origin_accounts:
        return None
    shown, left = [], MOST_ACCOUNTS
    for origin in point.origin_accounts:
        shown.append(list(origin[:left]))
        left -= len(shown[-1])
    trees = [_tree(accounts) for accounts in shown if accounts]
    evidence = {k: c for origin in shown for k, c in evidence_of(origin, collapses).items()}
    sheet = _Sheet(trees, evidence)
    row = 0.0
    for tree in trees:
        row = sheet.place(tree, row, 0) + 0.35
    total = sum(len(origin) for origin in point.origin_accounts)
    return Stemma(
        width=sheet.end + WIDE * LEAF_LENGTH,
        height=int(TOP + ROW * row),
        nodes=tuple(sheet.nodes),
        edges=tuple(sheet.edges),
        origins=len(point.origin_accounts),
        told=bool(evidence),
        left_out=total - sum(map(len, shown)),
    )


def _tree(accounts: Sequence[AccountView]) -> _Branch:
    """Return the tree of one origin.

    Where chains end with several names, these stand side by side under a root without a name: that
    they are counted as one does not make one of them the source of another.
    """
    ends = _one_name_each([_named(account)[0] for account in accounts if _named(account)])
    several = len(set(ends.values())) > 1
    root = _Branch(JOINED if several else next(iter(ends.values()), ""), {}, [], joins=several)
    for account in accounts:
        names = _named(account)
        if names:
            names[0] = ends[names[0]]
        branch = root
        for name in names if several else names[1:]:
            branch = branch.children.setdefault(name, _Branch(name, {}, []))
        branch.leaves.append(account)
    return root


def _one_name_each(ends: Sequence[str]) -> dict[str, str]:
    """Return for each name at the end of a chain the one it is drawn under.

    A name in short ends as the whole one does: "Health Ministry", "Karvelia's Health Ministry".
    """
    words = {name: tuple(w for w in plain_words(name) if w != "the") for name in ends}
    return {
        name: max((n for n in words if words[n][-len(short) :] == short), key=len)
        if short
        else name
        for name, short in words.items()
    }


def _named(account: AccountView) -> list[str]:
    """Return the chain from the origin to the report's own source."""
    return [name for name in reversed(account.chain) if name and name != account.outlet]


def _label(branch: _Branch) -> str:
    return branch.name or ("own voice" if len(branch.leaves) < 2 else "no source named")


def _columns(branches: Sequence[_Branch]) -> list[int]:
    """Return how wide each column of names is, from the origins on."""
    widths: list[int] = []
    while branches:
        held = [child for b in branches if b.joins for child in b.children.values()]
        names = [b for b in branches if not b.joins] + held
        longest = max(len(shortened(_label(b), LABEL_LENGTH)) for b in names)
        widths.append(WIDE * longest + GAP)
        branches = [child for b in names for child in b.children.values()]
    return widths


class _Sheet:
    """What is drawn: reports stand at `end`, before it the lines run level."""

    def __init__(self, trees: Sequence[_Branch], evidence: Mapping[str, CollapseView]) -> None:
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self._evidence = evidence
        self._columns = [LEFT + (JOINT if any(tree.joins for tree in trees) else 0)]
        for width in _columns(trees):
            self._columns.append(self._columns[-1] + width)
        self._level = self._columns[-1]
        self.end = self._level + (EVIDENCE if evidence else 0)

    def place(self, branch: _Branch, row: float, level: int) -> float:
        """Place a branch from `row` on and return the next free row; origins are of level 0."""
        ends: list[tuple[float, int, int]] = []
        below = level if branch.joins else level + 1
        for account in branch.leaves:
            self._leaf(account, row)
            ends.append((row, self._level, self.end))
            row += 1
        for child in branch.children.values():
            row = self.place(child, row, below)
            x = self._columns[below]
            ends.append((child.y, x, x))
        branch.y = sum(at for at, _, _ in ends) / len(ends)
        label = _label(branch)
        kind = "joint" if branch.joins else "through" if level else "origin"
        x = LEFT if branch.joins else self._columns[level]
        short = shortened(label, LABEL_LENGTH)
        self.nodes.append(Node(x, _y(branch.y), short, label, "", kind))
        # Lines bend before the names that the next column holds, so that none runs through one.
        bent = self._columns[below] if branch.children else self._level
        start = x + min(len(short) * NARROW, bent - x - 2 * GAP // 3)
        self.edges += [
            Edge(_curve(start, _y(branch.y), min(to, bent) - 6, _y(at), end - 6))
            for at, to, end in ends
        ]
        return row

    def _leaf(self, account: AccountView, row: float) -> None:
        label = shortened(f"{account.outlet}: {account.figure or account.says}", LEAF_LENGTH)
        full = f"{account.outlet}, {account.published}: {account.says}"
        self.nodes.append(Node(self.end, _y(row), label, full, account.href, "report"))
        told = self._evidence.get(account.id)
        if told is not None:
            words = shortened(f"{told.number}. {told.why}", EVIDENCE_LENGTH)
            place = (self._level + 4, _y(row) - 9)
            self.nodes.append(Node(*place, words, told.why, f"#{told.anchor}", "evidence"))


def _y(row: float) -> int:
    return int(TOP + ROW * row)


def _curve(x1: int, y1: int, x2: int, y2: int, end: int) -> str:
    """Return a line that bends from (x1, y1) to (x2, y2) and runs level to `end`."""
    middle = (x1 + x2) // 2
    level = f" H{end}" if end > x2 else ""
    return f"M{x1} {y1 - 4} C{middle} {y1 - 4} {middle} {y2 - 4} {x2} {y2 - 4}{level}"
