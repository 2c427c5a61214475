"""What do the answers of a stress test say, in sentences and rows?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.stress.words.names import (
    group_title,
    of_which,
    parties_named,
    ranks,
)
from brownfield.tell.numbers import (
    MILLION,
    grouped,
    listed,
    money,
    percent,
    vehicles,
)

if TYPE_CHECKING:
    from brownfield.questions.stress.document import Document, TestedPlan
    from brownfield.questions.stress.facts.groups import StopGroup
    from brownfield.questions.stress.facts.stops import RankedStop

TABLE_NOTE = (
    "Weeks: the stop and half of its ramp, at what still runs (6 at 30 % and 4 of ramp "
    "count as 8 at 30 %). Survives: the longest such stop without a lost vehicle. A "
    "year: by formula, what stops of all lengths cost times how often the hazard says "
    "they come; - without a hazard."
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


def setting_line(document: Document) -> str:
    """Return what was tested and under which assumptions."""
    setting, sold = document.setting, vehicles(document.vehicles)
    later = ", as if all later years were like this one"
    return (
        f"The plan in {document.year}, future “{document.future}”: {sold} a year."
        f"{_unproved(document.plan)} "
        f"Assumed: {setting.working_weeks:g} working weeks; stops without a hazard of "
        f"their own last {setting.weeks:g} weeks{later * document.is_beyond_year}. "
        f"Replays of events let {percent(setting.patience)} of buyers wait and "
        f"overtime add {percent(setting.overtime)} where no table says so; the "
        "ranking, the years and the cures count every vehicle not delivered in time as "
        "lost."
    )


def _unproved(tested: TestedPlan) -> str:
    """Return how far from the best a plan may be whose search was cut short."""
    if tested.status not in SHORT:
        return ""
    return (
        f" {SHORT[tested.status]}: the best plan may be worth up to "
        f"{percent(tested.gap)} more, and stand otherwise."
    )


def absent_lines(document: Document) -> list[str]:
    """Return what was asked for and cannot be told, as the case lacks the table."""
    return [ABSENT[name] for name in document.absent]


def sweep_rows(document: Document) -> tuple[list[str], list[list[object]]]:
    """Return heading and rows of the exposure ranking, worst first."""
    currency, groups = document.currency, document.groups
    has_penalty = any(group.stop.of_which_penalty for group in groups)
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
    rows = [_sweep_row(document, group, has_penalty=has_penalty) for group in groups]
    return header, rows


def _sweep_row(
    document: Document, group: StopGroup, *, has_penalty: bool
) -> list[object]:
    stop = group.stop
    yearly, penalty = stop.expected_loss_per_year, stop.of_which_penalty
    return [
        ranks(group),
        group_title(document, group),
        round(stop.weeks, 1),
        survived(stop),
        grouped(stop.lost_vehicles),
        round(stop.lost_value / MILLION, 1),
        *([round(penalty / MILLION, 1)] if has_penalty else []),
        "-" if yearly is None else round(yearly / MILLION, 2),
        losers(document, stop),
    ]


def survived(stop: RankedStop) -> str:
    """Return the weeks survived in words."""
    weeks = stop.time_to_survive_weeks
    return "for ever" if weeks is None else f"{weeks:.1f}"


def losers(document: Document, stop: RankedStop) -> str:
    """Return the parties that lose, the one with the largest loss first."""
    lost = stop.lost_value_by_party
    order = sorted((p for p, v in lost.items() if v > 0), key=lambda p: -lost[p])
    return listed(parties_named(document, order))


def worst_sentence(document: Document) -> str:
    """Return the worst stop in one sentence."""
    if not document.groups:
        return "No single stop costs the plan anything."
    group, currency = document.groups[0], document.currency
    worst = group.stops[0]
    return (
        f"The dearest stop, {group_title(document, group)} for {worst.weeks:g} "
        f"weeks, costs {vehicles(worst.lost_vehicles)} and "
        f"{money(worst.lost_value, currency)}"
        f"{of_which(worst.of_which_penalty, currency)}."
        f"{_indirect(document, worst)}"
    )


def _indirect(document: Document, worst: RankedStop) -> str:
    parties = parties_named(document, worst.hit_indirectly)
    if not parties:
        return ""
    whose = "its" if len(parties) == 1 else "their"
    return f" {listed(parties)} would lose though nothing of {whose} own stops."
