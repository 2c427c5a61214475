"""How does a page become HTML or JSON?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.desk.assets import HOME, addresses
from brownfield.plans.json_text import json_text
from brownfield.tell.shell import filled
from brownfield.tell.values import values

if TYPE_CHECKING:
    from brownfield.desk.pages.visit import Shown


@dataclass(frozen=True)
class Reader:
    """Who looks at a page.

    Attributes
    ----------
    session
        Name of the session of the browser.
    is_new
        Whether the browser does not know it yet.
    who
        As the reader wants to be called.
    mark
        What forms of the session carry.
    """

    session: str
    is_new: bool
    who: str
    mark: str


def html_of(shown: Shown, reader: Reader, here: str, twin: str, sheet: str) -> str:
    """Return a page as HTML.

    Parameters
    ----------
    shown, reader
        The page, and who looks at it.
    here, twin, sheet
        Its address, and those of its JSON and CSV; blank for none.
    """
    parts = {
        "shown": shown,
        "page": shown.content,
        "who": reader.who,
        "mark": reader.mark,
        "here": here,
        "twin": twin,
        "sheet": sheet,
        "linked": addresses(),
    }
    return filled(shown.template, parts, home=HOME)


def json_of(shown: Shown) -> str:
    """Return what a page shows as JSON text."""
    return json_text(values(shown.content))
