"""A page that a browser holds is sent again only where it would be another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request

from tests.web.served import TOKEN, ask, hand_made_ledger, serving
from whence.ledger.store import Ledger, open_ledger
from whence.records.report import Refusal
from whence.records.team import Right
from whence.web.app import make_app
from whence.web.desk import Person
from whence.web.gate import AloneGate

PAGES = ("/", "/points", "/sources", "/history", "/queue", "/api/points")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path: Path = tmp_path_factory.mktemp("fresh") / "aldry-mill.whence"
    with open_ledger(str(path), create=True, by="tester") as opened:
        hand_made_ledger(opened)
        yield opened


@pytest.fixture(scope="module")
def where(shelf: Ledger) -> Iterator[int]:
    with serving(make_app(shelf, AloneGate("tester", TOKEN))) as port:
        yield port


def held(port: int, path: str) -> dict[str, str]:
    """Return the headers with which a browser asks again for a page it has just been sent."""
    return {"If-None-Match": ask(port, path).headers["etag"]}


@pytest.mark.parametrize("path", PAGES)
def test_what_did_not_change_is_not_sent_again(where: int, path: str) -> None:
    again = ask(where, path, headers=held(where, path))
    assert (again.status, again.text) == (304, "")
    assert again.headers["cache-control"] == "private, no-cache"


def test_a_judgement_makes_every_page_a_new_one(where: int, shelf: Ledger) -> None:
    holding = {path: held(where, path) for path in PAGES}
    point = shelf.links().points[0].id
    form = {"name": point, "verdict": "confirmed", "back": "/"}
    assert ask(where, "/judge/verdict", method="POST", form=form).status == 303
    for path, headers in holding.items():
        assert ask(where, path, headers=headers).status == 200


def test_what_the_machine_adds_does_so_too(where: int, shelf: Ledger) -> None:
    headers = held(where, "/")
    shelf.refuse(Refusal("late.pdf", "it is locked", "unlock it"))
    assert ask(where, "/", headers=headers).status == 200


def test_no_page_does_for_another_or_for_another_process(where: int, shelf: Ledger) -> None:
    headers = held(where, "/points")
    assert ask(where, "/points?sort=most+reports", headers=headers).status == 200
    assert ask(where, "/", headers=headers).status == 200
    with serving(make_app(shelf, AloneGate("tester", TOKEN))) as other:
        assert ask(other, "/points", headers=headers).status == 200


def test_nobody_is_told_that_nothing_changed_without_being_let_in(where: int) -> None:
    assert ask(where, "/", headers=held(where, "/"), let_in=False).status == 403


class NamedGate(AloneGate):
    """Takes a request's word on who sent it."""

    def who(self, request: Request) -> Person | None:
        return Person(request.headers["x-name"], Right(request.headers["x-role"]))


def test_one_persons_page_is_not_anothers(shelf: Ledger) -> None:
    ada, bo = ({"x-name": name, "x-role": "reviewer"} for name in ("ada", "bo"))
    with serving(make_app(shelf, NamedGate("nobody"))) as port:
        tag = {"If-None-Match": ask(port, "/", headers=ada).headers["etag"]}
        assert ask(port, "/", headers={**ada, **tag}).status == 304
        assert ask(port, "/", headers={**bo, **tag}).status == 200
        assert ask(port, "/", headers={**ada, **tag, "x-role": "reader"}).status == 200


def test_files_and_strangers_pages_are_sent_as_they_are(where: int, shelf: Ledger) -> None:
    report = next(shelf.reports())
    key = report.id.removeprefix("sha256:")[:12]
    assert "etag" not in ask(where, f"/reports/{key}/original").headers
    assert "etag" not in ask(where, "/no-such-page").headers
    assert "etag" not in ask(where, "/static/desk.css").headers
