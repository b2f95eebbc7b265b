"""What growing links keep of reports and statements, as entries on a workbench."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from whence.linking.clustering import Scores
from whence.linking.forest import MEMBERS, Roots
from whence.linking.graph import FREE_BITS
from whence.linking.matter import Matter
from whence.linking.packing import pack, shape, unpack, unpack_all
from whence.linking.pairing import GRAIN
from whence.linking.shelf import Workbench, key_of
from whence.linking.sketches import FORM, Table
from whence.linking.statements import Statement
from whence.records.links import Relay, Reuse

Place = tuple[str, int]
"""A statement: its report and its index there."""

# What is kept of one node lies side by side in the shelf, so that one page holds most of it: the
# last bits of a node's number are left free for the kind of entry.
_NODE, _ROOTS, _SKETCH, _EDGES, _PIECE = range(5)
_KINDS = 1 << FREE_BITS
_SIDE_BY_SIDE = 4096  # statements of one report whose keys follow one another
_PAIR = struct.Struct(">qd")
_ROOT = struct.Struct(">qq")


@dataclass(frozen=True, slots=True)
class KeptReport:
    """What linking read in one report; `numbers` are those of its statements' nodes, in order."""

    numbers: tuple[int, ...]
    relays: tuple[Relay, ...]


@dataclass(frozen=True, slots=True)
class KeptAligned:
    """The reports that one may have copied from; those of them that share a passage with it."""

    sources: tuple[str, ...]
    heard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptNode:
    """Statements of the same words and figure on one matter; the first of `members` stands for all.

    `piece` is the piece it is clustered in, None where it hangs together with nothing.
    """

    members: tuple[Place, ...]
    piece: int | None = None


@dataclass(frozen=True, slots=True)
class KeptCluster:
    """Nodes of a piece that were clustered together, and the points they gave, if any."""

    nodes: tuple[int, ...]
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptPiece:
    """A piece of the graph: its nodes, and clusters of more than one statement."""

    nodes: tuple[int, ...]
    clusters: tuple[KeptCluster, ...]


@dataclass(frozen=True, slots=True)
class _KeptStatement:
    statement: Statement
    family: str


@dataclass(frozen=True, slots=True)
class Item:
    """One statement: what it says, what its figure counts, and all it is compared by."""

    statement: Statement
    family: str
    sketch: bytes


def form() -> str:
    """Return what the entries hold, so that entries of another form are not read."""
    kinds = (KeptReport, KeptAligned, KeptNode, KeptPiece, KeptCluster, _KeptStatement, Reuse)
    return "".join((*map(shape, kinds), FORM, MEMBERS))


def number_of(*parts: object) -> int:
    """Return the number of the node of all statements that `parts` name."""
    return key_of(*parts) // _KINDS * _KINDS


def _statement_key(report: str, place: int) -> int:
    """Return the key of a statement: those of one report lie side by side."""
    if place >= _SIDE_BY_SIDE:
        return key_of("statement", report, place)
    return _first_statement(report) + place


@lru_cache(maxsize=4096)
def _first_statement(report: str) -> int:
    return key_of("statements", report) // _SIDE_BY_SIDE * _SIDE_BY_SIDE


