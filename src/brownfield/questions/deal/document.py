"""How is a deal written as one JSON document?"""

from collections.abc import Mapping
from dataclasses import asdict
from math import isfinite
from typing import Any

from brownfield.plans.plan import Plan
from brownfield.questions.deal.coalitions.game import Game
from brownfield.questions.deal.coalitions.hosts import LeftOut
from brownfield.questions.deal.coalitions.sharing import RULES
from brownfield.questions.deal.question import Deal
from brownfield.questions.deal.seats import shared_groups
from brownfield.questions.deal.staying.leave import Leave
from brownfield.questions.deal.support.larger import Larger
from brownfield.questions.deal.support.public import PublicPart
from brownfield.questions.deal.terms.forms import timing
from brownfield.questions.deal.terms.ranges import Range
from brownfield.questions.deal.terms.tables import Table
from brownfield.version import __version__


def document(told: Deal) -> dict[str, Any]:
    """Return the documented JSON document of a deal; money in case currency."""
    game = told.game
    return {
        "currency": told.case.settings.case.currency,
        "parties": list(game.parties),
        **_hosts(told.left_out),
        **_values(game),
        **_splits(told),
        "split_ranges": _split_ranges(told),
        "core_is_empty": told.is_core_empty,
        "objections": {
            rule: {game.label(c): gain for c, gain in gains.items()}
            for rule, gains in told.objecting.items()
        },
        "joining_loses": [
            {"one": game.label(a), "other": game.label(b), "loss": loss}
            for a, b, loss in told.joining
        ],
        "groups_across_owners": shared_groups(told.case, told.seats),
        "pair": _pair(told.table),
        "terms": _terms(told),
        "terms_with_government": _ranges(told.public) if told.private else {},
        "fee_within_ceiling": _optional(told.public.legal if told.public else None),
        "fee_without_ceiling": _optional(
            told.public.unlimited if told.public else None
        ),
        "pictures": _pictures(told.table),
        "stated": {name: asdict(terms) for name, terms in told.stated.items()},
        "simplicity": _simplicity(told),
        "stay": [asdict(s) | {"leaves": s.leaves} for s in told.stay],
        "stay_nodes": [_leave(one) for one in told.leave],
        "menu": _menu(told),
        "support": _support(told.support[0]) if told.support else _no_support(told),
        "support_by_government": {p.government: _support(p) for p in told.support},
        "beyond_aid_rules": _larger(told.larger),
        "distortion": asdict(told.distortion) if told.distortion else None,
        "stop_week": told.stop_week,
        "stalemate": dict(told.stalemate),
        "nash_with_outside_as_floor": dict(told.floors) if told.floors else None,
        "sensitivity": [
            {"change": m.change} | (_range(m.fee) if m.fee else {}) for m in told.moved
        ],
        "plans": {game.label(c): _plan(p) for c, p in told.found.plans.items()},
        "slack": game.slack,
        "case": told.case.name,
        "case_digest": told.case.asked_digest,
        "what_ifs": list(told.case.what_ifs_applied),
        "versions": {"brownfield": __version__},
    }


def _splits(told: Deal) -> dict[str, dict[str, float] | None]:
    """Return every split; None where its rule is not defined without a surplus."""
    found = {
        rule: dict(told.splits[rule]) if rule in told.splits else None for rule in RULES
    }
    return found | {"kalai_smorodinsky": found["equal"]}  # all hope for the same


def _split_ranges(told: Deal) -> dict[str, dict[str, list[float]]]:
    return {
        rule: {party: list(ends) for party, ends in shares.items()}
        for rule, shares in told.split_ranges.items()
    }


def _hosts(found: LeftOut) -> dict[str, Any]:
    """Return the hosts that do not talk, by use in the best plan with them."""
    return {
        "hosts_left_out": dict(found.plants),
        "hosts_left_out_used": dict(found.vehicles),
        "hosts_left_out_more": found.more,
    }


def _values(game: Game) -> dict[str, Any]:
    """Return what every group is worth, and what is left to share."""
    return {
        "coalitions": {game.label(c): game.values[c] for c in game.coalitions()},
        "coalition_bounds": {game.label(c): game.bound(c) for c in game.coalitions()},
        "disagreement": dict(game.alone),
        "total": game.total,
        "surplus": game.surplus,
        "least_surplus": game.least_surplus,
    }


def _pair(table: Table | None) -> dict[str, Any] | None:
    if table is None:
        return None
    pair = table.pair
    return {
        "entrant": pair.entrant,
        "host": pair.host,
        "facilities": list(pair.facilities),
        "unpaid": dict(table.unpaid),
    }


def _terms(told: Deal) -> dict[str, Any]:
    """Return every form, with exit fees and the grants of the public talks."""
    terms = _ranges(told.table)
    grants = told.public.ranges if told.public else {}
    terms |= {n: _range(r) for n, r in grants.items() if n.startswith("grant")}
    terms |= {n: _range(r) for n, r in told.grants.items()}
    return terms | ({"exit_fee": _exit_fee(told)} if told.stay else {})


