"""The gate: the pipeline over all gold, its scores, and the floors they must not fall below."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whence.evaluation.attribution import AttributionScore, score_attributions
from whence.evaluation.counts import Counts
from whence.evaluation.gold import GoldReport, GoldStory
from whence.evaluation.quantities import QuantityScore, score_quantities
from whence.evaluation.stories import StoryScore, score_story
from whence.evaluation.times import TimeScore, score_times
from whence.records.extraction import Extraction
from whence.records.links import Links
from whence.records.report import Report

Extract = Callable[[Report], Extraction]
Link = Callable[[Sequence[Report], Sequence[Extraction]], Links]


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything measured. `crashes` says which text or story failed and how."""

    attributions: AttributionScore = field(default_factory=AttributionScore)
    times: TimeScore = field(default_factory=TimeScore)
    quantities: QuantityScore = field(default_factory=QuantityScore)
    stories: StoryScore = field(default_factory=StoryScore)
    crashes: tuple[str, ...] = ()

    def figures(self) -> dict[str, float]:
        """Return each measure by its dotted name as an F1 of 0 to 100, one decimal."""
        sections: dict[str, Any] = {
            "attributions": self.attributions,
            "times": self.times,
            "quantities": self.quantities,
            "stories": self.stories,
        }
        return {
            f"{section}.{name}": round(100 * counts.f1, 1)
            for section, score in sections.items()
            for name in score.__slots__
            if isinstance(counts := getattr(score, name), Counts)
        }


def measure(
    reports: Sequence[GoldReport], stories: Sequence[GoldStory], *, extract: Extract, link: Link
) -> Scores:
    """Run extraction over every gold report and linking over every gold story, and score both.

    A text on which `extract` raises counts as one in which nothing was found, a story on which
    `link` raises as one without links: a crash is a miss and stops nothing.
    """
    crashes: list[str] = []
    results = {gold.name: _extracted(gold, extract, crashes) for gold in reports}
    attributions, times, quantities = AttributionScore(), TimeScore(), QuantityScore()
    for gold in reports:
        attributions += score_attributions(results[gold.name][1], gold)
        times += score_times(results[gold.name][1], gold)
        quantities += score_quantities(results[gold.name][1], gold)
    linked = StoryScore()
    for story in stories:
        pairs = [results[name] for name in story.reports]
        names = {report.id: name for (report, _), name in zip(pairs, story.reports, strict=True)}
        linked += score_story(_linked(story, pairs, link, crashes), story, names)
    return Scores(attributions, times, quantities, linked, tuple(crashes))


def read_floors(path: Path) -> tuple[str, dict[str, float]]:
    """Return the gold's fingerprint and the floors, by dotted name, of a TOML file."""
    record = tomllib.loads(path.read_text("utf8"))
    floors = {
        f"{section}.{name}": float(floor)
        for section, named in record.items()
        if isinstance(named, dict)
        for name, floor in named.items()
    }
    return record["fingerprint"], floors


def below(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Return a line for every measure under its floor, or that has no floor or no figure."""
    lines = [
        f"{name}: {figures[name]:.1f} is below its floor of {floor:.1f}"
        for name, floor in sorted(floors.items())
        if name in figures and figures[name] < floor
    ]
    lines += [f"{name}: has no floor" for name in sorted(set(figures) - set(floors))]
    return lines + [f"{name}: was not measured" for name in sorted(set(floors) - set(figures))]


def _extracted(gold: GoldReport, extract: Extract, crashes: list[str]) -> tuple[Report, Extraction]:
    report = gold.intake().report
    try:
        return report, extract(report)
    except Exception as error:
        crashes.append(f"{gold.name}: {type(error).__name__}: {error}")
        return report, Extraction(report=report.id)


def _linked(
    story: GoldStory, pairs: Sequence[tuple[Report, Extraction]], link: Link, crashes: list[str]
) -> Links:
    try:
        return link([report for report, _ in pairs], [extraction for _, extraction in pairs])
    except Exception as error:
        crashes.append(f"{story.name}: {type(error).__name__}: {error}")
        return Links()
