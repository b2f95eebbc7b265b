"""The answers on a point in one line, so that a list tells questions of one name apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whence.ledger.browse_points import PointAnswer
from whence.views.wording import counted, figure_told, shortened

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
    ordered = sorted(answers, key=_value)
    said = list(dict.fromkeys(map(_said, ordered)))
    more = answers[0].of - len(answers)
    return SEPARATOR.join([*said, f"{counted(more, 'more')}"] if more else said)


def _said(answer: PointAnswer) -> str:
    account = answer.account
    figure = figure_told(account.says, account.low, account.high, account.unit)
    if answer.figures and figure:
        return figure
    return f"“{shortened(account.says.strip(' .,;:'), SAYS_LENGTH)}”"


def _value(answer: PointAnswer) -> float:
    """Return what an answer is sorted by: its number; words stand in the order they came."""
    account = answer.account
    if not answer.figures:
        return 0.0
    return account.low if account.low is not None else account.high or 0.0
