"""Entities across reports: the same actor under its full name, acronym, spelling or alias.

Precision first: every join has a probability and its reasons, two people of different full names
are never brought together by a family name both bear, and nobody without a name is joined with
anybody. What a person decided always holds.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from whence.ids import record_id
from whence.linking.actor_features import Pair, explain, probability
from whence.linking.actor_pairs import Place, find_pairs
from whence.linking.actors import Names, Node, bare, gather_nodes
from whence.linking.clustering import Forest
from whence.linking.gazetteer import Gazetteer
from whence.linking.lexicon import word_set
from whence.linking.words import plain_words
from whence.records.decisions import NONE_TAKEN, Decisions, Group, Member
from whence.records.extraction import Extraction
from whence.records.links import Feature, LinkedEntity
from whence.records.report import Report

ACTOR_BAR = 0.7  # two names are joined from this probability on
TEXTS = 256  # whose acronyms are remembered: a report is read again for each point it speaks on

_NAME_WORD = r"(?:[A-Z][\w’'-]{1,30}|of|for|the|and|in|on|de|al|al-[A-Z][\w’'-]{1,30})"
_APPOSITION = re.compile(
    rf"({_NAME_WORD}(?: {_NAME_WORD}){{1,9}}) \([\"“‘']?([A-Z][A-Za-z.]{{1,9}})[\"”’']?\)"
)
_SMALL = word_set("small")
_DECIDED = "a person said so"


def join_entities(
    reports: Sequence[Report],
    extractions: Sequence[Extraction],
    gazetteer: Gazetteer,
    decisions: Decisions = NONE_TAKEN,
) -> tuple[LinkedEntity, ...]:
    """Return the actors of the pile, each with its names and where it is named, sorted by id.

    `extractions` stand in the order of `reports`. In-report entities are joined where they bear
    one full name, a name the gazetteer knows, or names that are likely one actor's: an acronym,
    another spelling, the family name of the one who bears it here. `decisions` always hold: those
    together are one actor, those apart are not, whatever else speaks for it. Near-linear; the
    order of the reports changes nothing.
    """
    pairs, clusters = _clustered(reports, extractions, gazetteer, decisions)
    found = [
        _linked(group, [pairs[p] for p in clusters.joins[root]], clusters.decided[root])
        for root, group in clusters.groups()
    ]
    return tuple(sorted(found, key=lambda entity: entity.id))


def called(
    reports: Sequence[Report], extractions: Sequence[Extraction], gazetteer: Gazetteer
) -> list[tuple[str, frozenset[str]]]:
    """Return what each actor of the pile is called: its chief name and all its names.

    They are the actors of `join_entities`, of which this tells no more.
    """
    _, clusters = _clustered(reports, extractions, gazetteer, NONE_TAKEN)
    return [_called(group) for _, group in clusters.groups()]


def _clustered(
    reports: Sequence[Report],
    extractions: Sequence[Extraction],
    gazetteer: Gazetteer,
    decisions: Decisions,
) -> tuple[dict[Place, Pair], _Clusters]:
    """Join the nodes of a pile; return the pairs that were weighed, and the clusters."""
    names = Names(extractions, gazetteer, spellings(reports))
    nodes = _split(gather_nodes(reports, extractions, names), decisions)
    pairs = find_pairs(nodes, gazetteer.state_words())
    likely = {place: p for place, pair in pairs.items() if (p := probability(pair)) >= ACTOR_BAR}
    clusters = _Clusters(nodes, decisions)
    for place in sorted(likely, key=lambda place: (-likely[place], place)):
        clusters.join(place)
    return pairs, clusters


def spelled_out(reports: Iterable[Report]) -> dict[str, str]:
    """Map acronyms to the name they stand for wherever a text gives both, "Long Name (LN)".

    An acronym that stands for two names in the pile stands for neither.
    """
    found = spellings(reports)
    return {acronym: min(names) for acronym, names in found.items() if len(names) == 1}


def spellings(reports: Iterable[Report]) -> dict[str, frozenset[str]]:
    """Map acronyms to all the names that the texts give with them, lower case."""
    found: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        for acronym, name in _spelled_in(report.text):
            found[acronym].add(name)
    return {acronym: frozenset(names) for acronym, names in found.items()}


@lru_cache(maxsize=TEXTS)
def _spelled_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return the acronyms that a text spells out, each with the name it stands for."""
    pairs = [(m[2], _initials_fit(m[1], m[2])) for m in _APPOSITION.finditer(text)]
    return tuple((bare(acronym), _without_article(long)) for acronym, long in pairs if long)


