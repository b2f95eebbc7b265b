"""Other stories made of stories: the same reports with other words, names, figures and days.

A copy of a story is to be another story as another one in a real pile is, not a translation of
the first. In each copy
- names are others: half of them made up, half such as other stories have too; states give way to
  other states, media stay, as they tell of every story;
- a share of the other words are others, drawn as often as the language has them; what the dead
  and hurt, units and speech are told by stays, as every story has it. Words as "of" give way to
  such words outside names, figures and who says it: without that a frame stays that is shared
  from copy to copy as it is within a story (145 of 1,000 pairs of reports of two copies shared a
  passage; now 30, or 0.7 of 1,000 pairs of any two stories, where the real ones have 0.4);
- figures are others of the same size and roundness, in the text and in what was found;
- all days are moved by one whole number of weeks, each thirty-two copies within forty years: dates,
  the values of times, and the years, months and days that the text names. Copies of one story are
  more than 400 days apart: exchanged words leave a frame by which they would be taken for one
  story, which no two stories in a real pile share;
- vectors are turned about the language's mean, so that within a copy all are as far from one
  another as they were and those of two copies are little alike.
Each report then loses a share of its sentences, with all that was found in them, changes some
words and turns its vectors a little on its own. What was found keeps to the text: every span is
carried over, and names, figures and times read as the text has them.

Not modelled: a vocabulary that grows without end (all words but made-up names are the first
stories'), one story that goes on for years, stories that touch one another, and texts of other
lengths. Words are exchanged one by one, so the texts make no sense and only their statistics
matter.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from retold_edits import Edit, Edited, Taken, without
from retold_words import MONTH_OF, MONTHS, VALUES, WORD, Found, Vocabulary
from whence.ids import content_id
from whence.linking.background import mean_vector
from whence.linking.cover import Cover
from whence.records.extraction import Attribution, Entity, Extraction, Quantity, Sentence, Timex
from whence.records.report import Published, RawRun, Report
from whence.records.span import Span

Rows = NDArray[np.float32]

LOST = 0.25  # share of its sentences that a report loses
OTHER_WORDS = 0.85  # share of words that are others in each copy of a story
OTHER_JOINING = 0.9  # share of words as "of" and "which" that are others in each copy
OWN_WORDS = 0.06  # share of words that are others in each report
MADE_UP = 0.5  # share of names that no other story has
ALIKE = 0.3  # cosine, the mean taken off, of one sentence in two copies of its story
TURN_OWN = 0.25  # length of what is added to a sentence's vector in each report
WEEKS = 64  # between two copies of one story, so that they are never compared (400 days)
COPIES = 32  # of a story within some forty years; those that follow lie in the forty years after
DIMENSIONS = 384

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*")
_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprstvz"


class OtherStory:
    """One copy of a story: of the story numbered `place` the copy numbered `copy`."""

    def __init__(
        self,
        place: int,
        copy: int,
        vocabulary: Vocabulary,
        *,
        in_order: bool = False,
        sentences: int | None = None,
    ) -> None:
        """Prepare to tell a copy; those of one story follow one another `in_order`, or do not.

        Of a report the first `sentences` are told, all where it is None.
        """
        seed = f"{copy} {place}"
        self._seed = seed
        self._vocabulary = vocabulary
        self._words: dict[str, str] = {}
        order = random.Random(f"{place} days").sample(range(COPIES), COPIES)
        turn = copy if in_order else copy - copy % COPIES + order[copy % COPIES]
        self._days = timedelta(weeks=WEEKS * (turn - COPIES // 2))
        self._turn = _Turn(_number(seed))
        self._most = sentences

    def told(self, of: Found, own: str) -> Found:
        """Return a report of the story and what was found in it; `own` seeds what is its own."""
        report, extraction = of
        chance = random.Random(own)
        told = extraction.sentences[: self._most]
        lost = [s.span for s in told[1:] if chance.random() < LOST]
        end = told[-1].span.end if self._most and told else len(report.text)
        lost += [Span(end, len(report.text))] if end < len(report.text) else []
        extraction = without(extraction, lost)
        figures = self._figures(report.text, extraction)
        times = [edit for t in extraction.times for edit in self._dated(report.text, t)]
        taken = Taken([*((s.start, s.end, "") for s in lost), *figures, *times])
        words = self._words_of(report.text[:end], extraction, taken, chance)
        edited = Edited(report.text, sorted([*taken.edits, *words]))
        return self._report(report, edited, own), self._extraction(
            extraction, edited, dict(_factors(figures, report.text)), own
        )

    # --- words and figures ------------------------------------------------------------------------

    def _words_of(
        self, text: str, found: Extraction, taken: Taken, chance: random.Random
    ) -> list[Edit]:
        """Return the words that are others, what is taken already left out."""
        fixed = {word for told in _strings(found) for word in WORD.findall(told)}
        whole = Cover([(span, None) for span in sorted(_held_together(found))])
        edits, before = list[Edit](), ""
        for m in WORD.finditer(text):
            word = m.group()
            other = self._in_report(word, chance, fixed)
            if other == word and not any(True for _ in whole.touching(Span(*m.span()))):
                other = self._joining(before, word)
            if other != word and not taken.touches(*m.span()):
                edits.append((*m.span(), other))
            before = word
        return edits

    def _joining(self, before: str, word: str) -> str:
        """Return what the story has in place of a word as "of" that follows another."""
        others = self._vocabulary.joining(word)
        number = _number(self._seed, "joining", before.lower(), word)
        if not others or number % 1000 >= OTHER_JOINING * 1000:
            return word
        return others[number // 1000 % len(others)]

    def _in_report(self, word: str, chance: random.Random, fixed: set[str]) -> str:
        if not self._vocabulary.changes(word):
            return word
        if self._vocabulary.is_name(word) or word in fixed or chance.random() >= OWN_WORDS:
            return self._other(word)
        return _cased(chance.choice(self._vocabulary.plain(word)), word)

    def _other(self, word: str) -> str:
        """Return what the story has in place of a word."""
        if word not in self._words:
            self._words[word] = self._chosen(word)
        return self._words[word]

    def _chosen(self, word: str) -> str:
        if not self._vocabulary.changes(word):
            return word
        number = _number(self._seed, word.lower())
        if not self._vocabulary.is_name(word):
            if number % 1000 >= OTHER_WORDS * 1000:
                return word
            words = self._vocabulary.plain(word)
            return _cased(words[number // 1000 % len(words)], word)
        if self._vocabulary.may_be_made_up(word) and number % 1000 < MADE_UP * 1000:
            return _cased(_made_up(number // 1000, len(word)), word)
        names = self._vocabulary.names(word)
        return _cased(names[number // 1000 % len(names)], word)

    def _reworded(self, text: str) -> str:
        """Return a name or phrase as the story has it."""
        return WORD.sub(lambda m: self._other(m.group()), text)

    def _figures(self, text: str, extraction: Extraction) -> list[Edit]:
        """Return the numbers that are others: those not in a time, and alone in their figure."""
        kept = Cover([(t.span, None) for t in extraction.times])
        found = {m.span() for m in _NUMBER.finditer(text)}
        for quantity in extraction.quantities:
            numbers = _numbers_in(text, quantity.span)
            found = found.union(numbers) if len(numbers) == 1 else found.difference(numbers)
        return [
            (start, end, self._other_number(text[start:end]))
            for start, end in sorted(found)
            if not any(True for _ in kept.touching(Span(start, end)))
        ]

    def _other_number(self, written: str) -> str:
        chance = random.Random(_number(self._seed, "number", written.lower()))
        if written.lower() in VALUES:
            return _cased(chance.choice(list(VALUES)), written)
        digits = [chance.choice("123456789") if d in "123456789" else d for d in written]
        return "".join(digits)

    # --- days -------------------------------------------------------------------------------------

    def _moved(self, day: str) -> str:
        return (date.fromisoformat(day[:10]) + self._days).isoformat() + day[10:]

    def _moved_value(self, value: str) -> str:
        """Return a TIMEX3 value moved by the story's weeks; what names no date stays."""
        if re.match(r"\d{4}-\d\d-\d\d", value):
            return self._moved(value)
        if week := re.match(r"(\d{4})-W(\d\d)", value):
            monday = date.fromisocalendar(int(week[1]), min(int(week[2]), 52), 1) + self._days
            year, number, _ = monday.isocalendar()
            return f"{year}-W{number:02}{value[8:]}"
        if re.match(r"\d{4}-\d\d", value):
            return self._moved(f"{value[:7]}-15")[:7] + value[7:]
        if re.match(r"(19|20)\d\d", value):
            return self._moved(f"{value[:4]}-07-01")[:4] + value[4:]
        return value

    def _published(self, published: Published | None) -> Published | None:
        if published is None:
            return None
        moved = self._moved
        return replace(
            published,
            earliest=moved(published.earliest),
            latest=moved(published.latest),
            value=moved(published.value),
            conflicts=(),
        )

    def _timex(self, time: Timex) -> Timex:
        return replace(
            time,
            value=self._moved_value(time.value),
            earliest=time.earliest and self._moved(time.earliest),
            latest=time.latest and self._moved(time.latest),
        )

    def _dated(self, text: str, time: Timex) -> list[Edit]:
        """Return the years, months and days that a time names, moved as its value is."""
        then, now = time.value, self._moved_value(time.value)
        edits = []
        for m in re.finditer(r"[A-Za-z]+|\d+", time.span.of(text)):
            place = time.span.start + m.start(), time.span.start + m.end()
            if m.group() == then[:4]:
                edits.append((*place, now[:4]))
            elif then[5:7].isdigit() and MONTH_OF.get(m.group()) == int(then[5:7]):
                name = MONTHS[int(now[5:7]) - 1]
                edits.append((*place, name if m.group() in MONTHS else name[:3]))
            elif re.match(r"\d{4}-\d\d-\d\d", then) and m.group().lstrip("0") == then[8:10].lstrip(
                "0"
            ):
                edits.append((*place, now[8:10].lstrip("0")))
        return edits

    # --- records ----------------------------------------------------------------------------------

    def _report(self, report: Report, edited: Edited, own: str) -> Report:
        title = edited.span(report.title_span) if report.title_span else None
        paragraphs = (edited.span(p) for p in report.paragraphs)
        return replace(
            report,
            id=content_id(edited.text.encode()),
            path=f"{own.replace(' ', '/')}.txt",
            text=edited.text,
            raw=(RawRun(0, 0, len(edited.text)),),
            boilerplate=(),
            paragraphs=tuple(p for p in paragraphs if p.of(edited.text).strip()),
            title=title.of(edited.text) if title else self._reworded(report.title or "") or None,
            title_span=title,
            byline=report.byline and self._reworded(report.byline),
            url=report.url and f"{'/'.join(report.url.split('/')[:3])}/{own.replace(' ', '/')}",
            published=self._published(report.published),
        )

    def _extraction(
        self, found: Extraction, edited: Edited, factors: dict[Span, float], own: str
    ) -> Extraction:
        quantities = tuple(
            self._quantity(q, next((f for s, f in factors.items() if q.span.contains(s)), 1.0))
            for q in found.quantities
        )
        changed = replace(
            found,
            attributions=tuple(map(self._attribution, found.attributions)),
            entities=tuple(map(self._entity, found.entities)),
            times=tuple(map(self._timex, found.times)),
            quantities=quantities,
            sentences=tuple(
                Sentence(s.span, self._turned(s.vector, f"{own} {place}"))
                for place, s in enumerate(found.sentences)
            ),
        )
        carried: Extraction = edited.carried(changed)
        return replace(carried, report=content_id(edited.text.encode()))

    def _attribution(self, of: Attribution) -> Attribution:
        role = of.role
        if role is not None:
            origin = role.origin and self._reworded(role.origin)
            role = replace(role, origin=origin)
        name = of.speaker_name and self._reworded(of.speaker_name)
        return replace(of, speaker_name=name, role=role)

    def _entity(self, entity: Entity) -> Entity:
        aliases = tuple(dict.fromkeys(map(self._reworded, entity.aliases)))
        return replace(entity, name=self._reworded(entity.name), aliases=aliases)

    def _quantity(self, of: Quantity, factor: float) -> Quantity:
        low, high = (None if n is None else round(n * factor, 4) for n in (of.low, of.high))
        counts = of.counts and self._reworded(of.counts)
        return replace(of, low=low, high=high, counts=counts)

    def _turned(self, blob: bytes, own: str) -> bytes:
        if not blob:
            return blob
        rows = np.frombuffer(blob, dtype="<f2").astype(np.float32).reshape(-1, DIMENSIONS)
        rows = ALIKE**0.5 * rows + (1 - ALIKE) ** 0.5 * self._turn.of(rows)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        chance = np.random.default_rng(_number(own))
        noise = chance.standard_normal(rows.shape, dtype=np.float32)
        rows += TURN_OWN * noise / np.linalg.norm(noise, axis=1, keepdims=True)
        unit: bytes = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype("<f2").tobytes()
        return unit


