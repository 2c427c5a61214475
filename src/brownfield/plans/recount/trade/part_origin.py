"""Does a part originate under an agreement, and which share of its value?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.plans.recount.costs import Part
    from brownfield.plans.recount.world import Row, Rows

ROUNDING = 1e-9  # share; a share this far above its limit still meets it


@dataclass(frozen=True)
class PartOrigin:
    """Outcome of the origin test of one part under one agreement in one year.

    Attributes
    ----------
    originates
        Whether the part itself may claim preference.
    share
        Share of its value that counts as originating in the vehicle.
    """

    originates: bool
    share: float

    @property
    def is_originating_group(self) -> bool:
        """Whether it passes a rule that asks for its part group to originate."""
        return self.originates and self.share > 0


def membership(rows: Rows, agreement: str, territory: str) -> float | None:
    """Return the share of a member's parts that counts; None for no member."""
    row = rows.find("agreements", agreement=agreement, customs_territory=territory)
    return None if row is None else float(row["cumulates"])


def rules(
    rows: Rows, agreement: str, hs_code: str, powertrain: str, year: int
) -> list[Row]:
    """Return the tests that a heading must pass in a year; empty for no rule."""
    fitting = [
        row
        for row in rows.group("origin_rules", agreement=agreement)
        if hs_code.startswith(row["hs_code"])
        and row["powertrain"] in (None, powertrain)
        and covers(row, year)
    ]
    lengths = {len(row["hs_code"]) for row in fitting}
    exact = [row for row in fitting if len(row["hs_code"]) == max(lengths)]
    own = [row for row in exact if row["powertrain"] is not None]
    return own or exact


def covers(row: Row, year: int) -> bool:
    """Return whether a year lies between `from_year` and `to_year` of a row."""
    first, last = row["from_year"], row["to_year"]
    return (first is None or first <= year) and (last is None or year <= last)


def part_origin(rows: Rows, part: Part, agreement: str, year: int) -> PartOrigin:
    """Return whether a part originates, and the share of its value that counts."""
    rows, name = rows.costing, ("part origin", part.key, agreement, year)
    if name not in rows.trade:
        rows.trade[name] = _part_origin(rows, part, agreement, year)
    origin: PartOrigin = rows.trade[name]
    return origin


def _part_origin(rows: Rows, part: Part, agreement: str, year: int) -> PartOrigin:
    stated = part.row["is_originating"]
    if stated is not None:
        return PartOrigin(stated, float(stated))
    cumulates = membership(rows, agreement, part.territory)
    limit = _limit(rows, part, agreement, year)
    if part.foreign_value is not None and limit is not None:
        most = (limit + ROUNDING) * part.unit_value
        passes = cumulates is not None and part.foreign_value <= most
        return PartOrigin(passes, float(passes))
    return PartOrigin(cumulates is not None, cumulates or 0.0)


def _limit(rows: Rows, part: Part, agreement: str, year: int) -> float | None:
    """Return the largest foreign share of a part's own rules; None without any."""
    heading = part.row["hs_code"]
    if heading is None:
        return None
    limits = [
        float(row["threshold"])
        for row in rules(rows, agreement, heading, "part", year)
        if row["test"] == "max_non_originating"
    ]
    return min(limits, default=None)
