"""The base of a verb's form: "derailed" is of "derail", "carries" of "carry"."""

from __future__ import annotations

import re
from functools import lru_cache

from whence.linking.turning import past_forms, present_forms

_BE = {"am": "be", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be",
       "being": "be", "be": "be", "’s": "be", "'s": "be", "’re": "be", "'re": "be", "’m": "be",
       "'m": "be"}  # fmt: skip
_HAVE = {"has": "have", "had": "have", "having": "have", "have": "have", "’ve": "have",
         "'ve": "have"}  # fmt: skip
_DO = {"does": "do", "did": "do", "done": "do", "doing": "do", "do": "do"}
_HELD = _BE | _HAVE | _DO
# What ends a base that has no "e" at its end when "ed" or "ing" comes off.
_WANTS_E = re.compile(
    r"(?:[^aeiou][aeiou](?:t|z|s|g|d|k|m|n|p|b|r)|[aeiou]{2}(?:s|z|v)|v|c|[^s]s|z|u|"
    r"[bcdfgkpstz]l|rg|dg|ng|rs|ns|ls|ps)$"
)
_NO_E = re.compile(
    r"(?:[aeo]n|er|or|it|ar|om|op|up|ow|ay|ey|oy|el|al|il|ol|ain|ect|et|is[h]|"
    r"[ao]in|ein|ion|don|son|ton|ear|eat|ead|eed|oad|oop|oot|ook|ail|eal|eam|ean|sing|ring|"
    r"bring|long|hang|bang)$"
)
_FEW = re.compile(r"^[^aeiou]*[aeiou][^aeiou]$")


def base_of(form: str, tag: str) -> str:
    """Return the base of a verb's form by its tag, as the lists know it or by rule."""
    low = form.lower()
    if low in _HELD:
        return _HELD[low]
    if tag in {"VBD", "VBN"}:
        return past_forms().get(low) or _stripped(low, "ed")
    if tag == "VBZ":
        return present_forms().get(low) or _of_third(low)
    if tag == "VBG":
        return _stripped(low, "ing")
    return low


def _of_third(low: str) -> str:
    if low.endswith("ies") and len(low) > 4:
        return f"{low[:-3]}y"
    if re.search(r"(?:ss|sh|ch|x|zz|o)es$", low):
        return low[:-2]
    return low[:-1] if low.endswith("s") else low


@lru_cache(maxsize=1)
def _bases() -> frozenset[str]:
    return frozenset(past_forms().values()) | frozenset(present_forms().values())


def _stripped(low: str, ending: str) -> str:
    """Return a verb without its ending: a base that is known, else the likeliest."""
    if not low.endswith(ending):
        return low
    stem = low[: -len(ending)]
    if ending == "ed" and stem.endswith("i"):
        return f"{stem[:-1]}y"
    single = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
    for tried in (f"{stem}e", stem, single):
        if tried in _bases():
            return tried
    if single != stem and stem[-1] not in "lsfz":
        return single
    if (_FEW.match(stem) or _WANTS_E.search(stem)) and not _NO_E.search(stem):
        return f"{stem}e"
    return stem
