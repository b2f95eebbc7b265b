"""The notes in the margin of a report: who speaks, as what, how sure, on which points."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from whence.records.extraction import Attribution, Extraction, Stance
from whence.records.report import Report
from whence.records.verdict import Marks, Standing, standing_of
from whence.views.index import Placed
from whence.views.places import ONE_PAGE, Places
from whence.views.wording import as_what, listed, percent, role, shortened, sub_anchor
from whence.views.words import WordsView, distances_of_speakers, own_words

# Questions are shortened in the margin: the point itself has them in full.
QUESTION_LENGTH = 64
# Parts of an attribution less sure than this are named as unsure.
SURE = 0.75
OWN_VOICE = "Own voice"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A point that a note speaks to, and where its account stands there."""

    question: str
    href: str


@dataclass(frozen=True, slots=True)
class NoteView:
    """One attribution in the margin, or words of the report's own that something is said of.

    `kind` is the speaker's, with what is told of one without a name; `certainty` is empty for a
    plain fact; `unsure` names the parts the machine doubts, `scores` all of them.
    """

    anchor: str
    words: str
    number: int | None
    speaker: str
    kind: str
    stance: str
    certainty: str
    denies: bool
    quote: str
    inside: int | None
    score: float | None
    scores: str
    unsure: str
    told: tuple[WordsView, ...]
    points: tuple[Spoken, ...]
    attribution: str | None = None
    standing: str = Standing.PROPOSED.value
    judged: Marks = ()


def add_note(notes: list[NoteView], note: NoteView) -> None:
    """Put a note beside a paragraph; one in the same own voice as the last joins it."""
    last = notes[-1] if notes else None
    if last is None or note.number is not None or last.number is not None:
        notes.append(note)
    elif note.speaker == last.speaker:
        points = {point.question: point for point in (*last.points, *note.points)}
        told = (*last.told, *note.told)
        notes[-1] = replace(last, points=tuple(points.values()), told=told)
    else:
        notes.append(note)


def in_order(extraction: Extraction) -> list[Attribution]:
    """Return the attributions as their notes are numbered: in the order of the text."""
    return sorted(extraction.attributions, key=lambda a: (position_of(a), a.id))


def position_of(a: Attribution) -> int:
    """Return where the words that introduce an attribution stand."""
    spans = a.cue or a.source or a.content
    return min((span.start for span in spans), default=0)


def notes_of(
    report: Report,
    extraction: Extraction,
    placed: tuple[Placed, ...],
    anchor: str,
    places: Places = ONE_PAGE,
) -> list[tuple[int, NoteView]]:
    """Return the notes with the offset each belongs beside."""
    numbers = {a.id: number for number, a in enumerate(in_order(extraction), 1)}
    spoken: defaultdict[str, list[Spoken]] = defaultdict(list)
    notes: list[tuple[int, NoteView]] = []
    for account in placed:
        number = int(account.here.rpartition("-")[2])
        address = places.account(account.point.id, number)
        link = Spoken(shortened(account.point.question, QUESTION_LENGTH), address)
        if account.account.attribution in numbers:
            spoken[account.account.attribution or ""].append(link)
        elif account.account.spans:
            chain = account.account.chain
            note = _own_voice(account.words, chain[0] if chain else OWN_VOICE)
            start = min(account.account.spans).start
            notes.append((start, replace(note, points=(link,))))
    for start, view in own_words(report.text, extraction, anchor):
        notes.append((start, replace(_own_voice(view.href[1:], OWN_VOICE), told=(view,))))
    told = distances_of_speakers(report.text, extraction, anchor)
    for a in in_order(extraction):
        points = tuple({link.question: link for link in spoken[a.id]}.values())
        note = _note(a, numbers, anchor)
        notes.append((position_of(a), replace(note, points=points, told=told.get(a.id, ()))))
    return sorted(notes, key=lambda pair: (pair[0], pair[1].number or 0))


def _own_voice(words: str, speaker: str) -> NoteView:
    """Return a note on words that no attribution holds: the report's own, or an outlet's."""
    return NoteView(
        anchor=f"{words}-n",
        words=f"#{words}",
        number=None,
        speaker=speaker,
        kind="" if speaker == OWN_VOICE else "credited",
        stance="",
        certainty="",
        denies=False,
        quote="",
        inside=None,
        score=None,
        scores="",
        unsure="",
        told=(),
        points=(),
    )


def _note(a: Attribution, numbers: dict[str, int], anchor: str) -> NoteView:
    number = numbers[a.id]
    return NoteView(
        anchor=f"{anchor}-n{number}",
        words=f"#{sub_anchor(anchor, a.id)}",
        number=number,
        speaker=a.speaker_name or "nobody named",
        kind=_kind(a),
        stance=a.stance.value,
        certainty=as_what(a.certainty),
        denies=a.stance is Stance.DENIES,
        quote={"direct": "in quotation marks", "mixed": "partly quoted"}.get(a.quote.value, ""),
        inside=numbers.get(a.parent or ""),
        score=a.score,
        scores=_scores(a),
        unsure=_unsure(a),
        told=(),
        points=(),
        attribution=a.id,
        standing=standing_of(a.judged).value,
        judged=a.judged,
    )


def _kind(a: Attribution) -> str:
    """Return what sort of speaker it is: `unnamed (2 sources, Western, senior)`."""
    kind, told = a.speaker_kind.value if a.speaker_kind else "", role(a.role)
    return f"{kind} ({told})" if kind and told else kind or told


def _parts(a: Attribution) -> tuple[tuple[str, float], ...]:
    return (
        ("its source", a.source_score),
        ("its words", a.content_score),
        ("its speaker", a.speaker_score),
    )


def _scores(a: Attribution) -> str:
    """Return in words how sure the machine is that this is a claim, and of each part of it."""
    parts = ", ".join(f"{name} {percent(score)}" for name, score in _parts(a))
    return f"a claim {percent(a.score)}, {parts}"


def _unsure(a: Attribution) -> str:
    """Return the parts the machine doubts: `its words (62%) and its speaker (58%)`."""
    doubted = [(name, score) for name, score in _parts(a) if score < SURE]
    return listed([f"{name} ({percent(score)})" for name, score in doubted])
