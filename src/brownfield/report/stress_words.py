"""What do the answers of a stress test say, in sentences and rows?"""

import math

import polars as pl

from brownfield.case.case import Case
from brownfield.report.labels import Labels, labels
from brownfield.report.numbers import grouped, listed, money, percent, vehicles
from brownfield.stress.backtest import RESULTS, Backtest, backtest
from brownfield.stress.events import Event
from brownfield.stress.study import StressTest
from brownfield.stress.sweep import Finding, ranked

SCOPES = {
    "facility": "plant",
    "party": "company",
    "outage_domain": "outage domain",
    "place": "place",
    "part_source": "parts from",
    "lane": "lane",
}
KINDS = {
    "backup_option": "route kept ready",
    "stock_weeks": "stock",
    "split_domain": "separate computers",
    "faster_recovery": "faster recovery",
}
COMPARED = dict(
    zip(
        RESULTS,
        ("Vehicles not built a week", "Loss a week", "Loss of the whole stop"),
        strict=True,
    )
)


def currency_of(test: StressTest) -> str:
    """Return the case currency."""
    return test.planned.at.plan.case.settings.case.currency


def names(test: StressTest) -> Labels:
    """Return the printed names of the case."""
    return labels(test.planned.at.plan.case)


def element_name(case: Case, scope: str, target: str) -> str:
    """Return what stops in words, e.g. ``plant JLR Halewood``."""
    known = labels(case)
    own = {
        "facility": known.facilities,
        "party": known.parties,
        "part_source": known.places | known.facilities,
        "place": known.places,
        "lane": known.places,
    }.get(scope, {})
    named = " > ".join(own.get(part, part) for part in target.split(">"))
    return f"{SCOPES[scope]} {named}"


def setting_line(test: StressTest) -> str:
    """Return what was tested and under which assumptions."""
    at, setting = test.planned.at, test.setting
    branch = at.plan.nodes.filter(pl.col("node") == at.node)["branch"][0]
    sold = vehicles(test.planned.network.demand.sum() * setting.working_weeks)
    return (
        f"The plan in {at.year}, future “{branch}”: {sold} a year. Assumed: "
        f"{setting.working_weeks:g} working weeks; stops without a hazard of their own "
        f"last {setting.weeks:g} weeks; where no table says so, "
        f"{percent(setting.patience)} of buyers wait and overtime adds "
        f"{percent(setting.overtime)}."
    )


def sweep_rows(test: StressTest) -> tuple[list[str], list[list[object]]]:
    """Return heading and rows of the exposure ranking, worst first."""
    currency = currency_of(test)
    header = [
        "rank",
        "what stops",
        "weeks",
        "survives (weeks)",
        "lost vehicles",
        f"lost ({currency} m)",
        f"a year ({currency} m)",
        "who loses",
    ]
    case = test.planned.at.plan.case
    rows = []
    for row in ranked(test.sweep.findings if test.sweep else ()):
        if row["lost_value"] <= 0:
            continue
        yearly = row["expected_loss_per_year"]
        rows.append(
            [
                row["rank"],
                element_name(case, row["scope"], row["target"]),
                round(row["weeks"], 1),
                "for ever"
                if row["time_to_survive_weeks"] is None
                else round(row["time_to_survive_weeks"], 1),
                grouped(row["lost_vehicles"]),
                round(row["lost_value"] / 1e6, 1),
                "-" if yearly is None else round(yearly / 1e6, 2),
                losers(test, row["lost_value_by_party"]),
            ]
        )
    return header, rows


def losers(test: StressTest, by_party: dict[str, float]) -> str:
    """Return the parties that lose, the one with the largest loss first."""
    known = names(test).parties
    order = sorted(
        (p for p, v in by_party.items() if v > 0), key=lambda p: -by_party[p]
    )
    return listed([known.get(p, p) for p in order])


