"""What is weak about a claim, as its rows show?"""

from collections.abc import Iterator, Sequence

from brownfield.questions.evidence.claims.ledger import MOVING, Cell, Claim

SECOND = ("second_hand", "second hand")
LIVES = {"considering": 365, "possible": 365, "planned": 730, "probable": 730}
"""Days after which a statement of a kind is old."""


def flags(one: Claim, every: Sequence[Claim], today: str | None) -> tuple[str, ...]:
    """Return the flags of a claim, in a fixed order.

    Parameters
    ----------
    one
        The claim.
    every
        All claims of the case.
    today
        Month or day up to which the tables know the world; None = not said.
    """
    return tuple(_flags(one, every, today))


def _flags(one: Claim, every: Sequence[Claim], today: str | None) -> Iterator[str]:
    row = one.row
    cells = {link.cell for link in one.links if link.relation in MOVING}
    others = [claim for claim in every if claim is not one and claim.weight > 0.0]
    if row["status"] == "draft":
        yield "unreviewed"
    if row["superseded_by"] or _is_old(row["date"], row["modality"], today):
        yield "stale"
    if cells and _is_contradicted(one, others):
        yield "contradicted"
    if cells and _is_single(one, others, cells):
        yield "single origin"
    if row["attribution"] in SECOND or row["through"]:
        yield "second-hand only"
    if row["document"] and row["span_start"] is None and row["quote_sha"]:
        yield "outside span"
    if cells and one.weight == 0.0 and row["status"] != "draft":
        yield "weighs nothing"


def _is_old(date: str | None, modality: str | None, today: str | None) -> bool:
    """Return whether a statement has outlived its kind."""
    life = LIVES.get(modality or "")
    if life is None or not date or not today:
        return False
    return _days(today) - _days(date) > life


def _days(date: str) -> float:
    """Return a date as days, near enough for a year."""
    parts = [float(part) for part in date.split("-")[:3] if part.isdigit()]
    year, month, day = [*parts, *(1.0, 1.0, 1.0)[len(parts) :]][:3]
    return year * 365.25 + month * 30.44 + day


def _is_contradicted(one: Claim, others: Sequence[Claim]) -> bool:
    own = {(link.cell, link.relation) for link in one.links}
    against = {"supports": "contradicts", "contradicts": "supports"}
    wanted = {(cell, against[how]) for cell, how in own if how in against}
    return any(
        (link.cell, link.relation) in wanted for claim in others for link in claim.links
    )


def _is_single(one: Claim, others: Sequence[Claim], cells: set[Cell]) -> bool:
    """Return whether nobody of another origin speaks of a cell it bears on."""
    elsewhere = {
        link.cell
        for claim in others
        if claim.origin != one.origin
        for link in claim.links
        if link.relation in MOVING
    }
    return bool(cells - elsewhere)
