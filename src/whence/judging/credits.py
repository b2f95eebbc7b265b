"""What people decided on credits and carried-over passages, laid over what the machine found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from whence.judging.attaching import NEAR, shared
from whence.records.judgement import CreditSeen, Judgement, RelaySeen, ReuseSeen
from whence.records.links import Relay, Reuse
from whence.records.verdict import Judged

Credit = TypeVar("Credit", Relay, Reuse)


def decide_relays(relays: Sequence[Relay], taken: Iterable[Judgement]) -> tuple[Relay, ...]:
    """Return the credits with what people decided; `taken` are the decisions that stand, in order.

    Rejected ones are among them; see `Relay.rejected`.
    """
    return _marked(relays, taken, attach_relay)


def decide_reuses(reuses: Sequence[Reuse], taken: Iterable[Judgement]) -> tuple[Reuse, ...]:
    """Return the carried-over passages with what people decided, rejected ones among them."""
    return _marked(reuses, taken, attach_reuse)


def attach_relay(seen: object, relays: Iterable[Relay]) -> str | None:
    """Return the id of the credit that `seen` is now: it names the same in words that overlap."""
    if not isinstance(seen, RelaySeen):
        return None
    for relay in relays:
        one = relay.report == seen.report and relay.cites == seen.cites
        if one and relay.span.overlaps(seen.span):
            return relay.id
    return None


def attach_reuse(seen: object, reuses: Iterable[Reuse]) -> str | None:
    """Return the id of the passage that `seen` is now: of the same source, most of its words."""
    if not isinstance(seen, ReuseSeen):
        return None
    source = (seen.report, seen.source_report, seen.agency)
    near = [
        (shared(seen.spans, reuse.spans), reuse.id)
        for reuse in reuses
        if (reuse.report, reuse.source_report, reuse.agency) == source
    ]
    best = max(near, default=(0.0, ""))
    return best[1] if best[0] >= NEAR else None


def on_credits(taken: Iterable[Judgement]) -> list[tuple[Judgement, CreditSeen]]:
    """Return the decisions on credits and passages, each with what was seen."""
    return [(j, j.seen) for j in taken if isinstance(j.seen, RelaySeen | ReuseSeen)]


def _marked(
    found: Sequence[Credit],
    taken: Iterable[Judgement],
    attach: Callable[[object, Iterable[Credit]], str | None],
) -> tuple[Credit, ...]:
    by_report: defaultdict[str, list[Credit]] = defaultdict(list)
    for credit in found:
        by_report[credit.report].append(credit)
    marks: defaultdict[str, list[Judged]] = defaultdict(list)
    for judgement, seen in on_credits(taken):
        name = attach(seen, by_report.get(seen.report, ()))
        if name is not None:
            marks[name].append(judgement.mark())
    return tuple(
        replace(credit, judged=tuple(marks[credit.id])) if credit.id in marks else credit
        for credit in found
    )
