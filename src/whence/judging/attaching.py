"""Finding what a person decided on again in what the machine proposes now.

By the very characters first. Where these moved a little, the nearest record takes the decision,
and its mark says so: a near match is never taken silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whence.records.extraction import Attribution, Entity, Mention
from whence.records.judgement import AccountSeen, AttributionSeen, MemberSeen
from whence.records.links import Account
from whence.records.span import Span, Spans

NEAR = 0.5  # share of characters in common (Jaccard) from which two contents are near


@dataclass(frozen=True, slots=True)
class Attached:
    """The record a decision belongs to now; `near` where its characters moved."""

    id: str
    near: bool = False


def attach_attribution(seen: AttributionSeen, proposed: Sequence[Attribution]) -> Attached | None:
    """Return the attribution of the same report that `seen` is now, None where there is none."""
    for a in proposed:
        if (a.source, a.cue, a.content) == (seen.source, seen.cue, seen.content):
            return Attached(a.id)
    near = [(shared(seen.content, a.content), a.id) for a in proposed if _one_cue(seen, a)]
    best = max(near, key=lambda found: (found[0], found[1]), default=(0.0, ""))
    return Attached(best[1], near=True) if best[0] >= NEAR else None


def _one_cue(seen: AttributionSeen, a: Attribution) -> bool:
    if not seen.cue or not a.cue:
        return seen.cue == a.cue
    return any(one.overlaps(two) for one in seen.cue for two in a.cue)


def attach_account(seen: AccountSeen, accounts: Iterable[Account]) -> str | None:
    """Return the id of the account that `seen` is now: the same id, or its words and figure."""
    best: tuple[float, str] = (0.0, "")
    for account in accounts:
        if account.id == seen.id:
            return account.id
        if account.report == seen.report and (account.low, account.high) == (seen.low, seen.high):
            best = max(best, (shared(seen.spans, account.spans), account.id))
    return best[1] if best[0] >= NEAR else None


def attach_member(
    seen: MemberSeen, entities: Sequence[Entity], mentions: Iterable[Mention]
) -> str | None:
    """Return the in-report entity that `seen` is now.

    That of the same id and name first, then by where it is named, then by its name alone.
    """
    if any(e.id == seen.entity and e.name == seen.name for e in entities):
        return seen.entity
    named = [m.entity for m in mentions if m.entity and any(m.span.overlaps(s) for s in seen.spans)]
    known = {entity.id for entity in entities}
    counts = {entity: named.count(entity) for entity in named if entity in known}
    if counts:
        return min(counts, key=lambda entity: (-counts[entity], entity))
    for entity in entities:
        if seen.name == entity.name or seen.name in entity.aliases:
            return entity.id
    return None


def shared(one: Spans, two: Spans) -> float:
    """Return the share of characters that two lists of spans have in common, 0 to 1."""
    both = sum(_common(a, b) for a in one for b in two)
    total = sum(map(len, one)) + sum(map(len, two)) - both
    return both / total if total > 0 else 0.0


def _common(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))
