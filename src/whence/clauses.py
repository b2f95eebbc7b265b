"""Clauses: a sentence cut where one statement ends and the next begins, without a parser.

Floor 0, as two stages must cut alike: extraction pools one vector a clause, linking compares
them.
"""

from __future__ import annotations

import re
from itertools import pairwise

from whence.records.span import Span

MIN_WORDS = 3  # a shorter piece says nothing by itself and stays with its neighbour
MAX_CLAUSES = 64  # of one sentence; the rest of a longer one is a single clause

_VERBISH = (
    r"(?:\w{2,14}ed|\w{3,14}ing|was|were|is|are|has|had|have|will|would|could|can|may|might|did|"
    r"said|told|left|took|made|came|went|began|brought|found|held|led|sent|struck|fled|"
    r"fell|rose|shot|put|gave|set|broke|drove|fought|hit|killed|hurt)"
)
_SUBJECT = r"(?:he|she|it|they|we|i|you|there|this|that|who|which|whose|what)"
_JOIN = r"(?:and|but|or|yet|nor|so)"
_STRONG = (
    r"(?:(?:after|before)(?! (?:\d|midnight|noon|dawn|dusk|midday|\w{3,6}day))|while|when|where|"
    r"because|although|though|whereas|until|unless|whether|which|who|whose|whom|followed by|"
    r"including|in which|during which|some of whom|many of them|in retaliation|in response|"
    r"in revenge|in connection|in protest|on suspicion|because of|due to|as a result|as part of|"
    r"as well as|despite|in order to|so that|amid|following|if|once|"
    r"as (?:it|he|she|they|the|a|an)\b|since|saying|adding|warning|claiming|insisting|with the|"
    r"(?:say|said|says|saying|told \w{1,20}|added|adding|confirmed|announced|claimed|believe|"
    r"believed|warned|denied|reported|estimated|revealed) that)"
)
_CUT = re.compile(
    r"(?P<hard>[;:]\s|\s[-–—]{1,3}\s|—|\s?\.{3}\s|…\s|\n)"
    r"|(?P<quote>(?:(?<=\s)|^)[“\"‘](?=\w)|[”\"](?=[\s,.]))"
    rf"|(?P<comma>,[”\"’]?\s)(?={_JOIN}\b|{_STRONG}\b|{_VERBISH}\b|{_SUBJECT}\b|"
    r"(?:with|at|in|on|as|by|from|for|to|near|about|more|less|up|at least|the|a|an|all|no|not|some|"
    r"several|\d)\b)"
    r"|(?P<word>(?<! in)(?<! of)(?<! for)(?<! by)(?<! with)(?<! on)(?<! to)(?<! from)\s)"
    rf"(?=(?:{_JOIN} (?:then |later |also |were |was )?(?:{_VERBISH}|{_SUBJECT}|there)\b)|"
    rf"{_STRONG}\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_EDGE = " \t\n,;:-–—…\"“”‘’'"


def clauses_of(text: str, sentence: Span) -> tuple[Span, ...]:
    """Return the clauses of one sentence of `text`, in order, none overlapping.

    Cut at marks, at quotation marks, and before words that open a clause ("after", "which",
    "and said", ", killing"); a piece of fewer than `MIN_WORDS` words stays with the one before.
    White space and marks at the edges are left out. Always at least one clause where the sentence
    holds a word. Linear in the sentence's length.
    """
    pieces = _pieces(text, sentence)
    merged: list[Span] = []
    for piece in pieces:
        short = len(_WORD.findall(text, piece.start, piece.end)) < MIN_WORDS
        previous_short = merged and (
            len(_WORD.findall(text, merged[-1].start, merged[-1].end)) < MIN_WORDS
        )
        if merged and (short or previous_short):
            merged[-1] = Span(merged[-1].start, piece.end)
        else:
            merged.append(piece)
    return tuple(merged)


def _pieces(text: str, sentence: Span) -> list[Span]:
    cuts = [sentence.start]
    for match in _CUT.finditer(text, sentence.start, sentence.end):
        if len(cuts) >= MAX_CLAUSES:
            break
        cuts.append(match.end() if match["hard"] or match["comma"] else match.start())
    cuts.append(sentence.end)
    pieces = (_trim(text, a, b) for a, b in pairwise(cuts))
    return [p for p in pieces if p is not None]


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end) if _WORD.search(text, start, end) else None
