"""The question that figures answer: what is counted or measured, and what sets the count apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from whence.linking.about import things_named
from whence.linking.age_questions import ask_age
from whence.linking.ages import AGE
from whence.linking.circumstances import how_many
from whence.linking.clause_parts import shortened_phrase
from whence.linking.statements import Statement
from whence.linking.told import (
    ENDS_OPEN,
    Told,
    clause_of,
    first,
    most_central,
    tidy,
    top,
    with_subject,
)
from whence.linking.told_otherwise import FACTOR
from whence.linking.topics import family
from whence.linking.turning import doing_of, past_forms
from whence.linking.wording import yes_or_no
from whence.linking.words import words_of
from whence.records.extraction import Quantity

MOST_OF_THINGS = 8  # words of the two things that figures are about
MAX_WORDS = 12  # of what follows "How many"
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
}
_MEASURED = {
    "second": "How long", "minute": "How long", "hour": "How long", "day": "How long",
    "week": "How long", "month": "How long", "year": "How long", "metre": "How far",
    "kilometre": "How far", "mile": "How far", "foot": "How far", "mile per hour": "How fast",
    "kilometre per hour": "How fast", "percent": "What share", "pound": "How heavy",
    "kilogram": "How heavy", "tonne": "How heavy", "ton": "How heavy",
}  # fmt: skip
_GIVEN = {
    "How long": "What length of time", "How far": "What distance", "How fast": "What speed",
    "What share": "What share", "How much": "What sum", "How heavy": "What weight",
}  # fmt: skip
# How a measure is asked for behind each preposition; "" where it stands by itself.
_ASKED_BY = {
    "How long": {"": "How long", "for": "For how long", "after": "After how long",
                 "in": "In what time", "over": "Over what time",
                 "within": "Within what time"},
    "How far": {"": "How far", "at": "At what distance", "from": "From how far"},
    "How fast": {"at": "At what speed", "to": "To what speed", "up to": "Up to what speed"},
    "What share": {"": "How much", "by": "By how much", "to": "To what share"},
    "How much": {"": "How much", "for": "For how much", "by": "By how much", "to": "To how much",
                 "at": "At what sum"},
    "How heavy": {"": "How much"},
}  # fmt: skip
_MONEY = re.compile(r"[A-Z]{3}")
_MARK = "Qqq"  # stands for the number while its clause is turned
_PLURALS = frozenset(
    ["people", "men", "women", "children", "police", "personnel", "staff", "crew", "aircraft",
     "spacecraft", "troops", "pence", "hertz", "cattle", "fish", "sheep", "series"]
)  # fmt: skip
_PEOPLE = frozenset(
    ["people", "person", "persons", "dead", "body", "bodies", "death", "deaths", "fatality",
     "fatalities", "casualty", "casualties", "victim", "victims", "injured", "wounded", "others",
     "other", "injury", "injuries", "more", "killed", "hurt", "missing", "lives", "life", "toll",
     "number", "scores", "dozens", "hundreds", "total", "patients", "patient", "suspect",
     "suspects"]
)  # fmt: skip
_NUMBERED = frozenset(["times", "times as much"])
_MILITARY = re.compile(r"\b(?:troops?|soldiers?|servicemen|marines|forces|advis[eo]rs?|personnel)$")
_ODD = frozenset(["odd", "some", "more", "other", "others", "s"])
_NO_NOUN = frozenset(["odd", "some", "more", "other", "others", "s", "people"])


def ask_figure(statements: Sequence[Statement], texts: Sequence[str]) -> str:
    """Return the question that figures answer; `texts` holds each statement's reading text."""
    counting = [(s, t) for s, t in zip(statements, texts, strict=True) if s.quantity]
    quantities = [(q, s, t) for s, t in counting if (q := s.quantity)]
    name = top(Counter(family(t, s.span, q) for q, s, t in quantities)) or ""
    ordered = most_central([s for s, _ in counting], [t for _, t in counting])
    if name == AGE:
        return ask_age(quantities, _about(ordered))
    noun = _noun([q for q, _, _ in quantities], befell=name in _BEFELL)
    if name in _BEFELL:
        if none := _ask_of_none(quantities, ordered):
            return none
        who = "people" if noun is None or _of_people(noun) else _many(noun)
        return how_many(who, _BEFELL[name], [s for s, _ in counting], [t for _, t in counting])
    if turned := first(_how_many(s, text) for s, text in ordered):
        return turned
    if name == "deployed":
        who = _many(noun) if noun else "troops"
        there = "are deployed" if _MILITARY.search(who) else "were there"
        return how_many(who, there, [s for s, _ in counting], [t for _, t in counting])
    return _ask_of_measure(quantities, ordered, noun)


