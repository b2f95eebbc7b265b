"""Settings: named keys are laid over the defaults, anything unknown is refused."""

import dataclasses
import re
from importlib import resources
from pathlib import Path

import pytest

from whence.errors import SettingsError
from whence.settings import DEFAULTS, Settings, load_settings


def test_the_defaults_fill_every_field() -> None:
    settings = load_settings()
    for section in dataclasses.fields(Settings):
        for field in dataclasses.fields(getattr(settings, section.name)):
            assert getattr(getattr(settings, section.name), field.name) is not None


def test_only_named_keys_change(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("[reading]\nmax_bytes = 10\n", "utf8")
    changed, defaults = load_settings(own), load_settings()
    assert changed.reading.max_bytes == 10
    assert dataclasses.replace(changed.reading, max_bytes=defaults.reading.max_bytes) == (
        defaults.reading
    )
    assert changed.linking == defaults.linking


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[reading]\nmax_byte = 1\n", "unknown setting max_byte"),
        ("[writing]\n", "unknown setting writing"),
        ("[reading]\nmax_bytes = 'many'\n", "should be of the type"),
        ("[reading]\nmax_bytes = -1\n", "below zero"),
        ("[reading]\nmax_bytes = true\n", "should be of the type"),
        ("[extraction]\nlanguages = [1]\n", "should be of the type"),
        ("[linking]\npoint_bar = 0.0\n", "between 0 and 1"),
        ("[linking]\npoint_bar = 1\n", "between 0 and 1"),
        ("[linking]\npoint_bar = nan\n", "between 0 and 1"),
        ("reading = 3\n", "must be a section"),
        ("[reading\n", "not valid TOML in UTF-8"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_file_named(
    tmp_path: Path, text: str, says: str
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, "utf8")
    with pytest.raises(SettingsError, match=says) as caught:
        load_settings(own)
    assert "own.toml" in str(caught.value)


def test_a_missing_file_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be opened"):
        load_settings(tmp_path / "none.toml")


def test_every_setting_is_explained_by_a_comment() -> None:
    lines = resources.files("whence").joinpath(DEFAULTS).read_text("utf8").splitlines()
    explained = False
    for line in lines:
        if line.startswith("#"):
            explained = True
        elif not line.strip():
            explained = False
        elif re.match(r"\w+ = ", line):
            assert explained, f"{line} has no comment above it"
