"""A team's gate: nobody sees anything of the ledger without signing in."""

from __future__ import annotations

from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from whence.records.team import Right
from whence.team.signing_in import LONGEST, RefusedError, Team, form_key
from whence.web.desk import Person
from whence.web.forms import Form, own_path, taking_form
from whence.web.problems import API, problem_response
from whence.web.rendering import rendered

COOKIE = "whence-session"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
SIGN_IN, SIGN_OUT, PASSWORD = "/sign-in", "/sign-out", "/password"
OWN_MATTERS = (SIGN_OUT, PASSWORD)


class TeamGate:
    """Lets in who has an account and signs in; what they may do goes by their role.

    `secure` says that browsers come by HTTPS, so that the cookie never travels in the clear.
    """

    def __init__(self, team: Team, *, secure: bool = False) -> None:
        """Ask `team` who is who."""
        self._team = team
        self._secure = secure

    def routes(self) -> Sequence[BaseRoute]:
        """Return the pages to sign in and out, and to change one's password."""
        return (
            Route(SIGN_IN, self._sign_in_page, methods=["GET"]),
            Route(SIGN_IN, taking_form(self._sign_in), methods=["POST"]),
            Route(SIGN_OUT, taking_form(self._sign_out), methods=["POST"]),
            Route(PASSWORD, self._password_page, methods=["GET"]),
            Route(PASSWORD, taking_form(self._password), methods=["POST"]),
        )

    def is_open(self, path: str) -> bool:
        """Say that the page to sign in, and what pages are dressed in, is anyone's."""
        return path == SIGN_IN or path.startswith("/static/")

    def who(self, request: Request) -> Person | None:
        """Return whose session the request carries."""
        account = self._team.whose(token_of(request))
        return Person(account.name, account.role) if account else None

    def turn_away(self, request: Request) -> Response:
        """Send a person to sign in; tell a program that it has to."""
        path = request.url.path
        if request.method != "GET" or path.startswith(f"{API}/"):
            return problem_response(request, 401, "sign in first")
        wanted = f"{path}?{request.url.query}".rstrip("?")
        to = SIGN_IN if wanted == "/" else f"{SIGN_IN}?to={quote(wanted)}"
        return RedirectResponse(to, 303)

    def refuse(self, person: Person, request: Request) -> Response | None:
        """Refuse a reader who wants to change something."""
        if request.method in SAFE_METHODS or request.url.path in OWN_MATTERS:
            return None
        if person.role is Right.READER:
            return problem_response(
                request, 403, "readers decide nothing", "ask an admin for the role of reviewer"
            )
        return None

    def form_key(self, request: Request) -> str:
        """Return the key that every form of this session carries back."""
        return form_key(token_of(request))

    # --- its pages ------------------------------------------------------------------------------

    def _sign_in_page(self, request: Request) -> Response:
        return rendered(
            request,
            "sign_in.html",
            to=own_path(request.query_params.get("to", "")),
            cause="",
            name="",
        )

    def _sign_in(self, request: Request, form: Form) -> Response:
        to, name = own_path(form.one("to")), form.one("name")
        try:
            opened = self._team.sign_in(
                name, form.one("password"), address=_address(request), old=token_of(request) or None
            )
        except RefusedError as refused:
            status = 429 if refused.locked else 403
            return rendered(
                request, "sign_in.html", status=status, to=to, cause=refused.cause, name=name
            )
        answer = RedirectResponse(to, 303)
        answer.set_cookie(
            COOKIE,
            opened.token,
            max_age=LONGEST,
            httponly=True,
            samesite="lax",
            secure=self._secure,
            path="/",
        )
        return answer

    def _sign_out(self, request: Request, form: Form) -> Response:
        del form
        self._team.sign_out(token_of(request))
        answer = RedirectResponse(SIGN_IN, 303)
        answer.delete_cookie(COOKIE, path="/")
        return answer

    def _password_page(self, request: Request) -> Response:
        return rendered(request, "password.html", cause="")

    def _password(self, request: Request, form: Form) -> Response:
        person: Person = request.state.person
        new = form.one("new")
        if new != form.one("again"):
            return rendered(
                request, "password.html", status=400, cause="the new passwords are not the same"
            )
        try:
            self._team.change_password(person.name, form.one("now"), new, address=_address(request))
        except RefusedError as refused:
            return rendered(request, "password.html", status=403, cause=refused.cause)
        return RedirectResponse(SIGN_IN, 303)


def token_of(request: Request) -> str:
    """Return the session's token among the cookies; a malformed header holds none."""
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"
