"""What a number counts: the noun phrase behind it, found without a parser.

A counted noun stands in the plural, which carries most of the weight: the phrase runs from the
number to the first plural noun, unless a verb, a preposition or a sign ends it before.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from whence.extraction.lexicon import word_sets
from whence.extraction.quantity_tokens import KEPT, Token, Tokens
from whence.extraction.quantity_units import unit_after
from whence.extraction.quantity_words import NUMBER_WORDS

_LONGEST = 7  # words in a phrase up to its head
_DETERMINERS = frozenset(
    ["the", "its", "their", "his", "her", "our", "these", "those", "my", "your"]
)
_MORE = frozenset(["more", "other", "additional", "further", "extra", "such"])
_QUOTES = frozenset(["‘", "“", '"', "'"])
_HYPHENS = frozenset(["-", "‑"])
_OF_LONGEST = 4
_OBJECTS = frozenset(["you", "us", "them", "him", "me", "it"])
_IRREGULAR = {
    "people": "people",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "teeth": "tooth",
}
_PRONOUNS = frozenset(["them", "us", "you", "which", "whom", "those", "these", "it"])


@dataclass(slots=True, eq=False)
class Counted:
    """A counted noun phrase over tokens `[first, last)`.

    `head` is its noun in lower case, `plural` says whether the phrase ends in a plural (what
    does not is a guess), `people` whether it names persons, `joined` whether it hangs on the
    number by a hyphen ("15-member").
    """

    first: int
    last: int
    head: str
    plural: bool
    people: bool
    joined: bool = False


@cache
def _words(name: str) -> frozenset[str]:
    return word_sets("quantities")[name]


@lru_cache(maxsize=KEPT)
def _ends_phrase(token: Token) -> bool:
    """Say whether a noun phrase ends before `token`; "US" is no pronoun."""
    return token.lower in _words("np_end") and token.text not in ("US", "UN", "WHO", "IT")


def skip_more(tokens: Tokens, at: int) -> int:
    """Return the token after "more", "other", "additional" where one stands at `at`."""
    return at + 1 if tokens[at].lower in _MORE else at


def counted_after(tokens: Tokens, at: int, *, singular: bool = False) -> Counted | None:
    """Return the noun phrase counted by the number that ends before token `at`.

    `singular`: the number is one, so the head need not be a plural.
    """
    if tokens[at].text in _HYPHENS and tokens[at].glued:
        return _joined(tokens, at + 1)
    first = skip_more(tokens, at)
    if tokens[first].text in _QUOTES and not tokens[first].glued:  # 3,000 “trainers”
        first += 1
    elif tokens[first].text == "[" and unit_after(tokens, first + 1) is None:
        first += 1  # an editor's word: "ten [boats]", but no "20 [kg]"
    if tokens[first].lower == "of":
        first += 1
        if tokens[first].lower in _PRONOUNS:
            return None
        if tokens[first].lower in _DETERMINERS:
            first += 1
        number = tokens[first].is_number or tokens[first].lower in NUMBER_WORDS
        if number and not tokens.glued(first + 1, "-"):  # "five of the three-ton boats"
            return None
    return _phrase(tokens, first, singular=singular)


def _joined(tokens: Tokens, at: int) -> Counted | None:
    word = tokens[at]
    if not word.is_word or not word.glued or word.text.isupper() or word.lower.endswith("ed"):
        return None
    last = at + 1
    return Counted(at, last, word.lower, plural=False, people=is_people(word), joined=True)


def _phrase(tokens: Tokens, first: int, *, singular: bool) -> Counted | None:
    at, guess = first, None
    verb = singular and tokens[first].lower.endswith("s")
    if verb and tokens[first + 1].lower in _OBJECTS:  # "One lets you choose"
        return None
    for _ in range(_LONGEST):
        step = _compound_end(tokens, at)
        token = tokens[step - 1]
        if not _may_go_on(tokens, at, step, first, many=not singular) and (
            singular or not _is_participle(tokens, at)
        ):
            break
        if is_plural(token):
            if singular and guess is not None:
                break  # a verb: "one group says"
            return _plural(tokens, first, step)
        if tokens[at].lower not in ("and", "or"):
            guess = step
        at = step
    if guess is None or (guess - first > 3 and not singular):
        return None
    token = tokens[guess - 1]
    opener = tokens[first].lower
    if opener.endswith(("ing", "ed")) and opener not in _words("np_participle"):
        return None
    return Counted(first, guess, token.lower, plural=False, people=is_people(token))


def _compound_end(tokens: Tokens, at: int) -> int:
    """Return the token after the word at `at`, with what hyphens tie to it."""
    end = at + 1
    while (
        tokens[end].text in "-‑/"
        and tokens[end].glued
        and tokens[end + 1].glued
        and (tokens[end + 1].is_word or tokens[end + 1].is_number)
        and end < at + 7
    ):
        end += 2
    if tokens[at].is_number and tokens.glued(at + 1, "s"):
        end = at + 2
    return end


def _is_noun_of_many(word: str) -> bool:
    return word in _words("nouns_of_many")


def _may_go_on(tokens: Tokens, at: int, step: int, first: int, *, many: bool) -> bool:
    token = tokens[at]
    if tokens[step - 1].is_word and step > at + 1:
        return token.is_word or token.is_number
    if token.is_number:  # "Model 3s", "737 Max jets"
        return at > first and (step == at + 2 or tokens[at + 1].capital)
    if not token.is_word:
        return False
    word = token.lower
    if word in ("and", "or"):
        return at > first and _joins_modifiers(tokens, at)
    if word in _words("np_participle") and _opens_more(tokens, at + 1):
        return True
    if word in NUMBER_WORDS or (_ends_phrase(token) and not (many and _is_noun_of_many(word))):
        return False
    if at > first and word.endswith(("ed", "ing")) and len(word) > 4 and not is_plural(token):
        return word in _words("np_participle")
    return True


def _is_participle(tokens: Tokens, at: int) -> bool:
    """Say whether a word in -ed stands right before a plural: "10 dimly lighted halls"."""
    return (
        tokens[at].is_word
        and tokens[at].lower.endswith("ed")
        and not _ends_phrase(tokens[at])
        and is_plural(tokens[at + 1])
        and not _ends_phrase(tokens[at + 1])
    )


def _opens_more(tokens: Tokens, at: int) -> bool:
    following = tokens[at]
    return following.is_word and not _ends_phrase(following)


def _joins_modifiers(tokens: Tokens, at: int) -> bool:
    """Say whether "and" joins two modifiers of one noun: "digital and physical sales"."""
    return any(
        is_plural(tokens[i]) and not _ends_phrase(tokens[i])
        for i in range(at + 2, at + 4)
        if tokens[i - 1].is_word
        and not _ends_phrase(tokens[i - 1])
        and tokens[i - 1].lower not in NUMBER_WORDS
    )


def _plural(tokens: Tokens, first: int, last: int) -> Counted:
    following = tokens[last]
    modifier = tokens[last - 1].lower in _words("plural_modifiers")
    modifier = modifier or (tokens[last - 1].capital and not following.capital)
    if modifier and is_plural(following) and not _ends_phrase(following):
        last += 1
    head = tokens[last - 1]
    return Counted(first, last, head.lower, plural=True, people=is_people(head))


@lru_cache(maxsize=KEPT)
def is_plural(token: Token) -> bool:
    """Say whether a word looks like a plural noun."""
    word = token.lower
    if word in _words("irregular_plural"):
        return True
    if word == "s" or not word.endswith("s") or len(word) < 4 or "'" in word:
        return token.glued and word == "s"
    return not word.endswith(("ss", "ous", "sis")) and word not in _words("not_plural")


@lru_cache(maxsize=KEPT)
def is_people(token: Token) -> bool:
    """Say whether a noun names persons: listed, in -men, or a people's name (Iraqis)."""
    word = token.lower
    if word in _words("people") or word.endswith(("men", "women", "ists")):
        return True
    return token.capital and word.endswith(("ans", "ers", "is", "ese")) and len(word) > 4


def of_phrase(tokens: Tokens, at: int) -> int:
    """Return the token after an "of ..." phrase that starts at `at`, or `at` if there is none."""
    if tokens[at].lower != "of":
        return at
    end = at + 1
    if tokens[end].lower in _DETERMINERS or tokens[end].lower in ("a", "an"):
        end += 1
    start = end
    while end < start + _OF_LONGEST and tokens[end].is_word:
        word = tokens[end].lower
        if _ends_phrase(tokens[end]) or (end > start and word.endswith(("ed", "ing"))):
            break
        end += 1
    return end if end > start else at


def singular(noun: str) -> str:
    """Return a noun phrase with its last word in the singular, by spelling alone."""
    head, _, last = noun.rpartition(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("men") and len(last) > 4:
        last = last[:-2] + "an"
    elif last.endswith("ies") and len(last) > 4:
        last = last[:-3] + "y"
    elif last.endswith(("sses", "shes", "ches", "xes")):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")):
        last = last[:-1]
    return f"{head} {last}" if head else last
