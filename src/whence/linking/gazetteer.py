"""Names known before anything is read: media with domains and owners, states, bodies, groups."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from whence.errors import SettingsError
from whence.linking.words import Word, plain_words, words_of
from whence.records.links import CitedKind

SHIPPED = "gazetteer.toml"
SHORT_ACRONYM = 4
ACTORS = ("states", "bodies", "groups")
SPOKEN = ("agencies", "broadcasters")  # media that are better known by their letters
MEDIA_KINDS = {
    "agencies": CitedKind.AGENCY,
    "outlets": CitedKind.OUTLET,
    "broadcasters": CitedKind.BROADCAST,
    "social": CitedKind.SOCIAL,
}


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

    @property
    def cited_kind(self) -> CitedKind | None:
        """Return what sort of credit naming it is, None where it is no medium."""
        return MEDIA_KINDS.get(self.section)


@dataclass(frozen=True, slots=True)
class Found:
    """A known name in a run of words: `words[first:last]` name `entry`."""

    first: int
    last: int
    entry: Entry


class Gazetteer:
    """Look-ups over the gazetteer file; see `gazetteer.toml` for its form."""

    def __init__(self, sections: dict[str, dict[str, Any]]) -> None:
        self._names: dict[tuple[str, ...], Entry] = {}
        self._cased: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._domains: dict[str, Entry] = {}
        self._written: set[str] = set()
        self._people: dict[tuple[str, ...], Entry] = {}
        self._capitals: dict[tuple[str, ...], Entry] = {}
        for section, entries in sections.items():
            for name, value in entries.items():
                self._add(section, name, value if isinstance(value, dict) else {"aliases": value})
        for listed in self._cased.values():
            listed.sort(key=lambda item: -len(item[0]))

    def _add(self, section: str, name: str, value: dict[str, Any]) -> None:
        aliases = value.get("aliases", ())
        acronyms = [a for a in aliases if section in SPOKEN and _is_acronym(name, a)]
        entry = Entry(name, section, value.get("owner"), acronyms[0] if acronyms else None)
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
            self._cased.setdefault(words[0].lower(), []).append((words, entry))

    def find(self, name: str) -> Entry | None:
        """Return the entry a whole name stands for, with or without a leading "the"."""
        entry = self._names.get(_key(name))
        if entry is None or not _is_short(name):
            return entry
        return entry if _bare(name) in self._written else None

    def state(self, word: str, *, capitals: bool = True) -> Entry | None:
        """Return the state a name, a demonym ("Afghan") or a capital points to.

        A capital stands for its state as an actor, not as a place: `capitals` says whether.
        """
        key = _key(word)
        entry = self._names.get(key) or self._people.get(key)
        if entry is None and capitals:
            entry = self._capitals.get(key)
        return entry if entry and entry.section == "states" else None

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
        for forms, entry in self._cased.get(words[at].text.lower(), ()):
            stretch = words[at : at + len(forms)]
            if len(stretch) == len(forms) and all(map(_same_word, forms, stretch)):
                return Found(at, at + len(forms), entry)
        return None


def _same_word(form: str, word: Word) -> bool:
    if form.lower() == "the":
        return word.text.lower() == "the"
    if form.isupper() or form.islower():
        return word.text == form
    return word.text.lower() == form.lower() and word.text[0].isupper()


def _key(name: str) -> tuple[str, ...]:
    words = plain_words(name)
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _is_acronym(name: str, alias: str) -> bool:
    return alias.isupper() and 2 <= len(alias) <= 5 and len(name) > len(alias) + 2


def _bare(name: str) -> str:
    return name.strip().removeprefix("the ").removeprefix("The ")


def _is_short(name: str) -> bool:
    return len("".join(plain_words(name))) <= SHORT_ACRONYM


@lru_cache(maxsize=4)
def load_gazetteer(path: str = "") -> Gazetteer:
    """Return the gazetteer at `path`, or the shipped one where that is empty.

    Raises `SettingsError` when the file cannot be read or is not TOML of the known sections.
    """
    try:
        if path:
            return Gazetteer(_checked(tomllib.loads(Path(path).read_text("utf8")), path))
        shipped = resources.files("whence.linking").joinpath(SHIPPED).read_text("utf8")
        return Gazetteer(_checked(tomllib.loads(shipped), SHIPPED))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"the gazetteer cannot be read: {error}", where=path, remedy="mend or remove the file"
        ) from error


def _checked(sections: dict[str, Any], where: str) -> dict[str, dict[str, Any]]:
    known = {*MEDIA_KINDS, "bodies", "groups", "states"}
    if unknown := sorted(set(sections) - known):
        raise SettingsError(
            f"unknown gazetteer section {', '.join(unknown)}",
            where=where,
            remedy=f"choose from {', '.join(sorted(known))}",
        )
    return sections
