"""Which application answers the readers of a desk?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute
from starlette.routing import Route as Path

from brownfield.desk.app.answering import Answering
from brownfield.desk.app.events import Events
from brownfield.desk.app.gate import Gate
from brownfield.desk.assets import ROOT, by_address
from brownfield.desk.pages.routes import ROUTES

if TYPE_CHECKING:
    from brownfield.desk.app.rules import Rules
    from brownfield.desk.pages.visit import Desk

FOREVER = "public, max-age=31536000, immutable"
LEVEL = 5  # of compression


def application(desk: Desk, rules: Rules) -> Starlette:
    """Return the application of a desk."""
    answering = Answering(desk, rules)
    twins = [one for one in ROUTES if one.has_twin]
    routes: list[BaseRoute] = [
        Path(f"{ROOT}{{digest}}/{{name}}", asset),
        Path("/who", answering.name, methods=["POST"]),
        Path("/runs/{run}/events", Events(desk).answer),
        *(Path(one.twin, answering.endpoint(one, is_json=True)) for one in twins),
        *(
            Path(
                one.path,
                answering.endpoint(one, is_json=one.is_json),
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
    found = by_address().get(request.url.path)
    if found is None:
        return PlainTextResponse("There is no such file.\n", 404)
    headers = {"Content-Encoding": "gzip", "Cache-Control": FOREVER}
    return Response(found.packed, media_type=found.kind, headers=headers)
