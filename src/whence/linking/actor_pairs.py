"""Which names are worth weighing: pairs found by index, never all against all.

A name stands in a few blocks; names that share one are weighed against each other. What a block
proposes depends on the names in it alone. A block that very many names share proposes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from whence.linking.actor_forms import BODY, Form, Reading, reading_of_key
from whence.linking.lexicon import word_set
from whence.linking.naming import (
    ALIKE,
    PersonName,
    as_sounded,
    fold,
    initials,
    likeness,
    long_form,
    same_person,
    skeleton,
    tail_of,
)

COMMON = word_set("common_bodies")
SMALL = word_set("small")
_NO_PARTS = COMMON | word_set("kinds") | word_set("offices") | {"sheriff", "patrol"}
MAX_BLOCK = 128  # names in a block from which on it proposes nothing
MAX_BEARERS = 8  # people of one family name a report's bare family name is compared with
LEAST_ALIKE = 5  # letters below which two spellings of a place or body are not compared
LEAST_OF_SEVERAL = 4  # ... where other words of its name stand beside
LEAST_PART = 4  # letters below which no word stands for a name of several
LEAST_SOLID = 9  # letters below which two names are not compared without their spaces
LEAST_SHARE = 2  # eighths of all naming of bearers, from which another of them is a rival
A_RIVALS_COMPANY = 0.8  # of the company of the one chosen
EIGHTHS = 8

# The order in which grounds count where two names meet in several blocks.
GROUNDS = ("spelling", "alike", "solid", "letters", "kind", "state", "part", "")
# Blocks in which a long name and a short one meet, and the short one stands for no other.
_OF_ONE_LONG = ("letters", "part")


@dataclass(frozen=True, slots=True)
class Block:
    """An index entry a name stands in, and as what."""

    name: str
    role: str = "is"


def blocks_of(
    reading: Reading, forms: Iterable[Form], names: Iterable[str], states: frozenset[str]
) -> list[Block]:
    """Return the blocks of a name that is used in these forms, written as `names`."""
    if reading.known:
        return []
    if reading.person:
        return [Block(block) for block in sorted(set(_people_blocks(reading.person)))]
    found = [Block(_words_block(reading.words))]
    if min(map(len, reading.words)) >= (
        LEAST_OF_SEVERAL if len(reading.words) > 1 else LEAST_ALIKE
    ):
        found.append(Block(f"alike {' '.join(sorted(map(skeleton, reading.words)))}"))
    found += [Block(f"solid {text}") for text in {*map(_solid, names)} - {""}]
    found += [Block(f"letters {text}", "long") for text in {*map(initials, names)} - {""}]
    if reading.kind == BODY:
        found += [Block(f"part {word}", role) for word, role in _parts(reading.words, names)]
    if reading.letters:
        found.append(Block(f"letters {reading.letters}", "short"))
    for form in forms:
        without = _without_kind(reading.words, form.words)
        if without and without != reading.words and not without <= states:
            found.append(Block(_words_block(without), "kind"))
    stateless = reading.words - states
    if len(stateless) > 1 and stateless != reading.words and stateless - COMMON:
        found.append(Block(_words_block(stateless), "state"))
    return sorted(set(found), key=lambda block: (block.name, block.role))


def _parts(words: frozenset[str], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the last word of a body's name, by which it may go alone, and of a short name its one.

    "Salen Rovers" may be "the Rovers"; what is of, for or at a place is not called by the place.
    """
    if len(words) == 1:
        yield from ((word, "short") for word in words if len(word) >= LEAST_PART)
        return
    for name in names:
        told = fold(name)
        last = told[-1]
        if len(last) >= LEAST_PART and last in words - _NO_PARTS and not SMALL.intersection(told):
            yield last, "long"


def _solid(name: str) -> str:
    """Return a long name without its spaces and plurals, as it sounds; "" for a short one."""
    words = [word[:-1] if word.endswith("s") else word for word in fold(name) if word not in SMALL]
    solid = "".join(words)
    return as_sounded(solid) if len(solid) >= LEAST_SOLID else ""


def _people_blocks(name: PersonName) -> Iterator[str]:
    """Yield the blocks of a person: family name with each letter a given name may begin with."""
    family = skeleton(name.family)
    for given in (name.given, long_form(name.given), *name.middle):
        yield f"people {family} {skeleton(given)[0]}"
    if not name.middle:
        yield "turned " + " ".join(sorted((skeleton(name.given), family)))


def _words_block(words: frozenset[str]) -> str:
    return f"words {' '.join(sorted(words))}"


