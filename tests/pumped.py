"""Runs every pattern of Whence on texts made to be slow for it; prints each before its texts.

A pattern in which one text can be read in many ways takes twice as long for each character more.
So whatever may repeat in a pattern is repeated here, `TIMES` times, behind what the pattern asks
for first, and with an end that does not fit. Run as a program, since nothing can stop a pattern
that is being matched but the end of its process.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import whence

TIMES = 40
ANYWHERE = ("a", "A", "1", " ", "-", ".", "A ", "a ", "Aa ", "1,", "a, ", "A.", "“a")
ENDS = ("", "!", "\x00")
CHOICES = 6  # of the ways in which a pattern branches, the first
BEGINS = 12  # that stand before what is repeated in any pattern
_parser: Any = import_module("re._parser")


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns that modules of Whence hold, or make when first asked, by name."""
    for module in walk_packages(whence.__path__, "whence."):
        if module.name.endswith("migrations.env"):
            continue  # runs only inside of Alembic
        for name, held in list(vars(import_module(module.name)).items()):
            made = getattr(held, "__module__", None) == module.name and hasattr(held, "cache_info")
            if made and not held.__wrapped__.__code__.co_argcount:
                held = held()  # noqa: PLW2901
            yield from ((f"{module.name}.{name}", p) for p in _patterns_in(held))


def _patterns_in(held: Any, depth: int = 3) -> Iterator[re.Pattern[str]]:
    if isinstance(held, re.Pattern) and isinstance(held.pattern, str):
        yield held
    elif depth and dataclasses.is_dataclass(held) and not isinstance(held, type):
        for field in dataclasses.fields(held):
            yield from _patterns_in(getattr(held, field.name), depth - 1)
    elif depth and isinstance(held, dict | tuple | list | set | frozenset):
        for part in [*held, *(held.values() if isinstance(held, dict) else ())]:
            yield from _patterns_in(part, depth - 1)


def pumped(pattern: re.Pattern[str]) -> set[str]:
    """Return texts in which what a pattern repeats is repeated, behind what it begins with."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    found = {pair for choice in range(CHOICES) for pair in _repeats(tree, "", choice)}
    begins = sorted({begin for begin, _ in found}, key=len)[:BEGINS]
    found |= {(begin, pump) for begin in ["", *begins] for pump in ANYWHERE}
    return {begin + pump * TIMES + end for begin, pump in found for end in ENDS}


def _repeats(tree: Any, begin: str, choice: int) -> Iterator[tuple[str, str]]:
    """Yield what may repeat, each behind a text for what the pattern has before it."""
    for operation, operand in tree:
        name = str(operation)
        if name in {"MAX_REPEAT", "MIN_REPEAT"}:
            yield begin, _text(operand[2], choice)
        for inner in _inside(name, operand):
            yield from _repeats(inner, begin, choice)
        begin += _text([(operation, operand)], choice)


def _inside(name: str, operand: Any) -> Sequence[Any]:
    match name:
        case "MAX_REPEAT" | "MIN_REPEAT":
            return [operand[2]]
        case "SUBPATTERN":
            return [operand[3]]
        case "BRANCH":
            return list(operand[1])
        case "ASSERT" | "ASSERT_NOT":
            return [operand[1]]
        case _:
            return []


def _text(tree: Any, choice: int) -> str:
    """Return a text that a part of a pattern fits, with as little as may be of what repeats."""
    text = ""
    for operation, operand in tree:
        match str(operation):
            case "LITERAL":
                text += chr(operand)
            case "IN":
                text += _character(operand, choice)
            case "ANY" | "NOT_LITERAL":
                text += "a"
            case "MAX_REPEAT" | "MIN_REPEAT":
                text += _text(operand[2], choice) * max(operand[0], choice % 2)
            case "SUBPATTERN":
                text += _text(operand[3], choice)
            case "BRANCH":
                text += _text(operand[1][choice % len(operand[1])], choice)
    return text


def _character(items: Any, choice: int) -> str:
    """Return a character of a set: of one that leaves some out the first common one it holds."""
    if str(items[0][0]) == "NEGATE":
        return next(c for c in _COMMON if not any(_holds(item, c) for item in items[1:]))
    sort, operand = items[choice % len(items)]
    if str(sort) == "CATEGORY":
        return next(c for c in _COMMON if _holds((sort, operand), c))
    return chr(operand[0] if str(sort) == "RANGE" else operand)


def _holds(item: Any, character: str) -> bool:
    match str(item[0]):
        case "LITERAL":
            return chr(item[1]) == character
        case "RANGE":
            return bool(item[1][0] <= ord(character) <= item[1][1])
        case _:
            return _IN_CATEGORY[str(item[1])].match(character) is not None


_COMMON = "aA1 .-~\n\u00a0\x00"
_IN_CATEGORY = {
    f"CATEGORY_{'NOT_' if sign.isupper() else ''}{name}": re.compile(rf"\{sign}")
    for name, signs in {"WORD": "wW", "SPACE": "sS", "DIGIT": "dD"}.items()
    for sign in signs
}


def main() -> None:
    """Match every pattern with all that is made for it."""
    for name, pattern in patterns():
        sys.stdout.write(f"{name} {pattern.pattern[:200]!r}\n")
        sys.stdout.flush()
        for text in pumped(pattern):
            pattern.search(text)
            pattern.fullmatch(text)


if __name__ == "__main__":
    main()