def _without_article(name: str) -> str:
    words = [w for w in plain_words(name) if w != "the"]
    return " ".join(words[1:] if words[:1] == ["of"] else words)


def _initials_fit(name: str, acronym: str) -> str | None:
    """Return the end of `name` whose initials spell the acronym, None where none does."""
    letters = [c for c in bare(acronym) if c.isupper()]
    words = name.split()
    for start in range(len(words)):
        tail = words[start:]
        capital = [w[0].upper() for w in tail if w.lower() not in _SMALL]
        if capital == letters or [w[0].upper() for w in tail] == letters:
            return " ".join(tail)
    return None


# --- a person's decisions -------------------------------------------------------------------------


def _split(nodes: list[Node], decisions: Decisions) -> list[Node]:
    """Return the nodes with those a person keeps apart in nodes of their own."""
    home = {member: index for index, node in enumerate(nodes) for member in node.members}
    parted: dict[int, list[set[Member]]] = defaultdict(list)
    for one, two in decisions.apart:
        for index in {home[m] for m in one if m in home} & {home[m] for m in two if m in home}:
            inside = set(nodes[index].members)
            parted[index] += [inside & set(one), inside & set(two)]
    out: list[Node] = []
    for index, node in enumerate(nodes):
        out += _pieces(node, parted[index]) if index in parted else [node]
    return out


def _pieces(node: Node, sides: Sequence[set[Member]]) -> list[Node]:
    """Return a node cut along every line a person drew; the rest stays with the largest piece."""
    marks = {m: tuple(m in side for side in sides) for m in node.members}
    gathered: dict[tuple[bool, ...], list[Member]] = defaultdict(list)
    for member, mark in marks.items():
        gathered[mark].append(member)
    rest = gathered.pop((False,) * len(sides), [])
    ordered = sorted(gathered.values(), key=lambda g: (-len(g), g))
    ordered[0] = ordered[0] + rest
    return [replace(node, members=sorted(members)) for members in ordered]


class _Clusters:
    """Nodes joined one pair at a time, as far as decisions and names allow."""

    def __init__(self, nodes: Sequence[Node], decisions: Decisions) -> None:
        self._nodes = nodes
        self._forest = Forest()
        self.joins: dict[int, list[Place]] = defaultdict(list)
        self.decided: dict[int, bool] = defaultdict(bool)
        self._foes: dict[int, set[int]] = defaultdict(set)
        self._chief: dict[int, int] = {}
        for index, node in enumerate(nodes):
            self._forest.root(index)
            if node.told:
                self._chief[index] = index
        self._decide(decisions)

    def _decide(self, decisions: Decisions) -> None:
        home = {member: index for index, node in enumerate(self._nodes) for member in node.members}
        for one, two in decisions.apart:
            for a in _homes(one, home):
                for b in _homes(two, home):
                    if a != b:
                        self._foes[a].add(b)
                        self._foes[b].add(a)
        for group in decisions.together:
            places = sorted(_homes(group, home))
            for a, b in itertools.pairwise(places):
                self._merge(a, b)
            if places:
                self.decided[self._forest.root(places[0])] = True

    def join(self, place: Place) -> None:
        """Join two nodes' clusters unless a person or their names keep them apart."""
        a, b = self._forest.root(place[0]), self._forest.root(place[1])
        if a == b:
            self.joins[a].append(place)
        elif self._may(a, b, place) and self._merge(a, b):
            self.joins[self._forest.root(a)].append(place)

    def _may(self, a: int, b: int, place: Place) -> bool:
        """Say whether both clusters' names allow it: told names only by a pair of told names."""
        if a not in self._chief or b not in self._chief:
            return True
        one, two = self._nodes[place[0]], self._nodes[place[1]]
        both_known = self._nodes[self._chief[a]].known and self._nodes[self._chief[b]].known
        return one.told and two.told and not both_known

    def _merge(self, a: int, b: int) -> bool:
        a, b = self._forest.root(a), self._forest.root(b)
        if a == b:
            return True
        if any(self._forest.root(foe) == b for foe in self._foes[a]):
            return False
        self._forest.join(a, b)
        root = self._forest.root(a)
        other = b if root == a else a
        self.joins[root] += self.joins.pop(other, [])
        self._foes[root] |= self._foes.pop(other, set())
        self.decided[root] |= self.decided.pop(other, False)
        chiefs = [self._chief[i] for i in (root, other) if i in self._chief]
        if chiefs:
            known = [i for i in chiefs if self._nodes[i].known]
            self._chief[root] = (known or chiefs)[0]
        return True

    def groups(self) -> list[tuple[int, list[Node]]]:
        """Return the clusters with their roots."""
        return [(self._forest.root(g[0]), [self._nodes[i] for i in g]) for g in self._forest.sets()]