def _without_kind(words: frozenset[str], name: str) -> frozenset[str]:
    folded = fold(name)
    kept: Sequence[str] = folded
    while (tail := tail_of(kept)) != tuple(kept):
        kept = tail
    return words - (set(folded) - set(kept))


def proposed(
    one: Reading, roles: Mapping[str, frozenset[str]], block: str
) -> Iterator[tuple[str, str]]:
    """Yield the names that a block proposes for one of those in it, each with its ground.

    `roles` tells for each name in the block as what it stands there.
    """
    if len(roles) > MAX_BLOCK:
        return
    sort = block.split(" ", 1)[0]
    longs = sum("long" in held for held in roles.values())
    own = roles[one.key]
    for key, role in roles.items():
        if key == one.key:
            continue
        two = reading_of_key(key)
        if sort in ("people", "turned"):
            if one.person and two.person and same_person(one.person, two.person) >= ALIKE:
                yield key, "spelling"
        elif sort == "alike":
            if _all_alike(one.words, two.words):
                yield key, "alike"
        elif sort == "solid":
            yield key, "solid"
        elif sort in _OF_ONE_LONG:
            # Letters that two names could stand for stand for neither.
            if longs == 1 and _meet(own, role, "long", "short"):
                yield key, sort
        else:
            yield from (
                (key, ground) for ground in ("kind", "state") if _meet(own, role, "is", ground)
            )


def _meet(own: frozenset[str], other: frozenset[str], one: str, two: str) -> bool:
    return (one in own and two in other) or (two in own and one in other)


def to_weigh_anew(
    block: str, before: Mapping[str, frozenset[str]], now: Mapping[str, frozenset[str]]
) -> set[str]:
    """Return the names of a block for which it may propose others since names came or went.

    Those that came or went are not among them.
    """
    both = {key for key in now if key in before}
    if (len(before) > MAX_BLOCK) != (len(now) > MAX_BLOCK):
        return both
    if block.startswith(_OF_ONE_LONG):
        return {key for key in both if "short" in now[key]}
    return set()


def _all_alike(one: frozenset[str], two: frozenset[str]) -> bool:
    if one == two:
        return True
    return len(one) == len(two) and all(max(likeness(a, b) for b in two) >= ALIKE for a in one)


# --- bare family names ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bearer:
    """One who bears a family name in full, and how many eighths of all naming of bearers are of
    that given name.
    """

    key: str
    person: PersonName
    eighths: int


def bearers_of(name: PersonName, counts: Mapping[str, int]) -> list[Bearer]:
    """Return those who bear a family name, as far as enough of all naming is theirs.

    `counts` tells for the keys of people whose family names sound alike how often each is named.
    """
    people = {key: person for key in counts if (person := reading_of_key(key).person)}
    bearing = {key: person for key, person in people.items() if _bears(person, name)}
    named: dict[str, int] = {}
    for key, person in bearing.items():
        named[person.given] = named.get(person.given, 0) + counts[key]
    total = sum(named.values())
    often = sorted(bearing, key=lambda key: (-named[bearing[key].given], key))[:MAX_BEARERS]
    found = [
        Bearer(k, bearing[k], _eighths(bearing[k], bearing, often, named, total)) for k in often
    ]
    return sorted((b for b in found if b.eighths), key=lambda b: (-b.eighths, b.key))


def _eighths(
    person: PersonName,
    bearing: Mapping[str, PersonName],
    often: Sequence[str],
    named: Mapping[str, int],
    total: int,
) -> int:
    """Return how many eighths of all naming are of a given name, whichever way it is spelled."""
    alike = {bearing[k].given for k in often if _may_be_one(person, bearing[k])} | {person.given}
    return round(EIGHTHS * sum(named[given] for given in alike) / total)


def _may_be_one(one: PersonName, two: PersonName) -> bool:
    return one.given == two.given or same_person(one, two) >= ALIKE


def _bears(full: PersonName, bare: PersonName) -> bool:
    if full.given.startswith("jr "):
        return False
    return likeness(full.family, bare.family) >= ALIKE


def rivals_of(chosen: Bearer, bearers: Sequence[Bearer], beside: Mapping[str, float]) -> float:
    """Return how much speaks for others of the name: their share, or all where one contests it.

    Another bearer contests it who has weight and keeps nearly as much of the company.
    """
    contested = any(
        other.eighths >= LEAST_SHARE
        and beside[other.key] >= A_RIVALS_COMPANY * beside[chosen.key]
        and not _may_be_one(other.person, chosen.person)
        for other in bearers
    )
    return 1.0 if contested else 1.0 - chosen.eighths / EIGHTHS
