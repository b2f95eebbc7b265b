"""Cues from a small table of the world's calendar: offices and names; and the table itself."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

import numpy as np

from whence.extraction.dating.cues import Cue
from whence.extraction.dating.happenings import Happening, happening_cues
from whence.extraction.dating.literals import Known, known
from whence.extraction.dating.timeline import DAYS, FIRST, LAST, Weights, within

Terms = tuple[tuple[date, date], ...]
Named = tuple[Known, tuple[date, date], date]
"""A name, its first and last day in use, and the day since when everybody uses it."""

# Likelihood, beside a day within the term, that a report calls somebody by an office not held:
# after it, by how often it does so, which fades (mean in days) to a share of that; and before it.
_AFTER = {1: 0.08, 2: 0.04}
_FADING = 400.0
_LONG_AFTER = 0.05
_BEFORE = 0.003
# And in the time of campaigns before it, when it is spoken of as what may be.
_CAMPAIGN = timedelta(days=600)
_IN_CAMPAIGN = 0.04
# The same where a later holder is named too, so that the earlier one may be history.
_AFTER_IF_FOLLOWED = 0.7
_FORMER_IN_TERM = 0.05
_OUT_OF_USE = 0.3
# The same of a person: before news named them, others bore the name; and after they have left.
_NAMESAKE = 0.2
_REMEMBERED = 0.5
_ELECT = timedelta(days=110)
# How often a new name is used on its first day beside the day when everybody uses it.
_AT_FIRST = 0.02

_FORMER = re.compile(
    r"(?i:\b(?:former|formerly|ex|onetime|one-time|then|late|past|previous|ousted|deposed"
    r"|toppled|overthrown|impeached|disgraced|jailed|brought down|overthrew|unseated)"
    r"(?: [A-Z]\w+)?[- ](?:[A-Z][\w.]+ )?)$"
)
_RANK = r"(?:(?:Gen|Adm|Lt|Sir|Dame|Lord|Dr|Mr|Mrs|Ms|Rev)\.? )?"
_OTHER = re.compile(r"(?i:\b(?:deputy|vice|assistant|under|shadow|aspiring|first lady|as)[- ])$")
# What may be: "a President Smith", "under a Smith administration".
_SUPPOSED = re.compile(r"(?i:\b(?:an?|possible|potential|future|hypothetical|next)[ ])$")
# A wife of that name: "the president, Mrs. Smith".
_WIFE = re.compile(r", (?:Mrs|Ms)\b")
_CAMPAIGNS = re.compile(r"\b(?P<name>[A-Z][\w’']+) (?:presidential )?campaign(?! finance)\b")
_ADMINISTRATION = re.compile(r"\b(?P<name>[A-Z][\w’']+) (?P<title>administration|White House)\b")


@dataclass(frozen=True, slots=True)
class Table:
    """The table as read: per office its title pattern and its holders by every form of name.

    `begun` has the family names and other single words of holders, with the last day on which
    one of that name first came into an office.
    """

    as_of: date
    offices: dict[str, dict[str, tuple[Terms, str]]]
    titles: dict[str, str]
    named: re.Pattern[str]
    standing: re.Pattern[str]
    begun: tuple[tuple[str, date], ...]
    names: tuple[Named, ...]
    people: tuple[Named, ...]
    happenings: tuple[Happening, ...]
    editions: tuple[tuple[re.Pattern[str], int], ...]
    wars: dict[str, date]
    births: dict[str, date]


@dataclass
class _Mentions:
    """How a text speaks of one holder of an office."""

    terms: Terms
    words: str
    plain: int = 0
    former: int = 0
    elect: int = 0

    @property
    def present(self) -> bool:
        """Say whether the text speaks of a holder and never of a former or a coming one."""
        return bool(self.plain) and not self.former and not self.elect


def era_cues(text: str) -> Iterator[Cue]:
    """Yield the cues of offices and names in a text. Linear in its length."""
    table = load_table()
    yield from _holders_cues(text, table)
    yield from _name_cues(text, table.names)
    yield from _people_cues(text, table.people)
    yield from happening_cues(text, table.happenings)


def _holders_cues(text: str, table: Table) -> Iterator[Cue]:
    """Yield the cues of the holders of offices a text names."""
    by_office: dict[str, dict[str, _Mentions]] = defaultdict(dict)
    for office, name, words, way in _mentions(text, table):
        terms, key = table.offices[office][name]
        one = by_office[office].setdefault(key, _Mentions(terms, words))
        setattr(one, way, getattr(one, way) + 1)
        if way == "plain" and one.plain == 1:
            one.words = words
    running = set(by_office.get("candidate", {}))
    for office, holders in by_office.items():
        if office != "candidate":
            _drop_supposed(holders, running)
    newest = max(
        (one.terms[0][0] for some in by_office.values() for one in some.values() if one.present),
        default=date.min,
    )
    later: dict[str, date] = {}
    for holders in by_office.values():
        for name, one in holders.items():
            later[name] = max(one.terms[0][0], later.get(name, date.min))
    for holders in by_office.values():
        yield from _office_cues(holders, newest, later)


def _drop_supposed(holders: dict[str, _Mentions], running: set[str]) -> None:
    """Drop offices that somebody the text calls a candidate is yet to win."""
    campaigns = load_table().offices["candidate"]
    for name in running & set(holders):
        if holders[name].terms[0][0] > campaigns[name][0][0][0]:
            del holders[name]


def certain_starts(text: str, after: date) -> Iterator[tuple[str, date]]:
    """Yield what a text names that began later than `after`, in words, and the day it began.

    Holders of an office count where the text names them so at least twice. What began before is
    not looked for, which is most.
    """
    table = load_table()
    names = [one for one in table.names if one[1][0] > after]
    events = [one for one in table.happenings if one.kind == "events" and one.day > after]
    newer = any(form in text for form, first in table.begun if first > after)
    holders = _holders_cues(text, table) if newer else ()
    found = (*holders, *_name_cues(text, names), *happening_cues(text, events))
    for cue in found:
        first = date.fromisoformat(cue.before) if cue.certain and cue.before else after
        if first > after:
            yield cue.why, first


@cache
def load_table() -> Table:
    """Return the shipped table."""
    raw = tomllib.loads(resources.files(__package__).joinpath("eras.toml").read_text("utf8"))
    offices = {office: dict(_forms(rows)) for office, rows in raw["offices"].items()}
    titles = {title: office for office, some in raw["titles"].items() for title in some}
    forms = {name for rows in offices.values() for name in rows}
    any_title = _alternatives(titles)
    return Table(
        as_of=date.fromisoformat(raw["as_of"]),
        offices=offices,
        titles=titles,
        named=re.compile(
            rf"\b(?P<title>(?i:{any_title}))(?P<elect>[- ][Ee]lect)?,? {_RANK}"
            rf"(?P<name>{_names(forms)})\b"
        ),
        standing=re.compile(rf", (?:the |who is )?(?:[A-Z][\w.’']+ )?(?P<title>{any_title})\b"),
        begun=tuple(_begun(offices)),
        names=tuple((known(one), *_use(days)) for one, days in raw["names"].items()),
        people=tuple((known(one), *_use(days)) for one, days in raw["people"].items()),
        happenings=tuple(
            Happening(known(pattern), date.fromisoformat(day), kind)
            for kind in ("events", "things", "planned", "history")
            for pattern, day in raw[kind].items()
        ),
        editions=tuple((re.compile(pattern), year) for pattern, year in raw["editions"].items()),
        wars={name: date.fromisoformat(day) for name, day in raw["wars"].items()},
        births={name: date.fromisoformat(day) for name, day in raw["births"].items()},
    )


def _forms(rows: dict[str, list[str]]) -> Iterator[tuple[str, tuple[Terms, str]]]:
    """Yield every form of a name with the terms of all who bear it."""
    terms: dict[str, list[tuple[date, date]]] = defaultdict(list)
    keys: dict[str, str] = {}
    for entry, stretches in rows.items():
        name, *others = entry.removeprefix("!").split("|")
        forms = [name, *others] if entry.startswith("!") else [name, name.split()[-1], *others]
        for form in dict.fromkeys(forms):
            terms[form] += [_stretch(one) for one in stretches]
            keys[form] = name if form not in keys else form
    for form, found in terms.items():
        yield form, (tuple(sorted(found)), keys[form])


def _begun(offices: dict[str, dict[str, tuple[Terms, str]]]) -> Iterator[tuple[str, date]]:
    """Yield the last word of every form of a name with the last day its bearers first began."""
    latest: dict[str, date] = {}
    for rows in offices.values():
        for form, (terms, _) in rows.items():
            word = form.split()[-1]
            latest[word] = max(terms[0][0], latest.get(word, date.min))
    yield from latest.items()


def _stretch(written: str) -> tuple[date, date]:
    first, _, last = written.partition("..")
    end = date.fromisoformat(last) if last else date.fromordinal(LAST)
    return date.fromisoformat(first), end


def _use(written: str) -> tuple[tuple[date, date], date]:
    """Return the days from which and to which a name is in use, and since when by everybody."""
    days, _, spread = written.partition("~")
    first, last = _stretch(days)
    return (first, last), date.fromisoformat(spread) if spread else first


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _names(forms: set[str]) -> str:
    """Return a pattern of all names, a full one with room for a middle initial."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(_spaced(form) for form in ordered)


