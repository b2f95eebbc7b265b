"""Accounts, passwords, sessions and locks, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from whence.errors import UsageError
from whence.ledger.store import Ledger, open_ledger
from whence.records.team import Right
from whence.team.signing_in import IDLE, LONGEST, MOST_FAILURES, WINDOW, RefusedError, Team

PASSWORD = "a lantern on the quay"
ADDRESS = "192.0.2.7"


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    where = (
        str(tmp_path / "story.whence")
        if request.param == "sqlite"
        else str(request.getfixturevalue("postgres_url"))
    )
    with open_ledger(where, create=True, by="tester") as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def team(ledger: Ledger, clock: Clock) -> Team:
    made = Team(ledger.people, clock)
    made.add("Ada", Right.REVIEWER, PASSWORD, by="root")
    return made


def test_the_right_password_opens_a_session_that_ends(team: Team, clock: Clock) -> None:
    token = team.sign_in("Ada", PASSWORD, address=ADDRESS).token
    found = team.whose(token)
    assert found is not None
    assert (found.name, found.role) == ("Ada", Right.REVIEWER)
    team.sign_out(token)
    assert team.whose(token) is None
    idle = team.sign_in("Ada", PASSWORD, address=ADDRESS).token
    clock.now += IDLE + 1
    assert team.whose(idle) is None
    used = team.sign_in("Ada", PASSWORD, address=ADDRESS).token
    for _ in range(LONGEST // (IDLE // 2)):
        assert team.whose(used) is not None
        clock.now += IDLE // 2
    clock.now += 1
    assert team.whose(used) is None
    assert team.whose("") is None
    assert team.whose("no such token") is None


def test_signing_in_again_ends_the_session_before(team: Team) -> None:
    first = team.sign_in("Ada", PASSWORD, address=ADDRESS).token
    second = team.sign_in("Ada", PASSWORD, address=ADDRESS, old=first).token
    assert first != second
    assert team.whose(first) is None
    assert team.whose(second) is not None


@pytest.mark.parametrize(
    ("name", "password"), [("Ada", "wrong"), ("Nobody", PASSWORD), ("", ""), ("Ada", "x" * 5000)]
)
def test_anything_else_is_refused_in_the_same_words(team: Team, name: str, password: str) -> None:
    with pytest.raises(RefusedError, match="the name or the password is wrong"):
        team.sign_in(name, password, address=ADDRESS)


def test_guessing_locks_the_name_for_a_while(team: Team, clock: Clock, ledger: Ledger) -> None:
    for n in range(MOST_FAILURES[0]):
        with pytest.raises(RefusedError, match="wrong"):
            team.sign_in("Ada", "a wrong password", address=f"192.0.2.{n}")
    with pytest.raises(RefusedError, match="too many") as refused:
        team.sign_in("Ada", PASSWORD, address="198.51.100.1")
    assert refused.value.locked
    assert [e.action for e in ledger.log()].count("locked out") == 1
    clock.now += WINDOW + 1
    assert team.sign_in("Ada", PASSWORD, address=ADDRESS).token


def test_guessing_names_locks_the_address(team: Team, ledger: Ledger, clock: Clock) -> None:
    people, now = ledger.people, int(clock())
    for n in range(MOST_FAILURES[1]):
        people.attempt(f"name {n}", ADDRESS, now, window=WINDOW, most=MOST_FAILURES)
    with pytest.raises(RefusedError, match="too many"):
        team.sign_in("Ada", PASSWORD, address=ADDRESS)
    assert team.sign_in("Ada", PASSWORD, address="198.51.100.1").token


def test_many_guesses_at_once_get_no_more_tries(team: Team, ledger: Ledger, clock: Clock) -> None:
    allowed: list[bool] = []

    def guess() -> None:
        found = ledger.people.attempt(
            "Ada", ADDRESS, int(clock()), window=WINDOW, most=MOST_FAILURES
        )
        allowed.append(found.number is not None)

    threads = [threading.Thread(target=guess) for _ in range(3 * MOST_FAILURES[0])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert allowed.count(True) == MOST_FAILURES[0]
    assert len(allowed) == len(threads)


def test_a_change_to_an_account_ends_its_sessions_and_is_told(team: Team, ledger: Ledger) -> None:
    token = _try(team)
    team.set_role("Ada", Right.READER, by="root")
    assert team.whose(token) is None
    token = _try(team)
    team.set_password("Ada", PASSWORD + "!", by="root")
    assert team.whose(token) is None
    token = _try(team)
    team.set_disabled("Ada", True, by="root")
    assert team.whose(token) is None
    with pytest.raises(RefusedError, match="wrong"):
        team.sign_in("Ada", PASSWORD + "!", address=ADDRESS)
    team.set_disabled("Ada", False, by="root")
    assert team.sign_in("Ada", PASSWORD + "!", address=ADDRESS).token
    told = [(e.by, e.action, e.subject) for e in ledger.log() if e.action == "account"]
    assert told == [("root", "account", "Ada")] * 5
    assert not any(PASSWORD in e.detail or "argon2" in e.detail for e in ledger.log())
    assert ledger.check() == []


def _try(team: Team) -> str:
    for password in (PASSWORD, PASSWORD + "!"):
        try:
            return team.sign_in("Ada", password, address=ADDRESS).token
        except RefusedError:
            continue
    raise AssertionError("nobody could sign in")


def test_a_person_changes_the_password_by_knowing_it(team: Team) -> None:
    with pytest.raises(RefusedError, match="password is wrong"):
        team.change_password("Ada", "a wrong password", "another lantern!", address=ADDRESS)
    team.change_password("Ada", PASSWORD, "another lantern!", address=ADDRESS)
    assert team.sign_in("Ada", "another lantern!", address=ADDRESS).token


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("Bo", "short", "12 to"),
        ("Bo", "x" * 1001, "12 to"),
        ("Bartholomew Quay", "bartholomew quay", "the account's name"),
        ("  ", PASSWORD, "printable"),
        ("a\x00b", PASSWORD, "printable"),
        ("n" * 81, PASSWORD, "printable"),
        ("Ada", PASSWORD, "already"),
    ],
)
def test_names_and_passwords_that_will_not_do(
    team: Team, name: str, password: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        team.add(name, Right.READER, password, by="root")
    assert [a.name for a in team.accounts()] == ["Ada"]


def test_unknown_accounts_cannot_be_changed(team: Team) -> None:
    with pytest.raises(UsageError, match="no account"):
        team.set_role("Nobody", Right.ADMIN, by="root")


def test_what_lies_in_the_database_lets_nobody_in(team: Team, ledger: Ledger) -> None:
    team.sign_in("Ada", PASSWORD, address=ADDRESS)
    kept = ledger.people.secret("Ada")
    assert kept is not None
    assert kept.startswith("$argon2id$")
    assert team.whose(kept) is None
    assert PASSWORD not in kept
