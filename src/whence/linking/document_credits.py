"""Credits to documents, named by whose they are: statements, reports, letters, figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whence.linking.credits import Credit, bare_name
from whence.linking.lexicon import word_set
from whence.linking.owners import CAPITALS, Speakers
from whence.records.links import CitedKind
from whence.records.span import Span

# Words with a capital in a document's phrase that are nobody's name: "in a Dec. 22 filing".
_NO_OWNER = re.compile(
    rf"(?:{'|'.join(sorted(word_set('opening') | word_set('days')))}|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)",
    re.IGNORECASE,
)

_PAPER = (
    r"statement|report|letter|press release|news release|memo|memorandum|e-?mail|blog post|blog|"
    r"communiqu[eé]|dossier|study|survey|affidavit|filing|bulletin|dispatch|editorial|commentary|"
    r"open letter|text message|briefing|document|op-ed|lawsuit|complaint|indictment|advisory|"
    r"court (?:papers|documents|filings|records)|transcript|fact sheet|white paper|audit|manifesto|"
    r"notice|petition|guide|(?:prepared|written) (?:remarks|testimony)|(?:research )?note|"
    r"presentation|(?:patch|release) notes|slides|prospectus|disclaimer"
)
_NOUN = (
    rf"(?:{_PAPER}|research|analysis|poll|website|web site|guidelines|manifest|"
    r"(?:data|spec) ?sheet)"
)
_DATA = r"(?:data|figures|statistics|documents|information)"
# Whose records they are that show something, and what records.
_RECORDS = (
    r"(?:[Oo]fficial|[Gg]overnment|[Cc]ourt|[Mm]inistry|[Pp]olice|[Mm]ilitary|[Ll]eaked|[Ii]nternal|"
    r"[Ss]ecret|[Cc]lassified|[Pp]ublic|[Pp]roperty|[Tt]ax|[Pp]hone|[Ff]light|[Ss]chool|[Mm]edical|"
    r"[Vv]oting|[Pp]atent|[Bb]usiness|[Ll]and|[Pp]rison|[Jj]ail|[Ff]ederal|[Ss]tate|[Cc]ounty|[Cc]ity)"
)
_KEPT = (
    r"(?:figures|data|statistics|documents|records|papers|files|filings|logs|drawings|applications)"
)
_OFFICE = (
    r"(?:(?:prime |foreign |press )?(?:minister|secretary|president)[’']s )?"
    r"(?:office|ministry|government|party|campaign|team)"
)
# A document's "by whom": "by psychologist Ana Roe", "from the Dam Office".
_BY = (
    r" (?:from|by|of|on behalf of|issued by|released by|published by|prepared by|written by|"
    r"compiled by|maintained by|commissioned by|drafted by|provided by|shared by|"
    r"on the (?:website|web site|blog) (?:for|of)) (?:the )?"
    r"(?:[a-z][\w’'-]{2,20} ){0,3}"
    r"(?:[A-Z][\w’'.-]{1,20}(?!\w)(?: (?:of|for|and|&|the|of the|for the) )? ?){1,6}"
    rf"(?:(?:executives|officials|researchers|scientists|lawyers|investigators|{_OFFICE})\b)?"
)
# What a document is on, or since when, before its verb: "a report on the dam said".
_ON_WHAT = (
    r"(?P<on> (?:on|into|about|after|following|issued|released|published|posted|dated)\b"
    r"[^,.;:“”\"\n]{2,60}?)"
)
_IN_DOCUMENT = re.compile(
    rf"\b(?:[Ii]n|[Tt]hrough|[Bb]y|[Vv]ia) (?:an?|the|its|his|her|their) "
    rf"(?:(?!into|about|with|their|that|h(?:er|is)\b)[\w’'.-]{{2,20}} ){{0,4}}?(?:{_PAPER})\b"
    rf"(?:(?<=document) released by (?:the )?{CAPITALS.pattern}|"
    rf"(?<=filing) with (?:the )?{CAPITALS.pattern})?"
    r"|\b[Ii]n (?:(?:prepared|written) (?:remarks|testimony)|(?:\w+ )?statements)\b"
    rf"|\b[Oo]n (?:its|his|her|their|the (?:[\w’'-]{{2,20}} ){{1,3}}?|"
    rf"(?:[a-z]{{4,12}} )?{CAPITALS.pattern}[’']s?) ?(?:own |official )?"
    r"(?:website|web site|blog|homepage)\b"
    r"|\b[Ii]n (?:court (?:papers|documents|filings|records)|(?:[a-z]{3,12} )?filings)\b"
    rf"(?: with (?:the )?{CAPITALS.pattern})?"
)
_ISSUED = re.compile(
    r"\b(?:issued?|released?|published?|issuing|releasing|sent|sending|signed|penned|wrote|"
    r"fired off|circulated|addressed) (?:an?|the|its|his|her|their) "
    r"(?:[\w’'-]{2,20} ){0,2}?(?:(?:(?<=sent a )|(?<=written )|(?<=page ))response|"
    r"statement|report|letter|press release|news release|communiqu[eé]|"
    r"advisory|apology|blog post|memo|travel advisory|(?:patch|release) notes)\b"
    r"|\b(?:sent|e-?mailed|provided|gave) (?:[A-Z]\w+ ){0,3}(?:the following|this|an?(?: \w+)?) "
    r"(?:statement|message)\b"
)
_DOCUMENT_SAYS = re.compile(
    rf"\b(?!(?:Technical|Chemical|Statistical|Further) analysis)"
    rf"(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[A-Z][\w’'.-]{{1,20}}) "
    rf"(?:[\w’'.-]{{1,20}} ){{0,4}}?{_NOUN}"
    rf"(?P<by>{_BY})?{_ON_WHAT}?(?: (?:that|which)\b|, which [^,.]{{3,60}},)?"
    r"[”\"]? ?(?<=[ ”\"])(?:said|says|read|reads|found|added|adds|stated|states|showed|shows|"
    r"concluded|claimed|claims|warned|warns|confirmed|quoted|described|called|noted|continued|"
    r"reported|identifies|lists|listed|indicates?|suggests?|suggested|reveals?|revealed|"
    r"highlighted|explains|calls|asks|asked|questioned|argued|argues|alleged|alleges|accuses|"
    r"accused|urged|urges|laid out|lays out|set out|sets out|outlines|outlined|details|detailed|"
    r"recommends|recommended|estimates|estimated|predicts|predicted)\b"
    r"|(?<=[,”’'\"] )(?:said|says|reads) (?:an?|the|its|his|her|their) "
    rf"(?:[\w’'.-]{{1,20}} ){{0,3}}?{_NOUN}\b(?:{_BY})?"
    r"|\b(?:[Aa]|[Aa]nother|[Oo]ne|[Tt]he|[Nn]ew|[Rr]ecent) (?:[a-z][\w’'-]{1,20} ){0,2}"
    r"(?:study|survey|poll|analysis|report) (?:[a-z][\w’'-]{1,20} ){0,4}"
    r"(?:by|from) (?:the )?(?:[a-z][\w’'-]{2,20} ){0,3}(?:[A-Z][\w’'.-]{1,20}(?!\w) ?){1,5}"
)
# Many at once: what shows something is theirs only whose they are told to be.
_DOCUMENTS_SHOW = re.compile(
    r"(?<![Dd]o )\b(?:[Tt]he |(?P<what>[Ll]eaked |[Ss]ecret |[Ii]nternal ))"
    r"(?:[a-z][\w’'-]{1,20} ){0,2}(?P<noun>documents|papers|files|e-?mails|filings)"
    rf"(?P<by>{_BY})? ?(?<= )(?:show|showed|reveal|revealed|suggest|suggested|indicate|indicated|"
    r"describe|detail)\b(?! (?:by|do|in|on|this|last)\b)"
    r"|\b[Aa]ccording to (?P<polls>(?:[a-z]{3,12} ){1,2}(?:polls|surveys|studies))\b"
)
_ACCORDING_DOCUMENT = re.compile(
    rf"\b[Aa]ccording to (?:(?:an?|the|its|his|her|their) )?(?:[\w’'.-]{{1,20}} ){{0,5}}?{_NOUN}\b"
    rf"(?:{_BY})?"
    rf"|\b[Aa]ccording to (?:[a-z]{{2,12}} ){{0,2}}{_DATA}{_BY}"
)
_FIGURES = re.compile(
    rf"\b(?:{_RECORDS} (?:[\w’'-]{{2,20}} ){{0,2}}?{_KEPT}|"
    r"(?:[Rr]ecords|(?<!se )(?<![Tt]he )\b(?:[Dd]ocuments|[Ff]ilings))) "
    r"(?:have )?(?:show|shown|showed|shows|suggest|indicate|reveal|revealed|say|said|indicated|"
    r"suggested)\b"
    rf"|\b[Aa]ccording to (?:an? (?:\w+ )?(?:review|search|analysis|copy) of )?(?:the )?"
    rf"(?:{_RECORDS} (?:[\w’'-]{{2,20}} ){{0,2}}?{_KEPT}|records)(?: searches)?\b"
    r"|\b(?:[Aa] |[Tt]he )?(?:(?:[Ff]light|[Ss]hip|[Ss]torm|[Ww]eather)[ -]track\w+"
    r"(?: (?:data|sites?|websites?|services?))?|[Ss]atellite (?:images|imagery|data|pictures)|"
    r"[Rr]adar (?:data|images)) "
    r"(?:show|showed|shows|suggest|suggested|indicate|indicated|reveal|revealed)\b"
    r"|\b(?:public|open)[- ]records? requests? (?:to|with|from) (?:the )?"
    rf"{CAPITALS.pattern}"
    r"|\b[Aa]ccording to (?:the )?(?:\w{3,12} )?"
    r"(?:files|documents|papers|figures|data|statistics|e-?mails|letters|messages|notes) "
    r"(?:released|published|recovered|obtained|seized|leaked|seen|reviewed|compiled|collected|filed|"
    r"provided)\b(?: [a-z]{2,12}){0,3}(?: [A-Z]\w+){0,3}(?=[ .,]|$)"
    r"|\b(?:[Aa]ccording to|[Bb]ased (?:\w{4,12} )?on) (?:the )?"
    r"(?:(?:\w{3,12} )?recordings|audio) of (?:the )?[a-z]{3,20}(?: [a-z]{5,20})?\b"
)
_RELEASED = re.compile(
    rf"[Aa]ccording to .*(?:{_KEPT}|e-?mails|letters|messages|notes) [a-z]+(?:ed|en)\b"
)
_SENT_TO_US = re.compile(
    r"(?:sent|e-?mailed|provided|gave) [A-Z]"
)  # whom it was sent to is not whose it is
# A petition is where it stands; a judge's writing is his ruling.
_PETITION = re.compile(
    r"\b(?:[Oo]nline )?petitions? on (?:the website )?"
    r"(?:[A-Z][\w-]{2,20}\.(?:org|com|net|co\.uk)|Change|MoveOn|Avaaz|38 Degrees|Care2)\b"
)
_JUDGE_WROTE = re.compile(
    r"\b(?:[Tt]he |[Aa]n? )?(?:[A-Z][\w’'.-]{1,20} ){0,4}?(?:federal |district |county )?"
    r"[Jj](?:udge|ustice)(?: [A-Z][\w’'.-]{1,20}){0,3} (?:wrote|writes)\b"
)
_SAYING = re.compile(
    r"(?<!\bto )\b(?:cautioned|cautions|disclosed|discloses|critici[sz]ed|detailed|outlined|"
    r"estimated|alleged|asserted|acknowledges|admitted|attacked|blamed|conceded|declared|defended|"
    r"highlighted|indicated|maintained|observed|predicted|praised|proposed|recommended|remarked|"
    r"replied|responded|slammed|suggested|recalled|reported|say|states|claims|notes|argues|reads|"
    r"lists|explains|warns|said|says|saying|"
    r"wrote|writes|added|announced|confirmed|denied|condemned|warned|called|"
    r"claimed|stated|told|urged|described|rejected|accused|expressed|insisted|vowed|thanked|"
    r"apologi[sz]ed|acknowledged|concluded|noted|argued|revealed|explained|read)\b"
)
_FILED_WITH = re.compile(r"(?:(?<=filing)|(?<=filings)) with (?=the|[A-Z]).*$")
_POSTED_BEFORE = re.compile(r"\b(?:posted|published|uploaded|announced) $")
# Who speaks for whom: "Roe's lawyer, Ana Voss", "Ana Voss, head of the Dam Office".
_ROLE = (
    r"(?:attorney|lawyer|publicist|representative|rep|agent|manager|spokes(?:man|woman|person)|"
    r"director|head|chief|analyst|president|executive|editor|officer)"
)
_FOR_SOMEBODY = r"(?P<whose>{0})[’']s? (?:[a-z]{{3,12}} ){{0,2}}?(?P<role>{1}),? {2}"
_OF_BODY = (
    r"{2}, (?:an? |the |its )?(?:[a-z][\w-]{{1,20}} ){{0,3}}{1}(?: of [a-z]{{3,20}})? "
    r"(?:of|at|for|with) (?:the )?(?:[a-z]{{3,12}} ){{0,2}}"
    r"(?P<body>{0}(?:(?:, [A-Z]\w+)*,? & [A-Z]\w+)?)"
)
_PERSON = re.compile(r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]*){1,3}")
# A spokesman without a name gives his body's statement.
_SPOKESMAN = re.compile(
    r"(?:[Aa]n? |[Tt]he )?(?:(?P<body>[A-Z].*?)(?:['’]s?)? spokes\w+"
    r"|spokes\w+ (?:for|of) (?:the )?(?P<of>[A-Z].*))"
)
_OF_A_BODY = re.compile(r"\b(?:[Aa]n?|[Tt]he) [a-z]+(?:['’]s)? ")
_LETTERS = re.compile(r" ?\([A-Z]{2,6}\)")


def document_credits(text: str, sentence: Span, speakers: Speakers) -> Iterator[Credit]:
    """Yield credits to statements, reports, letters, figures, each named by whose it is."""
    words = sentence.of(text)
    saying = _SAYING.search(words) is not None
    for pattern in (
        _DOCUMENTS_SHOW,
        _DOCUMENT_SAYS,
        _ACCORDING_DOCUMENT,
        _IN_DOCUMENT,
        _ISSUED,
        _FIGURES,
        _PETITION,
        _JUDGE_WROTE,
    ):
        for match in pattern.finditer(words):
            opens = match.start() == 0 and "“" in words  # "In a letter, she put it so: “...”"
            posted = _POSTED_BEFORE.search(words, 0, match.start()) is not None
            if pattern is _IN_DOCUMENT and not (saying or opens or posted):
                continue
            if pattern is _DOCUMENTS_SHOW and not _is_told_whose(match):
                continue
            phrase = match.group().rstrip()
            start = sentence.start + match.start()
            span = Span(start, start + len(phrase))
            if on := match.groupdict().get("on"):
                phrase = phrase.replace(on, "")
            if letters := _LETTERS.match(words, match.end()):
                phrase += letters.group()
            name = _document_name(phrase, span, sentence, speakers)
            yield Credit(span, name, CitedKind.DOCUMENT)


def _document_name(phrase: str, span: Span, sentence: Span, speakers: Speakers) -> str:
    """Name a document by whose it is: in the phrase itself, the speaker, or the nearest name."""
    if _JUDGE_WROTE.match(phrase):
        return f"{bare_name(phrase.rsplit(' ', 1)[0])} ruling"
    if _PETITION.match(phrase):
        return phrase
    if many := _DOCUMENTS_SHOW.match(phrase):
        return _named_many(many)
    if _FIGURES.match(phrase):
        return _bare_figures(phrase)
    noun = re.search(rf"\b(?:{_NOUN}|{_DATA}|filings|apology)\b", phrase)
    what = noun.group() if noun else "statement"
    filed = _FILED_WITH.search(phrase)
    phrase = phrase[: filed.start()] if filed else phrase
    what += filed.group() if filed else ""
    within = [m.group() for m in CAPITALS.finditer(phrase) if not _NO_OWNER.fullmatch(m.group())]
    if _SENT_TO_US.match(phrase):
        within = [_owner(speakers.before(sentence, span)) or ""]
    letters = within.pop() if len(within) > 1 and f"({within[-1]})" in phrase else None
    who = (
        bare_name(_with_office(within[-1], phrase))
        if within
        else _owner_of(phrase, span, sentence, speakers)
    )
    who = f"{who} ({letters})" if letters else who
    return f"{who} {what}" if who else what


def _with_office(name: str, phrase: str) -> str:
    """Return a name with the office behind it: "the Ellan prime minister's office"."""
    office = re.search(rf"{re.escape(name)}( {_OFFICE})\b", phrase)
    return name + office[1] if office else name


def _is_told_whose(match: re.Match[str]) -> bool:
    """Say whether many documents are told apart: "the documents show" only says what was told."""
    return any(match[told] for told in ("what", "by", "polls"))


def _named_many(match: re.Match[str]) -> str:
    """Return whose documents show something, where that is told, and what they are."""
    if match["polls"]:
        return match["polls"]
    named = [m.group() for m in CAPITALS.finditer(match["by"] or "")]
    whose = f"{bare_name(named[-1])} " if named else ""
    return f"{whose}{(match['what'] or '').lower()}{match['noun']}"


def _bare_figures(phrase: str) -> str:
    """Return what shows something: of "according to a review of public records" the records."""
    if _RELEASED.match(phrase):
        return re.sub(r"^[Aa]ccording to (?:the )?", "", phrase)
    if asked := re.match(r"(?:public|open)[- ]records? requests? \w+ (?:the )?(.*)", phrase):
        return f"{asked[1]} records"
    told = re.search(
        rf"(?:{_RECORDS} .*)?\b(?:{_KEPT}|records|recordings|audio)\b(?: of .*)?", phrase
    )
    return told.group() if told else phrase


# "The US is now openly acknowledging in its annual report": whose clause it is, not who quotes it.
_ITS = re.compile(r"in its\b", re.IGNORECASE)
_SUBJECT_OF_ITS = re.compile(
    rf"\b(?P<who>{CAPITALS.pattern}) (?:is|are|was|were|has|have|had|will)(?: [a-z]+){{1,5}} $"
)


def _owner_of(phrase: str, span: Span, sentence: Span, speakers: Speakers) -> str | None:
    """Return the body a phrase tells of ("a company statement"), else who speaks beside it."""
    if _ITS.match(phrase):
        before = speakers.words(Span(sentence.start, span.start))
        if subject := _SUBJECT_OF_ITS.search(before):
            return bare_name(subject["who"])
    of_a_body = _OF_A_BODY.search(phrase) is not None
    body = speakers.meant.body(phrase, span.start) if of_a_body else None
    who = body or _owner(speakers.near(sentence, span))
    if who is None:
        return None if of_a_body else speakers.only_body(sentence, span)
    return _speaking_for(who, sentence, speakers)


def _speaking_for(who: str, sentence: Span, speakers: Speakers) -> str:
    """Return who it is with whom he speaks for, where the sentence tells: his word is theirs."""
    if not _PERSON.fullmatch(who):
        return who
    words, name = speakers.words(sentence), re.escape(who)
    if found := re.search(_FOR_SOMEBODY.format(CAPITALS.pattern, _ROLE, name), words):
        return f"{bare_name(found['whose'])}’s {found['role']} {who}"
    if found := re.search(_OF_BODY.format(CAPITALS.pattern, _ROLE, name), words):
        return f"{bare_name(found['body'])} ({who})"
    return who


def _owner(who: str | None) -> str | None:
    """Return whose a document is that is itself the speaker: "the zoo's website" is the zoo's."""
    if who is not None and (spoken := _SPOKESMAN.fullmatch(who)):
        who = spoken["body"] or spoken["of"]
    if who is None or not (noun := re.search(rf"\b{_NOUN}\b", who)):
        return who
    before = re.sub(
        r"^(?:the|an?|its|his|her|their)\b ?", "", who[: noun.start()].strip(), flags=re.I
    )
    if owner := re.search(r"^(.*?\w)(?:['’]s|s['’])(?: |$)", before):
        return owner[1]
    if by := re.match(rf"{_BY}| (?:from|by) (?P<body>(?:\w+ ){{0,3}}\w+)", who[noun.end() :]):
        named = [m.group() for m in CAPITALS.finditer(by.group())]
        return (
            bare_name(named[-1])
            if named
            else re.sub(r"^(?:the|an?) ", "", by["body"] or "") or None
        )
    return before if re.fullmatch(r"[\w’'-]+(?: [\w’'-]+)?", before) else None
