"""Subjects: the words before a verb that name who does it, found without a parser."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from whence.extraction.lexicon import word_sets
from whence.extraction.nominals import singular
from whence.records.extraction import Mention
from whence.records.span import Span

WORDS = word_sets("nested")
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_NP_WORDS = 5


class Subjects:
    """Finds subjects in one text with its names (sorted)."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._ends = [m.span.end for m in mentions]
        self._mentions = mentions

    def words(self, span: Span) -> list[re.Match[str]]:
        """Return the words of `span`, as matches."""
        return list(_WORD.finditer(self._text, span.start, span.end))

    def adjoins(self, end: int, start: int) -> bool:
        """Say whether nothing but a space or a comma stands between two words."""
        return self._text[end:start].strip(" ,") == "" and start - end <= 2

    def ending_with(self, words: Sequence[re.Match[str]], last: int, start: int) -> Span | None:
        """Return the subject whose last word is `words[last]`, or None where it is no subject.

        It is a pronoun, a name, or a noun phrase whose head is a role; `start` is where the
        clause may begin at the earliest.
        """
        word = words[last]
        if word.group().lower() in WORDS["pronouns"]:
            return Span(word.start(), word.end())
        end = word.end()
        named = self._name_ending(end, start)
        low = max(0, last - _NP_WORDS)
        for place in range(last, low - 1, -1):
            lowered = words[place].group().lower()
            if place < last and not self.adjoins(words[place].end(), words[place + 1].start()):
                break
            if lowered in ("whether", "if"):
                return None
            if lowered in WORDS["stops"]:
                break
            if lowered in WORDS["determiners"] or words[place].start() == start:
                is_subject = named is not None or is_role(word.group().lower())
                begin = self._before_aside(words[place].start(), start)
                return Span(begin, end) if is_subject else None
        if named is not None:
            return named
        return Span(word.start(), end) if is_role(word.group().lower()) else None

    def _before_aside(self, aside: int, start: int) -> int:
        """Return where the name begins that an aside follows: "Ada Bell, the mayor,"."""
        if self._text[aside - 2 : aside] != ", ":
            return aside
        named = self._name_ending(aside - 2, start)
        return named.start if named is not None else aside

    def _name_ending(self, end: int, start: int) -> Span | None:
        place = bisect_left(self._ends, end)
        if place < len(self._ends) and self._ends[place] == end:
            span = self._mentions[place].span
            return span if span.start >= start else None
        return None


@cache
def is_role(word: str) -> bool:
    """Say whether a lower-case word names somebody by what they are: "officials", "ministry"."""
    roles = word_sets("roles")
    lemma = singular(word)
    return any(
        lemma in roles[name] or word in roles[name]
        for name in ("unnamed", "government", "outlet", "document", "group", "plural_words")
    )
