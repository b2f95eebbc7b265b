"""The question that figures answer: what is counted or measured, and what sets the count apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from whence.linking.about import things_named
from whence.linking.age_questions import ask_age
from whence.linking.ages import AGE
from whence.linking.circumstances import how_many
from whence.linking.measure_questions import ask_beside
from whence.linking.number_questions import ask_number, opening_of
from whence.linking.plurals import plural
from whence.linking.statements import Statement
from whence.linking.told import Told, most_central, tidy, top
from whence.linking.told_otherwise import FACTOR
from whence.linking.topics import family
from whence.linking.tree_questions import READ, best_turned
from whence.records.extraction import Quantity

_BEFELL = {
    "killed": "were killed",
    "wounded": "were wounded",
    "casualties": "were killed or wounded",
    "missing": "were missing",
    "detained": "were detained",
    "displaced": "were displaced",
    "trapped": "were trapped",
    "still trapped": "were still trapped",
    "hospital": "were taken to hospital",
    "still in hospital": "were still in hospital",
    "still detained": "were still held",
    "dead of wounds": "died of their wounds",
}
_GIVEN = {
    "How long": "What length of time", "How far": "What distance", "How fast": "What speed",
    "What share": "What share", "How much": "What sum", "How heavy": "What weight",
}  # fmt: skip
_MONEY = re.compile(r"[A-Z]{3}")
_PEOPLE = frozenset(
    ["people", "person", "persons", "dead", "body", "bodies", "death", "deaths", "fatality",
     "fatalities", "casualty", "casualties", "victim", "victims", "injured", "wounded", "others",
     "other", "injury", "injuries", "more", "killed", "hurt", "missing", "lives", "life", "toll",
     "number", "scores", "dozens", "hundreds", "total", "patients", "patient", "suspect",
     "suspects"]
)  # fmt: skip
_NUMBERED = frozenset(["times", "times as much"])
_MILITARY = re.compile(r"\b(?:troops?|soldiers?|servicemen|marines|forces|advis[eo]rs?|personnel)$")
_OF = re.compile(r"\bof\b|[’']s?\b")
_NO_NOUN = frozenset(["odd", "some", "more", "other", "others", "s", "people"])


class Figures:
    """Figures that answer one question; `texts` holds each statement's reading text."""

    def __init__(self, statements: Sequence[Statement], texts: Sequence[str]) -> None:
        counting = [(s, t) for s, t in zip(statements, texts, strict=True) if s.quantity]
        self._counting = [s for s, _ in counting], [t for _, t in counting]
        self._quantities = [(q, s, t) for s, t in counting if (q := s.quantity)]
        self._name = top(Counter(family(t, s.span, q) for q, s, t in self._quantities)) or ""
        self._ordered = most_central(*self._counting)

    def reads(self) -> list[str]:
        """Return the sentences that will be read to ask for them."""
        plain = self._name == AGE or self._name in _BEFELL
        return [] if plain else [s.sentence.of(text) for s, text in self._ordered[:READ]]

    def ask(self) -> str:
        """Return the question that they answer."""
        quantities, ordered, name = self._quantities, self._ordered, self._name
        if name == AGE:
            return ask_age(quantities, _about(ordered))
        noun = _noun([q for q, _, _ in quantities], befell=name in _BEFELL)
        if name in _BEFELL:
            if none := _ask_of_none(quantities, ordered):
                return none
            who = "people" if noun is None or _of_people(noun) else plural(noun)
            return how_many(who, _BEFELL[name], *self._counting)
        if asked := ask_number(ordered):
            return asked
        if name == "deployed":
            who = plural(noun) if noun else "troops"
            there = "are deployed" if _MILITARY.search(who) else "were there"
            return how_many(who, there, *self._counting)
        if asked := ask_beside(ordered):
            return asked
        return _ask_of_measure(quantities, ordered, noun)


def _ask_of_measure(
    quantities: Sequence[tuple[Quantity, Statement, str]], ordered: Sequence[Told], noun: str | None
) -> str:
    unit = top(Counter(q.unit for q, _, _ in quantities if q.unit)) or ""
    opening = opening_of(unit)
    if opening != "How many":
        about = _about(ordered)
        return (
            f"{_GIVEN[opening]} is given for {about}?" if about else f"{_GIVEN[opening]} is given?"
        )
    of_one = all(q.low == q.high == 1 for q, _, _ in quantities)
    if (unit in _NUMBERED or of_one) and (asked := best_turned(ordered)):
        return asked
    if noun and noun.lower() not in _NO_NOUN:
        return f"How many {plural(noun)} are spoken of?"
    if noun:
        return how_many("people", "are spoken of", [s for s, _ in ordered], [t for _, t in ordered])
    about, what = _about(ordered), _figure_of(unit)
    is_given = "are given" if what == f"How many {plural(unit)}" else "is given"
    return f"{what} {is_given} for {about}?" if about else f"{what} {is_given}?"


def _figure_of(unit: str) -> str:
    """Return what a figure of a unit is: "How many yards", "Which lap"."""
    if unit.endswith(" in order"):
        return f"Which {unit.removesuffix(' in order')}"
    money, _, per = unit.partition(" per ")
    if per and _MONEY.fullmatch(money):
        return f"What sum per {per}"
    if not unit or unit in _NUMBERED or per:
        return "How many times as much" if unit == FACTOR else "What number"
    return f"How many {plural(unit)}"


def _about(ordered: Sequence[Told], but: Sequence[str] = ()) -> str | None:
    """Return what figures are about: what their accounts share."""
    return next(iter(things_named(ordered, but)), None)


def _noun(quantities: Sequence[Quantity], *, befell: bool) -> str | None:
    """Return what most accounts count: "children" where more than half of them say so.

    Where they differ it is people if one of them says no more, or something befell those counted;
    else what is said most often.
    """
    nouns = Counter(noun for q in quantities if q.counts and (noun := _plain(q.counts)))
    found = top(nouns)
    if found is None or nouns[found] * 2 > len(quantities):
        return found
    heads = {noun.lower().split()[-1] for noun in nouns if not _OF.search(noun)}
    if len(heads) == 1 and not befell and (head := heads.pop()) not in _PEOPLE:
        return head  # "fire crews", "ambulance crews"
    several = len(nouns) > 1 and befell
    return "people" if several or any(map(_of_people, nouns)) else found


def _plain(noun: str) -> str:
    """Return what is counted without what sets it off from others: "other civilians"."""
    return re.sub(
        r"^(?:(?:other|more|further|another|additional|innocent|of the|the|them) )+", "", tidy(noun)
    )


def _of_people(noun: str) -> bool:
    """Say whether a noun counted says no more than that people are."""
    words = noun.lower().split()
    return not words or words[-1] in _PEOPLE or len(words) > 3


def _ask_of_none(
    quantities: Sequence[tuple[Quantity, Statement, str]], ordered: Sequence[Told]
) -> str | None:
    """Ask whether it was so, where every account says that none was: "Were all staff unharmed?"."""
    if any(q.low != 0 or q.high != 0 for q, _, _ in quantities):
        return None
    return best_turned(ordered)
