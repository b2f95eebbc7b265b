"""The language of a report: English by its function words at once, others by py3langid."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_ENGLISH = frozenset(
    [
        "the",
        "and",
        "of",
        "to",
        "that",
        "with",
        "from",
        "by",
        "for",
        "on",
        "was",
        "were",
        "is",
        "are",
        "has",
        "have",
        "had",
        "said",
        "will",
        "would",
        "which",
        "their",
        "his",
        "her",
        "its",
        "they",
        "he",
        "she",
        "who",
        "after",
        "this",
        "been",
        "not",
        "at",
        "as",
        "it",
    ]
)
# English news runs at 30 to 45 % of these words; texts below the bars go to the classifier.
_ENGLISH_SHARE = 0.22
_TELLING = frozenset(("the", "and", "of", "that", "with", "said", "has", "which", "have", "from"))
_TELLING_SHARE = 0.08
_MIN_WORDS = 12
_MIN_LETTERS = 20
_SURE = 0.9
_SAMPLE = 4_000
# A likeliest language no likelier than this is a throw of the dice, as for a line of names.
_LEAST_LIKELY = 0.6
_WORD = re.compile(r"[^\W\d_]+")

# Languages news is published in and py3langid knows: rarer ones only attract short texts.
LANGUAGES = [
    "am",
    "ar",
    "az",
    "be",
    "bg",
    "bn",
    "bs",
    "ca",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "eo",
    "es",
    "et",
    "eu",
    "fa",
    "fi",
    "fr",
    "ga",
    "gl",
    "gu",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "id",
    "is",
    "it",
    "ja",
    "ka",
    "kk",
    "km",
    "kn",
    "ko",
    "ku",
    "ky",
    "lo",
    "lt",
    "lv",
    "mk",
    "ml",
    "mn",
    "mr",
    "ms",
    "mt",
    "nb",
    "ne",
    "nl",
    "no",
    "or",
    "pa",
    "pl",
    "ps",
    "pt",
    "ro",
    "ru",
    "si",
    "sk",
    "sl",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "te",
    "th",
    "tr",
    "ug",
    "uk",
    "ur",
    "vi",
    "zh",
]


def find_language(text: str, *, declared: str | None = None) -> str | None:
    """Return the ISO 639-1 code of the language of `text`, or None when it cannot be told.

    `declared` (from metadata) decides only for texts too short to tell from. The first few
    thousand characters are looked at.
    """
    words = [word.casefold() for word in _WORD.findall(text[:_SAMPLE])]
    letters = sum(map(len, words))
    given = _primary(declared)
    if letters < _MIN_LETTERS:
        return given
    english = sum(word in _ENGLISH for word in words) / len(words)
    telling = sum(word in _TELLING for word in words) / len(words)
    if len(words) >= _MIN_WORDS and english >= _ENGLISH_SHARE and telling >= _TELLING_SHARE:
        return "en"
    guess, likely = _guess(text[:_SAMPLE])
    if likely < _LEAST_LIKELY:
        return given
    if len(words) < _MIN_WORDS and likely <= _SURE:
        return given or guess
    return guess


def _primary(declared: str | None) -> str | None:
    match = re.match(r"([A-Za-z]{2})(?:$|[-_])", declared or "")
    return match.group(1).lower() if match else None


def _guess(text: str) -> tuple[str, float]:
    language, probability = _identifier().classify(text)
    code = str(language)
    return ("no" if code in ("nb", "nn") else code), float(probability)


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(set(LANGUAGES) & set(identifier.labels))
    return identifier
