"""What a figure counts, in families that may be compared: the killed with the dead, not more."""

from __future__ import annotations

import re

from whence.linking.ages import AGE
from whence.linking.lexicon import families
from whence.linking.measures import dimension
from whence.linking.words import plain_words, stem
from whence.records.extraction import Quantity
from whence.records.span import Span

_FAMILY_OF = {stem(word): name for name, words in families().items() for word in words}
_ROLES = {
    "killed": "killed", "dead": "killed", "died": "killed", "wounded": "wounded",
    "injured": "wounded", "hospitalised": "hospital", "hospitalized": "hospital",
    "casualties": "casualties",  # killed or wounded, so to be compared with neither
    "missing": "missing", "arrested": "detained", "detained": "detained", "captured": "detained",
    "kidnapped": "detained", "deployed": "deployed", "stationed": "deployed",
    "present": "deployed", "displaced": "displaced", "evacuated": "displaced",
    "trapped": "trapped", AGE: AGE,
}  # fmt: skip
# Families that count people to whom something befell; others than they do the counting.
TOLLS = frozenset(
    [
        "killed", "wounded", "casualties", "hospital", "still in hospital", "missing", "detained",
        "still detained", "displaced", "trapped", "still trapped", "dead of wounds",
    ]
)  # fmt: skip
APART = TOLLS | {AGE}  # families of which a figure is compared with its like and nothing else
PUBLIC = 1000  # people from which a count is of the public, whatever they are called in it
_LASTING = frozenset(["hospital", "detained", "trapped"])  # how many were, and still are, is two
_STILL = re.compile(r"\b(?:still|remain(?:s|ed|ing)?)\b", re.IGNORECASE)
# Extraction counts those in hospital among the hurt, and those treated there are; but not all the
# hurt are taken there.
_TO_HOSPITAL = re.compile(
    r"\b(?:taken|took|rushed|brought|sent|admitted|transported|airlifted|flown|driven|went|"
    r"transferred|being in|were in|are in|remain(?:ed|s)? in|still in)\b"
    r"[^,;:.]{0,40}?\bhospitals?\b"
    r"|\bhospitali[sz]ed\b|\b(?:brought|taken) in for treatment\b"
    r"|^ to [^,;:.]{0,40}?\bhospitals?\b",
    re.IGNORECASE,
)
_BY_HOSPITAL = re.compile(
    r"\bhospitals?\b[^.;:]{0,60}\b(?:treat(?:ed|ing)?|received|admitted|took in)(?: \w+)?\s*$",
    re.IGNORECASE,
)
# A part of the hurt, and of the dead as well: neither all of these nor of those.
_DEAD_OF_WOUNDS = re.compile(
    r"^ of (?:the|those)(?: \w+)? (?:wounded|injured|hurt)\b[^,;:.]{0,40}?\b(?:died|succumbed)\b",
    re.IGNORECASE,
)
_REACH = 90  # characters either side in which the way to hospital may be told
_NEAR = 60  # characters either side of a figure whose words may tell what it counts
_CLAUSE_END = re.compile(r"[,;:.]| and | but | while | with ")


def family(text: str, clause: Span, quantity: Quantity) -> str:
    """Return the family of what `quantity` counts: its role, its noun, or the words near it.

    The nearest telling word inside the clause wins, words after the figure before words ahead of
    it; without any, the unit or the noun counted names the family, "" when even that is unknown.
    Those taken to hospital are not all who were hurt, those still trapped not all who were, and
    "four of the wounded died" counts neither the wounded nor the dead.
    """
    name = _family(text, clause, quantity)
    after = text[quantity.span.end : min(clause.end, quantity.span.end + _REACH)]
    before = text[max(clause.start, quantity.span.start - _REACH) : quantity.span.start]
    if name == "wounded" and (_TO_HOSPITAL.search(after) or _BY_HOSPITAL.search(before)):
        name = "hospital"
    if _DEAD_OF_WOUNDS.match(after):
        return "dead of wounds"
    if name in _LASTING and _STILL.search(_CLAUSE_END.split(after)[0]):
        return "still in hospital" if name == "hospital" else f"still {name}"
    return name


def _family(text: str, clause: Span, quantity: Quantity) -> str:
    if quantity.role in _ROLES:
        return _ROLES[quantity.role]
    if not _may_be_people(quantity):
        noun = counted_noun(quantity)
        return dimension(noun) if noun == quantity.unit else noun
    after = text[quantity.span.end : min(clause.end, quantity.span.end + _NEAR)]
    before = text[max(clause.start, quantity.span.start - _NEAR) : quantity.span.start]
    for words in (
        plain_words(_CLAUSE_END.split(after)[0]),
        plain_words(_CLAUSE_END.split(before)[-1])[::-1],
        plain_words(quantity.counts or ""),
        plain_words(after),
        plain_words(before)[::-1],
    ):
        for word in words:
            if name := _FAMILY_OF.get(stem(word)):
                return name
    if quantity.unit == "people" and (quantity.low or quantity.high or 0.0) >= PUBLIC:
        return "people"
    return counted_noun(quantity)


def _may_be_people(quantity: Quantity) -> bool:
    """Say whether a figure counts people or leaves open what it counts."""
    return quantity.unit in {None, "people"} or _FAMILY_OF.get(counted_noun(quantity)) is not None


def counted_noun(quantity: Quantity) -> str:
    """Return the stem of the noun counted, or the unit's name, or "" where neither is known."""
    words = plain_words(quantity.counts or "")
    if words:
        return stem(words[-1])
    return (quantity.unit or "").lower()
