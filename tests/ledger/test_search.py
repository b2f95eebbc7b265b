"""Finding reports by what a person types, in SQLite and in PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.builders import make_intake
from whence.ledger.search import Phrase, parse
from whence.ledger.store import Ledger
from whence.ledger.words import fold, placed_words, words_of

TEXTS = {
    "a.txt": "The Café in Ost-Marl was shelled at dawn; 1,500 people fled the market square.",
    "b.txt": "Residents of Ostmarl fled. A market stood in the square. People said little.",
    "c.txt": "Shelling went on near Østmark, the ministry's spokesman said. 50% fled.",
}


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    ledger.add_many(make_intake(path, text) for path, text in TEXTS.items())
    return ledger


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("fled", "abc"),
        ("FLED market", "ab"),
        ('"market square"', "a"),
        ("“market square”", "a"),
        ('fled "the square"', "b"),
        ("shell*", "ac"),
        ("shell", ""),
        ('"was shel*"', ""),
        ('"was shel"*', "a"),
        ("cafe", "a"),
        ("CAFÉ", "a"),
        ("Ost-Marl", "a"),
        ("ostmarl", "b"),
        ("1,500", "a"),
        ("ministry's", "c"),
        ("little nothing", ""),
        ('"market square', "a"),
        ('"', ""),
        ("", ""),
        ("* ? ! -- ()", ""),
        ("50%", "c"),
        ("fled AND market", ""),
        ("NEAR(fled market)", ""),
        ("words:fled", ""),
    ],
)
def test_finds(filled: Ledger, query: str, paths: str) -> None:
    assert sorted(hit.path[0] for hit in filled.search(query)) == list(paths)


def test_a_hit_tells_where_the_words_stand(filled: Ledger) -> None:
    (hit,) = filled.search('"market square"')
    assert hit.span is not None
    assert hit.span.of(TEXTS["a.txt"]) == hit.found == "market square"
    assert hit.before.endswith("fled the ")
    assert "market square" in hit.snippet
    assert hit.report == filled.report("a.txt").id


def test_a_report_is_found_by_its_hash(filled: Ledger) -> None:
    wanted = filled.report("b.txt")
    assert [hit.path for hit in filled.search(wanted.id[:20])] == ["b.txt"]
    assert [hit.path for hit in filled.search(f"fled {wanted.id}")] == ["b.txt"]
    assert filled.search(f"Café {wanted.id}") == []


def test_a_title_apart_from_the_text_is_found(ledger: Ledger) -> None:
    ledger.add(make_intake("t.txt", "A body.", title="Harbour reopens"))
    (hit,) = ledger.search("harb* body")
    assert hit.span is not None
    (hit,) = ledger.search("reopens")
    assert hit.span is None
    assert hit.found == "reopens"


def test_no_more_than_the_limit(ledger: Ledger) -> None:
    ledger.add_many(make_intake(f"{n:03}.txt", f"the same words {n}") for n in range(130))
    assert len(ledger.search("same words")) == 50
    assert len(ledger.search("same words", limit=120)) == 120
    assert ledger.search("same", limit=0) == []
    assert len(ledger.search('"words 7"')) == 1


def test_words_far_apart_in_a_long_text_are_found(ledger: Ledger) -> None:
    text = "start " + "filler and more " * 60_000 + "finish line"
    ledger.add(make_intake("long.txt", text))
    (hit,) = ledger.search('"finish line" start')
    assert hit.span is not None
    assert hit.found == "finish line"


def test_a_text_of_many_different_words_is_taken(ledger: Ledger) -> None:
    ledger.add(
        make_intake("many.txt", " ".join(f"w{n}" for n in range(200_000)) + " " + "x" * 5_000)
    )
    assert len(ledger.search("w17")) == 1


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=st.text(max_size=60) | st.text(alphabet='"*“” -()^:+ANDORNEAR{}', max_size=30))
def test_nothing_typed_is_an_error(filled: Ledger, query: str) -> None:
    for hit in filled.search(query):
        assert hit.path in TEXTS


@given(st.text(max_size=80))
def test_words_have_their_places(text: str) -> None:
    placed = list(placed_words(text))
    assert [word for word, _, _ in placed] == words_of(text)
    for word, start, end in placed:
        assert fold(text[start:end]) == word


def test_the_parts_of_a_query() -> None:
    assert parse('al-Asad "two words" begin*') == [
        Phrase(("al", "asad"), False),
        Phrase(("two", "words"), False),
        Phrase(("begin",), True),
    ]
    assert len(parse("word " * 500)) <= 64


def test_search_does_not_see_what_a_run_changed(filled: Ledger) -> None:
    report = filled.report("a.txt")
    assert replace(report) == report
    assert [hit.path for hit in filled.search("dawn")] == ["a.txt"]


@pytest.mark.parametrize(
    "words", ["a few plain words and ", "Überlandstraßenbahnhaltestelle ", "橋" * 9]
)
def test_a_snippet_cuts_no_word_where_a_gap_is_near(ledger: Ledger, words: str) -> None:
    text = words * 12 + "the keeper waved " + words * 12
    ledger.add(make_intake("d.txt", text))
    (hit,) = ledger.search("keeper")
    before, _, after = hit.snippet.partition("keeper")
    assert before.startswith("… ")
    assert after.endswith(" …")
    if " " in words:
        shown = {*before.removeprefix("… ").split(), *after.removesuffix(" …").split()}
        assert shown <= set(text.split())
