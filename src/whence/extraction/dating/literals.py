"""The plain letters a text must hold for a pattern to match: a quick look before a slow search."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Runs of letters shorter than this stand in too many texts to be worth the look.
_SHORTEST = 3
_OPTIONAL = "?*{"


@dataclass(frozen=True, slots=True)
class Known:
    """A pattern with the runs of letters of which a text it matches holds at least one.

    Without any (`runs` is empty) every text may match.
    """

    pattern: re.Pattern[str]
    runs: tuple[str, ...]

    def may_match(self, text: str) -> bool:
        """Say whether the pattern may match; False is certain. Linear in the length of the text."""
        return not self.runs or any(run in text for run in self.runs)


def known(written: str) -> Known:
    """Return a pattern, as it is written, with the letters it needs."""
    runs = [_longest_run(branch) for branch in _branches(written)]
    usable = all(len(run) >= _SHORTEST for run in runs)
    return Known(re.compile(written), tuple(dict.fromkeys(runs)) if usable else ())


def _branches(written: str) -> list[str]:
    """Return the alternatives of a pattern that stand in no group."""
    found, start, depth, place = [], 0, 0, 0
    while place < len(written):
        sign = written[place]
        if sign == "\\":
            place += 1
        elif sign == "[":
            place = _class_end(written, place)
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and depth == 0:
            found.append(written[start:place])
            start = place + 1
        place += 1
    return [*found, written[start:]]


def _longest_run(branch: str) -> str:
    """Return the longest run of letters that every match of a branch holds."""
    best, run, place = "", "", 0
    while place < len(branch):
        sign = branch[place]
        if sign == "\\":
            taken, letter = 2, branch[place + 1] if branch[place + 1] in ".+-&" else ""
        elif sign == "[":
            taken, letter = _class_end(branch, place) + 1 - place, ""
        elif sign == "(":
            taken, letter = _group_end(branch, place) + 1 - place, ""
        else:
            taken, letter = 1, "" if sign in "^$.?*+{}|" else sign
        after = branch[place + taken : place + taken + 1]
        word_bound = branch[place : place + 2] == "\\b"
        if letter and (not after or after not in _OPTIONAL):
            run += letter
        elif not word_bound:
            run = ""
        if sign == "{":
            place = branch.index("}", place)
        best = max(best, run, key=len)
        place += taken
    return best


def _class_end(written: str, start: int) -> int:
    """Return the place of the bracket that closes a class of characters."""
    place = start + 1
    while written[place] != "]":
        place += 2 if written[place] == "\\" else 1
    return place


def _group_end(written: str, start: int) -> int:
    """Return the place of the bracket that closes a group."""
    depth, place = 0, start
    while True:
        sign = written[place]
        if sign == "\\":
            place += 1
        elif sign == "[":
            place = _class_end(written, place)
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
            if depth == 0:
                return place
        place += 1
