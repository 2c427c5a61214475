"""How is a model held to what a plan decided?

What is decided is what was started, opened, staffed and supported. A programme whose
start costs nothing, promises nothing and excludes nothing is no decision: it stays
free. What may be chosen anew is found by holding only some kinds, or some nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from brownfield.case.scenarios import way_to_root
from brownfield.derive.derive import derive
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, Solution
from brownfield.solve.results.prices import no_prices
from brownfield.solve.run import plan_stated

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.plans.plan import Plan


class Kind(NamedTuple):
    """A kind of decision: what names it beside its node, and the plan's table."""

    key: tuple[str, ...]
    table: str


KINDS: Mapping[str, Kind] = {
    "start": Kind(("build_option",), "starts"),
    "open": Kind(("facility",), "openings"),
    "pattern": Kind(("facility", "pattern"), "shifts"),
    "package": Kind(("policy", "since"), "support"),
}
EXACT = 1e-6  # gap of plans that are held and not audited
SITES = ("start", "open")
"""What is built where; crews and support follow."""


def held(
    model: Formulation,
    decided: Plan,
    *,
    kinds: Sequence[str] = tuple(KINDS),
    at: Mapping[str, str] | None = None,
) -> Formulation:
    """Return the model in which a plan's decisions are taken, and no others.

    Parameters
    ----------
    model
        The model.
    decided
        The plan.
    kinds
        Which of `KINDS` are held.
    at
        The nodes of the model that are held, each with the node of the plan it is held
        as; every node as the one of its name if not given.
    """
    places = {n: n for n in decided.nodes["node"]} if at is None else at
    choosable = choices(model, kinds)
    linear = held_in(model.linear, choosable, taken_by(decided, kinds), places)
    return replace(model, linear=linear)


Name = tuple[str, ...]
Choices = Mapping[str, tuple[np.ndarray, list[Name]]]


def choices(model: Formulation, kinds: Sequence[str] = tuple(KINDS)) -> Choices:
    """Return the columns of each kind of decision, and node and key of each.

    Parameters
    ----------
    model
        The model.
    kinds
        Which of `KINDS`.
    """
    return {name: _columns(model, name) for name in kinds}


Taken = Mapping[str, frozenset[Name]]


def taken_by(decided: Plan, kinds: Sequence[str] = tuple(KINDS)) -> Taken:
    """Return node and key of the decisions that a plan took, by kind.

    Parameters
    ----------
    decided
        The plan.
    kinds
        Which of `KINDS`.
    """
    return {name: frozenset(_taken(decided, name)) for name in kinds}


def held_in(
    linear: LinearModel, choosable: Choices, taken: Taken, at: Mapping[str, str]
) -> LinearModel:
    """Return arrays in which some decisions are taken, and no others.

    Parameters
    ----------
    linear
        The arrays.
    choosable
        Their decisions, as of `choices`.
    taken
        Those that are taken, as of `taken_by`.
    at
        As for `held`.
    """
    lower, upper = linear.lower.copy(), linear.upper.copy()
    for name, (columns, names) in choosable.items():
        is_held = np.array([node in at for node, *_ in names], dtype=bool)
        is_held &= linear.is_integer[columns]
        is_on = [(at.get(node), *key) in taken[name] for node, *key in names]
        lower[columns] = np.where(is_held, is_on, lower[columns])
        upper[columns] = np.where(is_held, is_on, upper[columns])
    return linear.with_arrays(lower=lower, upper=upper)


def solved_held(
    model: Formulation,
    decided: Plan,
    *,
    kinds: Sequence[str] = tuple(KINDS),
    at: Mapping[str, str] | None = None,
    near: LinearModel | None = None,
) -> Solution:
    """Return the best point of a model with a plan's decisions, without an audit.

    Parameters
    ----------
    model, decided, kinds, at
        As for `held`.
    near
        The model with rows that no plan breaks, which shorten a search; its own if not
        given.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before it was found.
    """
    fixed = held(model, decided, kinds=kinds, at=at).linear
    if near is not None:
        fixed = near.with_arrays(lower=fixed.lower, upper=fixed.upper)
    seed = model.numbers.derived.case.settings.solve.seed
    solution = HighsBackend().solve(fixed, Limits(EXACT, seed=seed))
    if solution.outcome == "interrupted":
        raise KeyboardInterrupt
    return solution


def nodes_before(decided: Plan, year: float) -> Mapping[str, str]:
    """Return the nodes of a plan before a year, as `held` takes them."""
    nodes = decided.nodes.filter(pl.col("year") < year)["node"]
    return {node: node for node in nodes}


def with_volumes_of_others(
    model: Formulation, decided: Plan, free_party: str
) -> Formulation:
    """Return the model in which everybody but one party makes what a plan made."""
    makes = model.columns.make.select(
        "column", pl.col("recipe", "node", "programme_owner").cast(pl.String)
    ).filter(pl.col("programme_owner") != free_party)
    built = decided.tables["production"].select("recipe", "node", "vehicles")
    volumes_of_plan = makes.join(
        built, on=["recipe", "node"], how="left", maintain_order="left"
    )
    volumes = volumes_of_plan["vehicles"].fill_null(0.0) / model.data.scale.volume
    columns = volumes_of_plan["column"].to_numpy()
    lower, upper = model.linear.lower.copy(), model.linear.upper.copy()
    lower[columns], upper[columns] = volumes, volumes
    return _bounded(model, lower, upper)


