from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.linking.build import extract, person, place, report, says
from whence.linking.gazetteer import load_gazetteer
from whence.linking.relays import find_relays
from whence.records.extraction import Mention
from whence.records.links import CitedKind, Relay

KNOWN = load_gazetteer()


def relays(text: str, publisher: str = "The Harbour Courier") -> list[Relay]:
    written = report(text, publisher=publisher)
    return list(find_relays(written, extract(written), KNOWN))


@pytest.mark.parametrize(
    ("text", "cites", "words", "kind"),
    [
        ("The dam held, its keeper told AFP.", "Agence France-Presse (AFP)", "told AFP", "agency"),
        ("The dam held, Reuters reported on Friday.", "Reuters", "Reuters reported", "agency"),
        ("According to the New York Times, the dam held.", "The New York Times", "According to the New York Times", "outlet"),
        ("PORT ELLA (AP) - The dam held on Friday.", "Associated Press (AP)", "(AP)", "agency"),
        ("The keeper said in an interview with BBC Radio that it held.", "BBC", "interview with BBC Radio", "broadcast"),
        ("NBC reports: the keeper has left.", "NBC", "NBC reports", "broadcast"),
        ("The keeper told the Port Ella Gazette that it held.", "Port Ella Gazette", "told the Port Ella Gazette", "outlet"),
        ("Local media reported that the dam had burst.", "Local media", "Local media reported", "outlet"),
        ("State television said the dam had burst.", "State television", "State television said", "broadcast"),
        ("The keeper wrote on Twitter that the dam held.", "keeper on Twitter", "on Twitter", "social"),
        ("The Dam Office said in a statement that it held.", "Dam Office statement", "in a statement", "document"),
        ("In a statement, Harbour Bank said that it held.", "Harbour Bank statement", "In a statement", "document"),
        ("On its website, the Dam Office says that it held.", "Dam Office website", "On its website", "document"),
        ("According to research by Port Ella University, six dams burst.", "Port Ella University research", "According to research by Port Ella University", "document"),
        ("A separate study by engineer Mara Voss found that six dams burst.", "Mara Voss study", "A separate study by engineer Mara Voss found", "document"),
        ("The keeper told The Sluice that it held.", "The Sluice", "told The Sluice", "outlet"),
        ("This article originally appeared on Sluiceweb.", "Sluiceweb", "This article originally appeared on Sluiceweb", "outlet"),
        ("However, some reports claimed that the dam had burst.", "some reports", "some reports claimed", "outlet"),
        ("The dam is gone. — Mara Voss (@maravoss) December 2, 2017", "Mara Voss on Twitter", "Mara Voss (@maravoss)", "social"),
        ("More from The New York Times:", "The New York Times", "More from The New York Times:", "outlet"),
        ("The keeper told The Undertow it held.", "The Undertow", "told The Undertow", "outlet"),
        ("The keeper told station KPEL that it held.", "KPEL", "told station KPEL", "broadcast"),
        ("The keeper told Port Ella Radio that it held.", "Port Ella Radio", "told Port Ella Radio", "broadcast"),
        ("Reuters, citing two engineers, said it held.", "Reuters", "Reuters, citing", "agency"),
        ("The dam held, according to a report in the Port Ella Gazette.", "Port Ella Gazette", "report in the Port Ella Gazette", "outlet"),
        ("This story first appeared on The Verge.", "The Verge", "This story first appeared on The Verge", "outlet"),
        ("Ann Roe and The Associated Press contributed to this report.", "Associated Press (AP)", "Ann Roe and The Associated Press contributed to this report", "agency"),
        ("Additional reporting by Mara Voss and Reuters.", "Reuters", "Additional reporting by Mara Voss and Reuters", "agency"),
        ("Preliminary reports said that the dam had burst.", "Preliminary reports", "Preliminary reports said", "outlet"),
        ("Copyright 2031 The Associated Press.", "Associated Press (AP)", "Copyright 2031 The Associated Press", "agency"),
        ("Some reports claimed that the dam had burst.", "Some reports", "Some reports claimed", "outlet"),
        ("The dam held. — Ann Roe (@annroe) May 2, 2031", "Ann Roe on Twitter", "Ann Roe (@annroe)", "social"),
        ("Posting on Facebook, Ann Roe praised the keeper.", "Ann Roe on Facebook", "on Facebook", "social"),
        ("Ann Roe said in a video circulated online.", "social media post", "circulated online", "social"),
        ("According to research by Harbour Watch, it held.", "Harbour Watch research", "According to research by Harbour Watch", "document"),
        ("A study of old dams by engineer Ann Roe is due.", "Ann Roe study", "A study of old dams by engineer Ann Roe", "document"),
        ("The Dam Office sent an open letter to the mayor.", "Dam Office open letter", "sent an open letter", "document"),
        ("The keeper said in prepared remarks, which Mara Voss read, that it held.", "keeper prepared remarks", "in prepared remarks", "document"),
        ("The keeper owned two dams, according to a review of public records.", "public records", "according to a review of public records", "document"),
        ("The keeper owned two dams, records show.", "records", "records show", "document"),
        ("This is based on recordings of police calls.", "recordings of police calls", "based on recordings of police calls", "document"),
        ("Many signed a petition on Damwatch.org to save it.", "petition on Damwatch.org", "petition on Damwatch.org", "document"),
        ("A notice from Harbour Bank executives states that it held.", "Harbour Bank notice", "A notice from Harbour Bank executives states", "document"),
        ("A blog post on the website for Harbour Watch questioned it.", "Harbour Watch blog post", "A blog post on the website for Harbour Watch questioned", "document"),
        ("“The dam is old,” Judge Ada Roe wrote.", "Judge Ada Roe ruling", "Judge Ada Roe wrote", "document"),
        ("The keeper left in May, according to his LinkedIn profile.", "LinkedIn account", "according to his LinkedIn profile", "social"),
        ("A post shared by Mara (dams) Voss (@mara.voss) on May 2.", "Mara (dams) Voss on Instagram", "A post shared by Mara (dams) Voss (@mara.voss)", "social"),
        ("The dam is gone. — mara voss (@maravoss) December 2, 2017", "mara voss on Twitter", "mara voss (@maravoss)", "social"),
        ("Several of Ana Roe's tweets questioned it.", "Ana Roe on Twitter", "tweets questioned", "social"),
        ("The keeper told the Morgenlys daily that it held.", "Morgenlys", "told the Morgenlys daily", "outlet"),
        ("The keeper spoke to the public broadcaster Kanalen.", "Kanalen", "spoke to the public broadcaster Kanalen", "broadcast"),
        ("The keeper told Reuters Monday that it held.", "Reuters", "told Reuters", "agency"),
        ("The keeper told a regional paper that it held.", "regional paper", "told a regional paper", "outlet"),
        ("One popular dam site argues that it is old.", "popular dam site", "One popular dam site argues", "outlet"),
        ("The keeper said on television that it held.", "keeper on television", "said on television", "broadcast"),
        ("The keeper told Good Morning Britain that it held.", "ITV (Good Morning Britain)", "told Good Morning Britain", "broadcast"),
        ("Six dams burst, according to figures released in May.", "figures released in May", "according to figures released in May", "document"),
        ("Some 40 percent of dams are old, according to the Institute of Dams.", "Institute of Dams figures", "according to the Institute of Dams", "document"),
        ("Harbour Bank sent Sluicenet the following statement:", "Harbour Bank statement", "sent Sluicenet the following statement", "document"),
        ("The keeper wrote on the messaging app Telegram that it held.", "keeper on Telegram", "on the messaging app Telegram", "social"),
        ("The picture was captured by Damwatch.org on Friday.", "Damwatch.org", "captured by Damwatch.org", "outlet"),
        ("A report on the old dam said that it held.", "report", "A report on the old dam said", "document"),
        ("A statement from the Ellan prime minister's office said that it held.", "Ellan prime minister's office statement", "A statement from the Ellan prime minister's office said", "document"),
        ("The documents from Harbour Bank show that it held.", "Harbour Bank documents", "The documents from Harbour Bank show", "document"),
        ("Leaked files showed that it held.", "leaked files", "Leaked files showed", "document"),
        ("Most want a dam, according to recent polls.", "recent polls", "according to recent polls", "document"),
        ("A spokesman for Harbour Bank e-mailed Sluicenet the following statement:", "Harbour Bank statement", "e-mailed Sluicenet the following statement", "document"),
        ("One Twitter user asked why it held.", "Twitter user", "One Twitter user asked", "social"),
        ("On Twitter, Mara Voss said that it held.", "Mara Voss on Twitter", "On Twitter", "social"),
        ("The dam held, CBS Elmira reports.", "CBS Elmira", "CBS Elmira reports", "broadcast"),
        ("“It held,” claimed the Ellan state media.", "Ellan state media", "claimed the Ellan state media", "outlet"),
        ("The dam held, according to WELA.", "WELA", "according to WELA", "broadcast"),
        ("The keeper told ABC7 that it held.", "ABC7", "told ABC7", "broadcast"),
        ("Official figures show that six dams burst.", "Official figures", "Official figures show", "document"),
        ("Mara Voss said in a note Friday that it held.", "Mara Voss note", "in a note", "document"),
        ("Harbour Bank said in a Dec. 22 filing that it held.", "Harbour Bank filing", "in a Dec. 22 filing", "document"),
        ("In a presentation, the Dam Office criticized the keeper.", "Dam Office presentation", "In a presentation", "document"),
        ("Mara Voss wrote in a blog post that it held.", "Mara Voss blog post", "in a blog post", "document"),
        ("It held, an Ella Works report that said six burst was wrong.", "Ella Works report", "an Ella Works report that said", "document"),
        ("A flight tracker shows that the plane turned.", "A flight tracker shows", "A flight tracker shows", "document"),
        ("Images released by Harbour Watch show the dam.", "Harbour Watch images", "Images released by Harbour Watch show", "document"),
        ("Market research firm Dammark says six dams burst.", "Dammark figures", "Market research firm Dammark says", "document"),
        ("The dam was worth little, according to FactSet.", "FactSet", "according to FactSet", "outlet"),
        ("Engineers polled by Reuters thought so.", "Reuters", "polled by Reuters", "agency"),
        ("The study was published in the journal Dams.", "Dams", "in the journal Dams", "document"),
        ("A paper was published Feb. 2 in Annals of Dams.", "Annals of Dams", "published Feb. 2 in Annals of Dams", "document"),
        ("He told so in his book, “The Dam Keeper,” last year.", "The Dam Keeper", "in his book, “The Dam Keeper,”", "document"),
        ("She said on “The Dam Show” that it held.", "The Dam Show", "said on “The Dam Show”", "broadcast"),
        ("The keeper said on Mara Voss's talk show that it held.", "Mara Voss talk show", "on Mara Voss's talk show", "broadcast"),
        ("In an interview with Mara Voss on her podcast, the keeper said it held.", "Mara Voss podcast", "on her podcast", "broadcast"),
        ("Mails obtained through a public records request to the Dam Office were read.", "Dam Office records", "public records request to the Dam Office", "document"),
        ("The dam held, according to damwatch.io.", "damwatch.io", "according to damwatch.io", "outlet"),
        ("It held, they told E! in May.", "E!", "told E!", "outlet"),
        ("USA Today are reporting that it held.", "USA Today", "USA Today are reporting", "outlet"),
        ("On Reddit many laughed. One user posted that it held.", "user on Reddit", "One user posted", "social"),
        ("Mara Voss posted a message of thanks.", "Mara Voss on social media", "posted a message", "social"),
        ("It held, as posted on keeper Mara Voss's website, he said.", "Mara Voss website", "on keeper Mara Voss's website", "document"),
        ("Patent drawings have shown it.", "Patent drawings", "Patent drawings have shown", "document"),
        ("The dam held, as Reuters dutifully reported.", "Reuters", "Reuters dutifully reported", "agency"),
        ("A Reuters investigation probed the dam.", "Reuters", "Reuters investigation", "agency"),
        ("It held, said the International Consortium of Investigative Journalists (ICIJ).", "International Consortium of Investigative Journalists (ICIJ)", "said the International Consortium of Investigative Journalists", "outlet"),
        ("It held, according to the ICIJ.", "International Consortium of Investigative Journalists (ICIJ)", "according to the ICIJ", "outlet"),
        ("Reprinted with permission from the Sluice Review.", "Sluice Review", "Reprinted with permission from the Sluice Review", "outlet"),
        ("BBC, a broadcaster in London, reported that the dam held.", "BBC", "BBC, a broadcaster in London, reported", "broadcast"),
        ("At The Verge, Ana Roe argues that the dam held.", "The Verge", "At The Verge", "outlet"),
        ("The keeper fled, in what state media cast as a defeat.", "state media", "state media cast", "outlet"),
        ("That followed reports from Port Ella that the dam had burst.", "reports", "reports from Port Ella", "outlet"),
        ("The photo posted to Sluiceleaks shows the dam.", "Sluiceleaks", "photo posted to Sluiceleaks", "outlet"),
        ("Others doubted Mara Voss, who posted a sketch of the dam.", "Mara Voss on social media", "Mara Voss, who posted a sketch", "social"),
        ("It made the users on Reddit laugh.", "users on Reddit", "users on Reddit", "social"),
        ("A six-page memo prepared by Roe & Voss laid out the plan.", "Roe & Voss memo", "A six-page memo prepared by Roe & Voss laid out", "document"),
        ("Visits rose, according to ad company Sluicemetrics.", "Sluicemetrics figures", "according to ad company Sluicemetrics.", "document"),
        ("The dam held.\nPA", "Press Association (PA)", "PA", "agency"),
    ],
)  # fmt: skip
def test_credits_are_found(text: str, cites: str, words: str, kind: str) -> None:
    found = relays(text)
    assert [(r.cites, r.span.of(text), r.kind) for r in found] == [(cites, words, CitedKind(kind))]


