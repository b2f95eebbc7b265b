"""Other names that a text gives in so many words: "... (NHG)", "also known as ...", "alias ...".

Both must be of one sort, and stand beside each other. A place before brackets is most often where
a report was filed and by whom ("HARN (KTX) - "): there the letters must be its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from whence.extraction.names import Name
from whence.records.extraction import EntityType

_REACH = 70
_KNOWN = re.compile(
    r"(?:,| \(|,? which is|,? who is| is| was| are|,? whose)? ?(?:(?:also|better|best|more|most|"
    r"widely|commonly|formerly|previously|popularly|locally|sometimes|now|once) ){0,3}"
    r"(?:known (?:as|by) (?:(?:his|her|its|their|the) (?:[\w’'-]+ ){1,4}(?:as |of )?)?"
    r"|a\.?k\.?a\.?:? |alias |nicknamed |real name (?:is|was) |formerly |short for )"
    r"(?:the )?[“\"‘']?",
)
_OR = re.compile(r",? or (?:the )?[“\"‘']?")
_ENDS = re.compile(
    r"[”\"’']?(?:\s*(?:[,.;:)—–\n-]|$)|,? (?:and|is|was|said|says|has|had|who|which|were|in|on)\b)"
)
_LETTERS = re.compile(r"[A-Z][A-Za-z.]{1,6}")


def other_names(
    text: str, names: Sequence[Name], initials: Callable[[str], set[str]]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of names, by place in `names`, of which the text says that they are one's.

    `names` are sorted by span; `initials` tells which letters a name may be shortened to.
    """
    for index in range(len(names) - 1):
        left, right = names[index], names[index + 1]
        between = text[left.span.end : right.span.start]
        if len(between) > _REACH or "\n" in between:
            continue
        if _in_brackets(text, right, between):
            if _may_be_short(text, left, right, initials):
                yield index, index + 1
        elif _of_one_sort(left, right) and _is_said(text, left, right, between):
            yield index, index + 1


def _in_brackets(text: str, right: Name, between: str) -> bool:
    opens = len(between) <= 4 and between.strip(" \"“‘'") == "("
    closes = text[right.span.end : right.span.end + 2].lstrip("\"”’'").startswith(")")
    return opens and closes


def _may_be_short(text: str, left: Name, right: Name, initials: Callable[[str], set[str]]) -> bool:
    """Say whether one of two names, of which the second is in brackets, is short for the other."""
    shorter, longer = sorted((right.span.of(text), left.span.of(text)), key=len)
    if " " in shorter or not shorter[:2].isupper() or len(longer) == len(shorter):
        return False
    if left.type not in (EntityType.PLACE, EntityType.PERSON):
        return True
    letters = shorter.replace(".", "").lower()
    return right.type is left.type or letters in initials(longer)


def _is_said(text: str, left: Name, right: Name, between: str) -> bool:
    if not _ENDS.match(text, right.span.end):
        return False
    if _KNOWN.fullmatch(between):
        return True
    short = _LETTERS.fullmatch(right.span.of(text)) is not None
    return short and " " in left.span.of(text) and _OR.fullmatch(between) is not None


def _of_one_sort(left: Name, right: Name) -> bool:
    persons = {left.type, right.type} & {EntityType.PERSON}
    places = {left.type, right.type} & {EntityType.PLACE}
    return left.type is right.type or not (persons or places)
