"""The cast of a report: its names in their places, and who has spoken so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from whence.extraction.nominals import Phrase, kind_of_entity
from whence.extraction.people import People
from whence.extraction.references import References
from whence.records.extraction import Entity, Mention, SpeakerKind
from whence.records.span import Span, Spans

_BACK_NAMES = 60
_BACK_VOICES = 40


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who stands behind a source: an entity where a name tells, a full description, a kind.

    `score` is the probability that it is the right one; it counts for no equality.
    """

    entity: str | None = None
    name: str | None = None
    kind: SpeakerKind | None = None
    score: float = field(default=1.0, compare=False)


NOBODY = Speaker()


@dataclass(frozen=True, slots=True)
class Voice:
    """What speaker resolution needs of one attribution; `parent` indexes the enclosing one."""

    source: Spans
    cue: Spans
    content: Spans
    is_direct: bool
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """One speaker resolved earlier in the text."""

    at: int
    speaker: Speaker
    phrase: Phrase | None
    voice: Voice


@dataclass(slots=True)
class Cast:
    """The names of one report and where they stand, ready for looking back from any offset."""

    text: str
    sentences: Spans
    mentions: Sequence[Mention]
    entities: dict[str, Entity]
    people: People
    author: str | None = None
    references: References | None = None
    _starts: list[int] = field(init=False)
    _sentence_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [m.span.start for m in self.mentions]
        self._sentence_starts = [s.start for s in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence that holds `offset` (or the one before it)."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def inside(self, span: Span) -> Sequence[Mention]:
        """Return the mentions that begin in `span`."""
        low = bisect_left(self._starts, span.start)
        return self.mentions[low : bisect_left(self._starts, span.end, low)]

    def before(self, offset: int) -> list[Mention]:
        """Return up to 60 mentions before `offset`, nearest first."""
        end = bisect_left(self._starts, offset)
        return list(reversed(self.mentions[max(0, end - _BACK_NAMES) : end]))


@dataclass(slots=True)
class Scene:
    """One attribution whose speaker is sought, with everything said before it.

    `said` are the attributions before, `past` those of them that no other holds; `found` are the
    speakers of all attributions as far as they are known.
    """

    cast: Cast
    voice: Voice
    said: Sequence[Past]
    past: Sequence[Past]
    found: Sequence[Speaker]
    phrase: Phrase | None = None

    @property
    def at(self) -> int:
        """Where the source stands, or the cue where there is none."""
        return (self.voice.source or self.voice.cue)[0].start

    def odds(self, spans: Sequence[Span]) -> list[float]:
        """Return the log-odds that the source's head means what each earlier phrase does.

        Zeros where no network has looked.
        """
        if self.cast.references is None or not spans or not self.voice.source:
            return [0.0] * len(spans)
        head = self.phrase.head_span if self.phrase else self._first_word()
        return [float(odds) for odds in self.cast.references.odds(head, spans)]

    def _first_word(self) -> Span:
        source = self.voice.source[0]
        word = source.of(self.cast.text).split(maxsplit=1)[:1]
        return Span(source.start, source.start + len(word[0])) if word else source

    def named(self, entity_id: str) -> Speaker:
        """Return the entity of that id as a speaker."""
        entity = self.cast.entities[entity_id]
        return Speaker(entity_id, entity.name, kind_of_entity(entity))


def scene_of(cast: Cast, voice: Voice, past: Sequence[Past], found: Sequence[Speaker]) -> Scene:
    """Return the scene of `voice`: of `past`, up to 40 attributions whose cue stands before."""
    recent = [p for p in past[-_BACK_VOICES:] if p.at < voice.cue[0].start]
    return Scene(cast, voice, recent, [p for p in recent if p.voice.parent is None], found)