def worst_sentence(test: StressTest) -> str:
    """Return the worst stop in one sentence."""
    findings = test.sweep.findings if test.sweep else ()
    worst: Finding | None = max(findings, key=lambda f: f.lost_value, default=None)
    if worst is None or worst.lost_value <= 0:
        return "No single stop costs the plan anything."
    case, stop = test.planned.at.plan.case, worst.stop
    indirect = listed([names(test).parties.get(p, p) for p in worst.indirect])
    hit = f" {indirect} would lose though nothing of theirs stops." if indirect else ""
    return (
        f"The dearest stop is that of {element_name(case, *stop.element)}: "
        f"{stop.full_weeks:g} weeks cost {vehicles(worst.lost_vehicles)} and "
        f"{money(worst.lost_value, currency_of(test))} of contribution.{hit}"
    )


def event_lines(test: StressTest, event: Event) -> list[str]:
    """Return what happens in an event, one line each."""
    currency, case = currency_of(test), test.planned.at.plan.case
    stopped = listed([element_name(case, o.scope, o.target) for o in event.outages])
    first = event.outages[0]
    lines = [
        (
            f"{event.name}: {stopped} down for {first.weeks:g} weeks, then a ramp of "
            f"{first.recovery:g} weeks."
        ),
        (
            f"Built: {percent(event.built.depth)} short at the worst, "
            f"{event.built.area:.2f} weeks of all output missed in all, "
            f"{_back(event.built.weeks_to_90)}."
        ),
        (
            f"{vehicles(event.unbuilt)} not built when planned, "
            f"{vehicles(event.lost_output)} never made up; "
            f"{vehicles(event.lost_vehicles)} never sold; at most "
            f"{grouped(event.replay.backlog.sum(axis=0).max())} buyers wait."
        ),
        (
            f"Lost contribution: {money(event.lost_value, currency)} "
            f"({_shares(test, event.by_party)})."
        ),
    ]
    for party, amount in event.moved.items():
        if amount > 0:
            name = names(test).parties.get(party, party)
            lines.append(
                f"{name} receives {money(amount, currency)} of relief and damages "
                "under its contracts, counted above."
            )
    for party, amount in event.guest_damages.items():
        name = names(test).parties.get(party, party)
        lines.append(
            f"{name} is a guest where it stops; "
            f"{'further ' if event.moved else ''}damages of {money(amount, currency)} "
            "for each of its vehicles not built as planned would make it whole."
        )
    return lines


def _back(weeks: float | None) -> str:
    if weeks is None:
        return "not back at 90 % within the weeks followed"
    return f"back at 90 % after {weeks:.1f} weeks" if weeks else "never below 90 %"


def _shares(test: StressTest, by_party: dict[str, float]) -> str:
    known, currency = names(test).parties, currency_of(test)
    parts = [
        f"{known.get(p, p)} {money(v, currency)}" for p, v in by_party.items() if v
    ]
    return listed(parts) or "nobody loses"


def backtest_of(test: StressTest, event: Event) -> Backtest | None:
    """Return published figures of the event beside ours; None without any."""
    return backtest(test.planned, event)


def backtest_rows(test: StressTest, event: Event) -> list[list[str]]:
    """Return what is compared, published, ours, ours over published, source, note."""
    found, currency = backtest_of(test, event), currency_of(test)
    if found is None:
        return []
    return [
        [
            COMPARED[row.result],
            _figure(row.result, row.published, currency),
            _figure(row.result, row.ours, currency),
            percent(row.ratio),
            row.source,
            row.note,
        ]
        for row in found.comparisons
    ]


def _figure(result: str, value: float, currency: str) -> str:
    return vehicles(value) if result == RESULTS[0] else money(value, currency)


def backtest_lines(test: StressTest, event: Event) -> list[str]:
    """Return the published figures beside ours and what explains the difference."""
    rows = backtest_rows(test, event)
    if not rows:
        return []
    lines = [
        f"{what}: published {published}, here {ours} ({ratio}). {note} [{source}]"
        for what, published, ours, ratio, source, note in rows
    ]
    return [
        "Beside what was published (nothing is tuned):",
        *lines,
        difference(test, event),
    ]