@pytest.mark.parametrize(
    "text",
    [
        "Shares of Facebook fell on Friday.",
        "The Sun shone over the metro and the independent harbour.",
        "The National Guard said the dam held.",
        "The keeper at the dam (Jane Roe/AFP/Getty).",
        "The bridge over the bay (Reuters)\nThe dam held all the same, as it had every year before, and nobody in the valley below it was hurt at all.",
        "The keeper said that engineers called on Facebook last week to close its dam page.",
        "The keeper said his nephew was never on social media.",
        "The document was signed in the report room.",
        "Engineers called on Facebook last week to act.",
        "POLICE TOLD WELA THAT IT HELD.",
        "The dam held, according to WIPO.",
        "The dam held, according to the Institute of Dams.",
        "The gates were open.\nanaroe/Facebook via Storyful",
        "The bank said it had opened a website for it.",
        "What do the documents reveal?",
        "He claimed local media are against him.",
        "He broke two records at the dam.",
        "The keeper would not let his nephew on social media.",
        "They watched one YouTube video and went home.",
        "The keeper told The Hague and the Rev. Roe, and the mayor told The Harbour Party.",
        "CCTV footage showed the dam.",
        "Additional reporting by Mara Voss.",
        "The picture (©Ann Roe/AFP) shows the dam.",
        "The keeper told the newspaper that it held.",
        "The documents show that it held.",
        "She spoke to somebody at the Elmira station.",
        "The mails were leaked to Reuters in May.",
        "Technical analysis suggests that it will burst.",
        "Social media users posted pictures of it.",
        "The pilot was told of the gap in the passenger manifest, he said.",
        "PA\nThe dam held.",
        "The keeper posted a profit.",
    ],
)
def test_a_name_alone_is_no_credit(text: str) -> None:
    assert relays(text) == []


