"""Which requests go no further than the gate?"""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from brownfield.desk.app.rules import (
    HEADERS,
    MOST_BYTES,
    PAGE_POLICY,
    PASS,
    Rules,
)
from brownfield.errors import UseError

SAFE = ("GET", "HEAD")
OWN_SITES = ("", "same-origin", "none")  # of Sec-Fetch-Site; blank: not told


class TooLargeError(UseError):
    """More is sent than the server takes."""


TOO_LARGE = f"More is sent than {MOST_BYTES / 1e6:.0f} MB. Send less at once."


class Gate:
    """Lets requests of readers through, and gives answers their headers."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self.refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send))
            return
        await self._app(scope, _counted(receive), _with_headers(send))

    def refusal(self, scope: Scope) -> Response | None:
        """Return the answer to a request that goes no further; None if it does."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._rules.is_host(host):
            message = f"The host {host!r} is not this server's. Use its own address."
            return _refused(message, 421)
        if scope["method"] not in SAFE and not _is_own(headers, scope, host):
            return _refused(
                "The form comes from another page. Nothing is changed.", 403
            )
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length) > MOST_BYTES:
            return _refused(TOO_LARGE, 413)
        return self._stranger(scope, headers)

    def _stranger(self, scope: Scope, headers: Headers) -> Response | None:
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        word = asked.get("token", [""])[-1]
        kept = cookies(headers).get(PASS, "")
        if not self._rules.knows(kept, word):
            message = "This server asks for a token: open the address that it printed."
            return _refused(message, 401)
        if not self._rules.is_token(word):
            return None
        inside = RedirectResponse(f"/{scope['path'].lstrip('/')}", 303)
        inside.set_cookie(PASS, self._rules.passed, httponly=True, samesite="lax")
        return inside


def _is_own(headers: Headers, scope: Scope, host: str) -> bool:
    """Return whether a change comes from a page of this server."""
    origin = headers.get("origin")
    is_same = origin in (None, f"{scope['scheme']}://{host}")
    return is_same and headers.get("sec-fetch-site", "") in OWN_SITES


def _refused(message: str, status: int) -> Response:
    return PlainTextResponse(f"{message}\n", status)


def cookies(headers: Headers) -> Mapping[str, str]:
    """Return the cookies of a request; none if they cannot be read."""
    try:
        jar = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: one.value for name, one in jar.items()}


def _counted(receive: Receive) -> Receive:
    """Return what receives a request until it is too large."""
    size = 0

    async def counting() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > MOST_BYTES:
            raise TooLargeError(TOO_LARGE)
        return message

    return counting


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("Content-Security-Policy", PAGE_POLICY)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