def _held_together(found: Extraction) -> Iterable[Span]:
    """Yield the places whose words what was found repeats: no word as "of" in them is another."""
    yield from (m.span for m in found.mentions)
    yield from (q.span for q in found.quantities)
    yield from (t.span for t in found.times)
    for attribution in found.attributions:
        yield from (*attribution.source, *attribution.cue)


def _strings(found: Extraction) -> Iterable[str]:
    """Yield the texts of what was found that repeat words of the report."""
    for entity in found.entities:
        yield entity.name
        yield from entity.aliases
    for attribution in found.attributions:
        yield attribution.speaker_name or ""
        yield (attribution.role.origin if attribution.role else None) or ""
    for quantity in found.quantities:
        yield quantity.counts or ""


def _numbers_in(text: str, span: Span) -> list[tuple[int, int]]:
    found = [m.span() for m in _NUMBER.finditer(text, span.start, span.end)]
    words = [m for m in WORD.finditer(text, span.start, span.end) if m.group().isalpha()]
    return found + [m.span() for m in words if m.group().lower() in VALUES]


def _factors(edits: Iterable[Edit], text: str) -> Iterable[tuple[Span, float]]:
    for start, end, put in edits:
        before, now = _value(text[start:end]), _value(put)
        yield Span(start, end), now / before if before else 1.0