def _spaced(form: str) -> str:
    first, _, rest = form.partition(" ")
    return re.escape(form) if not rest else rf"{re.escape(first)} (?:[A-Z]\. )?{re.escape(rest)}"


def _mentions(text: str, table: Table) -> Iterator[tuple[str, str, str, str]]:
    """Yield office, name, words and way (plain, former, elect) of every mention of a holder."""
    for match in table.named.finditer(text):
        office = table.titles[match["title"].lower()]
        name = match["name"]
        if name not in table.offices[office]:
            name = re.sub(r" [A-Z]\. ", " ", name)
        before = text[max(0, match.start() - 40) : match.start()]
        if name not in table.offices[office] or _OTHER.search(before):
            continue
        if _SUPPOSED.search(before) or _WIFE.search(match.group()):
            continue
        if match["title"] in {"pm", "speaker"} and match["title"].islower():
            continue
        way = "elect" if match["elect"] else "former" if _FORMER.search(before) else "plain"
        yield office, name, match.group(), way
    for match in table.standing.finditer(text):
        office = table.titles[match["title"]]
        before = text[max(0, match.start() - 40) : match.start()]
        name = next((n for n in table.offices[office] if " " in n and before.endswith(n)), "")
        if name:
            yield office, name, name + match.group(), "plain"
    for match in _ADMINISTRATION.finditer(text):
        supposed = _SUPPOSED.search(text[max(0, match.start() - 14) : match.start()])
        if match["name"] in table.offices["president"] and not supposed:
            yield "president", match["name"], match.group(), "plain"
    for match in _CAMPAIGNS.finditer(text):
        if match["name"] in table.offices["candidate"]:
            yield "candidate", match["name"], match.group(), "plain"


