"""Two textbook choices of now or later, as cases of our tables.

**The widget** of Dixit and Pindyck (1994), chapter 2: a plant costs 1,600 and makes one
widget a year for ever, beginning at once. A widget sells at 200 now and from next year
on at 300 or 100, with even chances; money costs 10 %. For ever is a terminal multiple:
the last year counts 1 + 10 times, as 1 + 1 / 1.1 + ... = 11.

**The stages**: headquarters for 20, which must come first, in the first year; a
contract to build for 150, which then earns 30 a year; an own plant for 500, from the
second year on, which earns 50 a year in its place. Money comes from the year after the
decision. It grows by 1.6 or shrinks to 0.6 with even chances, twice, then stays for
ever; 8 % a year. The last year counts 1 + 12.5 times, as 1 / .08 = 12.5.

Sales are in thousands, so that an amount of the book is as many thousands here.
"""

from collections.abc import Sequence

from brownfield.case.case import Case
from brownfield.tables.frames import Row
from tests.model.small_cases import buyers, option, pattern, small_case

THOUSAND = 1_000.0


def times(what_if: str, table: str, column: str, factor: float) -> Row:
    """Return the row of a what-if that multiplies a column from its node on."""
    row: Row = {"what_if": what_if, "table": table, "column": column, "op": "times"}
    return {**row, "value": str(factor)}


def child(node: str, parent: str, year: int, what_if: str | None) -> Row:
    """Return a future with an even chance."""
    row: Row = {"node": node, "parent": parent, "year": year, "probability": 0.5}
    return {**row, "what_if": what_if}


def widget() -> Case:
    """Return the case of the widget."""
    futures: Sequence[Row] = [
        {"node": "now", "year": 2030},
        child("up", "now", 2031, "up"),
        child("down", "now", 2031, "down"),
    ]
    return small_case(
        {
            "parties": [{"party": "firm", "discount_rate": 0.1}],
            "shift_patterns": [pattern("plant", THOUSAND)],
            "build_options": [option("make", tooling_cost=1_600 * THOUSAND)],
            "demand": [buyers(THOUSAND, 200), buyers(THOUSAND, 200, year=2031)],
            "scenarios": futures,
            "what_ifs": [
                times("up", "demand", "price", 1.5),
                times("down", "demand", "price", 0.5),
            ],
        },
        years=2,
        terminal="multiple",
        terminal_multiple=10.0,
    )


def stages(*, has_contract: bool = True) -> Case:
    """Return the case of headquarters, contract and own plant.

    Headquarters are a plant that every programme buys from; after the first year nobody
    can afford to open them. Own cars sell at 50, those of the contract cost 20 of that.
    """
    plants: Sequence[Row] = [
        {
            "facility": "hq",
            "place": "home",
            "owner": "firm",
            "status": "candidate",
            "opening_cost": 20 * THOUSAND,
        },
        {"facility": "host", "place": "home", "owner": "firm"},
        {"facility": "own", "place": "home", "owner": "firm"},
    ]
    contract = option(
        "contract",
        facility="host",
        tooling_cost=150 * THOUSAND,
        conversion_cost=20.0,
        ramp_curve="next_year",
    )
    own = option(
        "own",
        facility="own",
        tooling_cost=500 * THOUSAND,
        ramp_curve="next_year",
        first_year=2031,
    )
    options = [contract, own] if has_contract else [own]
    names = [str(one["build_option"]) for one in options]
    case = small_case(
        {
            "parties": [{"party": "firm", "discount_rate": 0.08}],
            "facilities": plants,
            "shift_patterns": [
                pattern(str(plant["facility"]), THOUSAND) for plant in plants
            ],
            "build_options": options,
            "bill_of_materials": [
                {"build_option": n, "part_group": "work", "source": "hq"}
                | {"unit_value": 0.0}
                for n in names
            ],
            "ramp_curves": [
                {"ramp_curve": "next_year", "years_since_start": age, "share": age}
                for age in (0.0, 1.0)
            ],
            "demand": [buyers(THOUSAND, 50, year=2030 + age) for age in range(4)],
            "scenarios": futures(),
            "what_ifs": [*moves(has_contract=has_contract)],
        },
        years=4,
        terminal="multiple",
        terminal_multiple=12.5,
    )
    return case.with_settings("plan", {"latest_start_year": 2032})


def futures() -> Sequence[Row]:
    """Return the tree: up or down, twice."""
    found: list[Row] = [{"node": "now", "year": 2030}]
    for first in ("up", "down"):
        found.append(child(first, "now", 2031, first))
        found += [
            child(f"{first}_{then}", first, 2032, f"{then}_again")
            for then in ("up", "down")
        ]
    return found


def moves(*, has_contract: bool) -> Sequence[Row]:
    """Return what up and down do to money; later nobody opens headquarters."""
    found: list[Row] = []
    for name, factor in (("up", 1.6), ("down", 0.6)):
        for what_if in (name, f"{name}_again"):
            found.append(times(what_if, "demand", "price", factor))
            if has_contract:
                found.append(times(what_if, "build_options", "conversion_cost", factor))
        row: Row = {"what_if": name, "table": "facilities", "where": "facility=hq"}
        found.append({**row, "column": "opening_cost", "op": "set", "value": "1e7"})
    return found
