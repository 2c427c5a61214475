"""How may the desk be served, and is all there that it needs?"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from brownfield.errors import MissingExtraError, UseError

if TYPE_CHECKING:
    from brownfield.tables.databases.address import Place

EXTRA = "web"
LIBRARIES = ("starlette", "uvicorn", "python_multipart")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
SHORTEST = 16  # characters of a token
FOLDER = Path("brownfield-desk")


@dataclass(frozen=True)
class Served:
    """How the desk is served.

    Attributes
    ----------
    host, port
        Where it listens; port 0 = a free one.
    workspace
        Folder of the workspace, or its schema.
    token
        Word that readers must know; blank = none.
    jobs
        Most runs at work side by side.
    has_browser
        Whether a browser is opened.
    """

    host: str
    port: int
    workspace: Place
    token: str
    jobs: int
    has_browser: bool

    def check(self) -> None:
        """Check what was typed.

        Raises
        ------
        UseError
            If others could read along without a token, or guess it.
        """
        if self.host not in LOOPBACK and not self.token:
            message = (
                f"--host {self.host} lets other machines in. Give a word that readers "
                f"must know, of {SHORTEST} characters or more: --token WORD"
            )
            raise UseError(message)
        if self.token and len(self.token) < SHORTEST:
            message = (
                f"--token has {len(self.token)} characters; others might guess it. "
                f"Take {SHORTEST} or more."
            )
            raise UseError(message)

    def address(self, port: int) -> str:
        """Return the address that a reader opens."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        token = f"?token={quote(self.token, safe='')}" if self.token else ""
        return f"http://{host}:{port}/{token}"


def check_libraries() -> None:
    """Raise MissingExtraError if a library of the extra is not installed."""
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        message = (
            f"The desk needs {', '.join(missing)}, which is not installed. Install it "
            f"with: pip install 'brownfield[{EXTRA}]'"
        )
        raise MissingExtraError(message)
