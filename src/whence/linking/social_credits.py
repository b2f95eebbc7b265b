"""Credits to posts and accounts on social media, named by whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whence.linking.credits import Credit, bare_name
from whence.linking.owners import CAPITALS, Speakers
from whence.records.links import CitedKind
from whence.records.span import Span

POSTED_BEFORE = 90  # characters around a place on social media in which a word of posting stands
POSTED_AFTER = 60
SAID_AFTER = 15
REACH_BACK = 400  # characters before "one user wrote" in which its platform is named

_PLACES = (
    "Twitter|Facebook|Instagram|YouTube|Telegram|Weibo|Snapchat|WhatsApp|VKontakte|Reddit|TikTok|"
    "Periscope|Bluesky|Threads|Truth Social|LinkedIn|Tumblr|Zhihu|Douyin|Quora|Mastodon|Discord"
)
_SOCIAL_PLACE = re.compile(
    r"(?:(?:^On|(?<=[”\"] )On|\b(?:on|via|over|through|to)) "
    r"(?:(?:his|her|their|its|the|official|own|personal|verified) ){0,3}"
    r"(?:(?:[\w-]{4,12} ){0,3}(?:app|service|platform|network|site|website) )?"
    rf"(?P<a>{_PLACES})"
    r"|(?P<b>Twitter|Facebook|Instagram|YouTube|Telegram|Weibo|WhatsApp|LinkedIn)"
    r" (?:posts?|page|account|profile|feed|message|video|Live|channel|update|status|statement)"
    r"|(?P<u>\b(?:[Aa]|[Aa]nother|[Oo]ne) (?:Twitter|Facebook|Instagram|YouTube|Reddit|Weibo) user"
    r"(?:, @?[\w ]{2,30},)? (?:wrote|writes|said|asked|posted|commented|joked|replied|added)\b)"
    rf"|(?P<m>\b(?:[Uu]sers|[Nn]etizens|[Cc]ommenters) on (?P<on>{_PLACES})\b)"
    r"|(?P<n>\b(?:[Aa]|[Aa]nother|[Oo]ne) (?:(?:social media|internet|web) )?"
    r"(?:user|commenter|netizen) (?:wrote|writes|posted|commented|joked|tweeted)\b)"
    r"|(?P<w>\b[A-Z][\w’'-]{1,30}(?: [A-Z][\w’'-]{1,30}){0,2})(?:, who|, which|) "
    r"(?:has |had |also )?"
    r"posted (?:an?|the|this|some|several|new) (?:[\w’'-]{2,20} ){0,2}?"
    r"(?:sketch|photo|picture|image|render|video|clip|screenshot)(?:e?s)?\b"
    r"(?! (?:online|on|to|via)\b)"
    r"|(?P<c>\b(?:re)?tweeted\b|\btweeting\b|\btweets?(?=[:,] )"
    r"|\b[Ii]n (?:an?|one|another|his|her|its|their) (?:[\w’'-]{2,20} ){0,2}tweets?\b"
    r"|\b(?:series|string|flurry|number) of tweets\b"
    r"|\btweets? (?:by|from|sent|read|reads|said|posted|show\w{0,2}|question\w{0,2}|suggest\w{0,2}|"
    r"claim\w{0,2}|describ\w{2,3})\b)"
    r"|(?:posted|circulat(?:ed|ing)|shared|published|uploaded) (?:online|on social media)"
    r"|(?:social media|online) (?:posts?|message|video|accounts?|reports)\b"
    r"|[Ii]n (?:a|an|another|one|his|her|their) (?:[\w’'-]{2,20} ){0,2}(?<!\bblog )post\b"
    r"|\bposted (?:an?|the|this|another) (?:[\w’'-]{2,20} ){0,2}?(?:message|tribute|selfie)\b"
    r"(?! (?:on|to|via|through|over)\b)"
    r"|posted (?:an?|the) (?:[\w’'-]{2,20} ){0,2}?(?:image|video|message|picture|photo|statement)"
    r" (?:online|on social media)|[Tt]he post (?:said|says|read|reads|added)"
    r"|(?:on|via|over|through) social media)",
)
_AT_PLACE = re.compile(rf"\b(?:{_PLACES})\b")
# A message shown whole: "— Ana Roe (@anaroe) May 2, 2031"; its sign may be in small letters then.
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_EMBEDDED = re.compile(
    r"(?:[—–-]{1,2} ?|pic\.twitter\.com/\w+ ?[—–-]? ?)"
    r"(?P<who>[A-Z][\w’'. -]{1,40}?|[a-z][\w’'. -]{1,40}?(?=[^\w()]{0,8}\(@\w{2,20}\) "
    rf"{_MONTH}))[^\w()]{{0,8}}\(@\w{{2,20}}\)"
)
_SHARED = re.compile(
    r"\b[Aa] (?:post|photo|video) (?:shared|posted) by (?P<who>[^@\n]{2,60}?) \(@[\w.]{2,30}\)"
)
_ITS_ACCOUNT = re.compile(
    r"\b[Aa]ccording to (?:(?P<who>[A-Z][\w’'. -]{1,40}?)[’']s? |[a-z]{3,5} )(?:\w+ )?"
    rf"(?P<place>{_PLACES}) (?:account|profile|page|feed|biography|bio)\b"
)
# "called on Facebook to act": the platform is spoken to; "her son was never on social media".
_NOT_POSTED = re.compile(
    r"\b(?:call(?:s|ed|ing)?|based|rel(?:y|ies|ied|ying)|depend(?:s|ed|ing|ent)?|spends?|spent|"
    r"focus(?:es|ed|ing)?|due|thanks|similar|attention|access|according|am|is|are|was|were|be|been|"
    r"never|not|active|popular) $",
    re.IGNORECASE,
)
_POSTING = re.compile(
    r"\b(?:posts?|posted|circulat\w+|shared|published|uploaded|message|update|status|statement)\b"
)
_SOCIAL_VERB = re.compile(
    r"\b(?:wrote|writes|writing|said|says|saying|posted|posts|posting|post|tweeted|tweet|shared|"
    r"sharing|announc\w{0,5}|added|described|confirmed|uploaded|published|appeared|circulated|"
    r"circulating|statement|videos?|messages?|footage|account|told|claim\w{0,3}|emerged|reported|"
    r"revealed|denied|warned|called|criticis\w{0,3}|responded|replied|thanked|praised|condemned|"
    r"congratulat\w{2,3}|wished|paid (?:\w+ )?tribute|promised|hailed|celebrated|mourned|offered|"
    r"expressed|noted|took|takes|taking|turned|voic\w{2,3}|dubbed|wondered|joked|slammed|blasted|argued|"
    r"insisted|referred|refers|urged|lamented|streamed|aired|broadcast)\b",
    re.IGNORECASE,
)


def social_credits(
    text: str, sentence: Span, speakers: Speakers, own: str | None
) -> Iterator[Credit]:
    """Yield credits to posts and accounts on social media, with whose they are; not to `own`."""
    words = sentence.of(text)
    for match in _EMBEDDED.finditer(words):
        if match["who"] == own:
            continue
        span = Span(sentence.start + match.start("who"), sentence.start + match.end())
        yield Credit(span, f"{match['who']} on Twitter", CitedKind.SOCIAL)
    for match in _ITS_ACCOUNT.finditer(words):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        who = match["who"] and bare_name(match["who"])
        cites = f"{who} on {match['place']}" if who else f"{match['place']} account"
        yield Credit(span, cites, CitedKind.SOCIAL)
    for match in _SHARED.finditer(words):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        yield Credit(span, f"{match['who']} on Instagram", CitedKind.SOCIAL)
    for match in _SOCIAL_PLACE.finditer(words):
        place = match["a"] or match["b"] or ("Twitter" if match["c"] else None)
        if match["m"]:
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            yield Credit(span, f"users on {match['on']}", CitedKind.SOCIAL)
            continue
        if match["w"]:
            if _AT_PLACE.search(words):  # its name tells more
                continue
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            yield Credit(span, f"{match['w']} on social media", CitedKind.SOCIAL)
            continue
        if not (match["c"] or match["u"] or match["n"]) and not _is_posted(words, match):
            continue
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        if match["u"]:
            yield Credit(span, " ".join(match.group().split()[1:3]), CitedKind.SOCIAL)
            continue
        if match["n"]:
            yield Credit(span, _some_user(text, span.start), CitedKind.SOCIAL)
            continue
        who = _poster(speakers.near(sentence, span))
        where = place or "social media"
        yield Credit(span, f"{who} on {where}" if who else f"{where} post", CitedKind.SOCIAL)


def _some_user(text: str, at: int) -> str:
    """Name a user without a name by the platform that was spoken of last before."""
    named = re.findall(rf"\b(?:{_PLACES})\b", text[max(0, at - REACH_BACK) : at])
    return f"user on {named[-1] if named else 'social media'}"


def _poster(who: str | None) -> str | None:
    """Return whose a post is that is itself the speaker ("the mayor's first tweet")."""
    if who is None or not (post := re.search(r"\b(?:tweet|post|account|page|video)s?\b", who)):
        return who
    owner = re.search(r"(\S[^,]*)['’]s? (?:\w+ ){0,3}$", who[: post.start()])
    if owner:
        return bare_name(re.sub(r"^(?:several|some|many|one|most|all) of ", "", owner[1]))
    named = [m.group() for m in CAPITALS.finditer(who[: post.start()])]
    named = [bare_name(re.sub(rf" ?(?:{_PLACES})$", "", name)) for name in named]
    return next((name for name in reversed(named) if name), None)


def _is_posted(words: str, match: re.Match[str]) -> bool:
    """Say whether something is said or shown at a place on social media.

    A word of posting must stand near in the same clause: "let his nephew on social media" and
    "called on Facebook to act" credit nobody.
    """
    clause = re.split(
        r"\bthat\b|[;:]", words[max(0, match.start() - POSTED_BEFORE) : match.start()]
    )[-1]
    if _NOT_POSTED.search(clause):
        return False
    if _POSTING.search(match.group()) or _SOCIAL_VERB.search(clause):
        return True
    opens = not clause.strip() or clause.rstrip()[-1] in ',—–-"”'
    after = words[match.end() : match.end() + (POSTED_AFTER if opens else SAID_AFTER)]
    return _SOCIAL_VERB.search(after if opens else after.split(",")[0]) is not None
