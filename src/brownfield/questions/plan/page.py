"""How does a study become one HTML file?"""

from pathlib import Path
from typing import Any

import polars as pl

from brownfield.questions.plan import words as wording
from brownfield.questions.plan.document import Facts, collect
from brownfield.questions.plan.grids import input_grids, result_grids
from brownfield.questions.plan.question import Study
from brownfield.tell.figures.style import Figure
from brownfield.tell.grids import Grid, grid
from brownfield.tell.numbers import gain, money
from brownfield.tell.shell import filled, shell, write_page

PAGE = "page.html.j2"


def write_report(study: Study, path: Path) -> None:
    """Write the report of a study as one self-contained HTML file, atomically.

    Parameters
    ----------
    study
        The study to tell.
    path
        File to write; an earlier one is replaced.
    """
    write_page(render(study), path)


def render(study: Study) -> str:
    """Return the report of a study as HTML text."""
    # Altair loads slowly, and the sentences of the command line do not need it.
    from brownfield.questions.plan.figures.gallery import figures

    facts = collect(study)
    content = _content(facts, figures(facts))
    return filled(PAGE, content | {"unplanned": wording.unplanned(study.case)})


def _content(facts: Facts, drawn: list[Figure]) -> dict[str, Any]:
    return {
        **shell(drawn),
        "facts": facts,
        "words": wording,
        "plan": facts.plan,
        "options": drawn[0],
        "details": drawn[1:],
        "parties": _party_rows(facts),
        "tie_out": _tie_out(facts),
        "assumptions": _assumptions(facts),
        "evidence": facts.evidence.to_dicts(),
        "results": result_grids(facts) if facts.has_plan else [],
        "inputs": input_grids(facts),
        "audit": _audit(facts),
    }


def _party_rows(facts: Facts) -> list[tuple[str, str, str]]:
    """Return party, its value, and its gain over the first other option."""
    others = facts.options["title"].to_list()[1:2]
    first = facts.option_values.filter(pl.col("title").is_in(others))
    base = dict(first.select("party", "value").iter_rows())
    currency = facts.currency
    return [
        (
            party,
            money(value, currency),
            gain(value - base[party], currency) if party in base else "",
        )
        for party, value in facts.party_values.iter_rows()
        if value or base.get(party)
    ]


def _tie_out(facts: Facts) -> Grid | None:
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


def _assumptions(facts: Facts) -> Grid:
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


def _audit(facts: Facts) -> Grid | None:
    if facts.plan.audit is None:
        return None
    return grid(facts.plan.audit.lines)
