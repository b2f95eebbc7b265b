"""Numbers told otherwise than by a count: "twice the thrust", "for a second time", "on lap 48".

Extraction counts things and measures; how many times as much, how often, and which one in an
order are questions too on which reports part, so linking reads them as figures. Each has a unit of
its own, by which it meets its like alone: the lap on which somebody crashed is no count of laps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.linking.numerals import CARDINALS, RANKS, alternatives, value_of
from whence.records.extraction import Bound, Quantity
from whence.records.span import Span

FACTOR = "times as much"
OFTEN = "times"
_WORDS = {"twice": 2.0, "double": 2.0, "thrice": 3.0, "triple": 3.0}
_RANK = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{alternatives(RANKS)})"
_CARDINAL = rf"(?:\d{{1,3}}|{alternatives(CARDINALS)})"
_MEASURED = (
    "amount|capacity|cost|force|height|length|number|output|power|price|rate|size|speed|strength|"
    "thrust|value|volume|weight|width"
)
_LIKENED = "as|more|less|the|that|its|their|of|larger|bigger|smaller|faster|higher|greater"
_ORDERED = "lap|round|inning|stage|place|hole|minute|chapter|verse"
_BOUND = r"(?P<bound>more than |over |at least |about |around |nearly |almost )?"
_OF_FACTOR = (
    re.compile(
        rf"\b{_BOUND}(?P<number>twice|double|triple|thrice) "
        rf"(?:(?:the|that|as|its|their|what|any|those)\b|(?:{_MEASURED}) (?:of|as)\b)",
        re.IGNORECASE,
    ),
    re.compile(rf"\bby a factor of {_BOUND}(?P<number>{_CARDINAL})\b", re.IGNORECASE),
)
_OF_OCCASIONS = (
    re.compile(rf"\b{_BOUND}(?P<number>twice|thrice)\b", re.IGNORECASE),
    re.compile(
        rf"\b{_BOUND}(?P<number>{_CARDINAL}) times\b(?! (?:{_LIKENED})\b)",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:an?|the) (?P<number>{_RANK}) time\b", re.IGNORECASE),
    re.compile(rf"\b(?P<number>{_CARDINAL})-time\b", re.IGNORECASE),
)
_OF_ORDER = (
    re.compile(rf"\b(?P<what>{_ORDERED}) (?P<number>{_CARDINAL})\b(?![.,:-]\d)", re.IGNORECASE),
    re.compile(rf"\b(?P<number>{_RANK}) (?P<what>{_ORDERED})\b", re.IGNORECASE),
)
_BOUNDS = {
    "more than": Bound.MORE_THAN, "over": Bound.MORE_THAN, "at least": Bound.AT_LEAST,
    "about": Bound.ABOUT, "around": Bound.ABOUT, "nearly": Bound.NEARLY, "almost": Bound.NEARLY,
}  # fmt: skip
_FEW = ("time", "twice", "thrice", "double", "triple", "factor", *_ORDERED.split("|"))


def told_otherwise(text: str, clause: Span, figures: Sequence[Span]) -> Iterator[Quantity]:
    """Yield the numbers of a clause that are told otherwise, but for those within `figures`.

    Linear in the clause.
    """
    low = clause.of(text).lower()
    if not any(word in low for word in _FEW):
        return
    taken = list(figures)
    for patterns, unit in ((_OF_FACTOR, FACTOR), (_OF_OCCASIONS, OFTEN), (_OF_ORDER, "")):
        for pattern in patterns:
            for match in pattern.finditer(text, clause.start, clause.end):
                span = Span(*match.span("number"))
                if not any(span.overlaps(other) for other in taken):
                    taken.append(span)
                    yield _figure(match, unit or f"{match['what'].lower()} in order")


def _figure(match: re.Match[str], unit: str) -> Quantity:
    number = _WORDS.get(match["number"].lower()) or value_of(match["number"])
    words = (match.groupdict().get("bound") or "").strip().lower()
    bound = _BOUNDS.get(words, Bound.EXACT)
    low = None if bound is Bound.NEARLY else number
    high = None if bound in (Bound.MORE_THAN, Bound.AT_LEAST) else number
    return Quantity(Span(*match.span("number")), low, high, bound, unit)
