"""What a clause says a named person is: "the former mayor Mara Voss", "Mara Voss, a surgeon"."""

from __future__ import annotations

import re

from whence.linking.lexicon import pairs_of, word_set
from whence.linking.words import STOPWORDS, plain_words, stem, words_of

LOOSE = 3  # words of meaning beside name and role up to which a clause only says who somebody is
_ROLES = word_set("describing") | word_set("person_nouns") | word_set("offices") | word_set("posts")
_DEEDS = frozenset(pairs_of("past_forms")) | frozenset(pairs_of("present_forms"))
_NAME = r"[A-Z][\w’'-]+(?: (?:al-|bin |van |de |von )?[A-Z][\w’'.-]+){1,3}"
_WORD = r"[\w’'“”\"-]+"
_BEFORE = re.compile(rf"(?P<role>(?:{_WORD},? ){{1,6}}?)(?P<name>{_NAME})")
_AFTER = re.compile(
    rf"(?P<name>{_NAME}),? (?:(?:who )?(?:is|was|were) |(?:has|had) been )?"
    rf"(?P<role>(?:an?|the|one of the|its|formerly|previously|now) (?:{_WORD} ){{0,6}}{_WORD})"
)


def roles_in(clause: str) -> dict[str, frozenset[str]]:
    """Return the stems of what named people are said to be, by their names."""
    found: dict[str, frozenset[str]] = {}
    for pattern in (_AFTER, _BEFORE):
        for match in pattern.finditer(clause):
            roles = _head(match["role"])
            if roles and match["name"] not in found:
                found[match["name"]] = roles
    return found


def _head(phrase: str) -> frozenset[str]:
    """Return the noun of a describing phrase that says what somebody is: "party | leader"."""
    nouns = [word for word in plain_words(_GOES_ON.split(phrase)[0]) if word in _ROLES]
    return frozenset(stem(word) for word in nouns[-1:])


_GOES_ON = re.compile(r" (?:of|in|at|for|from|with|who|and|on|to)\b")


def told_of(clause: str) -> list[str]:
    """Return the names of those a clause says what they are, and hardly more than that."""
    roles = roles_in(clause)
    if not roles or not _DEEDS.isdisjoint(plain_words(clause)):
        return []
    other = [
        w
        for w in words_of(clause)
        if w.text.lower() not in STOPWORDS
        and w.text.lower() not in _ROLES
        and not w.text[:1].isupper()
    ]
    return list(roles) if len(other) <= LOOSE else []


def is_role(word: str) -> bool:
    """Say whether a word names what somebody is: an office, a post, a calling."""
    return word.lower() in _ROLES
