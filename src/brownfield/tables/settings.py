"""What does case.toml hold?"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

EARLIEST, LATEST = 1900, 2200  # calendar years, as in every table
MAYBE_YEAR = Field(default=None, ge=EARLIEST, le=LATEST)
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")  # a year and a month
NEXT_CONDITION = re.compile(r"\s*\w+\s*[!<>=]")  # no table and column before it
MIDNIGHT = re.compile(r"[ T]00:00(:00)?$")  # what a workbook adds to a date


class Section(BaseModel):
    """A section of case.toml; unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class CaseSection(Section):
    """Section ``[case]``: what the case is and how money is counted.

    Attributes
    ----------
    title
        Printed on the first page.
    notice
        What readers must know first, e.g. that the figures are confidential: printed
        above the answers of plan, deal and stress and on their pages; None = none.
    currency
        Currency in which the case counts, e.g. GBP; of every amount whose row names
        no other.
    local_money
        Whether money in a row without `currency` is in that of its place or party,
        as docs/law.md lists; else it is in case currency.
    as_of
        Month up to which the tables know the world, e.g. "2026-11"; a date is read as
        its month. A programme decided in that year or before it is noted, as are
        statements made later; None = not said.
    price_base
        Calendar year whose prices the tables use; None = the first year.
    discount_rates
        Whether `parties.discount_rate` is real, without inflation, as prices of one
        year ask for, or nominal; None = not said.
    first_year, last_year
        Calendar years of the horizon, inclusive.
    terminal
        How years after the last one count.
    terminal_multiple
        Extra years of last operating cash; with salvage the share of capital
        recovered, at most 1.
    discounting
        When in a year its cash falls.
    crew_utilisation
        Share of a shift pattern's capacity over which its cost is spread in a blank
        `ex_works_price`, above 0.
    """

    title: str = "Untitled case"
    notice: str | None = None
    currency: str = "GBP"
    local_money: bool = False
    as_of: str | None = None
    price_base: int | None = MAYBE_YEAR
    discount_rates: Literal["real", "nominal"] | None = None
    first_year: int = Field(ge=EARLIEST, le=LATEST)
    last_year: int = Field(ge=EARLIEST, le=LATEST)
    terminal: Literal["none", "multiple", "salvage"] = "none"
    terminal_multiple: float = Field(default=0.0, ge=0.0, le=50.0)
    discounting: Literal["end_of_year", "mid_year"] = "end_of_year"
    crew_utilisation: float = Field(default=1.0, gt=0.0, le=1.0)

    @field_validator("notice")
    @classmethod
    def without_blanks(cls, notice: str | None) -> str | None:
        """Return the notice on one line without blanks around it; None if empty."""
        return " ".join((notice or "").split()) or None

    @field_validator("as_of", mode="before")
    @classmethod
    def is_a_month(cls, given: Any) -> str | None:
        """Return the month as year-month; None if blank.

        Raises
        ------
        ValueError
            If it is neither a month nor a date.
        """
        if given in (None, ""):
            return None
        return _month(MIDNIGHT.sub("", str(given).strip()))

    @property
    def known_year(self) -> int | None:
        """Calendar year of `as_of`; None if it is not said."""
        return None if self.as_of is None else int(self.as_of[:4])

    @model_validator(mode="after")
    def check_years(self) -> CaseSection:
        """Raise ValueError if the horizon ends before it begins."""
        if self.last_year < self.first_year:
            message = f"last_year {self.last_year} is before {self.first_year}"
            raise ValueError(message)
        return self