def _exit_fee(told: Deal) -> dict[str, Any]:
    """Return what keeps the party most tempted to leave, up to what the others lose.

    Whoever gains more by leaving than the others lose had better leave.
    """
    owed = [s for s in told.stay if s.leaves and s.exit_fee <= s.damages]
    worst = max(owed, key=lambda s: s.exit_fee, default=None)
    least, most = (worst.exit_fee, worst.damages) if worst else (0.0, 0.0)
    return {
        "low": least,
        "high": most,
        "nash": least,
        "unit": f"{told.case.settings.case.currency}, present value",
        "party": worst.party if worst else None,
        "scenario": worst.scenario if worst else None,
        "amounts": {},
        "gains": {},
        "tail_low": None,
        "tail_high": None,
        "kalai_smorodinsky": None,
        "sure_low": least,
        "sure_high": most,
        "off": 0.0,
        "note": "from what keeps a party that would leave to what the others lose",
    }


def _optional(found: Range | None) -> dict[str, Any] | None:
    return _range(found) if found else None


def _ranges(table: Table | None) -> dict[str, Any]:
    return {n: _range(r) for n, r in table.ranges.items()} if table else {}


def _range(found: Range) -> dict[str, Any]:
    content = asdict(found) | {"off": found.off if isfinite(found.off) else None}
    del content["form"]
    return content | {"kalai_smorodinsky": content.pop("fair")}


def _pictures(table: Table | None) -> list[dict[str, Any]]:
    if table is None:
        return []
    return [
        {"across": across, "up": up, "corners": [list(c) for c in corners]}
        for (across, up), corners in table.pictures.items()
    ]


def _simplicity(told: Deal) -> dict[str, Any] | None:
    found = told.simplicity
    if found is None:
        return None
    return {
        "bound": found.bound,
        "by_form": dict(found.by_form),
        "best": found.best,
        "cost": found.cost,
    }


def _leave(found: Leave) -> dict[str, Any]:
    node = found.node
    return {
        "party": found.party,
        "node": node.name,
        "branch": node.branch,
        "year": node.year,
        "probability": node.probability,
        "going_on": found.going_on,
        "leaving": found.leaving,
        "exit_fee": found.exit_fee,
        "damages": found.damages,
        "leaves": found.leaves,
    }


def _menu(told: Deal) -> dict[str, Any] | None:
    if told.menu is None or told.table is None:
        return None
    scenarios = timing(told.table.plan).leaves
    return {
        "offers": [
            {
                "scenario": scenarios[offer.future],
                "reservation": offer.reservation,
                "fee_per_vehicle": offer.fee,
                "guest_gains": offer.guest,
                "host_gains": offer.host,
            }
            for offer in told.menu.offers
        ],
        "host_gains": told.menu.host,
        "host_gains_with_one_offer": told.menu.host_one_offer,
        "host_gains_knowing_the_future": told.menu.host_knowing,
    }


def _support(part: PublicPart) -> dict[str, Any]:
    support = part.support
    return {
        "government": part.government,
        "gap": support.gap,
        "minimum": support.minimum,
        "packages": support.packages,
        "ceiling": support.ceiling,
        "worth_to_state": support.worth_to_state,
        "is_proportionate": support.is_proportionate,
        "is_earned_back": support.is_earned_back,
        "is_possible": support.is_possible,
        "counterfactual": asdict(part.counterfactual),
        "supported": asdict(part.supported),
        "cost_per_job": part.cost_per_job,
        "cost_per_vehicle": part.cost_per_vehicle,
        "clawback": dict(part.clawbacks),
        "loan": part.loan,
        "relief_per_vehicle": part.relief_per_vehicle,
    }


def _larger(found: Larger | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "value": found.plan.value,
        "more": found.more,
        "needs": {
            state: {
                "aid": need.amount,
                "limit": need.part.support.ceiling,
                "policy": need.limit.policy if need.limit else None,
                "capital": need.capital,
            }
            | _support(need.part)
            for state, need in found.needs.items()
        },
    }


def _no_support(told: Deal) -> dict[str, Any]:
    """Return the gap of a deal without a government: none is asked for anything."""
    private = told.found.private
    starts = private.tables["starts"].select("build_option", "node", "year")
    return {
        "government": None,
        "gap": 0.0,
        "minimum": 0.0,
        "counterfactual": {"value": private.value, "starts": starts.to_dicts()},
    }


def _plan(found: Plan) -> Mapping[str, Any]:
    return {
        "status": found.status,
        "value": found.value,
        "bound": found.bound,
        "gap": found.gap,
        "value_by_party": found.value_by_party,
        "audit": found.is_sound,
        "seconds": sum(found.seconds.values()),
    }
