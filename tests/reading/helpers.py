"""Reading one input in a test, and showing what came out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from whence.reading.original import decoded_input
from whence.reading.pile import read_pile
from whence.records.report import Intake, Refusal, Report
from whence.settings import ReadingSettings, load_settings

SETTINGS = load_settings().reading


def settings(**changes: int) -> ReadingSettings:
    """Return the default bounds with some of them changed."""
    return replace(SETTINGS, **changes)


def read(*paths: Path, bounds: ReadingSettings = SETTINGS) -> list[Intake | Refusal]:
    return list(read_pile(paths, settings=bounds))


def read_file(
    folder: Path, name: str, data: str | bytes, bounds: ReadingSettings = SETTINGS
) -> list[Intake | Refusal]:
    """Write `data` to a file and read it."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read(path, bounds=bounds)


def one_report(folder: Path, name: str, data: str | bytes) -> Report:
    (outcome,) = read_file(folder, name, data)
    assert isinstance(outcome, Intake), outcome
    check_runs(outcome)
    return outcome.report


def one_refusal(
    folder: Path, name: str, data: str | bytes, bounds: ReadingSettings = SETTINGS
) -> Refusal:
    (outcome,) = read_file(folder, name, data, bounds)
    assert isinstance(outcome, Refusal), outcome
    assert outcome.cause
    assert outcome.remedy
    return outcome


def check_runs(intake: Intake) -> None:
    """Every reading character in a run stands at its place in the input, or is an entity there."""
    report = intake.report
    raw = decoded_input(report, intake.data)
    covered = 0
    for run in report.raw:
        assert run.text >= covered
        covered = run.text + run.length
        assert covered <= len(report.text)
        if run.raw is None:
            continue
        written = raw[run.raw : run.raw + run.length]
        shown = report.text[run.text : run.text + run.length]
        assert written == shown or (run.length == 1 and written == "&")
    for span in report.boilerplate:
        assert 0 <= span.start < span.end <= len(raw)
    paragraphs = [span.of(report.text) for span in report.paragraphs]
    assert "\n\n".join(paragraphs) == report.text
    assert all(p == " ".join(p.split()) and p for p in paragraphs)


def as_json(outcome: Intake | Refusal, folder: Path) -> dict[str, Any]:
    """Return what a reader made of an input, in the form the expected outputs are kept in."""
    prefix = f"{folder}/"
    if isinstance(outcome, Refusal):
        path = outcome.path.removeprefix(prefix)
        return {"path": path, "cause": outcome.cause, "remedy": outcome.remedy}
    report = outcome.report
    raw = decoded_input(report, outcome.data)
    published = report.published
    return {
        "id": report.id,
        "path": report.path.removeprefix(prefix),
        "container": report.container.removeprefix(prefix) if report.container else None,
        "title": report.title,
        "publisher": report.publisher,
        "byline": report.byline,
        "language": report.language,
        "agencies": list(report.agencies),
        "url": report.url,
        "published": [
            published.earliest,
            published.latest,
            published.value,
            published.origin.value,
            published.why,
        ]
        if published
        else None,
        "note": report.note,
        "media_type": report.media_type,
        "encoding": report.encoding,
        "paragraphs": [span.of(report.text) for span in report.paragraphs],
        "raw": [[run.text, run.raw, run.length] for run in report.raw],
        "debris": [span.of(raw) for span in report.boilerplate],
    }
