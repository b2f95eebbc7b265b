from __future__ import annotations

import re
from itertools import pairwise

import pytest

from whence.extraction.cue_edges import (
    APART,
    TOUCHING,
    Habit,
    Seen,
    habits,
    keys,
    owned,
    see,
    settle,
)
from whence.extraction.decoding import Decoding, decode_attributions, word_bounds
from whence.extraction.encoder import Encoder


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


def seen_in(text: str, cue_words: dict[str, float]) -> Seen:
    """Return words parted by blanks, a wordpiece each, with the log-odds of being in a cue."""
    words = list(re.finditer(r"\S+", text))
    odds = [cue_words.get(word.group(), -4.0) for word in words]
    return Seen(
        text=text,
        starts=range(len(words)),
        ends=range(1, len(words) + 1),
        places=[word.span() for word in words],
        begins=odds,
        continues=odds,
        none=[0.0] * len(words),
    )


def cue_of(text: str, found: str, odds: dict[str, float]) -> str | None:
    seen = seen_in(text, odds)
    number = text.split().index(found)
    (cue,) = settle(seen, [(number, number + 1)], [(0.0,)])
    return None if cue is None else " ".join(text.split()[slice(*cue)])


@pytest.mark.parametrize(
    ("text", "found", "odds", "cue"),
    [
        (
            "the union is calling for a new dam",
            "calling",
            {"is": 1.0, "calling": 3.0},
            "is calling for",
        ),
        ("the board has denied that it knew", "denied", {"has": 1.0, "denied": 3.0}, "has denied"),
        ("the mayor said that it would hold", "said", {"said": 3.0}, "said"),
        ("the mayor said Vantor would go", "said", {"said": 3.0}, "said"),
    ],
)
def test_a_cue_reaches_as_far_as_readers_let_it(
    text: str, found: str, odds: dict[str, float], cue: str
) -> None:
    assert cue_of(text, found, odds) == cue


@pytest.mark.parametrize("mark", [", ", "; ", "\n", " — ", "”"])
def test_no_cue_reaches_over_a_mark(encoder: Encoder, mark: str) -> None:
    (reading,) = encoder.read([f"He said{mark}again"])
    seen = see(reading, *word_bounds(reading.words))
    assert seen.between(0, 1) == APART
    assert seen.between(1, 2) is None


def test_of_two_cues_that_grow_into_one_the_first_in_rank_stays() -> None:
    seen = seen_in("the union is calling for a new dam", {"is": 3.0, "calling": 3.0})
    cues = [(2, 3), (3, 4)]
    assert settle(seen, cues, [(1.0,), (0.0,)]) == [None, (2, 5)]


def test_a_cue_of_marks_stays_as_it_is() -> None:
    marks = Seen(": —", (), (), (), (), (), ())
    assert settle(marks, [(1, 2)], [(0.0,)]) == [(1, 2)]


def test_owners_and_unknown_names_are_kinds_of_words() -> None:
    text = "blamed Harn's mayor"
    assert owned(text, "Harn", 11) == "Harn's"
    assert owned("Harn'sy", "Harn", 4) == "Harn"
    known = frozenset(["mayor"])
    assert ("blam", "<'s>", APART) in keys("blamed", "Harn's", APART, known)
    assert ("*", "<name>", TOUCHING) in keys("blamed", "Harn", TOUCHING, known)
    assert ("*", "mayor", APART) in keys("blamed", "Mayor", APART, known)


def test_what_was_counted_often_outweighs_the_coarser_count() -> None:
    counts = {("*", "*", "_"): (100, 10.0), ("said", "then", "_"): (50, 48.0)}
    habit = Habit(counts, frozenset(["then"]), (1.0, 0.0, 1.0, 0.0))
    assert habit.odds("said", "then", APART) > 0 > habit.odds("said", "now", APART)


def test_shipped_habits_name_no_one() -> None:
    for habit in habits().values():
        assert len(habit.weights) == 4
        assert not {"trump", "clinton"} & {joins for _, joins, _ in habit.counts}


def test_cues_share_no_word_and_their_words_are_nobody_s_content(encoder: Encoder) -> None:
    text = (
        "The union is calling for a new dam, Ilse Vantor said Thursday. “We were warned by the "
        "board,” she told reporters. Piet Orlan, who agreed with her, has denied any delay."
    )
    (reading,) = encoder.read([text])
    found = decode_attributions(reading, how=Decoding(least=0.0, inner_least=0.0, long_least=0.0))
    cues = sorted(span for one in found for span in one.cue)
    assert cues
    assert all(end <= begin for (_, end), (begin, _) in pairwise(cues))
    for one in found:
        for begin, end in (*one.source, *one.content):
            assert all(end <= first or last <= begin for first, last in one.cue)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Piet Orlan is the mayor. He’s claiming that the dam will hold.", "He"),
        ("The dam will hold, according to board members in Harn.", "board members in Harn"),
    ],
)
def test_no_cue_grows_into_its_source(encoder: Encoder, text: str, source: str) -> None:
    (reading,) = encoder.read([text])
    (one,) = decode_attributions(reading)
    assert [text[slice(*span)] for span in one.source] == [source]


def test_a_cue_leaves_something_said(encoder: Encoder) -> None:
    text = "Ilse Vantor has pleaded not guilty, and Piet Orlan made the pledge on Monday."
    (reading,) = encoder.read([text])
    found = decode_attributions(reading, how=Decoding(least=0.0, inner_least=0.0, long_least=0.0))
    assert all(one.content for one in found)
