"""The docs agree with the code: stale pages, unlisted dependencies and dead links fail."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from whence.cli.main import COMMANDS
from whence.cli.reference import reference_page

ROOT = Path(__file__).parent.parent
HELPS = reference_page()
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
def test_links_lead_to_a_heading(page: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#\s]*)#([^)]+)\)", page.read_text("utf8")):
        if not target.startswith(("http://", "https://")):
            there = page.parent / target if target else page
            assert anchor in anchors(there), f"{page.name} links to {target}#{anchor}"


def anchors(page: Path) -> set[str]:
    """Return what the headings of a page are linked by, as GitHub names them."""
    seen: Counter[str] = Counter()
    found = set()
    for heading in re.findall(r"^#+ (.*)$", page.read_text("utf8"), re.MULTILINE):
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        found.add(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_the_docs_exist(page: Path) -> None:
    for block in re.findall(r"```(?:sh|bash|console)\n(.*?)```", page.read_text("utf8"), re.DOTALL):
        for name in re.findall(r"^\$? ?whence (\w+)", block, re.MULTILINE):
            assert name in COMMANDS, f"{page.name} speaks of whence {name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_options_in_the_docs_exist(page: Path) -> None:
    helps = dict(re.findall(r"^### whence ([a-z ]+)\n\n```text\n(.*?)```", HELPS, re.DOTALL | re.M))
    for block in re.findall(r"```(?:sh|bash|console)\n(.*?)```", page.read_text("utf8"), re.DOTALL):
        for line in re.findall(r"^\$? ?whence (.*)", block.replace("\\\n", " "), re.MULTILINE):
            words = line.split()
            two = " ".join(words[:2])
            help_ = helps[two if two in helps else words[0]]
            for option in re.findall(r"(?<!\S)--[a-z-]+", line):
                assert option in help_, f"{page.name} speaks of whence {two} {option}"


def test_every_decision_is_listed() -> None:
    listed = read("docs/decisions/README.md")
    for page in (ROOT / "docs" / "decisions").glob("[0-9]*.md"):
        assert page.name in listed
