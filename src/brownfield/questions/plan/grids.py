"""Which tables does the page of a plan show?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.questions.plan.words import board, law
from brownfield.tell.grids import Cell, Grid, claimed, grid, linked
from brownfield.tell.numbers import gain, grouped, money

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.questions.plan.facts.board.steps import Step
    from brownfield.questions.plan.facts.law.policies import Effect
    from brownfield.questions.plan.facts.outcomes import Outcome
    from brownfield.questions.plan.facts.source import Listed

MOST_LINES_OF_DUTY = 60  # on the page; the run folder has all
MOST_STEPS = 12  # under the answer; the tables of starts and openings have all
MOST_INPUT_ROWS = 300  # rows of an input table on the page


def parties(document: Document) -> Grid:
    """Return each party with its value, and its gain over the first other option."""
    others = document.options["title"].to_list()[1:2]
    rows = tuple(
        (
            Cell(one.party),
            Cell(money(one.value, document.currency), "n"),
            *(Cell(_gain(one.gain, document.currency), "n") for _ in others),
        )
        for one in document.party_worth
    )
    against = tuple((f"Against “{title}”", True) for title in others)
    heads = (("Party", False), ("Best plan", True), *against)
    return Grid("", "", "", heads, rows, is_headed=True, look="parties")


def steps(document: Document) -> Grid:
    """Return what is closed, opened and begun: when, by whom, in which futures."""
    is_sure = all(one.chance.probability >= board.SURE for one in document.steps)
    heads = ["Decision", "Decided in", "First vehicle", "Whose", "In which futures"]
    shown = heads[:-1] if is_sure else heads
    rows = tuple(_step(one)[: len(shown)] for one in document.steps[:MOST_STEPS])
    left = max(0, len(document.steps) - MOST_STEPS)
    named = tuple((head, False) for head in shown)
    return Grid("", "", "", named, rows, left, is_headed=True, look="parties steps")


def _step(one: Step) -> tuple[Cell, ...]:
    return (
        Cell(board.step(one)),
        Cell(board.decided_in(one), "short"),
        Cell("" if one.first_vehicle is None else str(one.first_vehicle), "short"),
        Cell(one.owner),
        Cell(board.when(one)),
    )


def _gain(value: float | None, currency: str) -> str:
    return "" if value is None else gain(value, currency)


def policies(document: Document, effects: tuple[Effect, ...]) -> Grid:
    """Return what each policy is worth, and what starts with and without it."""
    heads = (
        ("Policy", False),
        ("What it is", False),
        ("Worth to those who plan", True),
        ("Starts only with it", False),
        ("Starts only without it", False),
    )
    rows = tuple(
        (
            Cell(one.policy),
            Cell(one.kind.replace("_", " ")),
            Cell(_worth(document, one), "n"),
            Cell(law.starts(one.starts)),
            Cell(law.starts(one.starts_without)),
        )
        for one in effects
    )
    return Grid("", "", "", heads, rows, is_headed=True)


def _worth(document: Document, one: Effect) -> str:
    if one.worth is None:
        return "no plan"
    amount = gain(one.worth, document.currency)
    return amount if one.is_proved else f"{amount} (not proved)"


def fleet(document: Document) -> Grid:
    """Return what each maker is asked for in a year, and what its credits cost."""
    million = (pl.col("amount") / 1e6).alias(f"Cash ({document.currency} m)")
    frame = document.fleet.select(
        pl.col("policy").alias("Rule"),
        pl.col("party").alias("Maker"),
        pl.col("year").alias("Year"),
        pl.col("asked").alias("Asked (credits)"),
        pl.col("earned").alias("Earned"),
        pl.col("traded").alias("From trade and other years"),
        pl.col("missing").alias("Missing"),
        million,
        pl.col("worth").alias(f"Worth of one more ({document.currency})"),
    )
    return grid(frame)


def carbon(document: Document, prices: pl.DataFrame) -> Grid:
    """Return what each price and cap of carbon counts in a year, and what it costs."""
    frame = prices.select(
        pl.col("policy").alias("Price or cap"),
        pl.col("party").alias("Who emits"),
        pl.col("year").alias("Year"),
        pl.col("tonnes").alias("Tonnes of CO2e"),
        pl.col("above").alias("Above the cap"),
        (pl.col("paid") / 1e6).alias(f"Paid ({document.currency} m)"),
        pl.col("worth").alias(f"Worth of one tonne more ({document.currency})"),
    )
    return grid(frame)


def emitted(document: Document) -> Grid:
    """Return what is emitted by whom, at which stage and in which territory."""
    frame = document.emitted.select(
        pl.col("party").alias("Who emits"),
        pl.col("stage").alias("Stage"),
        pl.col("customs_territory").alias("Territory"),
        pl.col("tonnes").alias("Tonnes"),
    )
    return grid(frame)


def rents(document: Document) -> Grid:
    """Return what the volume of each quota is worth in a year, and who has it."""
    currency = document.currency
    heads = (
        ("Quota", False),
        ("Year", True),
        ("Vehicles in quota", True),
        (f"Worth of one more ({currency})", True),
        (f"Rent ({currency})", True),
        (f"Licences cost ({currency})", True),
        ("Sold by", False),
        ("Kept by", False),
    )
    parties = document.labels.parties
    rows = tuple(
        (
            Cell(one.pool),
            Cell(str(one.year), "n"),
            *(
                Cell(grouped(number), "n")
                for number in (one.vehicles, one.worth, one.rent, one.fees)
            ),
            Cell(_printed(parties, one.holders)),
            Cell(_printed(parties, one.kept_by)),
        )
        for one in document.quota_rents
    )
    return Grid("", "", "", heads, rows, is_headed=True)


def _printed(parties: Mapping[str, str], names: str | None) -> str:
    """Return the printed names of parties that are joined by commas."""
    if names is None:
        return "nobody"
    return ", ".join(parties.get(name, name) for name in names.split(", "))


def duty(document: Document) -> Grid:
    """Return the rows of law behind the duty of each delivery, years together."""
    money_of = f"({document.currency} per vehicle)"
    heads = (
        ("Vehicle", False),
        ("Years", False),
        ("Row of law", False),
        ("Rate", True),
        (f"Base {money_of}", True),
        (f"Duty {money_of}", True),
        (f"Not paid {money_of}", True),
        ("Why", False),
    )
    lines = document.duty_by_delivery.filter(pl.col("measure").is_not_null()).to_dicts()
    shown, rows, before = lines[:MOST_LINES_OF_DUTY], [], ""
    for line in shown:
        about = _sent(document, line)
        rows.append(_duty_row(line, "" if about == before else about))
        before = about
    return Grid("", "", "", heads, tuple(rows), len(lines) - len(shown))


def _sent(document: Document, line: Mapping[str, Any]) -> str:
    vehicle = document.labels.recipe(line["recipe"])
    if line["place"] is None:
        return f"{vehicle}: its parts"
    return f"{vehicle}, to {document.labels.places[line['place']]}"


def _duty_row(line: Mapping[str, Any], about: str) -> tuple[Cell, ...]:
    piece = f"{line['part_group']}: " if line["part_group"] else ""
    kind = f"{line['kind']}, {line['outcome']}".replace("_", " ")
    return (
        Cell(about),
        Cell(line["years"], "short"),
        Cell(f"{piece}{line['measure']} ({kind})"),
        Cell(law.rate(line), "n"),
        Cell(_span(line["base_low"], line["base_high"]), "n"),
        Cell(_span(line["duty_low"], line["duty_high"]), "n"),
        Cell(_span(line["spared_low"] or None, line["spared_high"]), "n"),
        Cell(law.why(line), "long"),
    )


def _span(low: float | None, high: float | None) -> str:
    """Return the least and the largest amount of some years, once if they agree."""
    if low is None or high is None:
        return ""
    ends = list(dict.fromkeys((grouped(low), grouped(high))))
    return " to ".join(ends)


def tie_out(document: Document, figures: pl.DataFrame) -> Grid:
    """Return figures of the past beside the model's."""
    result = pl.when("passed").then(pl.lit("✓ within")).otherwise(pl.lit("✗ outside"))
    frame = figures.select(
        pl.col("anchor").str.replace_all("-", " ").alias("Figure"),
        pl.col("kind").fill_null("not stated").alias("Kind"),
        pl.col("result").alias("Compared with"),
        pl.col("expected").alias("To be met (vehicles a year)"),
        pl.col("found").alias("Model (vehicles a year)"),
        (pl.col("tolerance") * 100).alias("Tolerance (%)"),
        result.alias("Result"),
        "source",
    )
    return grid(frame, sources={"source": _sources(document)})


