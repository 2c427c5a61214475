"""What does one row of law ask of one vehicle, and what became of it?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

PAID, SET_ASIDE, NOT_USED = "paid", "set_aside", "not_used"
REFUSED, PAID_BACK, FREE = "refused", "paid_back", "free"
DUTY, INBOUND = "duty", "inbound_duty"  # cost item that a line is part of

NAMED = {
    "only_company": "company",
    "only_exporter": "exporter",
    "only_powertrain": "powertrain",
}


@dataclass(frozen=True)
class Values:
    """The two customs values of a vehicle or part, case currency per vehicle."""

    cif: float
    ex_works: float


@dataclass(frozen=True)
class Line:
    """One row of law at one delivery.

    Attributes
    ----------
    kind
        Kind of the row of `trade_measures`.
    measure
        Its name; None where no row fits.
    outcome
        paid, set_aside (another row takes its place), not_used (open, but not the
        cheapest way, or a volume that is kept for others), refused (its conditions are
        not met), paid_back or free (nothing is due).
    counts_in
        duty (on the vehicle) or inbound_duty (on a part at the plant).
    part_group, source
        Part it falls on; None for the vehicle.
    base
        cif or ex_works; None without a row.
    base_value
        Amount of the base, case currency per vehicle.
    ad_valorem
        Share of the base.
    specific, duty_per_vehicle, spared
        Fixed amount; what is counted (negative: paid back); what it would have asked
        for and did not. Case currency per vehicle.
    agreement
        Whose origin rules it asks for.
    non_originating_share, limit, headroom
        Shares of the price at the gate.
    missing_part
        Part group that must originate and does not.
    why
        Why this row, and why this outcome.
    """

    kind: str
    measure: str | None
    outcome: str
    counts_in: str = DUTY
    part_group: str | None = None
    source: str | None = None
    base: str | None = None
    base_value: float | None = None
    ad_valorem: float | None = None
    specific: float | None = None
    duty_per_vehicle: float = 0.0
    spared: float = 0.0
    agreement: str | None = None
    non_originating_share: float | None = None
    limit: float | None = None
    headroom: float | None = None
    missing_part: str | None = None
    why: str = ""


def asked(row: Row, values: Values) -> float:
    """Return what a row asks for, case currency per vehicle."""
    return float(row["ad_valorem"] * _base(row, values) + row["specific"])


def _base(row: Row, values: Values) -> float:
    return values.cif if row["duty_base"] == "cif" else values.ex_works


def line(row: Row, values: Values, outcome: str, why: str = "", **more: Any) -> Line:
    """Return what a row asks for as paid, or as spared under any other outcome."""
    amount = asked(row, values)
    is_paid = outcome == PAID
    return Line(
        kind=row["kind"],
        measure=row["measure"],
        outcome=outcome,
        base=row["duty_base"],
        base_value=_base(row, values),
        ad_valorem=row["ad_valorem"],
        specific=row["specific"],
        duty_per_vehicle=amount if is_paid else 0.0,
        spared=0.0 if is_paid else amount,
        agreement=row["agreement"],
        why="; ".join(text for text in (chosen(row), why) if text),
        **more,
    )


def chosen(row: Row) -> str:
    """Return why this row and no other of its kind."""
    named = [f"{word} {row[name]}" for name, word in NAMED.items() if row[name]]
    heading = ", ".join([f"heading {row['heading']}", *named])
    if row["kind"] == "quota":
        return f"{heading}: a quota that fits"
    fits = row["num_fit"]
    alone = "the only row that fits"
    return f"{heading}: {alone if fits == 1 else f'the most exact of {fits} that fit'}"


def due(lines: Iterable[Line]) -> float:
    """Return what lines add up to, case currency per vehicle."""
    return sum(one.duty_per_vehicle for one in lines)
