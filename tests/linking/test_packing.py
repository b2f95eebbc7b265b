"""Records that linking keeps, as bytes and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from whence.linking.packing import pack, unpack, unpack_all


class Colour(Enum):
    """What a boat is painted."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Buoy:
    """Where a boat lies."""

    number: int


@dataclass(frozen=True, slots=True)
class Boat:
    """A record with a field of each sort."""

    name: str
    colour: Colour | None
    crew: tuple[str, ...]
    buoys: tuple[Buoy, ...]
    at: tuple[Buoy, float]
    nets: frozenset[str] = frozenset()
    catch: Mapping[str, int] = field(default_factory=dict)


FULL = Boat(
    name="Ella “II”",
    colour=Colour.BLUE,
    crew=("Voss", "Foss"),
    buoys=(Buoy(3), Buoy(1)),
    at=(Buoy(2), 0.1),
    nets=frozenset(["tarn", "reef"]),
    catch={"herring": 3, "cod": 2},
)
EMPTY = Boat("", None, (), (), (Buoy(0), 0.0))


def test_what_is_packed_comes_back() -> None:
    assert unpack(Boat, pack(FULL)) == FULL
    assert unpack_all(Boat, pack([FULL, EMPTY])) == [FULL, EMPTY]
    assert unpack(Buoy, pack(Buoy(7))) == Buoy(7)


def test_equal_records_are_the_same_bytes() -> None:
    turned = Boat(
        FULL.name, FULL.colour, FULL.crew, FULL.buoys, FULL.at,
        nets=frozenset(["reef", "tarn"]), catch={"cod": 2, "herring": 3},
    )  # fmt: skip
    assert pack(turned) == pack(FULL)
    assert pack(FULL) == (
        b'["Ella \\u201cII\\u201d","blue",["Voss","Foss"],[[3],[1]],[[2],0.1],'
        b'["reef","tarn"],{"cod":2,"herring":3}]'
    )
