"""What stands where in a clause: its verb, its subject, and what may be cut from it; no parser."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whence.linking.lexicon import word_set
from whence.linking.turning import past_forms, present_forms

MOST_OF_SUBJECT = 8
FAR = 28  # characters of what is asked before a purpose ("to lower its bill") may be cut off
LEAST_KEPT = 3  # words of what is cut behind the verb; fewer break what the verb tells
AUXILIARY = (
    r"(?:was|were|is|are|has|have|had|will|would|could|can|may|might|should|must|do|does|did)"
)
_SUBJECT = re.compile(
    r"^(?:[Tt]he|[Aa]n?|every|each|all|some|many|several|most|both|no|another|one|two|three|four|"
    r"five|six|seven|"
    r"eight|nine|ten|\d[\d,]*|nobody|everybody|everyone|somebody|its|his|her|their|this|these|"
    r"[A-Z]|"
    r"(?:[a-z-]+ ){0,2}[a-z-]*(?:s|men|people|police|staff|crews?|media|video|footage) )",
)
_NO_SUBJECT = re.compile(
    r"^(?:he|she|it|they|we|i|you|there|this|that|these|those|which|who|whose|what|when|where|"
    r"while|after|before|as|if|whether|because|since|in|on|at|of|for|by|with|from|to|near|about|"
    r"into|over|under|according|followed|including|but|and|or|so|yet|not|asked|how|why|his|her|"
    r"its|their|my|our|your|whereas|equally|especially|only|than|like|until|once|such|just|only|"
    r"even|nor|per|via|"
    r"despite|amid|during|meanwhile|however|also|then|now|yesterday|today)\b",
    re.IGNORECASE,
)
SPLIT = re.compile(rf"\b(?P<first>{AUXILIARY})(?P<no>n[’']t| not(?! only))?(?![\w’'-])")
PAST = past_forms()
NO_OBJECT = word_set("no_object") | word_set("no_object_asked")
_LEFT_OVER = re.compile(
    r"(?:,\s*\w+(?:\s\w+)?| and (?:the|an?|his|her|its|their) [^,]*, [^,]*|"
    r"(?: (?:and|but|or|as|in|of|to|for|with|by|at|on|the|an?|shortly|just|soon|about|around|"
    r"some|even|both|than|from|into|after|before))+| and (?:those|others|them))$"
)  # what the cut of a sentence into clauses leaves behind
PAST_FORM = re.compile(rf"(?<![-\w])(?P<past>{'|'.join(sorted(PAST))})(?![-\w’'])")
SUBORDINATE = re.compile(
    r"\b(?:which|who|whom|whose|that|when|where|while|because|although|if|whether|said|says|"
    r"told|added|according|how|why|what)\b",
    re.IGNORECASE,
)
_PHRASE_ENDS = re.compile(
    r",| (?=(?:in|on|at|near|after|before|during|with|from|by|for|as|and|against|under|amid|"
    r"following|outside|inside|across|along|toward|towards|until|since|without|around)\b)"
)
ON = re.compile(
    r"(?:about|across|after|against|ahead|along|amid|around|as|at|away|before|behind|by|down|"
    r"during|"
    r"for|from|in|inside|into|near|off|on|out|outside|over|since|through|to|toward|towards|under|"
    r"until|"
    r"up|when|while|with|within|without|last|early|earlier|late|later|this|yesterday|underneath|"
    r"beneath|below|above|between|among|alongside|outside|beside|online|abroad|overseas)\b"
)
_CONTRACTED = re.compile(
    r"\b(?:I|we|you|he|she|it|they|that|there)[’'](?:m|re|s|ve|d|ll)\b|n[’']t\b", re.I
)
PRESENT = present_forms()
PRESENT_FORM = re.compile(
    rf"\b(?P<now>{'|'.join(sorted(PRESENT))})(?= (?:also |now |still )?"
    r"(?:the|an?|its|his|her|their|to|no|any|all|more|every|this|some|new|[A-Z]\w+|\d+)\b)"
)
_PRESENT_ANYWHERE = re.compile(r"\b(?:shows|says|remains|includes|makes|takes|keeps|knows|means)\b")
AHEAD = re.compile(
    r"^(?:(?:In|On|At|After|By|For|During|Since|Before|Until|Over|Last|This|Earlier|Late|Later|"
    r"Early|"
    r"in|on|at|after|by|for|during|since|before|until|over|last|this|earlier|late|later|"
    r"early)\b[^,]{2,50},|"
    r"(?:Meanwhile|However|Also|Then|Now|Still|Yet|Instead|Perhaps|Soon|Thus|Indeed|Today|"
    r"Yesterday|Here|"
    r"And|But|So|Afterwards?|Overnight|Earlier|Later|Meantime),?|[A-Z][a-z]+ly,|(?:Through|Amid|"
    r"Despite|With|Under|"
    r"According to|through|amid|with|under)\b[^,]{2,50},|(?:Eventually|Finally|Recently|Suddenly|"
    r"Clearly|"
    r"Apparently|Reportedly|Allegedly|Initially|Immediately|Shortly|Traditionally|Historically|"
    r"Officially))"
    r" (?=\w)"
)
_BESIDE = re.compile(
    r"^(?P<name>[^,]+), "
    r"(?:\d{1,3}|(?:an?|the|who|which|from|whose|now|of|known|called|\d)\b[^,]{2,90}),$"
)
_ENDS_OPEN = re.compile(
    r"\b(?:the|an?|and|or|of|to|in|on|at|by|for|with|from|said|told|says|as|that|which|who|than|"
    r"has|"
    r"have|had|was|were|is|are|not|his|her|its|their|called|termed|described|into|about)$",
    re.IGNORECASE,
)
OF_SPEECH = re.compile(
    r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]ours?|[Mm]e|us|[Ii][’']\w+|mine|myself)\b"
)
# A person or thing told only by a pronoun: "at her", "took them"; "her crash" names its owner.
_BARE_VERBS = word_set("verbs_only")
_NAMELESS = re.compile(
    r"\b(?:him|them|it|me|he|she|they)\b|"
    r"\b(?:her|his|their|its)\b(?=[?,.]|$| (?:in|on|at|to|for|with|by|from|as|after|before|and)\b)"
)
SMALL_QUOTES = re.compile(r"[“\"‘](\w[\w’'-]*(?: [\w’'-]+){0,4})[”\"’](?!\w)")
# Past forms that are no participles: what follows may be anything.
BARE_PAST = frozenset(
    ["went", "took", "set", "gave", "broke", "blew", "drove", "flew", "fell", "saw", "spoke",
     "stole",
     "threw",
     "wrote", "drew", "grew", "knew", "swore", "tore", "wore", "woke", "rode", "ran", "came",
     "began",
     "got", "rose", "shook", "forgot", "hid", "chose", "ate", "beat", "rang", "sang", "swam",
     "withdrew"]
)  # fmt: skip
# A second clause or a participle that goes on from the first: the question asks the first.
GOES_ON = re.compile(
    r",? (?:but|so|while|yet|although|though|because) |, (?:and )?(?:it|he|she|they|\w+ing)\b|"
    r", who "
    r"|, which |,? and (?:it|he|she|they|has|have|had|was|were|is|are|will|would)\b"
)


def has_verb(clause: str) -> bool:
    """Say whether words hold a finite verb that is known as one, with something before it."""
    if any(p.search(clause) for p in (PRESENT_FORM, _CONTRACTED)):
        return True
    if found := SPLIT.search(clause):
        return found.start() > 0
    return any(
        is_verb(clause, verb) or _stands(clause, verb) for verb in PAST_FORM.finditer(clause)
    )


def is_verb(clause: str, verb: re.Match[str]) -> bool:
    """Say whether a past form is a verb with a subject before it, and no participle."""
    before, after = clause[: verb.start()].rstrip(), clause[verb.end() :].lstrip()
    if not before or (not after and before.endswith(",")) or _BESIDE_NOUN.search(before):
        return False
    return not after.startswith("by ") and (after.startswith("to ") or not ON.match(after))


_BESIDE_NOUN = re.compile(
    r"\b(?:the|an?|its|his|her|their|of|in|with|by|and|most|newly|been)(?: \w+ly)?$"
)


def _stands(clause: str, verb: re.Match[str]) -> bool:
    """Say whether a past form needs no object: "the ferry sank off the port"."""
    if clause[: verb.start()].rstrip().endswith((",", "the", " a")):
        return False
    return verb.start() > 0 and (PAST[verb["past"]] in NO_OBJECT or verb["past"] in BARE_PAST)


def subject_of(sentence: str, *, ended: bool = False) -> str | None:
    """Return what a sentence begins with, up to its verb, where that is one noun phrase.

    Where it `ended` before its verb, all of it but what is set beside it.
    """
    if ended:
        return _one_phrase(named_alone(AHEAD.sub("", sentence.strip())))
    verbs = [m.start() for m in [SPLIT.search(sentence)] if m]
    verbs += [v.start() for v in PAST_FORM.finditer(sentence) if is_verb(sentence, v)]
    if len(verbs) != 1:
        return None
    return _one_phrase(named_alone(AHEAD.sub("", sentence[: min(verbs)]).strip()))


def _one_phrase(subject: str) -> str | None:
    if _NO_SUBJECT.match(subject) or not _SUBJECT.match(f"{subject} "):
        return None
    unclear = re.search(r"[“”\"():;–—]", subject) or SUBORDINATE.search(subject)
    return subject if not unclear and is_subject(subject) else None


def goes_on(clause: str) -> bool:
    """Say whether a clause begins with a verb of the past or an auxiliary: "was freed"."""
    found = SPLIT.match(clause)
    if found:
        return True
    past = PAST_FORM.match(clause)
    return past is not None and not clause[past.end() :].strip().startswith("by ")


def speaks_of_itself(clause: str) -> bool:
    """Say whether words are somebody's own: "I saw it", "your car"."""
    return OF_SPEECH.search(clause) is not None