def _ask_of_measure(
    quantities: Sequence[tuple[Quantity, Statement, str]], ordered: Sequence[Told], noun: str | None
) -> str:
    unit = top(Counter(q.unit for q, _, _ in quantities if q.unit)) or ""
    opening = _MEASURED.get(unit) or ("How much" if _MONEY.fullmatch(unit) else "How many")
    if turned := first(_moved(s, text, opening) for s, text in ordered):
        return turned
    if opening == "How many" and (done := first(_done_to(s, text) for s, text in ordered)):
        return done
    if opening != "How many":
        about = _about(ordered)
        return (
            f"{_GIVEN[opening]} is given for {about}?" if about else f"{_GIVEN[opening]} is given?"
        )
    if unit in _NUMBERED and (
        asked := first(yes_or_no(clause_of(*told), told[1]) for told in ordered)
    ):
        return asked
    if noun and noun.lower() not in _NO_NOUN:
        about = _about(ordered, [w.stem for w in words_of(noun)])
        return (
            f"What number of {_many(noun)} is given for {about}?"
            if about
            else f"How many {_many(noun)} are spoken of?"
        )
    if noun:
        return how_many("people", "are spoken of", [s for s, _ in ordered], [t for _, t in ordered])
    about, what = _about(ordered), _figure_of(unit)
    return f"{what} is given for {about}?" if about else f"{what} is given?"


def _figure_of(unit: str) -> str:
    """Return what a figure of a unit is: "What number of yards", "Which lap"."""
    if unit.endswith(" in order"):
        return f"Which {unit.removesuffix(' in order')}"
    money, _, per = unit.partition(" per ")
    if per and _MONEY.fullmatch(money):
        return f"What sum per {per}"
    if not unit or unit in _NUMBERED or per:
        return "How many times as much" if unit == FACTOR else "What number"
    return f"What number of {unit if unit in _PLURALS else _many(unit)}"


def _about(ordered: Sequence[Told], but: Sequence[str] = ()) -> str | None:
    """Return what figures are about: the things their accounts share, one or two."""
    found = things_named(ordered, but)
    both = " and ".join(found)
    return both if len(both.split()) <= MOST_OF_THINGS else found[0]


def _noun(quantities: Sequence[Quantity], *, befell: bool) -> str | None:
    """Return what most accounts count: "children" where more than half of them say so.

    Where they differ it is people if one of them says no more, or something befell those counted;
    else what is said most often.
    """
    nouns = Counter(noun for q in quantities if q.counts and (noun := _plain(q.counts)))
    found = top(nouns)
    if found is None or nouns[found] * 2 > len(quantities):
        return found
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
    return first(yes_or_no(clause_of(s, text), text) for s, text in ordered)


def _many(noun: str) -> str:
    """Return the plural of what is counted: "two-carriage" counts carriages."""
    last = noun.rsplit(maxsplit=1)[-1].lower()
    if last in _IRREGULAR:
        return f"{noun[: len(noun) - len(last)]}{_IRREGULAR[last]}"
    if last in _PLURALS or " of " in noun or (last.endswith("s") and not last.endswith("ss")):
        return noun
    if re.search(r"(?:ss|sh|ch|x)$", last):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if re.search(r"[^aeiou]y$", last) else f"{noun}s"


_IRREGULAR = {"person": "people", "man": "men", "woman": "women", "child": "children"}


