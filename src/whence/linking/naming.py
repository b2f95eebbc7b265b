"""What a name says: its words without title, accent and spelling, and how alike two spellings are.

Names of other scripts come in many spellings ("Abdel Mahdi", "Abdul-Mahdi", "Abd al-Mahdi"). Two
words may be one where their consonants agree after the letters that stand for one sound are made
one; how much of the whole word agrees then tells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from whence.linking.lexicon import pairs_of, word_set

Words = tuple[str, ...]

ALIKE = 0.7  # so much of two spellings must agree for them to be one name

NEAR_VOWELS = 0.85  # how alike two spellings are at most where o stands for u or e for i
BY_MIDDLE = 0.9  # how alike two names are at most of which one has another's middle name first
TURNED = 0.9  # so much of both parts must agree for a name to be another turned round
SHORT_FORM = 3  # letters from which one given name may be short for another ("Alex")
NAMES = 65_536  # remembered by each of what follows: names of many stories are weighed together

_TITLES = word_set("titles")
_BORN_LATER = frozenset(["jr", "junior"])
_NUMBERED = frozenset(["sr", "senior", "ii", "iii", "iv"])
_AFTER = _BORN_LATER | _NUMBERED
_NO_PERSON = frozenset(["of", "for", "between", "and"])
# What is no plain word of letters, or may be joined with the word behind it.
_NOT_PLAIN = re.compile(r"[^a-z ]|  |^ | $|abd|al ")
_SMALL = word_set("small")
_GIVEN_LAST = word_set("family_names_first")
_TURNING = _TITLES | _AFTER | _NO_PERSON | _GIVEN_LAST | {"the"}
_OF_WOMEN = frozenset(["a", "e", "ne", "le", "ette", "ine", "ina"])
_NICKNAMES = pairs_of("nicknames")
_SPELLINGS = pairs_of("spellings")
_PIECES = re.compile(r"[^\W_]+(?:[’'`´][^\W_]+)*(?:\.[^\W_](?=\.))*")
_POSSESSIVE = re.compile("[’'ʼ`´]s$")
_MARKS = re.compile("[’'ʼ`´.]")
_HYPHEN = re.compile(r"\s*-\s*")
_SERVANT = re.compile(r"\babd(?:[aeou]l)?[ -]+(?:[aeu]l[ -]+)?|\babd[aeou]l(?=[a-z]{3})")
_ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|at|az|ash)-(?=\w)|\bal (?=\w)")
_EITHER = re.compile("q|gh")
_VOWELS = "aeiou"
# Letters that stand for one sound, the longer first.
_SOUNDS = (
    ("tsch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("kh", "k"), ("gh", "g"), ("ph", "f"),
    ("dh", "d"), ("th", "t"), ("zh", "z"), ("ck", "k"), ("ts", "s"), ("tz", "s"), ("dj", "j"),
    ("q", "k"), ("x", "ks"), ("w", "v"), ("y", "i"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("ei", "e"), ("ai", "e"), ("ae", "e"), ("oe", "o"), ("ue", "u"), ("ie", "i"), ("ij", "i"),
    ("ii", "i"), ("aa", "a"), ("z", "s"), ("c", "k"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name without title: given name, middle names, family name, all lower case.

    `given` is "" where only one name is told.
    """

    given: str
    middle: Words
    family: str

    @property
    def full(self) -> bool:
        """Whether given and family name are told."""
        return bool(self.given)


@lru_cache(maxsize=NAMES)
def fold(name: str) -> Words:
    """Return the words of a name in lower case without accents, points, possessives and article.

    >>> fold("The Kata’ib Hezbollah's")
    ('kataib', 'hezbollah')
    """
    plain = (name if name.isascii() else _without_accents(name)).lower()
    words = _PIECES.findall(plain)
    if _MARKS.search(plain):
        words = [_MARKS.sub("", _POSSESSIVE.sub("", word)) for word in words]
    return tuple(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _without_accents(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


@lru_cache(maxsize=NAMES)
def person_name(name: str) -> PersonName | None:
    """Return the parts of a person's name, titles and offices left out; None where none is left.

    >>> person_name("then Prime Minister Adil Abd al-Mahdi")
    PersonName(given='adil', middle=(), family='abdmahdi')
    """
    plain = " ".join(fold(_points_out(name)))
    if "abd" in plain:
        plain = _SERVANT.sub("abd", plain)
    told = _ARTICLE.sub("", plain) if "-" in plain or "al " in plain else plain
    words = [w for w in told.split() if w not in _AFTER]
    later = "jr " if _BORN_LATER.intersection(plain.split()) else ""
    while words and (words[0] in _TITLES or words[0][:1].isdigit()):
        words = words[1:]
    while len(words) > 2 and words[-1] in _TITLES:
        words = words[:-1]
    if not words or _NO_PERSON.intersection(words):
        return None
    if len(words) == 1:
        return PersonName("", (), words[0])
    if words[0] in _GIVEN_LAST and len(words) <= 3 and words[-1] not in _GIVEN_LAST:
        return PersonName(" ".join(words[1:]).replace(" ", ""), (), words[0])
    return PersonName(later + words[0], tuple(words[1:-1]), words[-1])


def is_plain_name(words: str) -> bool:
    """Say whether the folded words of a person are the parts of the name as they stand.

    >>> is_plain_name("mara voss"), is_plain_name("adil abd al mahrani"), is_plain_name("mr voss")
    (True, False, False)
    """
    if not words.isascii() or _NOT_PLAIN.search(words):
        return False
    return _TURNING.isdisjoint(words.split(" "))


def _points_out(name: str) -> str:
    """Return a name with its article joined by a hyphen and its hyphens spaced: "Kim Jong-un"."""
    return _HYPHEN.sub(" ", name) if "-" in name else name


@lru_cache(maxsize=NAMES)
def skeleton(word: str) -> str:
    """Return a word's first letter and consonants as they sound, doubled ones once.

    G and k are one, for Arabic's q is written as either.

    >>> skeleton("mossul") == skeleton("mosul"), skeleton("qasim") == skeleton("ghassem")
    (True, True)
    """
    sounds = re.sub(r"(.)\1+", r"\1", as_sounded(word).replace("g", "k"))
    first = "a" if sounds[:1] in _VOWELS else sounds[:1]
    return first + "".join(c for c in sounds[1:] if c not in _VOWELS)


@lru_cache(maxsize=NAMES)
def as_sounded(word: str) -> str:
    """Return a word with one letter a sound and doubled letters once."""
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"(?<=[aeiou])h$", "", word))


