"""Figures that no clause leads up to, asked for by the words right beside them.

"How long was the delay?" for "a 17-minute delay", "How many minutes before the guns opened?" for
"40 minutes before the guns opened", "How many turnovers were there by the hosts?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.linking.number_questions import MEASURED, opening_of
from whence.linking.plurals import plural
from whence.linking.statements import Statement
from whence.linking.told import ENDS_OPEN, Told
from whence.linking.turned import is_sound

READ = 6  # accounts, the most central ones, whose words are read
MOST_BEHIND = 7  # words behind a figure
FAR = 80  # characters behind a figure that are read
_ENDS = (
    r"(?=[.,;:!?()”\"—–]|\s(?:and|or|but|when|while|as|which|who|that|in|on|at|of|for|to|from|with|"
    r"by|after|before|since|under|over|into|through|is|are|was|were|has|have|had|will|would|we|it|"
    r"he|she|they|late|early|say|says|said|told)\b|\s*$)"
)
_THING = re.compile(
    rf"[ -](?!(?:behind|above|below|across|away|ago|later|earlier|more|per)\b)"
    rf"((?:[a-z][a-z’'-]+ ){{0,2}}?[a-z][a-z’'-]+){_ENDS}"
)
_OF_A_THING = re.compile(r"\b(?:an?|the|its|their|his|her)\s+$", re.IGNORECASE)
_BEHIND = re.compile(
    r" ((?:before|after|behind|from|into|off|above|below|of|away from|north of|south of|east of|"
    r"west of) [^.,;:!?()“”\"\n—–]+?)"
    r"(?=[.,;:!?()“”\"\n—–]|\s(?:and|or|but|when|while|as|which|who|that)\b|\s*$)"
)
_WHERE = re.compile(
    r"\s((?:in|on|at|by|inside|near) (?:(?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}|"
    rf"the (?:[\w’'-]+ ){{0,2}}?[\w’'-]+)){_ENDS}"
)
_WITHIN = re.compile(r"\bwithin (?:about |some |nearly )?$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|did|made|took|ran|fell|hit|won|lost|\w{3,}ed)\b")
_POINTS = re.compile(r"\b(?:I|we|you|he|she|it|they|this|that|my|our|your|his|her|its|their)\b")
_IS_LONG = {"How long": "How long", "How heavy": "How heavy", "What share": "How large",
            "How much": "How much"}  # fmt: skip


def ask_beside(ordered: Sequence[Told]) -> str | None:
    """Ask for a figure by the words beside it in the most central account that has such."""
    for statement, text in ordered[:READ]:
        for asks in (_of_a_thing, _before_words, _where_counted):
            question = asks(statement, text)
            if question and is_sound(question) and not _POINTS.search(question):
                return question
    return None


def _of_a_thing(statement: Statement, text: str) -> str | None:
    """Ask how long, heavy or large a thing is that a measure stands before."""
    quantity = statement.quantity
    if quantity is None or quantity.counts or not _is_measure(quantity.unit or ""):
        return None
    ahead = text[statement.sentence.start : quantity.span.start]
    found = _THING.match(text[quantity.span.end : quantity.span.end + FAR])
    written = quantity.span.of(text)
    if found is None or not _OF_A_THING.search(ahead) or re.search(r"[a-z]s$", written):
        return None
    opening = opening_of(quantity.unit or "")
    asked = _IS_LONG.get(opening) or f"How many {plural(quantity.unit or '')}"
    if quantity.unit in _SMALL:
        asked = "How large"
    be = "was" if _PAST.search(statement.sentence.of(text)) else "is"
    return f"{asked} {be} the {found[1]}?"


def _before_words(statement: Statement, text: str) -> str | None:
    """Ask how many minutes before, how many miles from, what share of what is told behind."""
    quantity = statement.quantity
    if quantity is None or quantity.counts or not _is_measure(quantity.unit or ""):
        return None
    found = _BEHIND.match(text[quantity.span.end : quantity.span.end + FAR])
    behind = found[1] if found else ""
    opening = opening_of(quantity.unit or "")
    share, within = opening == "What share", _within(statement, text)
    if not 2 <= len(behind.split()) <= MOST_BEHIND or ENDS_OPEN.search(behind):
        return None
    if opening == "How much" or (share != behind.startswith("of ") and not within):
        return None
    if share:
        return f"What share {behind}?"
    asked = "Within how many" if within else "How many"
    return f"{asked} {plural(quantity.unit or '')} {behind}?"


def _within(statement: Statement, text: str) -> bool:
    start = statement.quantity.span.start if statement.quantity else 0
    return _WITHIN.search(text[statement.sentence.start : start]) is not None


def _is_measure(unit: str) -> bool:
    return bool(unit) and (unit in MEASURED or opening_of(unit) == "How much" or unit in _UNITS)


_SMALL = frozenset(["millimetre", "centimetre", "inch", "litre", "acre"])
_UNITS = frozenset(["yard", "millimetre", "centimetre", "inch", "litre", "degree", "acre"])


def _where_counted(statement: Statement, text: str) -> str | None:
    """Ask how many of what is counted there were where the words behind it tell."""
    quantity = statement.quantity
    named = quantity.counts if quantity else None
    if quantity is None or not named or quantity.low == quantity.high == 1:
        return None
    start = text.find(named, quantity.span.end, quantity.span.end + len(named) + 3)
    found = _WHERE.match(text[start + len(named) :][:FAR]) if start >= 0 else None
    return f"How many {plural(named)} were there {found[1]}?" if found else None
