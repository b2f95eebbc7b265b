"""Who speaks beside a credit: the attribution's speaker, else the name before the words."""

from __future__ import annotations

import re
from bisect import bisect_right

from whence.linking.bodies_meant import Meant
from whence.linking.credits import REACH, bare_name
from whence.linking.gazetteer import Gazetteer
from whence.linking.lexicon import word_set
from whence.linking.naming import is_name
from whence.records.extraction import Attribution, Extraction
from whence.records.report import Report
from whence.records.span import Span, cover

SUBJECT_REACH = 200  # characters before a credit in which its subject is looked for
_OPENING = word_set("opening")
_SUBJECT_VERB = re.compile(
    r"(?:[,:]? (?:also|later|had|has|have)){0,2},? "
    r"(?:\w{3,12}ed|said|says|saying|wrote|told [\w ’']{2,40}|it)"
    r"(?: \w{2,12}day| \w{2,12}ly| later| earlier){0,2}[,:]?\s*$"
)
# "Harbour Bank's claims in a lawsuit": the bank's.
_WHOSE_WORDS = re.compile(
    r"[’']s? (?:[a-z]{3,14} )?(?:claims?|allegations?|accusations?|remarks|comments|words|"
    r"warnings?|arguments?|demands?)$"
)
_NOUN_PHRASE = re.compile(
    r"(?:\b[Tt]he |\b[Aa]n? |\b[Ii]ts )?((?:[A-Z][\w’'.-]*|\d+)"
    r"(?: (?:(?:of|for|and|the|de|al|bin|von|van) )?[A-Z][\w’'.-]*){0,6})$"
    r"|\b(?:[Tt]he|[Aa]n?) ((?:[\w’'-]{2,20} ){0,3}[\w’'-]{3,20})$"
)
CAPITALS = re.compile(
    r"[A-Z][\w’'.-]*(?: (?:(?:of|for|and|&|the|de|al|bin|von|van) )?[A-Z][\w’'.-]*){0,5}"
)

# "Harbour Bank’s “best offer”": its words.
_QUOTED_OF = re.compile(r"(?:[’']s?)? (?:[a-z-]{2,12} ){0,2}[“\"]")
_SOME_OF = re.compile(r"^(?:[Ss]everal|[Ss]ome|[Mm]any|[Oo]ne|[Mm]ost|[Aa]ll) of ")
_SUBJECT_BEHIND = re.compile(rf"[^,.\n]{{0,30}}, (?:[Tt]he )?({CAPITALS.pattern})")


class Speakers:
    """Who speaks in a sentence: the attribution's speaker, else the name before the place."""

    def __init__(self, report: Report, extraction: Extraction, gazetteer: Gazetteer) -> None:
        self._text = report.text
        self._gazetteer = gazetteer
        self.meant = Meant(report, extraction, gazetteer)
        self._held = sorted(
            ((cover((*a.cue, *a.source)), a) for a in extraction.attributions if a.cue),
            key=lambda item: (item[0], item[1].id),
        )
        self._starts = [span.start for span, _ in self._held]

    def near(self, sentence: Span, place: Span) -> str | None:
        """Return the speaker whose cue or source stands in `sentence`, nearest to `place`."""
        who = self._near(sentence, place)
        return self.meant.pair(who, place.start) or who if who else None

    def _near(self, sentence: Span, place: Span) -> str | None:
        start = max(sentence.start, place.start - SUBJECT_REACH)
        if whose := _WHOSE_WORDS.search(self._text[start : place.start].rstrip()):
            return _subject(self._text[start : start + whose.start()])
        inside = self._inside(sentence)
        if inside:
            return self._named(min(inside, key=lambda item: _distance(item[0], place))[1])
        before = self.before(sentence, place)
        if before is None or re.fullmatch(r"\w+ing", before):  # "Writing on X, Ana Roe said"
            behind = _SUBJECT_BEHIND.match(self._text, place.end, sentence.end)
            return bare_name(behind[1]) if behind else None
        return self.meant.body(before, place.start) or before if before.islower() else before

    def bodies(self, sentence: Span) -> list[tuple[str, Span]]:
        """Return the bodies named in `sentence` that are no media, each with its place."""
        named = self.meant.bodies_in(sentence)
        return [(name, where) for name, where in named if not self._is_medium(name)]

    def words(self, span: Span) -> str:
        """Return the report's words there."""
        return span.of(self._text)

    def only_body(self, sentence: Span, place: Span) -> str | None:
        """Return the one body whose word stands before `place`, else the only one named there."""
        named = [(n, w) for n, w in self.bodies(sentence) if w.end <= place.start]
        quoted = [n for n, w in named if _QUOTED_OF.match(self._text, w.end)]
        found = dict.fromkeys(quoted or (n for n, _ in named))
        return next(iter(found)) if len(found) == 1 else None

    def before(self, sentence: Span, place: Span) -> str | None:
        """Return the noun phrase that ends before `place`, or before the verb there."""
        start = max(sentence.start, place.start - SUBJECT_REACH)
        return _subject(self._text[start : place.start])

    def _named(self, said: Attribution) -> str:
        """Return the name of who speaks: "the airline" is the airline that the report names."""
        written = " ".join(s.of(self._text) for s in said.source)
        name = said.speaker_name or ""
        if said.source and said.speaker is None:
            name = self.meant.whom(written, said.source[0]) or name
        elif said.source and self._is_medium(name) and not is_name(written):
            name = self.meant.body(written, said.source[0].start) or name
        return _with_letters(name, written)

    def _is_medium(self, name: str) -> bool:
        entry = self._gazetteer.find(name)
        return entry is not None and entry.cited_kind is not None

    def _inside(self, sentence: Span) -> list[tuple[Span, Attribution]]:
        at = bisect_right(self._starts, sentence.end)
        found: list[tuple[Span, Attribution]] = []
        while at and len(found) < REACH and self._held[at - 1][0].start >= sentence.start:
            at -= 1
            if self._held[at][1].speaker_name:
                found.append(self._held[at])
        return found


def _with_letters(name: str, written: str) -> str:
    """Return a name with the letters the text calls it by: "Dam Control Office (DCO)"."""
    letters = re.fullmatch(r"(?:[Tt]he )?([A-Z]{2,6})", written)
    return f"{name} ({letters[1]})" if letters and letters[1] not in name else name


def _subject(before: str) -> str | None:
    """Return the noun phrase a clause's verb follows, from the words before the credit."""
    head = _SUBJECT_VERB.sub("", before).rstrip(" ,:")
    found = _NOUN_PHRASE.search(head)
    if found is None:
        return None
    name = bare_name(_SOME_OF.sub("", found[1] or found[2]))
    return None if name.lower() in _OPENING or len(name) < 2 else name


def _distance(a: Span, b: Span) -> int:
    return max(0, a.start - b.end, b.start - a.end)
