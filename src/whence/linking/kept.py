"""What growing links keep of reports and statements, as entries on a workbench."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from whence.linking.forest import Roots
from whence.linking.meaning import packed, unpacked
from whence.linking.packing import pack, shape, unpack, unpack_all
from whence.linking.points import Item
from whence.linking.shelf import Workbench, key_of
from whence.linking.statements import Matrix, Statement
from whence.records.links import Relay, Reuse

Place = tuple[str, int]
"""A statement: its report and its index there."""

STEPS_AHEAD = 6  # steps of the graph, and nodes, that are read before they are asked for
NODES_AHEAD = 20_000

_PAIR = struct.Struct(">qd")


@dataclass(frozen=True, slots=True)
class KeptReport:
    """What linking read in one report; `numbers` are those of its statements' nodes, in order."""

    numbers: tuple[int, ...]
    relays: tuple[Relay, ...]


@dataclass(frozen=True, slots=True)
class KeptNode:
    """Statements of the same words and figure; the first of `members` stands for all.

    `piece` is the piece it is clustered in, None where it hangs together with nothing.
    """

    members: tuple[Place, ...]
    roots: Roots = ()
    piece: int | None = None


@dataclass(frozen=True, slots=True)
class KeptPiece:
    """A piece of the graph and the points it gave."""

    nodes: tuple[int, ...]
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _KeptStatement:
    statement: Statement
    family: str


def form() -> str:
    """Return what the entries hold, so that entries of another form are not read."""
    kinds = (KeptReport, KeptNode, KeptPiece, _KeptStatement, Reuse)
    return "".join(map(shape, kinds))


