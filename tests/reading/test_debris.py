"""Page furniture is found in ready-made text, and sentences are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.helpers import one_report
from whence.reading.debris import find_debris, same_words

FURNITURE = [
    "Advertisement",
    "ADVERTISEMENT",
    "Advertisement Continue reading the main story",
    "Story continues below advertisement",
    "Scroll down for video",
    "Share this article",
    "SHARE",
    "Share on Facebook",
    "Facebook Twitter WhatsApp Email Print",
    "Tweet 14",
    "SaveSave",
    "Click to share on Twitter (Opens in new window)",
    "148 comments",
    "Comments (12)",
    "Leave a comment",
    "3 columns",
    "5 min read",
    "Exit mobile version",
    "Skip to content",
    "Back to top",
    "Tags: harbour, strike, pay",
    "READ MORE: How the strike began",
    "Read more",
    "Related: Ten years of strikes",
    "Also read | How the strike began",
    "Related articles",
    "[How the harbour was built]",
    "Most read",
    "You may also like",
    "Sign up for our newsletter",
    "Subscribe to our daily newsletter",
    "Follow us on Twitter and Facebook",
    "Follow Mara Venn on Twitter: @maravenn.",
    "Do you have a story? Email us at desk@courier.example",
    "Copyright 2019 The Velmar Courier. All rights reserved.",
    "© 2020 Velmar Courier",
    "This material may not be published or rewritten without leave.",
    "A version of this article appeared in print on May 3, on page A4",
    "We use cookies to give you the best experience.",
    "Your browser does not support video.",
    "Please enable JavaScript to view the comments.",
    "The Courier's site may also be reached at the following mirror sites:",
    "www.velmarcourier.example",
    "https://velmarcourier.example/docks",
    "velmar_docks_01.jpg",
    "Screenshot_2021-05-14 The docks on Twitter.png",
    "Getty Images",
    "Reuters",
    "(Image: Getty Images)",
    "Photo: Mara Venn",
    "Mara Venn/AP",
    "Image copyright Getty Images",
    "Enlarge this image toggle caption Mara Venn/AP Mara Venn/AP",
    "(Reporting by Mara Venn; Editing by Ossian Lund)",
    "___",
]

SENTENCES = [
    "Share prices fell by a third on Monday.",
    "Comments by the minister angered the union.",
    "Related charges were filed against two others.",
    "Read the letter out, the judge told him.",
    "More than 300 people were evacuated.",
    "Photos of the wreck showed a hole in the hull.",
    "Reuters said it could not confirm the account.",
    "The BBC reported that nobody was hurt.",
    "AP reported that nobody was hurt.",
    "Follow the money, he told the court.",
    "Watch out for ice, drivers were told.",
    "The advertisement ran in three newspapers.",
    "They signed up for the army on Tuesday.",
    "Home Secretary Ada Mills denied it.",
    "“No comment.”",
    "Search teams went out again at dawn.",
    "12 people were killed and 30 wounded.",
    "A picture of the mayor hung on the wall / behind the desk.",
    "Print workers at the plant have walked out.",
    "Support for the plan has fallen to 31%.",
    "Close to 4,000 people marched.",
    "Tags were cut off the stolen coats.",
    "Next week the council will vote.",
    "Facebook and Twitter took the posts down.",
    "He was told to save the file as report.png and did so.",
    "The website was blocked in March.",
    "Get out now, the voice on the radio said.",
]


def whole(line: str, *, among: list[str] | None = None) -> bool:
    lines = among or [
        "Harbour talks fail again in Velmar",
        "One.",
        line,
        "The talks went on until Friday, he said.",
    ]
    cut = find_debris(lines)[lines.index(line)]
    return len(cut) == 1 and len(cut[0]) == len(line)


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_goes(line: str) -> None:
    assert whole(line)


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_stay_whole(line: str) -> None:
    lines = [
        "Harbour talks fail again in Velmar",
        "One.",
        line,
        "The talks went on until Friday, he said.",
    ]
    assert find_debris(lines)[2] == ()


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("Image copyright AFP Image caption The quay after the blast", "The quay after the blast"),
        ("Advertisement Continue reading the main story The quay was shut.", "The quay was shut."),
        ("The quay was shut. Read more", "The quay was shut."),
        ("The quay on Friday ©Mara Venn (AFP/File)", "The quay on Friday"),
        ("The quay on Friday. [Photo/Agencies]", "The quay on Friday."),
        ("GETTY The quay was shut for a week", "The quay was shut for a week"),
        ("They left at dawn.Exit mobile version", "They left at dawn."),
        (
            "The quay reopened. Advertisement Continue reading the main story It shut at noon.",
            "The quay reopened. It shut at noon.",
        ),
        (
            "Media playback is supported on this device Media caption The quay in flames",
            "The quay in flames",
        ),
        ("Mayor dismisses claims on quaySHARE THIS ARTICLE", "Mayor dismisses claims on quay"),
    ],
)
def test_glued_furniture_is_cut_off(tmp_path: Path, line: str, left: str) -> None:
    text = f"Harbour talks fail again in Velmar\nThe quay is large, he said.\n{line}\nNobody was hurt, he added.\n"
    assert left in one_report(tmp_path, "r.txt", text).text.split("\n\n")


def test_words_below_the_text_that_credit_an_agency_stay(tmp_path: Path) -> None:
    text = (
        "Harbour talks fail again in Velmar\nThe quay is large, he said.\nNobody was hurt, he added.\n"
        "Copyright 2031 The Associated Press. All rights reserved. This may not be published.\n"
    )
    ends = one_report(tmp_path, "r.txt", text).text.split("\n\n")[-1]
    assert ends == "Copyright 2031 The Associated Press"
    signed = text.replace(
        "Copyright 2031 The Associated Press. All", "Copyright 2031 Quay Daily. All"
    )
    assert one_report(tmp_path, "s.txt", signed).text.endswith("Nobody was hurt, he added.")


def test_numbers_count_as_furniture_only_at_the_edges_or_beside_it() -> None:
    body = [f"Sentence number {n} of the report is here." for n in range(20)]
    lines = ["Quay blast kills two in Velmar", "0", "1775", *body[:10], "1921", *body[10:]]
    cuts = find_debris(lines)
    assert [bool(cut) for cut in cuts[:3]] == [False, True, True]
    assert cuts[13] == ()


def test_crumbs_and_section_name_above_the_headline() -> None:
    lines = [
        "News   /   Velmar   /   News".replace("   ", " "),
        "Quay blast kills two in Velmar",
        "It was loud.",
        "He said so.",
    ]
    assert [bool(cut) for cut in find_debris(lines)] == [True, False, False, False]
    lines = [
        "VPO",
        "Quay blast kills two in Velmar harbour",
        "It was loud, he said.",
        "She agreed.",
        "Exit mobile version",
    ]
    assert [bool(cut) for cut in find_debris(lines)] == [True, False, False, False, True]


def test_a_headline_the_metadata_knows_is_not_read_twice() -> None:
    lines = ["Quay blast kills two", *[f"It was loud, {name} said." for name in "ABCDE"]]
    cuts = find_debris(lines, title="Quay blast kills two!")
    assert [bool(cut) for cut in cuts] == [True, *[False] * 5]


def test_gallery_headings_go_and_captions_stay() -> None:
    lines = ["A long day in Velmar harbour"]
    lines += [
        f"Photos: The Velmar quay {caption} Hide Caption {n} of 3"
        for n, caption in enumerate(
            ("A crane lies in the water.", "Men look on.", "Smoke rises."), 1
        )
    ]
    cuts = find_debris(lines)
    left = []
    for line, cut in zip(lines, cuts, strict=True):
        kept = line
        for span in reversed(cut):
            kept = kept[: span.start] + kept[span.end :]
        left.append(kept.strip())
    assert left[1:] == ["A crane lies in the water.", "Men look on.", "Smoke rises."]


def test_scraps_below_closing_furniture_go() -> None:
    lines = [
        "Quay blast kills two in Velmar",
        "It was loud, he said.",
        "SHARE THIS ARTICLE",
        "Velmar Radio App",
    ]
    assert [bool(cut) for cut in find_debris(lines)] == [False, False, True, True]
    lines = [
        "Quay blast kills two in Velmar",
        "It was loud, he said.",
        "Copyright 2020 Velmar Press. All rights reserved.",
        "Information from: Lund Times",
    ]
    assert find_debris(lines)[3] == ()


def test_headlines_listed_below_a_heading_go() -> None:
    body = [
        "Quay blast kills two in Velmar",
        "It was loud, he said.",
        "Also read:",
        "Second day of clearing at the quay",
        "She agreed with him.",
    ]
    tail = ["Related Posts", "Bread prices double in the north of the county", "Truce talks open"]
    cuts = find_debris([*body, *tail])
    assert [bool(cut) for cut in cuts] == [False, False, True, True, False, True, True, True]


def test_a_blog_page_saved_as_text(tmp_path: Path) -> None:
    text = """Home » Coast » Velmar
Share on Facebook Share on Twitter
Quay blast kills two in Velmar
by admin — March 3, 2017 in News
0
SHARES
45
VIEWS
A blast killed two men on the quay on Friday, the harbour office said.
Tags: Velmar, quay
Leave a Reply Cancel reply
Your email address will not be published. Required fields are marked *
© 2017 Velmar Wire - All Rights Reserved.
"""
    report = one_report(tmp_path, "blog.txt", text)
    assert report.text.split("\n\n") == [
        "Quay blast kills two in Velmar",
        "A blast killed two men on the quay on Friday, the harbour office said.",
    ]
    assert report.publisher == "Velmar Wire"
    assert report.published is not None
    assert report.published.value == "2017-03-03"


def test_same_words() -> None:
    assert same_words("A “quay” — gone", "a quay gone")
    assert not same_words("", "")
    assert not same_words("Quay 1", "Quay 2")
