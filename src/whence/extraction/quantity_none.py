"""A stated none: "no one was hurt", "there were no deaths" give a figure of zero.

Only what the words say outright is read. "All 50 were unharmed" implies that nobody was hurt and is
left to the reader; "no serious injuries", "no one else", a hope or a condition say less than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.extraction.quantity_counted import is_people
from whence.extraction.quantity_roles import CASUALTIES
from whence.extraction.quantity_tokens import tokenize
from whence.extraction.scanning import lowered
from whence.records.extraction import Bound, Quantity
from whence.records.span import Span

_BEFELL = {
    "killed": "killed",
    "injured": "wounded",
    "hurt": "wounded",
    "wounded": "wounded",
    "harmed": "wounded",
    "arrested": "captured",
    "detained": "captured",
}
_NAMED = {
    "deaths": "killed",
    "fatalities": "killed",
    "casualties": CASUALTIES,
    "injuries": "wounded",
}
_ROLES = _BEFELL | _NAMED
_PEOPLE = "people"
_WORD = r"[\w’'-]+ "
# Opens with plain letters, as a search for those is the quickest there is.
_NONE = re.compile(
    rf"no(?:(?:body|[ -]one|ne of (?:the|its|their|those) (?P<of>(?:{_WORD}){{0,3}}[\w’'-]+)"
    rf"| (?P<group>(?:{_WORD}){{0,3}}[\w’'-]+)) (?:was|were|(?:has|have|had) been)"
    rf" (?P<befell>{'|'.join(_BEFELL)})(?: or (?P<other>{'|'.join(_BEFELL)}))?"
    rf"| (?P<named>{'|'.join(_NAMED)})(?: or (?P<second>{'|'.join(_NAMED)}))?)\b"
)
# Before "no deaths": "there were no deaths", but no "of no injuries".
_SAYS_SO = re.compile(
    r"\b(?:there (?:was|were|is|are|(?:has|have|had) been)|caus(?:ed|ing)|suffered|with) $"
)
_NOT_SAID = re.compile(
    r"\b(?:if|whether|unless|until|hop(?:e|es|ed|ing)|pray\w*|ensur\w+|so that|sure|would|could|"
    r"may|might|claim\w* that|not true)\b[^.;:!?]*$"
)
_BEFORE = 60  # characters
_OF_OTHER_TIMES = re.compile(r"[^.;!?\n]{0,60}?\b(?:since|until|unless|in years|for years)\b")


def stated_none(text: str, sentences: Sequence[Span]) -> list[Quantity]:
    """Return a figure of zero, with its role, for each "no one was hurt" of `text`, in order.

    `sentences` are spans into `text`, in order; none of what is found crosses their borders. The
    span holds the words from "no" to the last that says what befell nobody. Linear.
    """
    found: list[Quantity] = []
    lower, at = lowered(text), 0
    for match in _NONE.finditer(lower):
        while at < len(sentences) and sentences[at].end < match.end():
            at += 1
        inside = at < len(sentences) and sentences[at].start <= match.start()
        if inside and _is_said(lower, match, sentences[at]):
            quantity = _quantity(text, match)
            found += [quantity] if quantity is not None else []
    return found


def _is_said(lower: str, match: re.Match[str], sentence: Span) -> bool:
    """Say whether the words are put forward as so, and of this event alone."""
    start = match.start()
    if start and (lower[start - 1].isalnum() or lower[start - 1] in "-’'"):
        return False
    before = lower[max(sentence.start, start - _BEFORE) : start]
    if match["named"] and not _SAYS_SO.search(before):
        return False
    return not (_NOT_SAID.search(before) or _OF_OTHER_TIMES.match(lower, match.end()))


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    named = "of" if match["of"] else "group"
    counts = text[match.start(named) : match.end(named)] if match[named] else _PEOPLE
    if match[named] and not _names_people(counts):
        return None
    roles = {_ROLES[match[part]] for part in ("befell", "other", "named", "second") if match[part]}
    role = roles.pop() if len(roles) == 1 else CASUALTIES
    return Quantity(
        Span(match.start(), match.end()), 0.0, 0.0, Bound.EXACT, _PEOPLE, None, counts, role
    )


def _names_people(words: str) -> bool:
    """Say whether a plain noun phrase names persons: "no consulate staff", but no "other staff"."""
    tokens = tokenize(words, Span(0, len(words))).own()
    less = {"other", "known", "more", "further", "longer", "such"}
    return is_people(tokens[-1]) and less.isdisjoint(token.lower for token in tokens)
