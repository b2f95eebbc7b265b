"""The word lists of linking, read once from `lexicon.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    return tomllib.loads(
        resources.files("whence.linking").joinpath("lexicon.toml").read_text("utf8")
    )


def word_set(name: str) -> frozenset[str]:
    """Return one list of the lexicon as a set of lower-case words."""
    return frozenset(str(_lists()[name]).split())


def families() -> dict[str, tuple[str, ...]]:
    """Return the families of things counted with their words, in the file's order."""
    return {name: tuple(words.split()) for name, words in _lists()["families"].items()}


def contrasts() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return the sorts of things that exclude one another: each thing by all its names."""
    return tuple(
        tuple(tuple(names.split("/")) for names in words.split())
        for words in _lists()["contrasts"].values()
    )


def nuances() -> tuple[frozenset[str], ...]:
    """Return the sets of words of one sort by which two accounts of one thing differ in detail."""
    return tuple(frozenset(words.split()) for words in _lists()["nuances"].values())


def table_of(name: str) -> dict[str, frozenset[str]]:
    """Return one table of the lexicon, each key with its set of lower-case words."""
    return {str(key): frozenset(str(words).split()) for key, words in _lists()[name].items()}


def called_in_turn() -> tuple[frozenset[str], ...]:
    """Return the sets of nouns by which one actor may be called in turn."""
    return tuple(frozenset(words.split()) for words in _lists()["called_in_turn"].values())


def pairs_of(name: str) -> dict[str, str]:
    """Return one list of "word=other" pairs of the lexicon as a mapping."""
    return dict(str(pair).split("=", 1) for pair in str(_lists()[name]).split())
