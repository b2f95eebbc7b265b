"""How fast the desk is on a large ledger, driven by wrk, an HTTP load tool.

    python benchmarks/desk.py make LEDGER WHERE [--reports 10000]
    python benchmarks/desk.py load WHERE [--people 10] [--seconds 20] [--check]
    python benchmarks/desk.py judge WHERE [--times 60] [--only NAME]
    python benchmarks/desk.py paint WHERE [--times 5]

`make` copies the reports of a ledger, with all that was found in them, into a new ledger at WHERE
(a file, or a postgresql:// address) until it holds as many as asked for: actors grow with the
copies, most points are copied, the widest of them grow as well. Sentences' vectors are cut short:
pages never read them.

`load` serves the ledger as `whence open` does, in a process of its own, and sends requests from as
many connections as there are people, each the next as soon as it has its answer, or after one to
three seconds where people think: first each sort of page by itself, from many different addresses,
then verdicts, on many points and on the widest. It counts the verdicts that were answered and those
the ledger holds. Prints one JSON object and a table.

`judge` takes decisions of every kind on records drawn at random, each taken back before the next,
and tells how long the answer took: median, 95th percentile and slowest, then the same of the undo,
and the mean of processor time.
`--only "struck"` measures the kinds with that in their name.

`paint` opens pages of each sort in Chromium, each in a browser that knows nothing yet, and tells
when the browser painted first (its own `paint` entries).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from desk_judging import forms, measure, tell
from desk_ledger import GROWING, make
from whence.ledger.browse_actors import ActorFilter, ActorOrder
from whence.ledger.browse_points import PointFilter, PointOrder
from whence.ledger.browse_reports import ReportFilter
from whence.ledger.store import Ledger, open_ledger
from whence.views.places import DESK

SAMPLE = 200
TOKEN = "for-the-benchmark"
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]"
WORDS = ("police", "government", "people", "report", "president", "attack", '"said that"', "minis*")


@dataclass(frozen=True)
class Served:
    """A desk in a process of its own, and the port it listens on."""

    process: subprocess.Popen[str]
    port: int


@dataclass(frozen=True)
class Load:
    """One run of wrk: what was asked, and milliseconds for a share of the answers.

    `cpu` is the milliseconds of processor time the server took for one answer: what a machine
    that others use at the same time cannot change much.
    """

    name: str
    requests: int
    errors: int
    p50: float
    p95: float
    p99: float
    slowest: float
    cpu: float


def addresses(ledger: Ledger) -> dict[str, list[str]]:
    """Return many addresses of each sort of page, taken at random over the whole ledger."""
    chance = random.Random(7)

    def some(total: int) -> list[int]:
        return [chance.randrange(max(total, 1)) for _ in range(SAMPLE)]

    def read(browser) -> dict[str, list[str]]:  # type: ignore[no-untyped-def] # noqa: ANN001
        everything = PointFilter()
        points = [
            browser.point_heads(everything, skip=n, count=1)[0]
            for n in [*range(GROWING), *some(browser.count_points(everything))]
        ]
        reports = [
            browser.report_heads(ReportFilter(), n, 1)[0]
            for n in some(browser.count_reports(ReportFilter()))
        ]
        spoken = ActorFilter(speakers=True)
        actors = [
            browser.actor_heads(spoken, ActorOrder.CLAIMS, n, 1)[0]
            for n in [*range(20), *some(browser.count_actors(spoken))]
        ]
        outlets = [outlet.name for outlet in browser.outlets(40)]
        return {
            "story": ["/"],
            "points": ["/points", "/points?parting=1", "/points?sort=most+reports"]
            + [f"/points?page={n}" for n in (2, 10, 100, 1000)]
            + [f"/points?outlet={quote_plus(name)}" for name in outlets[:8]]
            + ["/points?unchecked=1&kind=quantity", "/points?q=killed"],
            "point": [DESK.point(p.id) for p in points],
            "reports": ["/reports", "/reports?page=50"]
            + [f"/reports?outlet={quote_plus(name)}" for name in outlets],
            "report": [DESK.report(r.id) for r in reports],
            "sources": ["/sources", "/sources?page=5", "/sources?kind=person"],
            "outlet": [DESK.outlet(name) for name in outlets]
            + [DESK.outlet(name, manner="relayed", how="denies") for name in outlets[:10]]
            + [DESK.outlet(name, page="20") for name in outlets[:10]],
            "actors": ["/actors", "/actors?page=20", "/actors?q=ministry", "/actors?names=several"],
            "actor": [DESK.actor(a.id) for a in actors],
            "timeline": ["/timeline", "/timeline?page=20"],
            "search": [f"/search?q={quote_plus(w)}" for w in WORDS]
            + [f"/search?q={quote_plus(word)}+outlet%3Adaily" for word in WORDS],
            "queue": [f"/queue?after={n}" for n in range(0, 400, 7)],
            "history": ["/history"],
        }

    return ledger.browse(read)


SCRIPT = """
local asked = {}
for line in io.lines("@FILE@") do asked[#asked + 1] = line end
local at = math.random(#asked)
local number = 0
function setup(thread) number = number + 1; thread:set("number", number) end
function init(args) math.randomseed(number * 7919); at = math.random(#asked) end
@THINKING@
function request()
  at = at % #asked + 1
  local path, body = asked[at]:match("^(%S+) ?(.*)$")
  local headers = {["Authorization"] = "Bearer @TOKEN@", ["Host"] = "127.0.0.1:@PORT@"}
  if body == "" then return wrk.format("GET", path, headers) end
  headers["Content-Type"] = "application/x-www-form-urlencoded"
  return wrk.format("POST", path, headers, body)
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %.2f %.2f %.2f %.2f\\n", summary.requests,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50) / 1000,
    latency:percentile(95) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
"""

THINKING = "function delay() return math.random(1000, 3000) end"


def drive(
    name: str,
    server: Served,
    asked: Sequence[str],
    people: int,
    seconds: int,
    *,
    think: bool = False,
) -> Load:
    """Let wrk ask `asked` from `people` connections; a line is a path, or a path and a form.

    With `think` each waits one to three seconds before the next, which no time given includes.
    """
    wrk = shutil.which("wrk")
    if wrk is None:
        sys.exit("wrk is not installed (Debian, Ubuntu: apt-get install wrk)")
    port, before = server.port, _processor(server.process.pid)
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder) / "asked", Path(folder) / "ask.lua"
        listed.write_text("\n".join(asked) + "\n", "utf8")
        text = SCRIPT.replace("@FILE@", str(listed)).replace("@TOKEN@", TOKEN)
        text = text.replace("@THINKING@", THINKING if think else "")
        script.write_text(text.replace("@PORT@", str(port)), "utf8")
        command = [wrk, "-t1", f"-c{people}", f"-d{seconds}s", "--timeout", "30s"]
        command += ["-s", str(script), f"http://127.0.0.1:{port}"]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    numbers = re.search(r"RESULT (\d+) (\d+) (\S+) (\S+) (\S+) (\S+)", out)
    if numbers is None:
        sys.exit(out)
    requests, errors, *times = numbers.groups()
    taken = (_processor(server.process.pid) - before) * 1000 / max(int(requests), 1)
    return Load(name, int(requests), int(errors), *(float(time) for time in times), round(taken, 1))


def _processor(process: int) -> float:
    """Return the seconds of processor time a process has taken (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text("utf8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load(where: str, people: int, seconds: int, *, check: bool) -> None:
    """Serve the ledger and drive it; print what came of it."""
    with open_ledger(where) as ledger:
        asked = addresses(ledger)
        verdicts, widest = _verdicts(ledger)
        before = len(ledger.judgements(seen=False))
        server = _serve(where)
        try:
            for paths in asked.values():
                drive("warm", server, paths, 1, 1)
            loads = [drive(f"{n}, one person", server, p, 1, seconds) for n, p in asked.items()]
            pages = [path for paths in asked.values() for path in paths[:20]]
            random.Random(3).shuffle(pages)
            judged = [
                drive("a verdict, one person", server, verdicts, 1, seconds),
                drive("a verdict on the widest, one person", server, widest, 1, seconds),
                drive(f"a verdict, {people} people", server, verdicts, people, seconds),
            ]
            long = seconds * 4
            thought = verdicts[len(verdicts) // 2 :]
            for asking, what in ((pages, "all pages"), ([*thought[:200], *widest], "a verdict")):
                name = f"{what}, {people} people who think"
                done = drive(name, server, asking, people, long, think=True)
                (loads if asking is pages else judged).append(done)
            loads.append(drive(f"all pages, {people} people", server, pages, people, seconds))
        finally:
            server.process.terminate()
            server.process.wait(timeout=30)
        loads += judged
        kept = len(ledger.judgements(seen=False)) - before
        answered = sum(one.requests for one in judged)
        _tell(loads, answered, kept)
        if check:
            print(f"problems found by the ledger's own check: {ledger.check()}")


def _tell(loads: Sequence[Load], answered: int, kept: int) -> None:
    print(json.dumps({"loads": [vars(one) for one in loads], "kept": kept, "answered": answered}))
    for one in loads:
        print(
            f"| {one.name} | {one.requests} | {one.errors} | {one.p50:.0f} | {one.p95:.0f} | "
            f"{one.p99:.0f} | {one.cpu:.0f} |"
        )
    print(f"verdicts answered {answered}, judgements kept {kept}", flush=True)


def _verdicts(ledger: Ledger) -> tuple[list[str], list[str]]:
    """Return a form for each of many points, and for each of the widest."""

    def read(browser) -> tuple[list[str], list[str]]:  # type: ignore[no-untyped-def] # noqa: ANN001
        widest = browser.point_heads(PointFilter(), PointOrder.REPORTS, 0, GROWING)
        wide = {head.id for head in widest}
        heads = browser.point_heads(PointFilter(unchecked=True), count=6_000)
        return [head.id for head in heads if head.id not in wide], sorted(wide)

    some, wide = ledger.browse(read)
    return _forms(some), _forms(wide)


def _forms(names: Sequence[str]) -> list[str]:
    verdicts = ("confirmed", "rejected", "unsure")
    return [
        f"/judge/verdict name={quote_plus(name)}&verdict={verdicts[n % 3]}&back=%2F"
        for n, name in enumerate(names)
    ]


def judge(where: str, times: int, only: str) -> None:
    """Serve the ledger, take decisions of each kind and take them back; print what each took."""
    with open_ledger(where) as ledger:
        asked = {name: f for name, f in forms(ledger, times).items() if only in name}
    server = _serve(where)
    try:

        def processor() -> float:
            return _processor(server.process.pid)

        measure(server.port, TOKEN, {name: f[:2] for name, f in asked.items()}, processor)
        tell(measure(server.port, TOKEN, asked, processor))
    finally:
        server.process.terminate()
        server.process.wait(timeout=30)


def paint(where: str, times: int) -> None:
    """Open pages in Chromium; print when each sort was painted first, in milliseconds."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from playwright.sync_api import sync_playwright  # noqa: PLC0415
    from tests.export.browser import launch  # noqa: PLC0415

    with open_ledger(where) as ledger:
        asked = addresses(ledger)
    server = _serve(where)
    try:
        with sync_playwright() as playwright:
            chromium = launch(playwright)
            for name, paths in asked.items():
                first = [_painted(chromium, server.port, path) for path in paths[:times]]
                first.sort()
                print(f"| {name} | {first[len(first) // 2]:.0f} | {first[-1]:.0f} |", flush=True)
            chromium.close()
    finally:
        server.process.terminate()
        server.process.wait(timeout=30)


def _painted(chromium: Any, port: int, path: str) -> float:
    """Return the milliseconds from asking for a page to its first contentful paint."""
    context = chromium.new_context(extra_http_headers={"Authorization": f"Bearer {TOKEN}"})
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{port}{path}")
    while page.evaluate(f"{FIRST_PAINT} === undefined"):  # the page's policy forbids to wait in it
        page.wait_for_timeout(5)
    taken = float(page.evaluate(f"{FIRST_PAINT}.startTime"))
    context.close()
    return taken


def _serve(where: str) -> Served:
    """Serve a ledger in a process of its own."""
    server = subprocess.Popen(
        [sys.executable, __file__, "serve", where], stdout=subprocess.PIPE, text=True
    )
    line = server.stdout.readline() if server.stdout else ""
    return Served(server, int(line))


def serve_here(where: str) -> None:
    """Serve a ledger on a free port, which is printed."""
    from whence.web.app import make_app  # noqa: PLC0415
    from whence.web.gate import AloneGate  # noqa: PLC0415
    from whence.web.serving import listening, serve  # noqa: PLC0415

    with open_ledger(where) as ledger:
        bound = listening("127.0.0.1", 0)
        port = bound.getsockname()[1]
        app = make_app(ledger, AloneGate("benchmark", TOKEN))
        serve(app, bound, lambda: print(port, flush=True))


def main() -> None:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(description=__doc__)
    doing = parser.add_subparsers(dest="doing", required=True)
    making = doing.add_parser("make")
    making.add_argument("source")
    making.add_argument("where")
    making.add_argument("--reports", type=int, default=10_000)
    loading = doing.add_parser("load")
    loading.add_argument("where")
    loading.add_argument("--people", type=int, default=10)
    loading.add_argument("--seconds", type=int, default=20)
    loading.add_argument("--check", action="store_true", help="prove the ledger afterwards")
    judging = doing.add_parser("judge")
    judging.add_argument("where")
    judging.add_argument("--times", type=int, default=60)
    judging.add_argument("--only", default="", help="kinds with this in their name")
    painting = doing.add_parser("paint")
    painting.add_argument("where")
    painting.add_argument("--times", type=int, default=5)
    doing.add_parser("serve").add_argument("where")
    given = parser.parse_args()
    if given.doing == "make":
        make(given.source, given.where, given.reports)
    elif given.doing == "load":
        load(given.where, given.people, given.seconds, check=given.check)
    elif given.doing == "judge":
        judge(given.where, given.times, given.only)
    elif given.doing == "paint":
        paint(given.where, given.times)
    else:
        serve_here(given.where)


if __name__ == "__main__":
    main()
