"""What accounts are about: the noun phrase most of them share, for questions that name it.

No parser: a phrase is a run of words between those that cannot stand in one (function words, verbs,
punctuation, times, figures). What is found begins and ends with a word of its own meaning, so that
a question built on it is never a broken fragment.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from whence.linking.lexicon import pairs_of, word_set
from whence.linking.statements import Statement
from whence.linking.turning import past_forms, small_words, without_capital
from whence.linking.words import STOPWORDS, Word, words_in, words_of
from whence.records.span import Span

MOST_READ = 24  # accounts, the most central ones, whose words a thing is named by
MOST_WORDS = 7  # of a phrase, "of the" and the like counted
UNSURE = 0.7  # weight of a phrase whose last word stands nowhere behind an article or preposition
LEAST_SHARED = 2  # accounts that hold a word of it
_DETERMINERS = frozenset(["the", "a", "an"])
_OWN = frozenset(
    ["its", "his", "her", "their", "our", "my", "your", "this", "that", "these", "those"]
)
_BETWEEN = re.compile(r"[ \-’'/]{1,2}|[’']s ")  # between two words of one phrase
_PAST = past_forms()
_BASES = frozenset(pairs_of("past_forms").values()) | {"let", "take", "set", "get", "go", "keep"}
_NO_THINGS = word_set("no_things")
_VERBS_ONLY = word_set("verbs_only")
_VERBS = frozenset(_PAST) | word_set("say") | word_set("present_verbs")
_NO_HEADS = word_set("no_heads") | word_set("time_words") | {"couple", "remainder", "lot", "rest"}
_LOOSE = re.compile(r"(?:ly|ing)$")  # what does not begin or end a phrase
_PARTICIPLE = re.compile(r"(?:\w{3}ed|ing)$")
_NO_WORD = re.compile(r"[’']t\b|://|\.\w")  # "don't" and addresses are cut into what are no words
_IN_ADDRESS = frozenset("@./")  # right before what is no word
_ON_IN_WORD = frozenset("’':.")  # what these begin with
# A lower-case word behind one of these is a verb.
_BEFORE_VERBS = frozenset(
    ["to", "will", "would", "can", "could", "may", "might", "must", "should", "shall", "did",
     "does", "do", "not", "i", "you", "he", "she", "it", "we", "they", "who", "which", "that",
     "and"]
)  # fmt: skip
# No things between "in" and "of": "in front of the gate" is of the gate.
_PLACING = frozenset(
    ["front", "spite", "terms", "case", "favor", "favour", "place", "light", "lieu", "view", "need"]
)
_QUOTES = frozenset("“”‘\"'—–")
_SUBJECTS = _BEFORE_VERBS - {"and", "that"}


def first_phrase(statement: Statement, text: str) -> str | None:
    """Return the noun phrase that a statement's sentence begins with; None where it has none."""
    ahead = Span(statement.sentence.start, statement.span.end)
    first = next(phrases(statement, text, ahead), None)
    return _written(first, text, statement.sentence.start) if first else None


_Named = tuple[Statement, str, list[list[Word]]]  # with a text and the phrases in a part of it


def things_shared(
    told: Sequence[tuple[Statement, str]], but: Iterable[str] = (), most: int = 2
) -> list[str]:
    """Return the noun phrases that tell most of what accounts share, the first telling most.

    `told` holds statements with the reading texts of their reports, the most central first. At
    most `most` are returned, none of them holding a word of another or one of `but` (stems). Where
    their clauses name fewer, what their sentences begin with is added.
    """
    counts = Counter(stem for s, _ in told for stem in s.stems)
    wide = Counter(stem for s, _ in told for stem in s.around)
    read = told[:MOST_READ]
    own = [(s, t, list(phrases(s, t, s.span))) for s, t in read]
    around: list[_Named] = []
    found: list[str] = []
    left_out = set(but)
    while len(found) < most:
        # A second thing is one of most accounts, or else of their sentences.
        named = _heaviest(own, counts, left_out, len(told) / 2 if left_out else 0)
        if named is None and left_out:
            around = around or [(s, t, list(phrases(s, t, s.sentence))) for s, t in read]
            named = _heaviest(around, wide, left_out)
        named = named or _first_shared(read, wide, left_out)
        if named is None:
            break
        found.append(named)
        left_out |= {w.stem for w in words_of(named)}
    return found


