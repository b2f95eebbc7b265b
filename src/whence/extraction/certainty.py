"""Certainty: as what a content is put forward by the speaker: a fact, possible, future, not so.

It speaks of the content's words as they stand. "She said it did not fall" puts "it did not fall"
forward as a fact; "she denied that it fell" puts "it fell" forward as not so; "she did not confirm
that it fell" leaves it possible. Only the content's main clause is read: in "the man who may have
seen it was found" the finding is a fact. The word lists are in `lexicon/certainty.toml`.
"""

from __future__ import annotations

import re
from functools import cache

from whence.extraction.lexicon import word_sets
from whence.extraction.morphology import lemma_of
from whence.extraction.stance import without_idioms
from whence.records.extraction import Certainty, Stance

_READ = 400
"""How many characters of a content are read: the main verb seldom stands further off."""
_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*|[,;:.!?—–()]")
_PAUSES = frozenset(",;:.!?—–()")
_MARKS = " \"'“”‘’«»"
_OF_STANCE = {
    Stance.DENIES: Certainty.NOT_SO,
    Stance.QUESTIONS: Certainty.POSSIBLE,
    Stance.DECLINES: Certainty.POSSIBLE,
    Stance.DEMANDS: Certainty.FUTURE,
    Stance.VOWS: Certainty.FUTURE,
    Stance.PREDICTS: Certainty.FUTURE,
}
_DENYING = re.compile(
    r"\b(?:deny|denied|denies|denying|dispute[sd]?|contest(?:s|ed)?|rule[sd]? out)\b"
)
_NEGATED = re.compile(r"\b(?:not|never|nor|neither|hardly|no)\b|n['’]t\b")
_MONTH = re.compile(r"(?<=\w )May\b|\bMay(?= \d)")
"""The month, which in lower case would be a hedge."""
_CONFIRMED = 0.5
"""From here up a factuality of -3 to 3 says that it happened: a judgement, until measured."""


def certainty_of(
    cue: str, content: str, stance: Stance, happened: float | None = None
) -> Certainty:
    """Return as what the content is put forward.

    Args:
        cue: the cue's words.
        content: the content's words; the first 400 characters are read.
        stance: the speaker's stance (see `stance_of`).
        happened: the factuality of the content's main verb as a network reads it, from -3 (it
            surely did not happen) to 3 (it surely did), None where none has looked.

    Returns:
        Denied contents are not so; what is asked, guessed or left unsaid is possible; what is
        demanded, vowed or predicted is in the future; else the main clause's own words decide,
        then `happened`, and a content of which nothing tells is put forward as a fact.
    """
    said = without_idioms(cue[:_READ].lower().replace("’", "'"))
    words = _MONTH.sub("maytime", content[:_READ]).lower()
    asserted = _by_cue(said, words, stance)
    if asserted is not None:
        return asserted
    clause = main_clause(words)
    if _possible().search(clause) and not _only_ability(clause):
        return Certainty.POSSIBLE
    if stance in _OF_STANCE:
        return _OF_STANCE[stance]
    if _future().search(clause):
        return Certainty.FUTURE
    if happened is None or happened >= _CONFIRMED or _denies_itself(clause):
        return Certainty.FACT
    return Certainty.POSSIBLE


def _by_cue(cue: str, content: str, stance: Stance) -> Certainty | None:
    """Return what the cue settles whatever the content says, or None."""
    lists = word_sets("certainty")
    found = _WORD.findall(cue)
    negated = bool(_NEGATED.search(cue))
    if stance in (Stance.DENIES, Stance.QUESTIONS, Stance.DECLINES):
        return _OF_STANCE[stance]
    if negated and _DENYING.search(cue):
        return Certainty.POSSIBLE
    if negated and any(lemma_of(word, lists["raising_not"]) for word in found):
        return Certainty.NOT_SO
    if any(lemma_of(word, lists["guessing"]) for word in found):
        is_future = bool(_future().search(main_clause(content)))
        return Certainty.FUTURE if is_future else Certainty.POSSIBLE
    first = content.lstrip(_MARKS).split(" ", 1)[0]
    is_asked = content.rstrip(_MARKS).endswith("?") or first in lists["asking"]
    return Certainty.POSSIBLE if is_asked else None


def main_clause(content: str) -> str:
    """Return the words of lower-case `content` outside its subordinate clauses.

    A clause that opens the content ends with its comma; one within it ends with the next pause.
    What follows the first sentence is left out.
    """
    subordinate = word_sets("certainty")["subordinate"]
    kept: list[str] = []
    is_inside = False
    opening = True
    for word in _WORD.findall(content.lstrip(_MARKS).removeprefix("that ")):
        if word in _PAUSES:
            if word in ".!?" and kept:
                break
            is_inside = False
        elif word in subordinate and (opening or word != "as"):
            is_inside = True
        elif not is_inside:
            kept.append(word)
        opening = False
    return " ".join(kept)


def _only_ability(clause: str) -> bool:
    """Say whether the only hedge is a "could not": something that failed."""
    rest = _failed().sub(" ", clause)
    return rest != clause and not _possible().search(rest)


def _denies_itself(clause: str) -> bool:
    return bool(_NEGATED.search(clause)) or not word_sets("certainty")["negating"].isdisjoint(
        clause.split()
    )


@cache
def _possible() -> re.Pattern[str]:
    return _pattern("possible")


@cache
def _failed() -> re.Pattern[str]:
    return _pattern("possible_not")


@cache
def _future() -> re.Pattern[str]:
    return _pattern("future")


def _pattern(name: str) -> re.Pattern[str]:
    entries = sorted(word_sets("certainty")[name], key=lambda entry: (-len(entry), entry))
    forms = "|".join(
        re.escape(entry).replace(r"\ ", r"\s(?:not\s|also\s|still\s|now\s)?") for entry in entries
    )
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])|(?<=\w)(?:'ll|’ll)\b")
