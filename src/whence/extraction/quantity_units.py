"""Units of measure and currencies around a number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from whence.extraction.lexicon import word_sets
from whence.extraction.quantity_tokens import Tokens, lengths_by_first, lengths_by_last

_POUND_REACH = 10  # tokens to either side that tell money from weight
DURATIONS = frozenset(
    ["second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "night"]
)
# "94 minutes and 24 seconds": smaller unit within the larger, and how many make one.
COMPOUNDS = {
    ("USD", "cent"): 100.0,
    ("EUR", "cent"): 100.0,
    ("GBP", "pence"): 100.0,
    ("minute", "second"): 60.0,
    ("hour", "minute"): 60.0,
    ("day", "hour"): 24.0,
    ("year", "month"): 12.0,
    ("foot", "inch"): 12.0,
    ("pound", "ounce"): 16.0,
}


@dataclass(slots=True, eq=False)
class Unit:
    """A unit found over tokens `[first, last)`: canonical name, words as written."""

    first: int
    last: int
    name: str
    surface: str
    currency: bool = False
    scale: float = 1.0


@cache
def _measures() -> dict[str, str]:
    return {
        alias if len(alias) <= 2 else alias.lower(): name
        for name, aliases in word_sets("units").items()
        for alias in aliases
    }


@cache
def _currencies() -> dict[str, str]:
    return {alias: code for code, aliases in word_sets("currencies").items() for alias in aliases}


@cache
def _openers() -> dict[str, tuple[int, ...]]:
    return lengths_by_first((*_measures(), *_currencies()))


@cache
def _closers() -> dict[str, tuple[int, ...]]:
    return lengths_by_last(_currencies())


@cache
def _only_after() -> frozenset[str]:
    return word_sets("quantities")["currency_after"]


@cache
def _rates() -> frozenset[str]:
    return word_sets("quantities")["rate_of"]


# "MEUR", "KUSD": a scale and a code in one, as balance sheets write it.
_CODE_SCALES = {"K": 1e3, "M": 1e6, "B": 1e9}
_SCALED_CODE = 4  # letters
_SIGNS_ALONE = frozenset("$€£¥")
_ONLY_BEFORE = frozenset(["ps", "y=", "rs", "rs.", "rm", "rp", "$a"])
_MONEY_AFTER = frozenset(["us", "u.s.", "u.s", "usd", "cad", "aud", "nz"])


def measure_name(word: str) -> str | None:
    """Return the canonical name of a unit or currency written out in one word, or None."""
    if len(word) < 3:
        return None
    return _measures().get(word) or (_currencies().get(word) if word.endswith("s") else None)


def is_currency(name: str) -> bool:
    """Say whether a canonical unit name is a currency or a coin."""
    return name in word_sets("currencies")


def currency_before(tokens: Tokens, at: int) -> Unit | None:
    """Return the currency whose sign or code ends right before token `at`, longest first."""
    before = tokens[at - 1]
    lengths = _closers().get(before.lower)
    if lengths is None:
        return _scaled_code(tokens, at - 1) if len(before.text) == _SCALED_CODE else None
    for length in lengths:
        start = at - length
        if start < 0:
            continue
        phrase = tokens.phrase(start, at)
        code = _currencies().get(phrase)
        if code is None or phrase in _only_after() or not _as_code(tokens, start, at):
            continue
        if phrase == "ps" and _is_console(tokens, at):
            continue
        surface = tokens.surface(start, at).replace(" ", "").rstrip("=")
        return Unit(start, at, code, surface, currency=True)
    return None


def _is_console(tokens: Tokens, at: int) -> bool:
    """Tell "PS5" from "PS5m"."""
    digits = tokens[at].text
    scaled = tokens[at + 1].lower in ("m", "bn", "k", "million", "billion")
    return digits.isdigit() and len(digits) < 3 and not scaled


def _as_code(tokens: Tokens, start: int, at: int) -> bool:
    """Say whether letters before a number are a code: in capitals, or glued to it."""
    if tokens[start].glued and tokens[start - 1].is_word:
        return False
    words = [tokens[i] for i in range(start, at) if tokens[i].is_word]
    if not words:
        return True
    return all(w.text.isupper() or w.lower in ("rs", "rs.") for w in words)


def unit_after(tokens: Tokens, at: int, *, money: bool = False) -> Unit | None:
    """Return the unit of measure or currency that starts at token `at`, longest first.

    `money` says that a scale came before, which makes bare "pounds" rather a currency.
    """
    first = at
    if tokens[at].text in ("-", "‑", "–") and tokens[at].glued:
        first = at + 1
        if not tokens[first].glued:
            return None
    opener = tokens[first]
    if len(opener.text) == _SCALED_CODE and (scaled := _scaled_code(tokens, first)) is not None:
        return scaled
    found = _longest(tokens, first, money=money) if opener.lower in _openers() else None
    if found is None and opener.text in ("US", "U.S.", "metric", "imperial"):  # "one US gallon"
        return _longest(tokens, first + 1, money=money)
    return found


def _scaled_code(tokens: Tokens, at: int) -> Unit | None:
    code = tokens[at].text
    if len(code) != _SCALED_CODE or code[0] not in _CODE_SCALES or not code.isupper():
        return None
    name = code[1:]
    if _currencies().get(name.lower()) != name:
        return None
    return Unit(at, at + 1, name, code, currency=True, scale=_CODE_SCALES[code[0]])


def _longest(tokens: Tokens, first: int, *, money: bool) -> Unit | None:
    for length in _openers().get(tokens[first].lower, ()):
        last = first + length
        if last > tokens.size:
            continue
        unit = _named(tokens, first, last)
        if unit is not None:
            return _pounds(tokens, unit, large=money)
    return None


def _named(tokens: Tokens, first: int, last: int) -> Unit | None:
    surface, phrase = tokens.surface(first, last), tokens.phrase(first, last)
    after = tokens[last]
    if after.glued and (after.is_word or after.is_number) and tokens[last - 1].is_word:
        return None
    name = _measures().get(surface if len(surface) <= 2 else phrase)
    if name is not None and not _letter_name(tokens, first, last):
        return Unit(first, last, name, surface)
    code = _currencies().get(phrase)
    if code is None or phrase in _ONLY_BEFORE:
        return None
    if surface in _SIGNS_ALONE and after.glued and after.is_number:
        return None  # "1 $10 note": the sign is the next number's
    if len(phrase) <= 3 and not _coin_or_code(tokens, first, surface):
        return None
    return Unit(first, last, code, surface, currency=True)


def _letter_name(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether a capital letter alone is more likely a name than volts, watts or degrees."""
    token = tokens[first]
    if last != first + 1 or token.text not in ("C", "F", "V", "W"):
        return False
    sign = tokens[last]
    if sign.text == "-" and sign.glued and tokens[last + 1].is_number:  # "five F-1 engines"
        return True
    digit = len(tokens[first - 1].text) == 1 and token.glued  # "the 5C"
    return (tokens[last].glued and tokens[last].is_word) or (digit and token.text in "CF")


