from __future__ import annotations

from pathlib import Path

import pytest

from whence.errors import SettingsError
from whence.linking.gazetteer import load_gazetteer
from whence.linking.words import words_of
from whence.records.links import CitedKind

KNOWN = load_gazetteer()


@pytest.mark.parametrize("name", ["Daesh", "ISIS", "the Islamic State", "Islamic State group"])
def test_other_names_lead_to_one_entry(name: str) -> None:
    entry = KNOWN.find(name)
    assert entry is not None
    assert entry.name == "Islamic State"


def test_short_names_are_compared_with_their_case() -> None:
    assert KNOWN.find("IS") is not None
    assert KNOWN.find("is") is None
    assert KNOWN.find("who") is None


@pytest.mark.parametrize("name", ["Press Association (PA)", "the Associated Press (AP)"])
def test_a_name_with_its_letters_in_brackets_is_the_name(name: str) -> None:
    entry = KNOWN.find(name)
    assert entry is not None
    assert entry.label == name.removeprefix("the ")
    assert KNOWN.find(name.replace("(", "(X")) is None


@pytest.mark.parametrize("word", ["Norway", "Oslo", "Norwegian", "norwegians"])
def test_capitals_and_demonyms_point_to_their_state(word: str) -> None:
    entry = KNOWN.state(word)
    assert entry is not None
    assert entry.name == "Norway"


def test_outlets_are_found_by_name_domain_and_address() -> None:
    for publisher, url in (("www.npr.org", None), ("NPR", None), (None, "https://www.npr.org/a")):
        entry = KNOWN.outlet(publisher, url)
        assert entry is not None
        assert entry.name == "NPR"
    assert KNOWN.outlet("harbour-courier.example", None) is None


def test_media_are_found_in_running_words_longest_first() -> None:
    found = [f.entry.name for f in KNOWN.media_in(words_of("He told Sky News and the sun shone"))]
    assert found == ["Sky News"]


def test_a_label_carries_the_acronym() -> None:
    entry = KNOWN.find("Press Association")
    assert entry is not None
    assert entry.label == "Press Association (PA)"
    assert entry.cited_kind is CitedKind.AGENCY


def test_a_users_own_file_is_laid_over_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "names.toml"
    own.write_text('[outlets]\n"The Harbour Courier" = { domains = ["courier.example"] }\n', "utf8")
    entry = load_gazetteer(str(own)).outlet("www.courier.example")
    assert entry is not None
    assert entry.name == "The Harbour Courier"


def test_a_damaged_file_is_refused_with_a_reason(tmp_path: Path) -> None:
    own = tmp_path / "names.toml"
    own.write_text("[outlets\n", "utf8")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_gazetteer(str(own))
    own.write_text("[newspapers]\n", "utf8")
    other = tmp_path / "other.toml"
    other.write_text("[newspapers]\n", "utf8")
    with pytest.raises(SettingsError, match="newspapers"):
        load_gazetteer(str(other))


def test_a_users_entry_adds_to_the_shipped_one_and_wins_over_it(tmp_path: Path) -> None:
    own = tmp_path / "names.toml"
    own.write_text(
        '[groups]\n"Islamic State" = ["the Orvale Caliphate"]\n"Salen Brigade" = ["Hamas"]\n',
        "utf8",
    )
    names = load_gazetteer(str(own))
    found = {n: e.name for n in ("Orvale Caliphate", "Daesh", "Hamas") if (e := names.find(n))}
    assert found == {
        "Orvale Caliphate": "Islamic State",
        "Daesh": "Islamic State",
        "Hamas": "Salen Brigade",
    }


@pytest.mark.parametrize(
    ("said", "owner"),
    [('owner = "Orvale Media"', "Orvale Media"), ('owner = ""', None), ("aliases = []", "China")],
)
def test_a_users_owner_stands_in_place_of_the_shipped_one(
    tmp_path: Path, said: str, owner: str | None
) -> None:
    own = tmp_path / "names.toml"
    own.write_text(f'[agencies]\n"Xinhua" = {{ {said} }}\n', "utf8")
    names = load_gazetteer(str(own))
    assert {e.owner for e in (names.outlet("news.cn"), names.find("Xinhuanet")) if e} == {owner}


def test_media_of_one_owner_say_so() -> None:
    known = load_gazetteer()
    sold = {"The Times", "The Sun", "The Wall Street Journal"}
    assert {e.owner for name in sold if (e := known.find(name))} == {"News Corp"}
    one, two = known.find("CNN"), known.find("CNN Turk")
    assert one is not None
    assert two is not None
    assert one.owner != two.owner


@pytest.mark.parametrize("text", ['[groups]\n"X" = 3\n', '[kings]\n"X" = []\n', "groups = 1\n"])
def test_a_file_of_another_form_is_refused_in_words(tmp_path: Path, text: str) -> None:
    own = tmp_path / "names.toml"
    own.write_text(text, "utf8")
    with pytest.raises(SettingsError):
        load_gazetteer(str(own))


def test_a_place_that_is_a_capital_still_points_to_its_state() -> None:
    entry = KNOWN.state("Kyiv")
    assert entry is not None
    assert entry.name == "Ukraine"
