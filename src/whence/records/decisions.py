"""People's decisions on actors, as linking has to keep to them."""

from __future__ import annotations

from dataclasses import dataclass

Member = tuple[str, str]
"""An actor within one report: (report id, in-report entity id), as in `LinkedEntity.members`."""

Group = tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Which in-report entities are one actor by a person's word, and which are not.

    `together`: all members of each group are one actor. `apart`: no member of the first group
    is one with any member of the second, whatever their names say. Members that the pile does
    not hold are to be passed over.
    """

    together: tuple[Group, ...] = ()
    apart: tuple[tuple[Group, Group], ...] = ()


NONE_TAKEN = Decisions()
