import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import lxml.html
import pytest
from lxml.html import HtmlElement

from tests.export import hand_made
from whence.export.page import render_page
from whence.records.extraction import Attribution, Extraction, QuoteKind, Stance
from whence.records.links import Links
from whence.records.span import Span
from whence.records.story import Story

HOSTILE = """<script>alert(1)</script>"><img src=x onerror=alert(2)> {{ 7 * 7 }}
</style></mark>]]> & &lt;b&gt; \x00\x1b[31m \u202eevil\u202c ' onclick='x \ud800"""


def parsed(story: Story) -> HtmlElement:
    return lxml.html.fromstring(render_page(story).encode())


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def by_id(page: HtmlElement, anchor: str) -> HtmlElement:
    return page.get_element_by_id(anchor)


def hostile_story() -> Story:
    bad = hand_made.report(
        HOSTILE, "<b>x</b>.txt", publisher='"><script>', url="https://x.example/'><script>"
    )
    found = Extraction(
        report=bad.id,
        attributions=(
            Attribution(
                "'><a9 x", (Span(0, 5),), (Span(3, 12),), (Span(8, 99),), Stance.DENIES, QuoteKind.MIXED,
                speaker_name="<i>who</i>", parent="nobody",
            ),
        ),
    )  # fmt: skip
    return Story("<u>story</u>", (bad,), (found,), Links())


def test_the_story_in_numbers_opens_the_page() -> None:
    page = words(parsed(hand_made.story()))
    assert "Aldry mill 3 reports read. On 3 points two or more of them speak" in page
    assert "on 2 points the accounts part." in page
    assert "accounts on" not in page  # a sum of origins over points means nothing


def test_points_that_part_come_before_points_that_agree() -> None:
    page = words(parsed(hand_made.story()))
    parting, agreeing = page.index("Where the accounts part"), page.index("Where they agree")
    assert parting < page.index("disagree 2 reports, 2 independent origins, 2 answers") < agreeing
    assert agreeing < page.index("agree 2 reports, one independent origin, one answer")


def test_a_point_tells_words_chain_origins_and_reason() -> None:
    story = hand_made.story()
    page = parsed(story)
    anchor = "p-" + story.links.points[0].id.rpartition(":")[2]
    relayed = words(by_id(page, f"{anchor}-3"))
    assert "Fire Chief Ruth Hale said two weavers died, the Mill Post reported." in relayed
    assert "Union News ← from Mill Post ← from Ruth Hale" in relayed
    assert "proposed, 87%" in relayed
    point = words(by_id(page, anchor))
    assert "Union News credits the Mill Post with what Ruth Hale said." in point
    assert "at least 5" in point


def test_figures_are_drawn_with_title_description_and_table() -> None:
    page = parsed(hand_made.story())
    drawn = page.xpath(
        "//table[contains(@class, 'ranges')]//td//*[local-name()='svg'][@role='img']"
    )
    assert len(drawn) == 3
    for svg in drawn:
        names = [words(by_id(page, i)) for i in svg.get("aria-labelledby").split()]
        assert all(names)
    assert "No upper bound." in words(drawn[2])


def test_a_reports_text_stands_whole_and_marked() -> None:
    story = hand_made.story()
    page = parsed(story)
    for report, extraction in zip(story.reports[:2], story.extractions[:2], strict=True):
        digest = report.id.removeprefix("sha256:")[:8]
        rows = page.xpath(f"//details[@id='r-{digest}']//p[@class='text']")
        for row in rows:
            for note in row.xpath(".//sup"):
                note.getparent().remove(note) if not note.tail else note.clear(keep_tail=True)
        assert [row.text_content() for row in rows] == report.text.split("\n")
        for attribution in extraction.attributions:
            assert by_id(page, f"r-{digest}-{attribution.id}") is not None


def test_the_margin_tells_who_speaks_within_whom() -> None:
    page = words(parsed(hand_made.story()))
    assert "2 the owner · asserts ↳ within 3 · unnamed, in quotation marks · 66%" in page
    assert "2 the owners · ✕ denies" in page
    assert "on How many people were killed?" in page


def doubting_page() -> str:
    return words(parsed(hand_made.doubting_story()))


