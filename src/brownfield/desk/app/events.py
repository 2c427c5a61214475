"""How does a page hear how far a run is, without asking again and again?"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from brownfield.desk.app.showing import json_of
from brownfield.desk.pages.answers.running import RunPage, run_page
from brownfield.desk.pages.visit import Desk, Shown, Visit
from brownfield.desk.pages.wrong import wrong
from brownfield.errors import BrownfieldError
from brownfield.plans.json_text import json_text
from brownfield.tell.values import values

SECONDS = 0.5  # between two events
KIND = "text/event-stream"


@dataclass(frozen=True)
class Events:
    """Tells how far runs are, an event each half second until they end."""

    desk: Desk

    async def answer(self, request: Request) -> Response:
        """Return the stream of events of a run."""
        visit = Visit({"run": str(request.path_params["run"])}, {}, "")
        try:
            await run_in_threadpool(run_page, self.desk, visit)
        except BrownfieldError as error:
            return Response(json_of(wrong(str(error), 404)), 404)
        return StreamingResponse(self._events(request, visit), media_type=KIND)

    async def _events(self, request: Request, visit: Visit) -> AsyncIterator[str]:
        while not (self.desk.queue.is_closing or await request.is_disconnected()):
            shown: Shown = await run_in_threadpool(run_page, self.desk, visit)
            page: RunPage = shown.content
            if not page.run.is_open:
                yield "event: end\ndata: {}\n\n"
                return
            seen = values(page.seen) if page.seen else {}
            text = json_text(seen | {"state": page.run.state}).replace("\n", " ")
            yield f"data: {text}\n\n"
            await asyncio.sleep(SECONDS)
