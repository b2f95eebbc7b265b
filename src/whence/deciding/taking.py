"""Taking a person's decisions: what they are about is looked up, what cannot be is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from whence.deciding.settling import Settler
from whence.errors import UsageError
from whence.judging.actors import actor_seen
from whence.judging.attributions import ADDED
from whence.judging.standing import subject_of, to_redo, to_undo, withdrawn
from whence.ledger.bench import Bench
from whence.ledger.store import Ledger
from whence.linking.gazetteer import load_gazetteer
from whence.quotations import QuotedText, find_quotes
from whence.records.extraction import Extraction, QuoteKind, SpeakerKind, Stance
from whence.records.judgement import (
    About,
    ActorSeen,
    Apart,
    AttributionSeen,
    Change,
    CreditSeen,
    Judgement,
    NewSpans,
    NewSpeaker,
    OneOrigin,
    PointSeen,
    Seen,
    SeparateOrigins,
    Together,
    attribution_seen,
    point_seen,
    relay_seen,
    reuse_seen,
)
from whence.records.links import Relay
from whence.records.report import Report
from whence.records.span import Spans
from whence.records.verdict import Verdict

CREDITS = ("relay:", "reuse:")  # how ids of credits and carried passages begin
SEPARATOR = "#"  # between a report's name and an attribution's id
MOST_NOTE = 4_000  # characters of a note

MOST_UNDONE = 500  # decisions of one person that undo and redo reach back

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an attribution as a person marks them, in the report's reading text."""

    source: Spans
    cue: Spans
    content: Spans


