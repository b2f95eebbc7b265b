"""Names no capital marks in full: "the Iraqi army", "the Bell administration", "surgeon general".

What the network leaves out of names because their head is a lower-case word, and that yet names
one body or office in every report. Offices are added only where the report tells no bearer: "the
prime minister" beside "Prime Minister Ada Bell" is she.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from whence.extraction.lexicon import word_sets
from whence.extraction.names import Name, without_overlaps
from whence.records.extraction import EntityType
from whence.records.span import Span

_SCORE = 0.8
_UNDER = re.compile(r" ?['’]?s? (administration|regime|government|campaign)\b(?![-’'])")
_BEARS = re.compile(r"[ ,]*(?:Dr\.?|Mr\.?|Mrs\.?|Ms\.?)? ?$")
_ASIDE = re.compile(r", (?:the |a )?(?:former |current |then |acting )?$")
_TO_BE = re.compile(
    r"\b(?i:be|become|as|(?:post|job|role|position|office|nominated|nominee|candidate) (?:of|for)) "
    r"(?:the |our |its |their )?(?:nation's |country's |next |new )*$"
)
_MADE = re.compile(
    r"\b(?i:nominat\w+|appoint\w+|names?d?|naming|picks?|picked|chooses?|chose|chosen|tapp?e?[ds]) "
    r"(?:of )?(?:[A-Z][\w.’'-]*,? ){2,6}$"
)
_NO_NAME = re.compile(r"^(?:\W|(?:[Nn]ominee|Dr|Mr|Mrs|Ms)\b)+|(?: U\.? ?S\.?)?\W*$")
_NOMINEE = re.compile(r" (?:nominee|nomination|designate|candidate|pick|post|job|hopeful)\b")
_NEAR = 24
_BEFORE = 40
_FAR_BEFORE = 70


def add_state_bodies(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return `names` with the bodies of states and of those who lead them added.

    "Iraqi army", "Russian government", "Bell administration"; a name inside such a one gives way.
    """
    added = [
        Name(Span(*match.span()), EntityType.ORGANIZATION, _SCORE)
        for match in _state_body().finditer(text)
    ]
    for name in names:
        match = _UNDER.match(text, name.span.end)
        if name.type is EntityType.PERSON and match and " " not in name.span.of(text):
            span = Span(name.span.start, match.end())
            added.append(Name(span, EntityType.ORGANIZATION, _SCORE))
    return without_overlaps([*names, *added])


def add_offices(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return `names` with offices of two words or more added, and none taken for a person.

    Where somebody bears it in the report only what speaks of the office itself counts ("to be
    Surgeon General").
    """
    names = [part for name in names if (part := _without_office(text, name)) is not None]
    persons = [name.span for name in names if name.type is EntityType.PERSON]
    found = [Span(*match.span()) for match in _office().finditer(text)]
    borne = {_bare(span.of(text)) for span in found if _is_borne(text, span, persons)}
    added = [
        Name(span, EntityType.OTHER, _SCORE)
        for span in found
        if any(c.isupper() for c in span.of(text))
        and (_bare(span.of(text)) not in borne or _is_the_office(text, span))
    ]
    return without_overlaps([*names, *added])


def _without_office(text: str, name: Name) -> Name | None:
    """Return a person's name without an office around it, None where nothing else is left."""
    if name.type is not EntityType.PERSON:
        return name if not _office().fullmatch(name.span.of(text)) else None
    start, end = name.span.start, name.span.end
    for match in _office().finditer(text, start, end):
        if match.start() <= start + 1:
            start = match.end()
        elif match.end() == end:
            end = match.start()
    kept = Span(start, max(start, end))
    words = _NO_NAME.sub("", kept.of(text))
    if not words.strip():
        return None
    start = kept.start + kept.of(text).index(words)
    return replace(name, span=Span(start, start + len(words)))


def _is_the_office(text: str, span: Span) -> bool:
    """Say whether the words speak of the office itself: "to be", "nominee", "named X mayor"."""
    before = text[max(0, span.start - _BEFORE) : span.start]
    made = _MADE.search(text, max(0, span.start - _FAR_BEFORE), span.start)
    return bool(_TO_BE.search(before) or made or _NOMINEE.match(text, span.end))


def _is_borne(text: str, office: Span, persons: Iterable[Span]) -> bool:
    """Say whether a person's name stands right behind an office, or right before it as an aside."""
    for person in persons:
        if office.end <= person.start <= office.end + _NEAR and _BEARS.fullmatch(
            text, office.end, person.start
        ):
            return True
        if person.end <= office.start <= person.end + _NEAR and _ASIDE.fullmatch(
            text, person.end, office.start
        ):
            return True
    return False


def _bare(office: str) -> str:
    """Return an office's own words, without the state it is of."""
    words = office.lower().split()
    lengths = [n for n in range(2, len(words) + 1) if " ".join(words[-n:]) in _offices()]
    return " ".join(words[-max(lengths) :]) if lengths else office.lower()


@cache
def _offices() -> frozenset[str]:
    return word_sets("state_bodies")["offices"]


@cache
def _state_body() -> re.Pattern[str]:
    bodies = _either(word_sets("state_bodies")["bodies"])
    return re.compile(rf"\b{_of_a_state()}(?i:{bodies})\b(?![-’'](?!s\b))")


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_of_a_state()})?(?i:{_either(_offices())})\b(?!-)")


@cache
def _of_a_state() -> str:
    faiths = word_sets("state_bodies")["no_states"]
    peoples = _either(w.title() for w in word_sets("aliases")["demonyms"] - faiths)
    return rf"(?:(?:(?:North|South) )?(?:{peoples})|U\.? ?S\.?|U\.?K\.?|US) "


def _either(words: Iterable[str]) -> str:
    """Return an alternation, the longer first, white space free."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in _longest_first(words))


def _longest_first(words: Iterable[str]) -> Iterator[str]:
    yield from sorted(words, key=lambda word: (-len(word), word))
