"""Sentence boundaries: one linear pass over each paragraph, no model.

A boundary needs an end mark, the quote marks and brackets that close on it, white space, and a
next word that can open a sentence. Abbreviations are told apart by what may follow them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.extraction.lexicon import word_sets
from whence.records.span import Span

_CLOSERS = "\"'”’»)\\]"
_OPENERS = "\"'“‘„«(\\[—–-"
_END = re.compile(rf"[.!?…]{{1,20}}[{_CLOSERS}]{{0,4}}(?=\s|$)|(?<=[a-z]{{2}})\.(?=[A-Z][a-z])")
_LAST_WORD = re.compile(r"[\w.&'’-]{1,24}$")
_NEXT = re.compile(rf"\s*[{_OPENERS}]{{0,4}}\s?(\w+)(\.?)")
_ASKED = re.compile(
    r"\s+(?:[A-Z][\w.’'-]{0,20} ){1,3}(?:said|says|asked|asks|wrote|added|told|demanded|replied)\b"
)
_WINDOW = 80

_WORDS = word_sets("sentences")


def split_sentences(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, each inside one of `paragraphs`.

    Spans are trimmed of white space; closing quote marks and brackets stay with the sentence
    they close. Text outside the paragraphs belongs to no sentence. Linear in the text's length.
    """
    return tuple(s for paragraph in paragraphs for s in _split_paragraph(text, paragraph))


def _split_paragraph(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        if match.end() < paragraph.end and not _is_boundary(text, start, match, paragraph.end):
            continue
        if sentence := _trim(text, start, match.end()):
            yield sentence
        start = match.end()
    if sentence := _trim(text, start, paragraph.end):
        yield sentence


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _is_boundary(text: str, start: int, end_mark: re.Match[str], limit: int) -> bool:
    following = text[end_mark.end() : min(limit, end_mark.end() + _WINDOW)]
    mark = end_mark.group()
    if end_mark.start() > 0 and text[end_mark.start() - 1].isspace() and mark[0] in ".…":
        return False  # an omission within a quotation: "we will ... never"
    opener = _NEXT.match(following)
    if opener is None:
        return True
    word, stop = opener.group(1), opener.group(2)
    if word[0].islower():
        return False
    if mark[0] in "!?" and mark[-1] in "\"'”’" and _ASKED.match(following):
        return False
    if mark == ".":
        before = _LAST_WORD.search(text, max(start, end_mark.start() - 24), end_mark.start())
        return before is None or _may_end(
            before.group(),
            word,
            stop,
            text[max(start, end_mark.start() - _WINDOW) : end_mark.start()],
        )
    return True


def _may_end(before: str, word: str, stop: str, sentence: str) -> bool:
    lowered = before.lower().strip("'’-")
    if lowered in _WORDS["never_end"]:
        return False
    parts = before.strip(".").split(".")
    is_initials = len(parts) > 1 and all(len(part) <= 2 for part in parts)
    is_initial = len(before) == 1 and before.isupper() and before != "I"
    if is_initials or is_initial or lowered in _WORDS["may_end"]:
        return word.lower() in _WORDS["openers"] and not stop
    is_list_number = before.isdigit() and sentence.strip() == before
    return not is_list_number
