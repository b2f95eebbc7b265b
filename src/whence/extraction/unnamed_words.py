"""The words of a phrase for speakers without a name: count, head, origin, seniority."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whence.extraction.lexicon import word_sets
from whence.extraction.nominals import singular
from whence.extraction.quantity_numbers import read_number
from whence.extraction.quantity_tokens import tokenize
from whence.records.span import Span

_TOKEN = re.compile(r"(?:[A-Z]\.){2,6}|\w[\w’'&-]*(?:[.,]\d+)*|[^\w\s]")
_MOST_WORDS = 40
_MOST_COUNTED = 10**9
_CLOSE = re.compile(r"(?:close|near) to [\w’'-]+(?: [\w’'-]+){0,5} ?")
_CLAUSE = re.compile(r"\s(?:who|which|that|whose|whom|and|but)\b|[,;(—–:]")
_WHERE_WORDS = 5
_LINKS = ("of", "for", "the")
_BASED = "-based"
_EX = "ex-"

Count = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Described:
    """A noun phrase taken apart: its count, the words before its head, the head, the rest.

    It is `bare` where no determiner or number opens it, so that a capital may be the sentence's.
    """

    count: Count | None
    before: tuple[str, ...]
    head: str
    after: str
    bare: bool = False


def described_by(words: str) -> Described | None:
    """Take a noun phrase apart, or return None where it has no head or speaks of nobody."""
    lists = word_sets("unnamed")
    tokens = _TOKEN.findall(words)[:_MOST_WORDS]
    count, start = _count(words, tokens)
    if start < len(tokens) and tokens[start].lower() in lists["nobody"]:
        return None
    if count and tokens[start : start + 1] == ["of"]:
        start += 1
    while start < len(tokens) and tokens[start].lower() in lists["determiners"]:
        start += 1
    end = _head_end(tokens, start)
    if end == start:
        if start == 0 or count is None:
            return None
        return Described(count, (), tokens[start - 1], " ".join(tokens[start:]))
    head = tokens[end - 1]
    plain = head[:-2] if head.endswith(("'s", "’s")) else head
    before, after = tuple(tokens[start : end - 1]), " ".join(tokens[end:])
    return Described(count, before, plain, after, bare=start == 0)


def _head_end(tokens: Sequence[str], start: int) -> int:
    """Return where the noun phrase ends: before a preposition, a clause or an aside."""
    ends = word_sets("roles")["heads_end_before"]
    for place in range(start, len(tokens)):
        token = tokens[place]
        inside_name = (
            token.lower() in _LINKS
            and start < place < len(tokens) - 1
            and tokens[place - 1][0].isupper()
            and tokens[place + 1][0].isupper()
        )
        told = place > start and token.endswith(("ed", "ing")) and is_person(tokens[place - 1])
        if not inside_name and (told or token.lower() in ends or not token[0].isalnum()):
            return place
    return len(tokens)


def _count(words: str, tokens: Sequence[str]) -> tuple[Count | None, int]:
    """Return how many the first words say, and how many tokens they are."""
    lists = word_sets("unnamed")
    bound, start = _bound(tokens)
    first = tokens[start].lower() if start < len(tokens) else ""
    second = tokens[start + 1].lower() if start + 1 < len(tokens) else ""
    number = read_number(tokenize(words, Span(0, len(words))), start)
    if number is not None and not number.fraction and number.low <= _MOST_COUNTED:
        high = None if number.high is None else int(number.high)
        return _bounded(bound, (max(1, int(number.low)), high)), number.last
    if first in ("a", "an", "the", "these", "those") and _vague(second):
        is_of = tokens[start + 2 : start + 3] == ["of"] or second in ("few", "many", "several")
        return (_vague(second), start + 2) if is_of else (None, start)
    if first in lists["one"] or first in lists["nobody"]:
        return (1, 1), start + (first in lists["one"])
    return (_vague(first), start + 1) if _vague(first) else (None, start)


def _vague(word: str) -> Count | None:
    lists = word_sets("unnamed")
    if word in lists["two"]:
        return 2, 2
    if word in lists["three"]:
        return 3, 3
    if word in lists["three_or_more"]:
        return 3, None
    return (2, None) if word in lists["two_or_more"] else None


def _bound(tokens: Sequence[str]) -> tuple[str | None, int]:
    """Return the sort of bound the first words make, and how many tokens it takes."""
    lists = word_sets("unnamed")
    for size in (3, 2, 1):
        words = " ".join(tokens[:size]).lower()
        following = tokens[size : size + 1]
        for name in ("at_least", "at_most", "about"):
            if (
                words in lists[name]
                and following
                and (words != "some" or following[0][0].isdigit())
            ):
                return name, size
    return None, 0


def _bounded(bound: str | None, count: Count) -> Count:
    low, high = count
    if bound == "at_least":
        return low, None
    return (1, low if high is None else high) if bound == "at_most" else (low, high)


def is_several(head: str) -> bool:
    """Say whether a head is a plural."""
    word = head.lower()
    if word in word_sets("roles")["plural_words"] or word in word_sets("unnamed")["two_or_more"]:
        return True
    is_plural = word.endswith("s") and not word.endswith(("ss", "us", "'s", "’s"))
    return word.endswith(("men", "women")) or (is_plural and len(word) > 3)


def is_person(head: str) -> bool:
    """Say whether a head names people: a role, or a word that ends as such words do."""
    lists, roles = word_sets("unnamed"), word_sets("roles")
    word = head.lower()
    word = word.removeprefix(_EX)
    lemma = singular(word)
    counts = ("one", "two", "two_or_more", "three", "three_or_more")
    if any(word in roles[name] or lemma in roles[name] for name in ("unnamed", "plural_words")):
        return True
    if lemma in roles["group"] or any(word in lists[name] for name in counts) or word.isdigit():
        return True
    nobody = ("document", "outlet", "government", "organization")
    if word in lists["no_person"] or any(lemma in roles[name] for name in nobody):
        return False
    if not word.endswith(tuple(lists["person_endings"])) or len(word) <= 4:
        return False
    return not head[0].isupper() or (is_several(head) and word not in roles["outlet_names"])


def seniority_of(described: Described) -> str | None:
    """Return the words that rank the speakers, as written, or None."""
    ranks = word_sets("unnamed")["seniority"]
    found = [word.lower() for word in described.before if word.lower() in ranks]
    if described.head.lower().startswith(_EX):
        found.append("ex")
    return " ".join(found) or None


def origin_of(described: Described, names: Mapping[str, bool]) -> str | None:
    """Return the country, body or place the speakers are of, or None.

    `names` are the first words of names known to stand in the phrase, and whether each may be
    an origin, as a person's may not.
    """
    before, ranks = described.before, word_sets("unnamed")["seniority"]
    words = [word for word in before if word.lower() not in ranks]
    doubtful = described.bare and words[:1] == list(before[:1])
    return (
        _named_run(words, names, doubtful=doubtful)
        or _plain_body(words)
        or _behind(described.after)
    )


def _named_run(words: Sequence[str], names: Mapping[str, bool], *, doubtful: bool) -> str | None:
    """Return the capitalized words before the head with the body's word that follows them.

    The first word's capital is `doubtful` where it may be the sentence's.
    """
    place = 0
    while place < len(words) and not _opens_name(
        words, place, names, doubtful=doubtful and not place
    ):
        place += 1
    end = place
    while end < len(words) and _goes_on(words, end):
        end += 1
    return _run_with_body(words, place, end)


def _run_with_body(words: Sequence[str], start: int, end: int) -> str | None:
    """Return capitalized words with the body's word behind them: "Iraqi" + "parliament"."""
    run = list(words[start:end])
    if not run:
        return None
    for ending in (_BASED, "'s", "’s"):
        if run[-1].endswith(ending):
            return " ".join([*run[:-1], run[-1].removesuffix(ending)])
    return " ".join([*run, *words[end : end + _body_at(words, end)]])


