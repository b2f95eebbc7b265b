"""Links that grow: reports added, changed and taken out, at the cost of what they touch.

Everything a pair of statements is judged by comes from their own two reports, everything a point
tells from the reports that speak on it (docs/decisions/012 and 016). So the links of a pile are
the same whatever order its reports come in, and however many at a time, and an addition has to
look only at what shares an index entry with it:

1. runs of words: reports that hold the same (`runs`), aligned anew where the first holder changed;
2. statements: those that share a leaf (`forest`), judged, the likely pairs kept as a graph;
3. pieces of that graph (`graph`) that a new or lost pair touches, clustered anew into points.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Protocol

import numpy as np

from whence.linking.actor_near import Chiefs, NamedIn
from whence.linking.evidence import Carried, Evidence
from whence.linking.forest import (
    Change,
    Dated,
    Forest,
    Integers,
    Roots,
    codes_of,
    in_common,
    roots_of,
)
from whence.linking.gazetteer import Gazetteer
from whence.linking.kept import Item, Kept, KeptAligned, KeptNode, KeptReport, Place, number_of
from whence.linking.meaning import packed
from whence.linking.measures import rounded_range
from whence.linking.pairing import Judge
from whence.linking.pieces import Beside, Nodes, Pieces, Touched
from whence.linking.points import Points
from whence.linking.relays import find_relays
from whence.linking.reuse import reuse_of, shares_a_passage
from whence.linking.runs import Runs, rank_of
from whence.linking.shelf import Shelf, Workbench
from whence.linking.sketches import ordinal, sketch_of, vector_of
from whence.linking.speakers import Speakers, written_names
from whence.linking.statements import Statement, gather
from whence.linking.topics import APART, family
from whence.linking.words import plain_words
from whence.records.extraction import Extraction
from whence.records.links import Point, Relay, Reuse
from whence.records.report import Report
from whence.settings import LinkingSettings

# Statements of the same words and figure that speak on a point, those first in order: what a site
# prints below all its reports would else be told anew with each that comes.
MOST_ALIKE = 256

Found = tuple[Report, Extraction]
Pair = tuple[int, int]


class Library(Protocol):
    """Where reports and what was found in them are read again."""

    def reports(self, ids: Collection[str]) -> Mapping[str, Report]:
        """Return reports by id."""
        ...

    def names(self, ids: Collection[str]) -> Mapping[str, Extraction]:
        """Return what was found in reports, by id; the entities and mentions at least."""
        ...


@dataclass(slots=True)
class Delta:
    """How the links changed: by report what stands now, points that went and points that came."""

    relays: dict[str, tuple[Relay, ...]] = field(default_factory=dict)
    reuses: dict[str, tuple[Reuse, ...]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    points: list[Point] = field(default_factory=list)


class Growth:
    """Links as they grow on a shelf."""

    def __init__(
        self, shelf: Shelf, library: Library, settings: LinkingSettings, gazetteer: Gazetteer
    ) -> None:
        self._shelf = shelf
        self._library = library
        self._gazetteer = gazetteer
        self._judge = Judge(settings.point_bar, settings.max_days_apart)

    def change(self, removed: Collection[str], added: Sequence[Found]) -> Delta:
        """Take reports out and put reports in; return how the links changed.

        A report found anew is in both. What was changed is given to the shelf at the end, in one
        piece. Time and memory grow with what is removed and added and what that touches.
        """
        step = _Step(self._shelf, self._library, self._judge, self._gazetteer)
        for known in removed:
            step.remove(known)
        for report, extraction in added:
            step.add(report, extraction)
        return step.finish()


class _Step:
    """One change, on a workbench of its own."""

    def __init__(self, shelf: Shelf, library: Library, judge: Judge, gazetteer: Gazetteer) -> None:
        self._bench = Workbench(shelf)
        self._library = library
        self._judge = judge
        self._gazetteer = gazetteer
        self._kept = Kept(self._bench)
        self._runs = Runs(self._bench)
        self._forest = Forest(self._bench)
        self._known: dict[str, Report] = {}
        self._names: dict[str, Extraction] = {}
        self._written: dict[str, frozenset[str]] = {}  # names in them, as plain words
        # While points are made: what is told of sets of reports, and their actors' chief names.
        self._told: dict[tuple[frozenset[str], frozenset[str]], Evidence] = {}
        self._chiefs: dict[tuple[str, ...], Chiefs] = {}
        self._named: dict[str, NamedIn] = {}
        self._delta = Delta()
        self._aligned: set[str] = set()  # reports whose sources may have changed
        self._fresh: set[str] = set()  # reports that were put in
        self._moved: set[int] = set()  # nodes that are new or that another statement stands for
        self._touched: set[int] = set()  # nodes whose piece may have changed
        self._stirred: set[int] = set()  # nodes of which statements or their evidence changed
        self._change = Change()

    # --- reports in and out -----------------------------------------------------------------------

    def remove(self, report: str) -> None:
        """Take a report out."""
        kept = self._kept.report(report)
        if kept is None:
            return
        self._aligned |= self._runs.remove(report)
        self._aligned.discard(report)
        self._kept.fetch_standing(kept.numbers)
        for place, number in enumerate(kept.numbers):
            self._leave(number, (report, place))
        self._kept.forget_statements(report, len(kept.numbers))
        self._kept.put_report(report, None)
        self._kept.put_reuses(report, ())
        self._kept.put_aligned(report, None)
        self._delta.relays[report] = ()
        self._delta.reuses[report] = ()

    def add(self, report: Report, extraction: Extraction) -> None:
        """Put a report in."""
        self._known[report.id] = report
        self._names[report.id] = extraction
        self._fresh.add(report.id)
        quiet = report.note is not None
        relays = () if quiet else find_relays(report, extraction, self._gazetteer)
        self._aligned |= self._runs.add(report, rank_of(report, len(relays)))
        pile = gather([report], [extraction], self._gazetteer, relays)
        items = [
            _item(statement, report.text, packed(row))
            for statement, row in zip(pile.statements, pile.clauses, strict=True)
        ]
        numbers = tuple(_number(s, report.text) for s in pile.statements)
        self._kept.put_statements(report.id, items)
        self._kept.put_report(report.id, KeptReport(numbers, relays))
        self._delta.relays[report.id] = relays
        self._kept.fetch_standing(numbers)
        places = [(report.id, place) for place in range(len(numbers))]
        self._fetch_uprooted(numbers, places)
        for number, place in zip(numbers, places, strict=True):
            self._enter(number, place)

    def _fetch_uprooted(self, numbers: Sequence[int], places: Sequence[Place]) -> None:
        """Take the trees of nodes that one of these places will stand for onto the bench."""
        nodes = map(self._kept.node, numbers)
        self._forest.fetch(
            self._kept.roots(number)
            for number, place, node in zip(numbers, places, nodes, strict=True)
            if node is not None and node.members[:1] > (place,)
        )

    def _enter(self, number: int, place: Place) -> None:
        node = self._kept.node(number) or KeptNode(())
        members = tuple(sorted((*node.members, place)))
        self._put_members(number, node, members)

    def _leave(self, number: int, place: Place) -> None:
        node = self._kept.node(number)
        if node is not None:
            self._put_members(number, node, tuple(m for m in node.members if m != place))

    def _put_members(self, number: int, node: KeptNode, members: tuple[Place, ...]) -> None:
        if members[:MOST_ALIKE] != node.members[:MOST_ALIKE]:
            self._stirred.add(number)
        if members[:1] != node.members[:1]:
            self._uproot(number)
        self._kept.put_node(number, replace(node, members=members))

    def _uproot(self, number: int) -> None:
        """Take a node that another statement will stand for out of the trees and the graph."""
        self._moved.add(number)
        if roots := self._kept.roots(number):
            self._forest.fetch([roots])
            self._forest.remove(number, roots, self._change)
            self._kept.put_roots(number, ())
            self._kept.put_sketch(number, None)
        for other in list(self._kept.edges(number)):
            self._kept.part(number, other)
            self._touched.add(other)

    # --- the graph --------------------------------------------------------------------------------

    def finish(self) -> Delta:
        """Work out what changed, give it to the shelf and return it."""
        self._align()
        self._plant()
        self._judge_moved()
        self._judge_regrouped()
        self._renew_pieces()
        self._kept.flush()
        self._bench.flush()
        return self._delta

    def _align(self) -> None:
        """Align reports whose sources may have changed with those they have now."""
        listed = self._heard()
        self._load({*listed, *(s for heard in listed.values() for s in heard)})
        for report, heard in listed.items():
            sources = [self._known[source] for source in heard]
            found = reuse_of(self._known[report], sources, self._runs, self._gazetteer)
            before = self._kept.reuses(report)
            if found != before:
                self._stir_carried(report, Carried(before), Carried(found))
                self._kept.put_reuses(report, found)
            self._delta.reuses[report] = tuple(found)

    def _heard(self) -> dict[str, list[str]]:
        """Return the reports to align anew, each with those of its sources that share a passage.

        What others share with a report tells nothing; where such alone came or went, what it
        carries over stays as it is.
        """
        reports = sorted(self._aligned)
        self._kept.fetch_reports(reports)
        self._runs.fetch(reports)
        sources = {report: self._runs.sources(report) for report in reports}
        self._runs.fetch({source for listed in sources.values() for source in listed})
        anew = {}
        for report, listed in sources.items():
            before = self._kept.aligned(report)
            known = dict.fromkeys(before.sources, False) | dict.fromkeys(before.heard, True)
            heard = [
                source
                for source in listed
                if (known[source] if source in known else self._share(report, source))
            ]
            self._kept.put_aligned(report, KeptAligned(tuple(listed), tuple(heard)))
            if report in self._fresh or tuple(heard) != before.heard:
                anew[report] = heard
        return anew

    def _share(self, report: str, source: str) -> bool:
        return shares_a_passage(self._runs, report, source)

    def _stir_carried(self, report: str, before: Carried, now: Carried) -> None:
        """Stir the statements of a report that were, or now are, carried over from elsewhere."""
        kept = self._kept.report(report)
        numbers = kept.numbers if kept else ()
        if before.agency != now.agency:
            self._stirred.update(numbers)
            return
        places = [(report, place) for place in range(len(numbers))]
        self._kept.fetch_items(places)
        for number, place in zip(numbers, places, strict=True):
            span = self._kept.item(place).statement.span
            if before.at(span) != now.at(span):
                self._stirred.add(number)

    def _plant(self) -> None:
        """Put moved nodes into their trees."""
        living = self._living_moved()
        self._kept.fetch_items_of(living)
        items = {number: self._kept.item_of(number) for number in living}
        codes = codes_of([vector_of(item.sketch) for item in items.values()])
        planted = []
        for (number, item), code in zip(items.items(), codes, strict=True):
            told, matter = item.statement, item.statement.matter.first
            counted = told.around if item.family in APART else ()
            roots = roots_of(told.stems, code, counted, _figure(item), matter, item.family)
            self._kept.put_roots(number, roots)
            self._kept.put_sketch(number, item.sketch)
            planted.append((number, roots, ordinal(told.day)))
        self._forest.fetch(roots for _, roots, _ in planted)
        self._forest.add(planted, self._change)

    def _living_moved(self) -> list[int]:
        return [number for number in sorted(self._moved) if self._lives(number)]

    def _judge_moved(self) -> None:
        """Judge moved nodes with all that share a leaf with them."""
        living = self._living_moved()
        places, others, days = self._forest.beside(map(self._kept.roots, living))
        numbers = np.array(living, dtype=np.int64)[places]
        own = np.zeros(len(living), dtype=np.int64)
        itself = numbers == others
        own[places[itself]] = days[itself]
        # Of two that moved the lower one is asked for the pair.
        asked = ~itself & self._judge.all_near(own[places], days)
        asked &= (numbers < others) | ~np.isin(others, np.array(sorted(self._moved)))
        self._judge_pairs(np.stack((numbers[asked], others[asked]), axis=1))

    def _judge_pairs(self, pairs: Integers) -> None:
        """Judge pairs of nodes (a row each, one may come twice); keep the likely ones."""
        if not len(pairs):
            return
        numbers, places = np.unique(pairs, return_inverse=True)
        # Two places as one number, so that each pair is looked at once.
        both = np.sort(places.reshape(-1, 2), axis=1) @ np.array([len(numbers), 1])
        one, two = np.divmod(np.unique(both), len(numbers))
        self._kept.fetch_sketches(numbers.tolist())
        table = self._kept.table(numbers.tolist())
        likely, scores = self._judge.likely(table, one, two)
        lower, higher = (numbers[side[likely]].tolist() for side in (one, two))
        self._kept.fetch_edges({*lower, *higher})
        for a, b, score in zip(lower, higher, scores.tolist(), strict=True):
            self._kept.join(a, b, score)
            self._touched.update((a, b))

    def _judge_regrouped(self) -> None:
        """Forget pairs whose leaves were parted, judge pairs whose leaves were joined."""
        self._part_doubtful()
        joined = {
            pair
            for group in self._change.joined
            for one, two in combinations(group, 2)
            for pair in self._near(one, two)
        }
        self._fetch_trees(joined)
        self._kept.fetch_edges({a for a, _ in joined})
        found = [
            (a, b)
            for a, b in sorted(joined)
            if self._both_live(a, b) and b not in self._kept.edges(a) and self._share_a_leaf(a, b)
        ]
        self._judge_pairs(np.array(found, dtype=np.int64))

    def _part_doubtful(self) -> None:
        """Forget likely pairs that were parted and share no leaf any more."""
        groups = self._change.parted
        self._kept.fetch_edges(
            {number for one in groups for number in self._judge.near_across(one)}
        )
        doubtful = sorted({pair for one in groups for pair in self._across(one)})
        self._kept.fetch_edges({number for pair in doubtful for number in pair})
        self._fetch_trees(doubtful)
        for a, b in doubtful:
            if not (self._both_live(a, b) and self._share_a_leaf(a, b)):
                self._kept.part(a, b)
                self._touched.update((a, b))

    def _across(self, groups: Sequence[Sequence[Dated]]) -> Iterator[Pair]:
        """Yield the likely pairs, the lower number first, of statements of different groups."""
        at = {number: place for place, group in enumerate(groups) for number, _ in group}
        for number in self._judge.near_across(groups):
            place = at[number]
            for other in self._kept.edges(number):
                if number < other and at.get(other, place) != place:
                    yield number, other

    def _near(self, one: Dated, two: Dated) -> Iterator[Pair]:
        """Yield the pair, the lower number first, where their days are near."""
        if self._judge.near(one[1], two[1]):
            yield (one[0], two[0]) if one[0] < two[0] else (two[0], one[0])

    def _fetch_trees(self, pairs: Collection[Pair]) -> None:
        """Take what tells whether pairs share a leaf onto the bench."""
        numbers = {number for pair in pairs for number in pair}
        self._kept.fetch_nodes(numbers)
        self._kept.fetch_roots(numbers)
        self._forest.fetch(roots for pair in pairs for roots in self._in_common(*pair))

    def _share_a_leaf(self, a: int, b: int) -> bool:
        one, two = map(self._forest.leaves, self._in_common(a, b))
        return not one.isdisjoint(two)

    def _in_common(self, a: int, b: int) -> tuple[Roots, Roots]:
        return in_common(self._kept.roots(a), self._kept.roots(b))

    def _both_live(self, a: int, b: int) -> bool:
        return self._lives(a) and self._lives(b)

    def _lives(self, number: int) -> bool:
        node = self._kept.node(number)
        return node is not None and bool(node.members)

    # --- pieces and points ------------------------------------------------------------------------

    def _renew_pieces(self) -> None:
        """Find the pieces that may have changed anew, and make the points that did."""
        self._told.clear()
        touched = Touched(self._touched | self._stirred, self._stirred, self._moved)
        pieces = Pieces(self._kept, self._judge, touched, self._make_points)
        self._delta.gone, self._delta.points = pieces.renew()
        # It leads back here, and what goes in circles stays until garbage is looked for.
        self._told.clear()

    def _make_points(self, clusters: Sequence[Nodes], beside: Beside) -> list[list[Point]]:
        """Return the points of each of these clusters; `beside` are those that share a node."""
        numbers = {number for cluster in clusters for number in cluster}
        places = {place for number in numbers for place in self._members(number)}
        self._kept.fetch_items(places)
        reports = {report for report, _ in places}
        self._load(reports)
        self._kept.fetch_reports(reports)
        self._kept.fetch_sketches(numbers)
        points = Points(
            self._judge, self._kept.table, self._statements, self._known, self._evidence
        )
        return points.of_all(clusters, beside)

    def _members(self, number: int) -> tuple[Place, ...]:
        node = self._kept.node(number)
        return node.members[:MOST_ALIKE] if node else ()

    def _statements(self, number: int) -> list[Statement]:
        return [self._kept.item(place).statement for place in self._members(number)]

    def _evidence(self, reports: set[str], voiced: set[str]) -> Evidence:
        """Return what tells of common origins among reports, from these reports alone.

        Who is who among speakers is told by the reports that give a speaker, `voiced`. Kept while
        points are made, as many points speak from the same reports.
        """
        told = frozenset(reports), frozenset(voiced)
        if told not in self._told:
            self._told[told] = self._told_by(sorted(reports), tuple(sorted(voiced)))
        return self._told[told]

    def _told_by(self, told: list[str], voiced: tuple[str, ...]) -> Evidence:
        reuses = [reuse for report in told for reuse in self._kept.reuses(report)]
        relays = [r for report in told if (k := self._kept.report(report)) for r in k.relays]
        sources = {r.source_report for r in reuses if r.source_report is not None}
        self._load({*told, *sources})
        own = [self._known[report] for report in told]
        speakers = Speakers(
            own,
            self._gazetteer,
            lambda name: self._chiefs_in(voiced).chief(name) or name,
            lambda: self._written_in(voiced),
        )
        all_told = {report: self._known[report] for report in {*told, *sources}}
        return Evidence(all_told, reuses, relays, self._gazetteer, speakers)

    def _chiefs_in(self, told: tuple[str, ...]) -> Chiefs:
        """Return what the actors of these reports are called first."""
        if told not in self._chiefs:
            self._load_names(told)
            self._chiefs[told] = Chiefs([self._named_in(r) for r in told], self._gazetteer)
        return self._chiefs[told]

    def _named_in(self, report: str) -> NamedIn:
        if report not in self._named:
            found = self._names[report]
            self._named[report] = NamedIn(self._known[report], found, self._gazetteer)
        return self._named[report]

    def _written_in(self, told: Sequence[str]) -> set[str]:
        """Return all names that these reports have for anybody, as plain words."""
        self._load_names(told)
        return set().union(*(self._written[report] for report in told))

    def _load(self, reports: Iterable[str]) -> None:
        missing = {report for report in reports if report not in self._known}
        if missing:
            self._known.update(self._library.reports(missing))

    def _load_names(self, reports: Sequence[str]) -> None:
        missing = {report for report in reports if report not in self._names}
        if missing:
            found = self._library.names(missing)
            self._names.update({r: found.get(r, Extraction(report=r)) for r in missing})
        for report in reports:
            if report not in self._written:
                self._written[report] = written_names(self._names[report])


def _item(statement: Statement, text: str, vector: bytes) -> Item:
    quantity = statement.quantity
    counts = family(text, statement.span, quantity) if quantity else ""
    return Item(statement, counts, sketch_of(statement, counts, vector))


def _figure(item: Item) -> str:
    """Return the number that a statement gives with what it counts, "" where that is not known."""
    quantity = item.statement.quantity
    if quantity is None or not item.family:
        return ""
    low, high = rounded_range(quantity)
    return f"{item.family} {low if low is not None else high}"


def _number(statement: Statement, text: str) -> int:
    """Return the number of all statements of the same words with the same figure.

    They are of reports on one matter, as told by the word that says most of it: what is printed
    alike below many a report ("3 min read") is not one thing.
    """
    place = statement.quantity.span.start - statement.span.start if statement.quantity else -1
    matter = statement.matter.first[:1]
    return number_of("words", *matter, place, *plain_words(statement.span.of(text)))
