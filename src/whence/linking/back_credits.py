"""Credits to a medium named elsewhere in a report: "told the Times", "the newspaper reported"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from whence.linking.credits import Credit
from whence.linking.gazetteer import Entry, Gazetteer
from whence.linking.lexicon import word_set
from whence.linking.media_credits import RULES, credit_span
from whence.linking.words import Word
from whence.records.links import CitedKind

REACH_BACK = 1500  # characters: "the newspaper" is the one named in the paragraphs just before
MEDIA = (CitedKind.OUTLET, CitedKind.AGENCY, CitedKind.BROADCAST)
_KINDS = {
    CitedKind.OUTLET: word_set("said_outlet"),
    CitedKind.BROADCAST: word_set("said_broadcast"),
    CitedKind.AGENCY: word_set("said_agency"),
}
_ANY = frozenset({"website", "site", "outlet", "publication"})
# "The newspaper" and "the German newspaper"; not "the Tampa station", which names it.
_THE = re.compile(r"\b[Tt]h(?:e|at) (?:same )?(?:[A-Z][a-z]+(?:an|ish|ese|ch|i) )?$")
_SHORT = word_set("media_endings")


def full_names(words: Sequence[Word], gazetteer: Gazetteer, own: Entry | None) -> dict[str, Entry]:
    """Return the medium that a report's words name in full, by the last word of its name.

    The report's own outlet comes first: in The Port Ella Times "the Times" is itself.
    """
    named = [own] if own else []
    named += [found.entry for found in gazetteer.media_in(words) if found.entry.cited_kind]
    by_last: dict[str, Entry] = {}
    for entry in named:
        parts = entry.name.lower().removeprefix("the ").split()
        if len(parts) > 1 and parts[-1] in _SHORT:
            by_last.setdefault(parts[-1], entry)
    return by_last


def short_credits(
    text: str, words: Sequence[Word], full: Mapping[str, Entry], own: Entry | None
) -> Iterator[Credit]:
    """Yield credits to "the Times" where a report names The Port Ella Times in full.

    One to the own outlet comes with an empty `cites`: it only keeps other rules off its words.
    """
    for at, word in enumerate(words):
        entry = full.get(word.text.lower()) if word.text[:1].isupper() else None
        if entry is None or not at or words[at - 1].text.lower() != "the":
            continue
        if at + 1 < len(words) and _goes_on(text, word, words[at + 1]):
            continue
        span = credit_span(text, words, at - 1, at + 1, RULES)
        if span and entry.cited_kind:
            yield Credit(span, "" if entry == own else entry.label, entry.cited_kind)


def _goes_on(text: str, word: Word, after: Word) -> bool:
    """Say whether a name goes on: "the Times of Ella", "the Post Office"."""
    if text[word.span.end : after.span.start] != " ":
        return False
    return after.text == "of" or after.text[:1].isupper()


def said_credits(text: str, words: Sequence[Word], before: Sequence[Credit]) -> Iterator[Credit]:
    """Yield credits to "the newspaper": the last medium of that kind credited just before."""
    for at, word in enumerate(words):
        kinds = [kind for kind, said in _KINDS.items() if word.text in said]
        if not kinds or not _THE.search(text, max(0, word.span.start - 20), word.span.start):
            continue
        fits = MEDIA if word.text in _ANY else kinds
        meant = next((c for c in reversed(before) if c.kind in MEDIA), None)
        if meant is None or meant.kind not in fits:
            continue
        if word.span.start - meant.span.end > REACH_BACK:
            continue
        if at and (span := credit_span(text, words, at - 1, at + 1, RULES)):
            yield Credit(span, meant.cites, meant.kind)
