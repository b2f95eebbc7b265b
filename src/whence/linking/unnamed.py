"""Who or what a clause tells of without a name: asked for, where nothing else can be asked."""

from __future__ import annotations

import re

from whence.linking.clause_parts import (
    APPENDED,
    AUXILIARY,
    GOES_ON,
    NO_OBJECT,
    ON,
    OTHER_VERB,
    PAST,
    SMALL_QUOTES,
    SUBORDINATE,
    cut,
    is_nameless,
    speaks_of_itself,
)
from whence.linking.lexicon import word_set

MAX_WORDS = 13  # of a question
LEAST_ASKED = 2  # words behind the verb
_SAY = word_set("say")
_TELLS = frozenset(
    ["told", "wrote", "tweeted", "posted", "asked", "called", "described", "spoke", "explained"]
)
_PEOPLE_DO = word_set("people_do")
_UNNAMED = re.compile(r"(?P<who>he|she|they|it|who|which) ", re.IGNORECASE)
_ASKED_FOR = {"he": "Who", "she": "Who", "they": "Who", "who": "Who", "it": "What", "which": "What"}
_VERB_FIRST = re.compile(
    rf"(?:also |then |later |now |still |first |just |never |\w{{3,}}ly )*"
    rf"(?P<verb>{AUXILIARY}(?: not)?(?: been| be)?|{'|'.join(sorted(PAST))})\b(?![-’'])"
)
_IS = re.compile(r"(?:is|was|are|were|has|had)\b")
_IS_A = re.compile(r"(?:is|was|are|were|has been|will be) (?:an?|the) ")
_NO_PROSE = re.compile(r"[“”\"‘():;…–—\[\]|@#/?!]")


def who_or_what(clause: str, most: int = MAX_WORDS) -> str | None:
    """Ask for what a clause does not name: "he left the port" and "and left the port" ask who left.

    None where it has no verb, or where another word of it names nobody either.
    """
    clause = SMALL_QUOTES.sub(r"\1", clause)
    found = _UNNAMED.match(clause)
    does = GOES_ON.split(clause[found.end() :] if found else clause)[0]
    verb = _VERB_FIRST.match(does)
    if verb is None or verb["verb"] in _SAY or verb["verb"] in _TELLS or speaks_of_itself(does):
        return None
    if _NO_PROSE.search(does) or SUBORDINATE.search(does):
        return None
    if found and found["who"].lower() == "it" and _IS.match(verb["verb"]):
        return None  # "it is chaos" asks nothing
    rest = does[verb.end() :].strip()
    if found is None and _may_be_done_to(verb["verb"], rest):
        return None
    kept = cut(APPENDED.split(OTHER_VERB.split(_AND_THE.split(rest)[0])[0])[0], most - 2)
    if kept is None or len(kept.split()) < LEAST_ASKED or is_nameless("", kept):
        return None
    asks = _ASKED_FOR[found["who"].lower()] if found else _asked_for(does)
    return f"{asks} {verb.group().strip()} {kept}?"


_AND_THE = re.compile(r" and (?:the|an?|their|his|her|its) ")


def _may_be_done_to(verb: str, rest: str) -> bool:
    """Say whether a verb may tell what was done to somebody: "injured in the attack"."""
    return verb in PAST and PAST[verb] not in NO_OBJECT and (not rest or ON.match(rest) is not None)


def _asked_for(does: str) -> str:
    """Return "Who" where what was done is done by people or to them, else "Who or what"."""
    if _IS_A.match(does):
        return "What"
    verbs = re.findall(r"[a-z]+", does)[:3]
    return "Who" if not _PEOPLE_DO.isdisjoint(verbs) else "Who or what"
