"""What is told of an input-output table?"""

from dataclasses import dataclass
from math import isnan

from brownfield.questions.impact.economy.leontief import multipliers, taken_out
from brownfield.questions.impact.economy.table import Economy, unbalanced


@dataclass(frozen=True)
class Sector:
    """What a money of final sales of a sector brings; None = the table does not say.

    Attributes
    ----------
    sector
        Its name.
    output, value_added, income, jobs
        Of the sector and its suppliers (type I), per money of final sales; jobs in the
        units of the table.
    output_ii, value_added_ii, income_ii, jobs_ii
        The same with what is bought out of wages (type II, truncated).
    income_ratio, jobs_ratio
        Type I over what the sector has itself.
    income_ii_ratio, jobs_ii_ratio
        Type II over what the sector has itself.
    taken_out
        Share of the output of all sectors that is lost if it is taken out altogether,
        with all it sells and buys (extraction).
    """

    sector: str
    output: float | None
    value_added: float | None
    income: float | None
    jobs: float | None
    output_ii: float | None
    value_added_ii: float | None
    income_ii: float | None
    jobs_ii: float | None
    income_ratio: float | None
    jobs_ratio: float | None
    income_ii_ratio: float | None
    jobs_ii_ratio: float | None
    taken_out: float | None


@dataclass(frozen=True)
class Unfit:
    """A sector of the table that does not add up.

    Attributes
    ----------
    sector
        Its name.
    side
        column: what it buys and earns is not its output. row: what it sells is not.
    off_by
        How far, share of output.
    """

    sector: str
    side: str
    off_by: float


def sectors_of(table: Economy) -> tuple[Sector, ...]:
    """Return what a money of final sales of each sector brings."""
    by_kind = multipliers(table) | {"taken_out": taken_out(table)}
    kept = [name for name in Sector.__dataclass_fields__ if name != "sector"]
    return tuple(
        Sector(name, **{kind: _known(by_kind[kind][i]) for kind in kept})
        for i, name in enumerate(table.sectors)
    )


def unfit_of(table: Economy) -> tuple[Unfit, ...]:
    """Return the sectors of a table that do not add up."""
    return tuple(Unfit(one.sector, one.side, one.off_by) for one in unbalanced(table))


def _known(value: float) -> float | None:
    return None if isnan(value) else float(value)
