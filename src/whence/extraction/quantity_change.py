"""Changes: "rose by 5 to 15", "from 12 to 19", "1,500 more", "nearly doubling"."""

from __future__ import annotations

from functools import cache

from whence.extraction.lexicon import word_sets
from whence.extraction.quantity_drafts import Draft
from whence.extraction.quantity_tokens import Tokens
from whence.records.extraction import Change

TIMES = "times"
# Verbs that say a factor; "double" itself is an adjective more often than a change.
FACTORS = {
    "doubled": 2.0,
    "doubling": 2.0,
    "tripled": 3.0,
    "tripling": 3.0,
    "trebled": 3.0,
    "trebling": 3.0,
    "quadrupled": 4.0,
    "quadrupling": 4.0,
    "halved": 0.5,
    "halving": 0.5,
    "twofold": 2.0,
    "threefold": 3.0,
    "fourfold": 4.0,
    "fivefold": 5.0,
    "tenfold": 10.0,
}
_NO_FACTOR_BEFORE = frozenset(["down", "over", "up", "back", "as", "off"])  # "doubled down"
_VERB_REACH = 8  # tokens between a verb of change and its "from", "to" or "by"
_MORE = frozenset(["more", "additional", "further", "extra"])
_MORE_BEFORE = frozenset(["another", "additional", "further", "extra"])
_MORE_REACH = 3
TOTALS = frozenset(["total", "number", "toll", "tally", "figure", "count", "totals"])
_ARTICLES = frozenset(["a", "an", "the", "its", "their"])
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
    return _direct(tokens, draft, before) or _more(tokens, draft)


def _behind_link(tokens: Tokens, draft: Draft, link: str) -> Change | None:
    at = draft.first - 1 if link in ("by", "from", "to") else draft.first
    near = [tokens[i].lower for i in range(at - _VERB_REACH, at)]
    if link == "by":
        return _direction(near)
    total = link == "to" and not TOTALS.isdisjoint(near)  # "bringing the total to"
    if not total and not _any_change().intersection(near):
        return None
    return Change.TO if link == "to" else Change.FROM


def _direction(words: list[str]) -> Change | None:
    for word in reversed(words):
        if word in _verbs("up"):
            return Change.UP
        if word in _verbs("down"):
            return Change.DOWN
    return None


def _direct(tokens: Tokens, draft: Draft, before: str) -> Change | None:
    """Read "fell 12%", "up 3%", "a 12% drop"; other units only where the verb is a plain one."""
    percent = draft.unit in ("percent", "percentage point", "basis point")
    if not percent:
        return None
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
    near = {tokens[i].lower for i in range(draft.number.first - _MORE_REACH, draft.number.first)}
    return Change.MORE if near & _MORE_BEFORE else None
