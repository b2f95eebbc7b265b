from __future__ import annotations

import time

import pytest

from tests.linking.build import linked, report
from whence.records.extraction import Extraction, Sentence
from whence.records.span import Span

LENGTH = 40_000
MOST_SECONDS = 10.0  # a quadratic rule took over twelve at this length; linear ones take under one


@pytest.mark.parametrize(
    "unit", ["in a statement ", "told AFP ", "Long Name (LN) ", "“a ", "7 hurt and "]
)
def test_a_sentence_without_end_costs_time_in_line_with_its_length(unit: str) -> None:
    text = (unit * (LENGTH // len(unit) + 1))[:LENGTH]
    pile = []
    for publisher in "AB":
        made = report(text + publisher, publisher=publisher)
        sentence = Sentence(Span(0, len(made.text)))
        pile.append((made, Extraction(report=made.id, sentences=(sentence,))))
    began = time.process_time()
    linked(*pile)
    assert time.process_time() - began < MOST_SECONDS
