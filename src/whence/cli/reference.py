"""The reference page, made from the live help of every command and the defaults file."""

from __future__ import annotations

from importlib import resources

import click

from whence.cli.main import cli
from whence.settings import DEFAULTS

HEAD = """# Reference

Made by `tools/reference` from the live help and the defaults file; a test fails when it is stale.

## Commands
"""


def reference_page() -> str:
    """Return the whole page as Markdown."""
    parts = [HEAD, _help(cli, "whence")]
    context = click.Context(cli, info_name="whence")
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is not None:
            parts.append(_help(command, f"whence {name}"))
    defaults = resources.files("whence").joinpath(DEFAULTS).read_text("utf8")
    parts.append(f"## Settings\n\n```toml\n{defaults.strip()}\n```\n")
    return "\n".join(parts)


def _help(command: click.Command, name: str) -> str:
    context = click.Context(
        command, info_name=name, terminal_width=88, help_option_names=["-h", "--help"]
    )
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"### {name}\n\n```text\n{text}\n```\n"
