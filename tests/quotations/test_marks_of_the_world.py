"""Quote marks of every make, straight and crooked, on invented sentences."""

from __future__ import annotations

import pytest

from tests.quotations.marking import inner, quotes_of

GO = "We will go"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'"),
        ("«", "»"), ("‹", "›"), ("»", "«"), ("›", "‹"),
        ("« ", " »"), ("«\xa0", "\xa0»"), ("«\u202f", "\u202f»"), ("»", "»"),
        ("„", "“"), ("„", "”"), ("‚", "‘"), ("‚", "’"),
        ("”", "”"), ("’", "’"), ("“", "“"), ("‟", "”"), ("‛", "’"),
        ("``", "''"), ("`", "'"), ("`", "´"), ("`", "`"), ("``", "``"),
        ("''", "''"), ("‘‘", "’’"), ('""', '""'),
        ("「", "」"), ("『", "』"), ("〝", "〞"), ("〝", "〟"), ("｢", "｣"), ("＂", "＂"),
        ("＇", "＇"), ("❝", "❞"), ("❛", "❜"),
        ("‘", "”"), ("“", '"'), ('"', "”"), ("'", "’"), ("‘", "'"), ("‘", '"'),
        ("“", "’"), ('"', "'"), ("„", '"'), ("``", '"'), ("“", "''"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "sentence",
    ["{}We will go,{} she said.", "He told us: {}We will go.{}", "It’s so: {}We will go.{}"],
)
def test_pairs_marks_of_every_make(opening: str, closing: str, sentence: str) -> None:
    (quote,) = quotes_of(sentence.format(opening, closing))
    text = sentence.format(opening, closing)
    assert quote.inner.of(text).rstrip(",.") == GO
    assert quote.outer.of(text) == f"{opening}{quote.inner.of(text)}{closing}"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        # the plain ones
        ("“We will go,” she said.", ["We will go,"]),
        ('"We will go," she said, "and soon."', ["We will go,", "and soon."]),
        ("‘We will go,’ she said.", ["We will go,"]),
        ("'We won't go,' she said.", ["We won't go,"]),
        ("«Nous partons», he said.", ["Nous partons"]),
        ("(“Ready?”) he asked.", ["Ready?"]),
        ('The "clean" coal', ["clean"]),
        ("Lena (“the boss”) left", ["the boss"]),
        ("They said—“never”—and went.", ["never"]),
        ("He said:“Go home.”", ["Go home."]),
        ("A ‘safe’ place, a 'calm' sea, a “free” port", ["safe", "calm", "free"]),
        ("„Wir gehen“, sagte sie, „und zwar bald.“", ["Wir gehen", "und zwar bald."]),
        ("»Wir gehen«, sagte sie, »und zwar bald.«", ["Wir gehen", "und zwar bald."]),
        ("”Vi går”, sa hon. ”Nu.”", ["Vi går", "Nu."]),
        ("»Vi går», sa hon, »nu.»", ["Vi går", "nu."]),
        ("« Nous partons », dit-elle, « et vite. »", ["Nous partons", "et vite."]),
        ("« L’eau monte », dit-elle à l'aube.", ["L’eau monte"]),
        ("她说：「水来了。」他走了。", ["水来了。"]),
        ("他说‘好’就走。", ["好"]),
        ("他说“好”就走。", ["好"]),
        # within one another
        ("“He told me ‘never’ twice,” she said.", ["He told me ‘never’ twice,", "never"]),
        ("‘He told me “never” twice,’ she said.", ["He told me “never” twice,", "never"]),
        ("\"He told me 'never' twice,\" she said.", ["He told me 'never' twice,", "never"]),
        ("„Er sagte ‚nie‘ zu mir“, sagte sie.", ["Er sagte ‚nie‘ zu mir", "nie"]),
        ("»Er sagte ›nie‹ zu mir«, sagte sie.", ["Er sagte ›nie‹ zu mir", "nie"]),
        ("« Il a dit « non » hier », dit-elle.", ["Il a dit « non » hier", "non"]),
        ("« Il a dit “non” hier », dit-elle.", ["Il a dit “non” hier", "non"]),
        ("「彼は『だめ』と言った」", ["彼は『だめ』と言った", "だめ"]),
        ("“He said “no” twice,” she said.", ["He said “no” twice,", "no"]),
        ('"He said "no" twice," she said.', ['He said "no" twice,', "no"]),
        ("‘He said ‘no’ twice,’ she said.", ["He said ‘no’ twice,", "no"]),
        ("“I heard ‘he said “no” to us’ then,” she said.",
         ["I heard ‘he said “no” to us’ then,", "he said “no” to us", "no"]),
        ("“‘Never,’ he told me,” she said.", ["‘Never,’ he told me,", "Never,"]),
        ("She said: “He told me, ‘Never.’”", ["He told me, ‘Never.’", "Never."]),
        ("She said: \"He told me, 'Never.'\"", ["He told me, 'Never.'", "Never."]),
        # mixed and unbalanced
        ("She wrote: ‘The bridge is gone.”", ["The bridge is gone."]),
        ("She wrote: ‘The bridge is gone.\" Then she left.", ["The bridge is gone."]),
        ("She wrote: “The bridge is gone.’ Then she left.", ["The bridge is gone."]),
        ("“He said ‘never,” she told us.", ["He said ‘never,"]),
        ("“He said never,’” she told us.", ["He said never,’"]),
        ("A so-called “reform was never meant.", []),
        ("A so-called reform” was never meant.", []),
        ("A 'reform was never meant.", []),
        ("The dam» broke and » so on", []),
        ("» Read more about the dam", []),
        ("A so-called \"reform was \"never meant\" to be.", ["never meant"]),
        ("It was “so. And “this too” was said.", ["this too"]),
        ("Nothing “” here, \"\" nor ‘’ here.", []),
        # a quotation taken up again
        ('"It broke. "Then it fell," he said.', ["It broke.", "Then it fell,"]),
        ("“It broke. “Then it fell,” he said.", ["It broke.", "Then it fell,"]),
        # apostrophes
        ("The mayor's aides' cars weren't there.", []),
        ("The mayor’s aides’ cars weren’t there.", []),
        ("It was the ’90s and rock ’n’ roll.", []),
        ("It was the '90s and rock 'n' roll.", []),
        ("It was the ‘90s and rock ‘n’ roll.", []),
        ("At six o'clock ma'am, the Smiths' dog and James’s cat ate.", []),
        ("’Tis late, ’twas early, tell ’em.", []),
        ("'Tis late, 'twas early, tell 'em so.", []),
        ("The class of ’68 and the boys’ club of '05.", []),
        ("‘The miners’ pay was late,’ she said.", ["The miners’ pay was late,"]),
        ("'The miners' pay was late,' she said.", ["The miners' pay was late,"]),
        ("‘The miners’ pay was late,” she said.", ["The miners’ pay was late,"]),
        ("‘We’re goin’ home in the ’90s,’ she sang.", ["We’re goin’ home in the ’90s,"]),
        ("'It's James's, it ain't o'clock,' he said.", ["It's James's, it ain't o'clock,"]),
        ("“It was the ’90s,” he said. “Rock ’n’ roll.”", ["It was the ’90s,", "Rock ’n’ roll."]),
        ("'25 people died,' he said.", ["25 people died,"]),
        ("'Cause we must,' he said.", ["Cause we must,"]),
        ("He met ‘Abd al-Karim and the boys’ team.", ["Abd al-Karim and the boys"]),
        ("He met ‘Abd al-Karim. ‘We left,’ he said of the boys’ team.", ["We left,"]),
        ("The ‘heroes’ were in the boys’ team.", ["heroes"]),
        ("l'eau, d’Artagnan, Qur’an, Ta‘izz, Hawai‘i", []),
        # feet and inches, minutes and seconds
        ("He is 5'10\" tall and she is 5’6” tall.", []),
        ("A 6\" pipe and a 10' wall.", []),
        ("\"He is 5'10\" tall,\" she said.", ["He is 5'10\" tall,"]),
        ("“He is 5’10” tall,” she said.", ["He is 5’10” tall,"]),
        ("'He is 6' 2\" tall,' she said.", ["He is 6' 2\" tall,"]),
        ("\"It was 1914\" and \"it was 1918\" he said.", ["It was 1914", "it was 1918"]),
        ("At 41°24'12\"N 2°10'26\"E it sank.", []),
        # set by machines
        ("``We will go,'' she said, ``and soon.''", ["We will go,", "and soon."]),
        ("``He told me `never' twice,'' she said.", ["He told me `never' twice,", "never"]),
        ("''We will go,'' she said of the '90s.", ["We will go,"]),
        ("**“Bold”** and *'slanted'* and _\"under\"_", ["Bold", "slanted", "under"]),
        ("She asked, ¿“Quién”? and, ¡‘Ven’!", ["Quién", "Ven"]),
    ],
)  # fmt: skip
def test_finds_what_stands_in_quotes(text: str, quoted: list[str]) -> None:
    assert inner(text) == quoted


