"""The decisions a person can take, each with the fields it asks for.

The pages' forms (`/judge/...`) and the API (`/api/judge/...`) take them through the same functions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from whence.deciding.placing import placed
from whence.deciding.taking import SEPARATOR, Judge, Words
from whence.errors import LedgerError, UsageError
from whence.records.extraction import Attribution, Extraction, SpeakerKind, Stance
from whence.records.judgement import Judgement
from whence.records.report import Report
from whence.records.team import Right
from whence.records.verdict import Verdict
from whence.web.desk import desk_of, ledger_of, person_of
from whence.web.forms import Form
from whence.web.problems import problem_response

ON_ORIGINS = (Verdict.CONFIRMED, Verdict.REJECTED, Verdict.UNSURE)
VERDICTS = (*ON_ORIGINS, Verdict.NOTED)

Decide = Callable[[Judge, Request, Form], Judgement]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a decision asks for; `among` are the only values it may have, if any."""

    name: str
    what: str
    required: bool = False
    several: bool = False
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A kind of decision: its name in addresses, what it does, what it asks for."""

    name: str
    what: str
    decide: Decide
    asks: tuple[Field, ...]


def taken(decision: Decision, request: Request, form: Form) -> Judgement | Response:
    """Take a decision in the name of who asks; return it, or the answer that tells why not."""
    person = person_of(request)
    if not person.may_judge:
        return problem_response(request, 403, "readers decide nothing")
    judge = Judge(ledger_of(request), person.name, gazetteer=desk_of(request).gazetteer)
    try:
        return decision.decide(judge, request, form)
    except UsageError as error:
        return problem_response(request, 400, error.cause, error.remedy)
    except LedgerError as error:
        return problem_response(request, 503, error.cause, error.remedy)


def _verdict(judge: Judge, request: Request, form: Form) -> Judgement:
    del request
    given = form.one("verdict")
    if given not in VERDICTS:
        raise UsageError(f"{given!r} is no verdict")
    return judge.verdict(form.one("name"), Verdict(given), form.one("note"))


def _edit(judge: Judge, request: Request, form: Form) -> Judgement:
    """Take new words, a new speaker, or both; what stays the same is no decision."""
    name = form.one("name")
    report, a = _shown(request, name)
    words = _words(report, form, a)
    speaker = form.one("speaker").strip()
    kind = SpeakerKind(form.one("kind")) if form.one("kind") in list(SpeakerKind) else None
    note = form.one("note")
    taken: Judgement | None = None
    if (words.source, words.cue, words.content) != (a.source, a.cue, a.content):
        taken = judge.edit(name, words, note)
    if speaker and speaker != (a.speaker_name or ""):
        taken = judge.speaker(name, speaker, kind, None if taken else note)
    if taken is None:
        raise UsageError("nothing was changed")
    return taken


def _shown(request: Request, name: str) -> tuple[Report, Attribution]:
    home, _, local = name.rpartition(SEPARATOR)
    ledger = ledger_of(request)
    report = ledger.report(home)
    found = ledger.extraction(report.id) or Extraction(report.id)
    for a in (*found.attributions, *found.struck):
        if a.id == local:
            return report, a
    raise UsageError(f"the report has no attribution {local!r}")


def _words(report: Report, form: Form, a: Attribution | None = None) -> Words:
    text = report.text
    content = placed(text, form.one("content"), form.one("content_at"), a.content if a else ())
    near = content or (a.content if a else ())
    return Words(
        source=placed(text, form.one("source"), form.one("source_at"), (a and a.source) or near),
        cue=placed(text, form.one("cue"), form.one("cue_at"), (a and a.cue) or near),
        content=content,
    )


def _speaker(judge: Judge, request: Request, form: Form) -> Judgement:
    del request
    kind = SpeakerKind(form.one("kind")) if form.one("kind") in list(SpeakerKind) else None
    return judge.speaker(form.one("name"), form.one("speaker"), kind, form.one("note"))


def _add(judge: Judge, request: Request, form: Form) -> Judgement:
    report = ledger_of(request).report(form.one("report"))
    stance = Stance(form.one("stance")) if form.one("stance") in list(Stance) else Stance.ASSERTS
    words = _words(report, form)
    return judge.add(report.id, words, form.one("speaker"), stance, form.one("note"))


def _merge(judge: Judge, request: Request, form: Form) -> Judgement:
    del request
    return judge.merge(form.one("name"), form.all("other"), form.one("note"))


def _split(judge: Judge, request: Request, form: Form) -> Judgement:
    del request
    return judge.split(form.one("name"), form.all("part"), form.one("note"))


def _origins(judge: Judge, request: Request, form: Form) -> Judgement:
    del request
    chosen, note = form.all("part"), form.one("note")
    if form.one("origins") == "one":
        return judge.one_origin(form.one("name"), chosen, note)
    return judge.separate_origins(form.one("name"), chosen, form.all("from"), note)


def _collapse(judge: Judge, request: Request, form: Form) -> Judgement:
    del request
    given = form.one("verdict")
    if given not in ON_ORIGINS:
        raise UsageError(f"{given!r} is no verdict on an origin")
    verdict = Verdict(given)
    return judge.collapse(
        form.one("name"), form.one("one"), form.one("other"), verdict, form.one("note")
    )


def _undo(judge: Judge, request: Request, form: Form) -> Judgement:
    number = form.one("number")
    if not number:
        return judge.undo()
    return judge.withdraw(_number(number), form.one("note"), anyone=_is_admin(request))


def _redo(judge: Judge, request: Request, form: Form) -> Judgement:
    number = form.one("number")
    if not number:
        return judge.redo()
    return judge.restore(_number(number), form.one("note"), anyone=_is_admin(request))


def _number(given: str) -> int:
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise UsageError(f"{given!r} is no decision's number")
    return int(given)


def _is_admin(request: Request) -> bool:
    return person_of(request).role is Right.ADMIN


_NAME = Field("name", "the record: its id, REPORT#a3 for an attribution", required=True)
_NOTE = Field("note", "words to keep with the decision")
_POINT = Field("name", "the point's id", required=True)
_PARTS = Field("part", "ids of its accounts", required=True, several=True)
_NUMBER = Field("number", "which decision; without it the last of one's own")
_WORDS = (
    Field("content", "the words of what is said, as they stand in the report", required=True),
    Field("cue", "the words that tell of the saying"),
    Field("source", "the words for who says it"),
    Field("content_at", "where: START-END, characters of the reading text, parts after a space"),
    Field("cue_at", "where"),
    Field("source_at", "where"),
)
_SPEAKER = Field("speaker", "who stands behind it")
_KIND = Field("kind", "what kind of speaker", among=tuple(k.value for k in SpeakerKind))

DECISIONS = (
    Decision(
        "verdict",
        "Say of a record that it is so, is not, cannot be told, or note words on it",
        _verdict,
        (_NAME, Field("verdict", "which", True, among=tuple(VERDICTS)), _NOTE),
    ),
    Decision(
        "edit",
        "Give an attribution other words, another speaker, or both",
        _edit,
        (_NAME, *_WORDS, _SPEAKER, _KIND, _NOTE),
    ),
    Decision(
        "speaker",
        "Say who stands behind an attribution",
        _speaker,
        (_NAME, Field("speaker", "who", required=True), _KIND, _NOTE),
    ),
    Decision(
        "add",
        "Add an attribution that was missed",
        _add,
        (
            Field("report", "the report's id or path", required=True),
            *_WORDS,
            _SPEAKER,
            Field("stance", "in which stance", among=tuple(s.value for s in Stance)),
            _NOTE,
        ),
    ),
    Decision(
        "merge",
        "Let a point take in other points, or an actor other actors",
        _merge,
        (_NAME, Field("other", "ids of what it takes in", True, several=True), _NOTE),
    ),
    Decision(
        "split",
        "Take accounts out of a point, or members (REPORT#e3) out of an actor",
        _split,
        (_NAME, Field("part", "ids of what is taken out", True, several=True), _NOTE),
    ),
    Decision(
        "origins",
        "Say that accounts of a point rest on one origin, or share none with others",
        _origins,
        (
            _POINT,
            Field("origins", "which of the two", True, among=("one", "apart")),
            _PARTS,
            Field("from", "ids of the others; without them all others", several=True),
            _NOTE,
        ),
    ),
    Decision(
        "collapse",
        "Say whether two accounts of a point rest on one origin",
        _collapse,
        (
            _POINT,
            Field("one", "the id of an account", required=True),
            Field("other", "the id of the other", required=True),
            Field("verdict", "whether they do", True, among=tuple(ON_ORIGINS)),
            _NOTE,
        ),
    ),
    Decision("undo", "Take a decision back", _undo, (_NUMBER, _NOTE)),
    Decision("redo", "Let a decision that was taken back stand again", _redo, (_NUMBER, _NOTE)),
)
