"""What a clause is: a statement or an empty phrase, a yes or a no, one figure or several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from whence.linking.lexicon import word_set
from whence.linking.measures import same_dimension
from whence.linking.words import STOPWORDS, Word, stem, words_of
from whence.records.extraction import Quantity
from whence.records.span import Span

MIN_STEMS = 2  # a clause with fewer words that carry meaning says nothing to compare
TITLES = frozenset(map(stem, word_set("titles")))
# What is left of a verb before "n't": a no, and no word that two clauses have in common.
CONTRACTED = frozenset(
    ["aren", "couldn", "didn", "doesn", "don", "hadn", "hasn", "isn", "mustn", "needn", "shouldn",
     "wasn", "weren", "wouldn"]
)  # fmt: skip
_NO_MATTER = STOPWORDS | CONTRACTED

_NEGATION = re.compile(
    r"\b(?:not(?! (?:only|just|merely|simply)\b)|no|never|none|nobody|nothing|neither|nor|without"
    r"|failed to|un(?:harmed|hurt|injured|true|likely))\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
# Noes that deny nothing told: what should not be, "not the only", "no matter how".
_NO_DENIAL = re.compile(
    r"\b(?:should|must|need)(?: not|n[’']t)\b|n[’']t (?:only|just|merely|simply)\b"
    r"|(?:\bnot|n[’']t) the only\b|\bnot long (?:after|ago|before)\b"
    r"|\bno (?:doubt|matter|sooner)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[,;:]\s|\s(?:and|but|while|although|though|because)\s", re.IGNORECASE)
_BEING = re.compile(
    r"\b(?:is|was|are|were|been|(?:it|he|she|that|there)[’']s)(?P<no>n[’']t\b| (?:not|no|never)\b)?"
    r"(?: (?:an?|the|any|really|actually)\b)* (?P<what>[\w-]{3,})",
    re.IGNORECASE,
)
_NONE_SINCE = re.compile(
    r"\b(?:no|not|never|without)\b[^.;:]{3,80}\bsince (?:\w+ ){0,2}\d{4}", re.IGNORECASE
)

Denial = tuple[str, frozenset[str]]
"""The stem that a no stands before, and all that the part of its clause holds."""


def negates(text: str, clause: Span) -> bool:
    """Say whether a clause holds a grammatical no: "not", "nobody", "without", "unhurt".

    "No deaths since 1959" is no denial: it tells when the last were.
    """
    if _NONE_SINCE.search(text, clause.start, clause.end):
        return False
    return bool(_NEGATION.search(text, clause.start, clause.end))


def denials(clause: str) -> frozenset[Denial]:
    """Return what a clause says no to: the stem a no stands before, and those of its part.

    "The ferry was not | struck by a rock and nobody | was hurt" has two. None where a no stands
    before nothing, as in "unhurt": it is of the whole clause.
    """
    words = [w for w in words_of(clause) if _means(w)]
    found = set()
    for no in _noes(clause):
        after = next((w.stem for w in words if w.span.start >= no.end()), None)
        if after is None or no.group().lower().startswith("un"):
            return frozenset()
        part = _part_around(clause, no.start())
        found.add((after, frozenset(w.stem for w in words if part.contains(w.span))))
    return frozenset(found)


def says_no(clause: str) -> bool:
    """Say whether a clause says no to anything: what should not be is not said not to be."""
    return any(True for _ in _noes(clause))


def _noes(clause: str) -> Iterator[re.Match[str]]:
    none = [Span(*found.span()) for found in _NO_DENIAL.finditer(clause)]
    for no in _NEGATION.finditer(clause):
        if not any(span.overlaps(Span(*no.span())) for span in none):
            yield no


def said_to_be(clause: str) -> frozenset[tuple[str, bool]]:
    """Return what something is said to be in a clause, and whether it is said not to be that."""
    return frozenset(
        (stem(told["what"]), bool(told["no"]))
        for told in _BEING.finditer(clause)
        if told["what"].lower() not in STOPWORDS and not told["what"].lower().endswith("ing")
    )


def _part_around(clause: str, place: int) -> Span:
    """Return the part of a clause, between its joints, in which a place lies."""
    ends = [joint.span() for joint in _JOINT.finditer(clause)]
    first = max((end for _, end in ends if end <= place), default=0)
    last = min((start for start, _ in ends if start >= place), default=len(clause))
    return Span(first, last)


def _means(word: Word) -> bool:
    """Say whether a word is one that a no denies: not "really", not the "one" of "no one"."""
    low = word.text.lower()
    return len(low) > 1 and low not in _NO_MATTER and not low.endswith("ly")


def is_figure(quantity: Quantity) -> bool:
    """Say whether a number counts or measures something two reports may compare."""
    return (quantity.low is not None or quantity.high is not None) and (
        quantity.counts is not None or quantity.unit is not None
    )


_OPENED = re.compile(
    r"\s?[(\[/]\s?(?:about |around |some |roughly |approximately |or |over |nearly )?"
)


def without_conversions(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Leave out figures that give the one before them in another unit: "$7m (£5m)".

    They are no second claim; two reports are compared by what each gives first.
    """
    kept: list[Quantity] = []
    for quantity in sorted(quantities, key=lambda q: q.span):
        last = kept[-1] if kept else None
        between = text[last.span.end : quantity.span.start] if last else ""
        if last is None or not _OPENED.fullmatch(between) or not _one_kind(last, quantity):
            kept.append(quantity)
    return kept


