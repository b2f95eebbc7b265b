"""Running one step of the migrations inside a transaction the caller holds."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade_to(connection: Connection, revision: int) -> None:
    """Bring the ledger behind `connection` to `revision`; the caller commits."""
    config = Config()
    # A percent sign in a path would be taken for an interpolation.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, f"{revision:04}")
