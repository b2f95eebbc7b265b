"""Names of one report joined into entities, by rules a reader can check.

Names join by equal words, by tables of names that mean the same, by an acronym (in brackets after
the name, or equal to its initials), where the text says so ("also known as"), by a surname, and by
a shorter form of a longer name of the same type. Where two longer names fit, the one mentioned more
often before wins; bodies and places then stay apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from whence.extraction.gender import (
    Gender,
    gender_of,
    genders_by_pronouns,
    hints_of,
    words_around,
)
from whence.extraction.lexicon import word_sets
from whence.extraction.names import Name
from whence.extraction.other_names import other_names
from whence.records.extraction import Entity, EntityType, Mention
from whence.records.span import Span

_WORDS = re.compile(r"[\w&]+(?:['’.-]\w+)*")
_BODIES = frozenset({EntityType.ORGANIZATION, EntityType.GROUP})
_LOCATES = re.compile(
    r"\b(?:in|at|near|from|outside|around|across|of|to|into|inside|through|west|east|north|south|over)"
    r"(?: the)?(?: (?:\w+ )?(?:city|capital|capital,)(?: of)?)? $|capital,? $",
    re.I,
)
_MRS = re.compile(r"\b(?:Mrs|Ms|Miss|[Ff]irst [Ll]ady)\.? $")
_SIDES = frozenset(["north", "south", "east", "west"])
_UNKNOWN_USES = 3  # of a family name before a bearer is named in full, who is not meant then
_HONORIFICS = frozenset(["mr", "mrs", "ms", "miss", "sir", "lady"])
_ACTS = "acts"  # a capital that stands for its state
_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "a", "an", "de", "la", "&", "to"])
_MAX_ALIASES = 12
_Words = tuple[str, ...]


@dataclass(slots=True)
class _Group:
    """All mentions written with the same words; `sort` tells those apart that mean two things."""

    words: _Words
    type: EntityType
    sort: str = ""
    mentions: list[int] = field(default_factory=list)
    votes: Counter[EntityType] = field(default_factory=Counter)


def join_names(text: str, names: Sequence[Name]) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Return one mention per name, each with its entity, and the entities in text order.

    `names` are sorted by span. Entity ids are `e1`, `e2`, ... by first mention; an entity's name
    is its fullest, its aliases the other ways it is written.
    """
    groups = _by_words(text, names)
    parent = list(range(len(groups)))
    _join_table(groups, parent)
    _join_seats(groups, parent)
    _join_told(text, names, groups, parent)
    _join_initials(groups, parent)
    _join_persons(groups, _tell_persons(text, names, groups), parent)
    _join_shorter(groups, parent)
    return _build(text, names, groups, parent)


