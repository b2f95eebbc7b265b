"""The order in which points are shown, on the page and in the terminal alike."""

from __future__ import annotations

from collections.abc import Iterable

from whence.records.links import Point, PointKind, Relation


def ranked(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return points, those whose accounts part first, the widest spoken of foremost.

    Of two points as many reports speak on, the one about a figure stands first.
    """
    return tuple(
        sorted(
            points,
            key=lambda point: (
                point.relation is Relation.AGREE,
                -len({account.report for account in point.accounts}),
                point.kind is not PointKind.QUANTITY,
                point.question,
                point.id,
            ),
        )
    )
