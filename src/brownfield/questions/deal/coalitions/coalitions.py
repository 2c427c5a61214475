"""What is each coalition worth when everybody outside it acts alone?

A coalition's value is the plan of its members. What its governments receive from
companies outside it, each acting alone, is added: receipts that come without any deal
are no gain of a deal. With a government, the plan is within aid rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.deal.coalitions.game import Coalition, Game
from brownfield.questions.deal.contracts.risk import worth
from brownfield.tables.declared.trade_and_policy import REFUSABLE
from brownfield.tables.memory import Again

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.deal.coalitions.seats import Seats

MOST_WEIGHT = 0.999  # of the tail: what happens outside it must count a little


@dataclass(frozen=True)
class Coalitions:
    """The plans of every coalition and the game they make.

    Attributes
    ----------
    seats
        Who takes part.
    plans
        Plan of each coalition that has a company.
    alone
        Plan of each company acting alone; governments look on and receive.
    game
        The values, with what governments receive from outsiders.
    larger
        The best plan found of everybody if aid rules allowed any amount; None if they
        keep nobody from it.
    """

    seats: Seats
    plans: Mapping[Coalition, Plan] = field(repr=False)
    alone: Mapping[str, Plan] = field(repr=False)
    game: Game
    larger: Plan | None = field(default=None, repr=False)

    @property
    def joint(self) -> Plan:
        """Plan of everybody at the table."""
        return self.plans[frozenset(self.seats.parties)]

    @property
    def private(self) -> Plan:
        """Plan of the companies at the table without any government."""
        return self.plans[frozenset(self.seats.companies)]


def without_payments(case: Case, seated: Seats) -> Case:
    """Return the case without contracts between the parties at the table.

    What they pay each other is what they talk about.
    """
    among = pl.col("payer").is_in(seated.parties) & pl.col("payee").is_in(
        seated.parties
    )
    contracts = case.tables["contracts"].filter(~among)
    change = "no contracts between those who talk"
    return case.with_tables(change, contracts=contracts)


def coalition_case(case: Case, seated: Seats, group: Sequence[str]) -> Case:
    """Return the case in which a coalition plans together.

    Governments outside it only look on: they decide on no package, their receipts are
    counted and weigh nothing. Guests may pay hosts whatever lets old losses be used and
    shares risk best, so that a coalition is worth what some contract would make it
    worth.
    """
    case = _with_a_mean(case.with_settings("plan", {"has_free_payments": True}))
    if set(group) & set(seated.governments):
        outside = [state for state in seated.governments if state not in group]
        case = without_support(case, outside)
        return case.choose((*group, *seated.suppliers))
    return with_onlookers(case, seated, group)


def with_onlookers(case: Case, seated: Seats, group: Sequence[str]) -> Case:
    """Return the case in which companies plan and the governments only look on."""
    is_package = pl.col("kind") == "support_package"
    case = without_support(case, seated.governments)
    policies = _without(case, is_package, "packages")
    weights = case.settings.plan.objective_weights | dict.fromkeys(
        seated.governments, 0.0
    )
    return (
        case.with_tables("no support packages", policies=policies)
        .choose((*group, *seated.governments, *seated.suppliers))
        .with_settings("plan", {"objective_weights": weights})
    )


def without_support(case: Case, states: Sequence[str]) -> Case:
    """Return the case without support and grants that these may choose to give."""
    is_theirs = pl.col("payer").is_in(list(states)).fill_null(value=False)
    is_chosen = pl.col("kind").is_in(REFUSABLE) & is_theirs
    kept = _without(case, is_chosen, tuple(states))
    if kept is case.tables["policies"]:
        return case
    return case.with_tables("no support from those outside", policies=kept)


_FILTERED: Again[pl.DataFrame] = Again(most=16)
"""Policies without some rows: what is known of a frame holds for every group then."""


def _without(case: Case, is_gone: pl.Expr, name: object) -> pl.DataFrame:
    """Return the policies without some rows; the frame itself if there are none."""
    policies = case.tables["policies"]
    kept = _FILTERED.of([policies], name, lambda: policies.filter(~is_gone))
    return policies if kept.height == policies.height else kept


def _with_a_mean(case: Case) -> Case:
    """Return the case in which parties look a little beyond their tail.

    Else whatever happens in their better futures would be as good to them.
    """
    if not (case.tables["parties"]["tail_weight"] > MOST_WEIGHT).any():
        return case
    weight = pl.col("tail_weight").clip(upper_bound=MOST_WEIGHT)
    parties = case.tables["parties"].with_columns(weight)
    return case.with_tables("a little weight beyond the tail", parties=parties)


def game_of(case: Case, seated: Seats, plans: Mapping[Coalition, Plan]) -> Game:
    """Return the values of all coalitions, with what their searches left open."""
    alone = {party: plans[frozenset({party})] for party in seated.companies}
    values: dict[Coalition, float] = {}
    bounds: dict[Coalition, float] = {}
    for size in range(1, len(seated.parties) + 1):
        for group in combinations(seated.parties, size):
            coalition = frozenset(group)
            inside = plans.get(coalition)
            more = _received(case, seated, coalition, inside, alone)
            values[coalition] = more + (_value(inside, case) if inside else 0.0)
            is_open = inside.bound - inside.value if inside else 0.0
            bounds[coalition] = values[coalition] + is_open
    return Game(seated.parties, values, bounds=bounds)


def _value(plan: Plan, case: Case) -> float:
    """Return a plan's value if parties look no further than the case says."""
    value = plan.value
    weights = plan.case.settings.plan.objective_weights
    careful = case.tables["parties"].filter(
        pl.col("tail").is_not_null(),
        pl.col("tail_weight") > MOST_WEIGHT,
        pl.col("party").is_in(plan.case.planned_parties),
    )
    for row in careful.select("party", "tail", "tail_weight").iter_rows(named=True):
        party, tail = row["party"], row["tail"]
        got, chances = payoffs(plan, party), chances_of(plan)
        exact, planned = (
            worth(got, chances, tail, weight)
            for weight in (row["tail_weight"], MOST_WEIGHT)
        )
        value += weights.get(party, 1.0) * (exact - planned)
    return value


