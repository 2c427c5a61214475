"""What do the answers of a stress test say, in sentences and rows?"""

from typing import Any

import polars as pl

from brownfield.plans.plan import Plan
from brownfield.questions.stress.flexibility.links import Flexibility
from brownfield.questions.stress.question import StressTest
from brownfield.questions.stress.sweep.sweep import Finding, dearest
from brownfield.questions.stress.words.names import (
    Group,
    currency_of,
    groups,
    names,
    of_which,
)
from brownfield.tell.numbers import grouped, listed, money, percent, vehicles

TABLE_NOTE = (
    "Weeks: the stop and half of its ramp, at what still runs (6 at 30 % and 4 of ramp "
    "count as 8 at 30 %). Survives: the longest such stop without a lost vehicle. A "
    "year: by formula, what stops of all lengths cost times how often the hazard says "
    "they come; - without a hazard."
)
YEAR = 52  # weeks
LINKS_NOTE = (
    "A link is a programme that runs at an open plant, used or not; a chain is what "
    "links join, so that room anywhere in it serves all of it."
)
SHORT = {
    "interrupted": "The search for it was stopped by Ctrl-C",
    "time_limit": "The search for it ended at the time limit",
}
ABSENT = {
    "hazards": "The case has no hazards, so no years can be simulated: fill the table "
    "hazards (what stops, how often, how long).",
    "mitigations": "The case has no mitigations, so no cure can be priced: fill the "
    "table mitigations.",
}


def setting_line(test: StressTest) -> str:
    """Return what was tested and under which assumptions."""
    at, setting = test.planned.at, test.setting
    branch = at.plan.nodes.filter(pl.col("node") == at.node)["branch"][0]
    sold = vehicles(test.planned.network.demand.sum() * setting.working_weeks)
    return (
        f"The plan in {at.year}, future “{branch}”: {sold} a year.{_unproved(at.plan)} "
        f"Assumed: {setting.working_weeks:g} working weeks; stops without a hazard of "
        f"their own last {setting.weeks:g} weeks{_beyond(setting.weeks)}. Replays of "
        f"events let {percent(setting.patience)} of buyers wait and overtime add "
        f"{percent(setting.overtime)} where no table says so; the ranking, the years "
        "and the cures count every vehicle not delivered in time as lost."
    )


def _beyond(weeks: float) -> str:
    """Return what a stop longer than the year looked at takes for granted."""
    return "" if weeks <= YEAR else ", as if all later years were like this one"


def _unproved(tested: Plan) -> str:
    """Return how far from the best a plan may be whose search was cut short."""
    if tested.status not in SHORT:
        return ""
    return (
        f" {SHORT[tested.status]}: the best plan may be worth up to "
        f"{percent(tested.gap)} more, and stand otherwise."
    )


def absent_lines(test: StressTest) -> list[str]:
    """Return what was asked for and cannot be told, as the case lacks the table."""
    return [ABSENT[name] for name in test.absent]


def sweep_rows(test: StressTest) -> tuple[list[str], list[list[object]]]:
    """Return heading and rows of the exposure ranking, worst first."""
    currency, found = currency_of(test), groups(test)
    has_penalty = any(group.row["of_which_penalty"] for group in found)
    header = [
        "rank",
        "what stops",
        "weeks",
        "survives (weeks)",
        "lost vehicles",
        f"lost ({currency} m)",
        *([f"of it penalty ({currency} m)"] if has_penalty else []),
        f"a year, formula ({currency} m)",
        "who loses",
    ]
    return header, [_sweep_row(test, g, has_penalty=has_penalty) for g in found]


def _sweep_row(test: StressTest, group: Group, *, has_penalty: bool) -> list[object]:
    row = group.row
    yearly, penalty = row["expected_loss_per_year"], row["of_which_penalty"]
    return [
        group.rank,
        group.title,
        round(row["weeks"], 1),
        survived(row),
        grouped(row["lost_vehicles"]),
        round(row["lost_value"] / 1e6, 1),
        *([round(penalty / 1e6, 1)] if has_penalty else []),
        "-" if yearly is None else round(yearly / 1e6, 2),
        losers(test, row["lost_value_by_party"]),
    ]


def survived(row: dict[str, Any]) -> str:
    """Return the weeks survived in words."""
    weeks = row["time_to_survive_weeks"]
    return "for ever" if weeks is None else f"{weeks:.1f}"


