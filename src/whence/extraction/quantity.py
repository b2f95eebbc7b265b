"""Quantities in a report: how many, of what, how sure, in what role.

Everything is found by a grammar of our own over the tokens of one sentence, in one pass with
bounded look-around, so that time grows with the length of the text and no text can stall it.
The stages: numbers (`quantity_numbers`), what is none (`quantity_rejects`), units
(`quantity_units`), bounds (`quantity_bounds`), what is counted (`quantity_counted`), ranges
(`quantity_drafts`), roles (`quantity_roles`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from whence.extraction.quantity_change import TOTALS, change_of
from whence.extraction.quantity_counted import of_phrase, singular
from whence.extraction.quantity_drafts import Draft
from whence.extraction.quantity_hints import with_numbers
from whence.extraction.quantity_none import stated_none
from whence.extraction.quantity_parts import wholes
from whence.extraction.quantity_reading import read_drafts
from whence.extraction.quantity_roles import CASUALTIES, OTHER, Slot, role_by_kind, role_of
from whence.extraction.quantity_tokens import Tokens, tokenize
from whence.extraction.quantity_units import rate_after
from whence.records.extraction import Bound, Quantity
from whence.records.span import Span

_PEOPLE = "people"
_PRONOUN_BELOW = 13  # "the seven", "one said", but "of whom twenty"
# Between two quantities, these make a list whose members share a role; a gap may close on the
# last ones.
_LIST_LINKS = frozenset(
    ["to", "and", ",", ", and", "or", "were among the", "are among the", "of the"]
)
_LIST_ENDS = frozenset(["plus", "including"])
_LONGEST_LINK = 3  # tokens
_LIST_REACH = 8
_CARRY_REACH = 4  # quantities back within the sentence
_CONTINUED_REACH = 80  # characters
_TOTAL_REACH = 4
# "two still remain inside" counts, "the two were" does not.
_SUBJECT_OF = frozenset(["still", "remain", "remained", "were", "are", "have", "had"])
_DETERMINERS = frozenset(["the", "these", "those", "all", "or", "other", "last", "first"])
_SHARING = frozenset(["and", "or", ",", ", and"])  # between two that share a noun
# Behind "three of those", what befalls people.
_THOSE = frozenset(
    [
        *(
            "who",
            "aboard",
            "onboard",
            "present",
            "involved",
            "dead",
            "missing",
            "trapped",
            "stranded",
        ),
        *("killed", "injured", "wounded", "hurt", "affected", "infected", "rescued", "freed"),
        *("arrested", "detained", "held", "accused", "charged", "convicted", "sentenced", "jailed"),
        *("displaced", "evacuated", "named", "interviewed", "surveyed", "polled", "questioned"),
    ]
)
# Heads that stand for people named before, or for their state.
_STAND_INS = frozenset(["others", "other", "dead", "wounded", "injured"])
_GROUPS = frozenset(["family", "families", "household", "households"])
_CASUALTY = frozenset(
    [CASUALTIES, "killed", "wounded", "missing", "captured", "displaced", "evacuated"]
)
_OF_PEOPLE = _CASUALTY | {"rescued"}


def find_quantities(
    text: str, sentences: Sequence[Span], *, times: Sequence[Span] = ()
) -> tuple[Quantity, ...]:
    """Return the quantities of `text`, in order, none overlapping another.

    `sentences` are spans into `text`, in order; no quantity crosses their borders. `times` are
    the spans of time expressions: a number in one is no quantity unless it is a length of time.
    Low and high follow the extraction record: "about n" low = high = n, "at least n" low n and
    high None, "up to n" low None and high n. Dates, ages of people, ordinals, scores, model
    names and numbering are left out. "No one was hurt" is zero. Linear in the length of the text.
    """
    ordered = sorted(times)
    starts = [time.start for time in ordered]
    # Stage by stage, not sentence by sentence: what a stage needs stays in the processor's caches.
    looked_at = list(with_numbers(text, sentences))
    tokens = [tokenize(text, sentence) for sentence in looked_at]
    read = [
        read_drafts(own, _near(ordered, starts, sentence) if ordered else ())
        for own, sentence in zip(tokens, looked_at, strict=True)
    ]
    found: list[Quantity] = []
    for own, drafts in zip(tokens, read, strict=True):
        for record in _records(own, drafts) if drafts else ():
            goes_on = record.unit is None and found
            found.append(_continued(found[-1], record) if goes_on else record)
    return _with_none(found, stated_none(text, sentences))


def _near(ordered: list[Span], starts: list[int], sentence: Span) -> list[Span]:
    """Return those of some spans, in order, that reach into a sentence, and the one before."""
    first = max(0, bisect_left(starts, sentence.start) - 1)
    return ordered[first : bisect_left(starts, sentence.end)]


def _with_none(found: list[Quantity], none: list[Quantity]) -> tuple[Quantity, ...]:
    if not none:
        return tuple(found)
    apart = [zero for zero in none if not any(zero.span.overlaps(other.span) for other in found)]
    return tuple(sorted([*found, *apart], key=lambda quantity: quantity.span) if apart else found)


def _continued(before: Quantity, record: Quantity) -> Quantity:
    """Let a bare number go on from a count of casualties: "12 died. We heard 14"."""
    bare = record.counts is None and record.role == OTHER
    near = 0 <= record.span.start - before.span.end < _CONTINUED_REACH
    if not (bare and near and before.role in _CASUALTY and before.unit == _PEOPLE):
        return record
    whole = float(record.low or record.high or 0).is_integer()
    return (
        replace(record, unit=_PEOPLE, role=before.role, counts=before.counts) if whole else record
    )


def _records(tokens: Tokens, drafts: list[Draft]) -> list[Quantity]:
    parts = wholes(tokens, drafts)
    roles = _roles(tokens, drafts, parts)
    held = set(parts)
    records: list[Quantity] = []
    for index, draft in enumerate(drafts):
        whole = parts[index]
        part_or_whole = whole is not None or index in held
        if not part_or_whole and _is_idle(tokens, draft, roles[index]):
            continue
        low, high, bound = _interval(draft)
        role = roles[index]
        unit, unit_text, counts = _counting(tokens, drafts, index, role)
        if whole is not None and draft.bare and not draft.number.fraction:
            unit, unit_text, counts = _counting(tokens, drafts, whole, roles[whole])
        records.append(
            Quantity(
                _span(tokens, draft), low, high, bound, unit, unit_text, counts, role or OTHER,
                change=change_of(tokens, draft),
                part_of=None if whole is None else _span(tokens, drafts[whole]),
                restates=_span(tokens, drafts[index - 1]) if draft.restates else None,
            )
        )  # fmt: skip
    return records


def _span(tokens: Tokens, draft: Draft) -> Span:
    return tokens.span(draft.first, draft.last)


def _is_idle(tokens: Tokens, draft: Draft, role: str | None) -> bool:
    """Say whether a number is worth no entry: "the bottom three", "several reasons".

    "Several" counts when it counts people or acts; a small written number with nothing counted,
    no bound and no role is a pronoun.
    """
    number, counted = draft.number, draft.counted
    pronoun = tokens[number.first].lower == "one" and number.low == 1
    if pronoun and counted is None and role not in _CASUALTY:
        return draft.unit is None and draft.bound is None
    if draft.unit is not None or draft.bound is not None or role is not None:
        return False
    if tokens[number.first].lower == "several" and number.scale == 1.0:
        return counted is None or not counted.people
    small = not number.digits and not number.vague and number.low < _PRONOUN_BELOW
    before = tokens[draft.first - 1].lower
    if before == ":" and draft.first > 1:  # "Twelve died: seven in the blast and ..."
        return False
    subject = _is_subject(tokens, draft) or _is_part_of_those(tokens, number.last)
    return counted is None and small and before != "or" and not subject


def _interval(draft: Draft) -> tuple[float | None, float | None, Bound]:
    """Return low, high and bound by the conventions of the extraction record."""
    low, high, bound = draft.low, draft.high, draft.bound
    if bound in (Bound.AT_LEAST, Bound.MORE_THAN):
        return low, None, bound
    if bound in (Bound.UP_TO, Bound.NEARLY, Bound.LESS_THAN, Bound.AT_MOST):
        return None, high if high is not None else low, bound
    if bound is None and draft.number.vague:
        bound = Bound.AT_LEAST if high is None else Bound.ABOUT
    return low, high, bound or Bound.EXACT


def _roles(tokens: Tokens, drafts: list[Draft], parts: list[int | None]) -> list[str | None]:
    slots = [_slot(drafts, parts, index) for index in range(len(drafts))]
    roles = [role_of(tokens, slot) for slot in slots]
    for index in range(1, len(drafts)):
        if drafts[index].restates or (
            roles[index] is None and _listed(tokens, drafts[index - 1], drafts[index])
        ):
            roles[index] = roles[index - 1]
    for index in range(len(drafts) - 2, -1, -1):
        if roles[index] is None and _listed(tokens, drafts[index], drafts[index + 1]):
            roles[index] = roles[index + 1]
    for index, whole in enumerate(parts):
        if roles[index] is None and whole is not None:
            roles[index] = roles[whole]
    return [role or role_by_kind(tokens, slots[index]) for index, role in enumerate(roles)]


def _slot(drafts: list[Draft], parts: list[int | None], index: int) -> Slot:
    draft = drafts[index]
    counted = draft.counted
    right = index + 1
    while right < len(drafts) and parts[right] == index:
        right += 1  # "20 people, including two nurses, died"
    return Slot(
        first=draft.first,
        last=draft.last,
        end=draft.end,
        left=drafts[index - 1].end if index else 0,
        right=drafts[right].first if right < len(drafts) else -1,
        head=counted.head if counted is not None else draft.unit,
        people=counted is not None and (counted.people or counted.head in _GROUPS),
        currency=draft.currency,
        measured=draft.unit is not None,
        joined=counted is not None and counted.joined,
    )


def _listed(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """Say whether two quantities of people stand in one list."""
    gap = right.first - left.end
    if gap > _LIST_REACH or left.unit is not None or right.unit is not None:
        return False
    things = left.counted is not None and not left.counted.people
    if things or (right.counted is not None and not right.counted.people):
        return False
    if gap <= _LONGEST_LINK and tokens.phrase(left.end, right.first) in _LIST_LINKS:
        return True
    return gap > 0 and tokens[right.first - 1].lower in _LIST_ENDS


def _counting(
    tokens: Tokens, drafts: list[Draft], index: int, role: str | None
) -> tuple[str | None, str | None, str | None]:
    """Return unit, unit as written and what is counted."""
    draft = drafts[index]
    if draft.unit is not None:
        return draft.unit, draft.unit_text, None
    counted = draft.counted
    if counted is not None and counted.head not in _STAND_INS:
        surface = counts = _with_shared(tokens, drafts, index)
        if tokens[counted.last].lower == "of":
            counts = tokens.surface(counted.first, of_phrase(tokens, counted.last))
        unit = _PEOPLE if counted.people else singular(surface)
        rate = rate_after(tokens, counted.last)
        if rate is not None:
            unit, surface = f"{unit} per {rate[0]}", f"{surface} {rate[1]}"
        return unit, surface, counts
    if role in _OF_PEOPLE or counted is not None:
        return _PEOPLE, None, _carried(tokens, drafts, index) or _PEOPLE
    last = draft.number.last
    if tokens[last].lower == "of" and tokens[last + 1].lower in ("us", "you"):
        return _PEOPLE, None, _PEOPLE
    if _is_part_of_those(tokens, last):
        return _PEOPLE, None, _PEOPLE
    if _is_total(tokens, draft) or (index and _is_subject(tokens, draft)):
        carried = _carried(tokens, drafts, index)
        return (_PEOPLE, None, carried) if carried else (None, None, None)
    return None, None, None


def _with_shared(tokens: Tokens, drafts: list[Draft], index: int) -> str:
    """Return what is counted as written, with a noun that the next in a list has for both.

    "Nine coastal and three inland brigades" are nine coastal brigades.
    """
    counted = drafts[index].counted
    if counted is None:
        return ""
    surface = tokens.surface(counted.first, counted.last)
    following = drafts[index + 1] if index + 1 < len(drafts) else None
    if following is None or counted.plural or counted.people or counted.joined:
        return surface
    other = following.counted
    near = tokens.phrase(counted.last, following.first) in _SHARING
    if not near or other is None or not other.plural or other.last - other.first == 1:
        return surface
    if drafts[index].low == 1 or tokens[counted.last - 1].lower == other.head:
        return surface
    return f"{surface} {tokens[other.last - 1].text}"


def _is_part_of_those(tokens: Tokens, at: int) -> bool:
    """Say whether "of those trapped", "of those who stayed" stands at token `at`."""
    if tokens[at].lower != "of" or tokens[at + 1].lower != "those":
        return False
    return tokens[at + 2].lower in _THOSE


def _is_subject(tokens: Tokens, draft: Draft) -> bool:
    """Read "two still remain inside", a figure on its own before what it does."""
    if draft.number.digits or draft.number.low >= _PRONOUN_BELOW:
        return False
    before = tokens[draft.first - 1].lower
    return tokens[draft.last].lower in _SUBJECT_OF and before not in _DETERMINERS


def _is_total(tokens: Tokens, draft: Draft) -> bool:
    """Read "bringing the total to 3,000": it counts what the figure before counts."""
    near = {tokens[at].lower for at in range(draft.first - _TOTAL_REACH, draft.first)}
    return tokens[draft.first - 1].lower == "to" and not near.isdisjoint(TOTALS)


def _carried(tokens: Tokens, drafts: list[Draft], index: int) -> str | None:
    """Carry over what the quantity before counts: "killed 25 fighters and wounded 55 more"."""
    for before in reversed(drafts[max(0, index - _CARRY_REACH) : index]):
        counted = before.counted
        if before.bare and _is_part_of_those(tokens, before.number.last):
            return _PEOPLE
        part = tokens[before.first - 1].lower in ("including", "of")
        if counted is None or not counted.people or part:
            continue
        if counted.head in _STAND_INS:
            return None
        return tokens.surface(counted.first, counted.last)
    return None
