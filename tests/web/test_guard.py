"""Who and what the desk lets in, asked over a real connection."""

from __future__ import annotations

import gc
import json
import socket
from pathlib import Path

import pytest

from tests.web.served import TOKEN, ask
from whence.ledger.store import Ledger
from whence.linking.gazetteer import load_gazetteer
from whence.web.desk import Desk
from whence.web.serving import keep_loaded, listening


def test_the_link_lets_in_and_the_token_leaves_the_address(port: int) -> None:
    answer = ask(port, f"/?token={TOKEN}", let_in=False)
    assert answer.status == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    again = ask(port, "/", let_in=False, headers={"Cookie": cookie.partition(";")[0]})
    assert again.status == 200
    assert "aldry-mill" in again.text


@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/points", "/api/points", "/nowhere"])
def test_nothing_is_shown_without_the_token(port: int, path: str) -> None:
    answer = ask(port, path, let_in=False)
    assert answer.status == 403
    assert "aldry-mill" not in answer.text


def test_a_cookie_that_cannot_be_read_lets_nobody_in(port: int) -> None:
    assert ask(port, "/", let_in=False, headers={"Cookie": 'whence="\x01;;=,'}).status == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", "[::1", "127.0.0.1.evil"])
def test_other_names_are_refused(port: int, host: str) -> None:
    answer = ask(port, "/", headers={"Host": host})
    assert answer.status in (400, 421)


def test_own_names_are_let_in(port: int) -> None:
    for host in ("localhost", f"127.0.0.1:{port}", "LOCALHOST:1", "[::1]:8080"):
        assert ask(port, "/", headers={"Host": host}).status == 200


def test_changes_come_from_our_own_pages_only(port: int) -> None:
    cookie = ask(port, f"/?token={TOKEN}", let_in=False).headers["set-cookie"].partition(";")[0]
    for origin in ("https://evil.example", "null", "", f"http://127.0.0.1:{port + 1}"):
        headers = {"Cookie": cookie, "Origin": origin}
        assert ask(port, "/", method="POST", let_in=False, headers=headers).status == 403
    assert ask(port, "/", method="POST", let_in=False, headers={"Cookie": cookie}).status == 403
    ours = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{port}"}
    assert ask(port, "/", method="POST", let_in=False, headers=ours).status == 405


def test_every_answer_carries_the_policy(port: int) -> None:
    for path in ("/", "/nowhere", "/api/nowhere", "/static/desk.css"):
        headers = ask(port, path).headers
        policy = headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers or "uvicorn" not in headers["server"]


def test_errors_have_one_shape_for_people_and_one_for_programs(port: int) -> None:
    page = ask(port, "/nowhere")
    assert page.status == 404
    assert "no such page" in page.text
    body = json.loads(ask(port, "/api/nowhere").text)
    assert body["error"]["status"] == 404
    assert set(body["error"]) == {"status", "title", "cause", "remedy"}


def test_style_and_scripts_are_kept_by_the_browser_until_they_change(port: int) -> None:
    answer = ask(port, "/static/desk.css", let_in=False)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert ask(port, "/static/../app.py", let_in=False).status in (403, 404)


def test_small_packets_do_not_wait_for_one_another() -> None:
    with listening("127.0.0.1", 0) as bound:
        assert bound.proto == socket.IPPROTO_TCP  # else asyncio leaves Nagle's algorithm on


def test_what_is_loaded_before_serving_is_not_gone_through_again() -> None:
    try:
        keep_loaded()
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()


def test_names_are_loaded_before_a_decision_asks_for_them(ledger: Ledger, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[bodies]\n"Sarn Harbour Board" = ["SHB"]\n')
    Desk(ledger, "aldry-mill", str(own)).load()
    before = load_gazetteer.cache_info()
    assert load_gazetteer(str(own)).find("SHB") is not None
    assert load_gazetteer.cache_info().misses == before.misses
    # Who decides is told that it cannot be read, and nobody else.
    Desk(ledger, "aldry-mill", str(tmp_path / "none.toml")).load()
