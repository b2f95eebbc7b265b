"""Names that do not tell who they are: each goes, in its report, to a name that does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from whence.linking.actor_features import probability
from whence.linking.actor_forms import Reading
from whence.linking.actor_heads import ACTOR_BAR, Joined
from whence.linking.actor_kept import (
    Kept,
    Place,
    alone,
    basis_of,
    cast_key,
    form_key,
    homes_key,
    index_key,
    node_key,
)
from whence.linking.actor_pairs import Bearer, rivals_of
from whence.linking.actor_records import KeptHome, KeptName
from whence.linking.actor_rolls import beside
from whence.linking.clustering import Forest
from whence.linking.naming import skeleton


@dataclass(frozen=True, slots=True)
class _Asked:
    """A form to place: who may be meant, by what sign, and in which reports it may go elsewhere."""

    form: str
    reading: Reading | None
    bearers: Sequence[Bearer]
    basis: str
    members: Sequence[int]


class BareNames(Kept):
    """Places entities whose names do not tell who they are."""

    _shifted: AbstractSet[str]  # forms that name another, or one that is weighed otherwise now

    def _place_bare(self) -> None:
        """Place entities whose names do not tell who they are."""
        self._records.fetch(index_key("bare", family) for family in self._families)
        for family in sorted(self._families):
            self._bare.update(self._counts(index_key("bare", family)))
        changed = (self._node(name) for name in self._changed_names)
        self._shifted = self._recalled.union(*(node.forms for node in changed if node))
        forms = self._bare | self._anew
        self._fetch_forms(forms)
        readings = (self._reading(form) for form in forms)
        families = {skeleton(r.person.family) for r in readings if r and r.person}
        self._records.fetch(index_key("family", family) for family in families)
        unplaced = [f for f in sorted(forms) if self._rolls.count(f) and not self._form(f).node]
        for asked in self._ask(unplaced):
            self._place_form(asked)

    def _ask(self, forms: Sequence[str]) -> list[_Asked]:
        """Return what is to be placed of each form; take all that this reads onto the bench."""
        read = {form: self._reading(form) for form in forms}
        borne = {form: self._bearers(reading) for form, reading in read.items()}
        self._records.fetch({node_key(b.key) for bearers in borne.values() for b in bearers})
        bases = {form: self._basis(read[form], borne[form]) for form in forms}
        whole = {form for form in forms if self._is_whole(form, bases[form], borne[form])}
        self._rolls.fetch_all(whole)
        members = {
            form: sorted(self._rolls.all_of(form)) if form in whole else self._concerned(form)
            for form in forms
        }
        # Most forms are looked at only because a bearer is named once more, which moves nothing.
        stirred = [form for form in forms if members[form] or self._mates.get(form)]
        asked = [_Asked(f, read[f], borne[f], bases[f], members[f]) for f in stirred]
        for one in asked:
            self._records.put(form_key(one.form), replace(self._form(one.form), basis=one.basis))
        places = {(one.form, n) for one in asked for n in (*one.members, *self._mates[one.form])}
        self._records.fetch(key(n) for _, n in places for key in (cast_key, homes_key))
        self._rolls.fetch_leaves(places)
        called = {name for one in asked for name in self._called_in(one.form, one.members)}
        self._fetch_samples(called.union(*({b.key for b in one.bearers} for one in asked)))
        return asked

    def _basis(self, reading: Reading | None, bearers: Sequence[Bearer]) -> str:
        """Return a sign of what the members of a form are weighed against."""
        told = (reading.key if reading else "", *(self._state_of(b.key) for b in bearers))
        return basis_of([b.eighths for b in bearers], *told)

    def _is_whole(self, form: str, basis: str, bearers: Sequence[Bearer]) -> bool:
        """Say whether all members of a form are to be placed anew."""
        changed = any(b.key in self._changed_names for b in bearers)
        return form in self._anew or basis != self._form(form).basis or changed

    def _place_form(self, asked: _Asked) -> None:
        form, reading, bearers = asked.form, asked.reading, asked.bearers
        leaves = set()
        for number in asked.members:
            self._place(form, reading, bearers, number)
            leaves.add(self._rolls.leaf_of(form, number))
        leaves.update(self._rolls.leaf_of(form, number) for number in self._mates[form])
        for leaf in sorted(leaves):
            self._group(form, reading, bearers, self._rolls.in_leaf(form, leaf))

    def _concerned(self, form: str) -> list[int]:
        """Return the reports in which a form may go elsewhere though its bearers are as they were.

        They are those that came, and those that give it another name which changed.
        """
        found = set(self._came[form])
        rolls = [beside(form, other) for other in self._form(form).others.keys() & self._shifted]
        self._rolls.fetch_all(rolls)
        for roll in rolls:
            found.update(self._rolls.all_of(roll))
        return sorted(found)

    def _called_in(self, form: str, numbers: Iterable[int]) -> set[str]:
        """Return the telling names that these reports give to who goes by a form."""
        names = (name for n in numbers for name in self._casts[n].names if name.form == form)
        others = {other for name in names for other in name.others}
        self._records.fetch(map(form_key, others))
        return {node for other in others if (node := self._form(other).node)}

    def _state_of(self, key: str) -> str:
        kept = self._node(key)
        return f"{key} {kept.basis if kept else ''}"

    def _place(
        self, form: str, reading: Reading | None, bearers: Sequence[Bearer], number: int
    ) -> None:
        """Let a report's entities of this form go to the names they most likely stand for."""
        homes = self._homes(number)
        for name in self._casts[number].names:
            if name.form != form:
                continue
            best = self._best(name, reading, bearers, number) if reading else None
            before = homes.get(name.entity)
            if before is not None and before.node:
                self._detach(number, homes.pop(name.entity))
            if best is not None:
                home = KeptHome(name.entity, best[0], best[1].key, "")
                homes[name.entity] = home
                self._attach(number, home)
            if home_of(before) != (best[0] if best else ""):
                self._moved.add((number, name.entity))
        self._put_homes(number, homes)

    def _best(
        self, name: KeptName, reading: Reading, bearers: Sequence[Bearer], number: int
    ) -> tuple[str, Joined] | None:
        """Return the name an entity most likely stands for, and what joins them."""
        found = []
        for key, joined in self._may_be(name, reading, bearers, number):
            likely = probability(joined.pair(reading, self._view(key)))
            if likely >= ACTOR_BAR:
                found.append((-likely, key, joined))
        if not found:
            return None
        _, key, joined = min(found, key=lambda f: f[:2])
        return key, joined

    def _may_be(
        self, name: KeptName, reading: Reading, bearers: Sequence[Bearer], number: int
    ) -> Iterator[tuple[str, Joined]]:
        """Yield the names that an entity may stand for, and what would join them."""
        called = {n for other in name.others if (n := self._form(other).node)}
        keys = [*(b.key for b in bearers), *sorted(called - {b.key for b in bearers})]
        own = self._member(name, reading, number, called)
        beside = {key: self._company.shared(own, self._view(key)) for key in keys}
        rivals = {b.key: rivals_of(b, bearers, beside) for b in bearers}
        for key in keys:
            node = self._view(key)
            yield key, Joined.of(own, node, beside[key], rivals.get(key, 0.0), name.name)

    def _group(
        self, form: str, reading: Reading | None, bearers: Sequence[Bearer], numbers: Sequence[int]
    ) -> None:
        """Group the entities of a leaf that stand for no telling name."""
        members: list[tuple[Place, KeptName]] = []
        for number in numbers:
            homes = self._homes(number)
            for name in self._casts[number].names:
                home = homes.get(name.entity)
                if name.form == form and not (home and home.node):
                    members.append(((number, name.entity), name))
        for group in self._grouped(members, reading, bearers):
            self._put_group([members[at] for at in group])

    def _grouped(
        self,
        members: Sequence[tuple[Place, KeptName]],
        reading: Reading | None,
        bearers: Sequence[Bearer],
    ) -> list[list[int]]:
        forest = Forest()
        for at in range(len(members)):
            forest.root(at)
        if reading is None:
            return forest.sets()
        others = 1.0 - max((b.eighths for b in bearers), default=8) / 8
        nodes = [self._member(name, reading, number) for (number, _), name in members]
        for at, one in enumerate(nodes):
            for later in range(at + 1, len(nodes)):
                if members[at][0][0] == members[later][0][0]:
                    continue  # what a report keeps apart are two
                pair = self._bare_pair(one, nodes[later], others)
                if probability(pair) >= ACTOR_BAR:
                    forest.join(at, later)
        return forest.sets()

    def _put_group(self, group: Sequence[tuple[Place, KeptName]]) -> None:
        """Make one actor of entities that stand for no telling name."""
        places = sorted((self._casts[n].report, entity, n) for (n, entity), _ in group)
        actor = alone(places[0][0], places[0][1])
        for _, entity, number in places:
            homes = self._homes(number)
            before = self._alone_in(homes, number, entity)
            if len(places) > 1:
                homes[entity] = KeptHome(entity, "", "", actor)
            else:
                homes.pop(entity, None)
            self._put_homes(number, homes)
            if before != actor:
                self._moved.add((number, entity))
        self._groups[actor] = [(number, entity) for _, entity, number in places]

    def _alone_in(self, homes: Mapping[str, KeptHome], number: int, entity: str) -> str:
        home = homes.get(entity)
        return home.actor if home else alone(self._casts[number].report, entity)


def home_of(home: KeptHome | None) -> str:
    """Return the name an entity stands for, "" for none."""
    return home.node if home else ""
