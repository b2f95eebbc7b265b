"""Every command over a real pile and a real ledger."""

import csv
import io
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import NORTH, Whence


def jsonl(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_read_ends_with_a_summary_a_person_can_act_on(
    pile: Path, tmp_path: Path, whence: Whence
) -> None:
    result = whence("read", pile, "--ledger", tmp_path / "s.whence")
    assert result.status == 0
    for words in (
        "2 reports in the ledger (2 new)",
        "0 inputs refused",
        "claims with a speaker",
        "speakers",
        "Ledger: ",
        "Next: whence points",
    ):
        assert words in " ".join(result.out.split()), result.out


def test_a_second_run_finds_everything_known(pile: Path, ledger: Path, whence: Whence) -> None:
    before = whence("claims", ledger, "--format", "jsonl").out
    again = whence("read", pile, "--ledger", ledger)
    assert "(0 new, 2 of this run already known)" in " ".join(again.out.split())
    assert whence("claims", ledger, "--format", "jsonl").out == before


def test_extract_prints_the_contract_in_the_order_of_the_input(pile: Path, whence: Whence) -> None:
    result = whence("extract", pile / "south.json", pile / "north.txt", "--format", "jsonl")
    south, north = jsonl(result.out)
    assert south["schema"] == "whence/extraction/1"
    assert south["report"]["published"]["value"] == "2021-05-12"
    assert south["report"]["published"]["origin"] == "metadata"
    assert Path(north["report"]["path"]).name == "north.txt"
    for record in (south, north):
        assert set(record) >= {
            "schema", "report", "text", "raw", "boilerplate", "attributions", "mentions",
            "entities", "times", "quantities", "distances", "statements", "note",
        }  # fmt: skip
        assert record["attributions"], record["text"]
        for a in record["attributions"]:
            assert set(a) == {
                "id", "source", "cue", "content", "speaker", "speaker_name", "speaker_kind",
                "stance", "quote", "parent", "score", "certainty", "role", "source_score",
                "content_score", "speaker_score", "standing", "judged",
            }  # fmt: skip
    for start, raw, length in north["raw"]:
        assert NORTH[raw : raw + length] == north["text"][start : start + length]


def test_extract_gives_a_record_for_every_input_even_a_bad_one(pile: Path, whence: Whence) -> None:
    (pile / "a-picture.txt").write_bytes(bytes(range(256)) * 40)
    lines = [
        json.dumps({"title": "", "text": t}) for t in ("Rain fell.", "", "Snow fell, he said.")
    ]
    (pile / "many.jsonl").write_text("\n".join(lines), "utf8")
    result = whence("extract", pile, "--format", "jsonl")
    records = jsonl(result.out)
    assert len(records) == 6
    assert "not read" in records[0]["note"]
    assert records[2]["report"]["path"].endswith("many.jsonl#2")
    assert records[2]["attributions"] == []
    assert records[2]["note"]
    assert "a-picture.txt" in result.err


def test_extract_reads_standard_input(pile: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "whence", "extract", "-", "--format", "jsonl"],
        input=(pile / "north.txt").read_bytes(),
        capture_output=True,
        check=True,
    )
    (record,) = jsonl(result.stdout.decode())
    assert record["attributions"]


def test_points_sources_and_claims_speak_every_format(ledger: Path, whence: Whence) -> None:
    for command in ("points", "sources", "claims"):
        table = whence(command, ledger)
        lines = jsonl(whence(command, ledger, "--format", "jsonl").out)
        rows = list(csv.reader(io.StringIO(whence(command, ledger, "--format", "csv").out)))
        assert table.status == 0
        assert len(rows) == len(lines) + 1


def test_the_two_death_tolls_meet_on_one_point(ledger: Path, whence: Whence) -> None:
    points = jsonl(whence("points", ledger, "--format", "jsonl").out)
    lows = [sorted(a["low"] or 0 for a in p["accounts"]) for p in points if p["kind"] == "quantity"]
    assert any(values[0] == 9 and values[-1] == 14 for values in lows), points
    point = next(p for p in points if p["kind"] == "quantity")
    assert point["schema"] == "whence/points/1"
    assert set(point["accounts"][0]) >= {
        "id", "report", "path", "spans", "says", "low", "high", "unit", "chain", "as_of",
    }  # fmt: skip


def test_show_finds_a_report_by_path_and_by_hash(ledger: Path, whence: Whence) -> None:
    by_path = whence("show", "north.txt", "--ledger", ledger)
    assert "Odile Brandt" in by_path.out
    (record,) = jsonl(whence("show", "north.txt", "--ledger", ledger, "--format", "jsonl").out)
    by_hash = whence("show", record["report"]["id"][7:19], "--ledger", ledger)
    assert by_hash.out == by_path.out
    missing = whence("show", "east.txt", "--ledger", ledger)
    assert missing.status == 1
    assert "east.txt" in missing.err