class Kept:
    """Typed reading and writing of entries; everything read is held until the bench is cleared."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._items: dict[Place, Item] = {}
        self._reports: dict[str, KeptReport | None] = {}
        self._reuses: dict[str, list[Reuse]] = {}
        self._nodes: dict[int, KeptNode | None] = {}
        self._edges: dict[int, dict[int, float]] = {}
        self._changed_nodes: set[int] = set()
        self._changed_edges: set[int] = set()

    def flush(self) -> None:
        """Put on the bench what changed of nodes and edges since they were read."""
        for number in self._changed_nodes:
            node = self._nodes[number]
            self._bench.put(number | _NODE, pack(node) if node else None)
        for number in self._changed_edges:
            found = self._edges[number]
            entry = b"".join(_PAIR.pack(other, found[other]) for other in sorted(found))
            self._bench.put(number | _EDGES, entry or None)
        self._changed_nodes.clear()
        self._changed_edges.clear()

    # --- reports ----------------------------------------------------------------------------------

    def fetch_reports(self, reports: Iterable[str]) -> None:
        """Take what was kept of reports onto the bench."""
        self._bench.fetch(
            key_of(kind, report) for report in reports for kind in ("report", "reuse", "aligned")
        )

    def report(self, report: str) -> KeptReport | None:
        """Return what was kept of a report."""
        if report not in self._reports:
            data = self._bench.get(key_of("report", report))
            self._reports[report] = unpack(KeptReport, data) if data else None
        return self._reports[report]

    def put_report(self, report: str, kept: KeptReport | None) -> None:
        """Keep a report, or None to forget it."""
        self._reports[report] = kept
        self._bench.put(key_of("report", report), pack(kept) if kept else None)

    def reuses(self, report: str) -> Sequence[Reuse]:
        """Return the passages a report carries over."""
        if report not in self._reuses:
            data = self._bench.get(key_of("reuse", report))
            self._reuses[report] = unpack_all(Reuse, data) if data else []
        return self._reuses[report]

    def put_reuses(self, report: str, reuses: Sequence[Reuse]) -> None:
        """Keep the passages a report carries over."""
        self._reuses[report] = list(reuses)
        self._bench.put(key_of("reuse", report), pack(list(reuses)) if reuses else None)

    def aligned(self, report: str) -> KeptAligned:
        """Return with which reports one was aligned, none where it was not."""
        data = self._bench.get(key_of("aligned", report))
        return unpack(KeptAligned, data) if data else KeptAligned((), ())

    def put_aligned(self, report: str, aligned: KeptAligned | None) -> None:
        """Keep with which reports one was aligned, or None to forget it."""
        told = aligned is not None and aligned.sources
        self._bench.put(key_of("aligned", report), pack(aligned) if told else None)

    # --- statements -------------------------------------------------------------------------------

    def put_statements(self, report: str, items: Sequence[Item]) -> None:
        """Keep a report's statements, in their order."""
        for place, item in enumerate(items):
            # What all of a report share is in their sketches, and not wanted of them otherwise.
            first = Matter(first=item.statement.matter.first)
            told = replace(item.statement, index=place, matter=first)
            kept = pack(_KeptStatement(told, item.family))
            entry = struct.pack(">I", len(item.sketch)) + item.sketch + kept
            self._bench.put(_statement_key(report, place), entry)
            self._items[report, place] = Item(told, item.family, item.sketch)

    def forget_statements(self, report: str, count: int) -> None:
        """Forget the `count` statements of a report."""
        for place in range(count):
            self._bench.put(_statement_key(report, place), None)
            self._items.pop((report, place), None)

    def fetch_items(self, places: Iterable[Place]) -> None:
        """Take statements onto the bench that are wanted soon."""
        self._bench.fetch(_statement_key(*place) for place in places)

    def item(self, place: Place) -> Item:
        """Return a statement as a thing to compare."""
        if place not in self._items:
            data = self._bench.get(_statement_key(*place)) or b""
            end = 4 + struct.unpack_from(">I", data)[0]
            kept = unpack(_KeptStatement, data[end:])
            self._items[place] = Item(kept.statement, kept.family, data[4:end])
        return self._items[place]

    # --- nodes ------------------------------------------------------------------------------------

    def fetch_nodes(self, numbers: Iterable[int]) -> None:
        """Take nodes onto the bench that are wanted soon."""
        self._bench.fetch(number | _NODE for number in numbers)

    def fetch_standing(self, numbers: Iterable[int]) -> None:
        """Take nodes, the trees they stand in and their likely pairs onto the bench."""
        kinds = (_NODE, _ROOTS, _EDGES)
        self._bench.fetch(number | kind for number in numbers for kind in kinds)

    def fetch_items_of(self, numbers: Collection[int]) -> None:
        """Take nodes, and what stands for each, onto the bench."""
        self.fetch_nodes(numbers)
        held = [node for number in numbers if (node := self.node(number))]
        self.fetch_items(node.members[0] for node in held if node.members)

    def node(self, number: int) -> KeptNode | None:
        """Return a node."""
        if number not in self._nodes:
            data = self._bench.get(number | _NODE)
            self._nodes[number] = unpack(KeptNode, data) if data else None
        return self._nodes[number]

    def put_node(self, number: int, node: KeptNode | None) -> None:
        """Keep a node, or None to forget it."""
        self._nodes[number] = node
        self._changed_nodes.add(number)

    def fetch_roots(self, numbers: Iterable[int]) -> None:
        """Take onto the bench in which trees nodes stand."""
        self._bench.fetch(number | _ROOTS for number in numbers)

    def roots(self, number: int) -> Roots:
        """Return the trees a node stands in."""
        return tuple(_ROOT.iter_unpack(self._bench.get(number | _ROOTS) or b""))

    def put_roots(self, number: int, roots: Roots) -> None:
        """Keep the trees a node stands in, none to forget them."""
        entry = b"".join(_ROOT.pack(*root) for root in roots)
        self._bench.put(number | _ROOTS, entry or None)

    def fetch_sketches(self, numbers: Iterable[int]) -> None:
        """Take nodes' sketches onto the bench."""
        self._bench.fetch(number | _SKETCH for number in numbers)

    def table(self, numbers: Iterable[int]) -> Table:
        """Return the sketches of what stands for these nodes, in their order."""
        return Table([self._bench.get(number | _SKETCH) or b"" for number in numbers])

    def put_sketch(self, number: int, sketch: bytes | None) -> None:
        """Keep a node's sketch, or None to forget it."""
        self._bench.put(number | _SKETCH, sketch)

    def item_of(self, number: int) -> Item:
        """Return what stands for a node; a node that is not there is an error of the caller."""
        node = self.node(number)
        if node is None:
            raise KeyError(number)
        return self.item(node.members[0])

    # --- the graph --------------------------------------------------------------------------------

    def fetch_edges(self, numbers: Iterable[int]) -> None:
        """Take nodes' likely pairs onto the bench."""
        self._bench.fetch(number | _EDGES for number in numbers)

    def edges(self, number: int) -> Mapping[int, float]:
        """Return what a node is likely paired with, and the scores."""
        return self._edges_of(number)

    def _edges_of(self, number: int) -> dict[int, float]:
        if number not in self._edges:
            data = self._bench.get(number | _EDGES) or b""
            self._edges[number] = dict(_PAIR.iter_unpack(data))
        return self._edges[number]

    def join(self, a: int, b: int, score: float) -> None:
        """Keep a likely pair."""
        for one, two in ((a, b), (b, a)):
            self._edges_of(one)[two] = score
            self._changed_edges.add(one)

    def part(self, a: int, b: int) -> None:
        """Forget a likely pair."""
        for one, two in ((a, b), (b, a)):
            self._edges_of(one).pop(two, None)
            self._changed_edges.add(one)

    def fetch_pieces(self, numbers: Iterable[int]) -> None:
        """Take pieces onto the bench."""
        self._bench.fetch(number | _PIECE for number in numbers)

    def nodes_of(self, number: int) -> tuple[int, ...]:
        """Return the nodes of a piece, none where it is not there."""
        data = self._bench.get(number | _PIECE)
        if data is None:
            return ()
        return unpack(KeptPiece, data[4 : 4 + struct.unpack_from(">I", data)[0]]).nodes

    def piece(self, number: int) -> tuple[KeptPiece, Scores] | None:
        """Return a piece by its number, with the scores of its nodes (nodes, nodes)."""
        data = self._bench.get(number | _PIECE)
        if data is None:
            return None
        end = 4 + struct.unpack_from(">I", data)[0]
        piece = unpack(KeptPiece, data[4:end])
        size = len(piece.nodes)
        scores = np.zeros((size, size))
        scores[np.triu_indices(size, 1)] = np.frombuffer(data[end:], dtype=">i2") * GRAIN
        return piece, scores + scores.T

    def put_piece(self, number: int, piece: KeptPiece, scores: Scores) -> None:
        """Keep a piece and the scores of its nodes, which are symmetric."""
        head = pack(piece)
        upper = scores[np.triu_indices(len(piece.nodes), 1)] / GRAIN
        tail = upper.astype(">i2").tobytes()
        self._bench.put(number | _PIECE, struct.pack(">I", len(head)) + head + tail)

    def forget_piece(self, number: int) -> None:
        """Forget a piece."""
        self._bench.put(number | _PIECE, None)
