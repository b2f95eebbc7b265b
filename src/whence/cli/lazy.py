"""A group whose commands are imported only when they are called.

Reading a pile needs the page extractor and the network; looking a word up needs neither. Loading
only what a command needs halves the time before a lookup answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A click group over `{command: "module:attribute"}`."""

    def __init__(self, *args: Any, listed: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._listed = dict(listed)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        del ctx
        return sorted(self._listed)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command, or None when there is none of that name."""
        del ctx
        if cmd_name not in self._listed:
            return None
        module, attribute = self._listed[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command
