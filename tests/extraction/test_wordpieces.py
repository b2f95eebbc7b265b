from __future__ import annotations

from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from whence.extraction.wordpieces import (
    CASES,
    DISTANCE_BUCKETS,
    PLACE_BUCKETS,
    QUOTES,
    SHAPE_ROWS,
    Pieces,
    cut,
    distance_buckets,
    load_tokenizer,
    place_buckets,
)

FOLDER = Path(str(resources.files("whence.extraction"))) / "model"
TOKENIZER = load_tokenizer(FOLDER / "tokenizer.json")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return TOKENIZER


def surface(text: str, pieces: Pieces) -> list[str]:
    return [text[begin:end] for begin, end in pieces.offsets.tolist()]


def feature(pieces: Pieces, number: int) -> list[int]:
    """Undo the shift that makes all features rows of one table."""
    first = [0, len(CASES), len(CASES) + len(QUOTES)]
    row = pieces.shapes[:, number] - [*first, first[2] + 2, first[2] + 4][number]
    return [int(value) for value in row]


def test_offsets_give_back_the_very_characters(tokenizer: Tokenizer) -> None:
    text = "Café owner Ünal 🙂 paid €5.\u00a0“Naïve,” she\u00adsaid."
    words = surface(text, cut(text, tokenizer))
    assert words[:2] == ["Café", "owner"]
    assert "€" in words
    assert "“" in words
    assert all(word.strip() for word in words)


@given(st.text(max_size=60))
def test_offsets_are_ordered_and_inside_any_text(text: str) -> None:
    pieces = cut(text, TOKENIZER)
    edges = pieces.offsets
    assert (edges[:, 0] <= edges[:, 1]).all()
    assert (np.diff(edges[:, 0]) >= 0).all()
    assert (edges <= len(text)).all()
    assert (pieces.shapes >= 0).all()
    assert (pieces.shapes < SHAPE_ROWS).all()
    assert (np.diff(pieces.words) >= 0).all()


def test_pieces_of_a_word_share_its_number_and_its_case(tokenizer: Tokenizer) -> None:
    text = "Pyrzhanovskaya resigned"
    pieces = cut(text, tokenizer)
    assert pieces.words.max() == 1
    first = pieces.words == 0
    assert first.sum() > 1
    assert {CASES[case] for case, one in zip(feature(pieces, 0), first, strict=True) if one} == {
        "Title"
    }


def test_cases_are_told_apart(tokenizer: Tokenizer) -> None:
    pieces = cut("the The US iPhone 42 ;", tokenizer)
    by_word = dict(zip(pieces.words.tolist(), feature(pieces, 0), strict=True))
    names = [CASES[case] for case in by_word.values()]
    assert names == ["lower", "Title", "UPPER", "mixed", "digit", "mark"]


def test_quotations_end_with_their_paragraph(tokenizer: Tokenizer) -> None:
    text = 'A “b c” d\n"e f\ng'
    pieces = cut(text, tokenizer)
    inside = [
        word for word, quoted in zip(surface(text, pieces), pieces.quoted, strict=True) if quoted
    ]
    assert inside == ["“", "b", "c", "”", '"', "e", "f", "g"] or inside[-1] == "f"


def test_paragraphs_are_numbered_and_their_first_piece_marked(tokenizer: Tokenizer) -> None:
    pieces = cut("One two.\n\nThree four.", tokenizer)
    assert pieces.paragraphs.tolist() == [0, 0, 0, 2, 2, 2]
    assert feature(pieces, 3) == [1, 0, 0, 1, 0, 0]
    assert feature(pieces, 4) == [1, 1, 0, 1, 1, 0]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t"])
def test_a_text_without_words_has_no_pieces(tokenizer: Tokenizer, text: str) -> None:
    pieces = cut(text, tokenizer)
    assert len(pieces) == 0
    assert pieces.offsets.shape == (0, 2)
    assert pieces.shapes.shape == (0, 5)


def test_distance_buckets_are_ordered_and_symmetric() -> None:
    steps = np.arange(-500, 501)
    buckets = distance_buckets(steps)
    assert (np.diff(buckets) >= 0).all()
    assert buckets.min() == 0
    assert buckets.max() == DISTANCE_BUCKETS - 1
    assert (buckets + buckets[::-1] == DISTANCE_BUCKETS - 1).all()


def test_place_buckets_tell_paragraph_and_quotation_apart() -> None:
    places = {
        int(place_buckets(np.array([step]), np.array([cue]), np.array([piece]))[0])
        for step in (-3, 0, 1)
        for cue in (False, True)
        for piece in (False, True)
    }
    assert places == set(range(PLACE_BUCKETS))
