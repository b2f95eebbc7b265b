"""How right linking is on the stories annotated by hand, story by story and together.

    python benchmarks/stories.py DATA SCORE/stories.py [--also FOLDER ...] [--bar B ...] [--ablate]
        [--keep FILE] [--one-pile]

DATA holds `stories` and `stories-gold`; the scorer is used as it is. Stories of each folder of
`--also` (by default `stories_annotated` beside this file, and `held_out` and `unseen` in it) are
scored as a group of their own. Rules may be mended on the misses of `stories_annotated`, never on
those of `held_out` and `unseen`. The weights of links come from other stories
(`training/linking.py`), but for the few pairs that `stories_annotated/README.md` names. `--bar`
scores other bars than the setting's; `--ablate` leaves each feature out in turn (or those it names,
"one+other" for two at once), the others' weights and the bar kept, and tells what becomes of each
group; `--keep` holds what extraction found from one run to the next. `--one-pile` links all stories
as one ledger and tells how many points speak from several, which is nearly always false.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.util
import json
import math
import pickle
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from whence.export.records import point_record, source_record
from whence.extraction.workers import Workers
from whence.linking import features, growing
from whence.linking import link as linking
from whence.linking import points as point_making
from whence.linking.link import link
from whence.linking.origins import Origins
from whence.records.extraction import Extraction
from whence.records.report import Refusal, Report
from whence.settings import LinkingSettings, load_settings
from whence.workflow import extract_pile

Read = list[tuple[Report, Extraction]]
Totals = dict[str, list[Any]]
SHOWN = (
    "linking", "linking R", "same answer", "same origin", "quantity", "points", "relation",
    "reuse", "relays P", "relays R",
)  # fmt: skip


BY_LINKS = ("linking", "linking R", "quantity", "points")  # what the weights of links decide
ANNOTATED = Path(__file__).with_name("stories_annotated")
HELD_OUT = ANNOTATED / "held_out"
UNSEEN = ANNOTATED / "unseen"


class Scorer:
    """The scorer of the gold stories, and the gold itself; `groups` names the stories by folder."""

    def __init__(self, folders: Iterable[Path], script: Path) -> None:
        spec = importlib.util.spec_from_file_location("scorer", script)
        if spec is None or spec.loader is None:
            raise SystemExit(f"no scorer at {script}")
        self._module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self._module)
        vars(self._module)["Path"] = lru_cache(maxsize=None)(Path)  # it asks for few, often
        self.gold: dict[str, Any] = {}
        self.groups: dict[str, list[str]] = {}
        for folder in folders:
            found = {p.stem: json.loads(p.read_text("utf8")) for p in sorted(folder.glob("*.json"))}
            self.groups[folder.name] = list(found)
            self.gold |= found

    def score(self, story: str, points: list[Any], sources: list[Any], total: Totals) -> None:
        """Add what one story comes to to the totals."""
        self._module.score(self.gold[story], points, sources, total)

    def meets(self, account: Any, gold: Any) -> bool:
        """Say whether an account of a ledger stands for one that is annotated."""
        own: bool = Path(account["path"]).stem == gold["article"]
        return own and bool(self._module.overlap(account["spans"], gold["spans"]))

    def figure(self, name: str, counted: list[Any]) -> float:
        """Return a share in percent, as the scorer prints it."""
        if name.startswith("same"):
            told = self._module.balanced(counted)
        elif len(counted) == 3:
            told = self._module.f1(*counted).split("F1")[1]
        else:
            return 100 * counted[0] / counted[1] if counted[1] else 0.0
        found = re.search(r"[\d.]+", told)
        return float(found.group()) if found else math.nan


def blank() -> Totals:
    """Return totals as the scorer wants them."""
    return {
        name: [] if name.startswith("same") else [0, 0, 0] if name == "reuse" else [0, 0]
        for name in SHOWN
    }


def read_stories(data: Path, stories: Iterable[str], keep: Path | None) -> dict[str, Read]:
    """Return the stories' reports with what was found in them; `keep` spares reading them again."""
    read: dict[str, Read] = {}
    if keep is not None and keep.exists():
        read = pickle.loads(keep.read_bytes())
    missing = [story for story in stories if story not in read]
    if not missing:
        return read
    settings = load_settings()
    settings = dataclasses.replace(
        settings, extraction=dataclasses.replace(settings.extraction, workers=1)
    )
    workers = Workers(settings.extraction)
    for story in missing:
        read[story] = [
            item
            for item in extract_pile([data / "stories" / story], workers, settings)
            if not isinstance(item, Refusal)
        ]
    if keep is not None:
        keep.write_bytes(pickle.dumps(read))
    return read


def run(read: Read, settings: LinkingSettings) -> tuple[list[Any], list[Any]]:
    """Link a pile; return its points and its sources as their JSON reads."""
    links = link([r for r, _ in read], [e for _, e in read], settings=settings)
    reports = {r.id: r for r, _ in read}
    points = [point_record(point, reports) for point in links.points]
    sources = [source_record(credit, reports) for credit in (*links.relays, *links.reuses)]
    return json.loads(json.dumps(points)), json.loads(json.dumps(sources))


class OnePile:
    """All stories linked as one ledger, and what that says of each."""

    def __init__(self, read: dict[str, Read], settings: LinkingSettings) -> None:
        self._points, self._sources = run(
            [found for told in read.values() for found in told], settings
        )
        self._paths = {name: {report.path for report, _ in told} for name, told in read.items()}

    def of(self, story: str) -> tuple[list[Any], list[Any]]:
        """Return the points, with their accounts in this story alone, and its sources."""
        paths = self._paths[story]
        points = [told for point in self._points if (told := _within(point, paths))["accounts"]]
        return points, [source for source in self._sources if source["path"] in paths]

    def spanning(self) -> int:
        """Return how many points speak from several stories."""
        of = {path: story for story, paths in self._paths.items() for path in paths}
        return sum(len({of[a["path"]] for a in point["accounts"]}) > 1 for point in self._points)

    def __len__(self) -> int:
        return len(self._points)