def things_named(told: Sequence[tuple[Statement, str]], but: Iterable[str] = ()) -> list[str]:
    """Return `things_shared`, or where accounts share none what the first of them begins with."""
    left_out = frozenset(but)
    if found := things_shared(told, left_out):
        return found
    for statement, text in told:
        phrase = first_phrase(statement, text)
        if phrase and left_out.isdisjoint(w.stem for w in words_of(phrase)):
            return [phrase]
    return []


def _heaviest(
    places: Iterable[_Named], counts: Counter[str], left_out: set[str], least: float = 0
) -> str | None:
    """Return the phrase that weighs most of those that hold no word of `left_out`.

    At least `least` accounts hold one of its words.
    """
    best: tuple[float, str] | None = None
    for statement, text, found in places:
        for phrase in found:
            stems = {w.stem for w in phrase}
            if not left_out.isdisjoint(stems) or max(counts[w] for w in stems) < least:
                continue
            weight = _weight(phrase, counts, statement, text)
            if weight > 0 and (best is None or weight > best[0] + 1e-9):
                best = (weight, _written(phrase, text, statement.sentence.start))
    return best[1] if best else None


def _first_shared(
    told: Sequence[tuple[Statement, str]], counts: Counter[str], left_out: set[str]
) -> str | None:
    """Return what a sentence begins with, where others' sentences hold its words."""
    for statement, text in told:
        ahead = Span(statement.sentence.start, statement.span.end)
        first = next(phrases(statement, text, ahead), None)
        free = first and all(w.stem not in left_out for w in first)
        if first and free and _weight(first, counts, statement, text) > 0:
            return _written(first, text, statement.sentence.start)
    return None


def _weight(
    phrase: Sequence[Word],
    counts: Counter[str],
    statement: Statement,
    text: str,
) -> float:
    """Weigh a phrase by how many accounts hold its words, and how much these tell."""
    told = [w for w in phrase if w.text.lower() not in STOPWORDS]
    shared = {w.stem: counts[w.stem] for w in told}
    if max(shared.values(), default=0) < LEAST_SHARED or len(phrase) > MOST_WORDS:
        return 0.0
    last = phrase[-1].text.lower()
    sure = _is_named(phrase[-1], text, statement) or last in _nouns(text)
    if not sure and len(told) == 1:
        return 0.0
    gain = sum((n - 1) * statement.weights.get(stem, 1.0) for stem, n in shared.items())
    alone = sum(n < LEAST_SHARED for n in shared.values())
    return gain * (1.0 if sure else UNSURE) / (1 + 0.25 * alone)


def _is_named(word: Word, text: str, statement: Statement) -> bool:
    """Say whether a word's capital tells a name: not at the head of a sentence or quotation."""
    return word.text[:1].isupper() and not _opens(word, text, statement.sentence)


def _opens(word: Word, text: str, sentence: Span) -> bool:
    start = word.span.start
    return start == sentence.start or text[start - 1 : start] in _QUOTES


@lru_cache(maxsize=512)
def _nouns(text: str) -> frozenset[str]:
    """Return the lower-case words that `text` holds right behind an article or the like.

    One that another noun may follow counts only where a phrase ends behind it.
    """
    return frozenset(word.lower() for word in _BEHIND_ARTICLE.findall(text))


_BEHIND_ARTICLE = re.compile(
    r"\b(?:the|an?|his|her|its|their|our|my|this|these|those|of|in|for|with|by|no|any|some)\s"
    r"(\w+)\b(?=[.,;:!?)”\"]|\s(?:of|in|for|to|is|was|were|are|has|have|had|and|that|on|at|from|"
    r"with|by|but|"
    r"or|as|after|before|who|which|would|will|could|into|over|under|near|said|says)\b|\s*$)",
    re.MULTILINE | re.IGNORECASE,
)


