"""How does what a page gives become an answer of the server?"""

import gzip
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from brownfield.desk.app.gate import TooLargeError
from brownfield.desk.app.reading import (
    WHO,
    ForeignError,
    named,
    reader_of,
    visit_of,
)
from brownfield.desk.app.rules import CHART_POLICY, COOKIE, FILE_POLICY, Rules
from brownfield.desk.app.showing import Reader, html_of, json_of
from brownfield.desk.packing import BROTLI, GZIP, takes, tighter
from brownfield.desk.pages.notices import notices
from brownfield.desk.pages.routes import CSV, JSON, Route
from brownfield.desk.pages.visit import Desk, Given, Moved, Sent, Shown, Tabled, Visit
from brownfield.desk.pages.wrong import wrong
from brownfield.desk.store.edits import ConflictError
from brownfield.desk.store.link import BusyError
from brownfield.desk.store.workspace import AbsentError
from brownfield.desk.tables.outgoing import ascii_name, rows_as_csv
from brownfield.errors import BrownfieldError

STATUS: dict[type[Exception], int] = {
    AbsentError: 404,
    BusyError: 503,
    ConflictError: 409,
    TooLargeError: 413,
    ForeignError: 403,
}
"""Status of errors that are no bad request."""
YEAR_SECONDS = 365 * 24 * 3600
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Answering:
    """Answers requests with the pages of a desk.

    Attributes
    ----------
    desk
        What pages use.
    rules
        Who may ask.
    """

    desk: Desk
    rules: Rules

    def endpoint(self, route: Route, form: str = "") -> Endpoint:
        """Return what answers requests for a page, or for its JSON or CSV."""

        async def answer(request: Request) -> Response:
            reader = reader_of(request, self.rules)
            given = await self._given(request, route, reader, form)
            response = _response(given, reader, request, form)
            if reader.is_new:
                response.set_cookie(
                    COOKIE, reader.session, httponly=True, samesite="lax"
                )
            return response

        return answer

    async def _given(
        self, request: Request, route: Route, reader: Reader, form: str
    ) -> Given:
        parts = request, self.rules, reader
        try:
            async with visit_of(*parts, is_change=route.is_change) as visit:
                return await run_in_threadpool(self._seen, route, visit, form)
        except BrownfieldError as error:
            return _wrong(error, str(request.path_params.get("case", "")))

    def _seen(self, route: Route, visit: Visit, form: str) -> Given:
        """Return what a view gives; a page, not its JSON, with notices of its cases."""
        given = route.view(self.desk, visit)
        if form or not isinstance(given, Shown):
            return given
        return replace(given, notices=notices(self.desk, visit.place))

    async def name(self, request: Request) -> Response:
        """Keep how the reader wants to be called, and show the page again."""
        reader = reader_of(request, self.rules)
        try:
            async with visit_of(request, self.rules, reader, is_change=True) as visit:
                who, back = named(visit.one("who")), visit.one("back", "/")
        except BrownfieldError as error:
            return _response(_wrong(error), reader, request, "")
        is_here = back.startswith("/") and not back.startswith(("//", "/\\"))
        response = RedirectResponse(back if is_here else "/", 303)
        response.set_cookie(
            WHO, quote(who), max_age=YEAR_SECONDS, httponly=True, samesite="lax"
        )
        return response


def _wrong(error: Exception, case: str = "") -> Shown:
    return wrong(error, STATUS.get(type(error), 400), case)


def _response(given: Given, reader: Reader, request: Request, form: str) -> Response:
    if isinstance(given, Moved):
        return RedirectResponse(given.address, 303)
    if isinstance(given, Sent):
        return _sent(given, request)
    if form == CSV and isinstance(given.content, Tabled):
        name = f"{given.title.replace(' ', '-')}{CSV}"
        sheet = rows_as_csv(given.content.as_rows()).encode()
        return _sent(Sent(sheet, "text/csv; charset=utf-8", ascii_name(name)), request)
    if form:
        return Response(json_of(given), given.status, media_type="application/json")
    twins = [_twin(given, request, ending) for ending in (JSON, CSV)]
    return HTMLResponse(html_of(given, reader, _here(request), *twins), given.status)


def _here(request: Request) -> str:
    """Return the address of a page, to come back to; of what a form does the start."""
    if request.method not in ("GET", "HEAD"):
        return "/"
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{quote(request.url.path)}{query}"


def _twin(shown: Shown, request: Request, ending: str) -> str:
    """Return the address of the JSON or CSV of a page; blank for what has none."""
    if shown.status != 200 or request.method not in ("GET", "HEAD"):
        return ""
    if ending == CSV and not isinstance(shown.content, Tabled):
        return ""
    path = "/index" if request.url.path == "/" else request.url.path
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{quote(path)}{ending}{query}"


def _sent(given: Sent, request: Request) -> Response:
    headers = {
        "Content-Security-Policy": CHART_POLICY if given.is_page else FILE_POLICY
    }
    if given.name:
        headers["Content-Disposition"] = f'attachment; filename="{given.name}"'
    if not given.is_packed:
        return Response(given.content, media_type=given.kind, headers=headers)
    content, packing = _packed(given, request.headers.get("accept-encoding", ""))
    headers |= {"Vary": "Accept-Encoding"} | (
        {"Content-Encoding": packing} if packing else {}
    )
    return Response(content, media_type=given.kind, headers=headers)


def _packed(given: Sent, asked: str) -> tuple[bytes, str]:
    """Return what was gzipped as the browser takes it, and the name of the packing."""
    if given.is_page and takes(asked, BROTLI) and (tight := tighter(given.content)):
        return tight, BROTLI
    if takes(asked, GZIP):
        return given.content, GZIP
    return gzip.decompress(given.content), ""