def _homes(group: Group, home: dict[Member, int]) -> set[int]:
    return {home[member] for member in group if member in home}


# --- the record -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reasons:
    score: float
    features: tuple[Feature, ...]
    why: tuple[str, ...]


def _linked(group: Sequence[Node], joins: Sequence[Pair], decided: bool) -> LinkedEntity:
    best, names = _called(group)
    types = sum((node.types for node in group), Counter())
    members = tuple(sorted(member for node in group for member in node.members))
    reasons = _reasons(group, joins, decided, len(members))
    return LinkedEntity(
        id=record_id("entity", [list(m) for m in members]),
        name=best,
        type=min(types, key=lambda t: (-types[t], t.value)),
        aliases=tuple(sorted(names - {best})),
        members=members,
        why=reasons.why,
        score=reasons.score,
        features=reasons.features,
    )


def _called(group: Sequence[Node]) -> tuple[str, frozenset[str]]:
    """Return an actor's chief name and all its names."""
    names = sum((node.names for node in group), Counter[str]())
    known = sorted(node.known.name for node in group if node.known)
    told = sum((node.names for node in group if node.told), Counter[str]()) or names
    best = known[0] if known else min(told, key=lambda n: (-told[n], -len(n), n))
    return best, frozenset(names).union(*(node.aliases for node in group))


def _reasons(
    group: Sequence[Node],
    joins: Sequence[Pair],
    decided: bool,
    members: int,
) -> _Reasons:
    """Return how sure the weakest join needed is, and what speaks for each."""
    if members < 2:
        return _Reasons(1.0, (), ())
    pairs = [Pair(node, node) for node in group if len(node.members) > 1]
    pairs += joins
    features: dict[str, float] = {}
    for pair in pairs:
        for feature in explain(pair):
            features.setdefault(feature.why, feature.value)
    why = {ground for node in group if len(node.members) > 1 for ground in node.grounds}
    why |= {_in_words(pair) for pair in joins}
    if decided:
        why.add(_DECIDED)
    score = 1.0 if decided else min((probability(pair) for pair in pairs), default=1.0)
    kept = tuple(Feature(w, v) for w, v in features.items())
    return _Reasons(round(score, 4), kept, tuple(sorted(why)))


def _in_words(pair: Pair) -> str:
    """Return what joins two names: “Voss” and “Mara Voss”: one is the family name of the other."""
    reasons = [f.why.rstrip(".") for f in explain(pair) if f.value > 0]
    told = "; ".join(f"{why[:1].lower()}{why[1:]}" for why in reasons)
    return f"“{min(pair.one.names)}” and “{min(pair.two.names)}”: {told}"