def _within(point: Any, paths: set[str]) -> Any:
    """Return a point with those of its accounts alone that stand in these reports."""
    accounts = [account for account in point["accounts"] if account["path"] in paths]
    kept = {account["id"] for account in accounts}
    parts = {
        name: [held for part in point[name] if (held := [i for i in part if i in kept])]
        for name in ("groups", "origins")
    }
    return {**point, **parts, "accounts": accounts}


Linked = Callable[[str], tuple[list[Any], list[Any]]]


def measure(linked: Linked, scorer: Scorer) -> dict[str, dict[str, float]]:
    """Return each story's figures, those of each group and those of all together, in percent."""
    together = blank()
    rows: dict[str, dict[str, float]] = {}
    for group, stories in scorer.groups.items():
        of_group = blank()
        for story in stories:
            alone = blank()
            scorer.score(story, *linked(story), alone)
            of_group = _sum(of_group, alone)
            together = _sum(together, alone)
            rows[story] = {name: scorer.figure(name, alone[name]) for name in SHOWN}
        rows[group] = {name: scorer.figure(name, of_group[name]) for name in SHOWN}
    rows["together"] = {name: scorer.figure(name, together[name]) for name in SHOWN}
    return rows


def _sum(one: Totals, two: Totals) -> Totals:
    return {
        name: counted + two[name]
        if name.startswith("same")
        else [mine + theirs for mine, theirs in zip(counted, two[name], strict=True)]
        for name, counted in one.items()
    }


def show(rows: dict[str, dict[str, float]]) -> None:
    """Print a table, a row a story."""
    print("| |" + "|".join(SHOWN) + "|")
    print("|---|" + "---|" * len(SHOWN))
    for name, row in rows.items():
        print(f"| {name} | " + " | ".join(f"{row[column]:.1f}" for column in SHOWN) + " |")


@contextmanager
def without(names: Collection[str]) -> Iterator[None]:
    """Leave features out: they weigh nothing."""
    learnt = features.learnt()
    kept = {
        kind: (start, tuple((f, 0.0 if f.__name__ in names else w) for f, w in weights))
        for kind, (start, weights) in learnt.items()
    }
    with patch.object(features, "learnt", lambda: kept):
        yield


@contextmanager
def once_a_pile() -> Iterator[None]:
    """Work out once what no weight of a link changes; ask nothing, look for no origins.

    Holds for the same reports and extractions linked again and again, and for `BY_LINKS` alone.
    """
    with ExitStack() as patches:
        for module, name in (
            (growing, "gather"),
            (growing, "find_relays"),
            (linking, "actors_and_labels"),
        ):
            patches.enter_context(patch.object(module, name, _kept(getattr(module, name))))
        patches.enter_context(patch.object(point_making, "ask_all", _not_asked))
        none = Origins((), 0, 0, ())
        patches.enter_context(patch.object(point_making, "find_origins", lambda *_: none))
        yield


def _not_asked(asked: Iterable[Any]) -> list[str]:
    return ["" for _ in asked]


def _kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of reports that is called once for each of them, in whatever list."""
    found: dict[tuple[str, ...], Any] = {}

    def told(reports: Any, *others: Any) -> Any:
        key = tuple(r.id for r in reports) if isinstance(reports, list) else (reports.id,)
        if key not in found:
            found[key] = function(reports, *others)
        return found[key]

    return told


def ablate(linked: Linked, scorer: Scorer, left_out: Iterable[str]) -> None:
    """Print a table of what becomes of each group, a row for what was left out."""
    shown = [(group, column) for group in scorer.groups for column in BY_LINKS]
    print("\n| without |" + "|".join(f"{group}: {column}" for group, column in shown) + "|")
    print("|---|" + "---|" * len(shown))
    with once_a_pile():
        for names in ("nothing", *left_out):
            with without(names.split("+")):
                rows = measure(linked, scorer)
            told = " | ".join(f"{rows[group][column]:.1f}" for group, column in shown)
            print(f"| {names} | {told} |", flush=True)


def main() -> None:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--also", type=Path, nargs="*", default=[ANNOTATED, HELD_OUT, UNSEEN])
    parser.add_argument("--bar", type=float, nargs="*", default=[])
    parser.add_argument("--ablate", nargs="*", metavar="FEATURES", help="leave features out")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--one-pile", action="store_true")
    asked = parser.parse_args()
    scorer = Scorer([asked.data / "stories-gold", *asked.also], asked.scorer)
    read = read_stories(asked.data, scorer.gold, asked.keep)
    settings = load_settings().linking

    def alone(settings: LinkingSettings) -> Linked:
        return lambda story: run(read[story], settings)

    if asked.one_pile:
        pile = OnePile({story: read[story] for story in scorer.gold}, settings)
        show(measure(pile.of, scorer))
        print(f"\n{len(pile)} points, {pile.spanning()} from several stories")
        return
    if asked.ablate is None:
        show(measure(alone(settings), scorer))
    for bar in asked.bar:
        print(f"\nbar {bar}")
        show(measure(alone(dataclasses.replace(settings, point_bar=bar)), scorer))
    if asked.ablate is not None:
        used = {f.__name__ for f in (*features.PLAIN_FEATURES, *features.FIGURE_FEATURES)}
        ablate(alone(settings), scorer, asked.ablate or sorted(used))


if __name__ == "__main__":
    main()