def test_a_note_says_as_what_it_is_put_forward_unless_as_plain_fact() -> None:
    page = doubting_page()
    assert "two senior Western insurers · asserts · unnamed" in page
    assert "two senior Western insurers · asserts, as possible · unnamed" in page
    assert "officials · asserts, as future" in page
    assert "Ruth Hale · asserts, as not so" in page
    assert "Aldry Echo 1 to 2 March 2021 as possible proposed, 74%" in page


def test_a_note_tells_what_the_words_tell_of_speakers_without_a_name() -> None:
    page = doubting_page()
    assert "unnamed (2 sources, Western, senior) · 93%" in page
    assert "unnamed (2 or more sources) · 88%" in page


def test_a_note_names_the_parts_it_is_unsure_of() -> None:
    page = parsed(hand_made.doubting_story())
    assert "unsure of its words (62%) and its speaker (58%)" in words(page)
    assert words(page).count("unsure of") == 1
    guesses = page.xpath("//ul[@class='margin']//span[@class='guess']/@title")
    assert "a claim 74%, its source 90%, its words 62%, its speaker 58%" in guesses


def test_words_of_distance_say_their_kind_and_whose_distance_it_is() -> None:
    page = parsed(hand_made.doubting_story())
    marked = page.xpath("//p[@class='text']//*[contains(@class, 'distance')]")
    assert [(mark.text, mark.get("title")) for mark in marked] == [
        ("so-called", "so-called: distance kept by two senior Western insurers"),
        ("“repairs”", "scare quotes: distance kept by officials"),
        ("under the pretext of", "pretext: distance kept by officials"),
        ("Allegedly", "alleged: distance kept by the report"),
        ("No evidence", "no evidence: distance kept by the report"),
    ]
    notes = [words(note) for note in page.xpath("//ul[@class='margin']/li")]
    assert any(
        "officials" in note and "distance, scare quotes: “repairs”" in note for note in notes
    )
    assert "Own voice distance, alleged: Allegedly opinion: shameful" in notes
    assert "Own voice distance, no evidence: No evidence" in notes


def test_an_opinion_is_marked_by_the_words_that_show_it() -> None:
    page = parsed(hand_made.doubting_story())
    (marked,) = page.xpath("//p[@class='text']//*[contains(@class, 'opinion')]")
    assert (marked.text, marked.get("title")) == ("shameful", "opinion, in the report's own voice")
    assert "4 attributed claims, 3 in its own voice, 1 of them opinion" in words(page)


def test_an_opinion_may_be_shown_by_several_words_in_any_case() -> None:
    echo, found = hand_made.doubting_report()
    opinion = replace(found.statements[1], why="allegedly, a shameful, excuse, hame, the … told")
    page = parsed(Story("x", (echo,), (replace(found, statements=(opinion,)),), Links()))
    marked = page.xpath("//p[@class='text']//*[contains(@class, 'opinion')]/text()")
    assert marked == ["Allegedly", "the owners were told", "a shameful", "excuse"]
    assert "opinion: allegedly, a shameful, excuse, hame, the … told" in words(page)


def test_words_said_to_show_an_opinion_that_do_not_stand_there_mark_nothing() -> None:
    echo, found = hand_made.doubting_report()
    opinion = replace(found.statements[1], why="nowhere to be found")
    for statement in (opinion, replace(opinion, why=None)):
        changed = replace(found, statements=(statement,))
        page = parsed(Story("x", (echo,), (changed,), Links()))
        assert not page.xpath("//p[@class='text']//*[contains(@class, 'opinion')]")
        assert "Own voice distance, alleged: Allegedly opinion" in words(page)
        anchors = page.xpath("//@id")
        hrefs = {href[1:] for href in page.xpath("//@href") if href.startswith("#")}
        assert hrefs <= set(anchors)


def test_a_distance_of_a_speaker_who_is_gone_is_the_reports_own() -> None:
    echo, found = hand_made.doubting_report()
    lost = tuple(replace(d, by="a99") for d in found.distances)
    page = words(parsed(Story("x", (echo,), (replace(found, distances=lost),), Links())))
    assert "Own voice distance, so-called: so-called" in page


