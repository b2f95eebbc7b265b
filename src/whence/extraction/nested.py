"""Attributions inside the content of others, by rule.

The network is trained on news where only the outermost attribution is marked, so it passes over
"he believes" inside a quotation. In such a place the form is plain: a subject, a verb of saying
or thinking, what is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from whence.extraction.attribution import Draft
from whence.extraction.lexicon import word_sets
from whence.extraction.morphology import lemma_of
from whence.extraction.nominals import singular
from whence.records.extraction import Mention
from whence.records.span import Span, Spans

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_WORDS = word_sets("nested")
_END = re.compile(r"[.!?;](?=[\s\"”’']|$)|[\"”](?=\s|$)|\n|,? and that\b")
_NP_WORDS = 5
_LEAST_CONTENT = 8
_RULE_SCORE = 0.55
"""Probability of an attribution made by this rule, as counted on the development reports."""


def add_nested(
    text: str, drafts: Sequence[Draft], mentions: Sequence[Mention], sentences: Spans
) -> list[Draft]:
    """Return `drafts` with the attributions found inside their contents.

    Args:
        text: the report's text.
        drafts: what the network found, clean.
        mentions: the report's names, sorted.
        sentences: its sentences, sorted; a nested content ends with its sentence.

    Returns:
        All of `drafts` and the new ones, not sorted. Linear in the text's length.
    """
    taken = sorted(span for draft in drafts for span in draft.cue)
    contents = _merged(span for draft in drafts for span in draft.content)
    finder = _Finder(text, mentions, sentences)
    found = [
        nested
        for content in contents
        for nested in finder.inside(content)
        if not _overlaps_any(nested.cue[0], taken)
    ]
    return [*drafts, *found]


def _merged(spans: Iterator[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _overlaps_any(span: Span, spans: Sequence[Span]) -> bool:
    place = bisect_left(spans, span)
    return any(span.overlaps(other) for other in spans[max(0, place - 1) : place + 1])


@cache
def _is_cue(word: str) -> bool:
    return lemma_of(word, word_sets("stances")["nested_cues"]) is not None


class _Finder:
    def __init__(self, text: str, mentions: Sequence[Mention], sentences: Spans) -> None:
        self._text = text
        self._ends = [m.span.end for m in mentions]
        self._mentions = mentions
        self._sentences = sentences
        self._starts = [s.start for s in sentences]

    def inside(self, content: Span) -> Iterator[Draft]:
        words = list(_WORD.finditer(self._text, content.start, content.end))
        for index, match in enumerate(words):
            word = match.group().lower()
            if index and len(word) > 2 and _is_cue(word):
                draft = self._read(content, words, index)
                if draft is not None:
                    yield draft

    def _read(self, content: Span, words: list[re.Match[str]], index: int) -> Draft | None:
        verb = words[index]
        first = index
        while first and words[first - 1].group().lower() in _WORDS["between"] and index - first < 5:
            first -= 1
        if first == 0 or not self._adjoins(words[first - 1].end(), words[first].start()):
            return None
        helpers = {words[i].group().lower() for i in range(first, index)}
        ending = verb.group().lower()[-3:]
        if ending == "ing" and not helpers & _WORDS["passive"]:
            return None
        if ending != "ing" and helpers & _WORDS["passive"]:
            return None
        source = self._subject(content, words, first - 1)
        if source is None:
            return None
        said = self._said(content, verb.end())
        if said is None:
            return None
        cue = Span(words[first].start(), verb.end())
        return Draft((source,), (cue,), (said,), _RULE_SCORE)

    def _adjoins(self, end: int, start: int) -> bool:
        return self._text[end:start].strip(" ,") == "" and start - end <= 2

    def _subject(self, content: Span, words: list[re.Match[str]], last: int) -> Span | None:
        word = words[last]
        if word.group().lower() in _WORDS["pronouns"]:
            return Span(word.start(), word.end())
        end = word.end()
        named = self._name_ending(end, content)
        low = max(0, last - _NP_WORDS)
        for place in range(last, low - 1, -1):
            lowered = words[place].group().lower()
            if place < last and not self._adjoins(words[place].end(), words[place + 1].start()):
                break
            if lowered in _WORDS["stops"]:
                break
            if lowered in _WORDS["determiners"] or words[place].start() == content.start:
                start = words[place].start()
                is_role = _is_role(word.group().lower())
                return Span(start, end) if named is not None or is_role else None
        if named is not None:
            return named
        return Span(word.start(), end) if _is_role(word.group().lower()) else None

    def _name_ending(self, end: int, content: Span) -> Span | None:
        place = bisect_left(self._ends, end)
        if place < len(self._ends) and self._ends[place] == end:
            span = self._mentions[place].span
            return span if span.start >= content.start else None
        return None

    def _said(self, content: Span, start: int) -> Span | None:
        number = max(0, bisect_right(self._starts, start) - 1)
        limit = content.end
        if self._sentences:
            limit = min(limit, self._sentences[number].end)
        stop = _END.search(self._text, start, limit)
        end = stop.start() if stop else limit
        while start < end and not self._text[start].isalnum():
            if self._text[start] in ".?!;":
                return None
            start += 1
        span = Span(start, max(start, end))
        return span if len(span) >= _LEAST_CONTENT else None


def _is_role(word: str) -> bool:
    roles = word_sets("roles")
    lemma = singular(word)
    return any(
        lemma in roles[name] or word in roles[name]
        for name in ("unnamed", "government", "outlet", "document", "group", "plural_words")
    )