@lru_cache(maxsize=NAMES)
def likeness(one: str, two: str) -> float:
    """Return how much of two spellings agrees, 0 to 1; 0 where their consonants do not."""
    if one == two:
        return 1.0
    if skeleton(one) != skeleton(two):
        return 0.0
    sounds = as_sounded(one), as_sounded(two)
    if sounds[0] == sounds[1]:
        return 1.0
    # Kerry is not Gerry: they are one only where one is written with a letter that is either.
    if _hard(sounds[0]) != _hard(sounds[1]) and not _EITHER.search(f"{one} {two}"):
        return 0.0
    near = _near_vowels(sounds[0]), _near_vowels(sounds[1])
    return max(_agreeing(*sounds), NEAR_VOWELS * _agreeing(*near))


def _agreeing(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


def _near_vowels(sounds: str) -> str:
    """Return a word as it sounds with o for u and e for i: "muhsin", "mohsen"."""
    return sounds.replace("u", "o").replace("i", "e")


def _hard(sounds: str) -> str:
    """Return the g and k of a word as it sounds."""
    return "".join(c for c in sounds if c in "gk")


def long_form(given: str) -> str:
    """Return the given name that one is short for or another language's form of, else itself."""
    return _NICKNAMES.get(given, given)


def given_alike(one: str, two: str) -> float:
    """Return how well two given names may be one: spelling, nickname or initial, 0 to 1.

    A woman's form of a man's name is another ("Ivan", "Ivana").
    """
    if long_form(one) == long_form(two):
        return 1.0
    short, long = sorted((one, two), key=len)
    if len(short) == 1:
        return 0.8 if one[0] == two[0] else 0.0
    if long.startswith(short) and long[len(short) :] in _OF_WOMEN:
        return 0.0
    if len(short) >= SHORT_FORM and long.startswith(short):
        return 0.9
    return likeness(one, two)


@lru_cache(maxsize=NAMES)
def same_person(one: PersonName, two: PersonName) -> float:
    """Return how well two full names may be one person's, 0 to 1; middle names must not clash.

    One may go by a middle name ("Tayyip Erdogan"), or have the family name before the given one.
    """
    family = likeness(one.family, two.family)
    clash = any(_clash(a, b) for a, b in zip(one.middle, two.middle, strict=False))
    found = 0.0 if clash else min(given_alike(one.given, two.given), family)
    if bool(one.middle) != bool(two.middle):
        longer, shorter = (one, two) if one.middle else (two, one)
        by_middle = max(likeness(m, shorter.given) for m in longer.middle)
        found = max(found, BY_MIDDLE * min(by_middle, family))
    if not one.middle and not two.middle:
        across = min(likeness(one.given, two.family), likeness(one.family, two.given))
        found = max(found, across if across >= TURNED else 0.0)
    return found


def _clash(one: str, two: str) -> bool:
    return one[0] != two[0] if min(len(one), len(two)) == 1 else likeness(one, two) == 0.0


@lru_cache(maxsize=NAMES)
def body_words(name: str) -> frozenset[str]:
    """Return the words that tell a body or place, in one spelling, order and small words left out.

    "the Ministry of Defence" and "Defense Ministry" have the same.
    """
    return frozenset(_SPELLINGS.get(w, w) for w in fold(name) if w not in _SMALL)


def initials(name: str) -> str:
    """Return the initials of a name of two words or more, small words left out: "btp"."""
    words = [w for w in fold(name) if w not in _SMALL]
    return "".join(w[0] for w in words) if len(words) > 1 else ""


def is_acronym(name: str) -> bool:
    """Say whether a name is written as letters: two to six capitals, points and an s aside."""
    plain = name.strip().replace(".", "")
    plain = plain[:-1] if plain.endswith("s") and plain[:-1].isupper() else plain
    return 2 <= len(plain) <= 6 and plain.isalpha() and plain.isupper()


def is_name(name: str) -> bool:
    """Say whether words are a name: one has a capital beyond an opening article, or is "49ers"."""
    words = name.split()
    kept = words[1:] if len(words) > 1 and words[0].lower() in ("the", "a", "an") else words
    return any(
        w[:1].isupper()
        or (len(w) > 3 and w[:3] == "al-" and w[3].isupper())
        or (w.endswith("ers") and w[:-3].isdigit())
        for w in kept
    )


def tail_of(words: Sequence[str]) -> Words:
    """Return a name's words without a last one that says only what it is ("Wagner group")."""
    return tuple(words[:-1]) if len(words) > 1 and words[-1] in word_set("kinds") else tuple(words)