def _office_cues(
    holders: dict[str, _Mentions], newest: date, later: dict[str, date]
) -> Iterator[Cue]:
    """Yield the cues of the people a text names as holders of one office.

    `newest` is when the last of all present holders began, `later` when everyone named began the
    latest of their offices that the text names.
    """
    for name, one in holders.items():
        began, ended = one.terms[0][0], one.terms[-1][1]
        if one.elect:
            yield _elect_cue(one)
        elif one.former:
            yield _former_cue(one)
        else:
            yield _holder_cue(one, followed=newest >= ended or began < later.get(name, began))


def _holder_cue(one: _Mentions, *, followed: bool) -> Cue:
    after = _AFTER_IF_FOLLOWED if followed else _AFTER[min(2, one.plain)]
    terms = list(one.terms)
    first = terms[0][0]
    weights = within(terms, after)
    if not followed:
        weights += _fading(terms[-1][1])
    _soft_start(weights, first)
    told = ", ".join(_term_words(term) for term in terms)
    why = f"“{one.words}” held that office {told}"
    return Cue("office", one.words, why, weights, before=first.isoformat(), certain=one.plain > 1)


def _former_cue(one: _Mentions) -> Cue:
    ends = [last for _, last in one.terms]
    weights = within([(min(ends), date.fromordinal(LAST))], _FORMER_IN_TERM)
    _soft_start(weights, one.terms[0][0])
    why = f"“{one.words}” is called a former holder, so it is later than {min(ends).isoformat()}"
    return Cue("office", one.words, why, weights, before=min(ends).isoformat())


