"""Whom one report names: read off its text and extraction, before other reports are asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from whence.linking.actor_forms import Forms, bare
from whence.linking.actor_records import KeptCast, KeptName, KeptPhrase, KeptPhrases
from whence.linking.gazetteer import Gazetteer
from whence.linking.labels import phrases_in
from whence.linking.lexicon import word_set
from whence.linking.naming import fold
from whence.linking.words import plain_words
from whence.records.extraction import EntityType, Extraction
from whence.records.report import Report

TEXTS = 256  # whose acronyms are remembered: a report is read again for each point it speaks on

_NAME_WORD = r"(?:[A-Z][\w’'-]{1,30}|of|for|the|and|in|on|de|al|al-[A-Z][\w’'-]{1,30})"
_APPOSITION = re.compile(
    rf"({_NAME_WORD}(?: {_NAME_WORD}){{1,9}}) \([\"“‘']?([A-Z][A-Za-z.]{{1,9}})[\"”’']?\)"
)
_SMALL = word_set("small")
_OFFICES = word_set("offices")
_BEFORE = re.compile(r"((?:[A-Za-z’'-]+[ \n]){1,4})$")
_REACH = 48  # characters before a name in which its office may stand


def cast_of(report: Report, extraction: Extraction, forms: Forms) -> KeptCast:
    """Return whom a report names, how, and which letters it spells out."""
    offices = _offices(report.text, extraction)
    names = []
    for entity in extraction.entities:
        form = forms.of(entity.name, entity.type)
        others = (forms.of(a, entity.type) for a in entity.aliases if not forms.is_capital(a))
        kept = {other.key for other in others if other is not None and form is not None}
        names.append(
            KeptName(
                entity=entity.id,
                form=form.key if form else "",
                name=entity.name,
                type=entity.type,
                aliases=entity.aliases,
                others=tuple(sorted(kept - {form.key if form else ""})),
                offices=tuple(sorted(offices.get(entity.id, ()))),
            )
        )
    return KeptCast(
        report=report.id,
        names=tuple(names),
        spelled=tuple(sorted(set(_spelled_in(report.text)))),
    )


def phrases_of(report: Report, extraction: Extraction, gazetteer: Gazetteer) -> KeptPhrases:
    """Return what words a report uses for whom it names."""
    found = phrases_in(report, extraction, gazetteer)
    return KeptPhrases(
        tuple(KeptPhrase(p.entity, p.span.start, p.span.end, p.kind, p.voice, p.by) for p in found)
    )


def spelled_out(reports: Iterable[Report]) -> dict[str, str]:
    """Map acronyms to the name they stand for wherever a text gives both, "Long Name (LN)".

    An acronym that stands for two names in the pile stands for neither.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        for acronym, name in _spelled_in(report.text):
            found[acronym].add(name)
    return {acronym: min(names) for acronym, names in found.items() if len(names) == 1}


@lru_cache(maxsize=TEXTS)
def _spelled_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return the acronyms that a text spells out, each with the name it stands for."""
    lines = [line for line in text.split("\n") if " (" in line]
    found = (match for line in lines for match in _APPOSITION.finditer(line))
    pairs = [(m[2], _initials_fit(m[1], m[2])) for m in found]
    return tuple((bare(acronym), _without_article(long)) for acronym, long in pairs if long)


def _without_article(name: str) -> str:
    words = [w for w in plain_words(name) if w != "the"]
    return " ".join(words[1:] if words[:1] == ["of"] else words)


def _initials_fit(name: str, acronym: str) -> str | None:
    """Return the end of `name` whose initials spell the acronym, None where none does."""
    letters = [c for c in bare(acronym) if c.isupper()]
    words = name.split()
    for start in range(len(words)):
        tail = words[start:]
        capital = [w[0].upper() for w in tail if w.lower() not in _SMALL]
        if capital == letters or [w[0].upper() for w in tail] == letters:
            return " ".join(tail)
    return None


def _offices(text: str, extraction: Extraction) -> dict[str, set[str]]:
    """Return the offices that stand just before the names of people, by entity."""
    people = {e.id for e in extraction.entities if e.type is EntityType.PERSON}
    found: dict[str, set[str]] = defaultdict(set)
    for mention in extraction.mentions:
        if mention.entity in people:
            start = mention.span.start
            before = _BEFORE.search(text[max(0, start - _REACH) : start])
            words = {w for w in fold(before[1]) if w in _OFFICES} if before else set()
            inside = {w for w in fold(mention.span.of(text)) if w in _OFFICES}
            found[mention.entity] |= words | inside
    return found