class PlanSection(Section):
    """Section ``[plan]``: whose decisions are optimised, and when they may fall.

    Attributes
    ----------
    parties
        Parties optimised together; empty = every company.
    objective_weights
        Weight of a party's value in the objective; default 1 for each.
    earliest_start_year, latest_start_year
        Calendar years in which programmes and openings may be decided; None = any.
    has_free_payments
        Whether guests may pay their hosts any amount up to the price of the vehicles
        hosted, as is best for all: it matters where losses are carried forward.
    """

    parties: tuple[str, ...] = ()
    objective_weights: dict[str, float] = Field(default_factory=dict)
    earliest_start_year: int | None = MAYBE_YEAR
    latest_start_year: int | None = MAYBE_YEAR
    has_free_payments: bool = False

    @field_validator("parties")
    @classmethod
    def are_named_once(cls, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Return the parties; raise ValueError if one is named twice."""
        return _named_once(parties)


class SolveSection(Section):
    """Section ``[solve]``: how long and how exactly to search.

    Attributes
    ----------
    gap
        Relative gap at which the search may stop.
    time_limit_seconds
        Wall-clock seconds of a plan, processor seconds of a whole deal; None = no
        limit.
    method
        extensive searches the whole tree as one model; decompose part by part, future
        by future, which large trees need; auto takes the second for large trees only.
    seed
        Seed of the solver.
    solver
        Who searches: highs, or scip (extra `scip`), which is slower here and takes no
        part in a deal's hurried searches. It does not count in the digest.
    """

    gap: float = Field(default=1e-4, ge=0.0, le=1.0)
    time_limit_seconds: float | None = Field(default=None, gt=0.0)
    method: Literal["auto", "extensive", "decompose"] = "auto"
    seed: int = Field(default=0, ge=0)
    solver: Literal["highs", "scip"] = "highs"


class DealSection(Section):
    """Section ``[deal]``: who talks, and with which bargaining power.

    Attributes
    ----------
    parties
        Parties at the table, 2 to 5; empty = every party with decisions of its own.
    power
        Bargaining power of a party, above 0; 1 where not given.
    """

    parties: tuple[str, ...] = ()
    power: dict[str, Annotated[float, Field(gt=0.0, le=1e6)]] = Field(
        default_factory=dict
    )

    @field_validator("parties")
    @classmethod
    def are_named_once(cls, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Return the parties; raise ValueError if one is named twice."""
        return _named_once(parties)


class CheckSection(Section):
    """Section ``[check]``: which doubts of the check are answered.

    Attributes
    ----------
    meant
        Cells that are meant as they stand though they are hardly plausible, each as
        TABLE.COLUMN, or TABLE.COLUMN: CONDITION for some rows, written as `where` of a
        what-if.
    """

    meant: tuple[str, ...] = ()

    @field_validator("meant")
    @classmethod
    def with_whole_conditions(cls, meant: tuple[str, ...]) -> tuple[str, ...]:
        """Return the entries, put together where a list was parted at its commas.

        A sheet holds them in one cell, and conditions are joined by commas as well.
        """
        whole: list[str] = []
        for part in meant:
            if whole and NEXT_CONDITION.match(part):
                whole[-1] += f", {part.strip()}"
            else:
                whole.append(part.strip())
        return tuple(whole)


def _month(text: str) -> str:
    if MONTH.fullmatch(text) and EARLIEST <= int(text[:4]) <= LATEST:
        return text
    try:
        return date.fromisoformat(text).strftime("%Y-%m")
    except ValueError:
        message = 'It must be a month or a date, e.g. "2026-11"'
        raise ValueError(message) from None


def _named_once(parties: tuple[str, ...]) -> tuple[str, ...]:
    twice = [name for name in dict.fromkeys(parties) if parties.count(name) > 1]
    if twice:
        message = f"A party is named twice: {', '.join(twice)}. Name each party once"
        raise ValueError(message)
    return parties


class Settings(Section):
    """All of case.toml; `alternatives` maps a what-if to its printed title."""

    case: CaseSection
    plan: PlanSection = PlanSection()
    solve: SolveSection = SolveSection()
    deal: DealSection = DealSection()
    check: CheckSection = CheckSection()
    alternatives: dict[str, str] = Field(default_factory=dict)
