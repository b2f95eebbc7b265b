"""How long each kind of decision takes at a desk, and its undo: `desk.py judge`.

Records are drawn at random over the whole ledger (a fixed seed), one decision after another by one
person, each taken back before the next. Times are those of the answer to the form, so all that a
person waits for is in them.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TypeVar
from urllib.parse import urlencode

from whence.ledger.store import Ledger
from whence.records.links import Point

SEED = 11
T = TypeVar("T")

Fields = dict[str, str | list[str]]
Form = tuple[str, Fields]


@dataclass(frozen=True)
class Times:
    """Milliseconds that decisions of one kind took, and their undo, in the order they were taken.

    `cpu` is the milliseconds of processor time the server took for one of either, on the mean;
    `refused` counts those that could not be taken.
    """

    name: str
    taken: list[float]
    undone: list[float]
    cpu: float
    refused: int


def forms(ledger: Ledger, times: int) -> dict[str, list[Form]]:
    """Return `times` decisions of each kind on records drawn at random."""
    chance = random.Random(SEED)
    links = ledger.links()

    def drawn(listed: Sequence[T]) -> list[T]:
        return chance.sample(listed, min(times, len(listed)))

    claims = _claims(ledger, drawn(sorted({relay.report for relay in links.relays})), chance)
    points, others = drawn(links.points), drawn(links.points)
    actors, more = drawn(links.entities), drawn(links.entities)
    several = drawn([point for point in links.points if len(point.accounts) > 2])
    collapsed = drawn([point for point in links.points if point.collapses])
    return {
        "a point rejected": [_verdict(p.id, "rejected") for p in points],
        "a point confirmed": [_verdict(p.id, "confirmed") for p in points],
        "points merged": [_merge(p.id, q.id) for p, q in zip(points, others, strict=True)],
        "a point split": [("split", {"name": p.id, "part": p.accounts[0].id}) for p in several],
        "accounts of one origin": [_origins(p, "one", 2) for p in points],
        "accounts of origins apart": [_origins(p, "apart", 1) for p in points],
        "a collapse rejected": [_apart(p) for p in collapsed],
        "a passage struck": [_verdict(reuse.id, "rejected") for reuse in drawn(links.reuses)],
        "a credit struck": [_verdict(relay.id, "rejected") for relay in drawn(links.relays)],
        "a claim rejected": [_verdict(name, "rejected") for name in claims],
        "a claim confirmed": [_verdict(name, "confirmed") for name in claims],
        "a claim's speaker": [
            ("speaker", {"name": name, "speaker": "Jane Roe", "kind": "person"}) for name in claims
        ],
        "an actor rejected": [_verdict(actor.id, "rejected") for actor in actors],
        "actors merged": [_merge(a.id, b.id) for a, b in zip(actors, more, strict=True)],
    }


def _claims(ledger: Ledger, reports: Sequence[str], chance: random.Random) -> list[str]:
    found = [ledger.extraction(report) for report in reports]
    said = [(e.report, chance.choice(e.attributions).id) for e in found if e and e.attributions]
    return [f"{report}#{name}" for report, name in said]


def _merge(one: str, other: str) -> Form:
    return "merge", {"name": one, "other": other}


def _origins(point: Point, which: str, count: int) -> Form:
    part = [account.id for account in point.accounts[:count]]
    return "origins", {"name": point.id, "origins": which, "part": part}


def _verdict(name: str, verdict: str) -> Form:
    return "verdict", {"name": name, "verdict": verdict}


def _apart(point: Point) -> Form:
    told = point.collapses[0]
    fields = {"name": point.id, "one": told.one, "other": told.other, "verdict": "rejected"}
    return "collapse", {**fields}


def measure(
    port: int, token: str, asked: dict[str, list[Form]], processor: Callable[[], float]
) -> list[Times]:
    """Take every decision at the desk on `port` and take it back; return how long each took.

    `processor` gives the seconds of processor time the server has taken.
    """
    found = []
    for name, listed in asked.items():
        taken: list[float] = []
        undone: list[float] = []
        refused, before = 0, processor()
        for form in listed:
            status, spent = _send(port, token, form)
            if status != 200:
                refused += 1
                continue
            taken.append(spent)
            undone.append(_send(port, token, ("undo", {}))[1])
        cpu = (processor() - before) * 1000 / max(2 * len(taken), 1)
        found.append(Times(name, taken, undone, round(cpu, 1), refused))
    return found


def _send(port: int, token: str, form: Form) -> tuple[int, float]:
    name, fields = form
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.connect()
    body = urlencode(fields, doseq=True)
    began = time.perf_counter()
    connection.request("POST", f"/api/judge/{name}", body, headers)
    answer = connection.getresponse()
    answer.read()
    spent = (time.perf_counter() - began) * 1000
    connection.close()
    return answer.status, spent


def tell(found: Sequence[Times]) -> None:
    """Print one JSON object, and a row for each kind: median, 95th and slowest, and of its undo."""
    print(json.dumps([vars(one) for one in found]))
    for one in found:
        if one.taken:
            print(
                f"| {one.name} | {len(one.taken)} | {_told(one.taken)} | {_told(one.undone)} "
                f"| {one.cpu:.0f} |",
                flush=True,
            )


def _told(times: Sequence[float]) -> str:
    ordered = sorted(times)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{statistics.median(ordered):.0f} / {last:.0f} / {ordered[-1]:.0f}"