def is_whole(clause: str) -> bool:
    """Say whether a clause stands by itself: subject first, nothing quoted or subordinate in it."""
    if _NO_SUBJECT.match(clause) or not _SUBJECT.match(clause):
        return False
    if OF_SPEECH.search(clause) or (_ENDS_OPEN.search(clause) and not _LEFT_OVER.search(clause)):
        return False
    return not re.search(r"[“”\"‘():;…–—\[\]|@#/]", clause) and not SUBORDINATE.search(clause)


def is_subject(words: str) -> bool:
    """Say whether words may be one noun phrase: few, and no verb's form or comma in them."""
    count = len(words.split())
    if not 0 < count <= MOST_OF_SUBJECT or "," in words or _ENDS_OPEN.search(words):
        return False
    if words.endswith(("’s", "'s")) or not _BARE_VERBS.isdisjoint(words.split()):
        return False
    if (
        _PRESENT_ANYWHERE.search(words)
        or _NAMELESS.search(words)
        or _LATER.search(words)
        or _names_two(words)
    ):
        return False
    return not any(map(_is_finite, _with_context(words)))


def _names_two(words: str) -> bool:
    """Say whether a second article has nothing that joins it: "the first time | the tradition"."""
    ahead = (match["ahead"].lower() for match in _ARTICLE_BEHIND.finditer(words))
    return any(word not in _JOINING for word in ahead)


