"""News agencies credited for a report's copy: datelines, bylines, closing credits.

Only credits count. "told Reuters" in running text is a relay, which linking finds, and a
photographer's agency says nothing about the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from whence.records.report import UNNAMED_AGENCIES
from whence.records.span import Span

# Canonical name, then the names it is credited under.
AGENCIES: dict[str, tuple[str, ...]] = {
    "Associated Press": ("The Associated Press", "Associated Press", "AP"),
    "Reuters": ("Thomson Reuters", "Reuters"),
    "Agence France-Presse": ("Agence France-Presse", "Agence France Presse", "AFP"),
    "Deutsche Presse-Agentur": ("Deutsche Presse-Agentur", "dpa", "DPA"),
    "United Press International": ("United Press International", "UPI"),
    "Press Association": ("Press Association", "PA Media", "PA"),
    "Xinhua News Agency": ("Xinhua News Agency", "Xinhua"),
    "TASS": ("ITAR-TASS", "Itar-Tass", "TASS", "Tass"),
    "RIA Novosti": ("RIA Novosti", "RIA"),
    "Interfax": ("Interfax-Ukraine", "Interfax"),
    "Bloomberg News": ("Bloomberg News", "Bloomberg"),
    "Kyodo News": ("Kyodo News", "Kyodo"),
    "Jiji Press": ("Jiji Press", "Jiji"),
    "Yonhap News Agency": ("Yonhap News Agency", "Yonhap"),
    "Korean Central News Agency": ("Korean Central News Agency", "KCNA"),
    "Press Trust of India": ("Press Trust of India", "PTI"),
    "Asian News International": ("Asian News International", "ANI"),
    "Indo-Asian News Service": ("Indo-Asian News Service", "IANS"),
    "Anadolu Agency": ("Anadolu Agency", "Anadolu", "AA"),
    "Islamic Republic News Agency": ("Islamic Republic News Agency", "IRNA"),
    "Fars News Agency": ("Fars News Agency", "FNA"),
    "Tasnim News Agency": ("Tasnim News Agency", "Tasnim"),
    "Syrian Arab News Agency": ("Syrian Arab News Agency", "SANA"),
    "Saudi Press Agency": ("Saudi Press Agency", "SPA"),
    "Emirates News Agency": ("Emirates News Agency", "WAM"),
    "Qatar News Agency": ("Qatar News Agency", "QNA"),
    "Middle East News Agency": ("Middle East News Agency", "MENA"),
    "Agenzia Nazionale Stampa Associata": ("ANSA",),
    "EFE": ("Agencia EFE", "EFE"),
    "Australian Associated Press": ("Australian Associated Press", "AAP"),
    "The Canadian Press": ("The Canadian Press", "Canadian Press"),
    "Ukrinform": ("Ukrinform",),
    "Belga": ("Belga",),
    "Austria Press Agency": ("Austria Presse Agentur", "Austria Press Agency", "APA"),
    "Bernama": ("Bernama",),
    "Antara": ("Antara",),
    "News Agency of Nigeria": ("News Agency of Nigeria", "NAN"),
    "Associated Press of Pakistan": ("Associated Press of Pakistan",),
    "Inter Press Service": ("Inter Press Service", "IPS"),
}

_CANONICAL = {name.casefold(): canonical for canonical, names in AGENCIES.items() for name in names}
_NAME = (
    "(?:"
    + "|".join(
        re.escape(n)
        for n in sorted({n for ns in AGENCIES.values() for n in ns}, key=len, reverse=True)
    )
    + ")"
)
_NAMES = rf"{_NAME}(?:(?:\s?(?:,|/|\||;|&|and|with)\s?|\s[-–—]\s)(?:the )?{_NAME}){{0,4}}"
_FIND_NAME = re.compile(rf"(?<![\w-]){_NAME}(?![\w-])")
_AUTHOR = re.compile(
    rf"^(?:[Bb]y )?(?:[Tt]he )?({_NAMES})"
    r"(?: [Ii]n [A-Z]\w+|(?: [A-Z][a-z]+){0,2} (?:Reporters?|Correspondents?|Writers?|Staff))?$"
)
_OPENING = (
    # BAGHDAD (AP) —, PARIS, Nov 3 (Reuters) -, (AFP) -
    re.compile(rf"^.{{0,60}}?\(({_NAMES})\)\s?[-–—:]"),
    # MOSCOW, March 20. /TASS/.  and  TEHRAN (Tasnim) –
    re.compile(rf"^[A-Z].{{0,60}}?[.,]\s?/({_NAMES})/"),
    # Updated: 2016-07-15 06:50 (Xinhua)
    re.compile(rf"(?:Updated|Published|Posted):? [\d :/.-]{{6,24}}\(({_NAMES})\)"),
    # (AP), or AP - at the very start
    re.compile(rf"^\(?({_NAMES})\)?\s?(?:[-–—]|\|)\s?(?=\S)"),
    re.compile(rf"^(?:[Bb]y |BY |Source: ?|From )(?:the )?({_NAMES})\b"),
)
_CLOSING = (
    # jm/dm (AFP, dpa);  — Reuters;  (AP);  AFP
    re.compile(
        rf"^(?:[a-z]{{2,4}}(?:/[a-z]{{2,4}}){{0,3}} )?[(\[–—-]{{0,2}}\s?({_NAMES})[)\].]{{0,2}}$"
    ),
    re.compile(
        rf"[.!?”\"]\s?(?:[a-z]{{2,4}}(?:/[a-z]{{2,4}}){{0,3}} )?[(\[–—-]\s?({_NAMES})[)\]]{{0,1}}$"
    ),
    re.compile(
        rf"^[\[(]?(?:Sources?|Via|With(?: agency)? inputs? from|Agencies)\s?:?\s({_NAMES})\b"
    ),
)
_COPYRIGHT = re.compile(rf"(?:©|[Cc]opyright)(?: ?©)? ?(?:\d{{4}} )?(?:by )?(?:the )?({_NAMES})\b")
_ANYWHERE = (
    re.compile(
        rf"^.{{0,200}}?\b({_NAMES})\b.{{0,200}}\bcontributed (?:reporting )?to this (?:report|"
        rf"story|article|post)"
    ),
    re.compile(
        rf"\b(?:[Ww]ith|[Aa]dditional|[Ss]ome) (?:files?|reporting|inputs?|material|information|"
        rf"agency inputs?|copy)?"
        rf" ?(?:from|by) (?:the )?({_NAMES})\b\W{{0,3}}$"
    ),
    _COPYRIGHT,
    re.compile(
        rf"\b(?:report|story|article) (?:was|is) (?:first |originally )?(?:published|provided|"
        rf"distributed|produced)"
        rf" by (?:the )?({_NAMES})\b"
    ),
    re.compile(rf"^({_NAMES}) \|"),
)
# One of these stands in every line that the patterns above match: a cheap first look.
_HINT = re.compile(r"contributed|©|[Cc]opyright|\|| (?:from|by) ")
# Reuters signs its copy with its writers and editors.
_REUTERS_SIGN_OFF = re.compile(
    r"^\(?(?:(?:Additional r|R)eporting|Writing|Compiled) by [^.]{3,300}; ?"
    r"(?:(?:writing|additional reporting) by [^.;]{3,120}; ?)?editing by ",
    re.IGNORECASE,
)
# "(Agencies)" beside the date or at the end, "Agencies" as the byline: copy, but nobody's by name.
_UNNAMED_AUTHOR = re.compile(r"^(?:By )?(?:News )?Agencies$", re.IGNORECASE)
_UNNAMED_OPENING = re.compile(
    r"(?:Updated|Published|Posted):? [\d :/.-]{6,24}"
    r"(?:\((?:News )?Agencies\)|By (?:News )?Agencies\b)"
)
_UNNAMED_CLOSING = re.compile(
    r"^(?:[-–—] ?)?(?:News )?Agencies$|[.!?”\"]? ?[(\[](?:News )?Agencies[)\]]\.?$"
)
_WIRE_PATH = re.compile(r"/wires?/([a-z]{2,10})/|/(afp|reuters|xinhua)/", re.IGNORECASE)
_PICTURE = re.compile(r"\b(?:Photo|Image|Picture|photo by|FILE)\b")
_PICTURE_AUTHOR = re.compile(r"(?:Image|Images|Photo|Photos|Getty|Getty Images|Shutterstock)$")
_OPENING_LINES = 4
_CLOSING_LINES = 6
_LONGEST_CREDIT = 500


def credited_agencies(
    lines: Sequence[str],
    *,
    kept: Sequence[str] = (),
    authors: Sequence[str] = (),
    url: str | None = None,
) -> tuple[str, ...]:
    """Return the canonical names of the agencies the report credits for its copy, in order.

    `UNNAMED_AGENCIES` stands alone where it credits "agencies" and none by name. `lines` are the
    lines of the whole input, debris included (credits often stand in it), `kept` those of the
    reading text; `authors` what the metadata names; `url` may tell by a path such as `/wires/ap/`.
    """
    found: list[str] = []
    for author in _writers(authors):
        found += _matches((_AUTHOR,), author.strip())
    for line in dict.fromkeys((*lines[:_OPENING_LINES], *kept[:_OPENING_LINES])):
        found += _matches(_OPENING, line)
    for line in dict.fromkeys((*kept[-_CLOSING_LINES:], *lines[-_CLOSING_LINES:])):
        found += _closing(line)
    for line in lines:
        if len(line) <= _LONGEST_CREDIT and _HINT.search(line) and not _PICTURE.search(line):
            found += _matches(_ANYWHERE, line)
    path = _WIRE_PATH.search(url or "")
    if path:
        found += _canonical(path.group(1) or path.group(2))
    if not found and _credits_unnamed(lines, kept, authors):
        return (UNNAMED_AGENCIES,)
    return tuple(dict.fromkeys(found))


def sign_off(line: str) -> Span | None:
    """Return the words of a text's last line that credit an agency with it, None where none do."""
    if _PICTURE.search(line):
        return None
    for pattern in (_COPYRIGHT, *_CLOSING[:1]):
        if match := pattern.search(line):
            return Span(*match.span())
    return None


