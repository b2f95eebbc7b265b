"""Parts of a larger figure: "including one commander", "of whom 12", "two of the five"."""

from __future__ import annotations

from collections.abc import Sequence

from whence.extraction.quantity_drafts import Draft
from whence.extraction.quantity_tokens import Tokens

_INCLUDING = frozenset(["including", "included"])
_AMONG = frozenset(["them", "whom", "which"])
_OF_WHOM = frozenset(["whom", "which", "them", "those"])
_SOME_OF = frozenset(
    [
        *("of the", "of its", "of their", "of his", "of her", "of those", "of these", "of all"),
        *("of", "of some", "of about", "out of", "out of the", "among the", "among"),
    ]
)
_AND = frozenset(["and", ",", ", and", "or", "as well as", "plus", ", plus"])
_BACK = 3  # quantities looked back at for the whole
_LONGEST_LINK = 3  # tokens
_GOES_ON = 4  # tokens between two parts of one whole


def wholes(tokens: Tokens, drafts: Sequence[Draft]) -> list[int | None]:
    """Return for each quantity of a sentence the place of the larger one it is a part of."""
    found: list[int | None] = [None] * len(drafts)
    for place, draft in enumerate(drafts):
        if place + 1 < len(drafts):
            _some_of(tokens, drafts, place, found)
        if found[place] is not None or place == 0:
            continue
        if _opened(tokens, draft) or _of_whom(tokens, draft):
            found[place] = _whole_before(tokens, drafts, place)
        elif _of_the(tokens, drafts[place - 1]) and _may_hold(drafts[place - 1], draft):
            found[place] = place - 1
        elif found[place - 1] is not None and found[place - 1] != place:
            whole = found[place - 1]
            listed = tokens.phrase(drafts[place - 1].end, draft.first) in _AND
            listed = listed or (whole is not None and _bare_in(tokens, drafts[whole], draft))
            listed = listed or _goes_on(tokens, drafts[place - 1], draft)
            fits = whole is not None and _may_hold(drafts[whole], draft, listed=True)
            found[place] = whole if listed and fits else None
    return found


def _opened(tokens: Tokens, draft: Draft) -> bool:
    before = tokens[draft.first - 1].lower
    return before in _INCLUDING or (before in _AMONG and tokens[draft.first - 2].lower == "among")


def _of_whom(tokens: Tokens, draft: Draft) -> bool:
    for at in (draft.first - 2, draft.number.last, draft.last, draft.end):
        if tokens[at].lower == "of" and tokens[at + 1].lower in _OF_WHOM:
            return True
    return False


def _of_the(tokens: Tokens, whole: Draft) -> bool:
    """Read "Of the 12 killed, three were children": the whole opens the clause."""
    at = whole.first - 1
    if at == 0 and tokens[at].lower == "of":  # "Of 31 suspects, 18 ..."
        return True
    if tokens[at].lower not in ("the", "those", "these", "its", "their"):
        return False
    return tokens[at - 1].lower == "of" and (
        at == 1 or tokens[at - 2].text in (",", ";", ":", "“", '"', "—", "–")
    )


def _goes_on(tokens: Tokens, part: Draft, draft: Draft) -> bool:
    """Read "of which 12 were soldiers and 20 civilians"."""
    near = tokens[draft.first - 1].lower == "and" and draft.first - part.end <= _GOES_ON
    return near and _of_whom(tokens, part)


def _bare_in(tokens: Tokens, whole: Draft, draft: Draft) -> bool:
    """Read "Of the 12 killed, three were children and two were nurses"."""
    bare = draft.bare and tokens[draft.first - 1].lower in ("and", ",")
    who = tokens[draft.last].lower in ("who", "were", "are")  # "four of whom ... and 16 who"
    return bare and (who or _of_the(tokens, whole))


def _some_of(tokens: Tokens, drafts: Sequence[Draft], place: int, found: list[int | None]) -> None:
    """Read "two of the five", "half of the 1,600", "three were among the 12"."""
    part, whole = drafts[place], drafts[place + 1]
    same = part.counted is not None and part.counted.last > whole.first  # "two of the five boats"
    start = part.last if same else part.end
    gap = whole.first - start
    if not 0 < gap <= _LONGEST_LINK + 1:
        return
    link = tokens.phrase(start, whole.first)
    if link.startswith(("were ", "are ", "was ", "is ")):
        link = link.partition(" ")[2]
        if not link.startswith("among"):
            return
    among = link.startswith("among")
    if link not in _SOME_OF or not _may_hold(whole, part, listed=among):
        return
    found[place] = place + 1
    for before in range(place - 1, -1, -1):
        listed = tokens.phrase(drafts[before].end, drafts[before + 1].first) in _AND
        if not (listed and among and _may_hold(whole, drafts[before], listed=True)):
            break
        found[before] = place + 1


def _whole_before(tokens: Tokens, drafts: Sequence[Draft], place: int) -> int | None:
    for before in range(place - 1, max(-1, place - 1 - _BACK), -1):
        if any(
            tokens[at].text in (";", ".") for at in range(drafts[before].end, drafts[place].first)
        ):
            return None
        if _may_hold(drafts[before], drafts[place]):
            return before
    return None


def _may_hold(whole: Draft, part: Draft, *, listed: bool = False) -> bool:
    """Say whether one figure may be a part of another: alike in kind, and not larger.

    `listed`: it stands in a list with one that is, so that what it counts need not be known.
    """
    if part.number.fraction or part.unit == "percent":
        return not (whole.number.fraction or whole.unit == "percent")
    if part.unit != whole.unit or whole.number.fraction:
        return False
    people = whole.counted is not None and whole.counted.people
    strange = part.counted is not None and part.counted.plural and not part.counted.people
    if people and strange and not listed:
        return False
    return whole.high is None or part.low <= whole.high
