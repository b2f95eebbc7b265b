"""Ages told in a clause: "a 4-year-old boy", "Ana Roe, 64,", "who turned 17", "her 17th birthday".

Extraction counts no ages, as they count nothing; but how old somebody is, is a question on which
reports part ("three", "four"), so linking reads them as figures of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.linking.lexicon import word_set
from whence.linking.numerals import CARDINALS, alternatives, value_of
from whence.records.extraction import Bound, Quantity
from whence.records.span import Span

AGE = "age"  # the role of an age, and the family of what it counts
OLDEST = 115  # years a person may have
YOUNGEST_BARE = 10  # a lower number behind a name may be anything
_NUMBER = rf"(?P<age>\d{{1,3}}|{alternatives(CARDINALS)})"
# Each with letters of which it has some: few clauses tell an age.
_TOLD = (
    (("old",), re.compile(
        rf"\b{_NUMBER}[-\s]?years?[-\s]?old\b(?!\s(?:when|at the time))"
        rf"(?:[-\s](?:[a-z]+\s){{0,2}}?(?P<who>{'|'.join(sorted(word_set('persons')))})\b)?",
        re.IGNORECASE,
    )),
    (("age",), re.compile(
        rf"\baged?\s{_NUMBER}\b(?!\s?(?:to|and|or|-|–)\s?\d)", re.IGNORECASE
    )),
    (("is", "was", "turn"), re.compile(
        r"\b(?:he|she|who|boy|girl|child|man|woman)(?:\s(?:had|has|only|just))*"
        rf"\s(?:is|was|turn(?:s|ed)?)\s(?:only\s|just\s)?{_NUMBER}\b"
        r"(?=\s*(?:[,.;:!?”\"’')]|$|(?:and|but|on|in|when|just|only|at|last|this|by|a|the)\b))",
        re.IGNORECASE,
    )),
    (("birthday",), re.compile(
        r"\b(?P<age>\d{1,2})(?:st|nd|rd|th)\sbirthday\b", re.IGNORECASE
    )),
)  # fmt: skip
_BEHIND_NAME = re.compile(r"(?:,\s|\s\()(?P<age>\d{2})(?=[,.;)]|$|\s?[–—])")


def ages_in(text: str, clause: Span, people: Sequence[Span]) -> Iterator[Quantity]:
    """Yield the ages told in a clause of `text`, as figures in years with the role `AGE`.

    `people` are the names of persons in it: a number of two digits between a name and a mark is an
    age. `counts` is whom the words call so old ("boy"), where they do. Linear in the clause.
    """
    taken: set[int] = set()
    low = clause.of(text).lower()
    for letters, pattern in _TOLD:
        if not any(some in low for some in letters):
            continue
        for match in pattern.finditer(text, clause.start, clause.end):
            years = int(value_of(match["age"]))
            if 0 < years <= OLDEST and match.start("age") not in taken:
                taken.add(match.start("age"))
                yield _age(match, years)
    for name in people:
        behind = _BEHIND_NAME.match(text, name.end, min(clause.end + 1, len(text)))
        if behind and int(behind["age"]) >= YOUNGEST_BARE and behind.start("age") not in taken:
            taken.add(behind.start("age"))
            yield _age(behind, int(behind["age"]))


def _age(match: re.Match[str], years: int) -> Quantity:
    value = float(years)
    who = match.groupdict().get("who")
    return Quantity(
        Span(*match.span("age")), value, value, Bound.EXACT, "year", counts=who, role=AGE
    )