def _one_kind(one: Quantity, other: Quantity) -> bool:
    """Say whether two figures give one amount in two units of a kind, or in two currencies."""
    units = one.unit or "", other.unit or ""
    money = all(len(unit) == 3 and unit.isupper() for unit in units)
    return units[0] != units[1] and (money or same_dimension(*units))


_MOVED = re.compile(
    r"\b(?:rose|risen|rising|rises|climbed|climbs|jumped|grew|grown|went up|fell|fallen|revised|"
    r"stood|stands|put|reached|reaches) (?:to |at )?(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_TOLLS = (
    (
        "killed",
        re.compile(r"\b(?:death toll|number of (?:\w+ ){0,2}?(?:dead|killed|deaths))\b", re.I),
    ),
    ("wounded", re.compile(r"\bnumber of (?:\w+ ){0,2}?(?:wounded|injured|hurt)\b", re.I)),
    ("missing", re.compile(r"\bnumber of (?:\w+ ){0,2}?missing\b", re.I)),
)
_BEFORE = 40  # characters ahead of a bare number that may tell that a toll moved to it


def counted_by_sentence(text: str, sentence: Span, quantity: Quantity) -> Quantity:
    """Return a bare number with what its sentence counts: "the death toll ... rose to 19"."""
    if quantity.counts is not None or quantity.unit is not None:
        return quantity
    ahead = text[max(sentence.start, quantity.span.start - _BEFORE) : quantity.span.start]
    if not _MOVED.search(ahead):
        return quantity
    for role, toll in _TOLLS:
        if toll.search(text, sentence.start, quantity.span.start):
            return replace(quantity, unit="people", counts="people", role=role)
    return quantity


_VERB = re.compile(
    r"\b(?:\w{2,14}ed|\w{2,14}ing|was|were|is|are|has|had|have|will|would|could|can|may|might|did|"
    r"does|took|made|came|went|began|brought|found|held|led|sent|struck|fled|fell|rose|shot|gave|"
    r"set|broke|drove|fought|hit|hurt|left|lost|won|saw|knew|grew|flew|says?|said|told|wrote)\b"
)
_JOINED = re.compile(r"\b(?:on|in|at|of|for|by|with|from|after|against|near|to)\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?[\s\"”’]{0,3}$")


def says_something(text: str, clause: Span, stems: frozenset[str], named: frozenset[str]) -> bool:
    """Say whether a clause is a statement: not a question, a bare name or an empty phrase."""
    if _QUESTION.search(text[clause.start : clause.end + 1].rstrip()):
        return False
    beyond = stems - named - TITLES
    if len(beyond) > MIN_STEMS:
        return True
    if len(beyond) == MIN_STEMS and _JOINED.search(text, clause.start, clause.end):
        return True
    return bool(beyond) and bool(_VERB.search(text, clause.start, clause.end))


_BETWEEN = re.compile(r",? (?:and|but|or|while|plus|with|as well as) |[,;:(]\s?| [-–—] ")


def share_out(
    text: str, clause: Span, quantities: Sequence[Quantity]
) -> Iterator[tuple[Span, Quantity | None]]:
    """Share a clause out among the numbers in it: each gets the words up to the next one's."""
    if not quantities:
        yield clause, None
        return
    ordered = sorted(quantities, key=lambda q: q.span)
    start = clause.start
    for quantity, following in zip(ordered, [*ordered[1:], None], strict=True):
        end = clause.end
        if following is not None:
            cuts = list(_BETWEEN.finditer(text, quantity.span.end, following.span.start))
            end = cuts[-1].start() if cuts else clause.end
        part = Span(min(start, quantity.span.start), end)
        yield (part if len(part) > len(quantity.span) else clause), quantity
        if following is not None and end < clause.end:
            start = cuts[-1].end()
