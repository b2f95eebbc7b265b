"""Run with `python -m pytest training/tests`, where training/requirements.txt is installed."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from training.data import Window, attributed_windows, batches, collate, named_windows, restyle
from training.export import LINKER_INPUTS, compare, linker_to_onnx, quantize, to_onnx
from training.grammar import referents_of, relations_of
from training.loop import Corpus, Trainer, rate
from training.losses import chain_score, chain_total, refer_loss
from training.nested import parse, read_nested
from training.network import Encoder, Network
from training.settings import Settings, Shape
from training.start import load_shipped
from training.texts import (
    RELATIONS,
    AttributedText,
    Marked,
    NamedText,
    join_words,
    read_polnear,
    spans_of,
)

from whence.extraction.wordpieces import CUE_LABELS, NAME_LABELS, REACH, load_tokenizer

TOKENIZER = Path(__file__).parents[2] / "src/whence/extraction/model/tokenizer.json"
TEXT = 'The mayor of Harn, Piet Orlan, said that "the water" would rise. Ilse Vantor denied it.'
TINY = Settings(
    shape=Shape(
        layers=1, width=24, attention_heads=2, feed_forward=32, link_width=8, link_heads=2,
        refer_width=4, sense_width=24, dropout=0.0, link_dropout=0.0,
    ),
    epochs=2, window=12, overlap=4, batch_tokens=64, head_rate=0.01,
)  # fmt: skip


def marked(source: str, cue: str, content: str) -> Marked:
    def span(words: str) -> tuple[int, int]:
        return TEXT.index(words), TEXT.index(words) + len(words)

    return Marked((span(source),), span(cue), (span(content),))


ATTRIBUTED = AttributedText(
    "one",
    TEXT,
    (
        marked("The mayor of Harn, Piet Orlan", "said that", '"the water" would rise'),
        marked("Ilse Vantor", "denied", "it"),
    ),
)
NAMED = NamedText(
    "two",
    TEXT,
    ((13, 17, "PLACE"), (19, 29, "PERSON")),
    frozenset(("EVENT",)),
    relations=((4, 9, "nsubj"), (31, 35, "root")),
    referents=((0, 29, 4, 9, 1), (65, 77, 65, 77, 2), (85, 87, 85, 87, 3)),
    events=((31, 35, 3.0), (57, 61, -1.5)),
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus([ATTRIBUTED] * 4, [NAMED] * 2, load_tokenizer(TOKENIZER))


@pytest.fixture
def trainer() -> Trainer:
    torch.manual_seed(1)
    return Trainer(Network(TINY.shape), Encoder(TINY.shape), TINY)


def windows(corpus: Corpus) -> list[Window]:
    return attributed_windows(ATTRIBUTED, corpus.tokenizer, TINY, random.Random(1))


def test_a_run_lowers_the_loss_and_goes_on_from_its_checkpoint(
    corpus: Corpus, trainer: Trainer, tmp_path: Path
) -> None:
    trainer.run(corpus, tmp_path)
    assert trainer.step > 2
    assert (tmp_path / "epoch2.pt").exists()
    again = Trainer(Network(TINY.shape), Encoder(TINY.shape), TINY)
    again.restore(tmp_path / "last.pt")
    assert (again.step, again.epoch) == (trainer.step, 2)
    for name, value in trainer.averaged().state_dict().items():
        assert torch.equal(value, again.averaged().state_dict()[name]), name
    batch = batches(windows(corpus), TINY, random.Random(0))[0]
    trainer.total = 1000
    losses = [sum(trainer.take_step(batch).values()) for _ in range(30)]
    assert losses[-1] < losses[0]


def test_the_exported_network_equals_the_trained_one(
    corpus: Corpus, trainer: Trainer, tmp_path: Path
) -> None:
    network = trainer.averaged()
    to_onnx(network, tmp_path / "plain.onnx")
    agreement = compare(network, tmp_path / "plain.onnx", windows(corpus))
    assert agreement.largest < 1e-3
    assert agreement.cue == agreement.names == 1.0


def test_the_exported_linker_equals_the_trained_one(trainer: Trainer, tmp_path: Path) -> None:
    linker = trainer.averaged().linker
    linker_to_onnx(trainer.averaged(), tmp_path / "linker.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "linker.onnx"))
    steps = 2 * REACH + 1
    near = torch.arange(steps).expand(3, -1) % 12
    inputs = (torch.randn(3, 16), torch.randn(3, steps, 8), near, near, (near > 2).float())
    feed = {name: value.numpy() for name, value in zip(LINKER_INPUTS, inputs, strict=True)}
    with torch.inference_mode():
        assert np.allclose(linker(*inputs), session.run(["scores"], feed)[0], atol=1e-4)


def test_a_run_starts_from_a_shipped_network(trainer: Trainer, tmp_path: Path) -> None:
    torch.manual_seed(9)
    shipped = Network(TINY.shape)
    to_onnx(shipped, tmp_path / "plain.onnx")
    quantize(tmp_path / "plain.onnx", tmp_path / "model.onnx")
    taken = load_shipped(trainer.network, tmp_path / "model.onnx")
    assert {"encoder.layers.0.widen.weight", "cue.weight", "names.bias"} <= set(taken)
    ours, theirs = trainer.network.state_dict(), shipped.state_dict()
    for name in taken:
        assert torch.allclose(ours[name], theirs[name], atol=0.02), name


def test_three_cue_labels_become_five(trainer: Trainer) -> None:
    assert trainer.network.cue.weight.shape[0] == len(CUE_LABELS) == 5


def test_brackets_become_spans_and_tell_what_is_inner() -> None:
    text = parse("[s1 Ora] [c1 said] [x1 that [s2 he] [c2 hopes] [x2 to win]].", "one")
    assert text.text == "Ora said that he hopes to win."
    outer, inner = text.attributions
    assert (outer.inner, inner.inner) == (False, True)
    assert text.text[slice(*inner.content[0])] == "to win"
    told = parse("[s1 A], [c2 citing] [s2 B], [c1 said] [x1 [x2 so it is]].\nparents: 2>1", "two")
    assert [a.inner for a in told.attributions] == [False, True]


@pytest.mark.parametrize("held_back", [True, False])
def test_the_texts_written_for_nesting_can_be_read(held_back: bool) -> None:
    texts = read_nested(held_back=held_back)
    assert len(texts) == (12 if held_back else 60)
    for text in texts:
        assert "[" not in text.text
        assert all(a.content for a in text.attributions)
    assert any(a.inner for text in texts for a in text.attributions)


def test_inner_cues_have_their_own_labels(corpus: Corpus) -> None:
    inner = Marked(((80, 81),), (57, 61), ((62, 63),), inner=True)
    document = AttributedText("one", TEXT, (*ATTRIBUTED.attributions, inner))
    settings = Settings(window=100)
    (window,) = attributed_windows(document, corpus.tokenizer, settings, random.Random(1))
    assert CUE_LABELS.index("B-inner") in window.cue


def test_windows_carry_grammar_references_and_events(corpus: Corpus) -> None:
    (window,) = named_windows(NAMED, corpus.tokenizer, Settings(window=100), random.Random(0))
    assert sorted(set(window.syntax.tolist())) == sorted(
        {-1, RELATIONS.index("nsubj"), RELATIONS.index("root")}
    )
    assert {3.0, -1.5} <= set(window.happened.tolist())
    assert [number for _, _, number in window.referents] == [1, 2, 3]


def test_references_are_read_from_conllu() -> None:
    rows = [["1", "The", "", "", "", "", "3", "det", "", "Entity=(7-person-new-x-cf1-3-coref"],
            ["2", "old", "", "", "", "", "3", "amod", "", "_"],
            ["3", "mayor", "", "", "", "", "4", "nsubj:pass", "", "Entity=7)"]]  # fmt: skip
    ranges = [(0, 3), (4, 7), (8, 13)]
    assert referents_of(rows, ranges) == ((0, 13, 8, 13, 7),)
    assert relations_of(rows, ranges)[-1] == (8, 13, "nsubj")


def test_the_reference_loss_falls_when_the_right_phrase_scores_more(
    corpus: Corpus, trainer: Trainer
) -> None:
    (window,) = named_windows(NAMED, corpus.tokenizer, Settings(window=100), random.Random(0))
    batch = collate([window], TINY, random.Random(0))
    same = replace(batch, referents=batch.referents.clone())
    same.referents[:, 3] = 1
    refer = torch.zeros(1, len(window), 8)
    every = refer_loss(trainer.network, refer, same).item()
    assert every > 0
    assert refer_loss(trainer.network, refer + 3.0, same).item() < every


def test_windows_carry_their_labels(corpus: Corpus) -> None:
    cut = windows(corpus)
    assert len(cut) > 1
    for window in cut:
        assert len(window.ids) == len(window.shapes) == len(window.cue)
        for link in window.links:
            assert window.cue[link.begin] == 1
            assert link.roles.shape == (2, len(window))


def test_name_labels_leave_silent_types_open(corpus: Corpus) -> None:
    settings = Settings(window=100)
    (window,) = named_windows(NAMED, corpus.tokenizer, settings, random.Random(0))
    bit = {label: 1 << number for number, label in enumerate(NAME_LABELS)}
    assert window.allowed[1] == bit["O"] | bit["B-EVENT"] | bit["I-EVENT"]
    assert bit["B-PLACE"] in window.allowed
    assert bit["I-PERSON"] in window.allowed


def test_the_chain_total_is_the_sum_over_all_paths() -> None:
    torch.manual_seed(2)
    chain, switch = torch.randn(1, 3, 6), torch.randn(1, 2)
    paths = torch.tensor(list(product((0.0, 1.0), repeat=6)))
    scores = chain_score(chain.expand(len(paths), -1, -1), switch.expand(len(paths), -1), paths)
    assert chain_total(chain, switch)[0] == pytest.approx(scores.logsumexp(0).item(), abs=1e-4)


def test_malformed_lines_are_counted_not_read(tmp_path: Path) -> None:
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text").mkdir()
    (tmp_path / "text/a.txt").write_bytes(b"He said\r\nno.")
    lines = "T1\tSource 0 2\tHe\nT2\tCue 3 7\tsaid\nbroken\nT3\tContent 9 11\tno\n"
    relations = "E1\tAttribution:T9 Cue:T2 Source:T1 Content:T3\nE2\tAttribution:T9 Source:T1\n"
    (tmp_path / "attributions/a_x1.ann").write_text(lines + relations)
    (tmp_path / "attributions/b_x1.ann").write_text("")
    drops: Counter[str] = Counter()
    (text,) = read_polnear(tmp_path, drops)
    assert text.attributions == (Marked(((0, 2),), (3, 7), ((9, 11),)),)
    assert drops == {
        "polnear: line is not standoff": 1,
        "polnear: attribution without a cue": 1,
        "polnear: annotation without its text": 1,
    }


def test_words_are_set_as_printed() -> None:
    rows = [("He", "O"), ("said", "O"), (":", "O"), ('"', "O"), ("No", "O"), ('"', "O"), (".", "O")]
    assert join_words(rows)[0] == 'He said: "No".'
    labels = [("New", "B-LOC"), ("York", "I-LOC"), ("Times", "I-ORG")]
    assert spans_of(labels, [(0, 3), (4, 8), (9, 14)]) == [(0, 8, "LOC"), (9, 14, "ORG")]


def test_quotes_change_their_marks_and_no_offset() -> None:
    text = 'He said “no” and "yes".'
    single = restyle(text, ("‘", "’"))
    assert single == "He said ‘no’ and ‘yes’."
    assert restyle(text, ("", "")) == text


def test_the_rate_rises_and_falls() -> None:
    rates = [rate(step, 50, 0.1) for step in range(51)]
    assert rates[4] == 1.0
    assert rates[-1] == 0.0
    assert np.diff(rates[5:]).max() < 0
