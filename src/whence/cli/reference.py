"""The reference page: the live help of every command, the extraction record, the defaults file."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

import click

from whence.cli.main import cli
from whence.export.record_fields import (
    BOUNDS_INTRODUCTION,
    EXTRACTION_FIELDS,
    INTRODUCTION,
    VAGUE_RANGES,
    Fields,
)
from whence.settings import DEFAULTS

HEAD = """# Reference

Made by `tools/reference` from the live help, the record's fields and the defaults file; a test
fails when it is stale.

## Commands
"""


def reference_page() -> str:
    """Return the whole page as Markdown."""
    parts = [HEAD, *_helps(cli, "whence")]
    parts.append(f"## The extraction record\n\n{INTRODUCTION}")
    parts += [_table(title, fields) for title, fields in EXTRACTION_FIELDS.items()]
    parts.append(f"### Bounds and ranges of figures\n\n{BOUNDS_INTRODUCTION}")
    ranges = "".join(f"| {words} | {range_} |\n" for words, range_ in VAGUE_RANGES)
    parts.append(f"| words | low to high |\n|---|---|\n{ranges}")
    defaults = resources.files("whence").joinpath(DEFAULTS).read_text("utf8")
    parts.append(f"## Settings\n\n```toml\n{defaults.strip()}\n```\n")
    return "\n".join(parts)


def _helps(command: click.Command, name: str) -> Iterator[str]:
    """Yield the help of a command and of every command under it."""
    yield _help(command, name)
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=name)
        for part in command.list_commands(context):
            if (found := command.get_command(context, part)) is not None:
                yield from _helps(found, f"{name} {part}")


def _table(title: str, fields: Fields) -> str:
    rows = "".join(f"| `{name}` | {meaning} |\n" for name, meaning in fields)
    return f"### {title}\n\n| field | meaning |\n|---|---|\n{rows}"


def _help(command: click.Command, name: str) -> str:
    context = click.Context(
        command, info_name=name, terminal_width=88, help_option_names=["-h", "--help"]
    )
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"### {name}\n\n```text\n{text}\n```\n"
