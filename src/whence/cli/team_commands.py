"""Commands that look after the accounts of a team."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import click

from whence.cli import options
from whence.cli.output import Column, write
from whence.errors import UsageError
from whence.ledger.people import ACCOUNT, LOCKED, SIGN_IN, SIGN_OUT
from whence.ledger.store import Ledger, open_ledger
from whence.records.team import Right
from whence.team.signing_in import Team

ACCOUNT_COLUMNS = (
    Column("Name", "name"),
    Column("Role", "role"),
    Column("Since", "made"),
    Column("Changed", "changed"),
    Column("May sign in", "may_sign_in"),
)
AUDIT_COLUMNS = (
    Column("When", "at"),
    Column("Whose", "name"),
    Column("What", "what"),
    Column("By", "by"),
    Column("Particulars", "detail"),
)
_AUDITED = frozenset({ACCOUNT, SIGN_IN, SIGN_OUT, LOCKED})
_role = click.option(
    "--role",
    type=click.Choice([right.value for right in Right]),
    required=True,
    help="A reader reads, a reviewer judges too, an admin takes back others' decisions too.",
)
_stdin = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input."
)


@click.group("accounts")
def accounts_command() -> None:
    """Look after who may sign in to `whence serve`.

    The ledger is a file or a postgresql:// address, given with --ledger. Every change is told in
    its log, and ends the sessions of the account.
    """


@accounts_command.command("add")
@click.argument("name")
@_role
@_stdin
@options.ledger_option
def add_command(name: str, role: str, password_stdin: bool, ledger: str) -> None:
    """Add an account; its password is asked for."""
    password = _password(password_stdin)
    with open_ledger(ledger) as opened:
        Team(opened.people).add(name, Right(role), password, by=options.login())
    click.echo(f"{name} may sign in, as {role}.")


@accounts_command.command("list")
@options.ledger_option
@options.format_option
def list_command(ledger: str, form: str) -> None:
    """List the accounts."""
    with open_ledger(ledger) as opened:
        accounts = Team(opened.people).accounts()
    rows = (
        {
            "name": a.name,
            "role": a.role,
            "made": a.made,
            "changed": a.changed,
            "may_sign_in": not a.disabled,
        }
        for a in accounts
    )
    write(rows, ACCOUNT_COLUMNS, form, empty="There are no accounts.")


@accounts_command.command("role")
@click.argument("name")
@_role
@options.ledger_option
def role_command(name: str, role: str, ledger: str) -> None:
    """Give an account another role."""
    with open_ledger(ledger) as opened:
        Team(opened.people).set_role(name, Right(role), by=options.login())
    click.echo(f"{name} is {role} now.")


@accounts_command.command("disable")
@click.argument("name")
@options.ledger_option
def disable_command(name: str, ledger: str) -> None:
    """Keep an account from signing in; what it decided stays."""
    with open_ledger(ledger) as opened:
        Team(opened.people).set_disabled(name, True, by=options.login())
    click.echo(f"{name} may no longer sign in.")


@accounts_command.command("enable")
@click.argument("name")
@options.ledger_option
def enable_command(name: str, ledger: str) -> None:
    """Let a disabled account sign in again."""
    with open_ledger(ledger) as opened:
        Team(opened.people).set_disabled(name, False, by=options.login())
    click.echo(f"{name} may sign in again.")


@accounts_command.command("password")
@click.argument("name")
@_stdin
@options.ledger_option
def password_command(name: str, password_stdin: bool, ledger: str) -> None:
    """Give an account another password."""
    password = _password(password_stdin)
    with open_ledger(ledger) as opened:
        Team(opened.people).set_password(name, password, by=options.login())
    click.echo(f"{name} has another password.")


@accounts_command.command("audit")
@options.ledger_option
@options.format_option
def audit_command(ledger: str, form: str) -> None:
    """List who signed in and out, who was locked out, and what was done to accounts."""
    with open_ledger(ledger) as opened:
        write(list(_audit(opened)), AUDIT_COLUMNS, form, empty="Nobody has signed in yet.")


def _audit(ledger: Ledger) -> Iterator[dict[str, Any]]:
    for entry in ledger.log():
        if entry.action in _AUDITED:
            yield {
                "at": entry.at,
                "name": entry.subject,
                "what": entry.action,
                "by": entry.by,
                "detail": json.loads(entry.detail),
            }


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError(
            "there is no one to ask for the password",
            remedy="give it on standard input, with --password-stdin",
        )
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
