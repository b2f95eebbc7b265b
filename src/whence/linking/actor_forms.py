"""Forms of names: how a report writes an actor's name, and whom that names within a pile.

A form is what can be told from the name and the report alone. Its reading also asks the pile for
two things: what most reports take the name for, and what its letters are spelled out as.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from whence.linking.gazetteer import Entry, Gazetteer
from whence.linking.lexicon import word_set
from whence.linking.naming import (
    PersonName,
    body_words,
    fold,
    is_acronym,
    is_name,
    is_plain_name,
    person_name,
)
from whence.records.extraction import EntityType

PERSON, PLACE, BODY = "person", "place", "body"
LEAST_VOTES = 2  # reports that must name it before the pile's view of its kind counts
CLEAR_VOTE = 0.75
REMEMBERED = 65_536  # names read: a large ledger asks for those of many stories

_ADDRESSES = word_set("addresses")
_GOVERNMENT = re.compile(r"(?:['’]s)? [Gg]overnment$")
_SMALL = word_set("small")
_COMMON = word_set("common_bodies")
_TITLES = word_set("titles")
# Types the network gives names it cannot place, which others' word overrules.
_WEAK = (EntityType.EVENT, EntityType.OTHER)
_KINDS = {EntityType.PERSON: PERSON, EntityType.PLACE: PLACE}
_AS_PERSON = ("people", "groups")


def kind_of(entity_type: EntityType) -> str:
    """Return person, place or body: what an extraction takes a name for."""
    return _KINDS.get(entity_type, BODY)


@dataclass(frozen=True, slots=True)
class Form:
    """A name as it is written, accents, case and titles aside.

    `kind` is what its report takes it for, `words` are its words, `letters` those of an acronym.
    `as_person` and `as_other` are the gazetteer's entries ("section:name") it stands for if it is
    a person's name and if it is not, "" for none.
    """

    kind: str
    words: str
    letters: str = ""
    as_person: str = ""
    as_other: str = ""

    @property
    def key(self) -> str:
        """Return the form in one line."""
        return "|".join((self.kind, self.words, self.letters, self.as_person, self.as_other))

    @staticmethod
    def of_key(key: str) -> Form:
        """Return the form that `key` stands for."""
        return Form(*key.split("|"))


@dataclass(frozen=True, slots=True)
class Reading:
    """Whom a form names: forms of one `key` are one name.

    `known` is the gazetteer's entry, `person` the parts of a person's name, `words` those of a body
    or place (states in place of their people's names), `letters` its acronym where the pile does
    not spell it out.
    """

    kind: str
    key: str
    known: Entry | None = None
    person: PersonName | None = None
    words: frozenset[str] = frozenset()
    letters: str = ""

    @property
    def told(self) -> bool:
        """Whether the name tells who it is by itself: known, full, of one body or place."""
        return bool(self.known or (self.person.full if self.person else self.words - _COMMON))

    @property
    def common(self) -> bool:
        """Whether it is a name many bodies have, as “Parliament” or “the Army”."""
        return bool(self.words) and not self.told


class Forms:
    """Reads names with a gazetteer; what is read once is remembered for a while."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._entries = {_entry_key(listed.entry): listed.entry for listed in gazetteer.listed()}
        self._forms: dict[tuple[str, EntityType], Form | None] = {}
        self._plain = lru_cache(maxsize=REMEMBERED)(self._read_plainly)
        self._state = lru_cache(maxsize=REMEMBERED)(self._state_named)
        self.state_words = gazetteer.state_words()

    def of(self, name: str, entity_type: EntityType) -> Form | None:
        """Return the form of a name an extraction takes for this type, None where it is no name."""
        asked = (name, entity_type)
        if asked not in self._forms:
            if len(self._forms) >= REMEMBERED:
                self._forms.clear()
            self._forms[asked] = self._form(name, entity_type)
        return self._forms[asked]

    def _form(self, name: str, entity_type: EntityType) -> Form | None:
        if not is_name(name):
            return None
        words = fold(name)
        kind = PERSON if _is_addressed(words) else kind_of(entity_type)
        if kind == PERSON:
            words = _without_titles(words)
        return Form(
            kind=kind,
            words=" ".join(words),
            letters=bare(name) if is_acronym(name) else "",
            as_person=self._known(name, as_person=True),
            as_other=self._known(name, as_person=False),
        )

    def _known(self, name: str, *, as_person: bool) -> str:
        """Return the entry for a name; for one taken for a person only a sure one."""
        state = _GOVERNMENT.sub("", name)  # the government speaks for its state, as its seat does
        entry = self._gazetteer.state(state, capitals=False) or self._gazetteer.find(name)
        if entry is None:
            return ""
        sure = entry.section != "states" and (len(fold(name)) > 1 or is_acronym(name))
        if as_person and entry.section not in _AS_PERSON and not sure:
            return ""
        return _entry_key(entry)

    def read(self, form: Form, vote: str, spelled: frozenset[str]) -> Reading | None:
        """Return whom a form names, None where it names nobody.

        `vote` is what the pile takes the name for, "" where it does not say; `spelled` are the
        names its letters are spelled out as.
        """
        kind = vote or (BODY if _is_no_person(form, spelled) else form.kind)
        if entry := self._entries.get(form.as_person if kind == PERSON else form.as_other):
            return Reading(_kind_of_entry(entry), f"known:{_entry_key(entry)}", known=entry)
        if kind == PERSON:
            person = person_name(form.words)
            if person is None:
                return None
            parts = (person.given, *person.middle, person.family)
            return Reading(kind, f"person:{' '.join(p for p in parts if p)}", person=person)
        name = min(spelled) if form.letters and len(spelled) == 1 else form.words
        words = frozenset(w for word in body_words(name) for w in self._state(word))
        if not words:
            return None
        letters = form.letters.lower() if not spelled else ""
        return Reading(kind, f"{kind}:{' '.join(sorted(words))}", words=words, letters=letters)

    def of_key(self, key: str) -> Reading:
        """Return what the key of a name tells of it."""
        kind, told = key.split(":", 1)
        if kind != "known":
            return reading_of_key(key)
        entry = self._entries[told]
        return Reading(_kind_of_entry(entry), key, known=entry)

    def plain(self, key: str) -> tuple[str, int]:
        """Return what a form names without asking the pile, and what it tells as company.

        Company is 2 for a name that tells who it is, 1 for a state, place or world body, which
        many reports name, 0 for a name that does not tell.
        """
        return self._plain(key)

    def _read_plainly(self, key: str) -> tuple[str, int]:
        kind, words, letters, as_person, _ = key.split("|")
        if kind == PERSON and not (letters or as_person) and is_plain_name(words):
            # Most names by far, and what would come out below.
            return (f"{PERSON}:{words}", 2) if " " in words else (key, 0)
        reading = self.read(Form.of_key(key), "", frozenset())
        if reading is None or not reading.told:
            return key, 0
        often = reading.known and reading.known.section in ("states", "places", "bodies")
        return reading.key, 1 if often else 2

    def company(self, forms: tuple[str, ...]) -> Mapping[str, int]:
        """Return whom a report names that tells anything as company, and how much.

        `forms` are those of all it names.
        """
        plain = map(self._plain, filter(None, forms))
        return {name: weight for name, weight in plain if weight}

    def is_capital(self, name: str) -> bool:
        """Say whether a name is that of a state's capital and not of the state."""
        return self._gazetteer.state(name) != self._gazetteer.state(name, capitals=False)

    def _state_named(self, word: str) -> tuple[str, ...]:
        """Return the words of the state that a word names, itself where it names none."""
        entry = self._gazetteer.state(word, capitals=False)
        return fold(entry.name) if entry else (word,)


@lru_cache(maxsize=4)
def forms_of(gazetteer: Gazetteer) -> Forms:
    """Return what reads names with this gazetteer."""
    return Forms(gazetteer)


@lru_cache(maxsize=REMEMBERED)
def reading_of_key(key: str) -> Reading:
    """Return what the key of a name that is not in the gazetteer tells of it."""
    kind, told = key.split(":", 1)
    if kind == PERSON:
        return Reading(kind, key, person=person_name(told))
    return Reading(kind, key, words=frozenset(told.split()))


def is_known(key: str) -> bool:
    """Say whether the key of a name is that of an entry of the gazetteer."""
    return key.startswith("known:")


def votes_of(form: Form, entity_type: EntityType) -> list[tuple[str, str]]:
    """Return for which words a name in a report speaks, and what it says of them.

    Who bears a family name speaks for it where it stands alone.
    """
    if entity_type in _WEAK:
        return []
    kind = kind_of(entity_type)
    told = [(form.words, kind)]
    person = person_name(form.words) if kind == PERSON else None
    if person and person.full:
        told.append((person.family, kind))
    return told


def vote_of(counts: Mapping[str, int]) -> str:
    """Return what most reports take a name for, "" where too few do or they do not agree."""
    if not counts:
        return ""
    kind, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
    total = sum(counts.values())
    return kind if total >= LEAST_VOTES and most >= CLEAR_VOTE * total else ""


def bare(acronym: str) -> str:
    """Return an acronym without points and without the s of its plural ("PMUs")."""
    plain = acronym.strip().replace(".", "")
    return plain[:-1] if plain.endswith("s") and plain[:-1].isupper() else plain


def _entry_key(entry: Entry) -> str:
    return f"{entry.section}:{entry.name}"


def _kind_of_entry(entry: Entry) -> str:
    return {"states": PLACE, "places": PLACE, "people": PERSON}.get(entry.section, BODY)


def _is_no_person(form: Form, spelled: frozenset[str]) -> bool:
    if form.kind != PERSON or not form.letters:
        return False
    return bool(spelled) or not re.search("[AEIOU]", form.letters)


def _is_addressed(words: tuple[str, ...]) -> bool:
    """Say whether a name is a person's by how it begins ("President Voss", "Mr Voss")."""
    return 2 <= len(words) <= 4 and words[0] in _ADDRESSES and not _SMALL.intersection(words)


def _without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a person's name without the titles it begins with, whole where nothing is left."""
    kept = words
    while kept and kept[0] in _TITLES:
        kept = kept[1:]
    return kept or words
