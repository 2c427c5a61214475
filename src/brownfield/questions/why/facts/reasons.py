"""What is told of a reason: its cost, its bridge, what binds and where it flips?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import fsum, isfinite
from typing import TYPE_CHECKING

from brownfield.tables.cells.conditions import parse_assignments
from brownfield.tell.labels import Labels, labels, pretty
from brownfield.tell.values import TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.questions.why.flips.break_even import BreakEven, Side
    from brownfield.questions.why.flips.levers import Lever
    from brownfield.questions.why.flips.together import Together
    from brownfield.questions.why.forced.ways import Way
    from brownfield.questions.why.futures.odds import Odds
    from brownfield.questions.why.question import Reason
    from brownfield.tell.beside.bridge import Step


@dataclass(frozen=True)
class BridgeStep:
    """One step from the plan that was forced to the best plan.

    Attributes
    ----------
    item
        Cash item, as in the table `cash`; weighing: what no item holds.
    party
        Whose cash; blank for weighing.
    amount
        What the best plan has more of it, expected present value, case currency.
    per_vehicle
        The same for each vehicle in question, case currency; None if there is none.
    """

    item: str
    party: str
    amount: float
    per_vehicle: float | None


@dataclass(frozen=True)
class Held:
    """What holds back the plan that has what is asked about.

    Attributes
    ----------
    kind
        line_time, full_rate, crew, minimum_volume or origin.
    table, where
        Rows of the tables.
    worth
        Of one more unit in every year, or of all that is paid: expected present value,
        case currency.
    unit
        What `worth` is for.
    title
        Printed name of the rows.
    """

    kind: str
    table: str
    where: str
    worth: float
    unit: str
    title: str = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Flip:
    """Where the choice flips.

    Attributes
    ----------
    table, where, column
        The number, as in a row of `what_ifs`.
    today, flips_at
        The number today and where the choice flips, unit of the column; 1 and a factor
        where the cells differ. `flips_at` is None if it does not flip between `least`
        and `most`.
    is_factor
        Whether these are factors.
    unit
        Unit of the column.
    currency
        Currency of `today` and `flips_at`; blank of factors, and if they are no money.
    least, most
        Values between which was searched.
    low, high
        Range in `assumptions`; None if nobody gave one.
    is_likely
        Whether the flip lies in that range; None if one of them is missing.
    verified
        Whether the case, planned anew on both sides, does flip; or, planned anew at
        both ends, does not.
    sides
        These plans: `at`, the value of the number; `value` of the plan, case currency;
        `is_used`, whether it has what is asked about.
    title
        Printed name of the number.
    """

    table: str
    where: str
    column: str
    today: float
    flips_at: float | None
    is_factor: bool
    unit: str
    currency: str
    least: float
    most: float
    low: float | None
    high: float | None
    is_likely: bool | None
    verified: bool
    sides: tuple[Side, ...]
    title: str = field(metadata=TOLD_ONLY)

    @property
    def change(self) -> float | None:
        """Return by which share the number has to move; None if it never flips."""
        return None if self.flips_at is None else self.flips_at / self.today - 1.0


@dataclass(frozen=True)
class Line:
    """Where two numbers flip the choice together.

    Attributes
    ----------
    first, second
        Their places among the break-evens.
    points
        From the flip of the second alone to that of the first.
    """

    first: int
    second: int
    points: tuple[Together, ...]


@dataclass(frozen=True)
class WhyNot:
    """Why the best plan has not what is asked about; or why it has.

    Attributes
    ----------
    target
        What is asked about, as typed.
    is_chosen
        Whether the best plan has it.
    status
        How the search for the plan that was forced ended.
    value
        What that plan is worth, case currency; None if there is none.
    cost
        What it is worth less than the best plan, case currency; None as above. It is
        the sum of the bridge.
    vehicles
        Vehicles built of it in the plan that has it, expected over the horizon.
    bridge
        From the plan that was forced to the best one, largest step first.
    binding
        What holds back the plan that has it, dearest first.
    break_evens
        Numbers at which the choice flips.
    frontier
        Where the first two of these flip it together: `first` and `second`, their
        places in `break_evens`; `points`, with `first_at`, `second_at` and whether it
        is `verified`. None if nobody asked.
    ways
        A plant under each what-if that changes it: `what_if`; `is_chosen`, whether the
        best plan has it then; its `value`, and the `cost` of forcing it the other way,
        case currency.
    odds
        Each `branch` of `scenarios` with its `probability`; `apart`, what the best plan
        is worth there more than the plan that was forced, case currency; `flips_at`,
        its probability at which both are worth the same as they stand, all others
        keeping their ratio (None = there is none). Empty on a case of one future, or if
        branches do not add up to what plans are worth.
    conflicts
        Why it cannot be had at all: rows of the tables that cannot hold together.
    title
        Printed name.
    """

    target: str
    is_chosen: bool
    status: str
    value: float | None
    cost: float | None
    vehicles: float
    bridge: tuple[BridgeStep, ...]
    binding: tuple[Held, ...]
    break_evens: tuple[Flip, ...]
    frontier: Line | None
    ways: tuple[Way, ...]
    odds: tuple[Odds, ...]
    conflicts: tuple[str, ...]
    title: str = field(metadata=TOLD_ONLY)

    @property
    def both(self) -> tuple[Flip, Flip, Line] | None:
        """Two numbers that are moved at once, and where; None if nobody asked."""
        line = self.frontier
        if line is None:
            return None
        return self.break_evens[line.first], self.break_evens[line.second], line


def why_not(case: Case, reason: Reason) -> WhyNot:
    """Return what is told of a reason."""
    names, forced = labels(case), reason.forced
    is_there = isfinite(forced.value)
    return WhyNot(
        target=reason.target.word,
        is_chosen=reason.is_chosen,
        status=forced.status,
        value=forced.value if is_there else None,
        cost=fsum(step.amount for step in reason.steps) if is_there else None,
        vehicles=reason.vehicles,
        bridge=tuple(_step(step, reason.vehicles) for step in reason.steps),
        binding=tuple(
            Held(b.kind, b.table, b.where, b.worth, b.unit, where_title(names, b.where))
            for b in reason.bindings
        ),
        break_evens=tuple(_flip(names, one) for one in reason.break_evens),
        frontier=_line(reason),
        ways=reason.ways,
        odds=reason.odds,
        conflicts=forced.conflicts,
        title=reason.target.title,
    )


def _line(reason: Reason) -> Line | None:
    frontier, every = reason.frontier, reason.break_evens
    if frontier is None:
        return None
    first, second = every.index(frontier.first), every.index(frontier.second)
    return Line(first, second, frontier.points)


def _step(step: Step, vehicles: float) -> BridgeStep:
    each = step.amount / vehicles if vehicles else None
    return BridgeStep(step.item, step.party, step.amount, each)


def _flip(names: Labels, break_even: BreakEven) -> Flip:
    lever = break_even.lever
    return Flip(
        lever.table,
        lever.where,
        lever.column,
        lever.today,
        break_even.flips_at,
        lever.is_factor,
        lever.unit,
        lever.currency,
        break_even.least,
        break_even.most,
        lever.low,
        lever.high,
        break_even.is_likely,
        break_even.verified,
        break_even.sides,
        lever_title(names, lever),
    )


COLUMNS: Mapping[tuple[str, str], str] = {
    ("build_options", "tooling_cost"): "tooling of {}",
    ("build_options", "conversion_cost"): "conversion cost of {}",
    ("shift_patterns", "fixed_cost"): "cost of crews and site at {}",
    ("facilities", "opening_cost"): "cost of opening {}",
    ("bill_of_materials", "unit_value"): "price of parts for {}",
    ("bill_of_materials", "inbound_freight"): "freight of parts for {}",
    ("lanes", "freight"): "freight of cars from {}",
    ("trade_measures", "ad_valorem"): "duty {}",
    ("demand", "price"): "price of {}",
    ("demand", "volume"): "sales of {}",
    ("exchange_rates", "rate"): "price of {} in case currency",
}
ALL: Mapping[tuple[str, str], str] = {
    ("build_options", "tooling_cost"): "all programmes",
    ("build_options", "conversion_cost"): "all programmes",
    ("shift_patterns", "fixed_cost"): "all plants",
    ("lanes", "freight"): "everywhere",
    ("trade_measures", "ad_valorem"): "of every measure",
    ("demand", "price"): "all products",
    ("demand", "volume"): "all products",
}


def lever_title(names: Labels, lever: Lever) -> str:
    """Return the printed name of a number."""
    usual = f"{lever.table}.{lever.column} of {{}}"
    cells = lever.table, lever.column
    words, every = COLUMNS.get(cells, usual), ALL.get(cells, "all rows")
    return words.format(where_title(names, lever.where) or every)


def where_title(names: Labels, where: str) -> str:
    """Return the printed names of what a condition names.

    Programmes of a party at a plant are named as such.
    """
    titles = {
        "build_option": names.options,
        "facility": names.facilities,
        "product": names.products,
        "place": names.places,
        "origin": names.places,
        "destination": names.places,
        "programme_owner": names.parties,
    }
    words = {}
    for key, value in parse_assignments(where).items() if where else ():
        if key == "is_committed":
            continue
        of_key = titles.get(key, {})
        printed = (of_key.get(v, _printed(key, v)) for v in value.split("|"))
        words[key] = ", ".join(printed)
    owner = words.pop("programme_owner", "") if "facility" in words else ""
    rest = ", ".join(words.values())
    return f"{owner} at {rest}" if owner else rest


def _printed(key: str, value: str) -> str:
    """Return the words for a short name that has no printed one."""
    if key == "currency":
        return value
    return f"“{pretty(value)}”" if key == "measure" else pretty(value)