def _credits_unnamed(lines: Sequence[str], kept: Sequence[str], authors: Sequence[str]) -> bool:
    """Say whether a report credits "agencies" with its copy."""
    if any(_UNNAMED_AUTHOR.match(author.strip()) for author in authors):
        return True
    opening = (*lines[:_OPENING_LINES], *kept[:_OPENING_LINES])
    closing = (*kept[-_CLOSING_LINES:], *lines[-_CLOSING_LINES:])
    return any(_UNNAMED_OPENING.search(line) for line in opening) or any(
        _UNNAMED_CLOSING.search(line) for line in closing if not _PICTURE.search(line)
    )


def _writers(authors: Iterable[str]) -> list[str]:
    """Return the authors, or none where a crawler took picture credits for authors."""
    named = list(authors)
    return [] if any(_PICTURE_AUTHOR.match(author.strip()) for author in named) else named


def _closing(line: str) -> list[str]:
    if _PICTURE.search(line[-_LONGEST_CREDIT:]):
        return []
    signed = ["Reuters"] if _REUTERS_SIGN_OFF.match(line) else []
    return signed + _matches(_CLOSING, line[-_LONGEST_CREDIT:])


def _matches(patterns: Iterable[re.Pattern[str]], line: str) -> list[str]:
    for pattern in patterns:
        match = pattern.search(line)
        if match:
            return _canonical(match.group(1))
    return []


def _canonical(names: str) -> list[str]:
    exact = _CANONICAL.get(names.strip().casefold())
    if exact:
        return [exact]
    return [_CANONICAL[m.group().casefold()] for m in _FIND_NAME.finditer(names)]
