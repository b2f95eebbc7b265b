"""How well publication dates are found where they are withheld or hidden.

    python benchmarks/undated.py stories PATH [--half fit|report|all] [--errors N]
    python benchmarks/undated.py pages PATH PAGES [--errors N]

`stories`: PATH is a folder of JSON records, one folder a story; date and address are withheld and
the date is inferred from the text. Constants are fitted on one half of the stories (`fit`) and
figures are told of the other (`report`); the half is the last bit of the SHA-256 of the story's
name. `pages`: PATH is htmldate's `eval_default.json`, PAGES the folder with its HTML files; three
readers see the same pages without their address: plain metadata (the first date that a <meta>,
JSON-LD or <time> names), htmldate, and Whence. Prints tables.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from statistics import median

import htmldate

from whence.errors import ReadError
from whence.extraction.published import date_report
from whence.extraction.sentences import split_sentences
from whence.reading.draft import Origin
from whence.reading.page import read_page
from whence.reading.record import read_record
from whence.records.report import DateOrigin, Published, Report
from whence.settings import load_settings

WITHHELD = ("date_publish", "url")
WIDTHS = (7, 31, 92, 366, 1096)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One report: what it is called, its true day, and what was found (None: nothing)."""

    name: str
    truth: date
    found: Published | None

    @property
    def holds(self) -> bool:
        """Say whether the true day lies within the range."""
        found = self.found
        return found is not None and found.earliest <= self.truth.isoformat() <= found.latest

    @property
    def exact(self) -> bool:
        """Say whether a single day was given, and it is the true one."""
        return self.stated and self.holds

    @property
    def stated(self) -> bool:
        """Say whether a single day was given."""
        return self.found is not None and self.found.earliest == self.found.latest

    @property
    def width(self) -> int:
        """Return the days from the first to the last of the range; 0 is one day."""
        if self.found is None:
            return 0
        return _days(self.found.latest) - _days(self.found.earliest)


def half_of(story: str) -> str:
    """Return which half a story belongs to."""
    return ("fit", "report")[sha256(story.encode()).digest()[-1] & 1]


def stories(root: Path, half: str) -> Iterator[Outcome]:
    """Yield the reports of a folder of stories, their dates inferred from their text alone."""
    settings = load_settings().reading
    for path in sorted(root.glob("*/*.json")):
        if half not in {"all", half_of(path.parent.name)}:
            continue
        record = json.loads(path.read_text("utf8"))
        truth = date.fromisoformat(record["date_publish"][:10])
        kept = {key: value for key, value in record.items() if key not in WITHHELD}
        data = json.dumps(kept).encode()
        report = read_record(
            kept, Origin(str(path), data, "application/json"), settings=settings
        ).report
        yield Outcome("/".join(path.parts[-2:]), truth, dated(report))


def dated(report: Report) -> Published | None:
    """Return when a report was published, from what was read or else from its text."""
    return date_report(
        report.text, split_sentences(report.text, report.paragraphs), report.published
    )


def pages(gold: Path, root: Path) -> Iterator[tuple[str, date, bytes]]:
    """Yield address, true day and bytes of every page that is at hand."""
    for url, entry in sorted(json.loads(gold.read_text("utf8")).items()):
        file = next(iter(sorted(root.rglob(entry["file"]))), None)
        if file is not None:
            yield url, date.fromisoformat(entry["date"]), file.read_bytes()


def by_whence(data: bytes) -> Published | None:
    """Return the date that Whence gives a page."""
    try:
        report = read_page(
            data, Origin("page.html", data, "text/html"), settings=load_settings().reading
        ).report
    except ReadError:
        return None
    return dated(report)


def by_htmldate(data: bytes) -> Published | None:
    """Return the date that htmldate gives a page, as its own evaluation asks for it."""
    found = htmldate.find_date(data.decode("utf8", "replace"), original_date=True)
    return _single(found)


_PLAIN = re.compile(
    r"""<meta[^>]{1,300}(?:published_time|pubdate|publish-?date|dc\.date|name="date")[^>]{1,300}>"""
    r"""|"datePublished"\s{0,3}:\s{0,3}"[^"]{8,40}"|<time[^>]{1,300}datetime=[^>]{8,60}>""",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")


def by_metadata(data: bytes) -> Published | None:
    """Return the first ISO date that a page's metadata names."""
    for field in _PLAIN.finditer(data.decode("utf8", "replace")):
        day = _DAY.search(field.group())
        if day is not None:
            return _single(day.group())
    return None


def _single(day: str | None) -> Published | None:
    return None if day is None else Published(day, day, day, DateOrigin.METADATA, "as given")


def _days(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def line(name: str, outcomes: Sequence[Outcome]) -> str:
    """Return a row: reports, answered, right within the range, median width, exact."""
    answered = [one for one in outcomes if one.found is not None]
    single = [one for one in answered if one.stated]
    widths = [one.width for one in answered]
    return (
        f"{name:24s}{len(outcomes):8d}{_share(len(answered), len(outcomes)):>10s}"
        f"{_share(sum(one.holds for one in answered), len(answered)):>10s}"
        f"{median(widths) if widths else 0:10.0f}"
        f"{_share(sum(one.exact for one in outcomes), len(outcomes)):>12s}"
        f"{_share(sum(one.exact for one in single), len(single)):>14s}"
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


HEAD = (
    f"{'':24s}{'reports':>8s}{'answered':>10s}{'in range':>10s}{'width':>10s}"
    f"{'exact':>12s}{'exact of days':>14s}"
)


def print_widths(outcomes: Iterable[Outcome]) -> None:
    """Print how the ranges fare by how wide they are."""
    left = [one for one in outcomes if one.found is not None]
    for low, high in zip((-1, *WIDTHS), (*WIDTHS, sys.maxsize), strict=True):
        some = [one for one in left if low < one.width <= high]
        name = f"up to {high} days" if high < sys.maxsize else "wider"
        if some:
            print(line(name, some))


def print_errors(outcomes: Iterable[Outcome], most: int) -> None:
    """Print reports whose true day lies outside the range, with the reason given."""
    wrong = [one for one in outcomes if one.found is not None and not one.holds]
    for one in wrong[:most]:
        found = one.found
        if found is not None:
            print(f"{one.truth} {one.name}: {found.earliest} to {found.latest}: {found.why}")


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(dest="command", required=True)
    story = commands.add_parser("stories")
    story.add_argument("path", type=Path)
    story.add_argument("--half", choices=("fit", "report", "all"), default="report")
    page = commands.add_parser("pages")
    page.add_argument("path", type=Path)
    page.add_argument("pages", type=Path)
    for command in (story, page):
        command.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    print(HEAD)
    if args.command == "stories":
        found = list(stories(args.path, args.half))
        print(line(f"stories, {args.half}", found))
        print_widths(found)
    else:
        given = list(pages(args.path, args.pages))
        readers: dict[str, Callable[[bytes], Published | None]] = {
            "plain metadata": by_metadata,
            f"htmldate {htmldate.__version__}": by_htmldate,
            "whence": by_whence,
        }
        for name, reader in readers.items():
            found = [Outcome(url, day, reader(data)) for url, day, data in given]
            print(line(name, found), flush=True)
        print_widths(found)
    print_errors(found, args.errors)


if __name__ == "__main__":
    main()