class Kept:
    """Typed reading and writing of entries; everything read is held until the bench is cleared."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._items: dict[Place, Item] = {}
        self._nodes: dict[int, KeptNode] = {}
        self._edges: dict[int, dict[int, float]] = {}

    # --- reports ----------------------------------------------------------------------------------

    def report(self, report: str) -> KeptReport | None:
        """Return what was kept of a report."""
        data = self._bench.get(key_of("report", report))
        return unpack(KeptReport, data) if data else None

    def put_report(self, report: str, kept: KeptReport | None) -> None:
        """Keep a report, or None to forget it."""
        self._bench.put(key_of("report", report), pack(kept) if kept else None)

    def reuses(self, report: str) -> list[Reuse]:
        """Return the passages a report carries over."""
        data = self._bench.get(key_of("reuse", report))
        return unpack_all(Reuse, data) if data else []

    def put_reuses(self, report: str, reuses: Sequence[Reuse]) -> None:
        """Keep the passages a report carries over."""
        self._bench.put(key_of("reuse", report), pack(list(reuses)) if reuses else None)

    # --- statements -------------------------------------------------------------------------------

    def put_statements(
        self, report: str, statements: Sequence[Statement], told: Sequence[str], rows: Matrix
    ) -> None:
        """Keep a report's statements, what their figures count, and their vectors."""
        for place, (statement, family, row) in enumerate(zip(statements, told, rows, strict=True)):
            vector = packed(row)
            kept = _KeptStatement(replace(statement, index=place), family)
            entry = struct.pack(">H", len(vector)) + vector + pack(kept)
            self._bench.put(key_of("statement", report, place), entry)
            self._items.pop((report, place), None)

    def forget_statements(self, report: str, count: int) -> None:
        """Forget the `count` statements of a report."""
        for place in range(count):
            self._bench.put(key_of("statement", report, place), None)
            self._items.pop((report, place), None)

    def fetch_items(self, places: Iterable[Place]) -> None:
        """Take statements onto the bench that are wanted soon."""
        self._bench.fetch(key_of("statement", *place) for place in places)

    def item(self, place: Place) -> Item:
        """Return a statement as a thing to compare."""
        if place not in self._items:
            data = self._bench.get(key_of("statement", *place)) or b""
            end = 2 + struct.unpack_from(">H", data)[0]
            kept = unpack(_KeptStatement, data[end:])
            self._items[place] = Item(kept.statement, kept.family, unpacked(data[2:end]))
        return self._items[place]

    # --- nodes ------------------------------------------------------------------------------------

    def fetch_nodes(self, numbers: Iterable[int]) -> None:
        """Take nodes, and what stands for each, onto the bench."""
        listed = list(numbers)
        self._bench.fetch(key_of("node", number) for number in listed)
        held = [node for n in listed if (node := self.node(n))]
        self.fetch_items(node.members[0] for node in held if node.members)

    def node(self, number: int) -> KeptNode | None:
        """Return a node."""
        if number not in self._nodes:
            data = self._bench.get(key_of("node", number))
            if data is None:
                return None
            self._nodes[number] = unpack(KeptNode, data)
        return self._nodes[number]

    def put_node(self, number: int, node: KeptNode | None) -> None:
        """Keep a node, or None to forget it."""
        self._bench.put(key_of("node", number), pack(node) if node else None)
        if node:
            self._nodes[number] = node
        else:
            self._nodes.pop(number, None)

    def roots(self, number: int) -> Roots:
        """Return the trees a node stands in."""
        node = self.node(number)
        return node.roots if node else ()

    def item_of(self, number: int) -> Item:
        """Return what stands for a node; a node that is not there is an error of the caller."""
        node = self.node(number)
        if node is None:
            raise KeyError(number)
        return self.item(node.members[0])

    # --- the graph --------------------------------------------------------------------------------

    def fetch_edges(self, numbers: Iterable[int]) -> None:
        """Take nodes' likely pairs onto the bench."""
        self._bench.fetch(key_of("edges", number) for number in numbers)

    def edges(self, number: int) -> Mapping[int, float]:
        """Return what a node is likely paired with, and the scores."""
        return self._edges_of(number)

    def _edges_of(self, number: int) -> dict[int, float]:
        if number not in self._edges:
            data = self._bench.get(key_of("edges", number)) or b""
            self._edges[number] = dict(_PAIR.iter_unpack(data))
        return self._edges[number]

    def fetch_graph(self, numbers: Iterable[int]) -> None:
        """Take nodes and what hangs together with them onto the bench, a few steps far."""
        seen = set(numbers)
        front = sorted(seen)
        for _ in range(STEPS_AHEAD):
            self._bench.fetch(key_of("edges", number) for number in front)
            beside = {other for number in front for other in self._edges_of(number)}
            front = sorted(beside - seen)
            seen.update(front)
            if not front or len(seen) > NODES_AHEAD:
                break
        self._bench.fetch(key_of("node", number) for number in seen)
        nodes = [node for number in sorted(seen) if (node := self.node(number))]
        self._bench.fetch(key_of("piece", node.piece) for node in nodes if node.piece is not None)

    def join(self, a: int, b: int, score: float) -> None:
        """Keep a likely pair."""
        for one, two in ((a, b), (b, a)):
            self._edges_of(one)[two] = score
            self._put_edges(one)

    def part(self, a: int, b: int) -> None:
        """Forget a likely pair."""
        for one, two in ((a, b), (b, a)):
            self._edges_of(one).pop(two, None)
            self._put_edges(one)

    def _put_edges(self, number: int) -> None:
        found = self._edges[number]
        entry = b"".join(_PAIR.pack(other, found[other]) for other in sorted(found))
        self._bench.put(key_of("edges", number), entry or None)

    def piece(self, number: int) -> KeptPiece | None:
        """Return a piece by its number."""
        data = self._bench.get(key_of("piece", number))
        return unpack(KeptPiece, data) if data else None

    def put_piece(self, number: int, piece: KeptPiece | None) -> None:
        """Keep a piece, or None to forget it."""
        self._bench.put(key_of("piece", number), pack(piece) if piece else None)
