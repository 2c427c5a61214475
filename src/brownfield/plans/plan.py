"""What is a plan: its status, value, proof and tables?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import polars as pl

from brownfield.notebook import html_block, html_table, millions

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.audit import Audit

Status = Literal["optimal", "within_gap", "time_limit", "interrupted", "infeasible"]

STARTS_SHOWN = ("build_option", "product", "facility", "node", "year")


@dataclass(frozen=True)
class ModelSize:
    """Size of the solved model.

    Attributes
    ----------
    rows, columns, nonzeros
        Its rows, its columns, and entries that are not 0.
    binaries
        Yes/no decisions among the columns.
    """

    rows: int
    columns: int
    nonzeros: int
    binaries: int


@dataclass(frozen=True)
class Plan:
    """An audited plan.

    Attributes
    ----------
    status
        optimal, within_gap (of the gap asked for), time_limit, interrupted or
        infeasible.
    value
        Expected present value of the parties planned together, weighted as the
        settings say and with the tail of parties that look at it, in case currency;
        nan without a plan.
    bound
        No plan is worth more than this, in case currency.
    gap
        (bound - value) / |value|.
    case
        The case that was planned, what-ifs applied.
    nodes
        Scenario nodes: node, parent, branch, year, probability, what_ifs.
    tables
        Result tables by name; docs/architecture.md lists columns and units.
    audit
        The independent recount; None without a plan.
    model
        Size of the solved model.
    seconds
        Wall-clock seconds by phase.
    seed
        Seed of the solver.
    versions
        Versions of brownfield, solver and libraries.
    conflicts
        Rows of the tables that cannot hold together, if infeasible.
    notes
        What a reader should know: what-ifs of the tree that matched nothing.
    """

    status: Status
    value: float
    bound: float
    gap: float
    case: Case
    nodes: pl.DataFrame = field(repr=False)
    tables: Mapping[str, pl.DataFrame] = field(repr=False)
    audit: Audit | None
    model: ModelSize
    seconds: Mapping[str, float]
    seed: int
    versions: Mapping[str, str]
    conflicts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Return the plan in one line: case, status, value, audit."""
        return f"<{type(self).__name__} of {self.case.name}: {self.in_short}>"

    @property
    def in_short(self) -> str:
        """Status, value and outcome of the audit, in a few words."""
        status = self.status.replace("_", " ")
        if self.audit is None:
            return f"{status}, no plan"
        unit = f"{self.case.settings.case.currency} m"
        return f"{status}, {unit} {millions(self.value)}, {self.audit.outcome}"

    @property
    def is_sound(self) -> bool:
        """Whether there is a plan and its audit passed."""
        return self.audit is not None and self.audit.passed

    @property
    def begun(self) -> pl.DataFrame:
        """The table `starts` without programmes that run already."""
        options = self.case.tables["build_options"].filter("is_committed")
        running = options["build_option"].to_list()
        return self.tables["starts"].filter(~pl.col("build_option").is_in(running))

    @property
    def decides_nothing(self) -> bool:
        """Whether there is a plan, and it begins, opens and closes nothing."""
        openings = self.tables.get("openings")
        return openings is not None and openings.is_empty() and self.begun.is_empty()

    @cached_property
    def vehicles_by_option(self) -> dict[str, float]:
        """Vehicles of each build option, expected over all years; empty without one."""
        if "production" not in self.tables:
            return {}
        chance = self.nodes.select("node", "probability")
        rows = self.tables["production"].join(chance, on="node", maintain_order="left")
        expected = (pl.col("vehicles") * pl.col("probability")).sum()
        options = rows.group_by("build_option", maintain_order=True)
        return dict(options.agg(expected).iter_rows())

    @cached_property
    def value_by_party(self) -> dict[str, float]:
        """Expected present value of each party, in case currency; empty without one."""
        if "value" not in self.tables:
            return {}
        frame = self.tables["value"]
        expected = frame.group_by("party", maintain_order=True).agg(
            value=(pl.col("probability") * pl.col("npv")).sum()
        )
        return dict(expected.iter_rows())

    def _repr_html_(self) -> str:
        """Return the plan for a notebook: value, proof, starts, value by party."""
        title = f"Plan of {self.case.name}: {self.status.replace('_', ' ')}"
        if self.audit is None:
            return html_block(title, lines=self.conflicts or ("no plan was found",))
        unit = f"{self.case.settings.case.currency} m"
        outcome = "passed" if self.audit.passed else "failed"
        line = (
            f"worth {unit} {millions(self.value)} in present value, at most {unit} "
            f"{millions(self.bound)} (gap {self.gap:.2%}); audit {outcome}"
        )
        worth = [(p, millions(v)) for p, v in self.value_by_party.items()]
        starts = self.tables["starts"].select(STARTS_SHOWN)
        return html_block(
            title,
            html_table(("party", f"present value ({unit})"), worth),
            html_table(STARTS_SHOWN, starts.rows()),
            lines=(line,),
        )
