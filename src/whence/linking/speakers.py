"""Whose word it is: speakers of different reports compared by name, body and spokesman."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from whence.linking.actor_casts import spelled_out
from whence.linking.gazetteer import Gazetteer
from whence.linking.lexicon import word_set
from whence.linking.words import plain_words
from whence.records.extraction import Attribution, Extraction, SpeakerKind
from whence.records.report import Report

TEXTS = 256  # whose spokesmen are remembered: a report is read again for each point it speaks on
MOST_FOLLOWED = 4  # speakers, each for the next: a statement by a spokesman for a body

Key = frozenset[str]

_ROLES = word_set("speaker_roles")
_INSTITUTIONS = word_set("institutions")
_PLACING = word_set("placing")
_ANONYMOUS = word_set("anonymous")
_NAME = r"[A-Z][\w’'-]{1,20}(?: [A-Z][\w’'-]{1,20}){1,3}"
_BODY = r"(?:[A-Z][\w’'-]{1,20}|[A-Z]{2,8})(?: (?:of |for |and )?[A-Z][\w’'-]{1,20}){0,4}"
_SPOKES = r"[Ss]pokes(?:man|woman|person)"
_OFFICE = (
    r"(?:(?:assistant|deputy|chief|senior) ){0,2}(?:constable|superintendent|commissioner|officer)"
)
_BODY_FIRST = re.compile(rf"({_BODY})(?:[’']s)? (?:{_SPOKES}|{_OFFICE}),? ({_NAME})")
_NAME_FIRST = re.compile(
    rf"({_NAME}), (?:an?|the|its) (?:[\w’'-]{{2,20}} ){{0,2}}?{_SPOKES} "
    rf"(?:for|of) (?:the )?({_BODY})"
)
_CHARGE = r"(?:director|head|chief|commander|manager|officer|superintendent|chairman|chairwoman)"
_NAME_CHARGE = re.compile(
    rf"({_NAME}), (?:an? |the |its )?(?:[a-z][\w’'-]{{1,20}} ){{0,5}}?{_CHARGE}"
    rf"(?: of [a-z]{{3,20}})? (?:of|at|for|with) (?:the )?({_BODY})"
)
_NAME_OFFICE = re.compile(
    rf"({_NAME}), (?:an? |the )?(?i:{_OFFICE}|{_CHARGE}) (?:of|at|for|with) (?:the )?({_BODY})"
)
# A line that tells of whom somebody speaks for has one of these.
_SPEAKING = (
    "spokes", "constable", "superintendent", "commissioner", "officer", "director", "head",
    "chief", "commander", "manager", "chairm", "chairw",
)  # fmt: skip
_NAME_BODY = re.compile(rf"({_NAME}), (?:an?|the) ({_BODY}) {_SPOKES}")
# What a body or person puts out, or who speaks for them: it is their word.
_PUT_OUT = re.compile(
    r"(?i:(?:an?|the|its|initial|first|preliminary) )*(?:[\w-]+ ){0,2}?"
    r"(?i:statement|report|release|disclaimer|translation|study|survey|letter|memo|notice|findings"
    r"|announcement|research|bulletin|communique|warning)"
    r"(?: (?:issued|released|published|provided|written|prepared|conducted|sent|made|put out))?"
    r" (?:by|from|of) (?:the )?([A-Z].*)"
)
_SPEAKS_FOR = re.compile(
    r"(?i:an?|the) (?:[a-z]+ ){0,2}(?:rep|representative|publicist) (?:for|of) (?:the )?([A-Z].*)"
)
_OWN_SPEAKER = re.compile(
    rf"(?:[Tt]he )?([A-Z].*?)['’]s? (?:own )?(?:rep|representative|publicist|{_SPOKES})"
)
# Behind these a name only tells whose or where something is: "a friend of Mara Voss".
_NOT_NAMING = frozenset(
    ["of", "for", "to", "by", "from", "with", "at", "in", "on", "and", "or", "s", "not", "near"]
)


class Speakers:
    """Keys that tell whether two speakers are one: equal keys are one, a wider key may be.

    `chief` gives the chief name of the actor called a name, that name itself where it is nobody's
    or of several, all as plain words. It costs much, so it is asked only where a speaker whom the
    gazetteer does not know goes by one of the names that the reports have for anybody, which
    `written` gives as plain words, if told.
    """

    def __init__(
        self,
        reports: Iterable[Report],
        gazetteer: Gazetteer,
        chief: Callable[[str], str],
        written: Callable[[], Collection[str]] | None = None,
    ) -> None:
        self._gazetteer = gazetteer
        self._chief = chief
        self._written_of = written
        self._reports = tuple(reports)

    @cached_property
    def _written(self) -> Collection[str] | None:
        return self._written_of() if self._written_of else None

    @cached_property
    def _bodies(self) -> Mapping[str, str]:
        return _spokesmen(self._reports)

    @cached_property
    def _acronyms(self) -> Mapping[str, str]:
        return {a.lower(): name for a, name in spelled_out(self._reports).items()}

    def key(self, name: str) -> Key:
        """Return the words that tell whose word it is; none for an unnamed speaker.

        Articles, roles and where a spokesman stands are left out; a spokesman named in the pile
        speaks for his body; a known name gives its canonical form.
        """
        for _ in range(MOST_FOLLOWED):  # a text may let two speak for one another
            whose = self._whose(name)
            if whose is None:
                break
            name = whose
        return self._own_key(name)

    def _whose(self, name: str) -> str | None:
        """Return for whom a speaker speaks, None where it is for himself."""
        if self._gazetteer.find(name):
            return None
        if told := behind(name):
            return told
        plain = self._plain(name)
        return self._bodies.get(plain) or self._bodies.get(" ".join(plain.split()[-2:]))

    def _plain(self, name: str) -> str:
        """Return what a name's actor is called first, in plain words."""
        plain = " ".join(plain_words(name))
        return self._chief(plain) if self._written is None or plain in self._written else plain

    def _own_key(self, name: str) -> Key:
        if entry := self._gazetteer.find(name):
            return frozenset(plain_words(entry.name))
        words = _until_placing(self._plain(name).split())
        kept = frozenset(w for w in words if w not in _ROLES)
        if not _is_told(name, kept):
            return frozenset()
        full = " ".join(self._acronyms.get(w, w) for w in kept)
        # "All-Nippon Airways" and "All Nippon Airways" are one.
        return frozenset(w for w in full.replace("-", " ").split() if w not in _ROLES)


