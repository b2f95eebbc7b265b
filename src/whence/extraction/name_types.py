"""What the network's names are: events only where a name says so, persons where a title does.

The network takes many a name for an event that stands beside one ("Bell's visit", "talks with
Harn", "in November"). Where nothing in the name tells of an event it is what it would be otherwise;
a bare month or weekday is no name, and letters behind a name ("Ada Bell, M.D.") are nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from whence.extraction.decoding import RawName
from whence.extraction.lexicon import word_sets
from whence.extraction.names import Name
from whence.records.extraction import EntityType
from whence.records.span import Span

_WORDS = re.compile(r"[^\W\d_]+")
_TITLED = re.compile(
    r"(?:[A-Z]\w+ |U\. ?S\. )?(?:(?:[Vv]ice |[Dd]eputy )?(?:[Pp]resident|(?:[Pp]rime )?[Mm]inister|"
    r"[Cc]hancellor|[Ss]enator|[Gg]overnor|[Ss]ecretary)|Mr|Mrs|Ms|Dr|Sen|Gov)\.?"
    r"(?: [A-Z][\w’'-]*\.?)+"
)
_LETTERS = re.compile(r"(?:[A-Z][a-z]?\. ?){1,3}[A-Z]\.?")
_BEHIND_NAME = re.compile(r"\w\.?, ?$")


def names_in(text: str, raw: Iterable[RawName]) -> Iterator[Name]:
    """Yield the names that the network marks in a text, with their types."""
    for name in raw:
        span = Span(*name.span)
        kind, score = _kind(span.of(text), name)
        if kind is not None and not _is_degree(text, span, kind):
            yield Name(span, kind, score)


def _kind(words: str, name: RawName) -> tuple[EntityType | None, float]:
    """Return the type of a name and how probable it is; None for what is none."""
    kind, told = EntityType(name.type), {word.lower() for word in _WORDS.findall(words)}
    if kind not in (EntityType.EVENT, EntityType.OTHER) or told & word_sets("events")["nouns"]:
        return kind, name.score
    score = max(name.score, name.named)
    if _TITLED.fullmatch(words):
        return EntityType.PERSON, score
    if kind is EntityType.OTHER:
        return kind, name.score
    return EntityType(name.otherwise) if told - word_sets("events")["times"] else None, score


def _is_degree(text: str, span: Span, kind: EntityType) -> bool:
    """Say whether a name is only the letters of a degree behind a person's name."""
    if kind is not EntityType.PERSON or not _LETTERS.fullmatch(span.of(text).strip()):
        return False
    return _BEHIND_NAME.search(text, max(0, span.start - 4), span.start) is not None
