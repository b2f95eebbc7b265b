from __future__ import annotations

from dataclasses import replace

import pytest

from tests.linking.build import extract, report
from whence.linking.accounts import make_account
from whence.linking.gazetteer import load_gazetteer
from whence.linking.relations import group, relate
from whence.linking.second_answers import Signs, are_two_answers, chance_of, signs_of
from whence.linking.statements import Statement, gather
from whence.records.links import Account, PointKind, Relation
from whence.records.span import Span, covered

KNOWN = load_gazetteer()
PLAIN = "The ferry Alma was towed to the harbour at Port Ella."
ELSE = "A tug, a barge and the fishing boat Orla drew the Alma as far as the northern pier."


def told(*texts: str, spoken: float = 0.0) -> tuple[list[Account], list[Statement]]:
    """Return an account and a statement for each text, a report of its own; see `Statement`."""
    made = [report(text) for text in texts]
    statements = [
        replace(gather([one], [extract(one)], KNOWN).statements[-1], spoken=spoken) for one in made
    ]
    accounts = [
        make_account(s, one.text, figures=False) for s, one in zip(statements, made, strict=True)
    ]
    return accounts, statements


def test_two_answers_are_likelier_by_each_sign_and_less_so_in_the_same_words() -> None:
    none = Signs(closer_time=0.0, spoken=0.0, described=0.0, same_order=0.0)
    base = chance_of(none)
    assert 0 < base < 1
    for sign in ("closer_time", "spoken", "described"):
        assert chance_of(replace(none, **{sign: 1.0})) > base
    assert chance_of(replace(none, same_order=1.0)) < base


def test_signs_are_of_pairs_of_different_reports() -> None:
    accounts, statements = told(PLAIN, PLAIN.replace("harbour", "flooded harbour"), spoken=0.5)
    signs = signs_of(accounts, statements)
    assert signs.spoken == 0.5
    assert signs.described > 0
    assert 0 < signs.same_order < 1
    own = [replace(s, report=statements[0].report) for s in statements]
    assert signs_of(accounts, own).described == 0


@pytest.mark.parametrize(("spoken", "answers"), [(0.0, 1), (1.0, 2)])
def test_what_is_parted_is_one_answer_unless_reports_give_others_words(
    spoken: float, answers: int
) -> None:
    accounts, statements = told(PLAIN, PLAIN.replace("The", "A"), ELSE, spoken=spoken)
    groups = group(accounts, statements, PointKind.ACTION)
    assert are_two_answers(accounts, statements) is (answers == 2)
    assert len(groups) == answers
    agreed = relate(groups, accounts, statements, PointKind.ACTION) is Relation.AGREE
    assert agreed is (answers == 1)


def test_what_excludes_one_another_is_never_one_answer() -> None:
    texts = (PLAIN, PLAIN.replace("was towed", "was not towed"))
    accounts, statements = told(*texts)
    groups = group(accounts, statements, PointKind.ACTION)
    assert not are_two_answers(accounts, statements)
    assert relate(groups, accounts, statements, PointKind.ACTION) is Relation.DENIED


def test_characters_within_spans_that_overlap_count_once() -> None:
    assert covered([]) == 0
    assert covered([Span(5, 9), Span(0, 4), Span(2, 6), Span(3, 4)]) == 9
