"""Changes: "rose by 5 to 15", "from 12 to 19", "1,500 more", "nearly doubling"."""

from __future__ import annotations

from functools import cache

from whence.extraction.lexicon import word_sets
from whence.extraction.quantity_drafts import Draft
from whence.extraction.quantity_tokens import Tokens
from whence.extraction.quantity_words import FACTORS
from whence.records.extraction import Change

TIMES = "times"
_NO_FACTOR_BEFORE = frozenset(["down", "over", "up", "back", "as", "off"])  # "doubled down"
_VERB_REACH = 8  # tokens between a verb of change and its "from", "to" or "by"
_MORE = frozenset(["more", "additional", "further", "extra"])
_MORE_BEFORE = frozenset(["another", "additional", "further", "extra"])
_MORE_REACH = 3
TOTALS = frozenset(["total", "number", "toll", "tally", "figure", "count", "totals"])
# Verbs of change that are as often said of places.
_OF_PLACE = frozenset(
    ["move", "moved", "moving", "go", "goes", "went", "gone", "cut", "slid", "back", "up", "down"]
)
_BRINGING = frozenset(
    [
        *("bringing", "brings", "brought", "bring", "taking", "takes", "took", "take"),
        *("raising", "raises", "pushing", "pushes", "pushed", "lifting", "lifts", "swelling"),
    ]
)
_ARTICLES = frozenset(["a", "an", "the", "its", "their"])
_PERCENT = frozenset(["percent", "percentage point", "basis point"])
_NOUNS_UP = frozenset(["rise", "increase", "jump", "gain", "growth", "surge", "hike"])
_NOUNS_DOWN = frozenset(["drop", "fall", "decline", "decrease", "cut", "reduction", "slump"])


@cache
def _verbs(direction: str) -> frozenset[str]:
    return word_sets("quantities")[f"change_{direction}"]


@cache
def _any_change() -> frozenset[str]:
    return word_sets("quantities")["change"] | _verbs("up") | _verbs("down") | frozenset(FACTORS)


def factor_at(tokens: Tokens, at: int) -> float | None:
    """Return the factor a verb at token `at` says ("doubled": 2), or None."""
    factor = FACTORS.get(tokens[at].lower)
    if factor is None or tokens[at + 1].lower in _NO_FACTOR_BEFORE:
        return None
    return factor


def change_of(tokens: Tokens, draft: Draft) -> Change | None:
    """Return as what change of another figure a quantity is put, or None where it is none."""
    if draft.unit == TIMES:
        return Change.TIMES
    before = tokens[draft.first - 1].lower
    if before in ("by", "from", "to") or tokens[draft.first].lower == "from":
        found = _behind_link(tokens, draft, before)
        if found is not None:
            return found
    change = _direct(tokens, draft, before) if draft.unit in _PERCENT else None
    return change or _more(tokens, draft)


def _behind_link(tokens: Tokens, draft: Draft, link: str) -> Change | None:
    at = draft.first - 1 if link in ("by", "from", "to") else draft.first
    near = [tokens[i].lower for i in range(at - _VERB_REACH, at)]
    if link == "by":
        return _direction(near)
    # "bringing the total to", "a total of 51 had been taken to"
    total = link == "to" and not (TOTALS.isdisjoint(near) or _BRINGING.isdisjoint(near))
    verbs = _any_change().intersection(near)
    if not total and draft.counted is not None:
        verbs -= _OF_PLACE  # "moved from three villages"
    if not total and not verbs:
        return None
    return Change.TO if link == "to" else Change.FROM


def _direction(words: list[str]) -> Change | None:
    for place, word in enumerate(reversed(words)):
        if place and word in ("up", "down"):  # "ended up winning by eight games"
            continue
        if word in _verbs("up"):
            return Change.UP
        if word in _verbs("down"):
            return Change.DOWN
    return None


def _direct(tokens: Tokens, draft: Draft, before: str) -> Change | None:
    """Read "fell 12%", "up 3%", "a 12% drop": of percentages alone."""
    if before in _ARTICLES:
        at = draft.last + (tokens[draft.last].text == "-")
        nouns = {tokens[at].lower, tokens[at + 1].lower}
        if nouns & _NOUNS_UP:
            return Change.UP
        return Change.DOWN if nouns & _NOUNS_DOWN else None
    return _direction([before])


def _more(tokens: Tokens, draft: Draft) -> Change | None:
    """Read "1,500 more", "another 12", "an additional 450 soldiers"."""
    last = draft.number.last
    if tokens[last].lower in _MORE and tokens[last + 1].lower != "than":
        return Change.MORE
    head = draft.counted.last if draft.counted is not None else last
    if tokens[head].lower == "more" and tokens[head + 1].lower != "than":
        return Change.MORE
    for at in range(draft.number.first - 1, draft.number.first - 1 - _MORE_REACH, -1):
        if tokens[at].lower in _MORE_BEFORE:
            return Change.MORE
        if not tokens[at].is_word:  # "To complicate it further, the two"
            return None
    return None
