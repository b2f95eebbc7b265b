import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from whence.views.plots import range_plot

NUMBER = st.none() | st.floats(-1e12, 1e12, allow_nan=False)
RANGES = st.lists(st.tuples(NUMBER, NUMBER), max_size=8)


def test_one_number_is_nothing_to_compare() -> None:
    assert range_plot([(7, 7)]) is None
    assert range_plot([(7, 7), (None, None)]) is None
    assert range_plot([]) is None


def test_bars_lie_in_order_on_a_scale_from_nought() -> None:
    plot = range_plot([(7, 7), (11, 11), (19, None), (None, 30), (None, None)])
    assert plot is not None
    seven, eleven, nineteen, thirty, nothing = plot.bars
    assert seven is not None
    assert eleven is not None
    assert nineteen is not None
    assert thirty is not None
    assert nothing is None
    assert seven.is_dot
    assert 0 < seven.left < eleven.left < nineteen.left < thirty.right
    assert nineteen.open_right
    assert nineteen.right == 100
    assert thirty.open_left
    assert thirty.left == 0
    assert [tick.label for tick in plot.ticks] == ["0", "10", "20", "30"]
    assert not plot.logarithmic


def test_numbers_far_apart_get_a_logarithmic_scale() -> None:
    plot = range_plot([(7, 7), (40_000, 40_000)])
    assert plot is not None
    assert plot.logarithmic
    assert [tick.label for tick in plot.ticks] == ["1", "10", "100", "1,000", "10,000", "100,000"]


def test_a_number_next_to_nothing_is_drawn_as_nought() -> None:
    plot = range_plot([(None, 1.0), (None, 5e-324), (1e-310, 1e-310)])
    assert plot is not None
    assert not plot.logarithmic
    assert plot.bars[2] is not None
    assert plot.bars[2].left == 0


def test_equal_numbers_still_have_a_scale() -> None:
    plot = range_plot([(5, 5), (5, 5)])
    assert plot is not None
    assert len(plot.ticks) > 1


@pytest.mark.parametrize("number", [0.0, -3.0, 0.001, 5.6e9])
def test_any_number_can_be_drawn(number: float) -> None:
    assert range_plot([(number, number), (number, None)]) is not None


@settings(deadline=None)
@example([(None, 1.0), (None, 5e-324)])
@given(RANGES)
def test_every_bar_lies_on_the_plot(ranges: list[tuple[float | None, float | None]]) -> None:
    plot = range_plot(ranges)
    for bar in plot.bars if plot else ():
        if bar is not None:
            assert 0 <= bar.left <= 100
            assert 0 <= bar.right <= 100
    if plot:
        assert 2 <= len(plot.ticks) <= 12
