"""Figures a clause tells without a number: "all were unharmed", "its fourth test", "a pilot and a
co-pilot". They answer a question of how many; they do not decide which clauses answer one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whence.linking.lexicon import word_set
from whence.linking.statements import Statement
from whence.records.extraction import Bound, Quantity
from whence.records.span import Span

SO_FAR = "so far"  # the role of a count told by a rank: "the fourth test"
_PEOPLE = "people"
_ROLE = {"killed": "killed", "dead": "killed", "died": "killed"}
_FATAL = frozenset(["deaths", "fatalities", "loss of life"])
_HARM = r"(?P<harm>killed|dead|died|hurt|harmed|injured|wounded)"
_ALL_SAFE = re.compile(
    r"\b(?:all|every(?:one|body)|both|each)\b[^.;:]{0,80}?\b(?:was|were|are|is|been|escaped)\b"
    r"[^.;:]{0,20}?\b(?:unharmed|unhurt|uninjured|safe and (?:sound|well))\b",
    re.IGNORECASE,
)
_NO_ONE = re.compile(
    r"\b(?:no one|nobody|none|not a single|no(?! (?:more|other|further|longer|doubt)\b))\b"
    rf"[^.;:,]{{0,50}}?\b(?:was|were|are|is|been|be|being|has|had|have) (?:been )?{_HARM}\b",
    re.IGNORECASE,
)
_NO_HARM = re.compile(
    r"\b(?:there (?:were|was|had been|have been) no|without(?: any)?|caused no) "
    r"(?:known |reported )?(?P<harm>casualties|injuries|deaths|fatalities|loss of life)\b",
    re.IGNORECASE,
)
_SOME_HARM = re.compile(
    r"\bsome loss of life\b|(?<!no )\bpeople (?:were|have been|had been|are|remain) (?:\w+ly )?"
    rf"(?:{_HARM}|(?P<trapped>trapped))\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:if|whether|unless|could|would|may|might|should|must|not known|unclear|hopes?|no reports?"
    r"|no immediate|feared?)\b",
    re.IGNORECASE,
)
_RANKS = [
    "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
]  # fmt: skip
_COUNTED = "|".join(sorted(word_set("ranked_events")))
_RANKED = re.compile(
    r"(?:\b(?:its|his|her|their|the|an?)|[’']s) "
    rf"(?:(?P<rank>{'|'.join(_RANKS)})|(?P<digits>\d{{1,2}})(?:nd|rd|th))"
    rf" (?P<of>(?:[a-z-]+ ){{0,2}}?(?:{_COUNTED}))\b",
    re.IGNORECASE,
)
_KIND = "|".join(sorted(word_set("persons")))
_PERSON = rf"(?:an?|one|its) (?:[a-z-]+ ){{0,2}}?(?:co-?)?(?:{_KIND})"
_LISTED = re.compile(rf"\b{_PERSON}(?:, {_PERSON})*,? and {_PERSON}\b", re.IGNORECASE)
_EACH = re.compile(rf"\b{_PERSON}\b", re.IGNORECASE)


def with_figures(
    statements: Sequence[Statement], texts: Sequence[str], *, counting: bool = False
) -> list[Statement]:
    """Return statements with the figures that their clauses imply where they name none.

    All unharmed, no one killed: none. Some loss of life, people trapped: one at least. "Its fourth
    test": four so far. "A pilot and a co-pilot" are two people where others count people. `texts`
    holds the reading text of each statement's report; `counting` says that statements beside these
    count. Linear in the clauses' length.
    """
    counting = counting or any(s.quantity is not None for s in statements)
    return [
        s if s.quantity else replace(s, quantity=_implied(text, s.span, counting=counting))
        for s, text in zip(statements, texts, strict=True)
    ]


def _implied(text: str, clause: Span, *, counting: bool) -> Quantity | None:
    words = clause.of(text)
    for told in (_none_harmed, _some_harmed, _ranked, *([_listed] if counting else [])):
        found = told(words)
        if found is not None:
            start = clause.start
            return replace(found, span=Span(start + found.span.start, start + found.span.end))
    return None


def _none_harmed(words: str) -> Quantity | None:
    match = _ALL_SAFE.search(words) or _NO_ONE.search(words) or _NO_HARM.search(words)
    if match is None or _DOUBT.search(words):
        return None
    harm = (match.groupdict().get("harm") or "").lower()
    return _people(match, 0.0, 0.0, "killed" if harm in _FATAL else _ROLE.get(harm, "wounded"))


def _some_harmed(words: str) -> Quantity | None:
    match = _SOME_HARM.search(words)
    if match is None or _DOUBT.search(words):
        return None
    if match["trapped"]:
        return _people(match, 1.0, None, "trapped")
    return _people(match, 1.0, None, _ROLE.get((match["harm"] or "dead").lower(), "wounded"))


def _people(match: re.Match[str], low: float, high: float | None, role: str) -> Quantity:
    bound = Bound.EXACT if high is not None else Bound.AT_LEAST
    return Quantity(Span(*match.span()), low, high, bound, _PEOPLE, counts=_PEOPLE, role=role)


def _ranked(words: str) -> Quantity | None:
    match = _RANKED.search(words)
    if match is None:
        return None
    rank = match["rank"]
    count = float(_RANKS.index(rank.lower()) + 2 if rank else match["digits"])
    named = match["of"] if match["of"].endswith("s") else match["of"] + "s"
    span = Span(*match.span())
    return Quantity(span, count, count, Bound.EXACT, counts=named, role=SO_FAR)


def _listed(words: str) -> Quantity | None:
    match = _LISTED.search(words)
    if match is None:
        return None
    count = float(len(_EACH.findall(match.group())))
    return Quantity(Span(*match.span()), count, count, Bound.EXACT, _PEOPLE, counts=_PEOPLE)
