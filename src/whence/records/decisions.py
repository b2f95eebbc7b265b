"""In-report entities, as people's decisions and linking speak of them."""

from __future__ import annotations

Member = tuple[str, str]
"""An actor within one report: (report id, in-report entity id), as in `LinkedEntity.members`."""

Group = tuple[Member, ...]
