"""Lists a page at a time: which part is shown, and the addresses of the others."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

MOST_PAGES = 100_000


@dataclass(frozen=True, slots=True)
class Paging:
    """Page `page` of a list of `total`, `size` on a page; hrefs are None where there is none."""

    page: int
    size: int
    total: int
    before: str | None
    after: str | None

    @property
    def first(self) -> int:
        """Return the number of the first one shown, from one."""
        return (self.page - 1) * self.size + 1

    @property
    def last(self) -> int:
        """Return the number of the last one shown."""
        return min(self.page * self.size, self.total)


def page_number(request: Request) -> int:
    """Return which page is asked for: the first, unless it says otherwise."""
    asked = request.query_params.get("page", "1")
    return min(max(int(asked), 1), MOST_PAGES) if asked.isascii() and asked.isdecimal() else 1


def paging(request: Request, total: int, size: int) -> Paging:
    """Return the page asked for of a list of `total`."""
    page = page_number(request)
    more = page * size < total
    return Paging(
        page=page,
        size=size,
        total=total,
        before=with_query(request, page=str(page - 1)) if page > 1 else None,
        after=with_query(request, page=str(page + 1)) if more else None,
    )


def with_query(request: Request, **changed: str | None) -> str:
    """Return this page's address with parts of its query changed; None takes one out.

    A list goes back to its first page when anything but the page changes.
    """
    kept = [
        (key, value)
        for key, value in request.query_params.multi_items()
        if key not in changed and key != "page"
    ]
    kept += [(key, value) for key, value in changed.items() if value is not None]
    query = urlencode(kept)
    return f"{request.url.path}?{query}" if query else request.url.path


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on or off: choosing it leads to `href`."""

    label: str
    href: str
    on: bool
    count: int | None = None


def chip(
    request: Request, label: str, key: str, value: str = "1", count: int | None = None
) -> Chip:
    """Return the chip that turns `key=value` in the query on, or off where it is on."""
    on = request.query_params.get(key) == value
    return Chip(label, with_query(request, **{key: None if on else value}), on, count)
