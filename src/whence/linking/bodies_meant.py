"""Whom a report means by "the company", "the airline" or "the model": the one that fits.

A body is meant by a noun of its name ("the zoo": Port Ella Zoo), else the body that a report names
far more often than any other and last before the noun. A person is meant where only one has been
named before. Precision first: where two may be meant, nobody is told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from whence.linking.credits import bare_name
from whence.linking.gazetteer import Gazetteer
from whence.linking.lexicon import table_of, word_set
from whence.linking.naming import fold, is_name
from whence.linking.stand_ins import StandIns, may_stand_in
from whence.records.extraction import (
    Attribution,
    EntityType,
    Extraction,
    Sentence,
    SpeakerKind,
)
from whence.records.links import CitedKind
from whence.records.report import Report
from whence.records.span import Span

CHIEF = 2  # times as often as any other a body must be named for a bare noun to mean it
LEAST = 2  # times it must be named at all

PAIR_REACH = 600  # characters before "the couple" in which its two are named

_NAMED = table_of("body_names")  # nouns for bodies, each with the words of their names
_NAMELESS = word_set("companies")  # nouns for bodies that stand in no name
_NOUN = re.compile(
    rf"\b({'|'.join(sorted(_NAMED.keys() | _NAMELESS, key=len, reverse=True))})(?=['’]|\b)",
    re.IGNORECASE,
)
# "The airline", "airline officials", "a spokesman for the airline"; not "the airline crew".
_ENDS = re.compile(
    rf"(?:^|\b)(?:{_NOUN.pattern})(?:['’]s)?"
    r"(?: (?:officials?|spokes\w+|executives?|representatives?|statement|news release))?$",
    re.IGNORECASE,
)
_ANY = re.compile(r"an? [a-z]+", re.IGNORECASE)
_PAIR = re.compile(
    r"(?:the )?(?:two |former |married |celebrity )*"
    r"(?:couple|pair|duo|newlyweds|spouses|parents|actors|stars|singers|comedians|musicians)",
    re.IGNORECASE,
)
_AND = re.compile(r",? (?:and|&) (?:(?:his|her|their|actor|actress|the) )?(?:[a-z-]{3,15} ){0,3}")
_ANYBODY = word_set("anonymous")
_PERSONS = word_set("famous")
_OPENING = word_set("opening")
_MEDIA = frozenset({CitedKind.AGENCY, CitedKind.OUTLET, CitedKind.BROADCAST})


class Meant:
    """Whom the common nouns of one report mean."""

    def __init__(self, report: Report, extraction: Extraction, gazetteer: Gazetteer) -> None:
        self._report = report
        self._extraction = extraction
        self._gazetteer = gazetteer
        self._entities = {e.id: e for e in extraction.entities}
        self._mentions = [m for m in extraction.mentions if m.entity in self._entities]
        self._starts = [m.span.start for m in self._mentions]
        self._stand_ins: dict[Span, str] | None = None

    def whom(self, phrase: str, span: Span) -> str | None:
        """Return whom a speaker's phrase at `span` means that names nobody: "the airline"."""
        if (name := self._stand_in(span)) is not None:
            return name
        body = None if is_name(phrase) else self._spoken_for(phrase, span.start)
        return body or self._person(phrase, span.start)

    def body(self, phrase: str, at: int) -> str | None:
        """Return the body that a noun of `phrase`, which stands at `at`, means ("the zoo")."""
        for found in _NOUN.finditer(phrase):
            noun = found[1].lower()
            name = self._by_noun(_NAMED[noun]) if noun in _NAMED else self._chief(at)
            if name is not None:
                return name
        return None

    def bodies_in(self, span: Span) -> list[tuple[str, Span]]:
        """Return the organisations named in `span`, each with its place."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [
            (self._entities[m.entity or ""].name, m.span)
            for m in self._mentions[first:last]
            if m.type is EntityType.ORGANIZATION
        ]

    def pair(self, phrase: str, at: int) -> str | None:
        """Return the two persons that "the couple" at `at` means: those last named together."""
        if not _PAIR.fullmatch(phrase):
            return None
        end = bisect_left(self._starts, at)
        near = [m for m in self._mentions[:end] if m.span.start > at - PAIR_REACH]
        persons = [m for m in near if m.type is EntityType.PERSON]
        for one, two in zip(reversed(persons[:-1]), reversed(persons[1:]), strict=True):
            if _AND.fullmatch(self._report.text, one.span.end, two.span.start):
                return " and ".join(self._entities[m.entity or ""].name for m in (one, two))
        return None

    def _spoken_for(self, phrase: str, at: int) -> str | None:
        """Return the body that "the airline" or "airline officials" means.

        "An airline" is the one named after it, not one named before.
        """
        ends = _ENDS.search(phrase)
        body = self.body(ends.group(), at) if ends else None
        if body is None or not _ANY.fullmatch(phrase):
            return body
        first = next(
            (m for m in self._mentions if self._entities[m.entity or ""].name == body), None
        )
        return body if first is None or first.span.start > at else None

    def _person(self, phrase: str, at: int) -> str | None:
        """Return the person that "the model and host" means, where only one has been named."""
        words = phrase.split()
        if phrase[:4].lower() != "the " or _ANYBODY.intersection(words):
            return None
        if words[-1] not in _PERSONS:
            return None
        end = bisect_left(self._starts, at)
        named = {m.entity for m in self._mentions[:end] if m.type is EntityType.PERSON}
        return self._entities[named.pop() or ""].name if len(named) == 1 else None

    def _stand_in(self, span: Span) -> str | None:
        """Return whom a phrase means that the report told what it is: "the governor"."""
        if not may_stand_in(self._report.text, span):
            return None
        if self._stand_ins is None:
            phrases = StandIns(self._report, self._extraction).phrases()
            self._stand_ins = {where: self._entities[e].name for e, where in phrases}
        return self._stand_ins.get(span)

    def _by_noun(self, words: frozenset[str]) -> str | None:
        """Return the one body with such a word in its name, or the one named twice as often."""
        named = Counter(
            self._entities[m.entity or ""].name
            for m in self._mentions
            if m.type is not EntityType.PERSON
        )
        fitting = {name: n for name, n in named.items() if words & set(fold(name)[-3:])}
        return _leader(Counter(fitting or self._written(words)), least=1)

    def _written(self, words: frozenset[str]) -> Counter[str]:
        """Count the names in the text that end in such a word, for those not found as names."""
        ends = "|".join(word.capitalize() for word in sorted(words))
        name = re.compile(rf"\b(?:[A-Z][\w’'&.-]*[ -]){{1,4}}(?:{ends})\b")
        found = (bare_name(m.group()) for m in name.finditer(self._report.text))
        return Counter(name for name in found if fold(name)[0] not in _OPENING)

    def _chief(self, at: int) -> str | None:
        """Return the body named most by far, if no other was named since."""
        bodies = [m for m in self._mentions if m.type is EntityType.ORGANIZATION]
        bodies = [m for m in bodies if not self._is_medium(self._entities[m.entity or ""].name)]
        chief = _leader(Counter(m.entity or "" for m in bodies), least=LEAST)
        before = [m.entity for m in bodies if m.span.start < at]
        if chief is None or not before or before[-1] != chief:
            return None
        return self._entities[chief].name

    def _is_medium(self, name: str) -> bool:
        entry = self._gazetteer.find(name)
        return entry is not None and (entry.cited_kind in _MEDIA or entry.section == "bodies")


class SpeakersMeant(Mapping[str, Attribution]):
    """A report's attributions by id; "the airline said" is said by the airline it names.

    Whom one means is found out when it is first asked for: points ask for a few of a report's.
    """

    def __init__(self, report: Report, extraction: Extraction, gazetteer: Gazetteer) -> None:
        self._text = report.text
        self._meant = Meant(report, extraction, gazetteer)
        self._proposed = {a.id: a for a in extraction.attributions}
        self._told: dict[str, Attribution] = {}

    def __getitem__(self, name: str) -> Attribution:
        """Return an attribution by its id."""
        if name not in self._told:
            self._told[name] = _meant_by(self._meant, self._proposed[name], self._text)
        return self._told[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the ids."""
        return iter(self._proposed)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._proposed)


