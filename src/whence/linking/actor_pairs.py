"""Which names are worth comparing: pairs of nodes found by index, never all against all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from whence.linking.actor_features import Pair
from whence.linking.actors import PERSON, Company, Node
from whence.linking.lexicon import word_set
from whence.linking.naming import (
    ALIKE,
    PersonName,
    fold,
    initials,
    likeness,
    same_person,
    skeleton,
    tail_of,
)

COMMON = word_set("common_bodies")
MAX_BLOCK = 24  # names that share an index entry are compared with at most so many others
MAX_BEARERS = 8  # people of one family name a report's bare family name is compared with
LEAST_ALIKE = 5  # letters below which two spellings of a place or body are not compared
A_RIVALS_SHARE = 0.25  # of all naming of bearers, from which another of them is a rival
A_RIVALS_COMPANY = 0.8  # of the company of the one chosen
NEAR = 2  # bare family names are compared with so many before them

Place = tuple[int, int]


def find_pairs(nodes: Sequence[Node], states: frozenset[str]) -> dict[Place, Pair]:
    """Return the pairs of nodes worth weighing, by their places in `nodes` (smaller first).

    `states` are the words of states' names. Near-linear: an index entry that many names share
    is cut off.
    """
    company = Company(nodes)
    found: dict[Place, str] = {}
    for place, ground in _by_spelling(nodes):
        found.setdefault(place, ground)
    for place, ground in _by_words(nodes, states):
        found.setdefault(place, ground)
    for place in _by_other_names(nodes):
        found.setdefault(place, "")
    pairs = {
        place: Pair(nodes[place[0]], nodes[place[1]], company.shared(*place), 0, ground)
        for place, ground in found.items()
    }
    pairs.update(_by_common_name(nodes, company))
    pairs.update(_by_family_name(nodes, company))
    return pairs


def _by_spelling(nodes: Sequence[Node]) -> Iterator[tuple[Place, str]]:
    """Yield people of one skeleton, and places or bodies of one."""
    people: dict[Hashable, list[int]] = defaultdict(list)
    others: dict[Hashable, list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        person = node.person
        if person and person.full and not node.known:
            people[skeleton(person.family), person.given[0]].append(index)
        elif node.words and min(map(len, node.words)) >= LEAST_ALIKE:
            others[frozenset(map(skeleton, node.words))].append(index)
    for i, j in _within(people.values()):
        person, other = nodes[i].person, nodes[j].person
        if person and other and same_person(person, other) >= ALIKE:
            yield (i, j), ""
    for i, j in _within(others.values()):
        one, two = nodes[i], nodes[j]
        if one.words == two.words or _all_alike(one.words, two.words):
            yield (i, j), "alike"


def _all_alike(one: frozenset[str], two: frozenset[str]) -> bool:
    return len(one) == len(two) and all(max(likeness(a, b) for b in two) >= ALIKE for a in one)


def _by_words(nodes: Sequence[Node], states: frozenset[str]) -> Iterator[tuple[Place, str]]:
    """Yield bodies whose names differ by a state or a word of kind, are letters, or are shorter."""
    exact: dict[frozenset[str], list[int]] = defaultdict(list)
    letters: dict[str, list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        if node.kind != PERSON and node.words:
            exact[node.words].append(index)
            for text in {initials(name) for name in node.names} - {""}:
                letters[text].append(index)
    for index, node in enumerate(nodes):
        if node.kind == PERSON or not node.words:
            continue
        for ground, other in _fitting(node, exact, letters, states):
            if other != index:
                yield (min(index, other), max(index, other)), ground


def _fitting(
    node: Node,
    exact: dict[frozenset[str], list[int]],
    letters: dict[str, list[int]],
    states: frozenset[str],
) -> Iterator[tuple[str, int]]:
    name = min(node.names)
    if node.letters:
        fits = letters.get(node.letters, [])
        yield from (("letters", i) for i in fits if len(fits) == 1)
    if without := _without_kind(node, name):
        yield from (
            ("kind", i) for i in exact.get(without, [])[:MAX_BLOCK] if not without <= states
        )
    stateless = node.words - states
    if len(stateless) > 1 and stateless != node.words and stateless - COMMON:
        yield from (("state", i) for i in exact.get(stateless, [])[:MAX_BLOCK])


def _without_kind(node: Node, name: str) -> frozenset[str]:
    words = fold(name)
    while (tail := tail_of(words)) != words:
        words = tail
    return node.words - (set(fold(name)) - set(words))


def _by_other_names(nodes: Sequence[Node]) -> Iterator[Place]:
    """Yield the pairs of names that a report uses for one actor."""
    places = {node.key: index for index, node in enumerate(nodes)}
    for index, node in enumerate(nodes):
        for key in sorted(node.keys):
            if key in places and places[key] != index:
                yield (min(index, places[key]), max(index, places[key]))


def _by_common_name(nodes: Sequence[Node], company: Company) -> dict[Place, Pair]:
    """Return pairs of bodies with a name that many have, each with those just before it."""
    same: dict[frozenset[str], list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        if node.common:
            same[node.words].append(index)
    return {
        (a, b): Pair(nodes[a], nodes[b], company.shared(a, b), 0, "common")
        for listed in same.values()
        for a, b in _near(listed)
    }


def _by_family_name(nodes: Sequence[Node], company: Company) -> dict[Place, Pair]:
    """Return the pairs of bare family names with people who bear them, and among themselves."""
    full: dict[str, list[int]] = defaultdict(list)
    bare: dict[PersonName, list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        if node.person and not node.known:
            if node.person.full:
                full[skeleton(node.person.family)].append(index)
            else:
                bare[node.person].append(index)
    pairs: dict[Place, Pair] = {}
    for name, listed in bare.items():
        bearers = [i for i in full.get(skeleton(name.family), ()) if _bears(nodes[i], name)]
        shares = _shares(nodes, bearers)
        kept = sorted(bearers, key=lambda i: (-shares[i], i))[: 4 * MAX_BEARERS]
        for index in listed:
            beside = {i: company.shared(index, i) for i in kept}
            for i in sorted(kept, key=lambda i: (-beside[i], i))[:MAX_BEARERS]:
                place = (min(index, i), max(index, i))
                rivals = 1.0 if _contested(nodes, i, shares, beside) else 1.0 - shares[i]
                pairs[place] = Pair(nodes[place[0]], nodes[place[1]], beside[i], rivals)
        rivals = 1.0 - max(shares.values(), default=1.0)
        for one, other in _near(listed):
            shared = company.shared(one, other)
            pairs[one, other] = Pair(nodes[one], nodes[other], shared, rivals)
    return pairs


def _near(listed: Sequence[int]) -> Iterator[Place]:
    """Yield each with those just before it."""
    for at, second in enumerate(listed):
        yield from ((first, second) for first in listed[max(0, at - NEAR) : at])


def _bears(full: Node, bare: PersonName) -> bool:
    person = full.person
    if person is None or person.given.startswith("jr "):
        return False
    return likeness(person.family, bare.family) >= ALIKE


def _contested(
    nodes: Sequence[Node], chosen: int, shares: Mapping[int, float], beside: Mapping[int, float]
) -> bool:
    """Say whether another bearer, of weight, keeps nearly as much of the company."""
    own = nodes[chosen].person
    return any(
        shares[i] >= A_RIVALS_SHARE and beside[i] >= A_RIVALS_COMPANY * beside[chosen]
        for i in beside
        if (p := nodes[i].person) and own and p.given != own.given
    )


def _shares(nodes: Sequence[Node], bearers: Sequence[int]) -> dict[int, float]:
    """Return for each bearer how much of all naming of bearers is of one of that given name."""
    given = {i: p.given for i in bearers if (p := nodes[i].person)}
    named: dict[str, int] = defaultdict(int)
    for i, name in given.items():
        named[name] += len(nodes[i].members)
    total = sum(named.values())
    return {i: named[name] / total for i, name in given.items()}


def _within(blocks: Iterable[Sequence[int]]) -> Iterator[Place]:
    for block in blocks:
        for at, first in enumerate(block):
            for second in block[at + 1 : at + 1 + MAX_BLOCK]:
                yield (first, second)
