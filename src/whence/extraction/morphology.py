"""Word forms to lemmas for the short lists the rules use: endings and a table, no model."""

from __future__ import annotations

from functools import cache

from whence.extraction.lexicon import word_sets

_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("sses", "ss"),
    ("es", "e"),
    ("es", ""),
    ("s", ""),
    ("ed", "e"),
    ("ed", ""),
    ("ing", "e"),
    ("ing", ""),
    ("d", ""),
)


_BARE = frozenset(["bleed", "breed", "exceed", "feed", "heed", "need", "proceed", "succeed", "wed"])


@cache
def _irregular() -> dict[str, str]:
    table: dict[str, str] = {}
    for entry in word_sets("irregular")["verbs"]:
        lemma, *forms = entry.split()
        table.update(dict.fromkeys(forms, lemma))
    return table


def is_past(word: str) -> bool:
    """Say whether lower-case `word` has the form of a past: "warned", "said", but not "say".

    >>> is_past("said"), is_past("denied"), is_past("put"), is_past("need")
    (True, True, False, False)
    """
    lemma = _irregular().get(word)
    if lemma is not None:
        return lemma != word and not word.endswith(("s", "ing"))
    return word.endswith("ed") and word not in _BARE


def lemma_of(word: str, vocabulary: frozenset[str]) -> str | None:
    """Return the lemma of lower-case `word` if it is one of `vocabulary`, else None."""
    if word in vocabulary:
        return word
    irregular = _irregular().get(word)
    if irregular in vocabulary:
        return irregular
    for ending, replacement in _ENDINGS:
        if not word.endswith(ending) or len(word) - len(ending) < 2:
            continue
        stem = word[: -len(ending)] + replacement
        if stem in vocabulary:
            return stem
        if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in vocabulary:
            return stem[:-1]
    return None
