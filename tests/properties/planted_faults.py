"""Does the audit find one wrong cell, wherever it stands in a plan?

`python -m tests.properties.planted_faults --seeds 0:40 --each 50` prints what was not
found. A fault changes one number by a twentieth, one word to another of its column, one
truth value, or leaves a row out; numbers too small to count beside their column are
left alone.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import mul
from random import Random

import polars as pl

from brownfield.case.case import Case
from brownfield.errors import BrownfieldError
from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from tests.properties.every_column import every_column_case
from tests.properties.solved import Solved, beside_its_case

UNAUDITED = ("prices",)  # marginal values: no recount knows them
SMALL = 0.01  # share of the largest figure of a column under which none is changed
PART = 0.05  # a figure is changed by this share
LINE_TIME = (
    "jobs_per_hour",
    "hours_per_shift",
    "shifts_per_day",
    "days_per_year",
    "oee",
)
ROUNDING = 1e-9  # share of the largest amount
BLANKED = 0.05  # share of faults that leave a cell blank
Tables = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class Fault:
    """One cell or row of a plan that is wrong."""

    table: str
    column: str
    row: int
    before: object
    after: object
    tables: Mapping[str, pl.DataFrame]
    value: float

    def __str__(self) -> str:
        return f"{self.table}.{self.column} row {self.row}: {self.before}->{self.after}"


def is_found(sound: Solved, fault: Fault) -> bool:
    """Return whether the audit refuses a plan with a fault."""
    try:
        return not sound.audit(fault.tables, fault.value).passed
    except BrownfieldError:
        return True


def faults(sound: Solved, source: Random) -> Iterator[Fault]:
    """Yield faults of a plan for ever."""
    tables = {n: f for n, f in sound.tables.items() if n not in UNAUDITED}
    names = [name for name, frame in tables.items() if frame.height]
    most_cash = max(tables["cash"]["amount"].abs().to_list(), default=0.0)
    while names:
        if source.random() < 0.02 and abs(sound.value) > SMALL * most_cash:
            worth = sound.value + PART * abs(sound.value)
            yield Fault("plan", "value", 0, sound.value, worth, sound.tables, worth)
            continue
        name = source.choice(names)
        frame = tables[name]
        row = source.randrange(frame.height)
        column = source.choice([*frame.columns, "a row"])
        changed = _changed(frame, column, row, source)
        if changed is None:
            continue
        wrong, before, after = changed
        cells = frame.row(row, named=True)
        if not _is_as_right(sound, (name, column), cells, after):
            planted = dict(sound.tables) | {name: wrong}
            yield Fault(name, column, row, before, after, planted, sound.value)


def _is_as_right(
    sound: Solved, place: tuple[str, str], cells: Mapping[str, object], after: object
) -> bool:
    """Return whether a changed plan is another right one."""
    if place == ("sourcing", "a row"):
        return not _is_told_elsewhere(sound, str(cells["recipe"]))
    if place == ("starts", "a row"):
        return _does_nothing(sound, str(cells["build_option"]))
    if place != ("shifts", "pattern"):
        return False
    patterns = _at_first(sound)["shift_patterns"].filter(
        pl.col("facility") == cells["facility"],
        pl.col("pattern").is_in([cells["pattern"], after]),
    )
    time = reduce(mul, (pl.col(name) for name in LINE_TIME))
    alike = patterns.select("fixed_cost", "headcount", time.alias("time")).unique()
    return patterns.height == 2 and alike.height == 1


def _is_told_elsewhere(sound: Solved, recipe: str) -> bool:
    """Return whether another table of the plan tells of a recipe.

    One that can never be made or sold is only listed.
    """
    others = (f for n, f in sound.tables.items() if n != "sourcing")
    return any(recipe in f["recipe"] for f in others if "recipe" in f.columns)


def _at_first(sound: Solved) -> Tables:
    return dict(sound.case[sound.nodes["node"][0]])


def _does_nothing(sound: Solved, name: str) -> bool:
    """Return whether a programme builds nothing anywhere and costs no tooling."""
    of_option = pl.col("build_option") == name
    option = _at_first(sound)["build_options"].row(by_predicate=of_option, named=True)
    is_idle = sound.tables["production"].filter(of_option).is_empty()
    return is_idle and not (option["tooling_cost"] or option["is_committed"])


def _changed(
    frame: pl.DataFrame, column: str, row: int, source: Random
) -> tuple[pl.DataFrame, object, object] | None:
    if column == "a row":
        if "amount" in frame.columns and _is_small(frame["amount"], row):
            return None
        rest = pl.concat([frame.head(row), frame.slice(row + 1)])
        return rest, frame.row(row), None
    before = frame[column][row]
    is_blanked = before is not None and source.random() < BLANKED
    after = None if is_blanked else _other(frame[column], before, source)
    if not is_blanked and (after is None or after == before):
        return None
    cells = frame[column].to_list()
    cells[row] = after
    new = pl.Series(column, cells, dtype=frame.schema[column])
    return frame.with_columns(new), before, after


def _is_small(amounts: pl.Series, row: int) -> bool:
    """Return whether an amount is too small to count beside the largest of its table.

    A row that holds a rounding of nothing, 1e-10 of a currency, may as well be missing.
    """
    most = max(amounts.abs().to_list(), default=0.0)
    return bool(abs(amounts[row]) < ROUNDING * max(1.0, most))


def _other(cells: pl.Series, before: object, source: Random) -> object:
    """Return another value for a cell; None if no change would count."""
    if isinstance(before, bool):
        return not before
    if isinstance(before, int):
        return before + source.choice((-1, 1))
    if isinstance(before, float):
        most = max((abs(x) for x in cells.to_list() if x is not None), default=0.0)
        if most < 1e-3 or 0.0 < abs(before) < SMALL * most:
            return None
        return before * (1.0 + PART) if before else PART * most
    others = sorted(set(cells.drop_nulls().to_list()) - {before})
    return source.choice(others) if others else None


def planted(case: Case, made: Plan, seed: int, each: int) -> list[tuple[Fault, bool]]:
    """Return faults of a plan, and whether each is found; none of an unsound plan."""
    if not made.is_sound:
        return []
    sound = beside_its_case(case, made)
    drawn = faults(sound, Random(seed))  # noqa: S311
    return [(fault, is_found(sound, fault)) for fault in islice(drawn, each)]


def main() -> None:
    """Print the faults that were not found, and counts by column."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="0:10")
    parser.add_argument("--each", type=int, default=50)
    asked = parser.parse_args()
    first, last = (int(text) for text in asked.seeds.split(":"))
    total, missed = 0, Counter[str]()
    for seed in range(first, last):
        case = every_column_case(seed)
        for fault, was_found in planted(case, plan(case), seed, asked.each):
            total += 1
            if not was_found:
                missed[f"{fault.table}.{fault.column}"] += 1
                print(f"{seed}: {fault}"[:300], flush=True)  # noqa: T201
    print(f"{total} faults, {missed.total()} not found: {dict(missed)}")  # noqa: T201


if __name__ == "__main__":
    main()
