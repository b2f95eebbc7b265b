"""Stance: how a speaker stands to the content, read off the cue and, for plain speech, the content.

The lists are in `lexicon/stances.toml`; the rules here add negation and grammar. The order of the
rules is the order of their certainty on the development reports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from whence.extraction.lexicon import word_sets
from whence.extraction.morphology import lemma_of
from whence.records.extraction import Stance

_WORD = re.compile(r"[a-z]+n['’]t|[a-z]+|n['’]t")
_NEGATION = frozenset(["not", "never", "no", "n't", "hardly", "neither", "nor", "without"])
_QUESTION_OPENING = re.compile(r"[\"'“‘]?(?:whether|if|why|how|who|what|when|where)\b", re.I)
_OWN_FUTURE = re.compile(
    r"\b(?:we|i)(?:[’']ll| will| shall| are going to|[’']re going to|[’']m going to| won[’']t)\b",
    re.I,
)
_TO_DO = re.compile(r"(?:not )?to [a-z]")
_TELLS = frozenset(["tell", "told", "tells", "telling", "warn", "warned", "warns", "warning"])
_FUTURE = re.compile(r"\b(?:will|won[’']t|would|is likely to|are likely to|expects?|may soon)\b")
_STRONG_FUTURE = re.compile(r"\b(?:expects?|expected to|is likely to|are likely to)\b")
_SCAN = 600

_BY_LEMMA = (
    ("declines", Stance.DECLINES),
    ("denies", Stance.DENIES),
    ("accuses", Stance.ACCUSES),
    ("demands", Stance.DEMANDS),
    ("condemns", Stance.CONDEMNS),
    ("praises", Stance.PRAISES),
    ("confirms", Stance.CONFIRMS),
    ("vows", Stance.VOWS),
    ("predicts", Stance.PREDICTS),
    ("questions", Stance.QUESTIONS),
)
_SAYS_NOTHING_IF_NEGATED = frozenset(
    {Stance.CONFIRMS, Stance.ASSERTS, Stance.DECLINES, Stance.VOWS}
)
_OPPOSITE = {
    Stance.DENIES: Stance.ASSERTS,
    Stance.ACCUSES: Stance.ASSERTS,
    Stance.PRAISES: Stance.CONDEMNS,
    Stance.CONDEMNS: Stance.ASSERTS,
    Stance.DEMANDS: Stance.ASSERTS,
    Stance.PREDICTS: Stance.PREDICTS,
    Stance.QUESTIONS: Stance.ASSERTS,
}
_NO_NEGATION = re.compile(
    r"\bnot (?:only|just|merely)\b|\bno (?:doubt|less)\b"
    r"|\b(?:can't|cannot|couldn't|could not) believe\b"
)
"""Words that negate nothing; who "can't believe it" takes it for true."""
_NONE_TELL = re.compile(
    r"\b(?:is|are|was|were|been) no (?:\w+ )?(?=(?:reports?|signs?|indications?)\b)"
)
"""That there are no reports of a thing says something of the thing, and withholds nothing."""
_ASIDE = re.compile(r"(?<=\w) without\b.*")
_WITHHOLDS = re.compile(
    r"\b(?:refus\w+|declin\w+|fail(?:s|ed|ing)? to|unable to|yet to|stop(?:s|ped)? short)\b"
)


def stance_of(cue: str, content: str) -> Stance:
    """Return the stance that `cue` gives to `content`; asserts where nothing tells more.

    Only the first 600 characters of the content are read.
    """
    cue_low = " ".join(cue.lower().replace("’", "'").split())
    cue_low = _NONE_TELL.sub("", without_idioms(_ASIDE.sub("", cue_low)))
    head = content[:_SCAN]
    words = _WORD.findall(cue_low)
    if (phrase := _phrase_stance(cue_low, head)) is not None:
        return phrase
    if _WITHHOLDS.search(cue_low):
        return Stance.DECLINES
    negated = _is_negated(words)
    for word in words:
        stance = _word_stance(word)
        if stance is None:
            continue
        if negated:
            return _negated(stance, word, head)
        return _weigh(stance, word, head)
    if negated and any(lemma_of(word, word_sets("stances")["holds"]) for word in words):
        return Stance.DENIES
    if negated and _SAYS.search(cue_low):
        return Stance.DECLINES
    return _content_stance(words, head)


def without_idioms(cue: str) -> str:
    """Return a lower-case cue without the words that look like a negation and are none."""
    return _NO_NEGATION.sub(" ", cue)


_SAYS = re.compile(
    r"\b(?:say|comment|mention|reveal|disclose|specify|elaborate|report|respond|claim|state|"
    r"announce|address|explain|provide)"
)


def _is_negated(words: Sequence[str]) -> bool:
    return any(word in _NEGATION or word.endswith("n't") for word in words)


def _phrase_stance(cue: str, content: str) -> Stance | None:
    """Return the stance of a listed phrase in the cue, turned where the rest negates it."""
    for stance, phrases in _phrases():
        for phrase in phrases:
            at = cue.find(phrase)
            if at < 0:
                continue
            if stance is Stance.DECLINES:
                return stance
            before = cue[:at]
            if _WITHHOLDS.search(before):
                return Stance.DECLINES
            if _is_negated(_WORD.findall(before)):
                return _negated(stance, phrase, content)
            return stance
    return None


@cache
def _phrases() -> tuple[tuple[Stance, tuple[str, ...]], ...]:
    lists = word_sets("stances")
    return tuple(
        (stance, tuple(sorted(lists[f"{name}_phrases"])))
        for name, stance in _BY_LEMMA
        if f"{name}_phrases" in lists
    )


@cache
def _word_stance(word: str) -> Stance | None:
    lists = word_sets("stances")
    for name, stance in _BY_LEMMA:
        if lemma_of(word, lists[name]) is not None:
            return stance
    return None


def _negated(stance: Stance, word: str, content: str) -> Stance:
    """Return what is left of a stance that is negated: "did not confirm" leaves nothing said.

    Who does not plan, threaten or expect a thing denies it; who does not promise it says nothing.
    """
    if stance is Stance.VOWS and lemma_of(word, word_sets("stances")["intends"]):
        return Stance.DENIES
    if stance in _SAYS_NOTHING_IF_NEGATED:
        return Stance.DECLINES
    if stance is Stance.QUESTIONS and not _QUESTION_OPENING.match(content):
        return Stance.ASSERTS
    return _OPPOSITE.get(stance, stance)


def _weigh(stance: Stance, word: str, content: str) -> Stance:
    """Mend the readings of words that mean two things by what follows them."""
    if stance is Stance.QUESTIONS and word.startswith("ask"):
        is_question = _QUESTION_OPENING.match(content) or content.rstrip("\"'”’ ").endswith("?")
        return Stance.QUESTIONS if is_question else Stance.DEMANDS
    return stance


def _content_stance(words: Sequence[str], content: str) -> Stance:
    lists = word_sets("stances")
    if content.rstrip("\"'”’ ").endswith("?"):
        return Stance.QUESTIONS
    if _TO_DO.match(content):
        return Stance.ASSERTS if _TELLS.isdisjoint(words) else Stance.DEMANDS
    believes = any(w.startswith(("believ", "think", "thought", "warn")) for w in words)
    if _STRONG_FUTURE.search(content) or (believes and _FUTURE.search(content)):
        return Stance.PREDICTS
    found = set(_WORD.findall(content.lower()))
    if found & lists["content_condemns"]:
        return Stance.CONDEMNS
    if found & lists["content_demands"]:
        return Stance.DEMANDS
    if found & lists["content_praises"]:
        return Stance.PRAISES
    if "no comment" in content.lower():
        return Stance.DECLINES
    if _OWN_FUTURE.search(content) and "hope" not in words:
        return Stance.VOWS
    return Stance.ASSERTS
