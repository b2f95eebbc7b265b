"""Names in one report: the network's spans trimmed to the bare name, and repeats it passed over."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from whence.extraction.lexicon import word_sets
from whence.extraction.morphology import lemma_of
from whence.records.extraction import EntityType
from whence.records.span import Span

_PIECE = re.compile(r"\w[\w&’'.-]*")
_EDGE = " \t\n\"“”‘’'`,;:!?()[]–—-/|*"
_POSSESSIVE = re.compile(r"(?:['’]s?|\.)$")
_CAPITALIZED = re.compile(r"(?<![\w@#/.-])[A-Z0-9][\w&-]*(?:\.[A-Z])*(?:['’][A-Z]\w+)?")
_BRACKETED = re.compile(r"\s?\([\"“‘']?([A-Z][A-Za-z&.-]{0,8}[A-Zs])[\"”’']?\)")
_LAST_WORD = re.compile(r"\s(\w+)$")
_FUNCTION_WORDS = frozenset(["the", "a", "an", "of", "in", "at", "by", "and", "for", "to", "from"])
_DIRECTIONS = ("north ", "south ", "east ", "west ", "central ")
_REST_OF_WORD = re.compile(r"['’](?!(?:s|re|ll|ve|d)\b)\w{1,12}")
_WHOSE = re.compile(
    r"(?:(?:[A-Z][\w.]+ ){0,2}[A-Z][\w.]+['’]s |(?:United States|(?:North|South) Korea) )"
    r"(?=[A-Z][\w’'-]+ [A-Z])"
)
_OFFICE = re.compile(r"(?:Secretary|Minister|Director|Department) of $")
_PARTY_TAG = re.compile(r"[RDI](?:-[A-Z][A-Za-z.]{0,6})?")
"""A politician's party and state behind the name: "(D-N.C.)"."""
_ACRONYM = re.compile(r"[A-Z]{3,5}")
_SHOUTED_NAMES = frozenset(["us", "it", "who", "un"])
_TITLED = re.compile(
    r"\b(?:[Pp]resident|[Mm]inister|[Cc]hancellor|[Ss]enator|[Cc]ongress(?:man|woman)|[Gg]overnor|"
    r"[Mm]ayor|[Ss]pokes(?:man|woman|person)|[Gg]eneral|[Cc]olonel|[Ll]ieutenant|[Cc]aptain|"
    r"[Aa]mbassador|[Jj]udge|[Pp]rofessor|[Ss]ecretary|Gen\.|Col\.|Lt\.|Sen\.|Rep\.|Gov\.|Dr\.?|"
    r"Mr\.?|Mrs\.?|Ms\.?|[Cc]hair(?:man|woman)|[Cc]ommander|[Aa]dmiral) "
    r"([A-Z][\w’'-]+(?: (?:al-|bin |van |von |de )?[A-Z][\w’'-]+){1,3})"
)
_TITLED_SCORE = 0.8
_STATE = re.compile(
    r"\b(?:[A-Z][a-z]+(?:['’]s)? ){0,3}(?:Republic|Kingdom|Federation|Sultanate|Emirate|"
    r"Principality|Grand Duchy) of (?:the )?[A-Z][a-z]+(?:[ -][A-Z][a-z]+)?"
)
_GROUP = (
    r"(?:militia|(?:militia |rebel |armed |militant )?group|movement|faction|brigade|battalion)s?"
)
_GROUP_AFTER = re.compile(rf"\s{_GROUP}\b", re.I)
_GROUP_BEFORE = re.compile(rf"\b{_GROUP},? (?:called|named|known as|dubbed) $")
_NEAR_NAME = 60
_MARKS = re.compile(r"['’‘`ʼ-]")
_LONGEST_NAME = 8
_MOST_WORDS = 20
_NO_LAST = re.compile(
    r"I|(?:Jan(?:uary)?|Feb(?:ruary)?|Apr|July?|(?:Sept?|Octo?|Nov|Dec)(?:ember|ber)?)\W*"
)
_LAST_DAY = re.compile(r" (?:(?:Mon|Tues?|Wed|Thu|Fri|Sat|Sun)(?:[a-z]*day)?|Nov|Dec|Oct|Sept)\.?$")
_PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "bint",
        "abu",
        "von",
        "van",
        "der",
        "den",
        "de",
        "da",
        "di",
        "du",
        "dos",
        "das",
        "la",
        "le",
        "ter",
        "y",
        "e",
    ]
)
_MAX_CANDIDATES = 40
_LEAST_SHOUTED = 3
_LEAST_NOUN = 3
_INSIDE_NAMES = frozenset(["upon", "next", "under", "sous", "over"])
_MIN_SCORE = 0.3
"""Spans below this probability are dropped before repeats are sought."""


