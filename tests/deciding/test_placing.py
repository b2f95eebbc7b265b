"""Words as a person writes them find their place in the text."""

from __future__ import annotations

import pytest

from whence.deciding.placing import placed
from whence.errors import UsageError
from whence.records.span import Span

TEXT = "The mayor said no.\nThe mayor  said it twice, \N{BOAR}and left."


def test_words_are_found_whatever_the_white_space() -> None:
    assert placed(TEXT, "mayor said it twice") == (Span(23, 43),)
    assert placed(TEXT, "said no … and left") == (Span(10, 17), Span(46, 54))
    assert placed(TEXT, "") == ()


def test_of_several_places_the_nearest_is_meant() -> None:
    assert placed(TEXT, "mayor", near=(Span(20, 22),)) == (Span(23, 28),)
    assert placed(TEXT, "mayor", near=(Span(0, 3),)) == (Span(4, 9),)
    with pytest.raises(UsageError, match="more than once"):
        placed(TEXT, "mayor")


def test_places_win_and_lose_the_white_space_at_their_ends() -> None:
    assert placed(TEXT, "ignored", "3-10 23:28") == (Span(4, 9), Span(23, 28))


@pytest.mark.parametrize("places", ["9-4", "a-b", "4", "4-4", "-1-3", "1-99999999999"])
def test_what_is_no_place_is_refused(places: str) -> None:
    with pytest.raises(UsageError, match="no place"):
        placed(TEXT, "", places)


def test_words_that_are_not_there_are_refused() -> None:
    with pytest.raises(UsageError, match="does not hold"):
        placed(TEXT, "the minister")
