"""Templates to pages."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from whence.records.extraction import SpeakerKind, Stance
from whence.records.span import join_text
from whence.records.verdict import standing_of
from whence.views import wording
from whence.web.assets import asset_url

# What no page may hold: control characters other than tab and line feed, lone surrogates, and
# the marks that turn the direction of the text after them.
UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
PAGES = (
    ("Story", "/"),
    ("Points", "/points"),
    ("Reports", "/reports"),
    ("Sources", "/sources"),
    ("Actors", "/actors"),
    ("Timeline", "/timeline"),
    ("Queue", "/queue"),
    ("History", "/history"),
    ("Export", "/export"),
)


def rendered(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page: `template` with `values`, and what every page shows around it."""
    person = getattr(request.state, "person", None)
    text = (
        environment()
        .get_template(template)
        .render(
            request=request,
            here=request.url.path,
            person=person,
            form_key=getattr(request.state, "form_key", ""),
            # Not even the story's name is shown to someone who is not let in.
            desk=request.app.state.desk if person else None,
            status=status,
            **values,
        )
    )
    return HTMLResponse(UNSHOWABLE.sub("\ufffd", text), status)


def coded(text: str) -> Markup:
    """Return text with what stands between backticks as code."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else part
        for place, part in enumerate(parts)
    )


def breakable(name: str) -> Markup:
    """Return a name that is cut at its dots and dashes where room is short; copied, it is whole."""
    return Markup("<wbr>").join(wording.joints(name))


@cache
def environment() -> Environment:
    """Return the templates, with escaping on and unknown names refused."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("whence.web"), PackageLoader("whence.views")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["percent"] = wording.percent
    made.filters["shortened"] = wording.shortened
    made.filters["joined"] = join_text
    made.filters["coded"] = coded
    made.filters["breakable"] = breakable
    made.filters["why_not"] = wording.why_not
    made.globals.update(
        counted=wording.counted,
        day=wording.day,
        day_range=wording.day_range,
        month=wording.month,
        published_on=wording.published_on,
        asset=asset_url,
        pages=PAGES,
        between=wording.between,
        standing_of=standing_of,
        speaker_kinds=tuple(kind.value for kind in SpeakerKind),
        stances=tuple(stance.value for stance in Stance),
    )
    return made