@pytest.mark.parametrize("words", ['"harbour master"', "harb*", "HARBOUR", '"harbour'])
def test_search_takes_phrases_beginnings_and_careless_quotes(
    ledger: Path, whence: Whence, words: str
) -> None:
    result = whence("search", words, "--ledger", ledger)
    assert "north.txt" in result.out
    assert "south.json" not in result.out


def test_search_says_when_nothing_is_found(ledger: Path, whence: Whence) -> None:
    assert "No report holds these words." in whence("search", "zeppelin", "--ledger", ledger).out


def test_report_writes_one_page_whole(ledger: Path, tmp_path: Path, whence: Whence) -> None:
    page = tmp_path / "page.html"
    result = whence("report", ledger, "-o", page)
    assert result.status == 0
    text = page.read_text("utf8")
    assert text.startswith("<!doctype html>")
    assert "Odile Brandt" in text
    assert [path.name for path in tmp_path.glob("*page*")] == ["page.html"]
    nowhere = whence("report", ledger, "-o", tmp_path / "no" / "page.html")
    assert nowhere.status == 1
    assert "What to do" in nowhere.err


def test_check_and_info_speak_for_the_ledger(ledger: Path, whence: Whence) -> None:
    assert "Whole: 2 originals" in whence("check", ledger).out
    assert "2" in whence("info", ledger).out


def test_commands_on_a_ledger_that_is_not_there_say_so(tmp_path: Path, whence: Whence) -> None:
    for command in ("points", "sources", "claims", "check", "info", "report"):
        result = whence(command, tmp_path / "none.whence")
        assert result.status == 1
        assert "none.whence" in result.err
        assert "Traceback" not in result.err


def test_wrong_usage_has_its_own_status(whence: Whence) -> None:
    assert whence("read").status == 2
    assert whence("points", "--format", "xml").status == 2
    assert whence("fly").status == 2


def test_a_path_that_is_not_there_is_named(tmp_path: Path, whence: Whence) -> None:
    result = whence("read", tmp_path / "nothing.txt", "--ledger", tmp_path / "s.whence")
    assert result.status == 1
    assert "nothing.txt" in result.err
    assert not (tmp_path / "s.whence").exists()


def test_a_reader_that_goes_away_is_no_error(ledger: Path) -> None:
    for form in ("jsonl", "csv", "table"):
        command = (
            "set -o pipefail; for i in 1 2 3; do "
            f"{sys.executable} -m whence claims {ledger} --format {form} | true || exit 1; done"
        )
        result = subprocess.run(
            ["bash", "-c", command], capture_output=True, text=True, check=False
        )
        assert result.stderr == ""
        assert result.returncode == 0


def test_terminal_commands_in_a_report_do_not_reach_the_terminal(
    pile: Path, tmp_path: Path, whence: Whence
) -> None:
    evil = {
        "title": "Red \x1b[31malert\u202e",
        "text": "Nothing \x1b]0;owned\x07 happened, he said.",
    }
    (pile / "evil.json").write_text(json.dumps(evil), "utf8")
    ledger = tmp_path / "evil.whence"
    everything = [
        whence("read", pile, "--ledger", ledger),
        whence("claims", ledger),
        whence("show", "evil.json", "--ledger", ledger),
        whence("search", "owned", "--ledger", ledger),
    ]
    for result in everything:
        assert "\x1b" not in result.out + result.err
        assert "\u202e" not in result.out + result.err


def test_cells_of_a_csv_are_no_formulas(pile: Path, tmp_path: Path, whence: Whence) -> None:
    evil = {
        "title": "=HYPERLINK(1)",
        "text": "=1+1 is what the mayor said.\n\n-2 degrees, he said.",
    }
    (pile / "evil.json").write_text(json.dumps(evil), "utf8")
    out = whence("extract", pile / "evil.json", "--format", "csv").out
    cells = [cell for row in csv.reader(io.StringIO(out)) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    del tmp_path


def test_a_page_goes_to_standard_output_into_a_pipe_or_where_a_link_leads(
    ledger: Path, tmp_path: Path, whence: Whence
) -> None:
    assert whence("report", ledger, "-o", "-").out.startswith("<!doctype html>")
    link = tmp_path / "link.html"
    link.symlink_to(tmp_path / "page.html")
    assert whence("report", ledger, "-o", link).status == 0
    assert link.is_symlink()
    assert (tmp_path / "page.html").read_text("utf8").startswith("<!doctype html>")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as readers:
        read = readers.submit(pipe.read_text, "utf8")
        assert whence("report", ledger, "-o", pipe).status == 0
        assert read.result() == (tmp_path / "page.html").read_text("utf8")
    assert pipe.is_fifo()


def test_every_command_takes_the_ledger_by_option_too(ledger: Path, whence: Whence) -> None:
    for command in ("points", "claims", "sources", "history", "accuracy", "info", "check"):
        assert whence(command, "--ledger", ledger).out == whence(command, ledger).out
