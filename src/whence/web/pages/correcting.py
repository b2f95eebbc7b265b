"""Taking decisions in the browser: one address a kind of decision, forms and scripts alike.

A form is answered with the way back to its page, a script (`Accept: application/json`) with the
decision as JSON. Either way the decision is in the ledger, with its effect, before the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from whence.deciding.placing import placed
from whence.deciding.taking import SEPARATOR, Judge, Words
from whence.errors import LedgerError, UsageError
from whence.export.judgement_records import accuracy_record, judgement_record
from whence.judging.accuracy import StageAccuracy, accuracy
from whence.judging.standing import standing
from whence.ledger.browse_actors import ActorFilter, ActorOrder
from whence.ledger.browse_points import PointFilter, PointOrder
from whence.records.extraction import Attribution, Extraction, SpeakerKind, Stance
from whence.records.judgement import Judgement
from whence.records.links import LinkedEntity
from whence.records.report import Report
from whence.records.team import Right
from whence.records.verdict import Verdict
from whence.views.places import DESK
from whence.views.wording import counted
from whence.web.desk import desk_of, ledger_of, person_of
from whence.web.forms import Form, own_path, taking_form
from whence.web.problems import problem_response
from whence.web.rendering import rendered

VERDICTS = (Verdict.CONFIRMED, Verdict.REJECTED, Verdict.UNSURE, Verdict.NOTED)
MOST_CANDIDATES = 40
MOST_MEMBERS = 400

Decide = Callable[[Judge, Request, Form], Judgement]


def _deciding(decide: Decide) -> Callable[[Request, Form], Response]:
    def handle(request: Request, form: Form) -> Response:
        person = person_of(request)
        if not person.may_judge:
            return _told(request, 403, UsageError("readers decide nothing"))
        judge = Judge(ledger_of(request), person.name, gazetteer=desk_of(request).gazetteer)
        try:
            taken = decide(judge, request, form)
        except UsageError as error:
            return _told(request, 400, error)
        except LedgerError as error:
            return _told(request, 503, error)
        if _wants_json(request):
            return JSONResponse(judgement_record(taken))
        return RedirectResponse(own_path(form.one("back")), 303)

    return handle


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _told(request: Request, status: int, error: UsageError | LedgerError) -> Response:
    if _wants_json(request):
        return JSONResponse(
            {"error": {"status": status, "cause": error.cause, "remedy": error.remedy}}, status
        )
    return problem_response(request, status, error.cause, error.remedy)


# --- the decisions --------------------------------------------------------------------------------


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


# --- pages ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that another may take in: what it is called, and a word on it."""

    id: str
    name: str
    told: str


@dataclass(frozen=True, slots=True)
class MergePage:
    """What one record may take in: `candidates` are those whose names hold the words."""

    id: str
    name: str
    back: str
    words: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class SplitPage:
    """The members of an actor: `parts` are its in-report actors by id, name and outlet."""

    id: str
    name: str
    back: str
    parts: tuple[Candidate, ...]


def _merging_points(request: Request) -> Response:
    """Answer with the points that a point may take in."""
    name, words = f"point:{request.path_params['key']}", request.query_params.get("q", "")
    found = ledger_of(request).look(lambda bench: bench.shown_points(name))
    if len(found) != 1:
        raise UsageError("there is no such point")
    heads = ledger_of(request).browse(
        lambda browser: browser.point_heads(
            PointFilter(words=words), PointOrder.PARTING, 0, MOST_CANDIDATES + 1
        )
    )
    candidates = [
        Candidate(h.id, h.question, f"{counted(h.reports, 'report')}, {h.relation}") for h in heads
    ]
    return _merge_page(request, found[0].id, found[0].question, DESK.point(name), candidates)


def _merging_actors(request: Request) -> Response:
    """Answer with the actors that an actor may take in."""
    actor = _actor(request)
    wanted = ActorFilter(words=request.query_params.get("q", ""))
    heads = ledger_of(request).browse(
        lambda browser: browser.actor_heads(wanted, ActorOrder.REPORTS, 0, MOST_CANDIDATES + 1)
    )
    candidates = [
        Candidate(h.id, h.name, f"{h.type.lower()}, {counted(h.reports, 'report')}") for h in heads
    ]
    return _merge_page(request, actor.id, actor.name, DESK.actor(actor.id), candidates)


def _merge_page(
    request: Request, name: str, called: str, back: str, found: Sequence[Candidate]
) -> Response:
    page = MergePage(
        id=name,
        name=called,
        back=back,
        words=request.query_params.get("q", ""),
        candidates=tuple(c for c in found if c.id != name)[:MOST_CANDIDATES],
    )
    return rendered(request, "corrections/merge.html", page=page)


def _splitting_actors(request: Request) -> Response:
    """Answer with the members of an actor, to take some out."""
    actor = _actor(request)
    members = actor.members[:MOST_MEMBERS]
    reports = {report for report, _ in members}
    casts = ledger_of(request).look(lambda bench: bench.casts(reports))
    heads = ledger_of(request).browse(lambda browser: browser.heads_by_id(reports))
    named = {(r, e.id): e.name for r, cast in casts.items() for e in cast.entities}
    parts = tuple(
        Candidate(f"{report}{SEPARATOR}{entity}", named.get((report, entity), entity), outlet)
        for report, entity in members
        if (outlet := heads[report].outlet) is not None
    )
    page = SplitPage(actor.id, actor.name, DESK.actor(actor.id), parts)
    return rendered(request, "corrections/split.html", page=page)


def _actor(request: Request) -> LinkedEntity:
    name = f"entity:{request.path_params['key']}"
    found = ledger_of(request).browse(lambda browser: browser.actor(name))
    if found is None:
        raise UsageError("there is no such actor")
    return found


def _accuracy(request: Request) -> Response:
    """Answer with how often the machine was right, by the decisions in the ledger."""
    found: tuple[StageAccuracy, ...] = accuracy(standing(ledger_of(request).judgements()))
    if _wants_json(request) or request.url.path.startswith("/api/"):
        return JSONResponse([accuracy_record(stage) for stage in found])
    return rendered(request, "corrections/accuracy.html", stages=found)


DECISIONS: dict[str, Decide] = {
    "verdict": _verdict,
    "edit": _edit,
    "add": _add,
    "merge": _merge,
    "split": _split,
    "origins": _origins,
    "undo": _undo,
    "redo": _redo,
}
ROUTES = [
    *(
        Route(f"/judge/{name}", taking_form(_deciding(decide)), methods=["POST"])
        for name, decide in DECISIONS.items()
    ),
    Route("/points/{key}/merge", _merging_points),
    Route("/actors/{key}/merge", _merging_actors),
    Route("/actors/{key}/split", _splitting_actors),
    Route("/accuracy", _accuracy),
    Route("/api/accuracy", _accuracy),
]
