"""What a person reads at a terminal of 80 columns and in a pipe."""

from __future__ import annotations

import pytest
from rich.console import Console

from whence.cli import output
from whence.cli.output import Column, hung, write

COLUMNS = (
    Column("Report", "path"),
    Column("Who", "who"),
    Column("How", "how"),
    Column("Says", "says"),
    Column("Score", "score", numeric=True),
    Column("Judged", "judged"),
)
SAYS = "the ferry left the harbour with twice as many passengers as it may carry, and was warned"
ROWS = [
    {
        "path": f"pile/{name}",
        "who": "Odile Brandt, harbour master",
        "how": how,
        "says": SAYS,
        "score": 0.97,
    }
    for name, how in (("north.txt", "asserts"), ("north.txt", "denies"), ("south.txt", "asserts"))
]


@pytest.fixture(params=[80, 160])
def width(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    real = output.console

    def fixed(*, stderr: bool = False) -> Console:
        console = real(stderr=stderr)
        console.width = request.param
        return console

    monkeypatch.setattr(output, "console", fixed)
    return int(request.param)


def printed(capsys: pytest.CaptureFixture[str], rows: list[dict[str, object]]) -> list[str]:
    write(rows, COLUMNS, "table")
    return capsys.readouterr().out.splitlines()


def test_no_word_is_torn_and_no_line_too_long(
    width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = printed(capsys, ROWS)
    assert all(len(line.rstrip()) <= width for line in lines)
    words = " ".join(lines).split()
    assert {"passengers", "harbour", "north.txt"} <= set(words)


def test_columns_too_narrow_to_read_become_lines_under_a_heading(
    width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = printed(capsys, ROWS)
    if width == 160:
        assert lines[0].split() == ["Report", "Who", "How", "Says", "Score"]
        return
    assert lines[0] == "north.txt"
    assert lines.count("north.txt") == 1
    assert lines[1].startswith("  Odile Brandt, harbour master · how: asserts · says: the ferry")
    assert lines[2].startswith("    ")


def test_a_column_with_nothing_in_it_is_left_out(
    width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "judged" not in " ".join(printed(capsys, ROWS)).lower()
    told = printed(capsys, [{**row, "judged": "confirmed"} for row in ROWS])
    assert "judged" in " ".join(told).lower()


def test_machines_get_whole_paths_and_every_column(capsys: pytest.CaptureFixture[str]) -> None:
    write(ROWS, COLUMNS, "csv")
    head, first, *_ = capsys.readouterr().out.splitlines()
    assert head == "path,who,how,says,score,judged"
    assert first.startswith("pile/north.txt,")


def test_lines_of_a_cell_stand_one_under_another(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "_fits", lambda *_: False)
    lines = printed(capsys, [{**ROWS[0], "says": f"{SAYS}\n{SAYS}"}])
    assert [line for line in lines if line.startswith("    the ferry")] == [f"    {SAYS}"] * 2


def test_a_wrapped_line_hangs_under_its_beginning() -> None:
    lines = hung("one two three four five six seven eight nine ten", 6, 40).splitlines()
    assert lines == ["      one two three four five six seven", "        eight nine ten"]