def _received(
    case: Case,
    seated: Seats,
    coalition: Coalition,
    inside: Plan | None,
    alone: Mapping[str, Plan],
) -> float:
    """Return what receipts from outsiders acting alone add to its governments' worth.

    A government that looks at its tail weighs all it receives in a future together.
    """
    outsiders = [party for party in seated.companies if party not in coalition]
    if not outsiders:
        return 0.0
    chances, total = chances_of(alone[outsiders[0]]), 0.0
    for state in (s for s in seated.governments if s in coalition):
        care = care_of(case, state)
        own = payoffs(inside, state) if inside else (0.0,) * len(chances)
        more = payoffs_alone(alone, state, outsiders)
        both = [a + b for a, b in zip(own, more, strict=True)]
        total += worth(both, chances, *care) - worth(own, chances, *care)
    return total


def care_of(case: Case, party: str) -> tuple[float | None, float]:
    """Return the share of worst futures a party looks at, and their weight."""
    row = case.tables["parties"].filter(pl.col("party") == party).row(0, named=True)
    return row["tail"], row["tail_weight"] if row["tail"] else 0.0


def chances_of(plan: Plan) -> tuple[float, ...]:
    """Return the probability of each future of a plan, in leaf order."""
    value = plan.tables["value"]
    rows = value.filter(pl.col("party") == value["party"][0])
    return tuple(rows["probability"].to_list())


def payoffs(plan: Plan, party: str) -> tuple[float, ...]:
    """Return a party's present value in each future of a plan, in leaf order."""
    rows = plan.tables["value"].filter(pl.col("party") == party)
    return tuple(rows["npv"].to_list())


def payoffs_alone(
    alone: Mapping[str, Plan], party: str, companies: Sequence[str]
) -> tuple[float, ...]:
    """Return a party's present value in each future if everybody acts alone.

    Parameters
    ----------
    alone
        Plan of each company acting alone.
    party
        A company or a government; a government receives from all who act alone.
    companies
        Companies a government receives from.
    """
    if party in alone:
        return payoffs(alone[party], party)
    sources = [payoffs(alone[company], party) for company in companies]
    return tuple(sum(values) for values in zip(*sources, strict=True))