def difference(test: StressTest, event: Event) -> str:
    """Return why ours differs: how much the case covers, what a vehicle is worth."""
    found, currency = backtest_of(test, event), currency_of(test)
    if found is None or found.share_of_output is None:
        return ""
    covered = (
        f"The case covers {percent(found.share_of_output)} of the published output"
    )
    if found.loss_per_vehicle is None or found.published_per_vehicle is None:
        return f"{covered}."
    worth = found.loss_per_vehicle / found.published_per_vehicle
    return (
        f"{covered}, and a vehicle not built loses "
        f"{money(found.loss_per_vehicle, currency)} here against "
        f"{money(found.published_per_vehicle, currency)} published ({percent(worth)}). "
        "The two shares multiplied give the share of the weekly loss."
    )


def risk_lines(test: StressTest) -> list[str]:
    """Return the simulated risk in a few lines."""
    risk, currency = test.risk, currency_of(test)
    if risk is None:
        return []
    tail, error = risk.cvar()
    check = "agrees" if risk.is_as_expected else "does not agree"
    return [
        (
            f"Over {grouped(risk.years)} simulated years stops cost "
            f"{money(risk.mean, currency)} a year on average (standard error "
            f"{money(risk.standard_error, currency)}); half of them cost less than "
            f"{money(risk.percentile(0.5), currency)}, one in twenty more than "
            f"{money(risk.percentile(0.95), currency)}, one in a hundred more than "
            f"{money(risk.percentile(0.99), currency)}."
        ),
        (
            f"The worst twentieth of years costs {money(tail, currency)} on average "
            f"(standard error {money(error, currency)})."
        ),
        (
            "The frequency-duration formulas give "
            f"{money(risk.analytic.mean, currency)} a year: the "
            f"simulation {check} within four standard errors."
        ),
    ]


def cure_rows(test: StressTest) -> tuple[list[str], list[list[object]]]:
    """Return heading and rows of the cures, best first, then the best set."""
    currency, found = currency_of(test), test.treatment
    header = [
        "cure",
        "what it is",
        f"less loss a year ({currency} m)",
        f"less in bad years ({currency} m)",
        f"cost a year ({currency} m)",
        f"worth ({currency} m)",
    ]
    if found is None:
        return header, []
    table = test.planned.at.plan.case.tables["mitigations"]
    kinds = dict(table.select("mitigation", "kind").iter_rows())
    rows: list[list[object]] = [
        [p.cures[0], KINDS[kinds[p.cures[0]]], *_millions(p)] for p in found.singles
    ]
    best = found.best
    title = "best set" if found.budget is None else "best set in the budget"
    rows.append([title, listed(list(best.cures)) or "nothing", *_millions(best)])
    return header, rows


def _millions(found: object) -> list[float]:
    values = ("less_expected", "less_cvar", "cost", "worth")
    return [_rounded(getattr(found, name) / 1e6) for name in values]


def _rounded(value: float) -> float:
    shown = round(value, 2)
    return 0.0 if shown == 0 or not math.isfinite(shown) else shown


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
            f"{vehicles(found.without_guests)}, if every plant built everything "
            f"{vehicles(found.full)}. Chance that a group is short for want of links: "
            f"{percent(found.index)}."
        ),
    ]
    low, high = found.guests_by_correlation[0], found.guests_by_correlation[-2]
    if shared and low[1] > 0:
        apart, together = vehicles(low[1]), vehicles(high[1])
        lines.append(
            f"Guests' links add {apart} a year, whether demands move together or not."
            if apart == together
            else f"Guests' links add {apart} a year if demands move apart, {together} "
            f"if they move together (correlation {high[0]:g})."
        )
    for chain in shared:
        plants = listed([known.facilities.get(f, f) for f in chain["facilities"]])
        parties = listed([known.parties.get(p, p) for p in chain["parties"]])
        lines.append(f"One chain joins {plants} across {parties}.")
    lines += [
        f"Next link: {known.options.get(link.build_option, link.build_option)} "
        f"sells {grouped(link.more_sales)} more a year for "
        f"{money(link.tooling_cost, currency_of(test))} of tooling."
        for link in found.next_links[:3]
    ]
    if not found.next_links:
        lines.append("No further link the case allows would sell more.")
    return lines


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
