"""Which tables of a plan and of its case does the page show?"""

import polars as pl

from brownfield.plans.results import RESULTS
from brownfield.questions.plan.document import Facts
from brownfield.tables.columns import Table
from brownfield.tables.definitions import TABLES
from brownfield.tell.grids import Grid, grid
from brownfield.tell.views import table

MOST_INPUT_ROWS = 300  # rows of an input table on the page


def result_grids(facts: Facts) -> list[Grid]:
    """Return the result tables of the best plan that hold rows."""
    return [
        grid(
            _with_units(declared, table(facts.plan, name)),
            name=f"rows-{name}",
            title=_title(name),
            meaning=declared.meaning,
        )
        for name, declared in RESULTS.items()
        if not table(facts.plan, name).is_empty()
    ]


def input_grids(facts: Facts) -> list[Grid]:
    """Return the filled tables of the case, each row linked to its sources."""
    ids = set(facts.evidence["source"])
    return [
        grid(
            _with_units(TABLES[name], frame),
            name=f"input-{name}",
            title=_title(name),
            meaning=TABLES[name].meaning,
            sources={TABLES[name].citing_column: ids},
            most=MOST_INPUT_ROWS,
        )
        for name, frame in facts.input_tables.items()
    ]


def _title(name: str) -> str:
    return name.replace("_", " ")


def _with_units(declared: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with the unit of each column in its heading."""
    plain = {"-", "", "calendar year"}
    units = {c.name: c.unit for c in declared.columns if c.unit not in plain}
    return frame.rename(lambda c: f"{c} ({units[c]})" if c in units else c)
