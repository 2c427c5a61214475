"""Which application answers the readers of a desk?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.routing import Route as Path

from brownfield.desk.app.answering import Answering
from brownfield.desk.app.events import Events
from brownfield.desk.app.gate import Gate
from brownfield.desk.assets import ROOT, by_address, now_at
from brownfield.desk.packing import BROTLI, GZIP, takes
from brownfield.desk.pages.routes import CSV, JSON, ROUTES

if TYPE_CHECKING:
    from brownfield.desk.app.rules import Rules
    from brownfield.desk.pages.visit import Desk

FOREVER = "public, max-age=31536000, immutable"
LEVEL = 5  # of compression


def application(desk: Desk, rules: Rules) -> Starlette:
    """Return the application of a desk."""
    answering = Answering(desk, rules)
    twins = [one for one in ROUTES if one.has_twin]
    sheets = [one for one in ROUTES if one.has_sheet]
    routes: list[BaseRoute] = [
        Path(f"{ROOT}{{digest}}/{{name}}", asset),
        Path("/who", answering.name, methods=["POST"]),
        Path("/runs/{run}/events", Events(desk).answer),
        *(Path(one.twin, answering.endpoint(one, JSON)) for one in twins),
        *(Path(one.sheet, answering.endpoint(one, CSV)) for one in sheets),
        *(
            Path(
                one.path,
                answering.endpoint(one, JSON if one.is_json else ""),
                methods=["POST"] if one.is_change else ["GET"],
            )
            for one in ROUTES
        ),
    ]
    middleware = [
        Middleware(Gate, rules=rules),
        Middleware(GZipMiddleware, compresslevel=LEVEL),
    ]
    return Starlette(routes=routes, middleware=middleware)


async def asset(request: Request) -> Response:
    """Return a style or script; a browser keeps it, for its address is its content."""
    file = by_address().get(request.url.path)
    if file is None:
        return _as_it_is_now(request)
    is_tight = file.tight and takes(request.headers.get("accept-encoding", ""), BROTLI)
    content, packing = (file.tight, BROTLI) if is_tight else (file.packed, GZIP)
    headers = {"Content-Encoding": packing, "Vary": "Accept-Encoding"}
    headers["Cache-Control"] = FOREVER
    return Response(content, media_type=file.kind, headers=headers)


def _as_it_is_now(request: Request) -> Response:
    """Lead a page that was kept by an earlier version to the file as it is now."""
    now = now_at(str(request.path_params["name"]))
    if now is None:
        return PlainTextResponse("There is no such file.\n", 404)
    return RedirectResponse(now, 307)
