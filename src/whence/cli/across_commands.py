"""Commands on what holds across reports: labels, omissions, movement, known names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from whence.cli import options
from whence.cli.output import Column, write
from whence.export.across_records import (
    label_records,
    movement_record,
    name_record,
    position_records,
    speakers_of_labels,
)
from whence.ledger.store import open_ledger
from whence.linking.gazetteer import load_gazetteer, shipped_text
from whence.linking.movement import Count, Movement, find_movements
from whence.linking.omissions import Coverage, find_positions
from whence.linking.words import plain_words
from whence.records.links import LabelKind, Links, Voice
from whence.records.report import Report, outlet
from whence.settings import load_settings
from whence.views.ranking import ranked
from whence.views.wording import day, day_range, figure_told

LABEL_COLUMNS = (
    Column("Actor", "actor"),
    Column("Outlet", "outlet"),
    Column("In its own voice", "own"),
    Column("In quotes", "quoted"),
)
LABEL_CELLS = tuple(
    Column(key, key)
    for key in ("actor", "outlet", "label", "kind", "voice", "speaker", "path", "spans")
)
OMISSION_COLUMNS = (
    Column("Question", "question"),
    Column("Outlet", "outlet"),
    Column("How it stands", "coverage"),
    Column("Says", "says"),
    Column("Why", "why"),
)
MOVEMENT_COLUMNS = (
    Column("Question", "question"),
    Column("Day", "day"),
    Column("Figure", "says"),
    Column("Whose", "speaker"),
    Column("Origin", "origin", numeric=True),
    Column("Against earlier ones", "moves"),
    Column("Report", "path"),
)
# What a table says in words, machines get in numbers and ISO days.
MOVEMENT_CELLS = (
    Column("Question", "question"),
    *(Column(key.capitalize(), key) for key in ("day", "until", "day_kind", "low", "high", "unit")),
    *MOVEMENT_COLUMNS[2:],
)
NAME_COLUMNS = (
    Column("Name", "name"),
    Column("Kind", "kind"),
    Column("Other names", "names"),
    Column("Owner", "owner"),
    Column("Domains", "domains"),
)


@click.command("labels")
@options.ledger_argument
@options.format_option
@click.option("--actor", help="Only actors with this in one of their names.")
@click.option("--descriptions", is_flag=True, help="Only describing phrases, no names.")
def labels_command(ledger: str, form: str, actor: str | None, descriptions: bool) -> None:
    """List what each outlet calls each actor, in its own voice and in quotes.

    The table leaves out actors for whom one word is used throughout; JSON lines and CSV give every
    use with its place.
    """
    with open_ledger(ledger) as opened:
        links, reports = opened.links(), {report.id: report for report in opened.reports()}
        speakers = speakers_of_labels(links, opened.extractions())
    outlets = _outlets(reports)
    wanted = _actors_called(links, actor)
    rows = (
        row
        for row in label_records(links, reports, outlets, speakers)
        if (wanted is None or row["actor_id"] in wanted)
        and not (descriptions and row["kind"] == LabelKind.NAME)
    )
    empty = "No labels were found."
    if form == "table":
        write(_side_by_side(rows), LABEL_COLUMNS, form, empty=empty)
    else:
        write(rows, LABEL_CELLS, form, empty=empty)


@click.command("omissions")
@options.ledger_argument
@options.format_option
@click.option("--all", "everything", is_flag=True, help="Also the outlets that speak on a point.")
def omissions_command(ledger: str, form: str, everything: bool) -> None:
    """List what each outlet leaves out: silent, published before it was known, cannot tell.

    Only outlets whose reports are on the matter are listed. Silent says that no account of it
    was found in the outlet's reports at hand, though one came out after others told it; where
    words of theirs may tell it all the same these are given and nobody is called silent. What is
    silent here may be told in other reports, or in words that share none with the accounts.
    """
    links, reports = _read(ledger)
    points = ranked(links.points)
    positions = find_positions(points, links.entities, list(reports.values()), _outlets(reports))
    kept = [p for p in positions if everything or form != "table" or p.coverage not in _SPEAKING]
    rows = position_records(kept, points, reports)
    write(rows, OMISSION_COLUMNS, form, empty="No outlet leaves a point out.")


_SPEAKING = (Coverage.SAYS_SO, Coverage.SAYS_OTHERWISE)


@click.command("movement")
@options.ledger_argument
@options.format_option
@click.option("--moved", is_flag=True, help="Only figures on which accounts clash or that moved.")
def movement_command(ledger: str, form: str, moved: bool) -> None:
    """List how each figure moved: its accounts over time, clashes apart from updates.

    The day of a figure is the time it is told for ("as of Sunday"), else the day its report came
    out. Two figures that exclude one another clash if they are of one day; of two days the later
    one is an update. A toll that falls in another's word is a clash. Origin numbers the point's
    origins: figures with one number rest on one.
    """
    links, reports = _read(ledger)
    found = find_movements(ranked(links.points), reports.values(), _outlets(reports))
    kept = [m for m in found if m.moves or not moved]
    rows = (
        (movement_record(m, reports) for m in kept)
        if form == "jsonl"
        else (row for m in kept for row in _count_rows(m, reports, form))
    )
    columns = MOVEMENT_COLUMNS if form == "table" else MOVEMENT_CELLS
    write(rows, columns, form, empty="No point counts anything.")


@click.command("names")
@click.argument("name", required=False)
@options.format_option
@options.settings_option
@click.option(
    "--copy",
    type=click.Path(path_type=Path, exists=False),
    help="Write the shipped list to this file, to be edited.",
)
def names_command(
    name: str | None, form: str, settings_path: Path | None, copy: Path | None
) -> None:
    """List the names Whence knows beforehand, or those with NAME among them.

    The list is one readable file. To add to it, write a file of your own in the same form and
    name it as `gazetteer` in your settings; what it lists comes first.
    """
    if copy is not None:
        copy.write_text(shipped_text(), "utf8")
        click.echo(f"Wrote {copy}. Name it as gazetteer under [linking] in your settings.")
        return
    gazetteer = load_gazetteer(load_settings(settings_path).linking.gazetteer)
    words = plain_words(name or "")
    rows = (
        name_record(listed)
        for listed in gazetteer.listed()
        if not words or any(_holds(n, words) for n in (listed.entry.name, *listed.names))
    )
    write(rows, NAME_COLUMNS, form, empty="The list does not hold this name.")


def _read(ledger: str) -> tuple[Links, dict[str, Report]]:
    with open_ledger(ledger) as opened:
        return opened.links(), {report.id: report for report in opened.reports()}


def _outlets(reports: dict[str, Report]) -> dict[str, str]:
    return {name: outlet(report) for name, report in reports.items()}


def _actors_called(links: Links, name: str | None) -> set[str] | None:
    if name is None:
        return None
    words = plain_words(name)
    return {e.id for e in links.entities if any(_holds(n, words) for n in (e.name, *e.aliases))}


def _holds(name: str, words: tuple[str, ...]) -> bool:
    """Say whether the words stand in a name one after another."""
    held = plain_words(name)
    return any(held[n : n + len(words)] == words for n in range(len(held)))


def _side_by_side(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield a row an actor and outlet, its words in each voice, for actors with several words."""
    cells: dict[tuple[str, str, str], dict[str, dict[str, int]]] = {}
    for row in rows:
        key = (row["actor_id"], row["actor"], row["outlet"])
        said = cells.setdefault(key, {"outlet": {}, "quoted": {}})[row["voice"]]
        quoted = row["voice"] == Voice.QUOTED.value and row["speaker"]
        shown = f"{row['label']} ({row['speaker']})" if quoted else row["label"]
        said[shown] = said.get(shown, 0) + 1
    words: dict[str, set[str]] = {}
    for (actor, _, _), voices in cells.items():
        words.setdefault(actor, set()).update(w.lower() for v in voices.values() for w in v)
    for (actor, name, told), voices in cells.items():
        if len(words[actor]) > 1:
            yield {
                "actor": name,
                "outlet": told,
                "own": _counted(voices[Voice.OUTLET.value]),
                "quoted": _counted(voices[Voice.QUOTED.value]),
            }


