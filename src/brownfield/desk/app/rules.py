"""Whom does the server answer, and what may its pages do in a browser?"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
HTTP = 80  # port that an address need not name
COOKIE, PASS = "desk", "desk-pass"
MOST_BYTES = 64_000_000  # of everything that is sent at once
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
CHART_POLICY = PAGE_POLICY.replace(
    "style-src 'self'", "style-src 'self' 'unsafe-inline'"
)
"""Marks of charts carry styles of their own; scripts never do."""
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Rules:
    """Who may ask.

    Attributes
    ----------
    host, port
        Where the server listens.
    token
        Word that a reader must know; blank = none, on this machine only.
    secret
        Known to this server alone; marks of forms are made with it.
    """

    host: str
    port: int
    token: str = ""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def hosts(self) -> frozenset[str]:
        """Names under which a browser may ask; others come from a foreign page."""
        names = (*LOOPBACK, self.host)
        bare = names if self.port == HTTP else ()  # a browser leaves its port out
        return frozenset((*(f"{name}:{self.port}" for name in names), *bare))

    def is_host(self, host: str) -> bool:
        """Return whether a request may name this host.

        With a token any name will do: a foreign page does not know it.
        """
        return bool(self.token) or host.lower() in self.hosts

    @property
    def passed(self) -> str:
        """What the browser of a reader who knows the token keeps."""
        return self._mark(b"pass:" + self.token.encode())

    def knows(self, kept: str, word: str) -> bool:
        """Return whether a reader may come in: by what is kept, or by the token."""
        if not self.token:
            return True
        is_kept = hmac.compare_digest(kept.encode(), self.passed.encode())
        return is_kept or self.is_token(word)

    def is_token(self, word: str) -> bool:
        """Return whether a word is the token."""
        return bool(self.token) and hmac.compare_digest(
            word.encode(), self.token.encode()
        )

    def mark(self, session: str) -> str:
        """Return what a form of a session must carry."""
        return self._mark(b"form:" + session.encode())

    def is_mark(self, session: str, mark: str) -> bool:
        """Return whether a form carries the mark of its session."""
        return bool(session) and hmac.compare_digest(
            mark.encode(), self.mark(session).encode()
        )

    def _mark(self, of: bytes) -> str:
        return hmac.new(self.secret, of, hashlib.sha256).hexdigest()


def new_session() -> str:
    """Return a name for a session that nobody can guess."""
    return secrets.token_urlsafe(24)
