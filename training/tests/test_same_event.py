"""What the recipe of the same-event judge does with pairs made for these tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from training.ecbplus import read_documents
from training.same_event import best_threshold, fit_signed

from whence.linking import same_event

DOCUMENT = """<Document doc_name="1_1ecb.xml">
<token t_id="1" sentence="0" number="0">A</token>
<token t_id="2" sentence="0" number="1">dam</token>
<token t_id="3" sentence="0" number="2">broke</token>
<token t_id="4" sentence="0" number="3">,</token>
<token t_id="5" sentence="0" number="4">they</token>
<token t_id="6" sentence="0" number="5">said</token>
<Markables>
<ACTION_OCCURRENCE m_id="7"><token_anchor t_id="3"/></ACTION_OCCURRENCE>
<ACTION_REPORTING m_id="8"><token_anchor t_id="6"/></ACTION_REPORTING>
<ACTION_OCCURRENCE m_id="9" RELATED_TO="" TAG_DESCRIPTOR="break" />
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="1" note="ACT1"><source m_id="7" /><target m_id="9" /></CROSS_DOC_COREF>
<CROSS_DOC_COREF r_id="2" note="ACT2"><source m_id="8" /><target m_id="9" /></CROSS_DOC_COREF>
</Relations>
</Document>"""


def test_documents_are_read_with_their_events(tmp_path: Path) -> None:
    (tmp_path / "ECB+" / "1").mkdir(parents=True)
    (tmp_path / "ECB+" / "1" / "1_1ecb.xml").write_text(DOCUMENT)
    listed = "Topic,File,Sentence Number\n1,1ecb,0\n2,1ecb,0\n"
    (tmp_path / "ECBplus_coreference_sentences.csv").write_text(listed)
    (document,) = read_documents(tmp_path, [1])
    assert document.sentences == {0: "A dam broke, they said"}
    assert document.events == {0: frozenset({"ACT1"})}
    assert document.words == {0: ("broke",)}
    assert document.listed == (0,)


def test_no_weight_has_a_sign_its_words_deny() -> None:
    made = np.random.default_rng(7)
    values = made.normal(size=(400, len(same_event.FEATURES)))
    right = values @ made.normal(size=values.shape[1]) > 0
    _, weights = fit_signed(values, right)
    for of, weight in zip(same_event.FEATURES, weights, strict=True):
        assert weight * (-1 if of in same_event.AGAINST else 1) >= 0
    assert np.count_nonzero(weights) >= 3


def test_the_best_threshold_is_the_one_of_the_best_f1() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.2])
    assert best_threshold(scores, np.array([True, False, True, False])) == (0.7, 0.8)
