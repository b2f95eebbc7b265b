"""Clauses turned into questions, where a clause is one that can be turned: no parser, no guessing.

What cannot be turned for certain is left alone; a question that quotes is better than a wrong one.
"""

from __future__ import annotations

import re

from whence.linking.clause_parts import (
    AHEAD,
    APPENDED,
    AUXILIARY,
    BARE_PAST,
    GOES_ON,
    NO_OBJECT,
    OF_SPEECH,
    ON,
    OTHER_VERB,
    PAST,
    PAST_FORM,
    PRESENT,
    PRESENT_FORM,
    SMALL_QUOTES,
    SPLIT,
    SUBORDINATE,
    cut,
    is_nameless,
    is_subject,
    is_verb,
    is_whole,
    named_alone,
)
from whence.linking.lexicon import pairs_of, word_set
from whence.linking.turning import without_capital

MOST_OF_PRESENT = 5  # words of a subject: a longer one may hold the verb itself
MAX_WORDS = 13  # of a question; a longer clause is cut where a phrase ends, or not turned
SAY = word_set("say")
_SURELY_VERBS = frozenset(pairs_of("past_forms"))
_PARTICIPLE = re.compile(
    rf"^(?:\w+ly |also |already |now |since |long |yet |never |just |still )*(?:been|become|come|"
    rf"gone|"
    rf"done|taken|given|seen|known|written|driven|\w+ed|\w+en|{'|'.join(sorted(_SURELY_VERBS))})\b"
)
_PARTICLES = re.compile(r"(?:up|out|off|down|over|away|back|on|in|for|to|with|into|at|from) \w")
_AT_PLACE = re.compile(
    r",? (?:in|at|near|on|outside|inside|from|to|beside|off|close to|next to)\b.*\?$"
)
_BY = re.compile(
    r"(\w+ [^?]{3,80}? (?:\w+ed|\w+en|led|run|held|set up|made|built|sent)) by [^?]+\?$"
)
_PLACES = word_set("place_nouns")
MOST_PLACED = 22  # words of a question before its place is left out
MIN_PLACED = 3  # words of a question before its place


def yes_or_no(clause: str, text: str = "", most: int = MAX_WORDS) -> str | None:
    """Turn a clause into a yes-or-no question: "Was the driver arrested?"; None where unsure.

    A first word that `text` elsewhere writes small is no name, and written small here too. A no
    is left out: "The crew did not leave" asks "Did the crew leave?". At most `most` words.
    """
    clause = SMALL_QUOTES.sub(r"\1", clause)
    clause = AHEAD.sub("", _SAID.sub("", clause))
    clause = _BESIDE_SUBJECT.sub(" ", without_capital(clause, text))
    if found := _THERE.match(clause):
        return _there(found, clause, most)
    clause = _WONDERS.sub("", GOES_ON.split(clause)[0])
    if not is_whole(clause):
        return None
    found = SPLIT.search(clause)
    if found and not _verb_ahead(clause[: found.start()]):
        return _by_auxiliary(clause, found, most)
    for verb in PAST_FORM.finditer(clause):
        if question := _by_past(clause, verb, most):
            return question
    if any(is_verb(clause, verb) for verb in PAST_FORM.finditer(clause)):
        return None
    return _now(clause, most) or _now_of_many(clause, most)


# What is told of a subject beside it: "Voss, who leads the port, left", "the car - which is red".
_BESIDE_SUBJECT = re.compile(
    rf"(?:,| [-–—]) (?:who|which) [^,]{{3,80}}, (?=(?:also |now )?(?:{AUXILIARY}|"
    rf"{'|'.join(sorted(PAST))})\b)"
    r"| [-–—] (?:which|who) (?=[a-z])"
)
_WONDERS = re.compile(r"(?<=\w{4}) to \w+ (?:how|why|what|whether|if|where|when)\b.*$")
# Who says so, ahead of what is said: "The mayor told reporters that the ferry sank".
_SAID = re.compile(
    r"^(?:[\w’'.-]+ ){0,6}?(?:said|says|saying|added|adding|stressed|warned|confirmed|explained|"
    r"claimed|told (?:the )?"
    r"[A-Z]?\w+(?: [A-Z]\w+){0,2}) (?:on \w+day )?(?:that )?(?=(?:the|an?|some|most|many|all|his|"
    r"her|its|their|[A-Z]"
    r"|\w+s |people |there )\w*)"
)
_THERE = re.compile(
    r"^there (?P<first>was|were|is|are|has been|have been|had been|will be)(?P<no> not)? (?=\w)",
    re.IGNORECASE,
)


