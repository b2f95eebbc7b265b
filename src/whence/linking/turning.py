"""The verbs that clauses are turned by, and the words that are names: what turning knows.

Past forms of verbs told in news come from the lexicon, those of more verbs are made by rule. What
is linked is never read with the latter: they serve questions alone.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from whence.linking.lexicon import pairs_of, word_set
from whence.linking.words import STOPWORDS

NAMES_KEPT = 512  # texts whose names are remembered
_VOWELS = "aeiou"
_DOUBLING = word_set("doubling")
# Nouns for people and bodies: at a sentence's head their capital tells nothing.
_COMMON = word_set("institutions") | word_set("anonymous") | word_set("person_nouns")
_TITLES = word_set("titles")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_AFTER_SMALL = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]*")
_PERSONS = word_set("persons") | {"police", "people", "officials", "witnesses", "authorities"}
_ADJECTIVE = re.compile(r"[a-z]{3,}(?:ic|al|ive|ous|aire|ful|less|ary|ent|ed|ing)$")
_PLURAL = re.compile(r"[a-z]{2,}(?:s|men|people)$")


def past_of(base: str) -> str:
    """Return the regular past form of a verb: "carry" gives "carried", "stop" gives "stopped"."""
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return f"{base[:-1]}ied"
    return f"{base}{base[-1]}ed" if base in _DOUBLING else f"{base}ed"


@lru_cache(maxsize=1)
def past_forms() -> dict[str, str]:
    """Return past forms of verbs, each with its base."""
    made = {past_of(base): base for base in word_set("verbs_asked")}
    return made | pairs_of("irregular_asked") | pairs_of("past_forms")


@lru_cache(maxsize=1)
def present_forms() -> dict[str, str]:
    """Return forms of the present, third person, each with its base: "carries" is of "carry"."""
    bases = word_set("verbs_asked") | frozenset(past_forms().values())
    return {present_of(base): base for base in bases} | pairs_of("present_forms")


def present_of(base: str) -> str:
    """Return the third person of a verb: "carry" gives "carries", "push" gives "pushes"."""
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z", "go", "do")) else f"{base}s"


@lru_cache(maxsize=NAMES_KEPT)
def _names_and_others(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return, in lower case, the words a text writes large mid-sentence, and those it has small.

    What it has small more often than large, as in a headline, is no name.
    """
    small = Counter(word for word in _WORD.findall(text) if word[:1].islower())
    large = Counter(word.lower() for word in _AFTER_SMALL.findall(text))
    return frozenset(w for w, n in large.items() if n >= small[w]), frozenset(small)


def small_words(text: str) -> frozenset[str]:
    """Return the words that a text writes small somewhere."""
    return _names_and_others(text)[1]


def without_capital(clause: str, text: str) -> str:
    """Return a clause whose first word, if it is no name, is written small.

    What `text` writes large behind a small word is a name; what it elsewhere has small is none.
    Where it tells neither, a title before a name keeps its capital, a plural before a small word
    loses it.
    """
    first, _, rest = clause.partition(" ")
    low = first.lower()
    if not first[:1].isupper() or low == "i" or first[1:] != first[1:].lower():
        return clause
    named, small = _names_and_others(text)
    follows = rest[:1].isupper()
    if low in _TITLES and follows:
        return clause
    common = low in STOPWORDS or low in _COMMON or low in _TITLES or low in small
    like = _PLURAL.search(low) is not None or _ADJECTIVE.search(low) is not None
    told = low not in named and (common or (like and not follows))
    if (low in STOPWORDS and low not in {"may", "will"}) or low in _PERSONS or told:
        return clause[:1].lower() + clause[1:]
    return clause
