"""Names of one report joined into entities, by rules a reader can check.

Names join by equal words, by tables of names that mean the same, by an acronym (in brackets after
the name, or equal to its initials), by a surname, and by a shorter form of a longer name of the
same type. Where two longer names fit, the one mentioned more often before wins; bodies and places
then stay apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from whence.extraction.lexicon import word_sets
from whence.extraction.names import Name
from whence.records.extraction import Entity, EntityType, Mention
from whence.records.span import Span

_WORDS = re.compile(r"[\w&]+(?:['’.-]\w+)*")
_BODIES = frozenset({EntityType.ORGANIZATION, EntityType.GROUP})
_LOCATES = re.compile(
    r"\b(?:in|at|near|from|outside|around|across|of|to|into|inside|through|west|east|north|south|over)"
    r"(?: the)?(?: (?:\w+ )?(?:city|capital|capital,)(?: of)?)? $|capital,? $",
    re.I,
)
_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "a", "an", "de", "la", "&", "to"])
_MAX_ALIASES = 12
_TITLE = re.compile(r"\b(Mr|Mrs|Ms|Miss)\.? $")
_PRONOUN = re.compile(r"[^.;:!?\n“”\"A-Z]*?\b(he|his|himself|she|hers|herself)\b")
_TITLE_REACH, _PRONOUN_REACH, _GENDER_READ = 6, 80, 40
_LEAST_VOTES, _CLEARLY = 2, 3
"""A bare name's gender is told by so many votes, and so many times the other's."""
_Words = tuple[str, ...]


@dataclass(slots=True)
class _Group:
    """All mentions written with the same words; `acts`: a capital that stands for its state."""

    words: _Words
    type: EntityType
    acts: bool = False
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
    _join_bracketed(text, names, groups, parent)
    _join_initials(groups, parent)
    _join_persons(text, names, groups, parent)
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
    groups: dict[tuple[str, bool], _Group] = {}
    for index, name in enumerate(names):
        words = fold(name.span.of(text)) or (name.span.of(text),)
        acts = " ".join(words) in _pairs("seats") and _acts_as_state(text, name.span)
        group = groups.setdefault(("".join(words), acts), _Group(words, name.type, acts))
        group.mentions.append(index)
        group.votes[name.type] += 1
    for group in groups.values():
        group.type = _known_type(group) or group.votes.most_common(1)[0][0]
    return list(groups.values())


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
        state = seat_of(" ".join(group.words)) if group.acts else None
        if state is not None and state in states:
            _join(parent, states[state], index)


def _join_bracketed(
    text: str, names: Sequence[Name], groups: list[_Group], parent: list[int]
) -> None:
    group_of = {m: i for i, group in enumerate(groups) for m in group.mentions}
    for index in range(len(names) - 1):
        left, right = names[index].span, names[index + 1].span
        between = text[left.end : right.start]
        if len(between) > 4 or between.strip(" \"“‘'") != "(":
            continue
        if not text[right.end : right.end + 2].lstrip("\"”’'").startswith(")"):
            continue
        shorter, longer = sorted((right.of(text), left.of(text)), key=len)
        if " " not in shorter and shorter[:2].isupper() and len(longer) > len(shorter):
            _join(parent, group_of[index], group_of[index + 1])


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


def _join_persons(
    text: str, names: Sequence[Name], groups: list[_Group], parent: list[int]
) -> None:
    """Join a person's shorter names to the full one: by surname first, else by first name.

    A full name of the other gender than the pronouns and titles around the bare surname never
    fits: "Trump said he" is not Melania Trump.
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
            fitting = _of_one_gender(text, names, groups, fitting, index)
        else:
            fitting = [i for i in full[words[-1]] if _same_person(groups[i].words, words)]
        if best := _most_likely(groups, fitting, index):
            _join(parent, best[0], index)


def _of_one_gender(
    text: str, names: Sequence[Name], groups: list[_Group], fitting: Sequence[int], index: int
) -> list[int]:
    """Return those of `fitting` whose first name is not of the other gender than the bare one."""
    known = {i: given_gender(groups[i].words[0]) for i in fitting}
    if all(gender is None for gender in known.values()):
        return list(fitting)
    bare = _spoken_gender(text, [names[m].span for m in groups[index].mentions[:_GENDER_READ]])
    return [i for i in fitting if bare is None or known[i] in (None, bare)]


def given_gender(name: str) -> str | None:
    """Return "female" or "male" for a lower-case first name that is known as one of them only."""
    lists = word_sets("people")
    is_female, is_male = name in lists["female_names"], name in lists["male_names"]
    if is_female == is_male:
        return None
    return "female" if is_female else "male"


def _spoken_gender(text: str, mentions: Sequence[Span]) -> str | None:
    """Return the gender that titles before a name and pronouns right behind it clearly tell.

    "Him" and "her" tell nothing: behind a subject they mean somebody else.
    """
    votes: Counter[str] = Counter()
    for span in mentions:
        if title := _TITLE.search(text, max(0, span.start - _TITLE_REACH), span.start):
            votes["male" if title.group(1) == "Mr" else "female"] += 2
        if pronoun := _PRONOUN.match(text, span.end, span.end + _PRONOUN_REACH):
            votes[
                "male"
                if pronoun.group(1).startswith("hi") or pronoun.group(1) == "he"
                else "female"
            ] += 1
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < _LEAST_VOTES:
        return None
    clear = len(ranked) == 1 or ranked[0][1] >= _CLEARLY * ranked[1][1]
    return ranked[0][0] if clear else None


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
    elif len(words) > 2:
        forms.add(words[-2:])
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