def _elect_cue(one: _Mentions) -> Cue:
    spells = [(first - _ELECT, first) for first, _ in one.terms]
    weights = within(spells, _AFTER[1])
    _soft_start(weights, spells[0][0])
    why = f"“{one.words}” took office on {one.terms[0][0].isoformat()}"
    return Cue("office", one.words, why, weights, before=spells[0][0].isoformat())


def _soft_start(weights: Weights, first: date) -> None:
    """Make days before a first day as unlikely as a mistake, shortly before it a bit less so."""
    end = date.fromordinal(LAST)
    weights += within([(first - timedelta(days=3), end)], _IN_CAMPAIGN)
    weights += within([(first - _CAMPAIGN, end)], _BEFORE / _IN_CAMPAIGN)


def _fading(last: date) -> Weights:
    """Weigh days after a last day by how long after it they lie."""
    gaps = np.maximum(DAYS - last.toordinal(), 0)
    return np.asarray(np.log(np.maximum(np.exp(-gaps / _FADING), _LONG_AFTER)), dtype=np.float64)


def _term_words(term: tuple[date, date]) -> str:
    first, last = term
    if last.toordinal() == LAST:
        return f"from {first.isoformat()}"
    return f"from {first.isoformat()} to {last.isoformat()}"


def _name_cues(text: str, names: Iterable[Named]) -> Iterator[Cue]:
    for one, days, spread in names:
        words = _named_in(one, text)
        if words:
            weights = within([days], _OUT_OF_USE) + _spreading(days[0], spread)
            _soft_start(weights, days[0])
            yield _name_cue(words, weights, days, certain=True)


def _people_cues(text: str, people: Iterable[Named]) -> Iterator[Cue]:
    for one, days, spread in people:
        words = _named_in(one, text)
        if words:
            weights = within([(days[0], date.fromordinal(LAST))], _NAMESAKE)
            weights += within([(date.fromordinal(FIRST), days[1])], _REMEMBERED)
            yield _name_cue(words, weights + _spreading(days[0], spread), days, certain=False)


def _named_in(one: Known, text: str) -> str:
    match = one.pattern.search(text) if one.may_match(text) else None
    return "" if match is None else " ".join(match.group().split())


def _name_cue(words: str, weights: Weights, days: tuple[date, date], *, certain: bool) -> Cue:
    why = f"“{words}” is a name in use {_term_words(days)}"
    return Cue("name", words, why, weights, before=days[0].isoformat(), certain=certain)


def _spreading(first: date, spread: date) -> Weights:
    """Weigh days by how far a name had spread since its first day."""
    days = max(1, (spread - first).days)
    share = np.clip((DAYS - first.toordinal()) / days, _AT_FIRST, 1.0)
    return np.asarray(np.log(share), dtype=np.float64)
