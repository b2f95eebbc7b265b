"""What growing actors keep, typed, and what one change has found so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from whence.ids import record_id
from whence.linking.actor_features import Pair
from whence.linking.actor_forms import Form, Forms, Reading, vote_of
from whence.linking.actor_heads import ACTOR_BAR
from whence.linking.actor_pairs import Bearer, bearers_of
from whence.linking.actor_records import (
    KeptCast,
    KeptCounts,
    KeptEdge,
    KeptForm,
    KeptHome,
    KeptHomes,
    KeptName,
    KeptNode,
    Records,
)
from whence.linking.actor_rolls import Rolls
from whence.linking.actors import Company, Node
from whence.linking.gazetteer import Gazetteer
from whence.linking.naming import PersonName, skeleton
from whence.linking.shelf import Shelf, Workbench, key_of

Place = tuple[int, str]
"""An in-report entity: the number of its report, and its id there."""


class Casts(dict[int, KeptCast]):
    """Casts by number, read as they are asked for."""

    def __init__(self, records: Records) -> None:
        super().__init__()
        self._records = records

    def __missing__(self, number: int) -> KeptCast:
        found = self._records.get(KeptCast, cast_key(number)) or KeptCast("", (), ())
        self[number] = found
        return found


class Kept:
    """What is kept, on a workbench of its own, and what a change touches."""

    def __init__(self, shelf: Shelf, forms: Forms, gazetteer: Gazetteer | None) -> None:
        self._records = Records(Workbench(shelf))
        self._rolls = Rolls(self._records)
        self._gazetteer = gazetteer
        self._forms = forms
        self._casts = Casts(self._records)
        self._company = Company(forms, self._casts)
        self._votes: dict[str, str] = {}  # what the pile took words for before
        self._spelled: dict[str, frozenset[str]] = {}  # ... and letters
        self._dirty: set[str] = set()  # forms whose use changed
        self._mates: defaultdict[str, set[int]] = defaultdict(set)  # by form, whose leaf changed
        self._came: defaultdict[str, set[int]] = defaultdict(set)  # by form, reports that came
        self._recalled: set[str] = set()  # forms that stand for another name than before
        self._moved_forms: set[str] = set()  # forms all of whose members may have other actors
        self._moved: set[Place] = set()  # in-report entities that may have other actors
        self._touched: set[str] = set()  # names whose use or forms changed
        self._stirred: set[str] = set()  # names whose likely pairs changed
        self._families: set[str] = set()  # skeletons of family names whose bearers changed
        self._bare: set[str] = set()  # forms that do not tell, to be looked at
        self._anew: set[str] = set()  # ... all of whose members are to be placed
        self._again: set[int] = set()  # reports taken out, of which some are found anew
        self._changed_names: set[str] = set()  # names that may be weighed otherwise than before
        self._headless: set[str] = set()  # names whose actor's head may have changed
        self._groups: dict[str, list[Place]] = {}  # actors of no telling name, with their members
        self._nodes: dict[str, Node] = {}
        self._unsampled: dict[str, Node] = {}  # the same before their reports are asked for
        self._borne: dict[PersonName, list[Bearer]] = {}
        self._read: dict[str, KeptCast] = {}  # whom reports name that are to come in

    # --- taken onto the bench together ------------------------------------------------------------

    def _fetch_forms(self, forms: Collection[str]) -> None:
        """Take forms onto the bench with all that their reading asks for."""
        parsed = [Form.of_key(form) for form in forms]
        self._records.fetch(form_key(form) for form in forms)
        self._rolls.fetch(forms)
        self._records.fetch(
            index_key(sort, asked)
            for form in parsed
            for sort, asked in (
                ("votes", form.words),
                ("forms", form.words),
                ("spelled", form.letters),
                ("lettered", form.letters),
            )
            if asked
        )

    def _fetch_names(self, keys: Collection[str]) -> None:
        """Take names that tell onto the bench with their forms, and whom these are named beside."""
        self._records.fetch(map(node_key, keys))
        forms = {form for key in keys for form in (self._node(key) or KeptNode(())).forms}
        self._fetch_forms(forms)
        self._records.fetch(index_key("callers", form) for form in forms)
        self._records.fetch(form_key(o) for form in forms for o in self._form(form).others)

    def _fetch_views(self, keys: Collection[str]) -> None:
        """Take names that tell onto the bench with all that they are weighed by."""
        self._fetch_names(keys)
        self._rolls.fetch_samples(
            {form for key in keys for form in (self._node(key) or KeptNode(())).forms}
        )

    def _fetch_readings(self, forms: Iterable[str]) -> None:
        """Take what tells whom forms name onto the bench."""
        parsed = [Form.of_key(form) for form in forms]
        self._records.fetch(index_key("votes", form.words) for form in parsed)
        self._records.fetch(index_key("spelled", form.letters) for form in parsed if form.letters)

    def _fetch_together(self, keys: Iterable[str]) -> set[str]:
        """Return the names that hang together with these by likely pairs; read them by steps."""
        found = set(keys)
        front: Collection[str] = found
        while front:
            self._records.fetch(map(node_key, front))
            front = {edge.other for key in front for edge in self._likely(key)} - found
            found |= front
        return found

    def _fetch_samples(self, keys: Collection[str]) -> None:
        """Take the reports by which names are weighed onto the bench."""
        self._fetch_views(keys)
        sampled = {number for key in keys for number in self._view(key).sample}
        self._records.fetch(map(cast_key, sampled))

    # --- one by one -------------------------------------------------------------------------------

    def _form(self, form: str) -> KeptForm:
        return self._records.get(KeptForm, form_key(form)) or KeptForm()

    def _node(self, key: str) -> KeptNode | None:
        return self._records.get(KeptNode, node_key(key))

    def _put_node(self, key: str, node: KeptNode | None) -> None:
        self._records.put(node_key(key), node)

    def _counts(self, key: int) -> Mapping[str, int]:
        kept = self._records.get(KeptCounts, key)
        return kept.of if kept else {}

    def _put_counts(self, key: int, counts: Mapping[str, int]) -> None:
        self._records.put(key, KeptCounts(counts) if counts else None)

    def _recount(self, key: int, names: Iterable[str], sign: int) -> None:
        self._put_counts(key, counted(self._counts(key), names, sign))

    def _homes(self, number: int) -> dict[str, KeptHome]:
        kept = self._records.get(KeptHomes, homes_key(number))
        return {home.entity: home for home in kept.homes} if kept else {}

    def _put_homes(self, number: int, homes: Mapping[str, KeptHome]) -> None:
        kept = KeptHomes(tuple(homes[entity] for entity in sorted(homes)))
        self._records.put(homes_key(number), kept if homes else None)

    def _spellings(self, letters: str) -> frozenset[str]:
        return frozenset(self._counts(index_key("spelled", letters)))

    def _reading(self, form: str) -> Reading | None:
        """Return whom a form names in the pile as it is now."""
        parsed = Form.of_key(form)
        vote = vote_of(self._counts(index_key("votes", parsed.words)))
        spelled = self._spellings(parsed.letters) if parsed.letters else frozenset()
        return self._forms.read(parsed, vote, spelled)

    def _view(self, key: str) -> Node:
        """Return a name as it is weighed, from what is kept of its forms and their rolls."""
        if key not in self._nodes:
            told = self._told(key)
            numbers = {n for form in told.forms for n in self._rolls.sample(form)}
            self._nodes[key] = replace(told, sample=self._rolls.lowest(numbers))
        return self._nodes[key]

    def _told(self, key: str) -> Node:
        """Return what is told of a name, without a sample of its reports."""
        if key in self._nodes:
            return self._nodes[key]
        if key not in self._unsampled:
            kept = self._node(key) or KeptNode(())
            forms = [self._form(form) for form in kept.forms]
            others = {other for form in forms for other in form.others}
            self._unsampled[key] = Node(
                reading=self._reading(kept.forms[0]) or self._forms.of_key(key),
                count=sum(sum(form.names.values()) for form in forms),
                names=frozenset(name for form in forms for name in form.names),
                offices=frozenset(office for form in forms for office in form.offices),
                keys=frozenset(n for o in others if (n := self._form(o).node) and n != key),
                forms=frozenset(kept.forms),
            )
        return self._unsampled[key]

    def _likely(self, key: str) -> list[KeptEdge]:
        kept = self._node(key)
        return [edge for edge in kept.edges if edge.likely >= ACTOR_BAR] if kept else []

    def _bearers(self, reading: Reading | None) -> list[Bearer]:
        """Return those who bear a family name, once all names that changed are renewed."""
        if reading is None or reading.person is None:
            return []
        person = reading.person
        if person not in self._borne:
            family = self._counts(index_key("family", skeleton(person.family)))
            self._borne[person] = bearers_of(person, family)
        return self._borne[person]

    def _member(
        self, name: KeptName, reading: Reading, number: int, called: Iterable[str] = ()
    ) -> Node:
        return Node(
            reading=reading,
            count=1,
            names=frozenset([name.name]),
            offices=frozenset(name.offices),
            keys=frozenset(called),
            forms=frozenset([name.form]),
            sample=(number,),
        )

    def _bare_pair(self, one: Node, two: Node, others: float) -> Pair:
        ground = "common" if one.reading.common else ""
        return Pair(one, two, self._company.shared(one, two), 0.0 if ground else others, ground)

    def _attach(self, number: int, home: KeptHome, sign: int = 1) -> None:
        """Count an entity that stands for a name among those that do."""
        kept = self._node(home.node)
        if kept is None:
            return
        name = next(n for n in self._casts[number].names if n.entity == home.entity)
        attached = counted(kept.attached, [home.joined], sign)
        called = counted(kept.called, [name.name, *name.aliases], sign)
        self._put_node(home.node, replace(kept, attached=attached, called=called))
        self._headless.add(home.node)

    def _detach(self, number: int, home: KeptHome) -> None:
        if home.node:
            self._attach(number, home, -1)

    def _call_bare(self, forms: Iterable[str]) -> None:
        """Look again at forms that do not tell and are in some report another name of these."""
        for form in forms:
            self._bare.update(self._counts(index_key("callers", form)))


def counted(counts: Mapping[str, int], names: Iterable[str], sign: int) -> dict[str, int]:
    """Return counts with each of `names` counted once more, or once less."""
    now = dict(counts)
    for name in names:
        now[name] = now.get(name, 0) + sign
        if not now[name]:
            del now[name]
    return now


def family_of(reading: Reading) -> Iterator[str]:
    """Yield the skeleton of the family name of a person told in full, not in the gazetteer."""
    if reading.person and reading.person.full and not reading.known:
        yield skeleton(reading.person.family)


def basis_of(numbers: Sequence[int], *told: str) -> str:
    """Return a short sign of what something is weighed by: equal for equal."""
    return f"{key_of('basis', *numbers, *told):x}"


def alone(report: str, entity: str) -> str:
    """Return the id of the actor of which one in-report entity comes first."""
    return record_id("entity", [report, entity])


def cast_key(number: int) -> int:
    """Return the key of whom a report names."""
    return key_of("cast", number)


def phrases_key(number: int) -> int:
    """Return the key of the words a report uses."""
    return key_of("phrases", number)


def homes_key(number: int) -> int:
    """Return the key of where a report's entities went whose names do not tell."""
    return key_of("homes", number)


def form_key(form: str) -> int:
    """Return the key of how a form is used."""
    return key_of("form of a name", form)


def node_key(key: str) -> int:
    """Return the key of a name that tells who it is."""
    return key_of("name", key)


def index_key(sort: str, name: str) -> int:
    """Return the key of what is counted under a name in one of the indexes."""
    return key_of(f"names by {sort}", name)
