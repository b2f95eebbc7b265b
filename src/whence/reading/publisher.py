"""Which outlet published a report: metadata, web address, or the text where it says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

# Front parts of host names that name a machine, an edition or a region of one outlet. What is
# left must still have a dot and be no bare public suffix (rt.com.mx stays whole).
_FRONT_HOSTS = re.compile(
    r"^(?:www\d?|m|mobile|amp|edition|editions|news|web|wap|[a-z]{2}|usa|eng|english|europe|africa|"
    r"asia|america|world|global|international|intl|money|business|beta|old|archive|mirror)\."
    r"(?=[^.]+\.)(?!(?:com?|org|net|gov|ac|edu|info)\.[a-z]{2}$)"
)
_OUTLET = (
    r"(?P<outlet>(?:The )?[A-Z0-9][\w&'’!.-]{0,30}?"
    r"(?: (?:of|the|and|&|[A-Z0-9][\w&!.-]{0,30}?)){0,5}?)"
)
_SAYS_SO = (
    # "X's site may also be reached through these mirrors"
    re.compile(
        rf"^{_OUTLET}(?:['’]s?)? (?:web)?site (?:can|may) also be (?:accessed|reached|read|viewed)"
    ),
    # Copyright © 2016 X. All rights reserved
    re.compile(
        rf"^(?:Copyright )?(?:©|\([Cc]\)|Copyright)\s?(?:\d{{4}}(?:\s?[-–]\s?\d{{4}})?)?\s?(?:by )?"
        rf"{_OUTLET}(?:[,.]? (?:Inc\.?|LLC|Ltd\.?))?[.,]?\s(?:[-–|·]\s)?(?:All [Rr]ights|"
        rf"Distributed)"
    ),
    re.compile(
        rf"^(?:This (?:article|story|report|post) )(?:was )?(?:first |originally )?(?:appeared|"
        rf"published)"
        rf" (?:on|in|at|by) {_OUTLET}\.?$"
    ),
)
_APP_FOOTER = "exit mobile version"
_LONGEST = 300


def host_of(url: str | None) -> str | None:
    """Return the host name of a web address in lower case, or None."""
    if not url:
        return None
    text = url.strip()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname
    except ValueError:
        return None
    return host.lower() if host and "." in host else None


def publisher_from_host(host: str | None) -> str | None:
    """Return a host name without its front parts (`www.`, `uk.`, `m.`), as the outlet's name."""
    if not host:
        return None
    bare = host
    while _FRONT_HOSTS.match(bare):
        bare = _FRONT_HOSTS.sub("", bare)
    return bare


def publisher_in_text(lines: Sequence[str]) -> str | None:
    """Return the outlet a text names as its own in its page furniture, or None.

    Read from a notice of mirror addresses, a copyright line, or the site name that mobile pages
    of a common publishing system put on top when the line "Exit mobile version" closes them.
    """
    for line in (*lines[:3], *lines[-12:]):
        for pattern in _SAYS_SO:
            match = pattern.search(line[:_LONGEST])
            if match:
                return match["outlet"].strip()
    return _site_name_on_top(lines)


def _site_name_on_top(lines: Sequence[str]) -> str | None:
    if len(lines) < 4 or lines[-1].strip().casefold() != _APP_FOOTER:
        return None
    top = lines[0]
    short = len(top.split()) <= 4 and top[:1].isupper() and top[-1].isalnum()
    return top if short and len(lines[1].split()) >= 4 else None