@dataclass(frozen=True, slots=True)
class Name:
    """A bare name: its span, its type, and how probable it is that a reader would mark it."""

    span: Span
    type: EntityType
    score: float


def clean_names(text: str, names: Iterable[Name]) -> tuple[Name, ...]:
    """Return `names` trimmed (titles, articles, possessives, quote marks), sorted, not overlapping.

    Of overlapping names the longer one stays; a name of which nothing is left is dropped.
    """
    trimmed = (
        Name(span, name.type, name.score)
        for name in itertools.chain.from_iterable(_two_persons(text, name) for name in names)
        if name.score >= _MIN_SCORE and (span := _trim(text, name)) is not None
    )
    return without_overlaps(trimmed)


def _two_persons(text: str, name: Name) -> Iterator[Name]:
    """Yield a name, or both where two persons in full were read as one: "A Bell and B Orr"."""
    one, joint, two = name.span.of(text).partition(" and ")
    if name.type is EntityType.PERSON and joint and " " in one.strip() and " " in two.strip():
        yield replace(name, span=Span(name.span.start, name.span.start + len(one)))
        yield replace(name, span=Span(name.span.end - len(two), name.span.end))
    else:
        yield name


def repeat_names(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return `names` with every further capitalized occurrence of the same words added.

    A person's surname is sought in capitals as well, as transcripts and captions print it. One
    pass over the capitalized words of the text.
    """
    by_first: dict[str, dict[str, Name]] = defaultdict(dict)
    for name in names:
        words = name.span.of(text)
        if words and (words[0].isupper() or words[0].isdigit()) and len(words) > 1:
            candidates = by_first[_first_word(words)]
            if len(candidates) < _MAX_CANDIDATES:
                candidates.setdefault(words, name)
            surname = words.split()[-1].upper()
            if name.type is EntityType.PERSON and len(surname) > _LEAST_SHOUTED:
                by_first[_first_word(surname)].setdefault(surname, name)
    taken = _Taken(name.span for name in names)
    added = []
    for match in _CAPITALIZED.finditer(text):
        fitting = by_first.get(match.group())
        if fitting is None or taken.covers(match.start()):
            continue
        if found := _longest(text, match.start(), fitting):
            added.append(found)
    return without_overlaps([*names, *added])


def type_groups(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return `names` with those taken for persons that are a group as organizations.

    "The Qasr Brigade movement", "a militia called Qasr": one such place tells for all, and so do
    a few letters all in capitals in a line that is not. A name that a longer person's name ends
    with stays ("the Assad group").
    """
    persons = [name for name in names if name.type is EntityType.PERSON]
    surnames = {
        _unmarked(words[-1]) for name in persons if len(words := name.span.of(text).split()) > 1
    }
    groups = {
        _unmarked(name.span.of(text))
        for name in names
        if _is_acronym(text, name.span)
        or _GROUP_AFTER.match(text, name.span.end)
        or _GROUP_BEFORE.search(text, max(0, name.span.start - _NEAR_NAME), name.span.start)
    } - surnames
    return tuple(
        replace(name, type=EntityType.ORGANIZATION)
        if name.type is EntityType.PERSON and _unmarked(name.span.of(text)) in groups
        else name
        for name in names
    )


def _is_acronym(text: str, span: Span) -> bool:
    """Say whether a name is a few capitals and what follows it in its line is not."""
    following = text[span.end : span.end + _NEAR_NAME].split("\n", maxsplit=1)[0]
    return _ACRONYM.fullmatch(span.of(text)) is not None and any(c.islower() for c in following)


def add_states(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return `names` with states in full added: "the People's Republic of Harn" is one name."""
    added = [
        Name(_without_the(text, Span(*match.span())), EntityType.PLACE, _TITLED_SCORE)
        for match in _STATE.finditer(text)
    ]
    return without_overlaps([*names, *added])


def _without_the(text: str, span: Span) -> Span:
    article = re.match(r"(?:The|A|An|This|That|His|Her|Its) ", span.of(text))
    return Span(span.start + article.end(), span.end) if article else span


def _unmarked(words: str) -> str:
    """Return a name without what spellings differ in: "Kata’ib" is "Kataib"."""
    return _MARKS.sub("", words).lower()


def add_bracketed(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return `names` with acronyms in brackets right behind a longer name added: "... (KCTV)"."""
    starts = {name.span.start for name in names}
    added = []
    for name in names:
        match = _BRACKETED.match(text, name.span.end)
        if match is None or name.type is EntityType.PERSON or match.start(1) in starts:
            continue
        if " " in name.span.of(text):
            added.append(Name(Span(match.start(1), match.end(1)), name.type, name.score))
    return without_overlaps([*names, *added])


def add_titled(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return `names` with the capitalized words behind a title added, where no name is marked."""
    taken = _Taken(name.span for name in names)
    added = []
    for match in _TITLED.finditer(text):
        span = Span(*match.span(1))
        if not taken.covers(span.start) and _is_name(span.of(text), EntityType.PERSON):
            end = _drop_possessive(text, span.start, span.end)
            bare = Span(*drop_leading(text, span.start, end, EntityType.PERSON))
            added.append(Name(bare, EntityType.PERSON, _TITLED_SCORE))
    return without_overlaps([*names, *added])


def _first_word(words: str) -> str:
    match = _CAPITALIZED.match(words)
    return match.group() if match else words.split(maxsplit=1)[0]


def _longest(text: str, start: int, candidates: dict[str, Name]) -> Name | None:
    best: Name | None = None
    for words, name in candidates.items():
        end = start + len(words)
        follows = text[end : end + 1]
        if not text.startswith(words, start) or follows.isalnum():
            continue
        if follows == "-" and text[end + 1 : end + 2].isalnum():
            continue
        if best is None or end > best.span.end:
            best = Name(Span(start, end), name.type, name.score)
    return best


class _Taken:
    """Which offsets lie in one of several spans; asked in rising order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._next = 0

    def covers(self, offset: int) -> bool:
        while self._next < len(self._spans) and self._spans[self._next].end <= offset:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next].start <= offset


def without_overlaps(names: Iterable[Name]) -> tuple[Name, ...]:
    """Return `names` sorted, of those that overlap the longer one."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.span.start, -n.span.end, -n.score)):
        if kept and name.span.start < kept[-1].span.end:
            if len(name.span) > len(kept[-1].span):
                kept[-1] = name
            continue
        kept.append(name)
    return tuple(kept)


def _trim(text: str, name: Name) -> Span | None:
    start, end = name.span.start, name.span.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    inner = _REST_OF_WORD.match(text, end)
    end = inner.end() if inner and end > start else end
    start, end = drop_leading(text, start, end, name.type)
    if name.type is EntityType.PERSON:
        start = _behind_state(text, _behind_office(text, start, end), end)
        start, end = drop_leading(text, *_bare_person(text, start, end), name.type)
    if name.type is EntityType.PLACE:
        start = _last_capitalized(text, start, end)
        day = _LAST_DAY.search(text, start, end)
        end = day.start() if day else end
    end = _drop_possessive(text, start, _drop_trailing(text, start, end))
    return Span(start, end) if _is_name(text[start:end], name.type) else None


def _is_name(words: str, kind: EntityType) -> bool:
    """Say whether what is left can be a name: no bare adjective, title or lower-case word."""
    if not any(c.isupper() or c.isdigit() for c in words):
        return False
    if _PARTY_TAG.fullmatch(words):
        return False
    lowered = words.lower()
    bare = lowered.split(" ", 1)[-1] if lowered.startswith(_DIRECTIONS) else lowered
    if bare in word_sets("aliases")["demonyms"] or lowered in word_sets("sentences")["openers"]:
        return lowered in _SHOUTED_NAMES and words.isupper()
    if not any(c.isalpha() for c in words):
        return False
    first, *rest = words.split()
    if rest and rest[-1].islower() and first.lower() in word_sets("aliases")["demonyms"]:
        return False
    if rest and rest[-1].islower() and lemma_of(rest[-1], word_sets("roles")["unnamed"]):
        return False
    return kind is not EntityType.PERSON or not _is_role(words)


def _last_capitalized(text: str, start: int, end: int) -> int:
    """Return where a place's bare name begins: "Norwegian capital Oslo" gives Oslo."""
    words = [Span(*m.span()) for m in re.finditer(r"\S+", text[start:end])][:_LONGEST_NAME]
    for word, following in itertools.pairwise(words):
        lower = text[start + word.start : start + word.end]
        is_noun = lower.isalpha() and lower.islower() and len(lower) > _LEAST_NOUN
        is_noun &= lower not in _INSIDE_NAMES
        if is_noun and text[start + following.start].isupper():
            return start + following.start
    return start


def _behind_office(text: str, start: int, end: int) -> int:
    """Return where a person's name begins behind an office: "Secretary of Defense Ada Bell"."""
    if text.count(" ", start, end) < 2 or not _OFFICE.search(text, max(0, start - 16), start):
        return start
    return text.index(" ", start, end) + 1


def _behind_state(text: str, start: int, end: int) -> int:
    """Return where a person's name begins behind whose he is: "Harn's Ada Bell"."""
    match = _WHOSE.match(text, start, end)
    return match.end() if match else start


def _bare_person(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a person's name without the nouns around it: "Bell confidant", "lawyers for Bell".

    What follows "of" is no part of it either, but where nothing is left before ("manager of Bell").
    """
    words = [Span(m.start(), m.end()) for m in re.finditer(r"\S+", text[start:end])][:_MOST_WORDS]
    names: list[list[Span]] = [[]]
    for word in words:
        written = text[start + word.start : start + word.end]
        behind_dash = text[start + word.start - 2 : start + word.start] == "- "
        if not written.islower() or written.split("-")[0] in _PARTICLES or behind_dash:
            names[-1].append(word)
        elif names[-1]:
            names.append([])
    kept = [run for run in names if run]
    if kept and len(kept[-1]) > 2 and _NO_LAST.fullmatch(text[start + kept[-1][-1].start : end]):
        kept[-1].pop()  # "Ada Bell Jul 13", "Ada Bell I am": the next line or sentence began
    of = " of " in text[start:end]
    run = kept[0] if kept and of else max(reversed(kept), key=len, default=[])
    return (start + run[0].start, start + run[-1].end) if run else (start, end)


def _drop_trailing(text: str, start: int, end: int) -> int:
    """Return the end of a name without the lower-case nouns behind it: "Islamic State group"."""
    endings = word_sets("aliases")["generic_endings"]
    if not text[start : start + 1].isupper():
        return end
    for _ in range(2):
        match = _LAST_WORD.search(text, start, end)
        if match is None or not match.group(1).islower():
            break
        if match.group(1) not in endings and match.group(1) not in _FUNCTION_WORDS:
            break
        end = match.start()
    return end


def _is_role(words: str) -> bool:
    """Say whether what was taken for a person's name is only a title or role: "Minister"."""
    lowered = [word.strip(".").lower() for word in words.split()]
    roles = word_sets("roles")
    lists = (
        word_sets("people")["titles"],
        roles["unnamed"],
        roles["government"],
        word_sets("aliases")["demonyms"],
    )
    return all(any(word in known for known in lists) for word in lowered)


def drop_leading(text: str, start: int, end: int, kind: EntityType) -> tuple[int, int]:
    """Return a name's bounds without the titles, peoples and articles it begins with."""
    titles, demonyms = word_sets("people")["titles"], word_sets("aliases")["demonyms"]
    verbs = word_sets("people")["headline_verbs"]
    for piece in list(_pieces(text, start, end))[:_LONGEST_NAME]:
        word = piece.of(text).rstrip(".").lower()
        is_title = kind is EntityType.PERSON and (
            word in titles or word in demonyms or word in verbs
        )
        if piece.end >= end or not (is_title or word in _FUNCTION_WORDS):
            return piece.start, end
        if text[piece.end :][:1].isspace() or text[piece.end : piece.end + 1] == ".":
            start = piece.end
            while start < end and text[start] in " .\n":
                start += 1
    return start, end


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    return (Span(m.start(), m.end()) for m in _PIECE.finditer(text, start, end))


def _drop_possessive(text: str, start: int, end: int) -> int:
    match = _POSSESSIVE.search(text, max(start, end - 2), end)
    if match is None:
        return end
    if match.group() == ".":
        return end if text[start:end].count(".") > 1 or end - start < 5 else end - 1
    return match.start() if match.group() != "'" or text[end - 2] in "sS" else end