def outcomes(document: Document, outcomes: tuple[Outcome, ...]) -> Grid:
    """Return what happened beside the plan, with the reason where they differ."""
    frame = pl.DataFrame(
        {
            "Outcome": [one.outcome for one in outcomes],
            "Unit": [one.unit for one in outcomes],
            "Planned": [one.planned for one in outcomes],
            "Happened": pl.Series([one.happened for one in outcomes], dtype=pl.Float64),
            "What happened": [one.told for one in outcomes],
            "Why the plan differs": [one.why for one in outcomes],
            "source": [one.source for one in outcomes],
        }
    )
    return grid(frame, sources={"source": _sources(document)})


def assumptions(document: Document) -> Grid:
    """Return the assumed cells with their range, what supports it, and claims on it.

    A case whose statements are linked to none has no column of claims.
    """
    frame = document.assumptions.select(
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
    rows = grid(frame, sources={"source": _sources(document)}, most=frame.height)
    claims = document.assumptions["claims"].to_list()
    return _with_claims(rows, claims, document) if any(claims) else rows


def _with_claims(assumed: Grid, claims: list[list[str]], document: Document) -> Grid:
    """Return a table with a column of claims before the last, each with a way to it."""
    sources = _sources(document)
    cells = [Cell("", "", claimed(some, sources)) for some in claims]
    rows = zip(assumed.rows, cells, strict=True)
    return replace(
        assumed,
        headings=(*assumed.headings[:-1], ("claims", False), assumed.headings[-1]),
        rows=tuple((*row[:-1], cell, row[-1]) for row, cell in rows),
    )


def _sources(document: Document) -> set[str]:
    """Return the facts and statements that the page lists."""
    return set(document.evidence["source"])


def _breakable(text: pl.Expr) -> pl.Expr:
    """Return names joined by strokes so that a line may break after each."""
    return text.str.replace_all("|", "|\u200b", literal=True)


def evidence(document: Document) -> Grid:
    """Return facts and statements, each at an anchor of its own."""
    heads = ("Id", "About", "Says", "Date", "Publisher", "Firmness")
    rows = tuple(
        (
            Cell(row["source"]),
            *(Cell(row[name]) for name in ("about", "says", "date")),
            linked(row["publisher"], row["url"]),
            Cell(row["firmness"]),
        )
        for row in document.evidence.to_dicts()
    )
    anchors = tuple(f"source-{source}" for source in document.evidence["source"])
    named = tuple((head, False) for head in heads)
    return Grid("", "", "", named, rows, anchors=anchors, is_headed=True)


def result(table: Listed) -> Grid:
    """Return a result table of the best plan."""
    return grid(
        _with_units(table),
        name=f"rows-{table.name}",
        title=_title(table),
        meaning=table.meaning,
    )


def given(document: Document, table: Listed) -> Grid:
    """Return a table of the case, each row linked to its sources."""
    return grid(
        _with_units(table),
        name=f"input-{table.name}",
        title=_title(table),
        meaning=table.meaning,
        sources={table.citing_column: _sources(document)},
        most=MOST_INPUT_ROWS,
    )


def _title(table: Listed) -> str:
    return table.name.replace("_", " ")


def _with_units(table: Listed) -> pl.DataFrame:
    """Return the rows with the unit of each column in its heading."""
    units = table.units
    return table.rows.rename(lambda c: f"{c} ({units[c]})" if c in units else c)
