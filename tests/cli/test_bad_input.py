"""Bad input costs nothing but itself: the good report beside it is read, the bad one is named."""

import gzip
import io
import json
import os
import random
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Whence
from whence.ledger.store import open_ledger


def _empty(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"")


def _binary(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(os.urandom(5000) + bytes(500))


def _picture(folder: Path) -> None:
    (folder / "bad.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(4000))


def _huge(folder: Path) -> None:
    with (folder / "bad.txt").open("wb") as out:
        out.truncate(200_000_000)


def _truncated_gzip(folder: Path) -> None:
    whole = gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n" + os.urandom(20_000))
    (folder / "bad.warc.gz").write_bytes(whole[: len(whole) // 2])


def _zip_bomb(folder: Path) -> None:
    with zipfile.ZipFile(folder / "bad.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", bytes(60_000_000))


def _nested_bomb(folder: Path) -> None:
    data = b"Rain fell."
    name = "rain.txt"
    for depth in range(8):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
        data, name = packed.getvalue(), f"{depth}.zip"
    (folder / "bad.zip").write_bytes(data)


def _deep_html(folder: Path) -> None:
    page = "<html><body>" + "<div>" * 200_000 + "deep" + "</div>" * 200_000
    (folder / "bad.html").write_text(page, "utf8")


def _broken_json(folder: Path) -> None:
    (folder / "bad.json").write_text('{"title": "x", "text": "never closed', "utf8")


def _dangling_link(folder: Path) -> None:
    (folder / "bad.txt").symlink_to(folder / "nowhere.txt")


def _fifo(folder: Path) -> None:
    os.mkfifo(folder / "bad.txt")


REFUSED: dict[str, Callable[[Path], None]] = {
    "empty": _empty,
    "binary": _binary,
    "picture named html": _picture,
    "200 MB": _huge,
    "truncated gzip": _truncated_gzip,
    "zip bomb": _zip_bomb,
    "archives in archives": _nested_bomb,
    "deep-nested HTML": _deep_html,
    "broken JSON": _broken_json,
    "dangling link": _dangling_link,
    "named pipe": _fifo,
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED.keys())
def test_a_refused_input_costs_only_itself(
    pile: Path, tmp_path: Path, whence: Whence, make: Callable[[Path], None]
) -> None:
    make(pile)
    ledger = tmp_path / "s.whence"
    result = whence("read", pile, "--ledger", ledger)
    out = " ".join(result.out.split())
    assert result.status == 0
    assert "2 reports in the ledger (2 new)" in out
    assert "1 input refused" in out
    assert "bad." in out
    assert "what to do:" in out
    assert "Traceback" not in result.err
    assert "bad." in whence("info", ledger).out
    assert whence("check", ledger).status == 0


def test_a_folder_without_reports_says_so(tmp_path: Path, whence: Whence) -> None:
    (tmp_path / "hollow").mkdir()
    result = whence("read", tmp_path / "hollow", "--ledger", tmp_path / "s.whence")
    assert result.status == 1
    assert "hollow" in result.out
    assert "folder without files" in result.out


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig", "latin-1"])
def test_other_encodings_are_read(tmp_path: Path, whence: Whence, encoding: str) -> None:
    text = "Café owners protest\n\nThe café owners are “not amused”, Zoë Müller said on Friday.\n"
    if encoding == "latin-1":
        text = text.replace("“", '"').replace("”", '"')
    (tmp_path / "cafe.txt").write_bytes(text.encode(encoding))
    out = whence("extract", tmp_path / "cafe.txt", "--format", "jsonl").out
    assert "Zoë Müller" in json.loads(out)["text"]


@pytest.mark.parametrize(
    "text",
    [
        "“He said ‘no”, she said. \"And then, the mayor said, 'it fell. " * 30,
        "He said: “" * 300,
        "(" * 5000 + " he said.",
    ],
    ids=["mixed", "never closed", "brackets"],
)
def test_unbalanced_quotes_are_read(tmp_path: Path, whence: Whence, text: str) -> None:
    (tmp_path / "quotes.txt").write_text(text, "utf8")
    result = whence("extract", tmp_path / "quotes.txt", "--format", "jsonl")
    assert result.status == 0
    assert json.loads(result.out)["text"]


def test_a_report_without_letters_is_kept_with_a_note(tmp_path: Path, whence: Whence) -> None:
    (tmp_path / "digits.txt").write_text("12 34 -- 56 !!\n\n7 8 9\n", "utf8")
    record = json.loads(whence("extract", tmp_path / "digits.txt", "--format", "jsonl").out)
    assert record["attributions"] == []
    assert record["note"]


def test_a_report_in_another_language_is_kept_and_listed(
    pile: Path, tmp_path: Path, whence: Whence
) -> None:
    (pile / "fr.txt").write_text(
        "Le maire a déclaré mardi que les pompiers avaient maîtrisé l'incendie du traversier. "
        "Selon la préfecture, neuf personnes sont mortes et plusieurs autres sont blessées.\n",
        "utf8",
    )
    result = whence("read", pile, "--ledger", tmp_path / "s.whence")
    assert "3 reports in the ledger" in " ".join(result.out.split())
    assert "fr.txt" in result.out
    assert "language" in result.out


def test_a_hundred_thousand_words_are_read(tmp_path: Path, whence: Whence) -> None:
    sentence = "The harbour master of Port Salen said on Tuesday that nine ships had left the bay. "
    paragraphs = "\n\n".join(sentence * 10 for _ in range(625))
    (tmp_path / "long.txt").write_text(paragraphs, "utf8")
    record = json.loads(whence("extract", tmp_path / "long.txt", "--format", "jsonl").out)
    assert len(record["text"].split()) >= 100_000
    assert len(record["attributions"]) > 3000
    assert record["attributions"][-1]["content"][0][1] > len(record["text"]) - 200


def test_a_full_disk_loses_nothing_that_was_committed(pile: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    # A file-size limit of the system stands in the way of every write past it.
    script = (
        "import resource, signal, sys; from whence.cli.main import main;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000));"
        f"sys.exit(main(['read', {str(pile)!r}, '--ledger', {str(small / 's.whence')!r}]))"
    )
    digits = random.Random(7)
    for n in range(40):
        body = "\n\n".join(str(digits.randrange(10**60)) for _ in range(400))
        (pile / f"big{n}.txt").write_text(body, "utf8")
    full = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert full.returncode == 1, full.stderr
    assert "room" in full.stderr
    assert "Traceback" not in full.stderr
    again = subprocess.run(
        [sys.executable, "-m", "whence", "read", str(pile), "--ledger", str(small / "s.whence")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 0, again.stderr
    assert "42 reports in the ledger" in " ".join(again.stdout.split())


def test_a_ledger_from_a_newer_version_is_refused(ledger: Path, whence: Whence) -> None:
    with sqlite3.connect(ledger) as base:
        base.execute("UPDATE meta SET value = '9999' WHERE key = 'schema'")
    base.close()
    for command in (["points", ledger], ["read", ledger.parent / "pile", "--ledger", ledger]):
        result = whence(*command)
        assert result.status == 1
        assert "newer" in result.err
        assert "What to do" in result.err


def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path, pile: Path, whence: Whence) -> None:
    precious = tmp_path / "notes.whence"
    precious.write_text("my notes", "utf8")
    result = whence("read", pile, "--ledger", precious)
    assert result.status == 1
    assert "notes.whence" in result.err
    assert precious.read_text("utf8") == "my notes"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["points", ""], "has no name"),
        (["points", "n" * 300], "name too long"),
        (["extract", "n" * 300], "name too long"),
        (["points", "caf\udce9.whence"], "there is no ledger here"),
        (["judge", "edit", "a1", "--content", "words"], "names no attribution"),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    whence: Whence,
    arguments: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    open_ledger("story.whence", create=True).close()
    result = whence(*arguments)
    assert result.status == 1
    assert says in result.err
    assert "What to do" in result.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["open", "--port", "70000"],
        ["serve", "--port", "-1"],
        ["search", "ferry", "--limit", "0"],
        ["points", "one.whence", "--ledger", "other.whence"],
    ],
)
def test_a_wrong_option_is_wrong_usage(whence: Whence, arguments: list[str]) -> None:
    assert whence(*arguments).status == 2


def test_a_file_name_need_not_be_text(tmp_path: Path, pile: Path, whence: Whence) -> None:
    ledger = tmp_path / os.fsdecode(b"caf\xe9.whence")
    assert whence("read", pile, "--ledger", ledger).status == 0
    assert whence("check", ledger).status == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("command", ["info", "report --output -"])
def test_output_that_finds_no_room_is_said_in_words(ledger: Path, command: str) -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-m", "whence", *command.split(), "--ledger", str(ledger)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert result.returncode == 1
    assert "No space left on device" in result.stderr
    assert "What to do" in result.stderr


def test_closed_streams_are_no_fault(ledger: Path) -> None:
    command = f"{sys.executable} -m whence info '{ledger}' <&- >&- 2>&-"
    assert subprocess.run(["/bin/sh", "-c", command], check=False).returncode == 0
