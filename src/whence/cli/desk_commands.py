"""Commands that serve the desk: `open` for one person, `serve` for a team."""

from __future__ import annotations

import getpass

import click

from whence.cli import options
from whence.ledger.store import open_ledger
from whence.web.app import make_app
from whence.web.gate import AloneGate
from whence.web.serving import listening, serve, show_in_browser

LOOPBACK = "127.0.0.1"


@click.command("open")
@options.ledger_argument
@click.option("--port", default=0, help="The port to listen on (default: any free one).")
@click.option("--no-browser", is_flag=True, help="Print the link and open no browser.")
@click.option("--name", default=None, help="Whose name judgements carry (default: the login).")
def open_command(ledger: str, port: int, no_browser: bool, name: str | None) -> None:
    """Open the desk: read, check and correct in the browser.

    It listens on this machine only, and only the link it prints is let in. Ctrl-C ends it.
    """
    gate = AloneGate(name or _login())
    with open_ledger(ledger, by=name) as opened:
        bound = listening(LOOPBACK, port)
        link = f"http://{LOOPBACK}:{bound.getsockname()[1]}/?token={gate.token}"

        def ready() -> None:
            click.echo(f"The desk is open at {link}")
            click.echo("Ctrl-C ends it.")
            if not no_browser:
                show_in_browser(link)

        serve(make_app(opened, gate), bound, ready)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
