"""Does the sentence around a time expression speak of the past or of what is to come?

No tagger is at hand here: the nearest verb forms decide. "will", "to" with a verb, "due" and the
like look forward, past forms look back; a past form right after "will" or "to be" belongs to it
("will be held").
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from whence.records.span import Span

# Characters looked at on either side; a clause seldom is longer, and it bounds the work.
REACH = 160
# A verb after the expression counts as this much farther away than one before it: English news
# puts the time behind its verb. Chosen on TimeBank and AQUAINT.
AFTER_WEIGHT = 4.0
# Tokens after "will", "to" and the like that belong to the same verb group.
GROUP = 4


_STOPS = frozenset(".;:")


class Tense(Enum):
    """Which way the nearest verb looks."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|[.;:]")
_FUTURE = _words(
    """
    will shall won't won’t 'll we'll we’ll he'll he’ll she'll they'll they’ll it'll i'll
    you'll upcoming scheduled due slated must should can
    """
)
# What lets "to" with a verb speak of what is to come: "plans to", "is to", "set to". A bare
# infinitive ("gathered to watch") takes its time from the verb before it.
_LEADS_TO = re.compile(
    r"(?:is|are|was|were|going|due|set|about|ready|likely|unlikely|able|plan|aim|expect|agree|vow"
    r"|promise|pledge|intend|hope|schedul|want|wish|ask|call|decide|decision|threat|prepar|propos"
    r"|urge|offer|invite|slate|deadline|deal|effort|need|promised|planned|time|right|pressure)"
    r"(?:n|s|es|d|ed|ned|ning|ing|uled|uling|al|als|ts|ten|tens|tened|e|er)?"
)
_BEFORE_TO = 3
_NOT_A_VERB = _words(
    """
    the a an this that these those his her their its my our your all be-all no any each both
    mr mrs more about at on in by from up as
    """
)
_PAST = _words(
    """
    was were had did been became began broke brought built came caught chose drew drove ate
    fell felt fought found flew got gave went grew heard held hit kept knew led left lost
    made met paid ran rose said sat saw sent shot showed shut spoke spent stood struck swept
    took taught thought threw told understood won wrote fled sank stole swore tore woke wore
    sought bought sold slept dealt laid lay hurt taken given seen gone done known shown
    stolen written spoken thrown worn fallen begun beaten
    """
)
_NOT_PAST = _words(
    """
    need indeed speed feed seed united hundred red bed led-free exceed proceed succeed embed
    agreed-upon sacred naked wicked breed bleed weed
    """
)


# "They postponed it until Tuesday": the verb is past, the day to come.
_PUT_OFF = re.compile(
    r"\b(?:postpon|delay|extend|adjourn|defer|suspend|reschedul|put off|push)[^.;:]{0,60}"
    r"\b(?:until|till|to)\s$"
)


# "They said it would be mended by Tuesday": what was to come then, and a day told with "by".
_WOULD_BY = re.compile(r"\bwould (?!have\b)[^.;:]{0,60}\b(?:by|until|till)\s$")


@lru_cache(maxsize=64)
def tense_near(text: str, span: Span, sentence: Span) -> Tense:
    """Return the tense of the verb form nearest to `span` within `sentence`.

    Linear in a constant window around the span; reads nothing beyond the sentence.
    """
    before = text[max(sentence.start, span.start - REACH) : span.start]
    if _PUT_OFF.search(before.lower()) or _WOULD_BY.search(before.lower()):
        return Tense.FUTURE
    after = text[span.end : min(sentence.end, span.end + REACH)]
    past_behind, distance_behind = _nearest(before, from_end=True)
    past_ahead, distance_ahead = _nearest(after, from_end=False)
    if distance_behind <= distance_ahead * AFTER_WEIGHT:
        return past_behind
    return past_ahead


def _nearest(words: str, *, from_end: bool) -> tuple[Tense, float]:
    """Return the tense nearest to the end (or start) of `words` and its distance in tokens."""
    tokens = [match.group() for match in _WORD.finditer(words)]
    marks = _marked(tokens)
    best = (Tense.UNKNOWN, float("inf"))
    for index, tense in enumerate(marks):
        if tense is Tense.UNKNOWN:
            continue
        if not from_end:
            return tense, index + 1
        best = (tense, len(marks) - index)
    return best


def _marked(tokens: list[str]) -> list[Tense]:
    marks: list[Tense] = []
    group_left = 0
    for index, token in enumerate(tokens):
        lower = token.lower()
        looks_ahead = lower in _FUTURE or lower.endswith(("'ll", "’ll"))
        if looks_ahead or (lower == "to" and _is_infinitive(tokens, index)):
            group_left = GROUP + 1
        if token in _STOPS:
            group_left = 0
        if group_left > 0:
            group_left -= 1
            verb = looks_ahead or lower == "to" or _is_past(token)
            marks.append(Tense.FUTURE if verb else Tense.UNKNOWN)
        else:
            marks.append(Tense.PAST if _is_past(token) else Tense.UNKNOWN)
    return marks


def _is_infinitive(tokens: list[str], index: int) -> bool:
    if index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    if not following.islower() or following in _NOT_A_VERB or following.endswith("ing"):
        return False
    leads = tokens[max(0, index - _BEFORE_TO) : index]
    return index == 0 or any(_LEADS_TO.fullmatch(token.lower()) for token in leads)


def _is_past(token: str) -> bool:
    lower = token.lower()
    if lower in _PAST:
        return True
    return token.islower() and lower.endswith("ed") and len(lower) > 3 and lower not in _NOT_PAST
