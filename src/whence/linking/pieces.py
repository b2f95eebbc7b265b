"""Pieces of the graph of likely pairs renewed: only what an addition touched is done again.

The pieces of touched nodes are found anew, with those of all that shared one with them. Scores of
pairs that stood in a piece before are not worked out again, and a cluster of the same statements,
of which nothing new is told, keeps its points.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np

from whence.linking.clustering import Scores, average_linkage, with_all_that_fit, with_kinds_joined
from whence.linking.graph import piece_of
from whence.linking.kept import Kept, KeptCluster, KeptPiece
from whence.linking.pairing import Judge
from whence.records.links import Point

DEARER = 0.1  # log-odds that each doubling of a cluster asks more
# Log-odds more than the bar from which a statement stands in further clusters than its own: one
# clause answers several questions.
BESIDES = 0.8
AT_ONCE = 512  # pieces whose statements are read together

Nodes = tuple[int, ...]
Beside = Mapping[Nodes, AbstractSet[Nodes]]
"""For each cluster that shares a node with others those others."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What an addition touched, by node.

    `nodes` may have another piece; of `stirred` the statements changed, or what is told of their
    reports; for `moved` another statement stands, or they are new.
    """

    nodes: AbstractSet[int]
    stirred: AbstractSet[int]
    moved: AbstractSet[int]


class Pieces:
    """Pieces as one addition renews them.

    `make` makes the points of each of several clusters, and is told which of them share a node.
    """

    def __init__(
        self,
        kept: Kept,
        judge: Judge,
        touched: Touched,
        make: Callable[[Sequence[Nodes], Beside], Sequence[Sequence[Point]]],
    ) -> None:
        self._kept = kept
        self._judge = judge
        self._touched = touched
        self._make = make
        self._dissolved: dict[int, Scores] = {}
        self._place: dict[int, tuple[int, int]] = {}  # where nodes stood: piece and place in it
        self._before: dict[Nodes, tuple[str, ...]] = {}  # points that clusters gave
        self._sharing: dict[Nodes, set[Nodes]] = {}  # clusters that shared a node with one
        self._home: dict[int, int] = {}  # the piece in which nodes stand now
        self._gone: set[str] = set()
        self._crowded: dict[int, int] = {}

    def renew(self) -> tuple[set[str], list[Point]]:
        """Renew the pieces; return ids of points that are no more, and the points that are new."""
        found = self._find()
        points: list[Point] = []
        for start in range(0, len(found), AT_ONCE):
            points += self._cluster(found[start : start + AT_ONCE])
        self._settle({*self._touched.nodes, *self._place, *self._home})
        return self._gone, points

    def _find(self) -> list[list[int]]:
        """Return the pieces of touched nodes, and of all that shared one with them."""
        self._fetch_around(self._touched.nodes)
        waiting, seen = sorted(self._touched.nodes, reverse=True), set(self._touched.nodes)
        placed: set[int] = set()
        found: list[list[int]] = []
        while waiting:
            number = waiting.pop()
            piece = [] if number in placed else self._piece(number)
            if piece:
                found.append(piece)
                placed.update(piece)
                self._fetch_pieces_of(piece)
            for member in sorted({number, *piece}):
                beside = sorted(self._dissolve(member) - seen, reverse=True)
                seen.update(beside)
                waiting += beside
        return found

    def _fetch_around(self, numbers: AbstractSet[int]) -> None:
        """Take what nodes hang together with onto the bench, two steps far."""
        self._kept.fetch_edges(numbers)
        beside = self._beside(numbers)
        self._kept.fetch_edges(beside)
        self._fetch_pieces_of(numbers | beside)
        # What stood in a piece is walked through next, and mostly nothing else.
        self._kept.fetch_edges(self._in_pieces_of(numbers | beside))
        # Two steps from what is touched are gone from most of it, each by itself.
        self._kept.fetch_edges(self._beside(beside))

    def _beside(self, numbers: AbstractSet[int]) -> set[int]:
        return {other for number in numbers for other in self._kept.edges(number)}

    def _fetch_pieces_of(self, numbers: Collection[int]) -> None:
        self._kept.fetch_nodes(numbers)
        nodes = [node for number in numbers if (node := self._kept.node(number))]
        self._kept.fetch_pieces(node.piece for node in nodes if node.piece is not None)

    def _in_pieces_of(self, numbers: Collection[int]) -> set[int]:
        nodes = [node for number in numbers if (node := self._kept.node(number))]
        pieces = {node.piece for node in nodes if node.piece is not None}
        return {member for piece in pieces for member in self._kept.nodes_of(piece)}

    def _piece(self, number: int) -> list[int]:
        node = self._kept.node(number)
        if node is None or not node.members:
            return []
        return piece_of(number, self._kept, self._judge.bar, self._crowded)

    def _dissolve(self, number: int) -> set[int]:
        """Forget the piece a node stood in; return the nodes of it."""
        node = self._kept.node(number)
        if node is None or node.piece is None or node.piece in self._dissolved:
            return set()
        kept = self._kept.piece(node.piece)
        if kept is None:
            return set()
        piece, scores = kept
        self._kept.forget_piece(node.piece)
        self._dissolved[node.piece] = scores
        self._place.update((n, (node.piece, place)) for place, n in enumerate(piece.nodes))
        self._sharing.update(_sharing([cluster.nodes for cluster in piece.clusters]))
        for cluster in piece.clusters:
            self._before[cluster.nodes] = cluster.points
            self._gone.update(cluster.points)
        return set(piece.nodes)

    def _cluster(self, pieces: Sequence[list[int]]) -> list[Point]:
        """Cluster pieces and keep them; return the points of clusters that are new."""
        told = [(piece, scores) for piece in pieces if (scores := self._known(piece)) is not None]
        self._score(told)
        clustered = [(piece, scores, self._clusters(piece, scores)) for piece, scores in told]
        beside = _sharing([c for _, _, clusters in clustered for c in clusters])
        fresh = {c for _, _, clusters in clustered for c in clusters if self._is_fresh(c, beside)}
        made = self._made(fresh, beside)
        for piece, scores, clusters in clustered:
            kept = [KeptCluster(c, self._points_of(c, made)) for c in clusters]
            self._kept.put_piece(piece[0], KeptPiece(tuple(piece), tuple(kept)), scores)
            self._home.update((number, piece[0]) for number in piece)
        standing = {
            point
            for _, _, clusters in clustered
            for cluster in clusters
            if cluster not in made
            for point in self._before[cluster]
        }
        # Two clusters may give one point: what they have in common. It is the same from either.
        came = {point.id: point for points in made.values() for point in points}
        return [point for point in came.values() if point.id not in standing]

    def _made(self, fresh: AbstractSet[Nodes], beside: Beside) -> dict[Nodes, list[Point]]:
        """Return the points of these clusters; what stands beside them is only looked at."""
        asked = sorted({*fresh, *(one for c in fresh for one in beside.get(c, ()))})
        told = dict(zip(asked, self._make(asked, beside), strict=True))
        return {c: ps for c, ps in without_repeated(told, beside).items() if c in fresh}

    def _known(self, piece: Sequence[int]) -> Scores | None:
        """Return the scores of a piece as far as they are known, None where nothing hangs together.

        What is not known is not a number.
        """
        if len(piece) < 2 and not self._has_several(piece[0]):
            return None
        scores = np.full((len(piece), len(piece)), np.nan)
        stood: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for here, number in enumerate(piece):
            if number in self._place and number not in self._touched.moved:
                before, there = self._place[number]
                stood[before].append((here, there))
        for before, places in stood.items():
            mine, theirs = (list(side) for side in zip(*places, strict=True))
            scores[np.ix_(mine, mine)] = self._dissolved[before][np.ix_(theirs, theirs)]
        place = {number: here for here, number in enumerate(piece)}
        for here, number in enumerate(piece):
            for other, score in self._kept.edges(number).items():
                if other in place:
                    scores[here, place[other]] = score
        return scores

    def _score(self, told: Sequence[tuple[list[int], Scores]]) -> None:
        """Work out the scores that are not known."""
        missing = [np.argwhere(np.triu(np.isnan(scores), 1)) for _, scores in told]
        pairs = [
            np.array(piece)[places]
            for (piece, _), places in zip(told, missing, strict=True)
            if len(places)
        ]
        if not pairs:
            return
        numbers, places = np.unique(np.concatenate(pairs), return_inverse=True)
        self._kept.fetch_sketches(numbers.tolist())
        table = self._kept.table(numbers.tolist())
        one, two = places.reshape(-1, 2).T
        found, at = self._judge.scores(table, one, two), 0
        for (_, scores), where in zip(told, missing, strict=True):
            part = found[at : at + len(where)]
            scores[where[:, 0], where[:, 1]] = scores[where[:, 1], where[:, 0]] = part
            at += len(where)

    def _clusters(self, piece: Sequence[int], scores: Scores) -> list[Nodes]:
        """Return a piece's clusters of more than one statement."""
        parts = average_linkage(scores, self._judge.bar, DEARER)
        found = with_all_that_fit(scores, parts, self._judge.bar + BESIDES, DEARER)
        clusters = self._with_whole_tolls([[piece[i] for i in places] for places in found])
        return [tuple(c) for c in clusters if len(c) > 1 or self._has_several(c[0])]

    def _with_whole_tolls(self, clusters: list[list[int]]) -> list[list[int]]:
        """Return clusters in which a toll is told once.

        A count of people to whom something befell that fits two clusters tells that both count one
        toll: "at least 19 are dead" stands with the toll of the day and with "19 bodies".
        """
        if not self._tolls(_of_several(clusters)):
            return clusters
        return with_kinds_joined(clusters, self._tolls({n for c in clusters for n in c}))

    def _tolls(self, numbers: AbstractSet[int]) -> dict[int, int]:
        """Return what is counted by those of these nodes that give a toll."""
        nodes = sorted(numbers)
        if not nodes:
            return {}
        self._kept.fetch_sketches(nodes)
        table = self._kept.table(nodes)
        told = zip(nodes, table.column("toll"), table.column("family"), strict=True)
        return {number: int(family) for number, toll, family in told if toll}

    def _has_several(self, number: int) -> bool:
        node = self._kept.node(number)
        return node is not None and len(node.members) > 1

    def _is_fresh(self, cluster: Nodes, beside: Beside) -> bool:
        """Say whether a cluster, or what shares a node with it, tells something new."""
        told = beside.get(cluster, set())
        return (
            cluster not in self._before
            or told != self._sharing.get(cluster, set())
            or any(not self._touched.stirred.isdisjoint(one) for one in (cluster, *told))
        )

    def _points_of(self, cluster: Nodes, made: Mapping[Nodes, Sequence[Point]]) -> tuple[str, ...]:
        """Return the points of a cluster; those that stood before stand on."""
        if cluster in made:
            return tuple(point.id for point in made[cluster])
        self._gone.difference_update(self._before[cluster])
        return self._before[cluster]

    def _settle(self, numbers: Collection[int]) -> None:
        """Note in which piece nodes stand; forget those that nothing is left of."""
        for number in sorted(numbers):
            node = self._kept.node(number)
            if node is None:
                continue
            if not node.members:
                self._kept.put_node(number, None)
            elif node.piece != self._home.get(number):
                self._kept.put_node(number, replace(node, piece=self._home.get(number)))


