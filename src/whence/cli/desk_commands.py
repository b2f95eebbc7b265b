"""Commands that serve the desk: `open` for one person, `serve` for a team."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from whence.cli import options
from whence.errors import UsageError
from whence.ledger.store import open_ledger
from whence.settings import load_settings
from whence.team.signing_in import Team
from whence.web.app import make_app
from whence.web.auth import TeamGate
from whence.web.gate import AloneGate
from whence.web.guard import LOOPBACK as GUARD_NAMES
from whence.web.serving import Certificate, listening, serve, show_in_browser

LOOPBACK = "127.0.0.1"


@click.command("open")
@options.ledger_argument
@click.option(
    "--port",
    type=options.port_type,
    default=0,
    help="The port to listen on (default: any free one).",
)
@click.option("--no-browser", is_flag=True, help="Print the link and open no browser.")
@click.option("--name", default=None, help="Whose name judgements carry (default: the login).")
@options.settings_option
def open_command(
    ledger: str, port: int, no_browser: bool, name: str | None, settings_path: Path | None
) -> None:
    """Open the desk: read, check and correct in the browser.

    It listens on this machine only, and only the link it prints is let in. Ctrl-C ends it.
    """
    gate = AloneGate(name or options.login())
    gazetteer = load_settings(settings_path).linking.gazetteer
    with open_ledger(ledger, by=name) as opened:
        bound = listening(LOOPBACK, port)
        link = f"http://{LOOPBACK}:{bound.getsockname()[1]}/?token={gate.token}"

        def ready() -> None:
            click.echo(f"The desk is open at {link}")
            click.echo("Ctrl-C ends it.")
            if not no_browser:
                show_in_browser(link)

        serve(make_app(opened, gate, gazetteer=gazetteer), bound, ready)


@click.command("serve")
@options.ledger_argument
@click.option("--host", default=LOOPBACK, show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=options.port_type,
    default=8080,
    show_default=True,
    help="The port to listen on.",
)
@click.option("--name", "names", multiple=True, help="A name browsers reach it by; repeatable.")
@click.option("--certificate", type=click.Path(path_type=Path), help="Speak HTTPS with this (PEM).")
@click.option("--key", type=click.Path(path_type=Path), help="The certificate's key (PEM).")
@click.option("--https", is_flag=True, help="Browsers come by HTTPS, through a proxy before it.")
@click.option("--proxy", default="", help="The address of that proxy: its word on who asks counts.")
@options.settings_option
def serve_command(ledger: str, host: str, port: int, **way: Any) -> None:
    """Serve the desk for a team: nobody sees anything without signing in.

    The ledger is a file or a postgresql:// address.
    Make accounts first, with `whence accounts add`. Where it is reached from other machines, give
    it a certificate (--certificate, --key, --name), or put a proxy that has one before it
    (--https, --proxy, --name); see docs/team.md.
    """
    if bool(way["certificate"]) != bool(way["key"]):
        raise UsageError(
            "a certificate and its key go together", remedy="give both, --certificate and --key"
        )
    certificate = Certificate(way["certificate"], way["key"]) if way["key"] else None
    secure = way["https"] or certificate is not None
    names: tuple[str, ...] = way["names"]
    gazetteer = load_settings(way["settings_path"]).linking.gazetteer
    with open_ledger(ledger) as opened:
        team = Team(opened.people)
        if not team.accounts():
            raise UsageError(
                "nobody could sign in",
                where=opened.where,
                remedy="make an account: whence accounts add NAME --role admin --ledger LEDGER",
            )
        bound = listening(host, port)
        app = make_app(
            opened,
            TeamGate(team, secure=secure),
            hosts=(*GUARD_NAMES, host, *names),
            gazetteer=gazetteer,
        )

        scheme = "https" if certificate else "http"

        def ready() -> None:
            click.echo(f"The desk is open at {scheme}://{host}:{bound.getsockname()[1]}/")
            click.echo("Ctrl-C ends it.")

        serve(app, bound, ready, proxy=way["proxy"], certificate=certificate)
