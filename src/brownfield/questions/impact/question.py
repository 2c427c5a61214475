"""What does a plan bring the region and the state, beyond what comes anyway?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.asking.answer import Answer
from brownfield.asking.sound import sound
from brownfield.case.case import Case
from brownfield.errors import UseError
from brownfield.plans.plan import Plan
from brownfield.questions.impact.asked import NO_DEAL, NOTHING, Asked
from brownfield.questions.impact.counted.aid import Aid, aid_of
from brownfield.questions.impact.counted.carbon import Emitted, emitted_of
from brownfield.questions.impact.counted.counted import Counted, counted
from brownfield.questions.impact.counted.home import Home, home_of
from brownfield.questions.impact.economy.foreign import read_saved
from brownfield.questions.impact.economy.given import (
    check_named,
    nation_of,
    scaled,
)
from brownfield.questions.impact.economy.read import read_economy
from brownfield.questions.impact.net.account import purse_of
from brownfield.questions.impact.net.at_risk import AtRisk, at_risk_of
from brownfield.questions.impact.net.impact import Net, net_of, shares_of, tax_of_head
from brownfield.questions.impact.net.ranges import Range, drawn_of, ranges_of
from brownfield.solve.batch import told_plan
from brownfield.solve.hold import guests_of, no_guests, nothing_begun
from brownfield.solve.results.prices import no_prices
from brownfield.solve.run import plan

if TYPE_CHECKING:
    from brownfield.asking.work import Work
    from brownfield.questions.impact.economy.table import Economy
    from brownfield.questions.impact.net.purse import Purse
    from brownfield.tables.frames import Tables


@dataclass(frozen=True)
class Difference:
    """What a plan brings more than another.

    Attributes
    ----------
    plan, against
        The two plans.
    home
        The nation.
    more
        What the plan has more at home.
    net
        What of that is additional.
    shares
        What each step takes off, share of what is left.
    emitted
        What it emits more.
    tax_of_head
        Tax on the pay of one person in a plant and on what is bought from it, case
        currency a year.
    aid
        Support of the plan beside what is legal.
    at_risk
        What a stop of each company's plants takes with the plan.
    ranges
        Where numbers lie in most draws of the assumptions, by name.
    """

    plan: Plan = field(repr=False)
    against: Plan = field(repr=False)
    home: Home = field(repr=False)
    more: Counted = field(repr=False)
    net: Net = field(repr=False)
    shares: Mapping[str, float]
    emitted: Emitted = field(repr=False)
    tax_of_head: float
    aid: Aid = field(repr=False)
    at_risk: tuple[AtRisk, ...] = field(repr=False)
    ranges: Mapping[str, Range] = field(repr=False)


@dataclass(frozen=True, repr=False)
class Impact(Answer):
    """The impact of a plan on a nation and its regions.

    Attributes
    ----------
    case
        The case.
    asked
        What was asked.
    table
        The input-output table in its own units.
    difference
        What the plan brings; None if only multipliers were asked for.
    """

    case: Case
    asked: Asked
    table: Economy = field(repr=False)
    difference: Difference | None = field(default=None, repr=False)


def answer(case: Case, asked: Asked, work: Work) -> Impact:
    """Return what the best plan of a case brings a nation and its regions.

    Raises
    ------
    UnansweredError
        If the case has no regions, or one of the two plans is not sound.
    UseError
        If there is no such region, what-if or file, or the file's sectors are not
        those of `purchases`.
    """
    own = _own(asked)
    if asked.multipliers and own is not None:
        return Impact(case, asked, own)
    home = home_of(case.tables, asked.region)
    table = own or nation_of(case.tables, home.regions).economy
    if asked.multipliers:
        return Impact(case, asked, table)
    if own is not None:
        check_named(case.tables, own)
        own = scaled(own, asked.io_money, asked.io_jobs)
    best, other = _plans(case, asked, work)
    return Impact(case, asked, table, _difference(best, other, home, own, asked))


def _own(asked: Asked) -> Economy | None:
    """Return the table that the user named, if any."""
    if asked.io is None:
        return None
    if asked.io.is_dir():
        return read_saved(asked.io, asked.io_nation)
    return read_economy(asked.io)


Planned = tuple[Case, Plan]


def _plans(case: Case, asked: Asked, work: Work) -> tuple[Planned, Planned]:
    """Return the best plan and the one it is compared with, each with its case.

    Raises
    ------
    UnansweredError
        If one of them is not sound.
    KeyboardInterrupt
        If Ctrl-C was pressed before there was one.
    """
    other = _other_case(case, asked.against)
    best = plan(case, on_progress=work.on_step("best plan"))
    if other is case:
        fix = FIXES[asked.against]
        work.on_begin(TITLES[asked.against])
        is_same = best.is_sound and is_without(best, asked.against)
        against = best if is_same else told_plan(case, fix, pricing=no_prices)
    else:
        against = plan(other, on_progress=work.on_step(f"under {asked.against}"))
    two = sound(best, "compare"), sound(against, "compare")
    return (case, two[0]), (other, two[1])


FIXES = {NOTHING: nothing_begun, NO_DEAL: no_guests}
TITLES = {NOTHING: "nothing begun", NO_DEAL: "no deal"}


def is_without(best: Plan, against: str) -> bool:
    """Return whether a plan is itself what it is compared with."""
    if against == NOTHING:
        return best.decides_nothing
    return not set(best.begun["build_option"]) & set(guests_of(best.case))


def _other_case(case: Case, against: str) -> Case:
    names = case.tables["what_ifs"]["what_if"].unique(maintain_order=True).to_list()
    if against in FIXES:
        return case
    if against not in names:
        message = (
            f"--against {against}: there is no such what-if; there are: no-deal, "
            f"nothing, {', '.join(names)}."
        )
        raise UseError(message)
    return case.apply(against)


def _difference(
    best: Planned, other: Planned, home: Home, own: Economy | None, asked: Asked
) -> Difference:
    case = best[0]
    tables = case.tables
    nation = nation_of(tables, home.regions, own)
    begun = (set(one[1].begun["build_option"]) for one in (best, other))
    alone = frozenset(set.difference(*begun))
    mine, theirs = (
        counted(*one, home, nation.economy.sectors, alone) for one in (best, other)
    )
    more = mine.less(theirs)

    def net(changed: Tables) -> Net:
        moved = nation_of(changed, home.regions, own)
        return net_of(
            more, moved, shares_of(changed["additionality"]), changed["taxes"]
        )

    def told(changed: Tables) -> dict[str, float]:
        return figures(net(changed), more, asked)

    drawn = drawn_of(tables, asked.draws, asked.draw_seed)
    return Difference(
        best[1],
        other[1],
        home,
        more,
        net(tables),
        shares_of(tables["additionality"]),
        emitted_of(*best, home).less(emitted_of(*other, home)),
        tax_of_head(nation, tables["taxes"]),
        aid_of(mine.nodes, *best, home, mine.offices),
        at_risk_of(mine.nodes, *best, home, nation),
        ranges_of(tables, drawn, asked.draws, told),
    )


def figures(net: Net, more: Counted, asked: Asked) -> dict[str, float]:
    """Return the numbers that are told with a range, by name.

    Returns
    -------
    dict
        jobs (people, last year), balance, balance_of_plan (case currency, present
        value over `asked.years` and over the years of the plan), cost (present value
        of support and duty forgone), cost_per_net_job.
    """
    nodes = more.nodes
    jobs = nodes.expected(net.jobs)[nodes.calendar[-1]]
    whole = purse_of(net, nodes, asked.rate, asked.years)
    short = purse_of(net, nodes, asked.rate, len(nodes.calendar))
    return {
        "jobs": jobs,
        "balance": whole.balance,
        "balance_of_plan": short.balance,
        "cost_per_net_job": cost_per_job(short, jobs),
    }


def cost_per_job(purse: Purse, jobs: float) -> float:
    """Return what a net job costs the state; nan where there is none.

    Support and duty forgone over the years of the plan, case currency per person.
    """
    cost = purse.support + max(purse.forgone, 0.0)
    return cost / jobs if jobs > LEAST else float("nan")


LEAST = 0.5  # jobs; fewer are none