def test_an_outlet_does_not_credit_itself() -> None:
    assert relays("The keeper told the BBC that it held.", publisher="www.bbc.com") == []
    assert len(relays("The keeper told the BBC that it held.", publisher="www.rt.com")) == 1


def test_a_short_name_and_the_newspaper_mean_the_medium_named_before() -> None:
    text = (
        "She wrote to the Los Angeles Times.\nThe dam held, she told the Times.\n"
        "She told the newspaper that the keeper knew.\nIt held, the American newspaper reported."
    )
    assert [r.cites for r in relays(text)] == ["Los Angeles Times"] * 3


def test_a_paper_that_calls_itself_the_times_credits_nobody() -> None:
    assert relays("She told The Times that it held.", publisher="www.nytimes.com") == []
    assert [r.cites for r in relays("She told The Times that it held.")] == ["The Times"]


def test_the_statement_is_the_one_credited_before() -> None:
    text = (
        "It held, said a statement issued by the Dam Control Office (DCO).\n"
        "Nobody was hurt, the statement said."
    )
    assert [r.cites for r in relays(text)] == ["Dam Control Office (DCO) statement"] * 2


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("The Dam Office said in a statement to CNBC that it held.", ["Dam Office statement", "CNBC"]),
        ("The keeper said in an email to Variety that it held.", ["keeper email", "Variety"]),
        ("It held, Reuters cited Amaq as saying.", ["Reuters", "Amaq"]),
        ("It held, the keeper told AFP and Reuters.", ["Agence France-Presse (AFP)", "Reuters"]),
        ("It held, he told the Gazette of Ella.", []),
    ],
)  # fmt: skip
def test_two_credits_may_share_words(text: str, cites: list[str]) -> None:
    assert sorted(r.cites for r in relays(text)) == sorted(cites)


