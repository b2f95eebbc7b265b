"""The plural of what is counted."""

from __future__ import annotations

import re

PLURALS = frozenset(
    ["people", "men", "women", "children", "police", "personnel", "staff", "crew", "aircraft",
     "spacecraft", "troops", "pence", "hertz", "cattle", "fish", "sheep", "series", "feet"]
)  # fmt: skip
_IRREGULAR = {
    "person": "people",
    "man": "men",
    "woman": "women",
    "child": "children",
    "foot": "feet",
}


def plural(noun: str) -> str:
    """Return the plural of what is counted: "two-carriage" counts carriages."""
    if " per " in noun:
        one, _, per = noun.partition(" per ")
        return f"{plural(one)} per {per}"
    last = noun.rsplit(maxsplit=1)[-1].lower() if noun else ""
    if last in _IRREGULAR:
        return f"{noun[: len(noun) - len(last)]}{_IRREGULAR[last]}"
    if last in PLURALS or " of " in noun or (last.endswith("s") and not last.endswith("ss")):
        return noun
    if re.search(r"(?:ss|sh|ch|x)$", last):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if re.search(r"[^aeiou]y$", last) else f"{noun}s"
