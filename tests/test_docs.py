"""The docs agree with the code: stale pages, unlisted dependencies and dead links fail."""

import re
import tomllib
from pathlib import Path

import pytest

from whence.cli.main import COMMANDS
from whence.cli.reference import reference_page

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *ROOT.glob("examples/*.md")])


def read(name: str) -> str:
    return (ROOT / name).read_text("utf8")


def test_the_reference_is_fresh() -> None:
    assert read("docs/reference.md") == reference_page(), "run tools/reference"


def test_every_dependency_says_why_it_is_there() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["postgres"],
        *project["dependency-groups"]["dev"],
    ]
    page = read("docs/dependencies.md")
    names = {re.split(r"[\[<>=~; ]", line)[0] for line in wanted}
    assert {name for name in names if f"| {name} |" not in page} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_the_docs_exist(page: Path) -> None:
    for block in re.findall(r"```(?:sh|bash|console)\n(.*?)```", page.read_text("utf8"), re.DOTALL):
        for name in re.findall(r"^\$? ?whence (\w+)", block, re.MULTILINE):
            assert name in COMMANDS, f"{page.name} speaks of whence {name}"


def test_every_decision_is_listed() -> None:
    listed = read("docs/decisions/README.md")
    for page in (ROOT / "docs" / "decisions").glob("[0-9]*.md"):
        assert page.name in listed
