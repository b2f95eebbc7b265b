"""Reports by day, drawn to scale."""

from __future__ import annotations

from whence.ledger.browse_reports import PublishedDay
from whence.views.timeline import Timeline
from whence.views.timeline import timeline as laid_out


def timeline(days: list[tuple[str, int]], *, exact: bool = True) -> Timeline | None:
    return laid_out([PublishedDay(day, n, n if exact else 0) for day, n in days])


def test_days_without_reports_leave_their_place_empty() -> None:
    plot = timeline([("2019-09-19", 4), ("2019-09-20", 2), ("2019-09-28", 1)])
    assert plot is not None
    assert plot.unit == "day"
    first, second, third = plot.bars
    assert round((third.middle - first.middle) / (second.middle - first.middle)) == 9
    assert (first.height, second.height, third.height) == (100, 50, 25)
    assert first.label == "19 Sept 2019"
    assert (third.since, third.until) == ("2019-09-28", "2019-09-28")
    assert [tick.label for tick in plot.ticks] == [
        *("19 Sept 2019", "21 Sept", "23 Sept", "25 Sept", "27 Sept"),
    ]


def test_long_stories_stand_by_month_and_longer_ones_by_year() -> None:
    months = timeline([("2018-11-30", 1), ("2019-01-02", 2), ("2019-06-30", 1), ("2019-06-30", 1)])
    assert months is not None
    assert months.unit == "month"
    assert [bar.label for bar in months.bars] == ["Nov 2018", "Jan 2019", "June 2019"]
    assert [bar.number for bar in months.bars] == [1, 2, 2]
    assert (months.bars[1].since, months.bars[1].until) == ("2019-01", "2019-01~")
    assert "2019-01-31" < months.bars[1].until < "2019-02"
    years = timeline([("1994-04", 1), ("2019", 3)])
    assert years is not None
    assert years.unit == "year"
    assert [bar.since for bar in years.bars] == ["1994", "2019"]
    assert years.bars[-1].left + years.bars[-1].width <= 100


def test_days_that_are_inferred_are_told_from_those_that_are_sure() -> None:
    plot = laid_out([PublishedDay("2019-09-19", 3, 1), PublishedDay("2019-09-20", 2, 2)])
    assert plot is not None
    assert [(bar.height, bar.sure_height) for bar in plot.bars] == [(100, 33.33), (66.67, 66.67)]
    assert plot.inferred == 2
    surely = timeline([("2019-09-19", 3)])
    assert surely is not None
    assert surely.inferred == 0


def test_what_has_no_date_makes_no_plot() -> None:
    assert timeline([]) is None
    assert timeline([("some day", 3)]) is None
