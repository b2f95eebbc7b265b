from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.linking.build import extract, report
from whence.linking.accounts import make_account
from whence.linking.clustering import average_linkage, blended_linkage
from whence.linking.gazetteer import load_gazetteer
from whence.linking.relations import group
from whence.linking.statements import Statement, gather
from whence.linking.tellings import Telling, explain, score, scores, telling
from whence.records.links import PointKind

KNOWN = load_gazetteer()
PLAIN = "The ferry Alma was towed to the harbour at Port Ella."


def statement(text: str) -> tuple[Statement, str]:
    made = report(text)
    return gather([made], [extract(made)], KNOWN).statements[-1], made.text


def told(text: str) -> Telling:
    made, whole = statement(text)
    return telling(made, make_account(made, whole, figures=False).says)


def groups(*texts: str) -> list[int]:
    """Return how many accounts each answer has where none is asked for in figures."""
    made = [statement(text) for text in texts]
    accounts = [make_account(s, whole, figures=False) for s, whole in made]
    return [len(g) for g in group(accounts, [s for s, _ in made], PointKind.ACTION)]


@pytest.mark.parametrize(
    ("two", "reason"),
    [
        ("The ferry Alma was towed to the flooded harbour at Port Ella.", "describes"),
        ("The ferry Alma was towed by 2 tugs to the harbour at Port Ella.", "a number"),
        ("The Alma, two tugs, a barge and a yacht were towed to the harbour.", "lists"),
        ("The ferry Alma was one of those towed to the harbour at Port Ella.", "a part"),
    ],
)
def test_less_likely_one_answer_with_what_only_one_of_them_tells(two: str, reason: str) -> None:
    one, other = told(PLAIN), told(two)
    assert score(one, other) == score(other, one) < score(one, one)
    against = [f.why for f in explain(one, other) if f.value < 0]
    assert any(reason in why for why in against)


def test_more_likely_one_answer_at_one_time_and_in_one_voice() -> None:
    text = "The ferry Alma was towed to Port Ella on {} May 2031."
    one, same, other = (told(text.format(day)) for day in (1, 1, 9))
    assert score(one, same) > score(one, other)
    assert any(f.value > 0 and "same time" in f.why for f in explain(one, same))
    spoken = replace(one, spoken=True)
    assert score(one, spoken) < score(one, same) == score(spoken, spoken)
    assert any(f.value < 0 and "somebody's word" in f.why for f in explain(one, spoken))


def test_the_reasons_add_up_to_what_parts_two_accounts_from_two_others() -> None:
    one, two, three = (told(t) for t in (PLAIN, PLAIN.replace("harbour", "pier"), "Rain fell."))
    apart = score(one, two) - score(one, three)
    reasons = [sum(f.value for f in explain(one, other)) for other in (two, three)]
    assert reasons[0] - reasons[1] == pytest.approx(apart, abs=0.01)
    matrix = scores([one, two, three])
    assert (matrix == matrix.T).all()
    assert matrix[0, 1] == score(one, two)


def test_accounts_in_nearly_the_same_words_are_one_answer_and_others_are_not() -> None:
    other = "A tug, a barge and the fishing boat Orla drew the Alma as far as the northern pier."
    assert groups(PLAIN, PLAIN.replace("The ferry", "A ferry"), PLAIN) == [3]
    assert groups(PLAIN, PLAIN.replace("The ferry", "A ferry"), other) == [2, 1]


def test_one_report_gives_one_answer_in_its_own_voice_but_not_by_another_speaker() -> None:
    aside = "Some of the yachts, trawlers, tugs and barges sank."
    made = [statement(text) for text in (aside, PLAIN, PLAIN.replace("The ferry", "A ferry"))]
    texts = [text for _, text in made]
    for chain, answers in (((), 1), (("the harbour master",), 2)):
        told = [
            replace(made[0][0], report=made[1][0].report, chain=chain),
            *(s for s, _ in made[1:]),
        ]
        accounts = [make_account(s, t, figures=False) for s, t in zip(told, texts, strict=True)]
        assert len(group(accounts, told, PointKind.ACTION)) == answers


def test_what_a_rule_parts_is_another_answer_where_it_is_not_told_very_much_alike() -> None:
    truck = "The driver left his truck on the quay at Port Ella."
    car = "On the quay at Port Ella stood the car of the driver."
    assert groups(truck, car, truck, truck) == [3, 1]


def test_clusters_join_by_their_nearest_pair_and_all_pairs() -> None:
    near = np.array([[0.0, 3.0, 1.0], [3.0, 0.0, -2.0], [1.0, -2.0, 0.0]])
    alone, many = np.ones(3), np.array([5.0, 1.0, 1.0])
    assert blended_linkage(near, alone, 0.0, 0.0) == average_linkage(near, 0.0) == [[0, 1], [2]]
    assert blended_linkage(near, alone, 0.0, 0.5) == [[0, 1, 2]]
    assert blended_linkage(near, many, 0.0, 0.0) == [[0, 1, 2]]
