"""A team's desk: nobody gets past the door without signing in, and everybody only as far as may be."""

from __future__ import annotations

import http.client
import json
import re
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route

from tests.web.served import Answer, ask, hand_made_ledger, serving
from whence.errors import UsageError
from whence.ledger.store import Ledger, open_ledger
from whence.records.team import Right
from whence.team.signing_in import Team
from whence.web.app import make_app
from whence.web.auth import TeamGate
from whence.web.serving import Certificate, server_for

PASSWORD = "a lantern on the quay"
OPEN = re.compile(r"/sign-in|/static/.*")
SAMPLES = {"name": "desk.css"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starlette]:
    path: Path = tmp_path_factory.mktemp("team") / "aldry-mill.whence"
    with open_ledger(str(path), create=True, by="tester") as opened:
        hand_made_ledger(opened)
        team = Team(opened.people)
        for right in Right:
            team.add(right.value, right, PASSWORD, by="root")
        yield make_app(opened, TeamGate(team))


@pytest.fixture(scope="module")
def port(app: Starlette) -> Iterator[int]:
    with serving(app) as where:
        yield where


def ours(port: int) -> dict[str, str]:
    return {"Origin": f"http://127.0.0.1:{port}"}


def signed_in(port: int, name: str, password: str = PASSWORD, to: str = "/") -> Answer:
    form = {"name": name, "password": password, "to": to}
    return ask(port, "/sign-in", method="POST", form=form, headers=ours(port), let_in=False)


@pytest.fixture(scope="module")
def cookies(port: int) -> dict[str, str]:
    made = {}
    for right in Right:
        answer = signed_in(port, right.value)
        assert answer.status == 303
        made[right.value] = answer.headers["set-cookie"].partition(";")[0]
    return made


def as_person(port: int, cookie: str, path: str, **more: dict[str, str]) -> Answer:
    form = more.get("form")
    method = "GET" if form is None else "POST"
    headers = {"Cookie": cookie, **(ours(port) if form is not None else {})}
    return ask(port, path, method=method, form=form, headers=headers, let_in=False)


def key_of(port: int, cookie: str) -> str:
    found = re.search(r'name="key" value="([0-9a-f]+)"', as_person(port, cookie, "/").text)
    assert found is not None
    return found[1]


def paths(routes: list[BaseRoute], before: str = "") -> Iterator[tuple[str, set[str]]]:
    """Yield every address the desk answers, whatever stands under it, with its methods."""
    for route in routes:
        if isinstance(route, Mount):
            yield from paths(list(route.routes), before + route.path)
        else:
            assert isinstance(route, Route), f"what is {route}?"
            path = re.sub(r"\{(\w+)(?::\w+)?\}", lambda m: SAMPLES.get(m[1], "x"), route.path)
            yield before + path, set(route.methods or {"GET", "HEAD", "POST"})


def test_no_route_shows_anything_to_someone_who_is_not_signed_in(app: Starlette, port: int) -> None:
    asked = 0
    for path, methods in paths(list(app.routes)):
        if OPEN.fullmatch(path):
            continue
        for method in sorted(methods):
            answer = ask(port, path, method=method, headers=ours(port), let_in=False)
            turned_away = answer.status == 401 or (
                answer.status == 303 and answer.headers["location"].startswith("/sign-in")
            )
            assert turned_away, f"{method} {path}: {answer.status}"
            assert "aldry" not in answer.text.lower(), path
            asked += 1
    assert asked >= 6


def test_no_made_up_path_or_token_gets_past(port: int) -> None:
    for path in (
        "/",
        "/?token=x",
        "/api/points",
        "/nowhere",
        "/static",
        "/sign-in/..",
        "//",
        "/sign-in%2f..",
    ):
        answer = ask(port, path, let_in=False)
        assert answer.status in (303, 401, 404, 307), path
        assert "aldry" not in answer.text.lower()
    bearer = ask(port, "/", headers={"Authorization": "Bearer x"}, let_in=False)
    assert bearer.status == 303


def test_no_change_is_taken_without_the_key_of_the_session(
    app: Starlette, port: int, cookies: dict[str, str]
) -> None:
    asked = 0
    for path, methods in paths(list(app.routes)):
        for method in sorted(methods - {"GET", "HEAD", "OPTIONS"}):
            if OPEN.fullmatch(path):
                continue
            for form in ({}, {"key": "wrong"}, {"key": key_of(port, cookies["reader"])}):
                answer = as_person(port, cookies["admin"], path, form=form)
                assert answer.status == 403, f"{method} {path}: {answer.status}"
                asked += 1
    assert asked >= 3