class Judge:
    """One person's hand on a ledger: every method appends a decision and settles its effect.

    Names of records: `REPORT#a3` for an attribution, else a record's id or the beginning of it.
    Every method returns the decision as it was appended, takes the words to keep with it as `note`
    (`MOST_NOTE` characters), and raises `UsageError` for a name that fits nothing and for a
    correction that cannot be, and `LedgerError` where the ledger cannot be written.
    """

    def __init__(self, ledger: Ledger, by: str, *, gazetteer: str = "") -> None:
        """Judge in the name of `by`; `gazetteer` is the file linking goes by, shipped if empty."""
        if not by.strip():
            raise UsageError("a decision needs a name", remedy="say who decides, with --by NAME")
        self._ledger = ledger
        self._by = by.strip()
        self._gazetteer = gazetteer

    # --- verdicts and corrections ---------------------------------------------------------------

    def verdict(self, name: str, verdict: Verdict, note: str | None = None) -> Judgement:
        """Confirm, reject, or be unsure of the record that `name` means, or note words on it.

        Of credits and carried passages too, by their ids.
        """
        return self._take(self._seen(name), verdict, note)

    def edit(self, name: str, words: Words, note: str | None = None) -> Judgement:
        """Give an attribution other words as source, cue and content."""
        seen = self._attribution(name)
        _refuse_outside(words, self._ledger.report(seen.report))
        change = NewSpans(words.source, words.cue, words.content)
        return self._take(seen, Verdict.EDITED, note, change)

    def speaker(
        self, name: str, speaker: str, kind: SpeakerKind | None = None, note: str | None = None
    ) -> Judgement:
        """Say who stands behind an attribution: a name, and of what kind where that is known."""
        if not speaker.strip():
            raise UsageError("a speaker needs a name")
        seen = self._attribution(name)
        return self._take(seen, Verdict.EDITED, note, NewSpeaker(speaker.strip(), kind))

    def add(
        self,
        report: str,
        words: Words,
        speaker: str | None = None,
        stance: Stance = Stance.ASSERTS,
        note: str | None = None,
    ) -> Judgement:
        """Add an attribution the machine missed in `report`, by its words in the reading text.

        Without `speaker` it is nobody's. Whether it quotes is read off the marks around it.
        """
        found = self._ledger.report(report)
        _refuse_outside(words, found)
        seen = AttributionSeen(
            report=found.id,
            source=words.source,
            cue=words.cue,
            content=words.content,
            stance=stance,
            quote=quote_kind(found.text, found.paragraphs, words.content),
            speaker_name=(speaker or "").strip() or None,
        )
        return self._take(seen, Verdict.ADDED, note)

    def collapse(
        self, point: str, one: str, other: str, verdict: Verdict, note: str | None = None
    ) -> Judgement:
        """Say whether two accounts of a point, by id, rest on one origin.

        They do (`CONFIRMED`), do not (`REJECTED`), or it cannot be told (`UNSURE`).
        """
        seen = self._point(point)
        pair = _chosen({a.id: a for a in seen.accounts}, [one, other], seen.id)
        if len(pair) < 2:
            raise UsageError("an account is of one origin with itself", where=seen.id)
        if verdict not in (Verdict.CONFIRMED, Verdict.REJECTED, Verdict.UNSURE):
            raise UsageError(f"{verdict.value!r} is no verdict on an origin")
        apart = verdict is Verdict.REJECTED
        change = SeparateOrigins(pair[1:], pair[:1]) if apart else OneOrigin(pair)
        return self._take(seen, verdict, note, change)

    def merge(self, name: str, others: Sequence[str], note: str | None = None) -> Judgement:
        """Let a point take in other points, or an actor other actors; it keeps its name and id."""
        subject = self._linked(name)
        taken_in = [self._linked(other) for other in others]
        ids = {subject.id, *(seen.id for seen in taken_in)}
        if not taken_in or len(ids) <= len(taken_in):
            raise UsageError("a merge needs two or more different records")
        if any(type(seen) is not type(subject) for seen in taken_in):
            raise UsageError("points are merged with points, actors with actors")
        return self._take(subject, Verdict.MERGED, note, Together(tuple(taken_in)))

    def split(self, name: str, parts: Sequence[str], note: str | None = None) -> Judgement:
        """Take accounts out of a point, or members out of an actor, to stand by themselves.

        `parts` are account ids, or `REPORT#e3` for a member.
        """
        subject = self._linked(name)
        if isinstance(subject, PointSeen):
            off = _chosen({a.id: a for a in subject.accounts}, parts, subject.id)
            change = Apart(accounts=off)
            whole = len(off) == len(subject.accounts)
        else:
            members = {f"{m.report}{SEPARATOR}{m.entity}": m for m in subject.members}
            leaving = _chosen(members, [self._member(part) for part in parts], subject.id)
            change = Apart(members=leaving)
            whole = len(leaving) == len(subject.members)
        if whole:
            raise UsageError("a split has to leave something behind", where=subject.id)
        return self._take(subject, Verdict.SPLIT, note, change)

    def one_origin(self, point: str, accounts: Sequence[str], note: str | None = None) -> Judgement:
        """Say that these accounts of a point rest on one origin."""
        seen = self._point(point)
        chosen = _chosen({a.id: a for a in seen.accounts}, accounts, seen.id)
        if len(chosen) < 2:
            raise UsageError("one origin is shared by two accounts or more", where=seen.id)
        return self._take(seen, Verdict.EDITED, note, OneOrigin(chosen))

    def separate_origins(
        self, point: str, accounts: Sequence[str], others: Sequence[str], note: str | None = None
    ) -> Judgement:
        """Say that no account of the first shares its origin with one of the others.

        Without `others`, all the point's other accounts are meant.
        """
        seen = self._point(point)
        listed = {a.id: a for a in seen.accounts}
        one = _chosen(listed, accounts, seen.id)
        rest = [a for a in listed if a not in {o.id for o in one}]
        two = _chosen(listed, others or rest, seen.id)
        if {a.id for a in one} & {a.id for a in two}:
            raise UsageError("an account cannot be told apart from itself", where=seen.id)
        return self._take(seen, Verdict.EDITED, note, SeparateOrigins(one, two))

    # --- taking back ----------------------------------------------------------------------------

    def undo(self) -> Judgement:
        """Take back this person's last decision that stands."""
        return self._about(to_undo(self._own(), self._by), Verdict.WITHDRAWN, "undone")

    def redo(self) -> Judgement:
        """Restore what this person took back last, if nothing was decided since."""
        return self._about(to_redo(self._own(), self._by), Verdict.RESTORED, "restored")

    def withdraw(self, number: int, note: str | None = None, *, anyone: bool = False) -> Judgement:
        """Take back the decision of this number: this person's own, with `anyone` another's too."""
        target = self._numbered(number, anyone)
        if number in withdrawn(self._ledger.judgements(target.subject, seen=False)):
            raise UsageError(f"decision {number} was taken back already")
        return self._about(target, Verdict.WITHDRAWN, "undone", note)

    def restore(self, number: int, note: str | None = None, *, anyone: bool = False) -> Judgement:
        """Let a decision that was taken back stand again; `anyone` as for `withdraw`."""
        target = self._numbered(number, anyone)
        if number not in withdrawn(self._ledger.judgements(target.subject, seen=False)):
            raise UsageError(f"decision {number} stands")
        return self._about(target, Verdict.RESTORED, "restored", note)

    def _own(self) -> list[Judgement]:
        return self._ledger.look(lambda bench: bench.decisions_by(self._by, MOST_UNDONE))

    def _numbered(self, number: int, anyone: bool) -> Judgement:
        found = self._ledger.look(lambda bench: bench.judgement(number, seen=False))
        if found is None:
            raise UsageError(f"there is no decision {number}", remedy="see `whence history`")
        if found.by != self._by and not anyone:
            raise UsageError(f"decision {number} is {found.by}'s, not yours to take back")
        return found

    def _about(
        self, target: Judgement | None, verdict: Verdict, word: str, note: str | None = None
    ) -> Judgement:
        if target is None:
            raise UsageError(f"{self._by} has nothing to be {word}")
        about = Judgement(
            target.subject, verdict, self._by, now(), _note(note), change=About(target.number)
        )
        return self._ledger.judge(about, self._settler().settle)

    # --- finding what is meant ------------------------------------------------------------------

    def _take(
        self, seen: Seen, verdict: Verdict, note: str | None, change: Change | None = None
    ) -> Judgement:
        if verdict is Verdict.NOTED and not (note or "").strip():
            raise UsageError("a note needs words", remedy="give them with --note")
        judgement = Judgement(subject_of(seen), verdict, self._by, now(), _note(note), seen, change)
        return self._ledger.judge(judgement, self._settler().settle)

    def _settler(self) -> Settler:
        return Settler(load_gazetteer(self._gazetteer))

    def _seen(self, name: str) -> Seen:
        if name.startswith(CREDITS):
            return self._credit(name)
        return self._attribution(name) if SEPARATOR in name else self._linked(name)

    def _credit(self, name: str) -> CreditSeen:
        found = self._ledger.look(lambda bench: bench.credit(name))
        if found is None:
            raise UsageError(f"no credit is called {name!r}", remedy="see `whence sources`")
        return relay_seen(found) if isinstance(found, Relay) else reuse_seen(found)

    def _attribution(self, name: str) -> AttributionSeen:
        """Return the attribution a name means: as the machine has it, or as it was added."""
        report, _, local = name.rpartition(SEPARATOR)
        found = self._ledger.report(report)
        proposed = self._ledger.extraction(found.id, proposed=True) or Extraction(found.id)
        for a in proposed.attributions:
            if a.id == local:
                return attribution_seen(found.id, a)
        if local.startswith(ADDED) and local[1:].isdecimal():
            added = self._ledger.look(lambda bench: bench.judgement(int(local[1:])))
            if added and isinstance(added.seen, AttributionSeen) and added.seen.report == found.id:
                return added.seen
        raise UsageError(
            f"the report has no attribution {local!r}", where=found.path, remedy="see `whence show`"
        )

    def _linked(self, name: str) -> PointSeen | ActorSeen:
        """Return the point or actor a name means, as people decided and it is shown."""

        def look(bench: Bench) -> PointSeen | ActorSeen | None:
            exactly = bench.point_seen(name)
            if exactly is not None:
                return exactly
            points, actors = bench.shown_points(name), bench.shown_actors(name)
            if not points and not actors:
                # Somebody merged it a moment ago: the decision is on what this person saw.
                points, actors = list(bench.points([name])), list(bench.actors([name]))
            if len(points) + len(actors) > 1:
                raise UsageError(f"{name!r} fits more than one record", remedy="give the whole id")
            if points:
                return point_seen(points[0])
            if not actors:
                return None
            return actor_seen(actors[0], bench.casts_of(actors[0].members))

        found = self._ledger.look(look)
        if found is None:
            raise UsageError(f"no point and no actor is called {name!r}", remedy="give its id")
        return found

    def _point(self, name: str) -> PointSeen:
        seen = self._linked(name)
        if not isinstance(seen, PointSeen):
            raise UsageError(f"{name!r} is no point")
        return seen

    def _member(self, name: str) -> str:
        report, _, entity = name.rpartition(SEPARATOR)
        return f"{self._ledger.report(report).id}{SEPARATOR}{entity}"


