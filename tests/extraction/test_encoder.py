from __future__ import annotations

import json
import shutil
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from whence.errors import ModelError
from whence.extraction.encoder import OVERLAP, WINDOW, Encoder, plan_windows
from whence.extraction.wordpieces import CUE_LABELS, NAME_LABELS

FOLDER = Path(str(resources.files("whence.extraction"))) / "model"
SHORT = "“The dam will hold,” Ilse Vantor, the river board's engineer, told reporters on Monday."
OTHER = "Officials in Harn denied that any money had been paid to the miners' union."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


def long_text(paragraphs: int) -> str:
    return "\n\n".join(
        f"On day {number} the council of Orla met again. {SHORT} {OTHER}"
        for number in range(paragraphs)
    )


def test_a_reading_has_a_row_for_every_wordpiece(encoder: Encoder) -> None:
    (reading,) = encoder.read([SHORT])
    rows = len(reading.offsets)
    assert reading.text == SHORT
    assert reading.cue.shape == (rows, len(CUE_LABELS))
    assert reading.names.shape == (rows, len(NAME_LABELS))
    assert np.allclose(np.exp(reading.cue).sum(axis=1), 1, atol=1e-4)
    assert np.allclose(np.exp(reading.names).sum(axis=1), 1, atol=1e-4)


def test_a_text_reads_the_same_in_any_company(encoder: Encoder) -> None:
    texts = [SHORT, long_text(8), OTHER, ""]
    forward = encoder.read(texts)
    backward = encoder.read(texts[::-1])[::-1]
    for one, other in zip(forward, backward, strict=True):
        assert np.array_equal(one.cue, other.cue)
        assert np.array_equal(one.sense, other.sense)


@pytest.mark.parametrize("text", ["", "  \n", "?! ... —", "12 34", "🙂"])
def test_texts_without_letters_are_read(encoder: Encoder, text: str) -> None:
    (reading,) = encoder.read([text])
    assert len(reading.offsets) == len(reading.words)
    assert np.isfinite(reading.cue).all()
    assert reading.sentence_vector(0, len(text)).shape == (384,)


def test_quotation_marks_of_other_printers_read_like_ours(encoder: Encoder) -> None:
    ours = SHORT
    theirs = SHORT.replace("“", "«").replace("”", "»")
    one, other = encoder.read([ours, theirs])
    assert np.array_equal(one.cue, other.cue)


def test_pieces_of_a_range_are_those_that_share_a_character(encoder: Encoder) -> None:
    (reading,) = encoder.read([SHORT])
    first, last = reading.pieces_of(1, 4)
    assert SHORT[reading.offsets[first, 0] : reading.offsets[last - 1, 1]] == "The"
    assert reading.pieces_of(0, len(SHORT)) == (0, len(reading.offsets))
    begin, end = reading.pieces_of(5, 5)
    assert begin == end


def test_the_end_of_a_long_text_reads_like_a_short_one(encoder: Encoder) -> None:
    text = long_text(12)
    (whole,) = encoder.read([text])
    begin = text.rindex("On day")
    (alone,) = encoder.read([text[begin:]])
    tail = whole.cue[whole.offsets[:, 0] >= begin]
    assert tail.shape == alone.cue.shape
    same = tail.argmax(axis=1) == alone.cue.argmax(axis=1)
    assert same.mean() > 0.9


def test_windows_cover_a_text_once_and_seams_fall_between_paragraphs() -> None:
    paragraphs = np.repeat(np.arange(100, dtype=np.int32), 17)
    plan = list(plan_windows(paragraphs))
    kept = [piece for _, (first, last) in plan for piece in range(first, last)]
    assert kept == list(range(len(paragraphs)))
    opens = set(range(0, len(paragraphs), 17))
    assert all(first in opens for _, (first, _) in plan)
    assert all(end - begin <= WINDOW for (begin, end), _ in plan)
    assert all(begin <= first and last <= end for (begin, end), (first, last) in plan)


def test_a_text_of_one_paragraph_is_cut_in_the_middle_of_the_overlap() -> None:
    plan = list(plan_windows(np.zeros(1000, dtype=np.int32)))
    assert plan[0] == ((0, WINDOW), (0, WINDOW - OVERLAP // 2))
    assert plan[1][0][0] == WINDOW - OVERLAP
    assert list(plan_windows(np.zeros(0, dtype=np.int32))) == []


def test_sentence_vectors_are_unit_and_nearer_when_alike(encoder: Encoder) -> None:
    texts = [
        "Nine people were killed in the mine.",
        "The mine accident left nine dead.",
        "The singer's new album sold well.",
    ]
    one, alike, unlike = (
        reading.sentence_vector(0, len(text))
        for reading, text in zip(encoder.read(texts), texts, strict=True)
    )
    assert np.linalg.norm(one) == pytest.approx(1, abs=1e-4)
    assert one @ alike > one @ unlike + 0.2


def test_a_sentence_vector_is_made_of_its_own_sentence(encoder: Encoder) -> None:
    text = f"{SHORT} {OTHER}"
    (reading,) = encoder.read([text])
    first = reading.sentence_vector(0, len(SHORT))
    second = reading.sentence_vector(len(SHORT) + 1, len(text))
    assert first @ second < 0.95
    assert not reading.sentence_vector(5, 5).any()


def test_the_card_names_the_weights(encoder: Encoder) -> None:
    config = json.loads((FOLDER / "config.json").read_text(encoding="utf-8"))
    assert encoder.card.sha256 == config["weights_sha256"]
    assert (encoder.card.name, encoder.card.version) == (config["name"], config["version"])


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "model"))


@pytest.mark.parametrize("name", ["model.onnx", "linker.onnx", "tokenizer.json"])
def test_a_changed_file_is_refused(copied: Path, name: str) -> None:
    path = copied / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ModelError, match="sha256") as caught:
        Encoder.load(copied)
    assert caught.value.where == str(path)


@pytest.mark.parametrize("name", ["model.onnx", "linker.onnx", "tokenizer.json", "config.json"])
def test_a_missing_file_is_refused(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(ModelError, match="cannot be read"):
        Encoder.load(copied)


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("format", 99, "format is 99"),
        ("name_labels", ["O"], "name_labels"),
        ("switch", [[0.0]], "table switch"),
        ("refer_distance", [], "table refer_distance"),
        ("calibration", {"cue": [1.0, 0.0]}, "table calibration"),
    ],
)
def test_settings_of_another_version_are_refused(
    copied: Path, key: str, value: object, says: str
) -> None:
    path = copied / "config.json"
    config = json.loads(path.read_text(encoding="utf-8")) | {key: value}
    path.write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelError, match=says):
        Encoder.load(copied)


def test_settings_that_lack_a_key_are_refused(copied: Path) -> None:
    path = copied / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    del config["switch"]
    path.write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelError, match="lack switch"):
        Encoder.load(copied)