def fold(name: str) -> _Words:
    """Return the words of a name for comparing: lower case, no accents, dots or possessives."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = [w.replace(".", "").removesuffix("'s").replace("'", "") for w in _WORDS.findall(plain)]
    return tuple(words[1:] if len(words) > 1 and words[0] == "the" else words)


def seat_of(name: str) -> str | None:
    """Return the state that the capital `name` may stand for, lower case, or None."""
    return _pairs("seats").get(" ".join(fold(name)))


def same_names(name: str) -> frozenset[str]:
    """Return the other names the table knows for `name`, lower case; empty if it knows none."""
    return _table().get(" ".join(fold(name)), frozenset())


@cache
def _pairs(which: str) -> dict[str, str]:
    entries = (entry.split("=") for entry in word_sets("aliases")[which])
    return {" ".join(fold(left)): right.strip() for left, right in entries}


@cache
def _table() -> dict[str, frozenset[str]]:
    table = {}
    for entry in word_sets("aliases")["same"]:
        names = frozenset(" ".join(fold(name)) for name in entry.split("="))
        table.update(dict.fromkeys(names, names))
    return table


def _by_words(text: str, names: Sequence[Name]) -> list[_Group]:
    groups: dict[tuple[str, str], _Group] = {}
    for index, name in enumerate(names):
        words = fold(name.span.of(text)) or (name.span.of(text),)
        sort = _sort(text, name, words)
        group = groups.setdefault(("".join(words), sort), _Group(words, name.type, sort))
        group.mentions.append(index)
        group.votes[name.type] += 1
    for group in groups.values():
        group.type = _known_type(group) or group.votes.most_common(1)[0][0]
    return list(groups.values())


def _sort(text: str, name: Name, words: _Words) -> str:
    """Return what tells a name from the same words elsewhere: a capital acting, "Mrs. Bell"."""
    if name.type is EntityType.PERSON:
        return (
            "woman"
            if len(words) == 1 and _MRS.search(text, max(0, name.span.start - 12), name.span.start)
            else ""
        )
    acts = " ".join(words) in _pairs("seats") and _acts_as_state(text, name.span)
    return _ACTS if acts else ""


def _known_type(group: _Group) -> EntityType | None:
    """Return the type of names the tables know, whatever the network took them for."""
    name = " ".join(group.words)
    if name in _states() or (group.words[-1] in _states() and "of" in group.words[1:-1]):
        return EntityType.PLACE
    if name in _pairs("seats"):
        return EntityType.PLACE
    if name in _table():
        return EntityType.ORGANIZATION
    is_outlet = len(group.words) == 1 and name in word_sets("roles")["outlet_names"]
    return EntityType.ORGANIZATION if is_outlet and len(name) > 2 else None


@cache
def _states() -> frozenset[str]:
    states = {" ".join(fold(state)) for state in _pairs("seats").values()}
    return frozenset(states.union(*(same_names(state) for state in states)))


def _find(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _join(parent: list[int], a: int, b: int) -> None:
    low, high = sorted((_find(parent, a), _find(parent, b)))
    parent[high] = low


def _join_table(groups: list[_Group], parent: list[int]) -> None:
    first: dict[frozenset[str], int] = {}
    for index, group in enumerate(groups):
        if group.type is EntityType.PERSON:
            continue
        names = _table().get(" ".join(group.words))
        if names is not None:
            _join(parent, first.setdefault(names, index), index)


def _acts_as_state(text: str, span: Span) -> bool:
    """Say whether a capital's name stands for its state: no place word before, no dateline."""
    before = text[max(0, span.start - 24) : span.start]
    if before.rstrip(" ").endswith(",") or span.of(text).isupper() or _LOCATES.search(before):
        return False
    after = text[span.end : span.end + 3]
    return after[:1] in ("'", "’") or not after.startswith((",", " (", "-"))


def _join_seats(groups: list[_Group], parent: list[int]) -> None:
    states: dict[str, int] = {}
    for index, group in enumerate(groups):
        if group.type is not EntityType.PERSON:
            for name in same_names(" ".join(group.words)) or {" ".join(group.words)}:
                states.setdefault(name, index)
    for index, group in enumerate(groups):
        state = seat_of(" ".join(group.words)) if group.sort == _ACTS else None
        if state is not None and state in states:
            _join(parent, states[state], index)


def _join_told(text: str, names: Sequence[Name], groups: list[_Group], parent: list[int]) -> None:
    group_of = {m: i for i, group in enumerate(groups) for m in group.mentions}
    for one, two in other_names(text, names, lambda name: _initials(fold(name) or (name,))):
        _join(parent, group_of[one], group_of[two])


def _initials(words: _Words) -> set[str]:
    large = "".join(w[0] for w in words if w not in _SMALL and w)
    found = {"".join(w[0] for w in words if w), large}
    if words[0] in word_sets("aliases")["demonyms"]:
        found.add(large[1:])
    return found


def _join_initials(groups: list[_Group], parent: list[int]) -> None:
    by_initials: dict[str, set[int]] = defaultdict(set)
    for index, group in enumerate(groups):
        if len(group.words) > 1 and group.type is not EntityType.PERSON:
            for letters in _initials(group.words):
                by_initials[letters].add(_find(parent, index))
    for index, group in enumerate(groups):
        word = group.words[-1].removesuffix("s")
        bare = len(group.words) == 1 or group.words[0] in word_sets("aliases")["demonyms"]
        if len(group.words) > 2 or not bare or not 2 <= len(word) <= 7:
            continue
        fitting = by_initials.get(group.words[-1]) or by_initials.get(word) or set()
        if len(fitting) == 1 and len(word) > 2 and group.type is not EntityType.PERSON:
            _join(parent, index, next(iter(fitting)))


