"""Credits to media told by what they do: "X reports:" before a block of their words, "From X:".

Who "reports" in the present, behind a quotation or before a colon, is a medium, whatever its name;
a person or a body of state that does so is told by its kind or its noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.linking.credits import Credit, bare_name
from whence.linking.gazetteer import Entry, Gazetteer
from whence.linking.lexicon import word_set
from whence.linking.words import plain_words
from whence.records.links import CitedKind
from whence.records.span import Span

_NAME = r"[A-Z][\w’'&.-]*\w(?: (?:(?:of|the|and) )?[A-Z][\w’'&.-]*\w){0,4}"
_REPORTS = re.compile(
    rf"(?:^|(?<=[”\"’'] )|(?<=, ))(?:[Aa]s )?(?:[Tt]he )?(?P<name>{_NAME}) reports"
    r"(?=:|[.;]|,(?! \d)|\s*$)"
)
# A line that says whose words the next ones are: "From NBC:", "Via Harbour Radio:".
_FROM = re.compile(rf"\s*(?:From|Via|Source|Quoting) (?:the )?(?P<name>{_NAME}):+\s*$")
# What stands before the noun: "Early reports", "Police reports".
_REPORTS_OF = frozenset(
    [
        *("annual", "daily", "earlier", "early", "first", "initial", "intelligence", "latest"),
        *("local", "many", "media", "monthly", "new", "news", "official", "other", "police"),
        *("preliminary", "press", "previous", "recent", "several", "some", "state", "such"),
        *("these", "those", "unconfirmed", "weekly"),
    ]
)
_NO_MEDIA = word_set("institutions") | word_set("no_medium") | word_set("opening")


def reporting_credits(
    text: str,
    sentence: Span,
    persons: Sequence[Span],
    gazetteer: Gazetteer,
    own: Entry | None,
) -> Iterator[Credit]:
    """Yield credits to media that "report" and to those whose words a line announces.

    `persons` are the names of people in the text, who report for a medium and are none.
    """
    words = sentence.of(text)
    found = list(_REPORTS.finditer(words))
    if headed := _FROM.match(words):
        found.append(headed)
    for match in found:
        name = bare_name(match["name"])
        where = Span(sentence.start + match.start("name"), sentence.start + match.end("name"))
        entry = gazetteer.find(name)
        if entry is not None and (entry == own or entry.cited_kind is None):
            continue
        if entry is None and not _may_be_medium(name, where, persons, gazetteer):
            continue
        kind = entry.cited_kind if entry and entry.cited_kind else CitedKind.OUTLET
        said = match.group()
        start = sentence.start + match.start() + len(said) - len(said.lstrip())
        end = sentence.start + match.start() + len(said.rstrip(": \n"))
        yield Credit(Span(start, end), entry.label_of(name) if entry else name, kind, where)


def _may_be_medium(name: str, where: Span, persons: Sequence[Span], gazetteer: Gazetteer) -> bool:
    """Say whether an unknown name may be a medium's: no person's, state's or institution's."""
    if any(person.overlaps(where) for person in persons) or gazetteer.state(name):
        return False
    words = plain_words(name)
    if _NO_MEDIA.intersection(words) or words[0] in _REPORTS_OF:
        return False
    return gazetteer.actor(name) is None