def phrases(statement: Statement, text: str, span: Span) -> Iterator[list[Word]]:
    """Yield the noun phrases in a span, each alone and joined to the next by "of"."""
    words = words_in(text, span)
    taken = [t.span for t in statement.times]
    if statement.quantity is not None:
        taken.append(statement.quantity.span)
    cut = (
        _trimmed(_opened(run, text, statement.sentence), text) for run in _runs(words, text, taken)
    )
    runs = [run for run in cut if run]
    for place, run in enumerate(runs):
        yield run
        if place + 1 < len(runs) and (joint := _joint(run[-1], runs[place + 1][0], words, text)):
            yield [*run, *joint, *runs[place + 1]]


def _runs(words: Sequence[Word], text: str, taken: Sequence[Span]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for place, word in enumerate(words):
        follows = words[place + 1] if place + 1 < len(words) else None
        if run and not _BETWEEN.fullmatch(text[run[-1].span.end : word.span.start]):
            yield run
            run = []
        if _stands_out(word, follows, words[place - 1] if place else None, text, taken):
            yield run
            run = []
        else:
            run.append(word)
    yield run


def _stands_out(
    word: Word, follows: Word | None, before: Word | None, text: str, taken: Sequence[Span]
) -> bool:
    """Say whether a word cannot stand in a noun phrase."""
    low, start, end = word.text.lower(), word.span.start, word.span.end
    if taken and any(word.span.overlaps(span) for span in taken):
        return True
    joined, goes_on = text[start - 1 : start], text[end : end + 1]
    if joined in _IN_ADDRESS or (goes_on in _ON_IN_WORD and _NO_WORD.match(text, end)):
        return True
    if joined == "-" and _MEASURED_AHEAD.search(text, max(0, start - NEAR), start):
        return True  # "a 25-tonne", "31-year-old"
    if joined == "-" or goes_on == "-":
        return False  # "left-hand", "rank-and-file"
    if low in STOPWORDS or low in _OWN or low in _NO_THINGS:
        return True
    if low in _PLACING and _is_in_of(before, follows):
        return True
    behind_article = before is not None and before.text.lower() in _DETERMINERS
    if low in _VERBS and not word.text[:1].isupper() and not (follows and behind_article):
        return True
    if low in _VERBS_ONLY and not behind_article and word.text.islower():
        return True
    if word.text[:1].isupper():
        return False
    ahead = before.text.lower() if before is not None else ""
    if ahead in _SUBJECTS or (ahead in _BEFORE_VERBS and low in _BASES) or low.endswith("ly"):
        return True
    if _PARTICIPLE.search(low) and ahead and ahead not in STOPWORDS:
        return True
    after = follows.text.lower() if follows is not None else ""
    return after in _DETERMINERS or after in _OWN or after in {"him", "them", "it", "me", "us"}


def _is_in_of(before: Word | None, follows: Word | None) -> bool:
    if before is None or follows is None:
        return False
    return before.text.lower() == "in" and follows.text == "of"


NEAR = 12  # characters before a word in which a number joined to it stands
_MEASURED_AHEAD = re.compile(r"\d-(?:year-)?$")


def _opened(run: list[Word], text: str, sentence: Span) -> list[Word]:
    """Leave out a verb at the head of a run: "Speaking outside ...", "to launch | Falcon Heavy"."""
    if not run:
        return run
    first = run[0]
    if first.text.lower().endswith("ing") and _opens(first, text, sentence):
        return run[1:]
    ahead = text[max(0, first.span.start - 4) : first.span.start].lower()
    named = len(run) > 1 and run[1].text[:1].isupper() and first.text.islower()
    verb = ahead.endswith(" to ") or (ahead == "and " and first.text.endswith("s"))
    return run[1:] if named and verb else run


def _trimmed(run: list[Word], text: str) -> list[Word]:
    """Leave out what does not begin or end a phrase: adverbs, participles, bare numbers.

    A word behind a plural is its verb, unless it is known for a noun: "the companies | measure".
    """
    if len(run) > 1 and run[-1].text.islower() and run[-1].text not in _nouns(text):
        before = run[-2].text
        if before.endswith("s") and before.islower() and before in _nouns(text):
            run = run[:-1]
    while run and (_is_loose(run[-1], text) or _PARTICIPLE.search(run[-1].text)):
        run = run[:-1]
    while run and _is_loose(run[0], text):
        run = run[1:]
    if len(run) == 1 and (run[0].text.lower() in _NO_HEADS or len(run[0].text) < 3):
        return []
    return run


def _is_loose(word: Word, text: str) -> bool:
    low = word.text.lower()
    return (
        bool(_LOOSE.search(low) and (word.text.islower() or low in small_words(text)))
        or (word.text.isupper() and len(low) > LONGEST_SHORT)
        or low.isdigit()
        or len(low) == 1
        or low in _NO_HEADS
    )


def _joint(last: Word, first: Word, words: Sequence[Word], text: str) -> list[Word] | None:
    """Return what joins two phrases: "of", "of the", "for"; None where more stands between."""
    between = [w for w in words if last.span.end <= w.span.start and w.span.end <= first.span.start]
    told = [w.text.lower() for w in between]
    gap = text[last.span.end : first.span.start]
    if re.search(r"[^\w ’']", gap) or not told or told[0] not in {"of", "for", "on", "in"}:
        return None
    fits = len(told) == 1 or (len(told) == 2 and told[1] in _DETERMINERS | _OWN)
    return between if fits else None


def _written(phrase: Sequence[Word], text: str, sentence: int) -> str:
    """Return a phrase as written, with the article before it; no capital of a sentence's head."""
    start, end = phrase[0].span.start, phrase[-1].span.end
    words = " ".join(text[start:end].split())
    if start == sentence or text[start - 1 : start] in _QUOTES:
        words = without_capital(words, text)
    article = _article(text, start, words)
    if article == "the" and phrase[-1].text[:1].isupper() and _NOUN_AFTER.match(text, end):
        return words  # that of "the Port spokesman" is no article of Port
    if not article and words.islower() and not words.endswith("s"):
        article = "the" if _is_determined(words, text) else ""
    return f"{article} {words}" if article else words


def _is_determined(words: str, text: str) -> bool:
    """Say whether a text anywhere has words behind an article or the like."""
    at = text.find(f" {words}")
    while at >= 0:
        ends = text[at + 1 + len(words) : at + 2 + len(words)]
        whole = not ends.isalnum() and ends != "_"
        if whole and _DETERMINES.search(text, max(0, at - LONGEST_DETERMINER - 1), at):
            return True
        at = text.find(f" {words}", at + 1)
    return False


LONGEST_DETERMINER = len("their")
_DETERMINES = re.compile(r"\b(?:the|an?|his|her|its|their)$")


def _article(text: str, start: int, words: str) -> str:
    """Return the article that stands before `words`, "" for none.

    That of "a sharp, left-hand curve" is the curve's too, and "her husband" is the husband.
    """
    found = _DETERMINED.search(text[max(0, start - FAR) : start].lower())
    if found is None:
        return ""
    if found["own"]:
        return "the" if words[0].islower() else ""
    if found["word"] is None or found["article"] == "the":
        return found["article"]
    return "an" if words[0].lower() in "aeiou" else "a"


_NOUN_AFTER = re.compile(
    r" (?!(?:of|in|for|to|is|was|were|are|has|have|had|and|that|on|at|from|with|by|but|or|as|"
    r"after|before|who|"
    r"which|would|will|could|into|over|under|near|said|says|told)\b)[a-z]"
)
LONGEST_SHORT = 5  # letters of a name written large throughout; more are a headline's word
FAR = 30  # characters before a phrase in which its article is looked for
_DETERMINED = re.compile(
    r"(?:^|\W)(?:(?P<article>the|an?)(?: (?P<word>[\w’'-]+,))?|(?P<own>its|his|her|their|our|my))"
    r" $"
)
