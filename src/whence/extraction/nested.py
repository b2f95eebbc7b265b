"""Attributions inside the content of others, by rule.

The network is trained on news where only the outermost attribution is marked, so it passes over
"he believes" inside a quotation. In such a place the form is plain: a subject, a verb of saying
or thinking, or "is" and a word of feeling, what is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from whence.extraction.attribution import Draft
from whence.extraction.lexicon import word_sets
from whence.extraction.morphology import lemma_of
from whence.extraction.subjects import WORDS, Subjects
from whence.records.extraction import Mention
from whence.records.span import Span, Spans

_END = re.compile(r"[.!?;](?=[\s\"”’']|$)|[\"”](?=\s|$)|\n|,? and that\b")
_BEFORE_THAT = re.compile(r"(?:in|to|on|at|during|through|via) [^.;:]{0,80}?\b(?=that\b)")
_ELLIPSIS = re.compile(r"\.\.\.")
_LEAST_CONTENT = 8
_LONGEST_CONTENT = 600
_NAMED_BEFORE = 12
_SYMPATHY = re.compile(
    r"\b(?P<source>my|our|his|her|their) (?P<cue>(?:deepest |heartfelt |sincere )?"
    r"(?:thoughts|hearts?|prayers|sympathies|sympathy|condolences)(?: and (?:prayers|hearts))? "
    r"(?:is|are|goes|go|remain)(?: out)? (?:with|to))\b",
    re.I,
)
_THAT_NEXT = re.compile(r"\s+that\b")
_SURE_ALONE = 0.85
"""From here up an inner attribution that nothing holds is kept; set on PolNeAR dev."""
_LEAST_UNNAMED = 0.5
"""Below this an attribution to nobody inside what another says is a stray word."""
_RULE_SCORE = 0.55
"""Set low with care: of 23 such cues in the fifteen development reports, 22 were right."""


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


def without_stray_inner(drafts: Sequence[Draft]) -> list[Draft]:
    """Return `drafts` without those that the network takes for inner but that nothing holds.

    A sure one stays: rather is it outer than that nobody says it. Nor does a faint one stay that
    names no source and stands in what another says.
    """
    contents = _merged(span for draft in drafts if not draft.inner for span in draft.content)
    return [draft for draft in drafts if _stands(draft, contents)]


def _stands(draft: Draft, contents: Sequence[Span]) -> bool:
    held = any(_overlaps_any(span, contents) for span in draft.cue)
    if draft.inner:
        return held or draft.score >= _SURE_ALONE
    return not held or bool(draft.source) or draft.score >= _LEAST_UNNAMED


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


def _is_filler(subject: str, verb: str) -> bool:
    """Say whether subject and verb only fill speech ("you know") or speak of no speaker."""
    lowered, said = subject.lower(), verb.lower()
    if lowered == "you":
        return said in ("know", "tell", "see", "think", "say")
    return lowered == "it" and said.startswith(("conclud", "investigat", "assess"))


@cache
def _is_cue(word: str) -> bool:
    return lemma_of(word, word_sets("stances")["nested_cues"]) is not None


class _Finder:
    def __init__(self, text: str, mentions: Sequence[Mention], sentences: Spans) -> None:
        self._text = text
        self._subjects = Subjects(text, mentions)
        self._sentences = sentences
        self._starts = [s.start for s in sentences]

    def inside(self, content: Span) -> Iterator[Draft]:
        words = self._subjects.words(content)
        for index in range(len(words)):
            draft = self._at(content, words, index)
            if draft is not None:
                yield draft
        for match in _SYMPATHY.finditer(self._text, content.start, content.end):
            said = self._said(content, match.end())
            if said is not None:
                source, cue = Span(*match.span("source")), Span(*match.span("cue"))
                yield Draft((source,), (cue,), (said,), _RULE_SCORE)

    def _at(self, content: Span, words: list[re.Match[str]], index: int) -> Draft | None:
        """Read the attribution whose verb or word of feeling is `words[index]`, if it is one."""
        word = words[index].group().lower()
        if word in WORDS["as_participles"] and (draft := self._as_saying(content, words, index)):
            return draft
        if index and len(word) > 2 and _is_cue(word):
            return self._read(content, words, index)
        if index and word in WORDS["attitudes"]:
            return self._feels(content, words, index)
        return None

    def _read(self, content: Span, words: list[re.Match[str]], index: int) -> Draft | None:
        verb = words[index]
        first = self._first_of_verb(words, index)
        if first is None:
            return None
        helpers = {words[i].group().lower() for i in range(first, index)}
        ending = verb.group().lower()[-3:]
        if ending == "ing" and not helpers & WORDS["passive"]:
            return None
        if ending != "ing" and helpers & WORDS["passive"]:
            return None
        return self._draft(content, words, first, verb.end())

    def _feels(self, content: Span, words: list[re.Match[str]], index: int) -> Draft | None:
        """Read "we are deeply saddened by ...", "his office was aware of ..."."""
        first = self._first_of_verb(words, index)
        if first is None:
            return None
        if not {words[i].group().lower() for i in range(first, index)} & WORDS["passive"]:
            return None
        end = words[index].end()
        governs = index + 1 < len(words) and words[index + 1].group().lower() in WORDS["governing"]
        that = _THAT_NEXT.match(self._text, end, content.end)
        if not governs and that is None:
            return None
        return self._draft(content, words, first, words[index + 1].end() if governs else end)

    def _first_of_verb(self, words: list[re.Match[str]], index: int) -> int | None:
        """Return where the verb's helpers begin, None where no subject stands next to them."""
        first = index
        while first and words[first - 1].group().lower() in WORDS["between"] and index - first < 5:
            first -= 1
        if first == 0 or not self._subjects.adjoins(words[first - 1].end(), words[first].start()):
            return None
        return first

    def _draft(
        self, content: Span, words: list[re.Match[str]], first: int, end: int
    ) -> Draft | None:
        source = self._subjects.ending_with(words, first - 1, content.start)
        cue = Span(words[first].start(), end)
        if source is None or _is_filler(source.of(self._text), cue.of(self._text).split()[-1]):
            return None
        said = self._said(content, end)
        return None if said is None else Draft((source,), (cue,), (said,), _RULE_SCORE)

    def _as_saying(self, content: Span, words: list[re.Match[str]], index: int) -> Draft | None:
        """Read "one official as saying: ..." at a content's beginning, as after "quoted"."""
        if not 2 <= index <= _NAMED_BEFORE or words[index - 1].group().lower() != "as":
            return None
        source = Span(words[0].start(), words[index - 2].end())
        start = words[index].end()
        while start < content.end and self._text[start] in " ,:":
            start += 1
        cue = Span(words[index - 1].start(), words[index].end())
        said = Span(start, min(content.end, start + 2 * _LONGEST_CONTENT))
        return Draft((source,), (cue,), (said,), _RULE_SCORE) if len(said) > 1 else None

    def _said(self, content: Span, start: int) -> Span | None:
        number = max(0, bisect_right(self._starts, start) - 1)
        limit = min(content.end, start + _LONGEST_CONTENT)
        if self._sentences:
            limit = min(limit, self._sentences[number].end)
        ellipsis = _ELLIPSIS.match(self._text, start, limit)
        start = ellipsis.end() if ellipsis else start
        stop = _END.search(self._text, start, limit)
        end = stop.start() if stop else limit
        while start < end and not self._text[start].isalnum():
            if self._text[start] in ".?!;":
                return None
            start += 1
        aside = _BEFORE_THAT.match(self._text, start, end)
        start = aside.end() if aside else start
        span = Span(start, max(start, end))
        return span if len(span) >= _LEAST_CONTENT else None
