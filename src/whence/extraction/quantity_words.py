"""The words of numbers, and which words a number may start with."""

from __future__ import annotations

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES = {word: value for value, word in enumerate(_ONES.split(" "))}
TENS = {word: 10 * value for value, word in enumerate(_TENS.split(" "), 2)}
_PARTS = "half third quarter fifth sixth seventh eighth ninth tenth"
PARTS = {word: value for value, word in enumerate(_PARTS.split(" "), 2)}
PARTS |= {f"{word}s": value for word, value in PARTS.items()}
# What a plural scale alone says, by the conventions of the extraction record: at least two of
# them and fewer than ten; dozens and scores are floors, as they are used loosely upwards.
VAGUE: dict[str, tuple[float, float | None]] = {
    "dozens": (24.0, None),
    "scores": (40.0, None),
    "tens": (20.0, 99.0),
    "hundreds": (200.0, 999.0),
    "thousands": (2e3, 9999.0),
    "millions": (2e6, 9_999_999.0),
    "billions": (2e9, 9_999_999_999.0),
    "trillions": (2e12, 9_999_999_999_999.0),
}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
}
VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
# Verbs that say a factor; "double" itself is an adjective more often than a change.
FACTORS = {
    "doubled": 2.0,
    "doubling": 2.0,
    "tripled": 3.0,
    "tripling": 3.0,
    "trebled": 3.0,
    "trebling": 3.0,
    "quadrupled": 4.0,
    "quadrupling": 4.0,
    "halved": 0.5,
    "halving": 0.5,
    "twofold": 2.0,
    "threefold": 3.0,
    "fourfold": 4.0,
    "fivefold": 5.0,
    "tenfold": 10.0,
}
NUMBER_WORDS = frozenset([*ONES, *TENS, *SCALES, *VAGUE, "several", "half"])
ARTICLES = frozenset(["a", "an"])
# An article starts a quantity only before these: "a dozen", "a third of", "a few hundred".
BEHIND_ARTICLE = SCALES.keys() | PARTS.keys() | {"few", "handful", "couple", "single"}
STARTS = NUMBER_WORDS | FACTORS.keys() | VULGAR.keys() | {"few", "quarter"}
OPENERS = STARTS | ARTICLES
