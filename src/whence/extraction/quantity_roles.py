"""In what role something is counted: killed, wounded, deployed, cost, ...

Three kinds of cue, the nearest first: what is counted says it itself ("12 air strikes"), a verb
governs the number ("killing 12"), or a predicate follows it ("12 people were killed"). A list
shares the role of its neighbour ("two adults and six children were killed").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from whence.extraction.lexicon import word_sets
from whence.extraction.quantity_tokens import Tokens

OTHER = "other"
CASUALTIES = "casualties"  # killed or wounded
MEMBERSHIP = "membership"
_BEFORE_REACH = 4  # tokens between a governing verb and its number
_NEAR_REACH = 3  # tokens from what is counted to a verb of coming, going or standing about
_CLAUSE_REACH = 12
_TOLL_REACH = 30  # the toll from what, where and when, has risen to ...
_AFTER_REACH = 18
_STOPS_BEFORE = frozenset([";", ":", "(", ")", "—", "but", "while", "when", "after", "before"])
_STOPS_AFTER = frozenset(
    [";", ":", "(", "—", "while", "but", "after", "when", "before", "whose", "as"]
)
# After a comma, what follows these says nothing of the number's people.
_NEW_CLAUSE = frozenset(
    ["killing", "wounding", "injuring", "leaving", "who", "which", "where", "as"]
)
_PEOPLE_ROLES = frozenset(
    [
        "killed",
        "wounded",
        "missing",
        "captured",
        "displaced",
        "evacuated",
        "rescued",
        "arriving",
        "leaving",
        "deployed",
        "present",
    ]
)
_HAVING_REACH = 4
_ALREADY_REACH = 5
_HAVING = frozenset(
    ["have", "has", "had", "keep", "keeps", "kept", "maintain", "maintains", "with", "there", "of"]
)
_NEAR_ROLES = frozenset(["arriving", "leaving", "present"])
_PASSIVE = frozenset(["were", "was", "been", "be", "being", "are", "is", "got"])
_LOSING = frozenset(["lost", "lose", "loses", "losing"])  # "have lost their lives"
_LIVES = frozenset(["lives", "life"])
_AUXILIARIES = _PASSIVE | {"had", "have", "has"}


@dataclass(slots=True, eq=False)
class Slot:
    """What a role is read from: the number's tokens, what it counts, and its neighbours.

    `first` and `last` bound the number with its bound and unit, `end` is the token after what is
    counted; `left` and `right` are the nearest tokens that belong to other quantities.
    """

    first: int
    last: int
    end: int
    left: int
    right: int
    head: str | None
    people: bool
    currency: bool
    measured: bool
    joined: bool


@cache
def _cues(kind: str) -> dict[str, str]:
    cues: dict[str, str] = {}
    for name, words in word_sets("quantity_roles").items():
        role, _, place = name.rpartition("_")
        if place == kind:
            for word in words:
                cues.setdefault(word, role)
    return cues


@cache
def _telling_after() -> frozenset[str]:
    """Return all words `_predicate` looks at."""
    return _STOPS_AFTER | _NEW_CLAUSE | _cues("after").keys() | {",", "who", "that", *_LIVES}


@cache
def _telling_before() -> frozenset[str]:
    """Return all words `_governor` looks at."""
    return _STOPS_BEFORE | _cues("before").keys() | {"toll"}


@cache
def _change() -> frozenset[str]:
    return word_sets("quantities")["change"]


@cache
def _military() -> frozenset[str]:
    return word_sets("quantities")["military"]


def role_of(tokens: Tokens, slot: Slot) -> str | None:
    """Return the role its surroundings give a quantity, or None where none does."""
    if slot.joined:
        return MEMBERSHIP if slot.head in ("member", "strong", "man", "person") else None
    noun = _cues("noun").get(slot.head or "")
    if noun is not None:
        return noun
    return _direct(tokens, slot) or _predicate(tokens, slot) or _governor(tokens, slot)


def role_by_kind(tokens: Tokens, slot: Slot) -> str | None:
    """Return the role that what is counted suggests where no cue does.

    Forces that somebody has, or that are in a place, are deployed there; people who "were
    there" are present.
    """
    if slot.joined:
        return None
    if slot.people and (_already_there(tokens, slot) or _on_the_spot(tokens, slot.end)):
        return "present"
    if slot.head in _military() and _had_or_placed(tokens, slot):
        return "deployed"
    if slot.people and _there_were(tokens, slot):
        return "present"
    return None


def _had_or_placed(tokens: Tokens, slot: Slot) -> bool:
    near = {tokens[at].lower for at in range(slot.first - _HAVING_REACH, slot.first)}
    after = tokens[slot.end].lower
    return bool(near & _HAVING) or after in ("in", "at", "on", "inside", "from", "to")


def _already_there(tokens: Tokens, slot: Slot) -> bool:
    """Read "the 1,600 troops who are already there"."""
    near = [tokens[at].lower for at in range(slot.end, slot.end + _ALREADY_REACH)]
    return "already" in near and "there" in near


def _on_the_spot(tokens: Tokens, at: int) -> bool:
    """Read "70 officers in attendance", "30 firefighters were at the scene"."""
    if tokens[at].lower in ("are", "were"):
        at += 1
    words = (tokens[at].lower, tokens[at + 1].lower, tokens[at + 2].lower)
    return words[:2] == ("in", "attendance") or words in (
        ("at", "the", "scene"),
        ("on", "the", "scene"),
    )


def _there_were(tokens: Tokens, slot: Slot) -> bool:
    """Read "there were thousands of people out", "there are 40 people inside"."""
    near = [tokens[at].lower for at in range(slot.first - 4, slot.first)]
    return "there" in near and any(word in _PASSIVE for word in near)


def _fits(role: str, slot: Slot) -> bool:
    """Say whether a role may apply: only people are killed, only sums are costs."""
    if role in ("killed", "wounded", CASUALTIES):
        return not slot.measured
    if role in _PEOPLE_ROLES:
        return not slot.currency and (slot.people or slot.head is None)
    if role in ("cost", "aid", "requested"):
        return slot.currency
    return True


def _direct(tokens: Tokens, slot: Slot) -> str | None:
    """A verb right before the number: "killing at least 12", "left 12 dead", "killed: 12"."""
    for at in range(slot.first - 1, max(slot.left, slot.first - 3) - 1, -1):
        word = tokens[at].lower
        role = _cues("before").get(word)
        if role is not None and _fits(role, slot) and not _ends_passive(tokens, at):
            return _either(tokens, at, role, step=-1)
        if word not in ("the", "about", "some", "in", "of", "a", "to", "off", "another", ":"):
            return None
    return None


def _ends_passive(tokens: Tokens, at: int) -> bool:
    return tokens[at].lower.endswith("ed") and tokens[at - 1].lower in _PASSIVE


def _predicate(tokens: Tokens, slot: Slot) -> str | None:
    """A predicate behind: "12 dead", "12 people, two of them children, were killed"."""
    stop = min(slot.end + _AFTER_REACH, slot.right if slot.right > 0 else tokens.size)
    commas, who = 0, False
    cues, telling = _cues("after"), _telling_after()
    for at in range(slot.last, stop):
        word = tokens[at].lower
        if word not in telling:  # most words are not: all that follows is for the few
            continue
        if word in _STOPS_AFTER and not (word == "as" and tokens[at + 1].lower == "having"):
            return None
        commas += word == ","
        who = who or word in ("who", "that")
        if commas and word in _NEW_CLAUSE:
            return None
        role = cues.get(word)
        if word in _LIVES and tokens[at - 2].lower in _LOSING:
            role = "killed"
        if role in _NEAR_ROLES and (who or at > slot.end + _NEAR_REACH):
            continue
        if role is None or not _fits(role, slot):
            continue
        closed = commas > 1 and tokens[at - 1].text == ","  # "12 people, two of them boys, died"
        if commas and not closed and not _after_one_of(tokens, at, _AUXILIARIES):
            continue
        role = _either(tokens, at, role, step=1)
        known = slot.people or slot.head is None
        if known or _after_one_of(tokens, at, _PASSIVE):  # "three bombs injured him"
            return role
    return None


def _either(tokens: Tokens, at: int, role: str, *, step: int) -> str:
    """Read "killed or injured": either befell each of them, so neither role has the number."""
    if tokens[at + step].lower != "or":
        return role
    other = _cues("after" if step > 0 else "before").get(tokens[at + 2 * step].lower)
    return CASUALTIES if {role, other} == {"killed", "wounded"} else role


def _after_one_of(tokens: Tokens, at: int, words: frozenset[str]) -> bool:
    return any(tokens[i].lower in words for i in range(at - 3, at))


def _governor(tokens: Tokens, slot: Slot) -> str | None:
    """A verb or noun further back in the clause: "the death toll has risen to 12"."""
    if tokens[slot.first - 1].lower == "by" and tokens[slot.first - 2].lower not in _change():
        return None  # "killed by two gunmen"; but "the toll rose by two"
    cues, telling = _cues("before"), _telling_before()
    for at in range(slot.first - 1, max(slot.left, slot.first - _TOLL_REACH) - 1, -1):
        word = tokens[at].lower
        if word not in telling:
            continue
        if word in _STOPS_BEFORE:
            return None
        if word == "toll" and slot.head is None:
            return "killed"
        if slot.first - at > _CLAUSE_REACH:
            continue
        role = cues.get(word)
        if role is None or not _fits(role, slot) or (role == "deployed" and slot.head is None):
            continue
        if _ends_passive(tokens, at):
            continue
        near = slot.first - at <= _BEFORE_REACH
        if near or word in ("deaths", "fatalities") or role == "cost":
            return role
    return None
