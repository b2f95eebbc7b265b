"""Word lists the rules of extraction read, one TOML file a subject, in lower case."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def word_sets(subject: str) -> dict[str, frozenset[str]]:
    """Return the lists of `<subject>.toml` by name, each as a set.

    A list is one string: words parted by white space, or, where a line holds a comma, phrases
    parted by commas.
    """
    text = resources.files(__name__).joinpath(f"{subject}.toml").read_text("utf8")
    return {name: frozenset(_entries(value)) for name, value in tomllib.loads(text).items()}


def _entries(value: str) -> list[str]:
    if "," in value:
        return [" ".join(entry.split()) for entry in value.split(",") if entry.strip()]
    return value.split()
