"""Names known before anything is read: media with domains and owners, states, bodies, groups."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from whence.errors import SettingsError
from whence.linking.words import Word, plain_words, words_of
from whence.records.links import CitedKind

SHIPPED = "gazetteer.toml"
KEYS = 65_536  # of names, remembered
LONGEST_KEPT = 64  # letters of a name that is remembered
SHORT_ACRONYM = 4
ACTORS = ("states", "bodies", "groups")
SECTIONS = (
    *("agencies", "outlets", "broadcasters", "social"),
    *("bodies", "groups", "people", "places", "states"),
)
SPOKEN = ("agencies", "broadcasters")  # media that are better known by their letters
MEDIA_KINDS = {
    "agencies": CitedKind.AGENCY,
    "outlets": CitedKind.OUTLET,
    "broadcasters": CitedKind.BROADCAST,
    "social": CitedKind.SOCIAL,
}


_IN_LETTERS = re.compile(r"\(([A-Z]{2,6})\)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One known name. `section` is the part of the file it stands in."""

    name: str
    section: str
    owner: str | None = None

    acronym: str | None = None

    @property
    def label(self) -> str:
        """Return the name with its acronym in brackets, as "Press Association (PA)"."""
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def label_of(self, written: str) -> str:
        """Return the label; with the words of the text where it has none of them.

        What is told a programme says so: "BBC (Today at Noon)".
        """
        letters = _IN_LETTERS.search(written)
        if letters and letters[1] not in self.label and letters[1] != self.name.upper():
            return f"{self.name} ({letters[1]})"
        shared = set(plain_words(written)) & set(plain_words(self.label))
        return self.label if shared else f"{self.name} ({written})"

    @property
    def cited_kind(self) -> CitedKind | None:
        """Return what sort of credit naming it is, None where it is no medium."""
        return MEDIA_KINDS.get(self.section)


@dataclass(slots=True)
class Listed:
    """An entry with all its other names and its domains, to be shown."""

    entry: Entry
    names: list[str] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """A known name in a run of words: `words[first:last]` name `entry`."""

    first: int
    last: int
    entry: Entry


class Gazetteer:
    """Look-ups over gazetteer files, the first before the next; `gazetteer.toml` tells the form."""

    def __init__(self, files: Sequence[dict[str, dict[str, Any]]]) -> None:
        self._names: dict[tuple[str, ...], Entry] = {}
        self._cased: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._domains: dict[str, Entry] = {}
        self._written: set[str] = set()
        self._people: dict[tuple[str, ...], Entry] = {}
        self._capitals: dict[tuple[str, ...], Entry] = {}
        self._listed: dict[tuple[str, str], Listed] = {}
        told = [
            (section, name, value if isinstance(value, dict) else {"aliases": value})
            for sections in files
            for section, entries in sections.items()
            for name, value in entries.items()
        ]
        # An entry of the user's that says nothing of its owner leaves what the shipped file says.
        owners: dict[tuple[str, tuple[str, ...]], str] = {}
        for section, name, table in told:
            if "owner" in table:
                owners.setdefault((section, _key(name)), table["owner"])
        for section, name, table in told:
            self._add(section, name, table, owners.get((section, _key(name))) or None)
        for listed in self._cased.values():
            listed.sort(key=lambda item: -len(item[0]))

    def _add(self, section: str, name: str, value: dict[str, Any], owner: str | None) -> None:
        aliases = value.get("aliases", ())
        acronyms = [a for a in aliases if section in SPOKEN and _is_acronym(name, a)]
        entry = Entry(name, section, owner, acronyms[0] if acronyms else None)
        if known := self._names.get(_key(name)):
            entry = known  # the user's file adds to an entry of its own
        also = [value["capital"]] if "capital" in value else []
        names = (*aliases, *value.get("people", ()), *also, *value.get("also", ()))
        listed = self._listed.setdefault((entry.section, entry.name), Listed(entry))
        listed.names.extend(n for n in names if n not in listed.names)
        listed.domains.extend(d for d in value.get("domains", ()) if d not in listed.domains)
        for form in (name, *aliases):
            self._names.setdefault(_key(form), entry)
            self._written.add(_bare(form))
            self._index(form, entry)
        for form in value.get("people", ()):
            self._people.setdefault(_key(form), entry)
        for form in (value.get("capital"), *value.get("also", ())):
            if form:
                self._capitals.setdefault(_key(form), entry)
        for domain in value.get("domains", ()):
            self._domains.setdefault(domain.lower(), entry)

    def _index(self, form: str, entry: Entry) -> None:
        words = tuple(w.text for w in words_of(form))
        if words and entry.cited_kind is not None:
            self._cased.setdefault(_first_key(words), []).append((words, entry))

    def listed(self) -> tuple[Listed, ...]:
        """Return all entries, in the order of the file's sections and then by name."""
        order = {section: place for place, section in enumerate(SECTIONS)}
        return tuple(
            self._listed[key] for key in sorted(self._listed, key=lambda k: (order[k[0]], k[1]))
        )

    def state_words(self) -> frozenset[str]:
        """Return the lower-case words of the states' names."""
        states = [e.name for e in self._names.values() if e.section == "states"]
        return frozenset(word for name in states for word in plain_words(name))

    def find(self, name: str) -> Entry | None:
        """Return the entry a whole name stands for, with or without a leading "the".

        "Press Association (PA)" is the Press Association where PA is.
        """
        full, opened, letters = name.strip().removesuffix(")").rpartition(" (")
        if opened and name.strip().endswith(")"):
            entry = self.find(full)
            return entry if entry is not None and entry == self.find(letters) else None
        entry = self._names.get(_key(name))
        if entry is None or not _is_short(name):
            return entry
        return entry if _bare(name) in self._written else None

    def state(self, word: str, *, capitals: bool = True) -> Entry | None:
        """Return the state a name, a demonym ("Afghan") or a capital points to.

        A capital stands for its state as an actor, not as a place: `capitals` says whether.
        """
        key = _key(word)
        entry = self._names.get(key)
        if entry is None or entry.section != "states":
            entry = self._people.get(key) or (self._capitals.get(key) if capitals else None)
        return entry

    def actor(self, name: str) -> Entry | None:
        """Return the state, world body or group a name, capital or demonym points to."""
        entry = self.state(name) or self.find(name)
        return entry if entry and entry.section in ACTORS else None

    def outlet(self, publisher: str | None, url: str | None = None) -> Entry | None:
        """Return the medium behind a report's publisher (a name or a domain) or its URL."""
        for text in (publisher, urlsplit(url).hostname if url else None):
            if not text:
                continue
            if entry := self._by_domain(text.lower()):
                return entry
            entry = self.find(text)
            if entry and entry.cited_kind:
                return entry
        return None

    def _by_domain(self, host: str) -> Entry | None:
        parts = host.split(".")
        for start in range(len(parts) - 1):
            if entry := self._domains.get(".".join(parts[start:])):
                return entry
        return None

    def media_in(self, words: Sequence[Word]) -> Iterator[Found]:
        """Yield the media named in a run of words, longest name first, none overlapping."""
        at = 0
        while at < len(words):
            found = self._match(words, at)
            if found:
                yield found
                at = found.last
            else:
                at += 1

    def _match(self, words: Sequence[Word], at: int) -> Found | None:
        for forms, entry in self._cased.get(_first_key([w.text for w in words[at : at + 2]]), ()):
            stretch = words[at : at + len(forms)]
            if len(stretch) == len(forms) and all(map(_same_word, forms, stretch)):
                return Found(at, at + len(forms), entry)
        return None


