"""Forms of names as reports use them: counted, and read as whom they name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from whence.linking.actor_casts import cast_of, phrases_of
from whence.linking.actor_forms import Form, Reading, vote_of, votes_of
from whence.linking.actor_kept import (
    Kept,
    cast_key,
    counted,
    form_key,
    homes_key,
    index_key,
    node_key,
    phrases_key,
)
from whence.linking.actor_records import KeptCast, KeptName, KeptNode
from whence.linking.actor_rolls import beside, number_of
from whence.linking.naming import skeleton
from whence.records.extraction import Extraction
from whence.records.report import Report


class FormUse(Kept):
    """Puts reports in and takes them out, and reads the forms whose use that changes."""

    def expect(self, removed: Collection[str], added: Iterable[tuple[Report, Extraction]]) -> None:
        """Take what these reports are counted in onto the bench, all of it together."""
        for report, extraction in added:
            self._read[report.id] = cast_of(report, extraction, self._forms)
        numbers = [number_of(report) for report in removed]
        self._records.fetch(key(n) for n in numbers for key in (cast_key, homes_key))
        casts = [*self._read.values(), *(self._casts[n] for n in numbers)]
        names = [name for cast in casts for name in cast.names if name.form]
        self._fetch_forms({form for name in names for form in (name.form, *name.others)})
        self._rolls.fetch_leaves(
            (form, number_of(cast.report))
            for cast in casts
            for form in {*(name.form for name in cast.names if name.form), *_pairs(cast.names)}
        )
        self._records.fetch(index_key("callers", o) for name in names for o in name.others)
        told = {words for n in names for words, _ in votes_of(Form.of_key(n.form), n.type)}
        self._records.fetch(index_key("votes", words) for words in told)

    def remove(self, report: str) -> None:
        """Take a report out."""
        number = number_of(report)
        cast = self._records.get(KeptCast, cast_key(number))
        if cast is None:
            return
        self._again.add(number)
        for home in self._homes(number).values():
            self._detach(number, home)
        self._put_homes(number, {})
        for form in {name.form for name in cast.names} - {""}:
            self._note_mates(form, number)
            self._rolls.remove(form, number)
            self._came[form].discard(number)
        for pair in _pairs(cast.names):
            self._rolls.remove(pair, number)
        for name in cast.names:
            self._count(name, -1)
        self._spell(cast, -1)
        self._records.put(cast_key(number), None)
        self._records.put(phrases_key(number), None)
        self._casts.pop(number, None)

    def add(self, report: Report, extraction: Extraction) -> None:
        """Put a report in."""
        cast = self._read.pop(report.id, None) or cast_of(report, extraction, self._forms)
        if self._gazetteer is not None:
            phrases = phrases_of(report, extraction, self._gazetteer)
            self._records.put(phrases_key(number_of(report.id)), phrases)
        self.enter(cast, cast.names)

    def enter(self, cast: KeptCast, names: Sequence[KeptName]) -> None:
        """Put in whom a report names, of whom `names` are counted."""
        number = number_of(cast.report)
        self._records.put(cast_key(number), cast)
        self._casts.pop(number, None)
        for form in sorted({name.form for name in names} - {""}):
            self._note_mates(form, number)
            self._rolls.add(form, number)
            self._came[form].add(number)
        for pair in _pairs(names):
            self._rolls.add(pair, number)
        for name in names:
            self._count(name, 1)
            self._moved.add((number, name.entity))
        self._spell(cast, 1)

    def _note_mates(self, form: str, number: int) -> None:
        leaf = self._rolls.leaf_of(form, number)
        self._mates[form].update((*self._rolls.in_leaf(form, leaf), number))

    def _count(self, name: KeptName, sign: int) -> None:
        """Count the use of a form up or down."""
        if not name.form:
            return
        kept = self._form(name.form)
        used = replace(
            kept,
            names=counted(kept.names, [name.name], sign),
            types=counted(kept.types, [name.type.value], sign),
            aliases=counted(kept.aliases, name.aliases, sign),
            others=counted(kept.others, name.others, sign),
            offices=counted(kept.offices, name.offices, sign),
        )
        self._records.put(form_key(name.form), used)
        self._dirty.add(name.form)
        for other in name.others:
            self._recount(index_key("callers", other), [name.form], sign)
        for words, kind in votes_of(Form.of_key(name.form), name.type):
            counts = self._counts(index_key("votes", words))
            self._votes.setdefault(words, vote_of(counts))
            self._recount(index_key("votes", words), [kind], sign)

    def _spell(self, cast: KeptCast, sign: int) -> None:
        for letters, name in cast.spelled:
            self._spelled.setdefault(letters, self._spellings(letters))
            self._recount(index_key("spelled", letters), [name], sign)

    def _read_forms(self) -> None:
        """Read forms whose use changed, or of which the pile takes another view."""
        anew = set(self._dirty)
        self._records.fetch(index_key("votes", words) for words in self._votes)
        self._records.fetch(index_key("spelled", letters) for letters in self._spelled)
        for words, before in self._votes.items():
            if vote_of(self._counts(index_key("votes", words))) != before:
                anew.update(self._counts(index_key("forms", words)))
        for letters, names in self._spelled.items():
            if self._spellings(letters) != names:
                anew.update(self._counts(index_key("lettered", letters)))
        read = self._fetch_reading(sorted(anew))
        for form, (used, reading) in read.items():
            self._read_form(form, used, reading)

    def _fetch_reading(self, forms: Sequence[str]) -> dict[str, tuple[bool, Reading | None]]:
        """Say of forms whether they are used and how they read; fetch all that this touches."""
        self._fetch_forms(forms)
        read = {}
        asked: set[int] = set()
        unplaced: set[int] = set()
        for form in forms:
            used = self._rolls.count(form) > 0
            reading = self._reading(form) if used else None
            read[form] = used, reading
            before, now = self._form(form).node, name_of(reading)
            if before != now:
                asked.update(node_key(node) for node in (before, now) if node)
                asked.add(index_key("callers", form))
                unplaced.update(() if before else self._rolls.all_of(form))
            if reading and not now and reading.person:
                asked.add(index_key("bare", skeleton(reading.person.family)))
        self._records.fetch(asked)
        self._records.fetch(key(number) for number in unplaced for key in (cast_key, homes_key))
        return read

    def _read_form(self, form: str, used: bool, reading: Reading | None) -> None:
        kept, node = self._form(form), name_of(reading)
        self._register(form, used)
        if node != kept.node:
            self._change_name(form, kept.node, node)
        if node:
            self._touched.add(node)
        elif used:
            self._bare.add(form)
        self._bear(form, reading if used and not node else None)
        self._records.put(form_key(form), replace(kept, node=node) if used else None)

    def _register(self, form: str, used: bool) -> None:
        """Note a form that is used under its words and letters."""
        parsed = Form.of_key(form)
        for sort, asked in (("forms", parsed.words), ("lettered", parsed.letters)):
            counts = dict(self._counts(index_key(sort, asked)))
            if asked and used != (form in counts):
                self._put_counts(
                    index_key(sort, asked),
                    counts | {form: 1} if used else {f: 1 for f in counts if f != form},
                )

    def _bear(self, form: str, reading: Reading | None) -> None:
        """Note a form that is a bare family name under its skeleton; no other form."""
        person = reading.person if reading else None
        for_family = skeleton(person.family) if person else ""
        key = index_key("bare", for_family)
        if for_family and form not in self._counts(key):
            self._put_counts(key, {**self._counts(key), form: 1})

    def _change_name(self, form: str, before: str, now: str) -> None:
        """Let a form stand for another name."""
        if before and (node := self._node(before)):
            self._put_node(before, replace(node, forms=tuple(f for f in node.forms if f != form)))
            self._touched.add(before)
        else:
            self._unplace(form)
        if now:
            node = self._node(now) or KeptNode(())
            self._put_node(now, replace(node, forms=tuple(sorted((*node.forms, form)))))
        else:
            self._anew.add(form)
        self._moved_forms.add(form)
        self._recalled.add(form)
        self._call_bare([form])

    def _unplace(self, form: str) -> None:
        """Take all members of a form that did not tell from where they were."""
        for number in list(self._rolls.all_of(form)):
            homes = self._homes(number)
            for name in self._casts[number].names:
                if name.form == form and name.entity in homes:
                    self._detach(number, homes.pop(name.entity))
            self._put_homes(number, homes)


def _pairs(names: Iterable[KeptName]) -> list[str]:
    """Return the rolls of forms beside another name on which a report stands, each once."""
    return sorted({beside(name.form, o) for name in names if name.form for o in name.others})


def name_of(reading: Reading | None) -> str:
    """Return the name that a form stands for, "" where it does not tell who it is."""
    return reading.key if reading and reading.told else ""