@dataclass(frozen=True, slots=True)
class _Told:
    """What the text tells of a person beside the name."""

    gender: Gender
    offices: frozenset[str]


def _tell_persons(text: str, names: Sequence[Name], groups: list[_Group]) -> list[_Told]:
    """Return what titles, given names and pronouns tell of each group, for persons."""
    persons = {
        m: i for i, g in enumerate(groups) if g.type is EntityType.PERSON for m in g.mentions
    }
    pronouns = genders_by_pronouns(text, ((names[m].span, persons[m]) for m in sorted(persons)))
    hints: dict[int, set[str]] = defaultdict(set)
    offices: dict[int, set[str]] = defaultdict(set)
    titles = word_sets("people")["titles"] - word_sets("people")["no_offices"]
    for mention, index in persons.items():
        before, aside = words_around(text, names[mention].span)
        alone = len(groups[index].words) == 1
        # "The woman Bell met": beside a name alone only what is part of it tells.
        hints[index] |= _HONORIFICS.intersection(before[-1:]) if alone else hints_of(before, aside)
        offices[index] |= titles.intersection(before[-1:] if alone else (*before, *aside))
    told = []
    for index, group in enumerate(groups):
        gender = gender_of(group.words, hints[index])
        gender = pronouns.get(index, gender) if gender is Gender.UNKNOWN else gender
        told.append(_Told(gender, frozenset(offices[index])))
    return told


def _join_persons(groups: list[_Group], told: Sequence[_Told], parent: list[int]) -> None:
    """Join a person's shorter names to the full one: by surname first, else by first name.

    Nobody of the other gender is meant ("Mr. Bell" is not Ada Bell, though no other is named), nor
    whoever is introduced late and without the office: President Bell's brother.
    """
    full: dict[str, list[int]] = defaultdict(list)
    given: dict[str, list[int]] = defaultdict(list)
    persons = [i for i, g in enumerate(groups) if g.type is EntityType.PERSON]
    for index in persons:
        if len(groups[index].words) > 1:
            full[groups[index].words[-1]].append(index)
            given[groups[index].words[0]].append(index)
    for index in persons:
        words = groups[index].words
        if len(words) == 1:
            fitting = full.get(words[0]) or given.get(words[0]) or []
            own = told[index].offices
            fitting = [
                i for i in fitting if not _is_late(groups[i], groups[index], own, told[i].offices)
            ]
        else:
            fitting = [i for i in full[words[-1]] if _same_person(groups[i].words, words)]
        fitting = _of_gender(fitting, told, told[index].gender)
        if best := _most_likely(groups, fitting, index):
            _join(parent, best[0], index)


def _of_gender(fitting: Sequence[int], told: Sequence[_Told], gender: Gender) -> list[int]:
    """Return those of a gender, if none is known to be then those it may be; all of unknown."""
    known = [i for i in fitting if gender is not Gender.UNKNOWN and told[i].gender is gender]
    return known or [i for i in fitting if not told[i].gender.clashes(gender)]


def _is_late(full: _Group, alone: _Group, offices: frozenset[str], others: frozenset[str]) -> bool:
    """Say whether the name alone was in use, with an office, before one without was named."""
    used = sum(m < full.mentions[0] for m in alone.mentions[:50])
    return used >= _UNKNOWN_USES and bool(offices) and not offices & others


def _same_person(longer: _Words, shorter: _Words) -> bool:
    if len(longer) <= len(shorter):
        return False
    return longer[0] == shorter[0] or longer[-len(shorter) :] == shorter


