"""Figures in one unit: what two accounts measure is compared as one measure, not as two numbers."""

from __future__ import annotations

from dataclasses import dataclass

from whence.linking.ages import AGE
from whence.records.extraction import Bound, Quantity

# Each unit in the smallest of its kind (SI; international foot, pound and mile).
_IN_BASE: dict[str, tuple[str, float]] = {
    "second": ("second", 1.0), "minute": ("second", 60.0), "hour": ("second", 3600.0),
    "day": ("second", 86400.0), "week": ("second", 604800.0),
    "month": ("month", 1.0), "year": ("month", 12.0), "decade": ("month", 120.0),
    "century": ("month", 1200.0),
    "centimetre": ("metre", 0.01), "metre": ("metre", 1.0), "kilometre": ("metre", 1000.0),
    "inch": ("metre", 0.0254), "foot": ("metre", 0.3048), "yard": ("metre", 0.9144),
    "mile": ("metre", 1609.344),
    "gram": ("kilogram", 0.001), "kilogram": ("kilogram", 1.0), "tonne": ("kilogram", 1000.0),
    "ton": ("kilogram", 1000.0), "pound": ("kilogram", 0.45359237),
    "ounce": ("kilogram", 0.028349523), "stone": ("kilogram", 6.35029318),
    "kilometre per hour": ("metre per second", 1 / 3.6),
    "mile per hour": ("metre per second", 0.44704), "metre per second": ("metre per second", 1.0),
    "knot": ("metre per second", 0.514444),
    "hectare": ("square metre", 1e4), "acre": ("square metre", 4046.856),
    "square metre": ("square metre", 1.0), "square kilometre": ("square metre", 1e6),
    "square mile": ("square metre", 2589988.11),
}  # fmt: skip
# "nine minutes and 46 seconds": the smaller unit that a figure of parts is whole in.
_PARTS = {"minute": ("second", 60), "hour": ("minute", 60), "day": ("hour", 24),
          "foot": ("inch", 12), "pound": ("ounce", 16)}  # fmt: skip
_OF_TIME = frozenset(["minute", "hour", "day"])
_IN_YEARS = {"decade": 10.0, "century": 100.0}
_WHOLE = 1e-6  # how near a whole number counts as whole
_TELLING = 2  # digits of a measure that are compared across units
_WRITTEN = 1000  # a number people write has at most three decimals


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the smallest unit of its kind; `grain` is half a unit of those it was given in.

    `grain` is 0 where what is given is counted and not measured.
    """

    low: float | None
    high: float | None
    bound: Bound
    grain: float = 0.0

    @property
    def value(self) -> float:
        """Return the number it is written with: its low, or its high where there is no low."""
        return self.low if self.low is not None else (self.high or 0.0)


def figure_of(quantity: Quantity) -> Figure:
    """Return a quantity as a figure that may be compared with others of its kind."""
    _, scale = _IN_BASE.get(quantity.unit or "", ("", 0.0))
    if not scale:
        return Figure(quantity.low, quantity.high, quantity.bound)
    low, high = (_scaled(value, scale) for value in (quantity.low, quantity.high))
    whole = all(v is None or v == round(v) for v in (quantity.low, quantity.high))
    return Figure(low, high, quantity.bound, scale / 2 if whole else 0.0)


def is_measure(quantity: Quantity) -> bool:
    """Say whether a quantity is measured in a unit, not counted."""
    return quantity.unit in _IN_BASE


def dimension(unit: str) -> str:
    """Return what all units of a kind are told in: miles and feet in metres; else the unit."""
    return _IN_BASE[unit][0] if unit in _IN_BASE else unit


def rounded_range(quantity: Quantity) -> tuple[float | None, float | None]:
    """Return low and high as two reports are held against each other.

    Measures stand in the smallest unit of their kind, rounded to `_TELLING` digits: 400 pounds and
    181 kilograms are one weight.
    """
    if not is_measure(quantity) or quantity.role == AGE:
        return quantity.low, quantity.high
    figure = figure_of(quantity)
    return _rounded(figure.low), _rounded(figure.high)


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{_TELLING}g}")


def same_dimension(one: str, other: str) -> bool:
    """Say whether two units measure the same: miles and kilometres, not miles and hours."""
    return one in _IN_BASE and other in _IN_BASE and _IN_BASE[one][0] == _IN_BASE[other][0]


def in_whole_units(quantity: Quantity) -> tuple[float | None, float | None, str | None]:
    """Return low, high and unit as accounts give them.

    A figure of parts ("9 minutes 46 seconds"), or less than one ("half an hour"), is told in the
    smaller unit, decades and centuries in years.
    """
    low, high, unit = quantity.low, quantity.high, quantity.unit
    if unit in _IN_YEARS:
        low, high = (None if v is None else v * _IN_YEARS[unit] for v in (low, high))
        unit = "year"
    if unit in _PARTS and not all(_is_written(v, unit) for v in (low, high)):
        smaller, times = _PARTS[unit]
        parts = [None if v is None else v * times for v in (low, high)]
        if all(v is None or abs(v - round(v)) < _WHOLE for v in parts):
            low, high = (None if v is None else float(round(v)) for v in parts)
            unit = smaller
    return low, high, unit


def _is_written(value: float | None, unit: str) -> bool:
    """Say whether people would write a number in its unit: 11.5 hours, but 30 minutes."""
    if value is None:
        return True
    if unit in _OF_TIME and 0 < value < 1:
        return False
    return abs(value * _WRITTEN - round(value * _WRITTEN)) < _WHOLE * _WRITTEN


def _scaled(value: float | None, scale: float) -> float | None:
    return None if value is None else round(value * scale, 6)