def _there(found: re.Match[str], clause: str, most: int) -> str | None:
    """Turn "There was a fire on board": "Was there a fire on board?"."""
    first, _, been = found["first"].lower().partition(" ")
    rest = GOES_ON.split(clause[found.end() :])[0]
    if not re.match(r"[a-z]\w*", rest) or _NO_THING.match(rest):
        return None
    if re.search(r"[“”\"‘():;…–—\[\]]", rest) or SUBORDINATE.search(rest) or OF_SPEECH.search(rest):
        return None
    rest = re.sub(r"^no ", "any ", rest) if found["no"] is None else rest
    return _asked(first.capitalize(), "there", been, rest, most)


_NO_THING = re.compile(
    r"(?:to|nothing|something|going|one|just|only|in|on|at|so|such|too|as|still|always|it|not|"
    r"never|enough|"
    r"little|much|now|then|from|by|for|of)\b"
)


def _verb_ahead(subject: str) -> bool:
    """Say whether a verb stands before an auxiliary: "The crew said | was"."""
    return any(is_verb(subject, verb) for verb in PAST_FORM.finditer(subject))


def _by_auxiliary(clause: str, found: re.Match[str], most: int) -> str | None:
    subject, rest = clause[: found.start()].strip(), clause[found.end() :].strip()
    owns = found["first"] in {"has", "have", "had"} and not _PARTICIPLE.match(rest)
    does = found["first"] in {"do", "does", "did"} and found["no"] is None
    subject = named_alone(subject)
    if does or not rest or not is_subject(subject):
        return None
    if owns:
        have = _HAVING[found["first"]]
        return _asked(have, subject, "have", rest, most) if _OWNED.match(rest) else None
    rest = re.sub(r"^(?:not|never) ", "", rest)
    if re.match(r"^(?:been |be )?(?:to|able|going|due|likely|set)$", rest):
        return None
    return _asked(found["first"].capitalize(), subject, "", rest, most)


_HAVING = {"has": "Does", "have": "Do", "had": "Did"}
_OWNED = re.compile(
    r"(?:an?|the|no|any|some|many|several|more|its|his|her|their|about|over|[Qq\d])\w*\b"
)


def _by_past(clause: str, verb: re.Match[str], most: int) -> str | None:
    """Turn a clause by one of its past forms: "The ferry sank" asks "Did the ferry sink?"."""
    subject, rest = clause[: verb.start()].strip(), clause[verb.end() :].strip()
    base = PAST[verb["past"]]
    adverb = re.search(
        r" (?:also|now|still|then|later|\w{2,}ly|never|first|again|already)$", subject
    )
    kept = subject[adverb.start() :].strip() if adverb else ""
    subject = named_alone(subject[: adverb.start()] if adverb else subject)
    # "The consulate bombed in a raid": without an object it may be what it was done to.
    alone = base not in NO_OBJECT and (not rest or ON.match(rest) is not None)
    alone = alone and not (verb["past"] in BARE_PAST and _PARTICLES.match(rest))
    done_to = rest.startswith("by ") and base not in NO_OBJECT
    if alone or done_to or not is_subject(subject):
        return None
    later = (v for v in PAST_FORM.finditer(clause, verb.end()) if is_verb(clause, v))
    if any(" and " not in clause[verb.end() : v.start() + 1] for v in later):
        return None  # "Videos posted online showed ...": which is the verb is unsure
    said = f"{kept} {base}" if kept.endswith("ly") else base
    return _asked("Did", subject, said, rest, most)


