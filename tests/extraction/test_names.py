"""Names trimmed, repeated and joined into entities, on invented texts."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.marking import at, names_of
from whence.extraction.coreference import fold, join_names
from whence.extraction.names import (
    Name,
    add_bracketed,
    add_states,
    clean_names,
    repeat_names,
    type_groups,
)
from whence.records.extraction import EntityType
from whence.records.span import Span


@pytest.mark.parametrize(
    ("marked", "kind", "bare"),
    [
        ("President Ada Bell", EntityType.PERSON, "Ada Bell"),
        ("Ada Bell’s", EntityType.PERSON, "Ada Bell"),
        ("the Harbour Union", EntityType.ORGANIZATION, "Harbour Union"),
        ("“Harbour Union”,", EntityType.ORGANIZATION, "Harbour Union"),
        ("Gen. Ada Bell", EntityType.PERSON, "Ada Bell"),
        ("U.S.", EntityType.PLACE, "U.S."),
        ("Islamic State group", EntityType.ORGANIZATION, "Islamic State"),
        ("Norwegian Ada Bell", EntityType.PERSON, "Ada Bell"),
        ("Secretary of Defense Ada Bell", EntityType.PERSON, "Ada Bell"),
        ("Ada Bell of", EntityType.PERSON, "Ada Bell"),
        ("Norwegian capital Oslo", EntityType.PLACE, "Oslo"),
    ],
)
def test_trims_what_is_no_part_of_a_name(marked: str, kind: EntityType, bare: str) -> None:
    text = f"So {marked} spoke."
    found = clean_names(text, [Name(at(text, marked), kind, 0.9)])
    assert [n.span.of(text) for n in found] == [bare]


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("the", EntityType.PLACE),
        ("of foreign", EntityType.ORGANIZATION),
        ("Norwegian", EntityType.PLACE),
        ("Minister", EntityType.PERSON),
        ("German Chancellor", EntityType.PERSON),
    ],
)
def test_drops_what_is_no_name(marked: str, kind: EntityType) -> None:
    text = f"So {marked} spoke."
    assert clean_names(text, [Name(at(text, marked), kind, 0.9)]) == ()


def test_finds_repeats_and_bracketed_acronyms() -> None:
    text = "The Northern Port Workers (NPWs) met. NPWs left. Northern Port Workers cheered."
    names = names_of(text, O=["Northern Port Workers"])[:1]
    found = repeat_names(text, add_bracketed(text, names))
    assert [n.span.of(text) for n in found] == [
        "Northern Port Workers",
        "NPWs",
        "NPWs",
        "Northern Port Workers",
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Qasr met. The Qasr militia left.", EntityType.ORGANIZATION),
        ("A militia called Qasr left. Qasr met.", EntityType.ORGANIZATION),
        ("Qas’r met. The Qasr rebel group left.", EntityType.ORGANIZATION),
        ("Qasr met the group.", EntityType.PERSON),
        ("Omar Qasr met. The Qasr group left.", EntityType.PERSON),
    ],
)
def test_what_the_text_calls_a_group_is_no_person(text: str, kind: EntityType) -> None:
    names = names_of(text, P=["Omar Qasr", "Qasr", "Qas’r"])
    assert {name.type for name in type_groups(text, names)} == {kind}


def test_a_state_in_full_is_one_name() -> None:
    text = "The People's Republic of Harn (PRH) met Omar. Harn's kingdom of ice fell."
    names = names_of(text, O=["Republic"], P=["Omar"])
    found = add_bracketed(text, add_states(text, names))
    assert [(n.span.of(text), n.type) for n in found] == [
        ("People's Republic of Harn", EntityType.PLACE),
        ("PRH", EntityType.PLACE),
        ("Omar", EntityType.PERSON),
    ]


def entities(text: str, **kinds: list[str]) -> list[tuple[str, ...]]:
    _, found = join_names(text, names_of(text, **kinds))
    return [(e.name, *e.aliases) for e in found]


def test_joins_surnames_acronyms_and_shorter_forms() -> None:
    text = (
        "Ada Bell of the Northern Port Workers (NPW) spoke to Reed Orr. Bell left the NPW; "
        "the Port Workers stayed. BELL: No."
    )
    assert entities(
        text,
        P=["Ada Bell", "Reed Orr", "Bell", "BELL"],
        O=["Northern Port Workers", "NPW", "Port Workers"],
    ) == [
        ("Ada Bell", "Bell", "BELL"),
        ("Northern Port Workers", "Port Workers", "NPW"),
        ("Reed Orr",),
    ]


def test_keeps_two_of_one_surname_apart() -> None:
    text = "Ada Bell met Reed Bell. Ada Bell left."
    assert entities(text, P=["Ada Bell", "Reed Bell"]) == [("Ada Bell",), ("Reed Bell",)]


def test_a_capital_that_acts_stands_for_its_state() -> None:
    text = "Norway said no. Oslo rejected the plan. He lives in Oslo."
    mentions, _ = join_names(text, names_of(text, L=["Norway", "Oslo"]))
    assert mentions[0].entity == mentions[1].entity != mentions[2].entity


def test_knows_names_that_mean_the_same() -> None:
    text = "The U.S. paid. The United States left."
    assert entities(text, L=["U.S.", "United States"]) == [("United States", "U.S.")]
    assert fold("The Émigrés’s Co.") == ("emigres", "co")


@given(
    st.text(alphabet="aA BbU.S'’()-\n", max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 20), st.sampled_from(EntityType))),
)
def test_never_fails(text: str, spans: list[tuple[int, int, EntityType]]) -> None:
    raw = [Name(Span(min(s, len(text)), min(s + n, len(text))), k, 0.8) for s, n, k in spans]
    names = repeat_names(text, add_bracketed(text, clean_names(text, raw)))
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(names))
    mentions, found = join_names(text, names)
    assert {m.entity for m in mentions} == {e.id for e in found}


def test_many_names_take_little_time() -> None:
    text = " ".join(f"Ada Bell{i % 5000} met Harbour Union{i}." for i in range(10_000))
    words = [f"Ada Bell{i}" for i in range(5000)]
    names, start = [], 0
    for i in range(5000):
        start = text.index(words[i], start)
        names.append(Name(Span(start, start + len(words[i])), EntityType.PERSON, 1.0))
    begin = time.process_time()
    join_names(text, repeat_names(text, names))
    assert time.process_time() - begin < 5


@pytest.mark.parametrize("tag", ["D", "R-Harn", "D-N.H."])
def test_a_party_tag_is_no_name(tag: str) -> None:
    text = f"Ada Bell ({tag}) spoke."
    assert clean_names(text, [Name(at(text, f"({tag})"), EntityType.PERSON, 0.9)]) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The wall fell, HWB reports.", EntityType.ORGANIZATION),
        ("HWB: THE WALL FELL", EntityType.PERSON),
        ("Ada Bell left. BELL said so.", EntityType.PERSON),
    ],
)
def test_a_few_capitals_are_a_body_unless_all_is_in_capitals(text: str, kind: EntityType) -> None:
    short = "HWB" if "HWB" in text else "BELL"
    names = [Name(at(text, short), EntityType.PERSON, 0.9)]
    if "Ada" in text:
        names.insert(0, Name(at(text, "Ada Bell"), EntityType.PERSON, 0.9))
    assert type_groups(text, names)[-1].type is kind


@pytest.mark.parametrize(
    ("rest", "joined"),
    [
        ("Orl said he was ill. Orl left his house.", "Orl"),
        ("Mr. Orl left.", "Orl"),
        ("Orl said she was ill. Orl left.", "Melania Orl"),
        ("Orl left. Nobody saw him.", "Melania Orl"),
    ],
)
def test_a_bare_surname_is_not_joined_to_the_other_gender(rest: str, joined: str) -> None:
    text = f"Melania Orl came. {rest}"
    mentions, entities = join_names(text, names_of(text, P=["Melania Orl", "Orl"]))
    names = {entity.id: entity.name for entity in entities}
    assert names[mentions[-1].entity or ""] == joined