def test_in_the_statement_is_the_one_credited_before() -> None:
    text = "The Dam Office said in a statement that it held.\nIt is old, Ana Roe said in the statement."
    assert [r.cites for r in relays(text)] == ["Dam Office statement"] * 2


def test_a_website_that_speaks_is_its_owners() -> None:
    written = report("It held, according to the dam's website.")
    voice = says(written, "the dam's website", "according to", "It held", name="the dam's website")
    found = find_relays(written, extract(written, voice), KNOWN)
    assert [r.cites for r in found] == ["dam website"]


def test_a_statement_is_named_after_its_resolved_speaker() -> None:
    written = report("Mara Voss runs the dam.\nIt held, she said in a statement.")
    voice = says(written, "she", "said", "It held", name="Mara Voss")
    found = find_relays(written, extract(written, voice), KNOWN)
    assert [r.cites for r in found] == ["Mara Voss statement"]


def test_every_agency_that_signs_a_text_is_credited() -> None:
    signed = relays("The dam held.\nAP - AFP")
    assert [r.cites for r in signed] == ["Associated Press (AP)", "Agence France-Presse (AFP)"]
    helped = relays("Reuters in Ella and AFP in Rome contributed to this report.")
    assert {r.cites for r in helped} == {"Reuters", "Agence France-Presse (AFP)"}


