"""Which share of a part's value originates under an agreement?"""

from brownfield.plans.recount.costs import Part
from brownfield.plans.recount.world import Row, Rows

ROUNDING = 1e-9  # share; a share this far above its limit still meets it


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
    longest = max((len(row["hs_code"]) for row in fitting), default=0)
    exact = [row for row in fitting if len(row["hs_code"]) == longest]
    own = [row for row in exact if row["powertrain"] is not None]
    return own or exact


def covers(row: Row, year: int) -> bool:
    """Return whether a year lies between `from_year` and `to_year` of a row."""
    first, last = row["from_year"], row["to_year"]
    return (first is None or first <= year) and (last is None or year <= last)


def originating_share(rows: Rows, part: Part, agreement: str, year: int) -> float:
    """Return the share of a part's value that counts as originating."""
    name = ("originating share", part.key, agreement, year)
    if name not in rows.memory:
        rows.memory[name] = _originating_share(rows, part, agreement, year)
    return float(rows.memory[name])


def _originating_share(rows: Rows, part: Part, agreement: str, year: int) -> float:
    if not originates(rows, part, agreement, year):
        return 0.0
    if _is_judged(rows, part, agreement, year):
        return 1.0
    return membership(rows, agreement, part.territory) or 0.0


def originates(rows: Rows, part: Part, agreement: str, year: int) -> bool:
    """Return whether a part itself originates: as its row says, or by its source."""
    if part.row["is_originating"] is not None:
        return bool(part.row["is_originating"])
    is_from_member = membership(rows, agreement, part.territory) is not None
    tested = _tested(rows, part, agreement, year)
    return is_from_member and tested is not False


def _is_judged(rows: Rows, part: Part, agreement: str, year: int) -> bool:
    """Return whether a part originates by itself, not only by where it comes from."""
    if part.row["is_originating"] is not None:
        return True
    return _tested(rows, part, agreement, year) is not None


def _tested(rows: Rows, part: Part, agreement: str, year: int) -> bool | None:
    """Return whether a part passes its own tests; None if it has none."""
    heading = part.row["hs_code"]
    if part.foreign_value is None or heading is None:
        return None
    limits = [
        row["threshold"]
        for row in rules(rows, agreement, heading, "part", year)
        if row["test"] == "max_non_originating"
    ]
    if not limits:
        return None
    return bool(part.foreign_value <= (min(limits) + ROUNDING) * part.unit_value)
