"""The answers on a point in one line, so that a list tells questions of one name apart."""

from __future__ import annotations

from collections.abc import Iterable

from whence.ledger.browse_points import PointAnswer
from whence.records.links import Account
from whence.views.wording import amount, shortened

MOST_ANSWERS = 4
SAYS_LENGTH = 60
SEPARATOR = " · "


def answer_lines(answers: Iterable[PointAnswer]) -> dict[str, str]:
    """Return for each point its answers: figures from the lowest up, words in quotation marks."""
    by_point: dict[str, dict[str, float]] = {}
    for answer in answers:
        said = by_point.setdefault(answer.point, {})
        said.setdefault(_said(answer.account), _value(answer.account))
    return {
        point: SEPARATOR.join(sorted(said, key=lambda words: said[words]))
        for point, said in by_point.items()
    }


def _said(account: Account) -> str:
    figure = amount(account.low, account.high, account.unit)
    return figure or f"“{shortened(account.says.strip(' .,;:'), SAYS_LENGTH)}”"


def _value(account: Account) -> float:
    """Return what an answer is sorted by: its number; words stand in the order they came."""
    return account.low if account.low is not None else account.high or 0.0
