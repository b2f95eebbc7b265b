"""A page saved as text keeps the names of its pictures; their dates bound its publication."""

from pathlib import Path

import pytest

from tests.reading.helpers import one_report
from whence.records.report import DateOrigin

BODY = (
    "Dredgers block the harbour of Port Ella\n\n"
    "Two dredgers blocked the harbour of Port Ella on Sunday, the harbour office said in a note.\n\n"
    "{}\n\nThe boats left before noon and nobody was hurt, according to the same office.\n"
)


@pytest.mark.parametrize(
    "name",
    [
        "Screenshot_2031-03-02 Harbour office on the dredgers.png",
        "harbour_2031-03-02.jpg",
        "Screenshot_2031-03-02 at the harbour office[...].png",
    ],
)
def test_a_dated_picture_gives_a_range_with_its_reason(tmp_path: Path, name: str) -> None:
    report = one_report(tmp_path, "page.txt", BODY.format(name))
    published = report.published
    assert published is not None
    assert (published.earliest, published.latest) == ("2031-03-02", "2031-03-16")
    assert published.value == "2031-03-02"
    assert published.origin is DateOrigin.INFERRED
    assert name in published.why
    assert name not in report.text


def test_the_latest_picture_counts(tmp_path: Path) -> None:
    two = "old_2030-01-01.png\n\nnew_2031-03-02.png"
    published = one_report(tmp_path, "page.txt", BODY.format(two)).published
    assert published is not None
    assert published.earliest == "2031-03-02"


def test_a_stated_date_goes_before_a_picture_name(tmp_path: Path) -> None:
    text = BODY.format("old_2030-01-01.png").replace("\n\n", "\n\n4 March 2031\n\n", 1)
    published = one_report(tmp_path, "page.txt", text).published
    assert published is not None
    assert (published.value, published.origin) == ("2031-03-04", DateOrigin.STATED)


def test_a_date_in_the_reports_own_words_is_no_picture_name(tmp_path: Path) -> None:
    assert (
        one_report(
            tmp_path, "page.txt", BODY.format("The office had warned of this on 2030-01-01.")
        ).published
        is None
    )