def quote_kind(text: str, paragraphs: Spans, content: Spans) -> QuoteKind:
    """Return whether the words of `content` are quoted: all of them, some, or none."""
    quoted = QuotedText(find_quotes(text, paragraphs)).count(content)
    if not quoted:
        return QuoteKind.INDIRECT
    return QuoteKind.DIRECT if quoted >= sum(map(len, content)) else QuoteKind.MIXED


def now() -> str:
    """Return the time in UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _note(note: str | None) -> str | None:
    words = (note or "").strip()
    if len(words) > MOST_NOTE:
        raise UsageError(f"a note has at most {MOST_NOTE:,} characters")
    return words or None


def _refuse_outside(words: Words, report: Report) -> None:
    spans = [*words.source, *words.cue, *words.content]
    if not words.content or any(not len(span) for span in spans):
        raise UsageError("an attribution needs the words of its content", where=report.path)
    if any(not 0 <= span.start <= span.end <= len(report.text) for span in spans):
        raise UsageError("the words lie outside the report's text", where=report.path)


def _chosen(listed: Mapping[str, T], names: Iterable[str], where: str) -> tuple[T, ...]:
    """Return the parts that names mean, each once; at least one.

    Raises `UsageError` for a name that fits none.
    """
    chosen: dict[str, T] = {}
    for name in names:
        if name not in listed:
            raise UsageError(f"it holds no {name!r}", where=where)
        chosen[name] = listed[name]
    if not chosen:
        raise UsageError("say which accounts or members are meant", where=where)
    return tuple(chosen.values())
