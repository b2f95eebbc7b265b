"""Grammatical gender of persons: titles, given names, the words beside a name, "he" and "she"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from enum import StrEnum

from whence.extraction.lexicon import word_sets
from whence.records.span import Span

_BEFORE = 60
_AFTER = 90
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BREAK = re.compile(r"[.;:!?\n\"“”()]")
_ASIDE = re.compile(r"\s?,\s(?:\d\d, )?([^,.;:\"“”]{2,90})")
_SENTENCE = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr)\.|[^.!?\n])+")
_PRONOUN = re.compile(r"\b(?:(he|him|his|himself)|(she|her|hers|herself))\b", re.I)
_LEAST_PRONOUNS = 2
_CLEAR = 4  # pronouns of one gender to each of the other


class Gender(StrEnum):
    """Grammatical gender of a person as far as the text and the name show it."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"

    def clashes(self, other: Gender) -> bool:
        """Say whether both are known and differ."""
        return self is not other and Gender.UNKNOWN not in (self, other)


def words_around(text: str, span: Span) -> tuple[list[str], list[str]]:
    """Return the lower-case words that lead up to a name and those of the aside behind it."""
    before = text[max(0, span.start - _BEFORE) : span.start]
    # "Mr. Bell": the point ends no sentence.
    tail = _BREAK.split(re.sub(r"\b(Mrs?|Ms|Dr)\.(?=\s*$)", r"\1", before))[-1]
    if "," in tail:
        tail = tail.rsplit(",", 1)[1]
    words = [w.lower() for w in _WORD.findall(tail)][-6:]
    aside = _ASIDE.match(text, span.end, span.end + _AFTER)
    if aside is None or aside.group(1).startswith("who"):
        return words, []
    return words, [w.lower() for w in _WORD.findall(aside.group(1))][:8]


def hints_of(before: Sequence[str], aside: Sequence[str]) -> set[str]:
    """Return the words of `words_around` near enough to the name to tell the person's gender."""
    return {*before[-2:], *aside[:4]}


def gender_of(words: Sequence[str], hints: Collection[str]) -> Gender:
    """Return the gender that `hints` beside a name tell, else its given name.

    `words` are those of the fullest name, folded.
    """
    lists = word_sets("people")
    for titles, gender in (("female_titles", Gender.FEMALE), ("male_titles", Gender.MALE)):
        if lists[titles].intersection(hints):
            return gender
    if len(words) > 1:
        is_female, is_male = words[0] in lists["female_names"], words[0] in lists["male_names"]
        if is_female != is_male:
            return Gender.FEMALE if is_female else Gender.MALE
    return Gender.UNKNOWN


def genders_by_pronouns(
    text: str, persons: Iterable[tuple[Span, Hashable]]
) -> dict[Hashable, Gender]:
    """Return the genders that "he" and "she" tell in sentences that name one person alone.

    `persons` are the places of names, sorted, each with whatever is taken for one person.
    """
    listed = list(persons)
    seen: dict[Hashable, Counter[bool]] = {}
    at = 0
    for sentence in _SENTENCE.finditer(text):
        first = at
        while at < len(listed) and listed[at][0].start < sentence.end():
            at += 1
        named = {who for _, who in listed[first:at]}
        if len(named) == 1:
            counts = seen.setdefault(named.pop(), Counter())
            behind = _PRONOUN.finditer(text, listed[first][0].end, sentence.end())
            counts.update(bool(pronoun[1]) for pronoun in behind)
    told = {who: _by_count(counts[True], counts[False]) for who, counts in seen.items()}
    return {who: gender for who, gender in told.items() if gender is not Gender.UNKNOWN}


def _by_count(he: int, she: int) -> Gender:
    if he >= max(_LEAST_PRONOUNS, _CLEAR * she):
        return Gender.MALE
    return Gender.FEMALE if she >= max(_LEAST_PRONOUNS, _CLEAR * he) else Gender.UNKNOWN