def losers(test: StressTest, by_party: dict[str, float]) -> str:
    """Return the parties that lose, the one with the largest loss first."""
    known = names(test).parties
    order = sorted(
        (p for p, v in by_party.items() if v > 0), key=lambda p: -by_party[p]
    )
    return listed([known.get(p, p) for p in order])


def worst_sentence(test: StressTest) -> str:
    """Return the worst stop in one sentence."""
    worst = dearest(test.sweep) if test.sweep else None
    if worst is None or worst.lost_value <= 0:
        return "No single stop costs the plan anything."
    currency = currency_of(test)
    return (
        f"The dearest stop, {groups(test)[0].title} for {worst.stop.full_weeks:g} "
        f"weeks, costs {vehicles(worst.lost_vehicles)} and "
        f"{money(worst.lost_value, currency)}{of_which(worst.penalty, currency)}."
        f"{_indirect(test, worst)}"
    )


def _indirect(test: StressTest, worst: Finding) -> str:
    parties = [names(test).parties.get(p, p) for p in worst.indirect]
    if not parties:
        return ""
    whose = "its" if len(parties) == 1 else "their"
    return f" {listed(parties)} would lose though nothing of {whose} own stops."


def flexibility_lines(test: StressTest) -> list[str]:
    """Return how flexible the plan is, in a few lines."""
    found = test.flexibility
    if found is None:
        return []
    known = names(test)
    shared = [chain for chain in found.chains if len(chain["parties"]) > 1]
    lines = [
        (
            "Flexibility: if demand spreads by "
            f"{percent(test.setting.demand_spread)}{_together(test)}, the plan's links "
            f"sell {vehicles(found.expected)} a year on average (standard "
            f"error {grouped(found.error)}); without guests' links "
            f"{_sold(found, found.without_guests)}, if every plant built everything "
            f"{_sold(found, found.full)}. Chance that some group of products sells "
            f"less because it lacks links: {percent(found.index)}."
        ),
    ]
    low, high = found.guests_by_correlation[0], found.guests_by_correlation[-2]
    if shared and max(low[1], high[1]) < 1:
        lines.append("Guests' links add nothing.")
    elif shared:
        apart, together = vehicles(low[1]), vehicles(high[1])
        lines.append(
            f"Guests' links add {apart} a year, whether demands move together or not."
            if apart == together
            else f"Guests' links add {apart} a year if demands move independently, "
            f"{together} if they move together (correlation {high[0]:g})."
        )
    for chain in shared:
        plants = listed([known.facilities.get(f, f) for f in chain["facilities"]])
        parties = listed([known.parties.get(p, p) for p in chain["parties"]])
        lines.append(f"One chain joins {plants} across {parties}.")
    lines += [
        f"Next link: {known.options.get(link.build_option, link.build_option)} "
        f"sells {grouped(link.more_sales)} more a year "
        f"{_for_tooling(link.tooling_cost, currency_of(test))}."
        for link in found.next_links[:3]
    ]
    if not found.next_links:
        lines.append("No further link the case allows would sell more.")
    return [*lines, LINKS_NOTE]


def _for_tooling(cost: float, currency: str) -> str:
    return f"for {money(cost, currency)} of tooling" if cost else "without tooling"


def _sold(found: Flexibility, value: float) -> str:
    return "as many" if abs(value - found.expected) < 1 else vehicles(value)


def _together(test: StressTest) -> str:
    together = test.setting.demand_correlation
    return f" and moves together (correlation {together:g})" if together else ""


def design_lines(test: StressTest) -> list[str]:
    """Return what it is worth to plan for a stop, and what would change."""
    found, currency = test.design, currency_of(test)
    if found is None:
        return []
    known = names(test).options
    values = (found.worth, found.aware.value, found.unaware.value, found.aware.bound)
    worth, aware, unaware, bound = (money(value, currency) for value in values)
    first = (
        f"Reckoning with {found.hazard} in {found.year} (chance "
        f"{percent(found.probability)}, {percent(found.share_lost)} of the year's line "
        f"time) is worth {worth}: the plan that knows of it has {aware}, the one that "
        f"does not {unaware}; no plan has more than {bound}."
    )
    lines = [first]
    for row in found.changed_starts():
        what = "Starts" if row["plan"] == "aware" else "Does not start"
        option = known.get(row["build_option"], row["build_option"])
        branch = row["branch"].replace("+", ", ")
        lines.append(f"{what} {option} in {row['year']} ({branch}).")
    if len(lines) == 1:
        lines.append("The same programmes start as without it.")
    return lines
