"""Hostile and broken input: each gives a clear outcome and costs only itself."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import random
import struct
import tarfile
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.reading.helpers import (
    SETTINGS,
    check_runs,
    one_refusal,
    one_report,
    read,
    read_file,
    settings,
)
from whence.reading.pile import count_inputs, read_pile
from whence.records.report import Intake, Refusal

STORY = "Ten boats were lost off Karrow in the night, the harbour office said on Monday.\n"


@pytest.mark.parametrize("data", [b"", b"   \n\t\n", b"\xef\xbb\xbf", b"\x00\x00\x00"])
def test_empty_file(tmp_path: Path, data: bytes) -> None:
    assert one_refusal(tmp_path, "empty.txt", data).cause == "is empty"


def test_binary_file(tmp_path: Path) -> None:
    noise = random.Random(4).randbytes(5_000)
    assert "binary" in one_refusal(tmp_path, "noise.txt", b"a" + noise).cause


@pytest.mark.parametrize(
    ("start", "says"),
    [
        (b"%PDF-1.7\n%abc", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"BZh91AY", "bzip2"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"SQLite format 3\x00", "SQLite"),
    ],
)
def test_other_formats_are_named(tmp_path: Path, start: bytes, says: str) -> None:
    refusal = one_refusal(tmp_path, "report.txt", start + b"\x00" * 40)
    assert says in refusal.cause


def test_tables_and_unknown_xml_are_refused(tmp_path: Path) -> None:
    assert "table" in one_refusal(tmp_path, "t.csv", "a,b\n1,2\n").cause
    assert (
        "XML"
        in one_refusal(tmp_path, "m.xml", '<?xml version="1.0"?><urlset><url/></urlset>').cause
    )


def test_office_document_is_no_archive_of_reports(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert "Office" in one_refusal(tmp_path, "report.docx", out.getvalue()).cause


def test_too_big_a_file_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as out:
        out.write(STORY.encode())
        out.truncate(200_000_000)
        out.seek(1_000_000)
    (tmp_path / "text.txt").write_text(STORY * 2_000)
    outcomes = read(tmp_path / "text.txt", bounds=settings(max_bytes=10_000))
    assert isinstance(outcomes[0], Refusal)
    assert "larger than 10,000 bytes" in outcomes[0].cause
    (refusal,) = read(path)
    assert isinstance(refusal, Refusal)


def test_cut_off_gzip(tmp_path: Path) -> None:
    whole = gzip.compress((STORY * 500).encode() + random.Random(1).randbytes(4000).hex().encode())
    refusal = one_refusal(tmp_path, "story.txt.gz", whole[: len(whole) // 2])
    assert "cut-off gzip" in refusal.cause


def test_damaged_gzip(tmp_path: Path) -> None:
    whole = bytearray(gzip.compress(random.Random(1).randbytes(3000).hex().encode()))
    whole[100:120] = b"\xff" * 20
    assert "damaged" in one_refusal(tmp_path, "story.txt.gz", bytes(whole)).cause


def test_gzip_bomb(tmp_path: Path) -> None:
    bomb = gzip.compress(b"a" * 30_000_000)
    assert "times its size" in one_refusal(tmp_path, "bomb.txt.gz", bomb).cause


def test_zip_bomb_costs_only_its_member(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a-bomb.txt", "a" * 30_000_000)
        archive.writestr("b-story.txt", STORY)
    refusal, intake = read_file(tmp_path, "pile.zip", out.getvalue())
    assert isinstance(refusal, Refusal)
    assert "times its size" in refusal.cause
    assert isinstance(intake, Intake)


def test_zip_that_lies_about_its_size(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("story.txt", "a" * 30_000_000)
    data = out.getvalue().replace(struct.pack("<L", 30_000_000), struct.pack("<L", 500))
    assert isinstance(one_refusal(tmp_path, "pile.zip", data), Refusal)


def test_archive_over_its_bounds(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(6):
            archive.writestr(f"{number}.txt", STORY)
    data = out.getvalue()
    outcomes = read_file(tmp_path, "pile.zip", data, settings(max_members=4))
    assert len(outcomes) == 5
    assert "more than 4 files" in outcomes[-1].cause  # type: ignore[union-attr]
    outcomes = read_file(tmp_path, "pile.zip", data, settings(max_unpacked_bytes=len(STORY) * 2))
    assert len(outcomes) == 3
    assert "unpacks to more than" in outcomes[-1].cause  # type: ignore[union-attr]


def test_archives_nested_too_deeply(tmp_path: Path) -> None:
    data = STORY.encode()
    for level in range(5):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(f"level{level}.zip" if level else "story.txt", data)
        data = out.getvalue()
    assert "deep" in one_refusal(tmp_path, "nested.zip", data).cause


def test_encrypted_zip(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("story.txt", STORY)
    data = bytearray(out.getvalue())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    refusal = one_refusal(tmp_path, "locked.zip", bytes(data))
    assert refusal.cause == "is encrypted"
    assert "password" in refusal.remedy


def test_damaged_zip_and_tar(tmp_path: Path) -> None:
    assert "damaged zip" in one_refusal(tmp_path, "a.zip", b"PK\x03\x04" + b"x" * 100).cause
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("story.txt")
        info.size = 50_000
        archive.addfile(info, io.BytesIO(b"a" * 50_000))
    outcomes = read_file(tmp_path, "a.tar", out.getvalue()[:20_000])
    assert any(isinstance(o, Refusal) and "tar" in o.cause for o in outcomes)


def test_member_names_never_leave_the_archive(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in ("../../escape.txt", "/etc/escape.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(STORY)
            archive.addfile(info, io.BytesIO(STORY.encode()))
        link = tarfile.TarInfo("link.txt")
        link.type = tarfile.SYMTYPE
        link.linkname = "/etc/passwd"
        archive.addfile(link)
    inside = tmp_path / "inside"
    inside.mkdir()
    before = sorted(p for p in tmp_path.rglob("*"))
    outcomes = read_file(inside, "pile.tar", out.getvalue())
    paths = [o.report.path for o in outcomes if isinstance(o, Intake)]
    assert paths == [f"{inside}/pile.tar/escape.txt", f"{inside}/pile.tar/etc/escape.txt"]
    assert sorted(p for p in tmp_path.rglob("*")) == [*before, inside / "pile.tar"]


def test_html_nested_deeply_neither_hangs_nor_crashes(tmp_path: Path) -> None:
    page = "<html><body>" + "<div>" * 100_000 + STORY + "</div>" * 100_000
    assert "nest" in one_refusal(tmp_path, "deep.html", page).cause
    unclosed = "<html><body>" + "<b><i>" * 60_000 + STORY
    assert "nest" in one_refusal(tmp_path, "deep2.html", unclosed).cause


def test_html_of_many_flat_elements_is_read(tmp_path: Path) -> None:
    page = "<html><body><article>" + f"<p>{STORY}" * 3_000 + "</article></body></html>"
    assert one_report(tmp_path, "flat.html", page).text.count("boats") >= 1


def test_page_of_very_many_tables_takes_linear_time(tmp_path: Path) -> None:
    page = "<html><body>" + "<table><tr><td>a</td><td>b</td></tr></table>" * 6_000
    started = time.process_time()
    one_report(tmp_path, "tables.html", page)
    assert time.process_time() - started < 10


def test_feed_with_an_entity_bomb(tmp_path: Path) -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in itertools.pairwise("abcdefghij")
    )
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]><rss version="2.0"><channel><item>'
        f"<title>T</title><description>{STORY} &j;</description></item></channel></rss>"
    )
    started = time.process_time()
    (outcome,) = read_file(tmp_path, "bomb.xml", feed)
    assert isinstance(outcome, Intake)
    assert len(outcome.data) < 1_000
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "feed", ["<rss version='2.0'><channel></channel></rss>", "<feed><entry/></feed>"]
)
def test_feed_without_text(tmp_path: Path, feed: str) -> None:
    one_refusal(tmp_path, "feed.xml", feed)


def test_too_long_a_page(tmp_path: Path) -> None:
    page = "<html><body>" + f"<p>{STORY}</p>" * 100
    assert "web page" in one_refusal(tmp_path, "l.html", page, settings(max_page=1_000)).cause


def test_page_without_text_is_kept_with_a_note(tmp_path: Path) -> None:
    page = "<html><head><title>Gallery</title></head><body><img src='a.png'></body></html>"
    report = one_report(tmp_path, "bare.html", page)
    assert report.title == "Gallery"
    assert report.note is not None


def test_text_without_letters_is_kept_with_a_note(tmp_path: Path) -> None:
    report = one_report(
        tmp_path, "digits.txt", "12:30 44,5\n-- 17 / 19 --\n3.14 1,000 2,000 77 1\n" * 9
    )
    assert report.note is not None
    assert "no letters" in report.note


def test_nothing_but_debris_is_kept_with_a_note(tmp_path: Path) -> None:
    report = one_report(tmp_path, "debris.txt", "Share this article\nAdvertisement\nRead more\n")
    assert report.text == ""
    assert report.note is not None
    assert "furniture" in report.note


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = (
        "The café’s owner, Zoë Müller, denied on Tuesday that “anything” had been sold to them.\n"
        * 4
    )
    report = one_report(tmp_path, "story.txt", text.encode(encoding))
    assert "café’s owner, Zoë Müller, denied" in report.text


def test_utf8_with_stray_windows_bytes(tmp_path: Path) -> None:
    line = "Zoë Müller, of the café in Århus, said the naïve plan of señor Núñez had failed.\n".encode()
    report = one_report(tmp_path, "mixed.txt", line * 5 + b"\x93No,\x94 she said to him.\n")
    assert "“No,” she said" in report.text
    assert "Zoë Müller" in report.text


def test_declared_encoding_of_a_page(tmp_path: Path) -> None:
    body = "<p>Губернатор заявил в среду, что мост через реку будет закрыт до конца недели.</p>" * 5
    page = f'<html><head><meta charset="windows-1251"></head><body>{body}</body></html>'
    report = one_report(tmp_path, "page.html", page.encode("cp1251"))
    assert "Губернатор заявил" in report.text
    assert report.language == "ru"


def test_malformed_lines_cost_only_themselves(tmp_path: Path) -> None:
    good = json.dumps({"title": "A", "text": STORY})
    lines = [good, "{oops", "[1, 2]", '"text"', "{}", "[" * 100_000, good]
    outcomes = read_file(tmp_path, "crawl.jsonl", "\n".join(lines))
    assert [isinstance(o, Intake) for o in outcomes] == [True, *[False] * 5, True]
    paths = [o.report.path if isinstance(o, Intake) else o.path for o in outcomes]
    assert [path.rsplit("#", 1)[1] for path in paths] == list("1234567")


def test_too_long_a_line_costs_only_itself(tmp_path: Path) -> None:
    good = json.dumps({"title": "A", "text": STORY})
    huge = json.dumps({"title": "B", "text": STORY * 100})
    outcomes = read_file(
        tmp_path, "c.jsonl", f"{good}\n{huge}\n{good}\n", settings(max_bytes=2_000)
    )
    assert [isinstance(o, Intake) for o in outcomes] == [True, False, True]


@pytest.mark.parametrize(
    "data", ['{"title": ', "[[[[", '{"a": 1}', "[]", "[1]", '{"text": 5}', "{}"]
)
def test_json_that_is_no_report(tmp_path: Path, data: str) -> None:
    one_refusal(tmp_path, "record.json", data)


def test_lone_surrogates_and_controls_do_not_reach_the_text(tmp_path: Path) -> None:
    record = (
        '{"title": "A \\ud800 b", "text": "One \\udfff two\\u0000 three\\u0007 four \\ufeff five."}'
    )
    report = one_report(tmp_path, "record.json", record)
    report.text.encode("utf-8")
    assert (report.title or "").encode("utf-8")
    assert "three four five." in report.text


def test_a_hundred_thousand_words(tmp_path: Path) -> None:
    report = one_report(tmp_path, "long.txt", ("The mayor said so. " * 40 + "\n\n") * 625)
    assert len(report.text.split()) >= 100_000 - 625


def test_one_endless_line(tmp_path: Path) -> None:
    for piece in ("share ", "a/", "News > ", "( ", "Photo: ", "Reuters ", "By Al ", "1 ", "! "):
        report = one_report(
            tmp_path, "line.txt", "Mara said it. " + piece * (600_000 // len(piece))
        )
        assert report.text.startswith("Mara said it.")


def test_folder_without_reports(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text(STORY)
    (tmp_path / "sub").mkdir()
    (refusal,) = read(tmp_path)
    assert isinstance(refusal, Refusal)
    assert "without files" in refusal.cause


def test_folders_are_read_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a.txt", ".git/x.txt", "c/.x.txt", "c/d/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(STORY)
    paths = [o.report.path for o in read(tmp_path) if isinstance(o, Intake)]
    assert [p.removeprefix(f"{tmp_path}/") for p in paths] == [
        "a.txt",
        "b/10.txt",
        "b/2.txt",
        "c/d/e.txt",
    ]
    assert count_inputs([tmp_path]) == 4


def test_links_that_loop_or_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    causes = [o.cause for o in read(tmp_path) if isinstance(o, Refusal)]
    assert len(causes) == 3
    assert any("folder it lies in" in cause for cause in causes)
    assert sum("leads nowhere" in cause for cause in causes) == 2
    assert sum(isinstance(o, Intake) for o in read(tmp_path)) == 1


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/na\xefve.txt"
    with open(name, "w") as out:
        out.write(STORY)
    (outcome,) = read(tmp_path)
    assert isinstance(outcome, Intake)
    assert outcome.report.path.encode("utf-8").endswith("na\ufffdve.txt".encode())


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (refusal,) = read(tmp_path)
    assert isinstance(refusal, Refusal)
    assert "no regular file" in refusal.cause


def test_a_missing_and_a_vanished_file(tmp_path: Path) -> None:
    (refusal,) = read(tmp_path / "missing.txt")
    assert isinstance(refusal, Refusal)
    assert "no such file" in refusal.cause
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(STORY)
    outcomes = read_pile([tmp_path], settings=SETTINGS)
    first = next(outcomes)
    (tmp_path / "b.txt").unlink()
    rest = list(outcomes)
    assert [type(o) for o in (first, *rest)] == [Intake, Refusal, Intake]


def test_same_bytes_twice_give_two_reports_with_one_id(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text(STORY)
    first, second = read(tmp_path)
    assert isinstance(first, Intake)
    assert isinstance(second, Intake)
    assert first.report.id == second.report.id
    assert first.report.path != second.report.path


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_cut_off_warc_gives_what_came_before(tmp_path: Path, suffix: str) -> None:
    whole = (Path(__file__).parent / "samples" / f"crawl{suffix}").read_bytes()
    outcomes = read_file(tmp_path, f"cut{suffix}", whole[: int(len(whole) * 0.9)])
    assert isinstance(outcomes[0], Intake)
    only_info = read_file(tmp_path, f"info{suffix}", whole[: len(whole) // 8])
    assert all(isinstance(o, Refusal) for o in only_info)
    assert only_info


def test_a_page_that_a_cut_off_warc_ends_in_is_refused(tmp_path: Path) -> None:
    page = b"<html><body><p>The warden said the gate was shut, and that</p>"
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://gate.example/\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    )
    end = b"\r\n\r\n"
    (whole,) = read_file(tmp_path, "whole.warc", head % len(answer) + answer + end)
    assert isinstance(whole, Intake)
    (cut,) = read_file(tmp_path, "cut.warc", head % (len(answer) + 900) + answer)
    assert isinstance(cut, Refusal)
    assert "cut off" in cut.cause


def test_standard_input_is_sniffed() -> None:
    samples = Path(__file__).parent / "samples"
    for name in ("page.html", "crawl.jsonl", "pile.zip", "pile.tar.gz", "crawl.warc.gz", "rss.xml"):
        with (samples / name).open("rb") as stream:
            piped = io.BufferedReader(_Pipe(stream.read()))
            by_pipe = list(read_pile([Path("-")], settings=SETTINGS, stdin=piped))
        by_path = read(samples / name)
        ids = [o.report.id for o in by_path if isinstance(o, Intake)]
        assert [o.report.id for o in by_pipe if isinstance(o, Intake)] == ids
        for outcome in by_pipe:
            if isinstance(outcome, Intake):
                assert outcome.report.path.startswith("standard input")
                check_runs(outcome)


def test_standard_input_that_is_not_there() -> None:
    (refusal,) = read_pile([Path("-")], settings=SETTINGS)
    assert isinstance(refusal, Refusal)


class _Pipe(io.RawIOBase):
    """Bytes that come in small pieces and cannot be sought in, as from a pipe."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = memoryview(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._data[: min(len(buffer), 700)]
        buffer[: len(chunk)] = chunk
        self._data = self._data[len(chunk) :]
        return len(chunk)


def test_any_bytes_give_an_outcome(tmp_path: Path) -> None:
    dice = random.Random(11)
    samples = [p.read_bytes() for p in (Path(__file__).parent / "samples").iterdir()]
    for number in range(150):
        data = bytearray(dice.choice(samples))
        for _ in range(dice.randrange(1, 30)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        outcomes = read_file(
            tmp_path, f"broken{number}", bytes(data[: dice.randrange(20, len(data))])
        )
        assert outcomes
        for outcome in outcomes:
            if isinstance(outcome, Intake):
                check_runs(outcome)


def test_zlib_is_what_gzip_says(tmp_path: Path) -> None:
    assert isinstance(read_file(tmp_path, "z", zlib.compress(STORY.encode() * 40))[0], Refusal)