def _first_key(words: Sequence[str]) -> str:
    """Return what names are looked up by: their first word, the second too behind "the"."""
    first = words[0].lower()
    return f"the {words[1].lower()}" if first == "the" and len(words) > 1 else first


def _same_word(form: str, word: Word) -> bool:
    if form.lower() == "the":
        return word.text.lower() == "the"
    if form.isupper() or form.islower():
        return word.text == form
    if not form[0].isupper():
        return word.text == form
    return word.text.lower() == form.lower() and word.text[0].isupper()


def _key(name: str) -> tuple[str, ...]:
    return _kept_key(name) if len(name) <= LONGEST_KEPT else _key_of(name)


def _key_of(name: str) -> tuple[str, ...]:
    words = plain_words(name)
    return words[1:] if len(words) > 1 and words[0] == "the" else words


# The names of a story are looked up again for every statement that holds them.
_kept_key = lru_cache(maxsize=KEYS)(_key_of)


def _is_acronym(name: str, alias: str) -> bool:
    return alias.isupper() and 2 <= len(alias) <= 5 and len(name) > len(alias) + 2


def _bare(name: str) -> str:
    return name.strip().removeprefix("the ").removeprefix("The ")


def _is_short(name: str) -> bool:
    return len("".join(plain_words(name))) <= SHORT_ACRONYM


@lru_cache(maxsize=4)
def load_gazetteer(path: str = "") -> Gazetteer:
    """Return the shipped gazetteer with the user's file at `path` laid over it, where there is one.

    A name of the user's file belongs to the user's entry, whatever the shipped file says of it.
    Raises `SettingsError` when the file cannot be read or is not TOML of the known sections.
    """
    shipped = _read(SHIPPED, shipped_text())
    if not path:
        return Gazetteer([shipped])
    try:
        return Gazetteer([_read(path, Path(path).read_text("utf8")), shipped])
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(error, path) from error


def shipped_text() -> str:
    """Return the shipped gazetteer as it is written, for a user to copy."""
    return resources.files("whence.linking").joinpath(SHIPPED).read_text("utf8")


def _read(where: str, text: str) -> dict[str, dict[str, Any]]:
    try:
        return _checked(tomllib.loads(text), where)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(error, where) from error


def _unreadable(error: Exception, where: str) -> SettingsError:
    return SettingsError(
        f"the gazetteer cannot be read: {error}", where=where, remedy="mend or remove the file"
    )


def _checked(sections: dict[str, Any], where: str) -> dict[str, dict[str, Any]]:
    if unknown := sorted(set(sections) - set(SECTIONS)):
        raise SettingsError(
            f"unknown gazetteer section {', '.join(unknown)}",
            where=where,
            remedy=f"choose from {', '.join(sorted(SECTIONS))}",
        )
    for section, entries in sections.items():
        for name, value in entries.items() if isinstance(entries, dict) else [(section, None)]:
            if not _is_entry(value):
                raise SettingsError(
                    f"[{section}] {name} is not a list of names, or a table of them",
                    where=where,
                    remedy='write "Name" = ["other name"], or see the head of the shipped file',
                )
    return sections


def _is_entry(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(name, str) for name in value)
    return isinstance(value, dict) and all(
        isinstance(part, str) if key in ("owner", "capital") else _is_entry(part)
        for key, part in value.items()
    )
