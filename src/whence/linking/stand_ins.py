"""Phrases that stand for a name in one report: "the prime minister" after "Prime Minister Voss".

The text itself tells what an actor is: before the name ("talk show host Mara Voss"), beside it
("Mara Voss, the governor of Port Ella,") or ahead of it. A later "the host" is the one actor of the
report that is told to be one; where two are, the phrase's other words must decide. In a headline
the bare noun does as well ("Host quits"). Precision first: a phrase that says more than was told
and might mean another is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from whence.linking.deeds_told import called_for_deeds
from whence.linking.describing import (
    is_calling,
    noun_served_as,
    opens_sentence,
    phrase_ahead,
    phrase_beside,
    phrase_given,
)
from whence.linking.lexicon import called_in_turn, word_set
from whence.linking.naming import fold
from whence.records.extraction import Entity, EntityType, Extraction, Mention
from whence.records.report import Report
from whence.records.span import Span

_NOT = word_set("no_description")
_HEADS = word_set("describing") | word_set("offices") | word_set("person_nouns")
_NO_HEADS = word_set("no_heads")
_HARMLESS = word_set("tenses_of_office")
_OTHERS = word_set("others")
_BEHIND = (_NOT | word_set("say") | word_set("behind_phrases")) - word_set("restricting")
_NARROWING = word_set("restricting")
_UNSURE = word_set("anonymous") | word_set("behind_things")
_GIVING = frozenset(["named", "called", "dubbed", "nicknamed", "identified"])
_ARTICLES = frozenset(["the", "a", "an"])
_LEFT = re.compile(r"([\w][\w’'.-]*) ?$")
_WORD = re.compile(r"[\w][\w’'-]*")
_CUT = re.compile(
    r"[,;:.()\n—–“”\"]|\s(?:who|which|that|of|in|for|at|from|on|with|by|and|to|said|says|was|is|has)\b"
)
_ARTICLE = re.compile(r"(?:the|an?|one of(?: the)?) ", re.IGNORECASE)
_THE = re.compile(r"\b[Tt]he (?=\w)")
_A = re.compile(r"\b[Aa]n? (?=\w)")
_MOST_BEFORE = 6
_OF_PLACES = word_set("place_nouns")
_DEPUTIES = word_set("deputies")
_BODIES = (EntityType.ORGANIZATION, EntityType.GROUP)
_NEAR = 800  # characters within which a bare noun takes a name up
_LEAD = 400  # characters of a report in which a person may be told of before being named
_BESIDE = 3  # characters to a name that is set beside a phrase: "a surgeon, Mara Voss"
_CHIEF = 0.8  # of all naming of those of one noun, from which one of them is meant


@dataclass(slots=True)
class _Told:
    """What the report tells of one actor: nouns for it, and all words said with them."""

    nouns: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    first: int = 0
    count: int = 0


class StandIns:
    """The phrases of one report that stand for an in-report entity's name."""

    def __init__(self, report: Report, extraction: Extraction) -> None:
        self._text = report.text
        self._entities = {e.id: e for e in extraction.entities}
        self._mentions = [m for m in extraction.mentions if m.entity in self._entities]
        self._starts = [m.span.start for m in self._mentions]
        self._told: dict[str, _Told] = {}
        for mention in self._mentions:
            self._note(mention)
        self._bearers: dict[str, list[str]] = defaultdict(list)
        for entity, told in self._told.items():
            for noun in told.nouns:
                self._bearers[noun].append(entity)
        self._call_in_turn()

    def _call_in_turn(self) -> None:
        """Let the one told to be a gunman be meant by "the shooter" too.

        Of bodies only the one named most: another told to be a company is often met in passing.
        """
        bodies = {e for e in self._told if self._entities[e].type in _BODIES}
        most = max((self._told[e].count for e in bodies), default=0)
        for nouns in called_in_turn():
            told = {entity for noun in nouns for entity in self._bearers.get(noun, ())}
            if len(told) == 1 and not any(self._told[e].count < most for e in told & bodies):
                self._bearers.update((noun, list(told)) for noun in nouns)

    def phrases(self) -> Iterator[tuple[str, Span]]:
        """Yield entity ids with the phrases that stand for them, definite ones first."""
        for article in _THE.finditer(self._text):
            noun = self._noun_behind(article.end())
            if noun is not None and self._ends(noun.end):
                span = Span(article.start(), noun.end)
                more = self._text[article.end() : noun.start].lower().split()
                entity = self._meant(noun.of(self._text).lower(), more, span)
                if entity is not None:
                    yield entity, span
        yield from self._in_headline()

    def _noun_behind(self, start: int) -> Span | None:
        """Return the first of the next few words that an actor was told to be."""
        at = start
        for _ in range(_MOST_BEFORE):
            word = _WORD.match(self._text, at)
            if word is None:
                break
            if word.group().lower() in self._bearers:
                return Span(*word.span())
            if self._text[word.end() : word.end() + 1] != " ":
                break
            at = word.end() + 1
        return None

    def _in_headline(self) -> Iterator[tuple[str, Span]]:
        """Yield bare nouns of the first line: what a headline calls an actor named below it."""
        line = self._text.split("\n", 1)[0]
        if line.rstrip().endswith(".") or len(line) > 160:
            return
        before = ""
        for match in _WORD.finditer(line):
            noun, span = match.group().lower(), Span(*match.span())
            bare = before not in _ARTICLES and before not in _OTHERS and not before.isdigit()
            before = noun
            bearers = self._bearers.get(noun, ())
            if len(bearers) == 1 and bare and not self._inside(span) and self._ends(match.end()):
                entity = self._entities[bearers[0]]
                if entity.type is EntityType.PERSON and not self._is_title(match.end()):
                    yield bearers[0], span

    def in_lead(self) -> Iterator[tuple[str, Span]]:
        """Yield what a report calls a person in its lead before it gives the name: "a surgeon".

        The only one who is told to be that, and is named below; no witness or official, of whom
        there may be others.
        """
        found: set[str] = set()
        for article in _A.finditer(self._text, 0, _lead_end(self._text)):
            noun = self._noun_behind(article.end())
            told = noun.of(self._text).lower() if noun else ""
            if noun is None or told in _UNSURE or self._goes_on(noun.end):
                continue
            bearers, span = self._bearers[told], Span(article.start(), noun.end)
            words = self._text[article.end() : noun.start].lower().split()
            if len(bearers) != 1 or bearers[0] in found or (_OTHERS | _NOT).intersection(words):
                continue
            person = self._entities[bearers[0]].type is EntityType.PERSON
            later = self._told[bearers[0]].first > span.end + _BESIDE
            if person and later and not self._named_at_end(span) and not self._is_set(span.end):
                found.add(bearers[0])
                yield bearers[0], span

    def _is_set(self, end: int) -> bool:
        """Say whether a phrase is set beside another name: "a surgeon, Emil Orr"."""
        at = bisect_left(self._starts, end)
        return at < len(self._starts) and self._starts[at] <= end + _BESIDE

    def _goes_on(self, end: int) -> bool:
        """Say whether another noun may stand behind a phrase: "a doctor shortage"."""
        behind = re.match(r" ([\w][\w-]*)", self._text[end : end + 30])
        word = behind[1] if behind else ""
        narrow = word in _BEHIND or word in _NARROWING or word.endswith(("ed", "ly", "ing"))
        return word in _GIVING or (bool(word) and not narrow)

    def _is_title(self, end: int) -> bool:
        """Say whether a name follows at once: "President Voss" is told of in other ways."""
        at = bisect_left(self._starts, end)
        near = at < len(self._starts) and self._starts[at] <= end + 1
        return near and self._text[end : end + 1] != "\n"

    def _ends(self, end: int) -> bool:
        """Say whether a phrase ends there: no noun or restricting words behind it."""
        behind = re.match(r" ([\w][\w-]*)", self._text[end : end + 30])
        if behind is None:
            return True
        word = behind[1]
        if word[:1].isupper():
            at = bisect_left(self._starts, end + 1)
            return not (at < len(self._starts) and self._starts[at] == end + 1)
        return word in _BEHIND or word.endswith(("ed", "ly"))

    def _meant(self, noun: str, words: Sequence[str], span: Span) -> str | None:
        """Return who is meant, None where it is not clear or not told before."""
        more = [w for w in words if w not in _HARMLESS]
        if any(w in _OTHERS or w in _NOT or w in _ARTICLES or w.isdigit() for w in more):
            return None
        if self._named_at_end(span):
            return None
        fitting = [e for e in self._bearers[noun] if self._told[e].first < span.start]
        if more:
            words = fold(" ".join(more))
            held = [e for e in fitting if all(w in self._told[e].words for w in words)]
            if len(held) == 1:
                return held[0]
            sole = len(self._bearers[noun]) == 1 and bool(fitting) and not self._names_within(span)
            if not sole or any(_of_another_age(w, self._told[fitting[0]].words) for w in more):
                return None
            return fitting[0] if self._is_near(fitting[0], span.start) else None
        fitting = [e for e in fitting if self._is_near(e, span.start)]
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        counts = Counter({e: self._told[e].count for e in fitting})
        chief, most = counts.most_common(1)[0]
        return chief if most >= _CHIEF * counts.total() else None

    def _names_within(self, span: Span) -> bool:
        """Say whether a phrase has a word with a capital, which may tell it from another's."""
        return any(word[:1].isupper() for word in span.of(self._text).split()[1:])

    def _is_near(self, entity: str, place: int) -> bool:
        at = bisect_left(self._starts, place)
        for mention in reversed(self._mentions[max(0, at - 40) : at]):
            if place - mention.span.start > _NEAR:
                return False
            if mention.entity == entity:
                return True
        return False

    def _named_at_end(self, span: Span) -> bool:
        """Say whether the phrase's noun is itself part of a name."""
        at = bisect_right(self._starts, span.end - 1) - 1
        return at >= 0 and self._mentions[at].span.end >= span.end

    def _inside(self, span: Span) -> bool:
        at = bisect_right(self._starts, span.end - 1) - 1
        return at >= 0 and self._mentions[at].span.end > span.start

    # --- what the report tells --------------------------------------------------------------------

    def _note(self, mention: Mention) -> None:
        entity = mention.entity or ""
        told = self._told.setdefault(entity, _Told(first=mention.span.start))
        told.count += 1
        self._tell(told, self._before(mention), entity)
        kind, span = self._entities[entity].type, mention.span
        opens = opens_sentence(self._text, span.start)
        beside = phrase_beside(self._text, span.end, kind, opens=opens)
        for phrase in (beside, phrase_ahead(self._text, span.start)):
            self._tell(told, self._words_of(phrase), entity)
        for phrase in (beside, phrase_given(self._text, span.start)):
            words = self._words_of(phrase)  # any noun will do: the form of the phrase is sure
            if words and words[0] not in _NO_HEADS and kind is not EntityType.PLACE:
                told.nouns.add(words[0])
                told.words.update(words)
        if kind is EntityType.PERSON:
            told.nouns.update(called_for_deeds(self._text, span.start, span.end))
            served = noun_served_as(self._text, span.end)
            if served and self._is_noun(served, self._entities[entity]):
                told.nouns.add(served)

    def _tell(self, told: _Told, words: Sequence[str], entity: str) -> None:
        deputy = bool(_DEPUTIES.intersection(words[1:2]))
        if words and not deputy and self._is_noun(words[0], self._entities[entity]):
            told.nouns.add(words[0])
            told.words.update(words)

    def _before(self, mention: Mention) -> list[str]:
        """Return the words right before a name, its noun first."""
        found: list[str] = []
        at = mention.span.start
        for _ in range(_MOST_BEFORE):
            match = _LEFT.search(self._text, max(0, at - 30), at)
            if match is None or match.end(1) == at or match[1].endswith("."):
                break
            word = re.sub(r"[’']s$", "", match[1].lower())
            if word in _NOT or word in _ARTICLES or word.isdigit():
                break
            found += _parts(word)
            at = match.start(1)
        return found

    def _words_of(self, phrase: Span | None) -> list[str]:
        """Return the words of a phrase, its noun first."""
        if phrase is None:
            return []
        article = _ARTICLE.match(self._text, phrase.start, phrase.end)
        start = article.end() if article else phrase.start
        noun_end = _CUT.search(self._text, start, phrase.end)
        head = fold(self._text[start : noun_end.start() if noun_end else phrase.end])
        return [head[-1], *fold(self._text[start : phrase.end])] if head else []

    def _is_noun(self, word: str, entity: Entity) -> bool:
        if word in _NO_HEADS or len(word) < 3:
            return False
        if entity.type is EntityType.PLACE:
            return word in _OF_PLACES
        if word in _HEADS:
            return True
        ends = word.endswith("ant") and len(word) > 4
        return entity.type is EntityType.PERSON and (is_calling(word) or ends)


def may_stand_in(text: str, span: Span) -> bool:
    """Say whether words may be a phrase that stands for a name: definite ones, or in a headline."""
    return _THE.match(text, span.start) is not None or text.find("\n", 0, span.start) < 0


def _lead_end(text: str) -> int:
    """Return where the lead ends: the paragraph in which the first _LEAD characters end."""
    end = text.find("\n", _LEAD)
    return min(end if end >= 0 else len(text), 2 * _LEAD)


def _of_another_age(word: str, told: Collection[str]) -> bool:
    """Say whether a word holds a number where another was told: "26-year-old", "17-year-old"."""
    bare = word.lstrip("0123456789")
    return bare != word and any(t != word and t.lstrip("0123456789") == bare for t in told)


def _parts(word: str) -> list[str]:
    return [word, *word.split("-")] if "-" in word else [word]
