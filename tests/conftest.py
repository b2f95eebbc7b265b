"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

from tests.piles import read_example
from tests.postgres import running_server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Give the URL, without a database, of a PostgreSQL server of this session's own."""
    with running_server() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Give the URL of an empty database that is dropped after the test."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE template0'.encode())
        yield f"{postgres_server}/{name}"
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(scope="session")
def example_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the path of a ledger with the example pile; it is to be copied, not changed."""
    path = tmp_path_factory.mktemp("example") / "story.whence"
    read_example(path)
    return path


# The same examples on every machine and in every run: a test that fails, fails for everybody.
# To look for new ones, run pytest with --hypothesis-profile=default.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")