_ARTICLE_BEHIND = re.compile(r"(?P<ahead>\w+) (?:the|an?|this|it) ")
_JOINING = word_set("links") | frozenset(
    ["into", "inside", "near", "off", "below", "above", "under", "underneath", "beneath", "behind",
     "across", "along", "around", "outside", "beside", "during", "after", "before", "through",
     "about", "among", "towards", "toward", "onto", "within", "since", "until", "all", "both",
     "half", "such", "quite", "not"]
)  # fmt: skip
_LATER = re.compile(r"\b(?:later|earlier|ago|(?:first|second|third|last) time)\b")


def _with_context(words: str) -> Iterator[tuple[str, str, str]]:
    for verb in PAST_FORM.finditer(words):
        yield words[: verb.start()].strip(), verb["past"], words[verb.end() :].strip()


def _is_finite(verb: tuple[str, str, str]) -> bool:
    """Say whether a past form in a subject is no participle beside or behind its noun."""
    before, past, after = verb
    if past in BARE_PAST:
        return True
    if not past.endswith("ed") and re.search(r"(?:^|\b)(?:the|an?|its|his|her|their)$", before):
        return False  # "the cost", "a hit"
    beside = past.endswith("ed") and re.search(
        r"(?:^|\b(?:the|an?|its|his|her|their|some|many|\d+|most|and|\w+ly))$", before
    )
    behind = re.match(
        r"(?:by|in|on|at|from|with|near|during|after|against|for|under|underneath|below|beneath|"
        r"above|inside|among|"
        r"among|outside|beneath)\b",
        after,
    )
    return not (after and beside) and not (before and behind)