def _coin_or_code(tokens: Tokens, first: int, surface: str) -> bool:
    if surface in ("p", "kn"):
        return tokens[first].gap <= 1
    return surface.isupper() or surface in (
        "yen",
        "won",
        "sen",
        "$",
        "€",
        "£",
        "¥",
        "₹",
        "¢",
        "元",
        "円",
    )


def _pounds(tokens: Tokens, unit: Unit, *, large: bool) -> Unit:
    """Tell pounds of money from pounds of weight: by the words around, then by size."""
    if unit.surface.lower() not in ("pounds", "pound"):
        return unit
    near = range(unit.first - _POUND_REACH, unit.last + _POUND_REACH)
    words = {tokens[at].lower for at in near}
    if words & word_sets("quantities")["weight_words"]:
        return unit
    if not large and not words & word_sets("quantities")["money_words"]:
        return unit
    return Unit(unit.first, unit.last, "GBP", unit.surface, currency=True)


def country_after_sum(tokens: Tokens, at: int) -> int:
    """Return the token after "US" in "$76 US a barrel", or `at` where nothing of it stands."""
    token = tokens[at]
    return at + 1 if token.lower in _MONEY_AFTER and token.text.isupper() else at


def rate_after(tokens: Tokens, at: int) -> tuple[str, str, int] | None:
    """Read "per day", "a barrel", "an hour", "/day" at token `at`.

    Returns what the rate is by (canonical), its words as written, and the token after it.
    """
    token = tokens[at]
    hyphen = 1 if token.text == "-" and token.glued else 0
    link = tokens[at + hyphen].lower
    if link not in ("per", "a", "an", "each", "every", "/"):
        return None
    noun = at + hyphen + 1
    if tokens[noun].text == "-" and tokens[noun].glued:
        noun += 1
    unit = unit_after(tokens, noun)
    if link in ("per", "/"):
        return _per(tokens, at, noun, unit)
    if tokens[noun].lower not in _rates() or tokens[noun + 1].lower in ("ago", "later", "earlier"):
        return None
    name = unit.name if unit is not None and unit.last == noun + 1 else tokens[noun].lower
    return name, tokens.surface(at, noun + 1), noun + 1


def _per(tokens: Tokens, at: int, noun: int, unit: Unit | None) -> tuple[str, str, int] | None:
    word = tokens[noun]
    if unit is not None and not unit.currency and unit.name != "percent":
        return unit.name, tokens.surface(at, unit.last), unit.last
    if not word.is_word or word.capital or (tokens[at].text == "/" and word.lower not in _rates()):
        return None
    return word.lower, tokens.surface(at, noun + 1), noun + 1
