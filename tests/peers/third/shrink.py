"""What is the smallest case on which plan and third formulation still differ?

`python -m tests.peers.third.shrink SEED` prints its rows.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import polars as pl

from brownfield.case.case import Case
from brownfield.tables.definitions import TABLES
from tests.peers.third.run import Verdict, say, verdict
from tests.properties.every_column import every_column_case, is_valid_everywhere

Keeps = Callable[[Verdict], bool]


def shrunk(case: Case, keeps: Keeps) -> Case:
    """Return a small case: rows go table by table, then cells become defaults."""
    for _ in range(3):
        before = case.digest
        for name in ("scenarios", "what_ifs", *TABLES):
            case = _fewer_rows(case, name, keeps)
        case = _plainer_cells(case, keeps)
        case = _plainer_settings(case, keeps)
        if case.digest == before:
            break
    return case


def _judged(case: Case) -> Verdict:
    try:
        return verdict(case)
    except Exception as error:  # noqa: BLE001
        return Verdict("third", detail=str(error))


def _holds(case: Case, keeps: Keeps) -> bool:
    return is_valid_everywhere(case) and keeps(_judged(case))


def _with(case: Case, name: str, frame: pl.DataFrame) -> Case:
    return replace(case, tables=dict(case.tables) | {name: frame})


def _fewer_rows(case: Case, name: str, keeps: Keeps) -> Case:
    size = case.tables[name].height
    while size >= 1:
        start = 0
        while start < case.tables[name].height:
            frame = case.tables[name]
            rest = pl.concat([frame.head(start), frame.slice(start + size)])
            other = _with(case, name, rest)
            if _holds(other, keeps):
                case = other
            else:
                start += size
        size //= 2
    return case


def _plainer_cells(case: Case, keeps: Keeps) -> Case:
    for name, table in TABLES.items():
        for column in table.columns:
            is_needed = column.is_required or column.name in table.key
            if is_needed or case.tables[name].is_empty():
                continue
            frame = case.tables[name]
            plain = pl.lit(column.default).cast(frame.schema[column.name])
            for row in (None, *range(frame.height)):
                is_here = pl.lit(value=True)
                if row is not None:
                    is_here = pl.int_range(pl.len()) == row
                new = frame.with_columns(
                    pl.when(is_here)
                    .then(plain)
                    .otherwise(column.name)
                    .alias(column.name)
                )
                if not new.equals(frame) and _holds(_with(case, name, new), keeps):
                    case, frame = _with(case, name, new), new
    return case


def _plainer_settings(case: Case, keeps: Keeps) -> Case:
    for section, changes in (
        ("plan", {"parties": ()}),
        ("plan", {"objective_weights": {}}),
        ("plan", {"earliest_start_year": None}),
        ("plan", {"latest_start_year": None}),
        ("case", {"terminal": "none", "terminal_multiple": 0.0}),
        ("case", {"discounting": "end_of_year"}),
    ):
        other = case.with_settings(section, dict(changes))
        if other.settings != case.settings and _holds(other, keeps):
            case = other
    return case


def _is_like(first: Verdict, found: Verdict) -> bool:
    return found.kind == first.kind


def told(case: Case) -> Iterator[str]:
    """Yield the rows of a case, cells that are not their default only."""
    yield case.settings.case.model_dump_json(exclude_defaults=True)
    yield case.settings.plan.model_dump_json(exclude_defaults=True)
    for name, table in TABLES.items():
        for row in case.tables[name].to_dicts():
            cells = {
                column.name: row[column.name]
                for column in table.columns
                if row[column.name] not in (None, column.default)
            }
            yield f"{name}: " + ", ".join(f"{c}={v}" for c, v in cells.items())


def main() -> None:
    """Print the smallest case found for each seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", type=int, nargs="+")
    for seed in parser.parse_args().seeds:
        case = every_column_case(seed)
        first = verdict(case)
        case = shrunk(case, partial(_is_like, first))
        say(f"--- {seed}: {verdict(case)}")
        for line in told(case):
            say(line)


if __name__ == "__main__":
    main()