def _most_likely(groups: list[_Group], fitting: Iterable[int], index: int) -> list[int]:
    begin = groups[index].mentions[0]
    ranked = sorted(
        (i for i in fitting if i != index),
        key=lambda i: (-sum(m < begin for m in groups[i].mentions[:50]), groups[i].mentions[0]),
    )
    return ranked[:1]


def _join_shorter(groups: list[_Group], parent: list[int]) -> None:
    """Join the shorter form of a body's or place's name to the one longer form that fits."""
    by_short: dict[tuple[bool, _Words], set[int]] = defaultdict(set)
    for index, group in enumerate(groups):
        if group.type is EntityType.PERSON:
            continue
        for short in _short_forms(group):
            by_short[group.type in _BODIES, short].add(_find(parent, index))
    for index, group in enumerate(groups):
        if group.type is EntityType.PERSON:
            continue
        fitting = by_short.get((group.type in _BODIES, group.words), set())
        roots = {_find(parent, i) for i in fitting} - {_find(parent, index)}
        if len(roots) == 1:
            _join(parent, index, next(iter(roots)))


def _short_forms(group: _Group) -> set[_Words]:
    words = group.words
    lists = word_sets("aliases")
    forms: set[_Words] = set()
    if len(words) < 2 or len(words) > 10:
        return forms
    if words[-1] in lists["generic_endings"]:
        forms.add(words[:-1])
    if group.type is EntityType.PLACE and words[-1] in _states() and words[-2] == "of":
        forms.add(words[-1:])
    if group.type in _BODIES:
        forms |= {words[:size] for size in range(2, len(words)) if words[size - 1] not in _SMALL}
        forms |= {words[start:] for start in range(1, len(words) - 1)}
        if words[1] == "of":
            forms.add(words[:1])  # "the Academy", of Arts and Sciences
    elif len(words) > 2:
        forms.add(words[-2:])
    elif words[0] in _SIDES:
        forms.add(words[:1])  # "the North", of Harn
    ends_plainly = words[-1] in lists["never_short"] or words[-1] in lists["generic_endings"]
    if (group.type in _BODIES or len(words) > 2) and len(words[-1]) > 2 and not ends_plainly:
        forms.add(words[-1:])
    return forms


def _build(
    text: str, names: Sequence[Name], groups: list[_Group], parent: list[int]
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    members: dict[int, list[int]] = defaultdict(list)
    for index in range(len(groups)):
        members[_find(parent, index)].append(index)
    ordered = sorted(members.values(), key=lambda m: min(groups[i].mentions[0] for i in m))
    entity_of: dict[int, Entity] = {}
    entities = []
    for number, member in enumerate(ordered, 1):
        mention_ids = sorted(m for i in member for m in groups[i].mentions)
        kinds = Counter(groups[i].type for i in member for _ in groups[i].mentions)
        written = [names[m].span.of(text) for m in mention_ids]
        entity = _entity(f"e{number}", written, kinds.most_common(1)[0][0])
        entities.append(entity)
        entity_of.update(dict.fromkeys(mention_ids, entity))
    mentions = tuple(
        Mention(name.span, entity_of[i].type, entity_of[i].id, round(name.score, 3))
        for i, name in enumerate(names)
    )
    return mentions, tuple(entities)


def _entity(entity_id: str, names: list[str], kind: EntityType) -> Entity:
    written = Counter(" ".join(name.split()) for name in names)
    ranked = sorted(written, key=lambda w: _fullness(w, written[w], kind), reverse=True)
    aliases = tuple(w for w in ranked[1:] if w.casefold() != ranked[0].casefold())
    return Entity(entity_id, ranked[0], kind, aliases[:_MAX_ALIASES])


def _fullness(written: str, count: int, kind: EntityType) -> tuple[bool, int, bool, int, int]:
    words = len(written.split())
    shouted = written.isupper() and len(written) > 5
    known = kind is not EntityType.PERSON and bool(same_names(written))
    is_seat = kind is not EntityType.PERSON and seat_of(written) is not None
    return (known and not is_seat, min(words, 6), not shouted, -int(is_seat), count)