def _now(clause: str, most: int) -> str | None:
    """Turn a clause of the present: "The group plans a campaign" asks "Does the group plan ..."."""
    found = PRESENT_FORM.search(clause)
    if found is None:
        return None
    subject, rest = clause[: found.start()].strip(), clause[found.end() :].strip()
    also = re.search(r" (?:also|now|still)$", subject)
    subject = named_alone(subject[: also.start()] if also else subject)
    if not is_subject(subject) or len(subject.split()) > MOST_OF_PRESENT:
        return None
    return _asked("Does", subject, PRESENT[found["now"]], rest, most)


def _now_of_many(clause: str, most: int) -> str | None:
    """Turn a clause of the present on several: "Crews inspect the wall" asks "Do crews inspect"."""
    found = _MANY_DO.match(clause)
    if found is None or not is_subject(found["who"]):
        return None
    return _asked("Do", found["who"], f"{found['how'] or ''}{found['do']}", found["rest"], most)


_MANY = {v for v in word_set("verbs_only") if not v.endswith("s") and v not in PAST} | {"move"}
_MANY_DO = re.compile(
    rf"^(?P<who>(?:[\w’'-]+ ){{0,5}}?(?:\w{{3,}}s|people|men|women|children|"
    rf"police)) (?P<how>\w+ly )?"
    rf"(?P<do>{'|'.join(sorted(_MANY))}) (?P<rest>.+)$"
)


def when_it_was(clause: str, text: str = "") -> str | None:
    """Ask when a clause held: "When did the tram derail?"; None where it does not stand alone."""
    question = yes_or_no(clause, text)
    if question is None or _LEADS_TO_TIME.search(question):
        return None
    return f"When {question[0].lower()}{question[1:]}"


_LEADS_TO_TIME = re.compile(
    r"\b(?:within|until|since|by|before|after|during|on|at|in|for|from|to)\?$"
    r"|\b(?:from|between|at|until|by) (?:to|and|until)\b"
)


def where_it_was(clause: str, text: str = "") -> str | None:
    """Ask where a clause held: "Where did the tram derail?"; None where no place is at its end."""
    question = yes_or_no(clause, text, MOST_PLACED)
    found = _AT_PLACE.search(question) if question else None
    if question is None or found is None or len(question[: found.start()].split()) < MIN_PLACED:
        return None
    if not re.search(r"[A-Z]", found.group()) and _PLACES.isdisjoint(found.group().split()):
        return None  # "in a statement" is no place
    if len(question[: found.start()].split()) > MAX_WORDS:
        return None
    return f"Where {question[0].lower()}{question[1 : found.start()]}?"


def who_did_it(clause: str, text: str = "") -> str | None:
    """Ask by whom it was done: "By whom was the search led?"; None where a clause does not tell."""
    question = yes_or_no(clause, text)
    found = _BY.match(question) if question else None
    return f"By whom {found[1][0].lower()}{found[1][1:]}?" if found else None


_TELLS_NOTHING = frozenset(["been", "be", "being", "have", "had", "done"])


def _asked(auxiliary: str, subject: str, verb: str, rest: str, most: int) -> str | None:
    """Put a question together; None where it can be kept short only by breaking a phrase."""
    rest = APPENDED.split(OTHER_VERB.split(rest)[0])[0]
    also = SPLIT.search(rest)
    if also and also.start() > 0 and not _BEFORE_HAVE.search(rest[: also.start()]):
        return None  # a second verb, with a subject of its own
    kept = cut(rest, most - 1 - len(subject.split()))
    if kept in _TELLS_NOTHING:
        return None
    if kept is None or is_nameless(subject, kept):
        return None
    return " ".join(f"{auxiliary} {subject} {verb} {kept}".split()).rstrip(" ,.") + "?"


_BEFORE_HAVE = re.compile(r"^(?:not|also|never|now|still|only|\w+ly) $")
