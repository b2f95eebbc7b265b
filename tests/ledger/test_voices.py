"""What an outlet says itself and relays, counted in the database as it is read; both databases."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.export import hand_made
from tests.web.served import fill
from whence.deciding.taking import Judge
from whence.ledger.browse_voices import Manner, ReportTellings, Telling, Told, told_in
from whence.ledger.store import Ledger
from whence.records.extraction import SpeakerKind, Stance
from whence.records.verdict import Standing, Verdict

ECHO, ECHO_FOUND = hand_made.doubting_report()
OUTLET = "Aldry Echo"


def tellings(ledger: Ledger, outlet: str) -> list[ReportTellings]:
    return ledger.browse(lambda b: b.tellings(outlet))


def told(ledger: Ledger, report: str) -> list[Told]:
    return ledger.browse(lambda b: b.told_in([report]))[report]


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    """Give a ledger with a second report of the Echo, in which its author takes a stance."""
    later = replace(
        hand_made.report(hand_made.DOUBT, "later.txt", publisher=OUTLET), published=None
    )
    first = replace(
        ECHO_FOUND.attributions[0], speaker_kind=SpeakerKind.AUTHOR, stance=Stance.ACCUSES
    )
    found = replace(ECHO_FOUND, report=later.id, attributions=(first, *ECHO_FOUND.attributions[1:]))
    story = hand_made.story()
    fill(
        ledger,
        replace(
            story,
            reports=(*story.reports, ECHO, later),
            extractions=(*story.extractions, ECHO_FOUND, found),
        ),
    )
    return ledger


def test_the_database_counts_what_each_report_tells(full: Ledger) -> None:
    for head in full.browse(lambda b: b.outlets()):
        for report in tellings(full, head.name):
            assert report.counts == Counter(one.telling for one in told(full, report.report))
    dated, undated = tellings(full, OUTLET)
    assert (dated.day, undated.day) == ("2021-03-01", None)
    assert not dated.sure  # the first or second of March
    assert dated.counts == {
        Telling(Manner.RELAYED, "asserts"): 4,
        Telling(Manner.OWN, "reporting"): 2,
        Telling(Manner.OWN, "opinion"): 1,
        Telling(Manner.DISTANCE, "alleged"): 1,
        Telling(Manner.DISTANCE, "no evidence"): 1,
    }
    assert undated.counts[Telling(Manner.OWN, "accuses")] == 1
    assert undated.counts[Telling(Manner.RELAYED, "asserts")] == 3
    assert tellings(full, "Nobody's Gazette") == []


def test_what_is_told_stands_in_the_order_of_the_words_and_says_on_whose_word(
    full: Ledger,
) -> None:
    (union,) = tellings(full, "Union News")
    listed = told(full, union.report)
    starts = [one.words[0].start for one in listed]
    assert starts == sorted(starts)
    assert ("the Mill Post", "Fire Chief Ruth Hale") in {one.chain for one in listed}
    assert [one.telling.how for one in listed if one.chain == ("the owners",)] == ["denies"]
    kept = [one for one in told_in(ECHO_FOUND) if one.telling.manner is Manner.DISTANCE]
    assert [one.distance.of(ECHO.text) for one in kept if one.distance] == [
        "Allegedly",
        "No evidence",
    ]
    assert kept[0].words[0].of(ECHO.text).startswith("Allegedly the owners were told")
    assert all(not one.chain and one.score is None for one in kept)


def test_what_people_reject_is_counted_no_more_and_comes_back_when_undone(full: Ledger) -> None:
    before = tellings(full, "Union News")
    (union,) = before
    judge = Judge(full, "ada")
    judge.verdict(f"{union.report}#a2", Verdict.REJECTED)
    (now,) = tellings(full, "Union News")
    assert now.counts[Telling(Manner.RELAYED, "denies")] == 0
    judge.undo()
    assert tellings(full, "Union News") == before
    judge.verdict(f"{union.report}#a2", Verdict.CONFIRMED)
    (now,) = tellings(full, "Union News")
    assert now.counts == union.counts
    denied = [one for one in told(full, union.report) if one.telling.how == "denies"]
    assert [one.standing for one in denied] == [Standing.ACCEPTED]
