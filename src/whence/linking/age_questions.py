"""How old somebody is: the question that ages answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from whence.linking.statements import Statement
from whence.linking.told import top
from whence.linking.words import STOPWORDS
from whence.records.extraction import Quantity


def ask_age(told: Sequence[tuple[Quantity, Statement, str]], about: str | None) -> str:
    """Ask how old somebody is: by the name most accounts give right before it, else the noun."""
    called = top(
        Counter(f"{'the ' if m['the'] else ''}{m['who'].strip()}" for m in _named_behind(told))
    )
    ahead = (_NAME_AHEAD.search(t[s.span.start : q.span.start]) for q, s, t in told)
    names = Counter(
        found[1] for found in ahead if found and found[1].lower() not in _NO_NAMES | STOPWORDS
    )
    nouns = Counter(q.counts.lower() for q, _, _ in told if q.counts)
    name, noun = top(names), top(nouns)
    if name and (not noun or names[name] >= nouns[noun]):
        return f"How old is {name}?"
    if noun:
        return f"How old is the {noun}?"
    if called:
        return f"How old is {called}?"
    about = re.sub(r"^(?:(?:the|an?) )?old ", "the ", about) if about else None
    return f"What age is given for {about}?" if about else "What age is given?"


def _named_behind(told: Sequence[tuple[Quantity, Statement, str]]) -> Iterator[re.Match[str]]:
    """Yield the names that stand right behind an age: "the 46-year-old | South African"."""
    for quantity, _, text in told:
        start = max(0, quantity.span.start - len("the "))
        if found := _NAME_BEHIND.search(text, start, quantity.span.end + BEHIND):
            yield found


BEHIND = 60  # characters behind an age in which a name may stand
_NAME_BEHIND = re.compile(
    r"(?P<the>[Tt]he )?\d+[- ]years?[- ]old (?P<who>[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2})"
)
_NO_NAMES = frozenset(["the", "his", "her", "their", "a", "an", "its", "my", "our", "one", "this"])
_NAME_AHEAD = re.compile(
    r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})(?:,| \(| who| had| has| is| was| turned| just)* "
    r"?(?:(?:is|was|turned|an?|aged?|the) )*$"
)
