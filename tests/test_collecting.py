"""Garbage is collected between batches, not within them."""

from __future__ import annotations

import gc
import weakref

import pytest

from whence import collecting
from whence.collecting import collecting_between


class _Circle:
    """Refers to itself, so that only the collector frees it."""

    def __init__(self) -> None:
        self.me = self


def _dropped_circle() -> weakref.ref[_Circle]:
    return weakref.ref(_Circle())


def test_what_goes_in_circles_is_freed_between_batches_and_not_within(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(collecting, "WORTH_A_SEARCH", 0)
    with collecting_between() as collect:
        circle = _dropped_circle()
        assert len([[n] for n in range(10_000)]) == 10_000  # many times what sets it off
        assert circle() is not None
        kept = [[n] for n in range(10)]
        collect()
        assert circle() is None
        assert len(kept) == 10


def test_nothing_is_searched_until_much_has_come() -> None:
    with collecting_between() as collect:
        circle = _dropped_circle()
        collect()
        assert circle() is not None
        kept = [[n] for n in range(collecting.WORTH_A_SEARCH + 1_000)]
        collect()
        assert circle() is None
        assert len(kept) > collecting.WORTH_A_SEARCH


def test_what_outlives_a_search_is_set_aside_and_given_back_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(collecting, "WORTH_A_SEARCH", 0)
    before = gc.get_freeze_count()
    with collecting_between() as collect:
        kept = [_Circle() for _ in range(100)]
        collect()
        assert gc.get_freeze_count() >= before + len(kept)
    assert gc.get_freeze_count() == 0
    seen = weakref.ref(kept[0])
    kept.clear()
    gc.collect()
    assert seen() is None


def _fail() -> None:
    with collecting_between():
        raise ValueError("batch")


def test_the_collector_runs_again_after_an_error() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="batch"):
        _fail()
    assert gc.isenabled()


def test_where_it_did_not_run_before_it_does_not_after() -> None:
    gc.disable()
    try:
        with collecting_between():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
