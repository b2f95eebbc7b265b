"""Words that bound a number: "at least", "some", "up to", "or more"."""

from __future__ import annotations

from functools import cache

from whence.extraction.lexicon import word_sets
from whence.extraction.quantity_tokens import Tokens, lengths_by_first, lengths_by_last
from whence.records.extraction import Bound

# "went back up to 4.8" names an end; "cut up to 700 jobs" bounds.
_UPWARDS = frozenset(
    ["back", "went", "go", "goes", "going", "gone", "moved", "rose", "rise", "climbed", "inching"]
)
_MAX_FILLERS = 3
_BEFORE = {
    "about": Bound.ABOUT,
    "nearly": Bound.NEARLY,
    "more_than": Bound.MORE_THAN,
    "at_least": Bound.AT_LEAST,
    "less_than": Bound.LESS_THAN,
    "up_to": Bound.UP_TO,
    "at_most": Bound.AT_MOST,
}
_AFTER = {
    "about_after": Bound.ABOUT,
    "at_least_after": Bound.AT_LEAST,
    "at_most_after": Bound.AT_MOST,
}
# Single words that are prepositions first: they bound only what follows them at once, as
# "over the two days" and "around the 20 villages" say nothing of the number.
_PREPOSITIONS = frozenset(
    ["over", "under", "above", "below", "around", "some", "near", "beyond", "sub", "estimated"]
)
# "at least" and its like behind a number close the phrase; else they belong to what follows.
_HYPHENS = frozenset(["-", "‑"])
_CLOSING = frozenset([".", ",", ";", ")", "", "—", "–", ":", "”", '"', "and"])


@cache
def _phrases(after: bool) -> dict[str, Bound]:
    words = word_sets("quantities")
    lists = _AFTER if after else _BEFORE
    return {phrase: bound for name, bound in lists.items() for phrase in words[name]}


@cache
def _closers() -> dict[str, tuple[int, ...]]:
    return lengths_by_last(_phrases(after=False))


@cache
def _openers() -> dict[str, tuple[int, ...]]:
    return lengths_by_first(_phrases(after=True))


@cache
def _fillers() -> frozenset[str]:
    return word_sets("quantities")["between_bound_and_number"]


def bound_before(tokens: Tokens, at: int) -> tuple[Bound, int] | None:
    """Return the bound whose words end before token `at`, and its first token.

    Articles and the like may stand between ("at least another 12", "more than a dozen").
    """
    end = at
    if tokens[at - 1].text == "-" and tokens[at].glued and tokens[at - 1].glued:
        end = at - 1  # "sub-7"
    for fillers in range(_MAX_FILLERS + 1):
        found = _ending_at(tokens, end, direct=fillers == 0)
        if found is not None:
            return found
        if tokens[end - 1].lower not in _fillers():
            break
        end -= 1
    return None


def _ending_at(tokens: Tokens, end: int, *, direct: bool) -> tuple[Bound, int] | None:
    for length in _closers().get(tokens[end - 1].lower, ()):
        start = end - length
        if start < 0:
            continue
        phrase = tokens.phrase(start, end)
        bound = _phrases(after=False).get(phrase)
        if bound is None or (not direct and phrase in _PREPOSITIONS):
            continue
        if phrase == "up to" and tokens[start - 1].lower in _UPWARDS:
            return None
        return bound, start
    return None


def bound_after(tokens: Tokens, at: int) -> tuple[Bound, int] | None:
    """Return the bound whose words start at token `at` and the token after them."""
    if tokens[at].text in _HYPHENS and tokens[at].glued:
        if tokens[at + 1].lower in ("odd", "plus", "ish") and tokens[at + 1].glued:
            return (Bound.AT_LEAST if tokens[at + 1].lower == "plus" else Bound.ABOUT), at + 2
        return None
    for length in _openers().get(tokens[at].lower, ()):
        phrase = tokens.phrase(at, at + length)
        bound = _phrases(after=True).get(phrase)
        if bound is None or phrase in ("plus", "odd", "ish"):
            continue
        if tokens[at + length].lower == "than":  # "5,000 or less than 6,000"
            continue
        if phrase.startswith(("at ", "maximum")) and tokens[at + length].lower not in _CLOSING:
            continue
        return bound, at + length
    return None
