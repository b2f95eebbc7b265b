"""The answers on a point in one line, so that a list tells questions of one name apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whence.ledger.browse_points import PointAnswer
from whence.records.links import Account
from whence.views.wording import amount, counted, shortened

MOST_ANSWERS = 6
SAYS_LENGTH = 60
SEPARATOR = " · "


def answer_lines(answers: Iterable[PointAnswer]) -> dict[str, str]:
    """Return for each point its answers: figures from the lowest up, words in quotation marks."""
    by_point: dict[str, list[PointAnswer]] = {}
    for answer in answers:
        by_point.setdefault(answer.point, []).append(answer)
    return {point: _line(found) for point, found in by_point.items()}


def _line(answers: Sequence[PointAnswer]) -> str:
    ordered = sorted(answers, key=lambda answer: _value(answer.account))
    said = list(dict.fromkeys(_said(answer.account) for answer in ordered))
    more = answers[0].of - len(answers)
    return SEPARATOR.join([*said, f"{counted(more, 'more')}"] if more else said)


def _said(account: Account) -> str:
    figure = amount(account.low, account.high, account.unit)
    return figure or f"“{shortened(account.says.strip(' .,;:'), SAYS_LENGTH)}”"


def _value(account: Account) -> float:
    """Return what an answer is sorted by: its number; words stand in the order they came."""
    return account.low if account.low is not None else account.high or 0.0
