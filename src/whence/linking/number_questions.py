"""The number that a clause tells, asked for: in front where it can stand there, else in its place.

"By how much did the cost fall?", "How far did the boy fall?"; and "The papers name how many
politicians?" where the number stands inside of what is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.linking.plurals import plural
from whence.linking.told import Told
from whence.linking.tree_questions import best_numbered
from whence.linking.turned import MARK, Piece, Turned, is_sound
from whence.records.extraction import Quantity

MOST = 13  # words of a question
LEAST = 4
MOST_AHEAD = 7  # of what is asked for in front
MEASURED = {
    "second": "How long", "minute": "How long", "hour": "How long", "day": "How long",
    "week": "How long", "month": "How long", "year": "How long", "decade": "How long",
    "metre": "How far", "kilometre": "How far", "mile": "How far", "foot": "How far",
    "mile per hour": "How fast", "kilometre per hour": "How fast", "percent": "What share",
    "pound": "How heavy", "kilogram": "How heavy", "tonne": "How heavy", "ton": "How heavy",
}  # fmt: skip
_MONEY = re.compile(r"[A-Z]{3}")
# How a measure is asked for in front, by the preposition before it.
_IN_FRONT = {
    "How long": {"": "How long", "for": "For how long", "after": "After how long",
                 "in": "In what time", "over": "Over what time", "within": "Within what time",
                 "up to": "How long"},
    "How far": {"": "How far", "at": "At what distance", "from": "From how far",
                "for": "How far", "to": "How far"},
    "How fast": {"": "How fast", "at": "At what speed", "to": "To what speed",
                 "up to": "Up to what speed"},
    "What share": {"": "How much", "by": "By how much", "to": "To what share"},
    "How much": {"": "How much", "for": "For how much", "by": "By how much", "to": "To how much",
                 "at": "At what price", "from": "From how much"},
    "How heavy": {"": "How much", "at": "At what weight", "to": "To what weight"},
}  # fmt: skip
_BOUND = re.compile(
    r"\b(?:at least|at most|about|around|some|more than|nearly|almost|over|up to|as many as|only|"
    r"just|roughly|approximately|fewer than|less than|the (?:past|last|next|first|whole)|the|all|"
    r"another|other|those|these|his|her|its|their|a total of|a further|an? additional|"
    r"an? estimated)\b ?",
    re.IGNORECASE,
)
_FOR_COUNTS = frozenset(["by", "for", "with", "in", "to", "from", "after", "at", "on", "into",
                         "among", "against", "over", "of", "within"])  # fmt: skip
_ORDER = " in order"
_NUMBERED = frozenset(["times", "times as much"])
_ORDINAL = re.compile(
    r"\d(?:st|nd|rd|th)\b|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"\w+teenth|\w+tieth)\b(?! *$)",
    re.IGNORECASE,
)
_IS_PART = re.compile(r"\w-[a-z]")  # "two-carriage" is part of another thing's name
_LEADS_ON = re.compile(
    r"(?:in|on|at|of|to|by|for|with|from|behind|after|before|over|into|and|or)\b"
)
_PREPOSITION = re.compile(r"\b(?:by|of|to|at|from|for|in|over|about|with)\s*$")
_GOES_ON = re.compile(r"\s*(?:before|after|from|ago|later|earlier)\b")
_LASTS = re.compile(
    r"\b(?:last|lasted|take|taken|spend|spent|wait|waited|serve|served|run|live|lived|stay|stayed)$"
)
_SIZED = {"How long": "How long", "How heavy": "How heavy", "What share": "How large",
          "How much": "How large", "How far": "How long"}  # fmt: skip


def ask_number(ordered: Sequence[Told]) -> str | None:
    """Ask for the number that the fittest account tells; None where no clause can be turned."""
    in_place = None
    for turned, statement in best_numbered(ordered):
        quantity = statement.quantity
        if quantity is None or quantity.low == quantity.high == 1:
            continue
        if quantity.unit in _NUMBERED and "time" not in turned.number_text():
            continue
        if _ORDINAL.search(turned.number_text()) and not (quantity.unit or "").endswith(_ORDER):
            continue
        opening = opening_of(quantity.unit or "")
        asked = _of_subject(turned, quantity, opening) or _in_front(turned, quantity, opening)
        if asked and _fits(asked):
            return asked
        told = _in_place(turned, quantity, opening)
        if in_place is None and told and _fits(told):
            in_place = told
    return in_place


def opening_of(unit: str) -> str:
    """Return how what is told in a unit is asked for: years "How long", dollars "How much"."""
    return MEASURED.get(unit) or ("How much" if _MONEY.fullmatch(unit) else "How many")


def _fits(question: str) -> bool:
    if MARK in question or "$" in question:
        return False
    return LEAST <= len(question.split()) <= MOST and is_sound(question)


def _of_subject(turned: Turned, quantity: Quantity, opening: str) -> str | None:
    """Ask for the number at the head of a subject: "How many passengers used the ferry?"."""
    if not turned.subject_marked or opening != "How many" or not turned.told:
        return None
    if _IS_PART.search(turned.number_text()):
        return None
    ahead, _, noun = turned.subject.partition(MARK)
    if _BOUND.sub("", ahead).strip() or not noun.strip() or _LEADS_ON.match(noun.strip()):
        return None
    return _joined(f"How many {_counted(noun, quantity)}", turned.told, turned.rest())


def _counted(noun: str, quantity: Quantity) -> str:
    """Return a noun counted as many: "passenger on board" as "passengers on board"."""
    noun = noun.strip(" -")
    named = quantity.counts or ""
    if named and noun.startswith(named):
        return f"{plural(named)}{noun[len(named) :]}"
    return noun


def _marked_piece(turned: Turned) -> tuple[Piece, str, str] | None:
    """Return the piece that holds the number, and what stands in it before and behind that."""
    for piece in turned.pieces:
        words = turned.written(piece)
        if MARK in words:
            ahead, _, behind = words.partition(MARK)
            return piece, _BOUND.sub("", f"{ahead} ").strip(), behind.strip()
    return None


def _in_front(turned: Turned, quantity: Quantity, opening: str) -> str | None:
    """Put the number asked for in front: "By how much did the cost of the wall fall?"."""
    found = _marked_piece(turned)
    if found is None or turned.subject == "there":
        return None
    piece, ahead, behind = found
    if piece.head == turned.verb and opening == "How many":
        return None  # "They were five outs from a title": the number is no more than a part
    if _IS_PART.search(turned.number_text()) and ahead not in {"a", "an"}:
        return None
    loose = turned.tree.nodes[piece.head].label.startswith(("obl", "advmod", "nmod"))
    if loose and not ahead and opening == "How many":
        return None  # "six laps later" is no number of laps
    left = turned.without(piece)
    asks = f"{left.first.lower()} {left.subject} {left.verbs}"
    asked = _front_words(ahead, behind, quantity, opening, asks, own=_names_unit(turned, quantity))
    if asked is None or len(asked.split()) > MOST_AHEAD:
        return None
    return _joined(asked, asks, left.rest())


def _front_words(
    ahead: str, behind: str, quantity: Quantity, opening: str, asks: str, *, own: bool
) -> str | None:
    unit = quantity.unit or ""
    if unit.endswith(_ORDER):
        prep, _, noun = ahead.rpartition(" ")
        same = noun.lower() == unit.removesuffix(_ORDER) and prep in _FOR_COUNTS and not behind
        return f"{prep.capitalize()} which {noun}" if same else None
    if opening == "How many":
        if own:
            behind = f"{plural(unit)} {behind}".strip()
        if not behind or (ahead and ahead not in _FOR_COUNTS) or _LEADS_ON.match(behind):
            return None
        counted = _counted(behind, quantity)
        return f"{ahead.capitalize()} how many {counted}" if ahead else f"How many {counted}"
    if behind and ahead in {"a", "an"} and opening in _SIZED and not _LEADS_ON.match(behind):
        return f"{_SIZED[opening]} a {behind}"
    if behind.startswith("of ") and opening in {"How long", "How heavy", "How far"}:
        return f"How many {plural(unit)} {behind}" if not ahead else None
    if behind:
        return None
    if opening == "How long" and not ahead and not _LASTS.search(asks):
        return None
    return _IN_FRONT[opening].get(ahead)


def _in_place(turned: Turned, quantity: Quantity, opening: str) -> str | None:
    """Ask for the number where it stands: "The papers name how many politicians?"."""
    if not turned.told or turned.subject == "there":
        return None
    found = _marked_piece(turned)
    if found is None:
        return None
    loose = turned.tree.nodes[found[0].head].label.startswith(("obl", "advmod"))
    if loose and not found[1] and opening != "What share":
        return None
    unit = quantity.unit or ""
    words = f"{turned.subject} {turned.told} {turned.rest()}"
    number = re.search(rf"(?:(?:{_BOUND.pattern})*){MARK}(?: (?P<noun>[\w-]+))?", words)
    if number is None or re.search(r"\b(?:an?|(?:any|no) \w+)$", words[: number.start()].strip()):
        return None
    asked = _place_words(
        unit, opening, number["noun"] or "", quantity, own=_names_unit(turned, quantity)
    )
    noun = number["noun"] or ""
    if opening != "How many" and noun and not _LEADS_ON.match(noun):
        return None
    if asked is None or _IS_PART.search(turned.number_text()):
        return None
    if not words[number.end() :].strip() and _GOES_ON.match(turned.behind_number()):
        return None  # "warned the mayor 40 minutes | before the crane fell"
    if opening == "What share" and not _PREPOSITION.search(words[: number.start()]):
        asked = f"by {asked}"
    told = _joined(words[: number.start()], asked, words[number.end() :])
    return f"{told[:1].upper()}{told[1:]}"


def _names_unit(turned: Turned, quantity: Quantity) -> bool:
    """Say whether a number's own words name what is counted: "69 yards", not "69 | sailors"."""
    unit = (quantity.unit or "").rsplit(" ", 1)[-1].lower()
    words = re.findall(r"[a-z]+", turned.number_text().lower())
    return quantity.counts is None and bool(unit) and any(w.startswith(unit[:4]) for w in words)


def _place_words(
    unit: str, opening: str, noun: str, quantity: Quantity, *, own: bool
) -> str | None:
    if unit.endswith(_ORDER):
        return None
    if opening == "How many" and own:
        return f"how many {plural(unit)} {noun}"
    if opening == "How many":
        if not noun or noun in {"of", "and", "or"}:
            return None
        named = quantity.counts or ""
        return f"how many {plural(noun) if noun == named else noun}"
    if opening == "What share":
        return f"what percentage {noun}"
    if opening == "How much":
        return f"how much {noun}"
    return f"how many {plural(unit)} {noun}"


def _joined(*parts: str) -> str:
    return f"{' '.join(' '.join(parts).split()).rstrip(' ,.-')}?"