def _of_several(clusters: Iterable[Iterable[int]]) -> set[int]:
    """Return the nodes that stand in several clusters."""
    counts = Counter(number for cluster in clusters for number in cluster)
    return {number for number, count in counts.items() if count > 1}


def _sharing(clusters: Iterable[Nodes]) -> dict[Nodes, set[Nodes]]:
    """Return for each cluster that shares a node with others those others."""
    standing: dict[int, list[Nodes]] = defaultdict(list)
    for cluster in clusters:
        for number in cluster:
            standing[number].append(cluster)
    found: dict[Nodes, set[Nodes]] = defaultdict(set)
    for together in standing.values():
        for one, other in permutations(together, 2):
            found[one].add(other)
    return dict(found)


def without_repeated(
    made: Mapping[Nodes, Sequence[Point]], beside: Beside
) -> dict[Nodes, list[Point]]:
    """Return the points that clusters give, without those whose accounts all stand on another.

    A cluster's figures are a point of their own, so that one may hold another's though neither
    cluster holds the other.
    """
    told = {point.id: {a.id for a in point.accounts} for ps in made.values() for point in ps}

    def is_repeated(point: Point, cluster: Nodes) -> bool:
        others = (other for one in beside.get(cluster, ()) for other in made.get(one, ()))
        return any(told[point.id] < told[other.id] for other in others)

    return {
        cluster: [point for point in points if not is_repeated(point, cluster)]
        for cluster, points in made.items()
    }
