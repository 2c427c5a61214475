"""How does a board paper begin and end, whatever the question?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from brownfield.tell.numbers import money
from brownfield.tell.paper.paper import Figure, Paper
from brownfield.version import __version__

if TYPE_CHECKING:
    from brownfield.tell.paper.paper import Sheet

DIGITS = 12  # of the digest that are printed
OWN = {"brownfield": __version__}  # where a document names no other


class Source(Protocol):
    """What a paper is written from; a document, or its part that says so."""

    @property
    def case(self) -> str:
        """Name of the case."""

    @property
    def case_digest(self) -> str:
        """Digest of its tables as they were asked for."""

    @property
    def title(self) -> str:
        """Title of the case."""

    @property
    def notice(self) -> str | None:
        """What readers must know first; None for nothing."""


def paper_from(
    source: Source,
    kicker: str,
    sheets: tuple[Sheet, Sheet, Sheet, Sheet],
    *made_with: str,
    versions: Mapping[str, str] = OWN,
) -> Paper:
    """Return a paper under the title of its case, over what it was written from.

    Parameters
    ----------
    source
        Case, digest, title and notice.
    kicker
        Line above the title.
    sheets
        The four pages.
    made_with
        What else made the numbers: a seed, what-ifs.
    versions
        Of the programs that did.
    """
    programs = ", ".join(f"{name} {version}" for name, version in versions.items())
    digest = f"digest {source.case_digest[:DIGITS]}"
    case = f"Written by brownfield from case {source.case}, {digest}"
    return Paper(
        kicker=kicker,
        title=source.title,
        notice=source.notice or "",
        sheets=sheets,
        foot=f"{'; '.join((case, programs, *made_with))}.",
    )


def proved(value: float, bound: float, currency: str) -> tuple[Figure, Figure]:
    """Return what the best plan is worth, and that no plan is worth more than so much.

    Parameters
    ----------
    value, bound
        Case currency.
    currency
        Its name.
    """
    return (
        Figure("Best plan", money(value, currency)),
        Figure("No plan is worth more than", money(bound, currency)),
    )


def not_done(left_out: Sequence[str]) -> list[str]:
    """Return the line on what Ctrl-C left out; none if nothing."""
    return [f"Not done: {', '.join(left_out)}."] if left_out else []
