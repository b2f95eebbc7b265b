from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.linking.build import report
from whence.linking.gazetteer import load_gazetteer
from whence.linking.reuse import align, find_reuse, share_of
from whence.records.links import Reuse, Share
from whence.records.report import Report

KNOWN = load_gazetteer()
CARRIED = (
    "The ferry left the harbour at dawn with ninety passengers on board and struck a sandbank "
    "two miles off the northern shore before the crew could turn it round"
)
OWN = (
    "Nobody in the town could say why the boat had sailed in such weather, and the owners did "
    "not answer the many calls that were made to their office on the quay during the day"
)


def found(*reports: Report) -> list[Reuse]:
    return list(find_reuse(reports, (), KNOWN))


def test_a_carried_passage_points_to_the_earlier_report() -> None:
    first = report(CARRIED + ".", publisher="A", day="2031-05-01")
    second = report(f"{OWN}. {CARRIED}.", publisher="B", day="2031-05-02")
    (reuse,) = found(second, first)
    assert (reuse.report, reuse.source_report) == (second.id, first.id)
    assert [s.of(second.text) for s in reuse.spans] == [CARRIED]
    assert [s.of(first.text) for s in reuse.source_spans] == [CARRIED]
    assert reuse.share is Share.LARGE


def test_a_changed_word_does_not_break_a_passage() -> None:
    first = report(CARRIED + ".", publisher="A", day="2031-05-01")
    changed = CARRIED.replace("ninety passengers", "some eighty people")
    second = report(changed + ".", publisher="B", day="2031-05-02")
    (reuse,) = found(first, second)
    assert [s.of(second.text) for s in reuse.spans] == [changed]
    assert reuse.share is Share.WHOLE


def test_a_quoted_statement_both_carry_is_not_reuse() -> None:
    quote = f"“{CARRIED},” the harbour master said."
    first = report(f"{OWN}. {quote}", publisher="A", day="2031-05-01")
    second = report(f"He spoke. {quote} The town slept.", publisher="B", day="2031-05-02")
    assert found(first, second) == []


def test_a_message_both_show_is_not_reuse() -> None:
    shown = f"{CARRIED}. — Mara Voss (@maravoss) May 1, 2031"
    first = report(f"{OWN}.\n{shown}", publisher="A", day="2031-05-01")
    second = report(
        f"She wrote so.\n{CARRIED}.\n— Mara Voss (@maravoss) May 1, 2031", publisher="B"
    )
    assert found(first, second) == []


def test_few_words_in_common_are_not_reuse() -> None:
    first = report("The ferry left the harbour at dawn with ninety others.", day="2031-05-01")
    second = report("Yes, the ferry left the harbour at dawn with goats.", day="2031-05-02")
    assert found(first, second) == []


def test_a_long_name_said_twice_is_not_reuse() -> None:
    name = "the Lower Ostrava Ferry Workers Union"
    first = report(f"On Monday {name} met at the quay.", publisher="A", day="2031-05-01")
    text = f"A statement of {name}. The boats stay put. {name.capitalize()} will not sail."
    second = report(text, publisher="B", day="2031-05-02")
    assert found(first, second) == []


def test_agency_copy_is_told_by_its_credit_and_is_the_source_on_its_day() -> None:
    copy = report(f"{CARRIED}.", publisher="A", day="2031-05-02", agencies=("AFP",))
    other = report(f"{OWN}. {CARRIED}.", publisher="B", day="2031-05-02")
    by_report = {r.report: r for r in found(other, copy)}
    assert by_report[copy.id].share is Share.WHOLE
    assert by_report[copy.id].agency == "Agence France-Presse"
    assert by_report[other.id].agency == "Agence France-Presse"
    assert by_report[other.id].source_report == copy.id


def test_an_agency_s_own_report_is_no_copy() -> None:
    own = report(f"{CARRIED}.", publisher="reuters.com", agencies=("Reuters",))
    assert found(own) == []
    assert len(found(report(f"{CARRIED}.", agencies=("Reuters",)))) == 1


def test_a_passage_is_counted_once_though_two_earlier_reports_hold_it() -> None:
    reports = [
        report(f"{CARRIED}.", publisher=p, day=f"2031-05-0{d}") for d, p in enumerate("ABC", 1)
    ]
    assert {(r.report, r.source_report) for r in found(*reports)} == {
        (reports[1].id, reports[0].id),
        (reports[2].id, reports[0].id),
    }


def test_order_of_input_changes_nothing() -> None:
    reports = [report(f"{CARRIED}. {i}", publisher=str(i), day="2031-05-01") for i in range(6)]
    shuffled = reports[:]
    random.Random(3).shuffle(shuffled)
    assert find_reuse(reports, (), KNOWN) == find_reuse(shuffled, (), KNOWN)


def test_shares_have_their_bounds() -> None:
    assert [share_of(x) for x in (0.29, 0.3, 0.75)] == [Share.SOME, Share.LARGE, Share.WHOLE]


@given(st.lists(st.integers(0, 5), max_size=40), st.lists(st.integers(0, 5), max_size=40))
def test_passages_never_overlap_and_stay_inside(one: list[int], two: list[int]) -> None:
    passages = align(one, two)
    for a, b in pairwise(passages):
        assert a.end <= b.start
    for p in passages:
        assert 0 <= p.start < p.end <= len(one) + 5
        assert 0 <= p.other < p.other_end <= len(two) + 5


@pytest.mark.parametrize("marks", ["“”", "‘’", '""', "''", "«»", "»«", "„“", "””", "「」"])
def test_a_quoted_statement_is_told_by_marks_of_every_make(marks: str) -> None:
    quote = f"{marks[0]}{CARRIED},{marks[1]} the harbour master said."
    first = report(f"{OWN}. {quote}", publisher="A", day="2031-05-01")
    second = report(f"It's the boys' boat. {quote} Ends.", publisher="B", day="2031-05-02")
    assert found(first, second) == []
