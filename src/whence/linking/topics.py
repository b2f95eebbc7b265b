"""What a figure counts, in families that may be compared: the killed with the dead, not more."""

from __future__ import annotations

import re

from whence.linking.lexicon import families
from whence.linking.words import plain_words, stem
from whence.records.extraction import Quantity
from whence.records.span import Span

_FAMILY_OF = {stem(word): name for name, words in families().items() for word in words}
_ROLES = {
    "killed": "killed", "dead": "killed", "died": "killed", "wounded": "wounded",
    "injured": "wounded", "hospitalised": "wounded", "hospitalized": "wounded",
    "casualties": "casualties",  # killed or wounded, so to be compared with neither
    "missing": "missing", "arrested": "detained", "detained": "detained", "captured": "detained",
    "kidnapped": "detained", "deployed": "deployed", "stationed": "deployed",
    "present": "deployed", "displaced": "displaced", "evacuated": "displaced",
    "trapped": "trapped",
}  # fmt: skip
# Families that count people to whom something befell; others than they do the counting.
TOLLS = frozenset(
    ["killed", "wounded", "casualties", "missing", "detained", "displaced", "trapped"]
)
_NEAR = 60  # characters either side of a figure whose words may tell what it counts
_CLAUSE_END = re.compile(r"[,;:.]| and | but | while | with ")


def family(text: str, clause: Span, quantity: Quantity) -> str:
    """Return the family of what `quantity` counts: its role, its noun, or the words near it.

    The nearest telling word inside the clause wins, words after the figure before words ahead of
    it; without any, the unit or the noun counted names the family, "" when even that is unknown.
    """
    if quantity.role in _ROLES:
        return _ROLES[quantity.role]
    if not _may_be_people(quantity):
        return counted_noun(quantity)
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
