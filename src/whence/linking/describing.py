"""Where a phrase that describes a name begins and ends, read off the words around the name.

Before it ("the disgraced film producer Mara Voss"), beside it ("Mara Voss, a surgeon from Salen,"),
ahead of it ("her husband, Mara Voss,") and where it is given ("a gorilla named Tamba", "identified
the driver as Mara Voss"). There is no parser: word lists tell nouns that describe, participles and
verbs are told apart by what stands before them, and what may be a clause of its own is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.linking.lexicon import pairs_of, word_set
from whence.records.extraction import EntityType
from whence.records.span import Span

MAX_WORDS = 12  # words of a description at most
MAX_BEFORE = 8  # words read before a name

NOT = word_set("no_description")
DETERMINERS = frozenset(
    ["the", "a", "an", "its", "his", "her", "their", "our", "my", "this", "one"]
)
_THINGS_TOO = word_set("describing")
_OFFICES = word_set("offices") | word_set("posts")
_CALLINGS = word_set("person_nouns") | _OFFICES | word_set("persons")
_PERSONS = _CALLINGS | word_set("callings")
_NO_HEADS = word_set("no_heads")
_TIME = word_set("time_words")
_DEEDS = (frozenset(pairs_of("past_forms")) | frozenset(pairs_of("present_forms"))) - {"named"}
# What is done, as it stands behind "to".
_BARE_VERBS = frozenset(pairs_of("present_forms").values()) | word_set("bare_verbs")
_PEOPLE = word_set("armed") | _CALLINGS
_PEOPLE |= {f"{word}s" for word in _PEOPLE}
_THINGS_ONLY = word_set("behind_things") - word_set("behind_names") - _PEOPLE
_OF_ADJECTIVES = ("al", "ar", "ic", "ous", "ive", "ful", "less", "ern", "land", "ish", "ian", "ant")
_MODIFIERS = word_set("modifying")
_LINKS = word_set("links")
_LINKING = NOT - _LINKS - word_set("particles")
_SAID = word_set("say") - {"put", "called", "named"}
_OF_VERBS = ("ates", "izes", "ises", "ifies")  # "President nominates Mara Voss"
_ENDINGS = ("er", "or", "ist", "man", "woman", "ian")

_WORD_BEFORE = re.compile(r"([\w][\w’'.&-]*)[ ]$")
_WORD_LAST = re.compile(r" ([\w’'-]+)$")
_TITLE_BEFORE = re.compile(r"[\"“‘']([A-Z][^\"“”‘’\n]{1,40})[\"”’'] $")
# Age and home may stand between a name and what is set beside it: "X, 30, from Y, a driver,".
_BETWEEN = r"(?:,? (?:aged )?\d{1,3}(?=,)|,? (?:from|of) [A-Z][\w’' -]{1,40}(?=,))"
_BESIDE = re.compile(
    rf"(?:{_BETWEEN}){{0,2}}"
    r"(?P<set>,? [-–—]{1,2} |,? \(|, (?:who (?:is|was|remains) )?"
    r"|(?P<is> (?:is|was|are|were|remains|became) (?:still |also |now |once |not |just )*))?"
    r"(?P<phrase>(?P<some>an? )|(?:the|one of(?: the)?) "
    r"|(?<=, )(?:[A-Z][\w’'-]+ ){0,2}[A-Z]\w+['’]s "
    r"|(?<=, )(?=(?:[\w’'-]+ ){0,3}[a-z-]+ (?:of|at|for) ))"
)
_END = re.compile(
    r"\s*(?:,(?!\d{3})|[;:()\[\]\n—–\"“”]|(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)\.(?![\w])|\s--?\s)"
    r"| (?:who|whose|whom|where|which|that|has|had|have|is|was|are|were|will|would|can|could|and"
    r"|told|" + "|".join(sorted(_SAID)) + r")\b"
)
_AND_MORE = re.compile(
    r" and (?:an? |the )?((?:[a-z][\w’'-]* ){0,4}?[a-z][\w’'-]+)"
    r"(?: (?:of|for|from|at|in) [\w’' -]{2,40})?(?=[,;.)\n—–]| -)"
)
_CALLED = re.compile(
    r"\b(?:describ|brand|dubb|label|labell|denounc|condemn|hail|prais|portray|characteri[sz])"
    r"(?:ed|es|ing) "
    r"(?:(?:Mr|Ms|Mrs|Dr)\.? )?$"
)
_AS = re.compile(r" as (?=an? )")
_SOME = re.compile(r"an? (?=[\w“\"‘'])")
_GOES_ON = re.compile(
    r" (?:has|had|have|is|was|are|were|will|would|can|could|told|"
    + "|".join(sorted(_SAID))
    + r")\b"
)
# "former Facebook and Google employees", "of both SpaceX and Tesla"
_AND_NAME = re.compile(r" and [A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,2} ?(?:(?<= )([a-z]+s)\b)?")
# A name with the verb of its own clause behind it.
_DOES = re.compile(
    r"[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|of|the))* "
    r"(?:has|had|have|is|was|were|will|would|can|could|must|should|does|did|wants|needs|shows|showed"
    r"|\w{3,}ed)\b"
)
_HEAD_ENDS = re.compile(r" (?:of|in|at|for|from|with|on|to|by|as|whose|behind)\b")
_AHEAD = re.compile(
    r"(?:^|[.\n“\"] ?)((?:The|A|An|One of) [^.,;:\n“”\"]{3,80}), $"
    r"|\b((?:his|her|their) (?:[\w’'-]+ ){0,3}[a-z-]+), $"
)
_GIVEN = re.compile(
    r"\b((?:[Tt]he|[Aa]n?|[Oo]ne of the) (?:[\w’'-]+,? ){0,8}?[\w’'-]+),? "
    r"(?:named|called|dubbed|known as) (?:the )?$"
)
_IDENTIFIED = re.compile(
    r"\b((?:[Tt]he|[Aa]n?) (?:[\w’'-]+ ){0,3}[a-z-]+),? (?:who )?(?:was |were |is |has been )?"
    r"(?:later |since |also )?(?:identified |named )(?:by (?:[\w’'-]+ ){1,4})?as $"
    r"|\b(?:identified|named) (the (?:[\w’'-]+ ){0,3}[a-z-]+) as $"
)
_GIVING = ("named ", "called ", "dubbed ", "as ", "the ")  # how what these two find ends
_SERVES_AS = re.compile(
    r" (?:set |back |on |in )?as (?:(?:the|an?|its|their|his|her|our|new|next) ){0,2}"
    r"((?:[\w’'-]+ ){0,3}?[\w-]+)"
    r"(?=[,.;:!?\n]| (?:of|in|at|for|from|with|on|to|by|and|after|who)\b|$)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:\n|[\w)][\w)][.!?][\"”’]? )$")
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?) |\b[A-Z]\w*['’]s ")
_QUOTED = re.compile(r"\s([\"“])[^\"“”\n]{2,60}[\"”]")


def is_telling(word: str) -> bool:
    """Say whether a word says by itself what an actor is: a noun, or "Orvale-backed"."""
    bare = word.lower().strip(",.’'\"“”")
    made = ("-backed", "-led", "-linked", "-allied", "-aligned", "-called", "-based")
    return bare in _THINGS_TOO or bare.endswith(made)


def is_calling(word: str) -> bool:
    """Say whether a word is a noun for a person: "producer", "surgeon", "model"."""
    bare = word.strip(",.’'\"“”")
    if bare.lower() in _PERSONS:
        return True
    own = bare.islower() and bare not in _NO_HEADS and bare not in _TIME and len(bare) > 4
    return own and bare not in NOT and bare not in _DEEDS and bare.endswith(_ENDINGS)


def start_before(text: str, start: int, kind: EntityType, *, told: bool, alone: bool) -> int:
    """Return where the words begin that belong to a name at `start` and describe it.

    Read leftwards up to a word that cannot belong to it. They count from the leftmost on, but
    only if one of them describes, or `told`: the noun behind the name does. An article right
    before them belongs to them; one with an adjective only where `alone`.
    """
    at, described = start, told
    for count in range(MAX_BEFORE):
        match = _WORD_BEFORE.search(text, max(0, at - 40), at)
        if match is None:
            title = _TITLE_BEFORE.search(text, max(0, at - 45), at)
            if title and described:
                return title.start()
            break
        word = match[1].lower()
        if word in DETERMINERS:
            lone = alone and 1 <= count <= 2 and not _may_be_relative(text, at, start, kind)
            return match.start(1) if described or lone else start
        office = _office_before(text, match.start(1), kind) if word == "of" and count else None
        if office is not None:
            at, described = office, True
            continue
        word = word.removesuffix("’s").removesuffix("'s")
        joined = word == "and" and described and _noun_ends(text, match.start(1))
        if not joined and not _belongs(text, match[1], match.start(1), first=at == start):
            break
        if count and _are_several(word):
            break  # "Rebels shell Port Ella": many do not stand before one name, a clause does
        at = match.start(1)
        person = kind is EntityType.PERSON and is_calling(match[1])
        described = described or person or _tells_of(word, kind)
    return at if described else start


def _office_before(text: str, place: int, kind: EntityType) -> int | None:
    """Return where the office begins that goes on behind "of": "Secretary | of State Mara Voss"."""
    before = _WORD_BEFORE.search(text, max(0, place - 40), place)
    if kind is not EntityType.PERSON or before is None or before[1].lower() not in _OFFICES:
        return None
    return before.start(1)


def _may_be_relative(text: str, at: int, start: int, kind: EntityType) -> bool:
    """Say whether a noun and a place may begin a clause: "the course Orvale has taken"."""
    word = text[at:start].split()[-1:]
    if kind is not EntityType.PLACE or not word or not _DOES.match(text, start):
        return False
    plain = word[0].islower() and "-" not in word[0] and word[0] not in _THINGS_TOO
    return plain and not word[0].endswith(_OF_ADJECTIVES)


def _are_several(word: str) -> bool:
    """Say whether a word is a plural that says what people are: "terrorists", "rebels"."""
    return word.endswith("s") and is_telling(word) and is_telling(word[:-1])


def _tells_of(word: str, kind: EntityType) -> bool:
    """Say whether a word describes a name of that kind: no militant a place, no truck a person."""
    bare = word.lower().strip(",.’'\"“”")
    if kind is EntityType.PLACE:
        return is_telling(bare) and bare not in _PEOPLE
    return is_telling(bare) and not (kind is EntityType.PERSON and bare in _THINGS_ONLY)


def _belongs(text: str, written: str, place: int, *, first: bool) -> bool:
    """Say whether a word may stand in a phrase before a name: no verb and no link."""
    word = written.lower().removesuffix("’s").removesuffix("'s")
    if word in NOT or word in _TIME or word.isdigit() or word.endswith("."):
        return False
    if "-" in word or word in _MODIFIERS:
        return True
    if (word.endswith("ing") and len(word) > 5) or word.endswith(_OF_VERBS):
        return False
    if word.endswith("ed") and len(word) > 4 and not _goes_on_a_name(text, written, place):
        return not first and _opens(text, place)
    return word not in _DEEDS and not _is_infinitive(text, word, place)


def _goes_on_a_name(text: str, written: str, place: int) -> bool:
    """Say whether a word with a capital goes on a name: "the House Armed Services chairman"."""
    before = _WORD_BEFORE.search(text, max(0, place - 40), place)
    return written[:1].isupper() and before is not None and before[1][:1].isupper()


def _is_infinitive(text: str, word: str, place: int) -> bool:
    """Say whether a word is a verb behind "to": "trained to fight | Northern Guard"."""
    return word in _BARE_VERBS and text[max(0, place - 4) : place].lower().endswith(" to ")


def _opens(text: str, place: int) -> bool:
    """Say whether a phrase can begin there: behind an article, a link or another sentence."""
    before = _WORD_BEFORE.search(text, max(0, place - 40), place)
    if before is None or before[1].endswith("."):
        return True
    word = before[1].lower()
    return word in DETERMINERS or word in _LINKS


def _noun_ends(text: str, place: int) -> bool:
    """Say whether a word that describes ends right before: "actor | and singer Mara Voss"."""
    before = _WORD_BEFORE.search(text, max(0, place - 40), place)
    return before is not None and _is_noun(before[1])


def opens_sentence(text: str, start: int) -> bool:
    """Say whether a name at `start` is what its sentence or line begins with."""
    return _OPENS.search(text, max(0, start - 5), start) is not None if start else True


def phrase_beside(text: str, end: int, kind: EntityType, *, opens: bool = False) -> Span | None:
    """Return the phrase set beside a name that ends at `end`: "X, a rebel group," "X is a ...".

    `opens` says that the sentence begins with the name: then no clause of its own begins behind
    its comma, though none closes the phrase ("X, the mayor of Salen was held").
    """
    match = _BESIDE.match(text, end)
    if match is None or not match["set"]:
        return None
    start = match.start("phrase")
    inner = match.end("phrase")
    stop = _without_links(text, inner, _end_of(text, inner - 1 if match["phrase"] else inner))
    words = _unquoted(text[inner:stop])
    if not words or not 2 <= len(words) + bool(match["phrase"]) <= MAX_WORDS + 1:
        return None
    noun_phrase = _HEAD_ENDS.split(" " + " ".join(words), maxsplit=1)[0].split()
    head = noun_phrase[-1:]
    set_off = match["set"].lstrip()[:1] in ",-–—("
    if set_off and not (opens and match["set"] == ", ") and _GOES_ON.match(text, stop):
        return None  # the next clause begins with it: "After X, a man was seen"
    one_of = match["phrase"].startswith("one of") and (match["is"] or kind is EntityType.PERSON)
    if not match["phrase"]:
        person = kind is EntityType.PERSON and any(map(is_calling, head))
        fits = person and not _LINKING.intersection(words)
    elif one_of or any(_tells_of(word, kind) for word in noun_phrase):
        fits = True
    else:
        fits = _fits(head, words, kind, some=bool(match["some"]), told=bool(match["is"]))
    return Span(start, stop) if fits else None


def noun_served_as(text: str, end: int) -> str | None:
    """Return as what somebody serves whose name ends at `end`: "X as head coach", "X set as host".

    The noun alone, in lower case; None where nothing is told so.
    """
    match = _SERVES_AS.match(text, end)
    words = match[1].lower().split() if match else []
    return words[-1] if words and not _LINKING.intersection(words) else None


def phrase_called(text: str, start: int, end: int) -> Span | None:
    """Return what a name from `start` to `end` is called: "described X as a lone wolf"."""
    if _CALLED.search(text, max(0, start - 40), start) is None:
        return None
    match = _AS.match(text, end)
    return _plain_phrase(text, match.end()) if match else None


def _plain_phrase(text: str, start: int) -> Span | None:
    """Return a phrase with "a" that says what a person is and begins at `start`."""
    article = _SOME.match(text, start)
    if article is None:
        return None
    stop = _without_links(text, article.end(), _end_of(text, article.end() - 1))
    words = _unquoted(text[article.end() : stop])
    head = _HEAD_ENDS.split(" " + " ".join(words), maxsplit=1)[0].split()[-1:]
    short = 0 < len(words) <= MAX_WORDS
    if short and _fits(head, words, EntityType.PERSON, some=True, told=True):
        return Span(start, stop)
    return None


def _fits(
    head: Sequence[str], words: Sequence[str], kind: EntityType, *, some: bool, told: bool
) -> bool:
    """Say whether a phrase without a noun of the lists describes a name of that kind."""
    if not head or kind is EntityType.PLACE:
        return False
    noun, folded = head[0].strip("’'"), {w.lower() for w in words}
    if folded & (_TIME | _LINKING) or noun in _DEEDS or noun in NOT:
        return False
    if kind is EntityType.PERSON and is_calling(noun):
        return True
    plain = noun.islower() and noun.replace("-", "").isalpha()
    if not some or not plain or noun.endswith(("ed", "ing", "ly")):
        return False
    return told or kind is EntityType.PERSON or not is_calling(noun)


def _end_of(text: str, start: int) -> int:
    """Return where a phrase ends; "a singer and actor" is one."""
    end = _END.search(text, start)
    while end and (quoted := _QUOTED.match(text, end.start())):
        end = _END.search(text, quoted.end())
    if end is None:
        return len(text)
    more = _AND_MORE.match(text, end.start())
    if more and _is_noun(more[1].split()[-1]):
        return more.end()
    both = _AND_NAME.match(text, end.start())
    if both and (
        _is_noun((both[1] or "").removesuffix("s")) or " both " in text[start : end.start()]
    ):
        return _end_of(text, both.end())
    return end.start()


def _unquoted(words: str) -> list[str]:
    return [word.strip('“”"') for word in words.split()]


def _without_links(text: str, start: int, end: int) -> int:
    """Return where a phrase ends without the links it was cut behind: "a group devoted | to"."""
    while (last := _WORD_LAST.search(text, start, end)) and last[1] in _LINKS:
        end = last.start()
    return end


def _is_noun(word: str) -> bool:
    return is_telling(word) or is_calling(word)


def phrase_ahead(text: str, start: int) -> Span | None:
    """Return the phrase set before a name at `start`: "One of the passengers, X, said"."""
    match = _AHEAD.search(text, max(0, start - 100), start) if _ends_in(text, start, ", ") else None
    if match is None:
        return None
    group = 1 if match[1] else 2
    words = match[group].split()
    if _LINKING.intersection(words):
        return None
    fits = any(map(is_telling, words)) if group == 1 else is_calling(words[-1])
    return Span(*match.span(group)) if fits else None


def _ends_in(text: str, end: int, *endings: str) -> bool:
    """Say whether the text up to `end` ends so: few names are told of by what stands before them.

    Expressions that look for it at every name take most of the time of all that is looked for.
    """
    return text[max(0, end - 10) : end].rstrip("\n").endswith(endings)


def phrase_given(text: str, start: int) -> Span | None:
    """Return the phrase a name at `start` is given to: "a gorilla named X", "the gunman as X"."""
    if not _ends_in(text, start, *_GIVING):
        return None
    match = _IDENTIFIED.search(text, max(0, start - 120), start)
    if match is not None:
        return Span(*match.span(1 if match[1] else 2))
    match = _GIVEN.search(text, max(0, start - 100), start)
    if match is None:
        return None
    articles = [a.start() for a in _ARTICLE.finditer(text, match.start(1), match.end(1))]
    span = Span(articles[-1], match.end(1))
    words = span.of(text).lower().replace(",", "").split()
    return None if _LINKING.intersection(words) or _DEEDS.intersection(words) else span