def behind(name: str) -> str | None:
    """Return whose word it is that a document, or who speaks for somebody, gives; None for others.

    >>> behind("a statement issued by the Port Authority"), behind("a rep for Mara Voss")
    ('Port Authority', 'Mara Voss')
    """
    for form in (_PUT_OUT, _SPEAKS_FOR, _OWN_SPEAKER):
        if found := form.fullmatch(name):
            return found[1]
    return None


def is_anybody(name: str, attribution: Attribution | None) -> bool:
    """Say whether a speaker's words may mean another person in another report.

    "A US official" and "witnesses" may; a named speaker does not, nor does a spokesman, who gives
    his body's word, nor who holds an office of which there is one ("the mayor of Port Ella").
    """
    if attribution is None or attribution.speaker is not None or behind(name):
        return False
    if attribution.speaker_kind not in (SpeakerKind.UNNAMED, SpeakerKind.GROUP):
        return False
    words = plain_words(name)
    if any(word.startswith("spokes") for word in words):
        return False
    is_one = name[:4].lower() == "the " and (attribution.role is None or attribution.role.high == 1)
    return not is_one or bool(_ANONYMOUS.intersection(words))


def _until_placing(words: Sequence[str]) -> list[str]:
    for place, word in enumerate(words):
        of_body = word == "from" and words[place - 1].startswith("spokes")
        if word in _PLACING and place and not of_body:
            return list(words[:place])
    return list(words)


def _is_told(name: str, kept: Key) -> bool:
    """Say whether a name says who speaks: a capital beyond the first word, or an institution."""
    if kept & _INSTITUTIONS:
        return True
    capitals = {w for word in name.split() if word[:1].isupper() for w in plain_words(word)}
    return bool(kept & capitals)


def _spokesmen(reports: Iterable[Report]) -> dict[str, str]:
    """Map people whom the pile calls a body's spokesman to the body; to two bodies: to none."""
    found: dict[str, set[str]] = {}
    for report in reports:
        for person, body in _speaking_for(report.text):
            found.setdefault(person, set()).add(body)
    return {person: next(iter(bodies)) for person, bodies in found.items() if len(bodies) == 1}


@lru_cache(maxsize=TEXTS)
def _speaking_for(text: str) -> tuple[tuple[str, str], ...]:
    """Return the people whom a text calls a body's spokesman, each with the body."""
    lines = zip(text.split("\n"), text.lower().split("\n"), strict=True)
    told = [line for line, low in lines if any(word in low for word in _SPEAKING)]
    pairs = [(m[2], m[1]) for line in told for m in _BODY_FIRST.finditer(line)]
    for pattern in (_NAME_FIRST, _NAME_CHARGE, _NAME_OFFICE, _NAME_BODY):
        pairs += [(m[1], m[2]) for line in told for m in pattern.finditer(line)]
    return tuple((" ".join(plain_words(person)), body) for person, body in pairs)


def canonical_names(called: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, str]:
    """Map every name of an actor to its chief name; names of two actors to neither.

    `called` gives each actor's chief name and its other names.
    """
    names: dict[str, set[str]] = {}
    for name, aliases in called:
        chief = " ".join(plain_words(name))
        for alias in (name, *aliases):
            names.setdefault(" ".join(plain_words(alias)), set()).add(chief)
    return {name: next(iter(chiefs)) for name, chiefs in names.items() if len(chiefs) == 1}


def written_names(found: Extraction) -> frozenset[str]:
    """Return the names that a report has for anybody, as plain words."""
    names = (name for entity in found.entities for name in (entity.name, *entity.aliases))
    return frozenset(" ".join(plain_words(name)) for name in names)


def at_their_ends(keys: Sequence[Key], names: Sequence[str]) -> list[Key]:
    """Give a description that ends in the name of another of the speakers that one's key.

    "former minister Mara Voss" is Mara Voss; "a friend of Mara Voss" is not.
    """
    known = {key for key in keys if len(key) > 1}
    return [_at_its_end(key, name, known) for key, name in zip(keys, names, strict=True)]


def _at_its_end(key: Key, name: str, known: Collection[Key]) -> Key:
    words = plain_words(name)
    for length in (3, 2):
        told = frozenset(words[-length:])
        if len(words) > length and told in known and words[-length - 1] not in _NOT_NAMING:
            return told
    return key


def widest(keys: Sequence[Key]) -> list[Key]:
    """Carry each key to the one fuller key among `keys` that holds all its words, if just one.

    "police" stands for "british transport police" where no other police speaks on the point.
    """
    known = {k for k in keys if k}
    out = []
    for key in keys:
        fuller = [k for k in known if key < k] if key else []
        tops = [k for k in fuller if not any(k < other for other in fuller)]
        out.append(tops[0] if len(tops) == 1 else key)
    return out
