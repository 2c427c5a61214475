"""Which tables does the page of a plan show?"""

import polars as pl

from brownfield.plans.results import RESULTS
from brownfield.questions.plan.document import Facts
from brownfield.tables.columns import Table
from brownfield.tables.definitions import TABLES
from brownfield.tell.grids import Cell, Grid, grid, linked
from brownfield.tell.numbers import gain, money
from brownfield.tell.views import table

MOST_INPUT_ROWS = 300  # rows of an input table on the page


def parties(facts: Facts) -> Grid:
    """Return each party with its value, and its gain over the first other option."""
    others = facts.options["title"].to_list()[1:2]
    first = facts.option_values.filter(pl.col("title").is_in(others))
    base = dict(first.select("party", "value").iter_rows())
    currency = facts.currency
    rows = tuple(
        (
            Cell(party),
            Cell(money(value, currency), "n"),
            *(
                Cell(gain(value - base[party], currency) if party in base else "", "n")
                for _ in others
            ),
        )
        for party, value in facts.party_values.iter_rows()
        if value or base.get(party)
    )
    against = tuple((f"Against “{title}”", True) for title in others)
    heads = (("Party", False), ("Best plan", True), *against)
    return Grid("", "", "", heads, rows, is_headed=True, look="parties")


def tie_out(facts: Facts) -> Grid | None:
    """Return published figures beside the model's; None without anchors."""
    if facts.tie_out is None or facts.tie_out.is_empty():
        return None
    result = pl.when("passed").then(pl.lit("✓ within")).otherwise(pl.lit("✗ outside"))
    frame = facts.tie_out.select(
        pl.col("anchor").str.replace_all("-", " ").alias("Published figure"),
        pl.col("result").alias("Compared with"),
        pl.col("expected").alias("Published (vehicles a year)"),
        pl.col("found").alias("Model (vehicles a year)"),
        (pl.col("tolerance") * 100).alias("Tolerance (%)"),
        result.alias("Result"),
        "source",
    )
    return grid(frame, sources={"source": set(facts.evidence["source"])})


def assumptions(facts: Facts) -> Grid:
    """Return the assumed cells with their range and what supports it."""
    frame = facts.assumptions.select(
        cell=pl.format(
            "{}, {}: {}", "table", pl.col("where").pipe(_breakable), "column"
        ),
        low="low",
        likely="mode",
        high="high",
        unit="unit",
        source="source",
        note="note",
    )
    return grid(
        frame, sources={"source": set(facts.evidence["source"])}, most=frame.height
    )


def _breakable(text: pl.Expr) -> pl.Expr:
    """Return names joined by strokes so that a line may break after each."""
    return text.str.replace_all("|", "|\u200b", literal=True)


def evidence(facts: Facts) -> Grid:
    """Return facts and statements, each at an anchor of its own."""
    heads = ("Id", "About", "Says", "Date", "Publisher", "Firmness")
    rows = tuple(
        (
            Cell(row["source"]),
            *(Cell(row[name]) for name in ("about", "says", "date")),
            linked(row["publisher"], row["url"]),
            Cell(row["firmness"]),
        )
        for row in facts.evidence.to_dicts()
    )
    anchors = tuple(f"source-{source}" for source in facts.evidence["source"])
    named = tuple((head, False) for head in heads)
    return Grid("", "", "", named, rows, anchors=anchors, is_headed=True)


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


def audit(facts: Facts) -> Grid | None:
    """Return every line of the recount; None without a plan."""
    if facts.plan.audit is None:
        return None
    return grid(facts.plan.audit.lines)


def _title(name: str) -> str:
    return name.replace("_", " ")


def _with_units(declared: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with the unit of each column in its heading."""
    plain = {"-", "", "calendar year"}
    units = {c.name: c.unit for c in declared.columns if c.unit not in plain}
    return frame.rename(lambda c: f"{c} ({units[c]})" if c in units else c)