def held_plan(case: Case, decided: Plan, *, free_party: str = "") -> Plan | None:
    """Return a case planned as decided, but for one party's volumes; None if it fails.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before the plan was made.
    """
    return next(held_plans(case, decided, free_party))


def held_plans(case: Case, decided: Plan, *free_parties: str) -> Iterator[Plan | None]:
    """Yield a case planned as decided, but for the volumes of each party in turn.

    The case is stated once. No party ("") leaves every volume free. None where there is
    no plan.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before a plan was made.
    """
    model = formulate(derive(case))
    fixed = held(model, decided)
    for party in free_parties:
        stated = with_volumes_of_others(fixed, decided, party)
        answer = plan_stated(stated, pricing=no_prices)
        if answer.status == "interrupted":
            raise KeyboardInterrupt
        yield answer if answer.tables else None


def barred(model: Formulation, *columns: pl.Series) -> Formulation:
    """Return the model in which the decisions of some columns are not taken."""
    upper = model.linear.upper.copy()
    for series in columns:
        upper[series.to_numpy()] = 0.0
    return _bounded(model, model.linear.lower, upper)


def nothing_begun(model: Formulation) -> Formulation:
    """Return the model in which nothing is begun, opened or closed.

    Programmes that run already run on, and a plant whose last year is over is closed.
    """
    columns, plants = model.columns, model.data.plants
    ended = plants.filter("has_ended").select(pl.col("facility", "node"))
    begun = columns.start.filter(~pl.col("is_committed"))["column"]
    closed = columns.close.join(ended, on=["facility", "node"], how="anti")["column"]
    return barred(model, begun, columns.open["column"], closed)


def no_guests(model: Formulation) -> Formulation:
    """Return the model in which nobody begins a programme in another's plant.

    Those that run already run on; everybody may begin in plants of their own.
    """
    options = guests_of(model.data.derived.case)
    return barred(model, columns_of(model, "start", options)["column"])


def guests_of(case: Case) -> list[str]:
    """Return the build options of a party in another's plant that do not run yet."""
    owners = case.tables["facilities"].select("facility", "owner")
    options = case.tables["build_options"].join(owners, on="facility")
    is_guest = pl.col("programme_owner") != pl.col("owner")
    return options.filter(is_guest, ~pl.col("is_committed"))["build_option"].to_list()


def in_every_future(
    model: Formulation, *sums: tuple[pl.DataFrame, float]
) -> Formulation:
    """Return the model in which, in every future, some columns add up to an amount.

    Parameters
    ----------
    model
        The model.
    sums
        The columns (`column` and `node`) and the least amount, in units of the model,
        to which those on the path to a leaf add up.
    """
    tree = model.data.derived.tree
    parent = dict(tree.nodes.select("node", "parent").iter_rows())
    paths = [list(way_to_root(leaf, parent)) for leaf in tree.leaves]
    rows = [
        (counted(model, columns.filter(pl.col("node").is_in(path))), amount)
        for path in paths
        for columns, amount in sums
    ]
    return replace(model, linear=model.linear.with_rows(rows))


def counted(model: Formulation, columns: pl.DataFrame) -> Floats:
    """Return 1 for each of some columns, 0 for every other one. Shape (columns,)."""
    factors = np.zeros(model.linear.columns)
    factors[columns["column"].to_numpy()] = 1.0
    return factors


def columns_of(model: Formulation, family: str, options: Sequence[str]) -> pl.DataFrame:
    """Return the columns of a family that name some build options, node in words."""
    frame: pl.DataFrame = getattr(model.columns, family)
    words = frame.with_columns(pl.col("build_option", "node").cast(pl.String))
    return words.filter(pl.col("build_option").is_in(list(options)))


def _bounded(model: Formulation, lower: Floats, upper: Floats) -> Formulation:
    linear: LinearModel = replace(model.linear, lower=lower, upper=upper)
    return replace(model, linear=linear)


def _columns(model: Formulation, kind: str) -> tuple[np.ndarray, list[Name]]:
    """Return the columns of a kind of decision, and node and key of each."""
    frame = getattr(model.columns, kind)
    return frame["column"].to_numpy(), list(_names(frame, kind))


def _taken(decided: Plan, kind: str) -> Iterator[Name]:
    """Yield node and key of the decisions that a plan took."""
    frame = decided.tables[KINDS[kind].table]
    if kind == "open":
        frame = frame.filter(pl.col("action") == "open")
    return _names(frame, kind)


def _names(frame: pl.DataFrame, kind: str) -> Iterator[Name]:
    columns = [pl.col(c).cast(pl.String) for c in ("node", *KINDS[kind].key)]
    return frame.select(columns).iter_rows()
