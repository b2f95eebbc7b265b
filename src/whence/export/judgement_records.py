"""Judgements, history and accuracy as JSON."""

from __future__ import annotations

from typing import Any

from whence.judging.accuracy import StageAccuracy
from whence.judging.history import Happened, name_of
from whence.records.coding import encoded
from whence.records.judgement import AttributionSeen, RelaySeen, ReuseSeen
from whence.records.verdict import Marks, standing_of

HISTORY_SCHEMA = "whence/history/1"
ACCURACY_SCHEMA = "whence/accuracy/1"

Json = dict[str, Any]

_IN_ONE_REPORT = (AttributionSeen, RelaySeen, ReuseSeen)


def happened_record(happened: Happened) -> Json:
    """Return one decision as JSON, with what was seen and what was changed."""
    judgement = happened.judgement
    seen = judgement.seen
    return {
        "schema": HISTORY_SCHEMA,
        "number": judgement.number,
        "at": judgement.at,
        "by": judgement.by,
        "verdict": judgement.verdict,
        "about": happened.about,
        "subject": judgement.subject,
        "report": seen.report if isinstance(seen, _IN_ONE_REPORT) else None,
        "name": name_of(judgement),
        "what": happened.what,
        "note": judgement.note,
        "stands": happened.stands,
        "seen": encoded(seen),
        "change": encoded(judgement.change),
    }


def accuracy_record(found: StageAccuracy) -> Json:
    """Return one stage's accuracy as JSON; shares are rounded to four places."""
    return {
        "schema": ACCURACY_SCHEMA,
        "stage": found.stage,
        "right": found.right,
        "wrong": found.wrong,
        "unsure": found.unsure,
        "disputed": found.disputed,
        "missed": found.missed,
        "share": _rounded(found.share),
        "low": _rounded(found.low),
        "high": _rounded(found.high),
    }


def judged_record(marks: Marks) -> Json:
    """Return how a record stands after people's decisions, and who took which."""
    return {
        "standing": standing_of(marks),
        "judged": [
            {
                "number": mark.number,
                "verdict": mark.verdict,
                "by": mark.by,
                "at": mark.at,
                "note": mark.note,
                **({"near": True} if mark.near else {}),
                **({"accounts": list(mark.part)} if mark.part else {}),
            }
            for mark in marks
        ],
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