def _value(written: str) -> float:
    if written.lower() in VALUES:
        return VALUES[written.lower()]
    plain = written.replace(",", "")
    return float(plain) if plain.count(".") < 2 else 0.0


def _cased(other: str, like: str) -> str:
    if like.isupper():
        return other.upper()
    return other.capitalize() if like[0].isupper() else other.lower()


def _made_up(number: int, length: int) -> str:
    letters = []
    for place in range(length):
        choice = _VOWELS if place % 2 else _CONSONANTS
        number, at = divmod(number, len(choice))
        letters.append(choice[at])
    return "".join(letters)


class _Turn:
    """A random rotation that leaves the language's mean where it is.

    In a basis whose first direction is the mean's the others change places and signs.
    """

    def __init__(self, seed: int) -> None:
        chance = np.random.default_rng(seed)
        mean = mean_vector() / np.linalg.norm(mean_vector())
        mirror = mean - np.eye(1, DIMENSIONS, dtype=np.float32)[0]
        self._mirror = mirror / np.linalg.norm(mirror)
        self._places = np.concatenate(([0], 1 + chance.permutation(DIMENSIONS - 1)))
        self._signs = np.where(chance.random(DIMENSIONS) < 0.5, -1, 1).astype(np.float32)
        self._signs[0] = 1

    def of(self, rows: Rows) -> Rows:
        """Return vectors turned."""
        return self._mirrored(self._mirrored(rows)[:, self._places] * self._signs)

    def _mirrored(self, rows: Rows) -> Rows:
        mirrored: Rows = rows - 2 * np.outer(rows @ self._mirror, self._mirror)
        return mirrored


def _number(*parts: str) -> int:
    return int.from_bytes(hashlib.blake2b(" ".join(parts).encode(), digest_size=8).digest(), "big")