def asks_for_names(text: str, extraction: Extraction) -> bool:
    """Say whether who speaks in the sentences of `extraction` may be told by whom the report names.

    If not, its attributions tell by themselves.
    """
    by_id = {a.id: a for a in extraction.attributions}
    asked = [a for a in extraction.attributions if _stands_in(a, extraction.sentences)]
    seen: set[str] = set()
    while asked:
        said = asked.pop()
        if _may_mean(said, text):
            return True
        seen.add(said.id)
        parent = by_id.get(said.parent or "")
        if parent is not None and parent.id not in seen:
            asked.append(parent)
    return False


def _stands_in(said: Attribution, sentences: Iterable[Sentence]) -> bool:
    return any(part.overlaps(s.span) for s in sentences for part in said.content)


def _may_mean(said: Attribution, text: str) -> bool:
    """Say whether a speaker's words may be a noun for one of those the report names."""
    if said.speaker is not None or not said.source:
        return False
    phrase = " ".join(s.of(text) for s in said.source)
    definite = phrase[:4].lower() == "the " or may_stand_in(text, said.source[0])
    return definite or (not is_name(phrase) and _ENDS.search(phrase) is not None)


def _meant_by(meant: Meant, said: Attribution, text: str) -> Attribution:
    if not _may_mean(said, text):
        return said
    name = meant.whom(" ".join(s.of(text) for s in said.source), said.source[0])
    if name is None:
        return said
    unnamed = said.speaker_kind in (SpeakerKind.UNNAMED, SpeakerKind.GROUP)
    kind = SpeakerKind.ORGANIZATION if unnamed else said.speaker_kind
    return replace(said, speaker_name=name, speaker_kind=kind)


def _leader(named: Counter[str], least: int) -> str | None:
    first, second = ([*_ranked(named.items()), ("", 0), ("", 0)])[:2]
    return first[0] if first[1] >= max(least, CHIEF * second[1]) and first[1] else None


def _ranked(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(counts, key=lambda item: (-item[1], item[0]))
