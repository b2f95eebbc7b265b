"""Settings: one commented defaults file; users override only named keys."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from importlib import resources
from pathlib import Path
from typing import Any, get_type_hints

from whence.errors import SettingsError

DEFAULTS = "defaults.toml"


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """Bounds on what reading takes in; see `defaults.toml` for each."""

    max_bytes: int
    max_unpacked_bytes: int
    max_expansion: int
    max_members: int
    max_depth: int
    max_html_depth: int
    max_page: int
    max_text: int


@dataclass(frozen=True, slots=True)
class ExtractionSettings:
    """How reports are analysed; see `defaults.toml` for each."""

    languages: tuple[str, ...]
    workers: int


@dataclass(frozen=True, slots=True)
class LinkingSettings:
    """How reports are compared; see `defaults.toml` for each."""

    max_days_apart: int
    point_bar: float
    gazetteer: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, one section a stage."""

    reading: ReadingSettings
    extraction: ExtractionSettings
    linking: LinkingSettings


def load_settings(path: Path | None = None) -> Settings:
    """Return the defaults, with the keys of the TOML file at `path` laid over them.

    Raises `SettingsError` when the file cannot be read, holds an unknown section or key, or a
    value of another type than the default's or out of its range.
    """
    defaults = tomllib.loads(resources.files("whence").joinpath(DEFAULTS).read_text("utf8"))
    own = {} if path is None else _read(path)
    known = get_type_hints(Settings)
    _refuse_unknown(set(own) - set(known), known, where=str(path))
    return Settings(
        **{
            name: _section(kind, name, defaults.get(name, {}), own.get(name, {}), str(path))
            for name, kind in known.items()
        }
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf8"))
    except OSError as error:
        raise SettingsError(
            f"cannot be opened: {error.strerror}", where=str(path), remedy="check the path"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"is not valid TOML in UTF-8: {error}", where=str(path), remedy="mend the line it names"
        ) from error


def _section(kind: Any, name: str, base: dict[str, Any], own: Any, where: str) -> Any:
    if not isinstance(own, dict):
        raise SettingsError(
            f"{name} must be a section", where=where, remedy=f"write [{name}] on a line of its own"
        )
    _refuse_unknown(set(own) - {f.name for f in fields(kind)}, base, where=f"{where} [{name}]")
    for key, value in own.items():
        _refuse_unfit(key, value, base[key], where=f"{where} [{name}]")
    merged = {**base, **own}
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in merged.items()})


def _refuse_unfit(key: str, value: Any, default: Any, *, where: str) -> None:
    """Refuse a value of another type than the default's, or out of its range.

    A list holds what the default's holds. Numbers with decimals are probabilities, whole ones
    sizes and counts.
    """
    kinds = (int, float) if type(default) is float else (type(default),)
    if type(value) not in kinds or (
        isinstance(value, list) and {type(v) for v in value} - {type(v) for v in default}
    ):
        raise SettingsError(
            f"{key} = {value!r} should be of the type of its default",
            where=where,
            remedy=f"write it as {default!r} is written",
        )
    if type(default) is float and not 0 < value < 1:
        raise SettingsError(
            f"{key} = {value!r} is a probability and must lie between 0 and 1",
            where=where,
            remedy=f"its default is {default!r}",
        )
    if type(default) is int and value < 0:
        raise SettingsError(
            f"{key} = {value!r} is below zero", where=where, remedy=f"its default is {default!r}"
        )


def _refuse_unknown(unknown: set[str], known: Any, *, where: str) -> None:
    if unknown:
        raise SettingsError(
            f"unknown setting {', '.join(sorted(unknown))}",
            where=where,
            remedy=f"choose from {', '.join(sorted(known))}",
        )