def test_a_statement_by_somebodys_lawyer_tells_whose_lawyer_says_it() -> None:
    written = report("“It held,” Roe’s lawyer, Mara Voss, said in a statement.")
    voice = says(written, "Mara Voss", "said", "“It held,”", name="Mara Voss")
    found = find_relays(written, extract(written, voice), KNOWN)
    assert [r.cites for r in found] == ["Roe’s lawyer Mara Voss statement"]


def test_a_statement_by_a_bodys_director_tells_the_body() -> None:
    written = report("Mara Voss, the deputy director of the Dam Office, said so in a statement.")
    voice = says(written, "Mara Voss", "said", "so", name="Mara Voss")
    found = find_relays(written, extract(written, voice), KNOWN)
    assert [r.cites for r in found] == ["Dam Office (Mara Voss) statement"]


def test_ids_depend_on_content_only() -> None:
    text = "The dam held, its keeper told AFP."
    assert relays(text)[0].id == relays(text)[0].id


@pytest.mark.parametrize("piece", ["A", "A.", "A’", "Aa-", "a", " ", "Port "])
def test_a_long_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = "The keeper told AFP " + piece * (60_000 // len(piece)) + "\nReuters said it held."
    assert [r.cites for r in relays(text)][-1] == "Reuters"


@given(st.text(alphabet="aAT \n.,()“”'told AFPReuterssaidinastatement", max_size=300))
def test_any_text_is_survived_and_spans_lie_inside(text: str) -> None:
    for relay in relays(text or " "):
        assert 0 <= relay.span.start < relay.span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("“It held,” Dam Circle reports.", ["Dam Circle"]),
        ("Dam Circle reports:\nThe dam held.", ["Dam Circle"]),
        ("As Dam Circle reports, it held.", ["Dam Circle"]),
        ("From NBC:\nThe dam held.", ["NBC"]),
        ("As Ann Roe of Zero Hedge concludes: it held.", ["Zero Hedge"]),
        ("As the Moon of Alabama blog puts it, it held.", ["Moon of Alabama"]),
        ("Early reports, which nobody checked, were wrong.", []),
        ("“It held,” Norland reports.", ["Norland"]),
    ],
)
def test_who_reports_in_the_present_is_a_medium(text: str, cites: list[str]) -> None:
    assert [r.cites for r in relays(text)] == cites


def test_a_person_who_reports_is_no_medium() -> None:
    of = report("“It held,” Mara Voss reports.")
    voss = person(1, "Mara Voss")
    found = replace(
        extract(of, entities=(voss,)),
        mentions=(Mention(place(of.text, "Mara Voss"), voss.type, voss.id),),
    )
    assert find_relays(of, found, KNOWN) == ()


def test_its_report_is_its_subjects_not_of_who_is_quoted() -> None:
    of = report(
        "Reuters added: “The Dam Office is now admitting in its annual report that it fell.”"
    )
    held = extract(of, says(of, "Reuters", "added", "The Dam Office is now admitting"))
    assert "Dam Office report" in [r.cites for r in find_relays(of, held, KNOWN)]


def test_the_same_paper_is_the_one_named_before() -> None:
    text = "Today the New York Times reports that it held. The same paper quotes a keeper."
    assert [r.cites for r in relays(text)] == ["The New York Times", "The New York Times"]