def _how_many(statement: Statement, text: str) -> str | None:
    """Ask for a number at the head of its clause: "How many passengers used the service?"."""
    quantity = statement.quantity
    if quantity is None or quantity.counts is None or quantity.span.start < statement.span.start:
        return None
    if quantity.low == quantity.high == 1:
        return None  # "one source said": the noun stands for one and is not asked for by number
    ahead = _LEADS.sub("", text[statement.span.start : quantity.span.start].strip().lower())
    rest = tidy(text[quantity.span.end : statement.span.end])
    noun = quantity.counts
    if not rest.lower().startswith(noun.lower()) or noun.lower() in _NO_NOUN - {"people"}:
        return None
    after = rest[len(noun) :]
    if re.search(r"[“”\"()\[\]@:]|\b(?:I|we|my|said|says|told|who|which|that)\b", after):
        return None
    if ahead == "" and _VERB.search(after) and len(after.split()) > 1:
        kept = shortened_phrase(after, MAX_WORDS - len(noun.split()))
        return f"How many {_many(noun)} {kept}?" if kept else None
    if found := _THERE.fullmatch(ahead):
        kept = shortened_phrase(after, MAX_WORDS - 4) if after else ""
        return (
            None
            if kept is None
            else f"How many {_many(noun)} {found[1]} there {kept}".rstrip() + "?"
        )
    return None


_LEADS = re.compile(r"^(?:(?:and|but|that|while|as|after|some|about|around|the)\b ?)+|,$")
_VERB = re.compile(
    rf"^ (?:also |have |had |has )?(?:were|was|are|is|have|had|has|will|would|could|can|"
    rf"{'|'.join(sorted(past_forms()))})\b"
    r"(?! by\b)"
)
_THERE = re.compile(r"there (are|were|have been|had been)(?: currently| also| now| about| some)?")


def _moved(statement: Statement, text: str, opening: str) -> str | None:
    """Ask for a number inside its clause: "How far did the car go?", "By how much did it fall?"."""
    quantity = statement.quantity
    if quantity is None or (quantity.low == quantity.high == 1 and opening == "How many"):
        return None
    figure = " ".join(quantity.span.of(text).split())
    told = (_JOINT.sub("", tidy(statement.span.of(text))), with_subject(statement, text))
    marked = (words.replace(figure, _MARK, 1) for words in told if words)
    question = first(yes_or_no(words, text, LONGEST) for words in marked if _MARK in words)
    return _asked_for_number(question, quantity, opening) if question else None


def _asked_for_number(question: str, quantity: Quantity, opening: str) -> str | None:
    """Ask for the number that stands marked in a question."""
    if sized := _sized(question, opening):
        return sized
    found = _MOVES.match(question)
    if found is None:
        return None
    asks, prep, behind = found["asks"], (found["prep"] or "").strip(), found["behind"] or ""
    asks = f"{asks[0].lower()}{asks[1:]}"
    if opening == "How many":
        noun = quantity.counts or ""
        if not noun or noun.lower() in _NO_NOUN - {"people"}:
            return None
        if not behind.strip().lower().startswith(noun.lower()) or prep not in _COUNTED_BY:
            return None
        behind = behind.strip()[len(noun) :]
        asked = f"{_COUNTED_BY[prep]} {_many(noun)} {asks}{behind}"
    else:
        by = _ASKED_BY[opening].get(prep)
        if prep == "to" and not _MOVES_TO.search(asks):
            return None
        if by == "How long" and not _LASTS.search(asks):
            return None
        if by is None or (behind and not _AFTER_MEASURE.match(behind)):
            return None
        asked = f"{by} {asks}{behind}"
    asked = " ".join(asked.split()).rstrip(" ,")
    if _ASKS_OPEN.search(found["asks"]) or ENDS_OPEN.search(asked.removesuffix(" have")):
        return None
    return (
        f"{asked}?" if len(asked.split()) > LEAST and len(asked.split()) <= MAX_WORDS + 2 else None
    )


_ASKS_OPEN = re.compile(
    r"\b(?:the|an?|and|or|of|to|in|on|at|by|for|with|from|as|that|than|his|her|its|their|about|"
    r"into)$"
)