def _opens_name(
    words: Sequence[str], place: int, names: Mapping[str, bool], *, doubtful: bool
) -> bool:
    """Say whether a word is a name's first."""
    word = words[place]
    if word in names or word[:-2] in names:
        return names.get(word, names.get(word[:-2], False))
    if not word[0].isupper() or ("-" in word and word[word.index("-") + 1 :].islower()):
        return word[0].isupper() and word.endswith(_BASED)
    if not doubtful or (word.isupper() and len(word) > 1) or "'s" in word or "’s" in word:
        return True
    bare = word.lower()
    if bare in word_sets("aliases")["demonyms"] or bare.endswith("ern"):
        return True
    return any(c.isupper() for c in word[1:]) or (len(words) > 1 and words[1][0].isupper())


def _goes_on(words: Sequence[str], place: int) -> bool:
    word = words[place]
    is_link = word in _LINKS and place + 1 < len(words) and words[place + 1][0].isupper()
    ended = place > 0 and words[place - 1].endswith(("'s", "’s"))
    return (word[0].isupper() and not ended) or is_link


def _body_at(words: Sequence[str], place: int) -> int:
    """Return how many words at `place` name a body without a capital: "interior ministry"."""
    lists = word_sets("unnamed")
    rest = [word.lower() for word in words[place : place + _WHERE_WORDS]]
    for index, word in enumerate(rest):
        if word in lists["bodies"] or word.removesuffix("'s").removesuffix("’s") in lists["bodies"]:
            return index + 1
        if index >= 3 or word in word_sets("roles")["heads_end_before"] or not word[0].isalpha():
            break
    return 0


def _plain_body(words: Sequence[str]) -> str | None:
    for place, word in enumerate(words):
        if size := _body_at(words[place:], 0):
            openers = word_sets("unnamed")["body_openers"]
            run = list(words[place : place + size])
            while len(run) > 1 and run[0].lower() not in openers:
                run.pop(0)
            run[-1] = run[-1].removesuffix("'s").removesuffix("’s")
            return " ".join([run[0].lower() if word[0].isupper() else run[0], *run[1:]])
    return None


def _behind(after: str) -> str | None:
    """Return where the words behind the head place the speakers: "close to the cabinet"."""
    clause = _CLAUSE.search(after)
    rest = after[: clause.start()] if clause else after
    if (close := _CLOSE.match(rest)) is not None:
        return close.group().strip()
    words = rest.split()
    lists = word_sets("unnamed")
    if not words or words[0].lower() not in lists["from_where"]:
        return None
    words = words[1:]
    while words and words[0].lower() in lists["determiners"]:
        words = words[1:]
    if len(words) > 2 and words[0].lower() in lists["places"] and words[1] == "of":
        words = words[2:]
    if words and words[0][0].isupper():
        end = 0
        while end < len(words) and _goes_on(words, end):
            end += 1
        return _run_with_body(words, 0, end)
    size = _body_at(words, 0)
    return " ".join(words[:size]) or None
