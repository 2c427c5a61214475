"""How does the server listen, and how does it end?"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn

from brownfield.desk.app.application import application
from brownfield.errors import UseError

if TYPE_CHECKING:
    from brownfield.desk.app.rules import Rules
    from brownfield.desk.pages.visit import Desk

PATIENCE = 2  # seconds that open answers have at the end


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes a free one.

    Raises
    ------
    UseError
        If the address cannot be had.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = (
            f"The server cannot listen at {host}, port {port}: {reason.lower()}. Name "
            "another --port, or none for a free one."
        )
        raise UseError(message) from error


def run(
    desk: Desk, rules: Rules, door: socket.socket, on_open: Callable[[], None]
) -> None:
    """Answer readers until Ctrl-C; then end all work and leave.

    Parameters
    ----------
    desk, rules
        What is shown, and to whom.
    door
        Socket that listens.
    on_open
        Called once readers are answered.
    """
    config = uvicorn.Config(
        application(desk, rules),
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=PATIENCE,
    )
    server = _Server(config, desk, on_open)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[door])
    finally:
        desk.queue.close()  # whatever ended the server


class _Server(uvicorn.Server):
    """Says when it is open, and closes the queue before it waits for answers."""

    def __init__(
        self, config: uvicorn.Config, desk: Desk, on_open: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._desk = desk
        self._on_open = on_open

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        self._desk.queue.open()
        self._on_open()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End all work, then what is open."""
        self._desk.queue.close()
        await super().shutdown(sockets)