def _done_to(statement: Statement, text: str) -> str | None:
    """Ask how many it was done to: "mowing down 40 people" asks "How many people were mowed down?".

    Only for verbs whose past form is their participle.
    """
    quantity = statement.quantity
    if quantity is None or quantity.counts is None or quantity.low == quantity.high == 1:
        return None
    ahead = " ".join(text[statement.span.start : quantity.span.start].split())
    behind = tidy(text[quantity.span.end : statement.span.end])
    found, noun = _DOES.search(ahead), quantity.counts
    if found is None or not behind.lower().startswith(noun.lower()) or noun.lower() in _ODD:
        return None
    done = _DOING.get(found["does"], found["does"])
    if not done.endswith("ed"):
        return None
    after = behind[len(noun) :]
    kept = shortened_phrase(after, MOST_BEHIND) if _GOES_WITH.match(after) else ""
    words = ["How many", _many(noun), "were", done, found["how"] or "", kept or ""]
    return f"{' '.join(' '.join(words).split())}?"


MOST_BEHIND = 7  # words told of those it was done to
_DOING = {doing_of(base): past for past, base in past_forms().items()}
_DOES = re.compile(
    rf"\b(?P<does>{'|'.join(sorted({*_DOING, *past_forms()}))})(?: (?P<how>down|up|out|off|away|"
    rf"over))?"
    r"(?: (?:the|about|around|at least|some|more than|over|up to|nearly|almost|as many as))?$"
)
_GOES_WITH = re.compile(r" (?:from|in|at|near|into|to|with|on|during|after)\b")


def _sized(question: str, opening: str) -> str | None:
    """Ask for what has a size: "What speed limit does the bend have?", "How large a hit is it?"."""
    if opening != "How many" and (found := _OF_SIZE.match(question)):
        asks = f"{found['asks'][0].lower()}{found['asks'][1:]}"
        return f"What {found['what']} {asks}{found['behind'] or ''}?"
    if opening in {"How much", "What share"} and (found := _AS_LARGE.match(question)):
        asks = f"{found['asks'][0].lower()}{found['asks'][1:]}"
        return f"How large a {found['what']} {asks}{found['behind'] or ''}?"
    return None


_OF_SIZE = re.compile(
    rf"^(?P<asks>[A-Z]\w+ [^?]*?) (?:an?|the) (?P<what>(?:[\w-]+ ){{0,3}}[\w-]+) (?:of|over|"
    rf"above|under) (?:about |around |nearly |over |up to )?{_MARK}(?P<behind> [^?]*)?\?$"
)
_AS_LARGE = re.compile(
    rf"^(?P<asks>[A-Z]\w+ [^?]*?) (?:an?|the) {_MARK} (?P<what>[a-z-]+)(?P<behind> [^?]*)?\?$"
)
LONGEST = 16  # words of a clause turned, before its number is asked for
LEAST = 4  # words of a question about a number, of which fewer name nothing
_JOINT = re.compile(
    r"^(?:and|but|or|so|that|after|when|while|as|if|because|before|although)\b,?\s+", re.I
)
_MOVES = re.compile(
    rf"^(?P<asks>[A-Z]\w+ [^?]*?)(?P<prep> (?:for|by|at|to|up to|from|within|after|with|in|on|"
    rf"over))? "
    rf"(?:(?:the (?:past|last|next|first)|about|around|nearly|almost|over|up to|"
    rf"some) )?{_MARK}(?P<behind> [^?]*)?\?$"
)
_MOVES_TO = re.compile(
    r"\b(?:rise|fall|cut|drop|increase|grow|reduce|raise|climb|lower|jump|risen|fallen|go|going|"
    r"slow)\b"
)
_LASTS = re.compile(
    r"\b(?:last|lasted|take|taken|spend|spent|wait|waited|serve|served|run|live|stay)$"
)
_COUNTED_BY = {"": "How many", "for": "For how many", "with": "With how many", "in": "In how many",
               "to": "To how many", "from": "From how many", "by": "By how many",
               "after": "After how many"}  # fmt: skip
_AFTER_MEASURE = re.compile(
    r"^ (?:in|on|at|near|after|before|during|with|from|by|for|as|to|over|when|away|of|into|"
    r"through|along|"
    r"next|last|this|each|every|per|a)\b"
)
