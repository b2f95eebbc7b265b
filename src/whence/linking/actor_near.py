"""Who an actor is, asked of a single name: only names that bear on it are weighed.

Weighing all names of a few reports to tell who one speaker is would be the dearest part of making
a point. What is told of a name rests on the names tied to it (those that may be read as one with
it, are worth weighing against it, may stand for it or are its rivals) and, for company, on whom
the same reports name beside them. So the names tied to one are found, and only they are weighed;
the answer is the one that weighing all of them gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from whence.linking.actor_casts import cast_of
from whence.linking.actor_forms import BODY, PERSON, PLACE, Form, Forms, Reading, forms_of
from whence.linking.actor_growth import ActorGrowth
from whence.linking.actor_pairs import blocks_of
from whence.linking.actor_records import KeptCast, KeptName
from whence.linking.gazetteer import Gazetteer
from whence.linking.naming import person_name, skeleton
from whence.linking.shelf import MemoryShelf
from whence.linking.speakers import canonical_names
from whence.linking.words import plain_words
from whence.records.extraction import Extraction
from whence.records.report import Report

VOTES = ("", PERSON, PLACE, BODY)  # what a pile may take a name for
REMEMBERED = 8192  # names whose ties are remembered

Ties = frozenset[str]
"""What names have in common that bear on each other; a chain of such names is weighed together."""


class NamedIn:
    """Whom one report names, by what ties its names to others."""

    def __init__(self, report: Report, extraction: Extraction, gazetteer: Gazetteer) -> None:
        self.cast = cast_of(report, extraction, forms_of(gazetteer))
        self.called: defaultdict[str, list[KeptName]] = defaultdict(list)
        self.tied: defaultdict[str, list[KeptName]] = defaultdict(list)
        self.acronyms: list[KeptName] = []  # what these are tied to, other reports may spell out
        for name in self.cast.names:
            for called in _calls(name):
                self.called[called].append(name)
            if name.form and Form.of_key(name.form).letters:
                self.acronyms.append(name)
            for tie in _ties(gazetteer, name, frozenset()):
                self.tied[tie].append(name)


class Chiefs:
    """What the actors of a few reports are called first, asked name by name."""

    def __init__(self, named: Sequence[NamedIn], gazetteer: Gazetteer) -> None:
        self._named = named
        self._gazetteer = gazetteer
        self._told: dict[str, str | None] = {}
        spelled: defaultdict[str, set[str]] = defaultdict(set)
        for own in named:
            for letters, words in own.cast.spelled:
                spelled[letters].add(words)
        self._spelled: Mapping[str, set[str]] = spelled
        self._acronyms: defaultdict[str, list[tuple[int, KeptName]]] = defaultdict(list)
        for at, own in enumerate(named):
            for name in own.acronyms:
                for tie in self._ties_of(name):
                    self._acronyms[tie].append((at, name))

    def chief(self, name: str) -> str | None:
        """Return the chief name of the actor called `name`, None where it is nobody's or of two.

        Both are plain words.
        """
        if name not in self._told:
            self._told[name] = self._chief(name)
        return self._told[name]

    def _chief(self, name: str) -> str | None:
        near = self._near(name)
        calls = {called for _, own in near for called in _calls(own)}
        if calls == {name}:
            return name  # nothing else is called otherwise that it could be joined with
        chosen: defaultdict[int, list[KeptName]] = defaultdict(list)
        for at, own in near:
            chosen[at].append(own)
        spelling = [at for at, own in enumerate(self._named) if own.cast.spelled]
        casts = [
            (self._named[at].cast, _in_order(self._named[at].cast, chosen[at]))
            for at in sorted({*chosen, *spelling})
        ]
        growth = ActorGrowth(MemoryShelf(), forms_of(self._gazetteer))
        return canonical_names(growth.called(casts)).get(name)

    def _near(self, name: str) -> set[tuple[int, KeptName]]:
        """Return who is called by a name, with all that are tied to them, each by its report."""
        found = {(at, k) for at, own in enumerate(self._named) for k in own.called.get(name, ())}
        waiting, seen = list(found), set[str]()
        while waiting:
            fresh = self._ties_of(waiting.pop()[1]) - seen
            seen |= fresh
            for tie in fresh:
                for member in self._tied(tie):
                    if member not in found:
                        found.add(member)
                        waiting.append(member)
        return found

    def _tied(self, tie: str) -> Iterator[tuple[int, KeptName]]:
        for at, own in enumerate(self._named):
            yield from ((at, name) for name in own.tied.get(tie, ()))
        yield from self._acronyms.get(tie, ())

    def _ties_of(self, name: KeptName) -> Ties:
        own = _ties(self._gazetteer, name, frozenset())
        letters = Form.of_key(name.form).letters if name.form else ""
        spelled = self._spelled.get(letters) if letters else None
        return own | _ties(self._gazetteer, name, frozenset(spelled)) if spelled else own


def _in_order(cast: KeptCast, chosen: Iterable[KeptName]) -> list[KeptName]:
    entities = {name.entity for name in chosen}
    return [name for name in cast.names if name.entity in entities]


@lru_cache(maxsize=REMEMBERED)
def _plain(name: str) -> str:
    return " ".join(plain_words(name))


def _calls(name: KeptName) -> set[str]:
    """Return what an actor may be called for one name of a report, as plain words."""
    called = {_plain(name.name), *map(_plain, name.aliases)}
    if name.form:
        form = Form.of_key(name.form)
        entries = (entry for entry in (form.as_person, form.as_other) if entry)
        called.update(_plain(entry.split(":", 1)[1]) for entry in entries)
    return called


def _ties(gazetteer: Gazetteer, name: KeptName, spelled: frozenset[str]) -> Ties:
    """Return what ties a name to others, `spelled` being what its letters are spelled out as.

    As what the pile takes it is not known before all of it is counted: it has the ties of all.
    """
    if not name.form:
        return frozenset()
    used = _ties_of_form(gazetteer, name.form, name.name, spelled)
    return used.union(f"form {form}" for form in name.others)


@lru_cache(maxsize=REMEMBERED)
def _ties_of_form(gazetteer: Gazetteer, key: str, name: str, spelled: frozenset[str]) -> Ties:
    forms, form = forms_of(gazetteer), Form.of_key(key)
    person = person_name(form.words)
    ties = {f"form {key}", f"votes {form.words}"}
    if person and person.full:
        ties.add(f"votes {person.family}")
    for vote in VOTES:
        reading = forms.read(form, vote, spelled)
        if reading is not None:
            ties.update(_ties_of_reading(forms, form, name, reading))
    return frozenset(ties)


def _ties_of_reading(forms: Forms, form: Form, name: str, reading: Reading) -> Iterator[str]:
    yield f"name {reading.key}"
    if reading.person:
        yield f"family {skeleton(reading.person.family)}"
    if reading.told:
        for block in blocks_of(reading, [form], [name], forms.state_words):
            yield f"block {block.name}"