def named_alone(subject: str) -> str:
    """Return a subject without what is set beside it: "Mara Voss, 46," and "Voss, a surgeon,"."""
    found = _BESIDE.match(subject)
    return found["name"] if found else subject


APPENDED = re.compile(r", (?=(?:its|his|her|their|but|including|among|an?|then|with)\b)")
# Behind "and" a verb of its own: "left a crater | and overturned cars", "and Voss walked out".
OTHER_VERB = re.compile(
    rf",? and (?=(?:(?:the |an? |his |her |their )?(?:[\w’-]+ ){{1,3}})?(?:{AUXILIARY}|"
    rf"{'|'.join(sorted(PAST))})\b(?! by\b))"
)


def is_nameless(subject: str, rest: str) -> bool:
    """Say whether a question would hold a pronoun that nothing in it stands for."""
    return (
        subject == "there" and re.search(r"\b(?:him|her|his|their|its|it|them)\b", rest) is not None
    ) or (_NAMELESS.search(rest) is not None)


def shortened_phrase(words: str, most: int) -> str | None:
    """Return words cut to at most `most` where a phrase ends; None where that would break one."""
    return cut(words, most)


def cut(rest: str, left: int) -> str | None:
    """Cut what follows a subject to `left` words where a phrase ends; None where it cannot be."""
    words = _LEFT_OVER.sub("", rest.rstrip(" .,")).split()
    if len(words) <= left:
        return " ".join(words)
    kept = " ".join(words[: left + 1])
    ends = [m.start() for m in _PHRASE_ENDS.finditer(kept) if m.start() > 0]
    ends += [m.start() for m in _PURPOSE.finditer(kept) if m.start() > FAR and m["to"] in _BASES]
    ends = sorted(end for end in ends if not _breaks(kept[:end], kept[end:]))
    kept = _LEFT_OVER.sub("", kept[: ends[-1]]) if ends else ""
    return kept if len(kept.split()) >= LEAST_KEPT else None


_PURPOSE = re.compile(r" to (?P<to>[a-z]+)\b")
_BASES = frozenset(PAST.values()) | {"be", "have", "do"}


def _breaks(kept: str, cut_off: str) -> bool:
    """Say whether words break off where more is needed: "forced", "the car loaded"."""
    if _NEEDS_MORE.search(kept) or any(
        first.search(kept) and then.match(cut_off) for first, then in _BELONG
    ):
        return True
    *ahead, last = kept.split() or [""]
    whole = not ahead or ahead[-1] in _BE or ahead[-1].endswith("ly")
    return last in PAST and not whole


# What calls for a word that comes later: "between Ella | and Salen", "barred Voss | from speaking".
_BELONG = tuple(
    (re.compile(first), re.compile(then))
    for first, then in (
        (r"\b(?:between|both)\b", r" and\b"),
        (r"\b(?:prohibit|prevent|ban|bar|block|stop|protect)\w*\b", r" from\b"),
        (r"\b(?:descri|know|see|regard|bill|serve|act|use|cite|hail|such|so)\w*\b", r" as\b"),
        (r"\b(?:accus|suspect|convict)\w*\b", r" of\b"),
    )
)
_BE = frozenset(["been", "be", "being", "was", "were", "not", "also", "already"])
_NEEDS_MORE = re.compile(
    r"(?:^|\b(?:to|not|be|been|being|the|an?|\w+ing to|\w+ing|forced|expected|set|due))$"
)
