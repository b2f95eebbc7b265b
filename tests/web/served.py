"""A desk served by the real server in a thread, and plain requests to it."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.applications import Starlette

from tests.export import hand_made
from whence.ledger.store import Ledger
from whence.records.report import Intake
from whence.records.story import Story
from whence.web.serving import Certificate, listening, server_for

TOKEN = "a-token-for-tests"


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the headers in lower case, the body."""

    status: int
    headers: dict[str, str]
    text: str


@contextmanager
def serving(app: Starlette, certificate: Certificate | None = None) -> Iterator[int]:
    """Serve `app` on loopback, by HTTPS with a certificate, and give the port."""
    bound = listening("127.0.0.1", 0)
    bound.listen(64)
    server = server_for(app, certificate=certificate)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.005)
        yield int(bound.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join()
        bound.close()


def ask(
    port: int,
    path: str,
    *,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    form: dict[str, str] | None = None,
    body: str | None = None,
    let_in: bool = True,
) -> Answer:
    """Send one request; `let_in` sends the token along."""
    sent = {"Authorization": f"Bearer {TOKEN}"} if let_in else {}
    if form is not None:
        body = urlencode(form)
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, {**sent, **(headers or {})})
        got = connection.getresponse()
        text = got.read().decode("utf8", "replace")
        return Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, text)
    finally:
        connection.close()


def fill(ledger: Ledger, story: Story) -> None:
    """Put a story made by hand into a ledger."""
    ledger.add_many(
        Intake(report, (report.path + report.text).encode("utf8", "replace"))
        for report in story.reports
    )
    pairs = list(zip(story.reports, story.extractions, strict=True))
    ledger.save_extractions(pairs, model="by hand")
    ledger.save_links(story.links, signature="by hand")
    for refusal in story.refusals:
        ledger.refuse(refusal)


def hand_made_ledger(ledger: Ledger) -> None:
    """Fill a ledger with the small story that has one of everything."""
    fill(ledger, hand_made.story())