def test_a_reader_changes_nothing(app: Starlette, port: int, cookies: dict[str, str]) -> None:
    key = key_of(port, cookies["reader"])
    for path, methods in paths(list(app.routes)):
        if (
            "POST" in methods
            and not OPEN.fullmatch(path)
            and path not in ("/sign-out", "/password")
        ):
            answer = as_person(port, cookies["reader"], path, form={"key": key})
            assert answer.status == 403, path
            assert "readers decide nothing" in answer.text.lower()


def test_the_cookie_is_new_each_time_and_kept_from_scripts(port: int) -> None:
    one, two = (signed_in(port, "reader").headers["set-cookie"] for _ in range(2))
    assert one.partition(";")[0] != two.partition(";")[0]
    assert "HttpOnly" in one
    assert "samesite=lax" in one.lower()


def test_signing_out_ends_the_session(port: int) -> None:
    cookie = signed_in(port, "reviewer").headers["set-cookie"].partition(";")[0]
    page = as_person(port, cookie, "/")
    assert page.status == 200
    assert "reviewer" in page.text
    key = key_of(port, cookie)
    assert as_person(port, cookie, "/sign-out", form={"key": key}).status == 303
    assert as_person(port, cookie, "/").status == 303


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("/points?by=origins", "/points?by=origins"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_one_goes_where_one_wanted_and_nowhere_else(
    port: int, wanted: str, got: str
) -> None:
    assert signed_in(port, "reader", to=wanted).headers["location"] == got


def test_a_wrong_password_says_so_and_keeps_the_name(port: int) -> None:
    answer = signed_in(port, "reader", "not the password")
    assert answer.status == 403
    assert "the name or the password is wrong" in answer.text
    assert 'value="reader"' in answer.text
    assert "set-cookie" not in answer.headers


def test_a_new_password_needs_the_old_one(port: int, cookies: dict[str, str]) -> None:
    cookie = signed_in(port, "reader").headers["set-cookie"].partition(";")[0]
    form = {
        "key": key_of(port, cookie),
        "now": "x",
        "new": "another lantern!",
        "again": "another lantern",
    }
    assert as_person(port, cookie, "/password", form=form).status == 400
    form["again"] = form["new"]
    assert as_person(port, cookie, "/password", form=form).status == 403
    assert as_person(port, cookie, "/").status == 200


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{}", "application/json", 400),
        ("key=%ff\xff", "application/x-www-form-urlencoded", 400),
        ("&".join(f"f{n}=1" for n in range(3000)), "application/x-www-form-urlencoded", 400),
    ],
)
def test_what_is_no_form_is_refused(
    port: int, cookies: dict[str, str], body: str, kind: str, status: int
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": cookies["admin"], "Content-Type": kind, **ours(port)}
    connection.request("POST", "/sign-out", body.encode("latin1"), headers)
    assert connection.getresponse().status == status
    connection.close()


def test_with_a_certificate_it_speaks_https(app: Starlette, tmp_path: Path) -> None:
    made = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost")
    files = ("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "chain.pem")
    subprocess.run([*made, *files], cwd=tmp_path, check=True, capture_output=True)
    certificate = Certificate(tmp_path / "chain.pem", tmp_path / "key.pem")
    with serving(app, certificate) as port:
        trusted = ssl.create_default_context(cafile=certificate.chain)
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=trusted, timeout=30)
        connection.request("GET", "/sign-in")
        assert connection.getresponse().status == 200
        connection.close()


def test_a_certificate_that_cannot_be_used_is_refused(app: Starlette, tmp_path: Path) -> None:
    (tmp_path / "chain.pem").write_text("no certificate")
    for chain in (tmp_path / "chain.pem", tmp_path / "missing.pem"):
        with pytest.raises(UsageError, match="cannot be used"):
            server_for(app, certificate=Certificate(chain, chain))


def test_a_program_signs_in_and_decides_with_its_key(
    port: int, cookies: dict[str, str], app: Starlette
) -> None:
    me = json.loads(as_person(port, cookies["reviewer"], "/api/me").text)
    assert (me["name"], me["role"], me["may_judge"]) == ("reviewer", "reviewer", True)
    ledger: Ledger = app.state.desk.ledger
    fields = {"name": ledger.links().points[0].id, "verdict": "unsure"}
    headers = {"Cookie": cookies["reviewer"], "Content-Type": "application/json", **ours(port)}
    for key, status in (("", 403), ("wrong", 403), (me["key"], 200)):
        body = json.dumps({**fields, "key": key})
        answer = ask(
            port, "/api/judge/verdict", method="POST", headers=headers, body=body, let_in=False
        )
        assert answer.status == status
    assert [j.by for j in ledger.judgements()] == ["reviewer"]


def test_the_log_is_whole_after_all_this(app: Starlette) -> None:
    ledger: Ledger = app.state.desk.ledger
    assert [p for p in ledger.check() if "log" in p.where or "counts" in p.where] == []