@pytest.mark.parametrize(
    ("text", "quoted", "running"),
    [
        ("“The dam broke.\n“Then the town went.”\nNo more.", ["The dam broke.", "Then the town went."], 1),
        ("\"The dam broke.\n\"Then the town went.\"", ["The dam broke.", "Then the town went."], 1),
        ("‘The dam broke.\n‘Then the town went.’", ["The dam broke.", "Then the town went."], 1),
        ("Lena said: ‘The dam’s gone.\n‘It went.\n‘All is lost.’", ["The dam’s gone.", "It went.", "All is lost."], 2),
        ("“The dam broke.\n\"Then the town went.”", ["The dam broke.", "Then the town went."], 1),
        ("« L’eau monte.\n« Elle descend. »", ["L’eau monte.", "Elle descend."], 1),
        ("« L’eau monte.\n» Elle descend. »", ["L’eau monte.", "Elle descend."], 1),
        ("„Es brach.\n„Dann ging die Stadt.“", ["Es brach.", "Dann ging die Stadt."], 1),
        ("「水来了。\n「人走了。」", ["水来了。", "人走了。"], 1),
        ("“It broke.\nThe dam stood long.\n“Then it went.”", ["Then it went."], 0),
        ("“It broke.\nThe dam in May\n“Then it went.”", ["It broke.", "Then it went."], 1),
        ("“The dam broke.\nThen the town went.”", [], 0),
        ("The ’90s.\n’Tis past.", [], 0),
        ("‘Abd al-Karim left\n‘Abd al-Aziz stayed", [], 0),
        ("“He said ‘go.\n“‘Go,’ he said.”", ["He said ‘go.", "‘Go,’ he said.", "Go,"], 1),
    ],
)  # fmt: skip
def test_runs_over_paragraphs_that_take_it_up(text: str, quoted: list[str], running: int) -> None:
    quotes = quotes_of(text)
    assert [q.inner.of(text) for q in quotes] == quoted
    assert sum(q.runs_on for q in quotes) == running


def test_depth_is_how_many_hold_it() -> None:
    text = "“I heard ‘he said “no” to us’ then,” she said, “and ‘yes’.”"
    assert [q.depth for q in quotes_of(text)] == [0, 1, 2, 0, 1]


@pytest.mark.parametrize("pair", ["“”", "«»", "「」"])
def test_nests_to_sixteen(pair: str) -> None:
    text = (
        "".join(f"{pair[0]}a " for _ in range(16))
        + "b"
        + "".join(f" a{pair[1]}" for _ in range(16))
    )
    assert [q.depth for q in quotes_of(text)] == list(range(16))
