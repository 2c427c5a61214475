"""Which styles and scripts do the pages of the desk load, and from which address?"""

import gzip
import hashlib
from dataclasses import dataclass, field
from functools import cache

from brownfield.tell import vendored
from brownfield.tell.shell import SCRIPT, STYLE, text_of

HOME = "brownfield.desk.templates"
ROOT = "/assets/"
OF_CHARTS = "charts.min.js"
FORMER = dict.fromkeys(
    ("vega.min.js", "vega-lite.min.js", "vega-embed.min.js"), OF_CHARTS
)
"""What stands for files that pages kept by earlier versions name."""


@dataclass(frozen=True)
class Asset:
    """A file that a page loads; its address changes with its content.

    Attributes
    ----------
    address
        Path on the server.
    kind
        Media type.
    packed
        Content, gzipped.
    tight
        Content, packed with brotli; blank where it is not shipped so.
    """

    address: str
    kind: str
    packed: bytes = field(repr=False)
    tight: bytes = field(repr=False)


@cache
def assets() -> dict[str, Asset]:
    """Return every asset by its file name."""
    texts = {
        STYLE: text_of(STYLE),
        "desk.css": text_of("desk.css", HOME),
        "desk.js": text_of("desk.js", HOME),
        SCRIPT: text_of(SCRIPT),
    }
    texts[OF_CHARTS] = vendored.script(OF_CHARTS)
    return {name: _asset(name, text) for name, text in texts.items()}


def _asset(name: str, text: str) -> Asset:
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    packed = gzip.compress(text.encode(), 9, mtime=0)
    return Asset(f"{ROOT}{digest}/{name}", kind, packed, vendored.tight(name))


@cache
def addresses() -> dict[str, str]:
    """Return the address of every asset by its file name."""
    return {name: one.address for name, one in assets().items()}


def now_at(name: str) -> str | None:
    """Return the address of a file that a page kept by an earlier version names."""
    return addresses().get(FORMER.get(name, name))


@cache
def by_address() -> dict[str, Asset]:
    """Return every asset by its address."""
    return {one.address: one for one in assets().values()}