def _counted(words: dict[str, int]) -> str:
    ordered = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    return "; ".join(f"{word}, {n} times" if n > 1 else word for word, n in ordered)


def _count_rows(
    movement: Movement, reports: dict[str, Report], form: str
) -> Iterator[dict[str, Any]]:
    said = {count.account: _figure(count) for count in movement.counts}
    against: dict[str, list[str]] = {}
    for move in movement.moves:
        against.setdefault(move.second, []).append(f"{move.change.value}: {said[move.first]}")
    for count in movement.counts:
        yield {
            "point": movement.point,
            "question": movement.question,
            "day": _day(count) if form == "table" else count.day,
            "until": count.until,
            "day_kind": count.day_kind.value if count.day_kind else None,
            "low": count.low,
            "high": count.high,
            "unit": count.unit,
            "says": said[count.account],
            "speaker": count.speaker,
            "origin": count.origin,
            "moves": "; ".join(dict.fromkeys(against.get(count.account, ()))),
            "path": reports[count.report].path,
        }


def _day(count: Count) -> str:
    """Return the day of a figure in words, and where it comes from."""
    if count.day_kind is None:
        return "unknown"
    told = day_range(count.day, count.until) if count.until else day(count.day)
    return f"{told} ({count.day_kind.value})"


def _figure(count: Count) -> str:
    return figure_told(count.says, count.low, count.high, count.unit)