def test_credits_carried_words_and_names_are_listed() -> None:
    page = words(parsed(hand_made.story()))
    assert "Union News← Mill Post" in page.replace("News ←", "News←")
    assert "Union News ← some of it from Mill Post" in page
    assert "Fire Chief Ruth Hale Union News" in page
    described = "Described in an outlet’s own voice:Fire Chief Ruth Hale Mill Post"
    assert described in page.replace("voice: ", "voice:")


def test_what_was_left_out_says_why_and_what_to_do() -> None:
    page = words(parsed(hand_made.story()))
    assert "in French, which is not analysed" in page
    assert "empty.html the file is empty What to do: save the page again".replace(" ", "") in (
        page.replace(" ", "")
    )


@pytest.mark.parametrize("make", [hand_made.story, hand_made.doubting_story])
def test_every_link_lands_and_no_anchor_stands_twice(make: Callable[[], Story]) -> None:
    page = parsed(make())
    anchors = page.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    inside = [href[1:] for href in page.xpath("//@href") if href.startswith("#")]
    assert inside
    assert set(inside) <= set(anchors)


def test_reports_whose_hashes_begin_alike_have_anchors_apart() -> None:
    post, found = hand_made.mill_report()
    twins = [replace(post, id=f"sha256:{'ab' * 4}{n}{'0' * 55}") for n in (1, 2)]
    story = Story(
        "twins", tuple(twins), tuple(replace(found, report=twin.id) for twin in twins), Links()
    )
    anchors = parsed(story).xpath("//details[@class='report']/@id")
    assert anchors == ["r-abababab10000000", "r-abababab20000000"]


def test_hostile_text_comes_out_as_text() -> None:
    html = render_page(hostile_story())
    html.encode("utf8")
    page = parsed(hostile_story())
    assert not page.xpath("//script | //img | //iframe | //object | //form | //link | //base")
    assert not [
        name for name in page.xpath("//@*/..") if any(k.startswith("on") for k in name.attrib)
    ]
    assert "<script>alert(1)</script>" in page.text_content()
    assert "{{ 7 * 7 }}" in page.text_content()
    assert "\x00" not in html
    assert "\x1b" not in html
    assert "\u202e" not in html
    assert all(re.fullmatch(r"[\w-]+", anchor) for anchor in page.xpath("//@id"))


def test_only_web_addresses_become_links() -> None:
    hrefs = parsed(hand_made.story()).xpath("//@href[not(starts-with(., '#'))]")
    assert hrefs == ["https://mill-post.example/1"]
    assert [h for h in parsed(hostile_story()).xpath("//@href") if not h.startswith("#")] == []


def test_the_page_needs_nothing_but_itself() -> None:
    html = render_page(hand_made.story())
    page = lxml.html.fromstring(html.encode())
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    assert not page.xpath("//@src | //link | //script")
    assert "url(" not in html
    assert "@import" not in html


def test_equal_stories_give_equal_pages() -> None:
    assert render_page(hand_made.story()) == render_page(hand_made.story())


def test_an_empty_story_is_a_page_too() -> None:
    page = words(parsed(Story("nothing", (), (), Links())))
    assert "No reports read. On no point two of them were found to speak." in page


def test_a_large_pile_is_folded_report_by_report() -> None:
    post, found = hand_made.mill_report()
    many = [replace(post, id=f"sha256:{n:08x}{'0' * 56}") for n in range(50)]
    story = Story("many", tuple(many), tuple(replace(found, report=r.id) for r in many), Links())
    page = parsed(story)
    assert len(page.xpath("//details[@class='report']")) == 50
    assert not page.xpath("//details[@class='report'][@open]")


def test_text_without_paragraphs_is_shown_whole() -> None:
    post, found = hand_made.mill_report()
    bare = replace(post, paragraphs=(), title_span=None)
    html = render_page(Story("bare", (bare,), (found,), Links()))
    assert "The roof had been mended in" in unescape(html)


def test_a_figure_given_by_nobody_named_says_so_beside_its_bar() -> None:
    told = hand_made.story()
    point = told.links.points[0]
    first, *others = point.accounts
    unnamed = replace(point, accounts=(replace(first, chain=("",)), *others))
    links = replace(told.links, points=(unnamed, *told.links.points[1:]))
    page = parsed(replace(told, links=links))
    beside = page.xpath("//table[contains(@class, 'ranges')]//span[@class='sub']")
    assert any(words(cell).endswith(", nobody named") for cell in beside)
