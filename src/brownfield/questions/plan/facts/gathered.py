"""Which tables and highlights of a study are told, under which names?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.questions.plan.facts import highlights, trade, value, volume
from brownfield.questions.plan.facts.board import sites
from brownfield.questions.plan.facts.board.steps import chances
from brownfield.questions.plan.facts.decision import decisions
from brownfield.questions.plan.facts.law import carbon, fleet
from brownfield.questions.plan.facts.law.granted import granted
from brownfield.tell import views

if TYPE_CHECKING:
    from brownfield.questions.plan.question import Study
    from brownfield.tell.labels import Labels

SETTLED_AFTER = 4  # years from the first until most programmes run


def options(study: Study, names: Labels) -> dict[str, Any]:
    """Return the options side by side, and what they say of the best plan."""
    every = value.options(study)
    missed = [one.name for one in study.missed]
    taken = every.filter(~pl.col("option").is_in(missed))
    by_party, base = value.option_values(study, names), value.first_other(every)
    return {
        "options": every,
        "option_values": by_party,
        "gain_base": base,
        "option_gains": value.option_gains(by_party, base),
        "next_best": value.next_best(taken, study.plan.bound),
        "party_worth": value.party_worth(every, by_party),
        "by_option": highlights.by_option(taken),
    }


def named(study: Study, names: Labels) -> dict[str, Any]:
    """Return the tables of the best plan under printed names."""
    plan = study.plan
    starts = volume.starts(plan, study.case, names)
    return {
        "labels": names,
        "view_names": views.view_names(plan),
        "future_values": value.future_values(plan, names),
        "future_starts": volume.future_starts(plan, names),
        "programme_starts": starts,
        "decisions": decisions(starts, chances(plan, sites.starts(plan), names)),
        "built": volume.production(plan, names),
        "shift_runs": volume.shift_runs(volume.shifts(plan, names)),
        "capacity_use": volume.capacity_use(plan, names),
        "hour_values": volume.hour_values(plan, names),
        "idle": volume.idle_plants(plan, names),
        "granted": granted(plan, names),
        "flows": volume.flows(plan, study.case),
        "landed_cost": trade.landed_cost(plan, names),
        "origin": trade.origin(plan, names),
        "cash": value.cash(plan, names),
        "fleet": fleet.fleet(plan, names),
        "carbon": carbon.carbon(plan, names),
        "emitted": carbon.emitted(plan, names),
    }


def drawn(study: Study, tables: Mapping[str, Any]) -> dict[str, Any]:
    """Return what figures draw first, and the numbers that their sentences name."""
    settings, expected = study.case.settings.case, tables["view_names"][0]
    last = settings.last_year
    settled = min(last, settings.first_year + SETTLED_AFTER)
    return {
        "plants_in_use": volume.plants_in_use(tables["capacity_use"]),
        "parties_with_cash": value.parties_with_cash(tables["cash"]),
        "delivering_plants": volume.delivering_plants(tables["flows"]),
        "peak_use": highlights.peak_use(tables["capacity_use"], expected),
        "largest_investor": highlights.largest_investor(tables["cash"], expected),
        "by_future": highlights.by_future(tables["future_values"]),
        "lane_costs": highlights.lane_costs(tables["landed_cost"], settled),
        "origin_fall": highlights.origin_fall(tables["origin"]),
        "busiest": highlights.busiest_year(tables["flows"]),
        "built_last": highlights.built_in(tables["built"], expected, last),
        "settled_year": settled,
    }
