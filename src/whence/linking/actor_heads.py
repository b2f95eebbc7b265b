"""What is told of an actor: its name, its other names, how sure it is and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from whence.linking.actor_features import Pair, chance, explained, weighed
from whence.linking.actor_forms import PERSON, Reading
from whence.linking.actor_records import KeptEdge, KeptForm, KeptName, KeptNode
from whence.linking.actors import Node
from whence.linking.clustering import Forest
from whence.records.extraction import EntityType
from whence.records.links import Feature, LinkedEntity

ACTOR_BAR = 0.7  # two names are joined from this probability on

_SAME, _OTHER, _NONE = "same", "other", ""


@dataclass(frozen=True, slots=True)
class Joined:
    """What joins an entity whose name does not tell who it is to the name it stands for.

    `office` tells whether both are given the same office, others, or not both any; `together`
    whether its report uses both names.
    """

    form: str
    name: str
    company: float
    others: float
    office: str
    together: bool

    @staticmethod
    def of(own: Node, node: Node, company: float, others: float, name: str) -> Joined:
        """Return what joins an entity to a name, whichever way it counts."""
        both = own.offices and node.offices
        office = (_SAME if own.offices & node.offices else _OTHER) if both else _NONE
        (form,) = own.forms
        return Joined(form, name, company, others, office, node.key in own.keys)

    @property
    def key(self) -> str:
        """Return it in one line, under which equal ones are counted together."""
        told = [self.form, self.name, self.company, self.others, self.office, self.together]
        return json.dumps(told, ensure_ascii=False)

    @staticmethod
    def of_key(key: str) -> Joined:
        """Return what a key tells."""
        return Joined(*json.loads(key))

    def pair(self, reading: Reading, node: Node) -> Pair:
        """Return the pair that is weighed; `reading` is that of the entity's name."""
        offices = {_SAME: frozenset(sorted(node.offices)[:1]), _OTHER: frozenset([_OTHER])}
        own = Node(
            reading=reading,
            count=1,
            names=frozenset([self.name]),
            offices=offices.get(self.office, frozenset()),
            keys=frozenset([node.key] if self.together else []),
            forms=frozenset([self.form]),
        )
        return Pair(own, node, self.company, self.others)


def clustered(edges: Mapping[str, Sequence[KeptEdge]], known: Collection[str]) -> list[list[str]]:
    """Return the clusters of names that hang together, each sorted.

    The likeliest pair is joined first. Two names that the gazetteer knows are two actors, and so
    are those joined with either.
    """
    names = sorted(edges)
    at = {name: place for place, name in enumerate(names)}
    forest = Forest()
    for place in range(len(names)):
        forest.root(place)
    chiefs = {at[name] for name in names if name in known}
    pairs = sorted(
        (-edge.likely, at[name], at[edge.other])
        for name, listed in edges.items()
        for edge in listed
        if name < edge.other
    )
    for _, one, two in pairs:
        a, b = forest.root(one), forest.root(two)
        if a == b or (a in chiefs and b in chiefs):
            continue
        forest.join(a, b)
        if a in chiefs or b in chiefs:
            chiefs.add(forest.root(a))
    return [[names[place] for place in group] for group in forest.sets()]


@dataclass(slots=True)
class Head:
    """An actor's record, gathered name by name."""

    known: list[str] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    bare: Counter[str] = field(default_factory=Counter)
    called: set[str] = field(default_factory=set)
    types: Counter[EntityType] = field(default_factory=Counter)
    members: int = 0
    features: dict[str, float] = field(default_factory=dict)
    why: set[str] = field(default_factory=set)
    score: float = 1.0

    def add(
        self,
        node: Node,
        kept: KeptNode,
        forms: Sequence[KeptForm],
        spells: Callable[[str], bool],
    ) -> None:
        """Add a name that tells who it is; `spells` says whether the pile spells letters out."""
        if node.known:
            self.known.append(node.known.name)
        for form in forms:
            self.names.update(form.names)
            self.called.update(form.aliases)
            self.types.update({EntityType(t): n for t, n in form.types.items()})
        self.called.update(kept.called)
        self.members += node.count + sum(kept.attached.values())
        if node.count > 1:
            self._note(Pair(node, node))
            self.why.update(_ground(node, name) for name in node.names)
            self.why.update(f"“{n}” is spelled out in the pile" for n in node.names if spells(n))

    def add_bare(self, name: KeptName) -> None:
        """Add an in-report entity whose name does not tell who it is."""
        self.bare[name.name] += 1
        self.called.update(name.aliases)
        self.types[name.type] += 1
        self.members += 1

    def join(self, pair: Pair) -> None:
        """Add a pair that is joined."""
        self.why.add(_in_words(pair, self._note(pair)))

    def _note(self, pair: Pair) -> tuple[Feature, ...]:
        told = weighed(pair)
        found = explained(told)
        for feature in found:
            self.features.setdefault(feature.why, feature.value)
        self.score = min(self.score, chance(told))
        return found

    def record(self, actor: str) -> LinkedEntity:
        """Return the actor without its members."""
        names = self.names or self.bare
        best = min(self.known) if self.known else min(names, key=lambda n: (-names[n], -len(n), n))
        more = self.members > 1
        return LinkedEntity(
            id=actor,
            name=best,
            type=min(self.types, key=lambda t: (-self.types[t], t.value)),
            aliases=tuple(sorted({*self.names, *self.bare, *self.called} - {best})),
            members=(),
            why=tuple(sorted(self.why)) if more else (),
            score=round(self.score, 4) if more else 1.0,
            features=tuple(Feature(w, v) for w, v in self.features.items()) if more else (),
        )


def _ground(node: Node, name: str) -> str:
    if node.known:
        return f"“{name}” is a known name of {node.known.name}"
    return f"the {'full name' if node.kind == PERSON else 'name'} “{name}”"


def _in_words(pair: Pair, told: Iterable[Feature]) -> str:
    """Return what joins two names: “Voss” and “Mara Voss”: one is the family name of the other."""
    reasons = [f.why.rstrip(".") for f in told if f.value > 0]
    joined = "; ".join(f"{why[:1].lower()}{why[1:]}" for why in reasons)
    return f"“{min(pair.one.names)}” and “{min(pair.two.names)}”: {joined}"
