"""What does every party earn on a vehicle?

Only parties that plan are counted, as in the plan: what a government that looks on pays
comes from outside.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import polars as pl

from brownfield.plans.recount.plants.openings import holds_in, lies_within
from brownfield.questions.stress.network.by_law.carbon import charged
from brownfield.questions.stress.network.by_law.credits import credited
from brownfield.questions.stress.network.by_law.grants import granted
from brownfield.questions.stress.network.planned import COSTS, Planned

Move = tuple[str, float]  # party and what it receives
Arc = Mapping[str, Any]


def margins(at: Planned) -> dict[str, list[float]]:
    """Return what every party earns on a vehicle of each arc, case currency.

    The programme owner has the price less parts, freight, insurance and duty, the
    plant's owner bears conversion; contracts, policies, credits of fleet rules and
    carbon by the vehicle move more.
    Shift costs, tooling and tax go on during a stop and are left out.
    """
    plans = set(at.plan.case.planned_parties)
    contracts = at.case.tables["contracts"].to_dicts()
    policies = _policies_in_force(at)
    by_arc = zip(granted(at), credited(at), charged(at), strict=True)
    places = dict(at.case.tables["places"].select("place", "customs_territory").rows())
    by_party: dict[str, list[float]] = {}
    arcs = zip(at.arcs.iter_rows(named=True), by_arc, strict=True)
    for position, (arc, more) in enumerate(arcs):
        moves = _arc_money(arc, at, contracts)
        supported = _policies(arc, policies, places[arc["origin"]])
        for party, amount in (*moves, *supported, *chain(*more)):
            per_arc = by_party.setdefault(party, [0.0] * at.arcs.height)
            per_arc[position] += amount
    for row in contracts:
        for party in (row["payer"], row["payee"]):
            by_party.setdefault(party, [0.0] * at.arcs.height)
    return {party: by_party[party] for party in sorted(by_party) if party in plans}


def _arc_money(arc: Arc, at: Planned, contracts: Sequence[Arc]) -> Iterator[Move]:
    yield arc["programme_owner"], arc["price"] - sum(arc[name] for name in COSTS)
    yield arc["owner"], -arc["conversion"]
    for row in contracts:
        if amount := _per_vehicle(row, arc, at):
            yield row["payer"], -amount
            yield row["payee"], amount


def _per_vehicle(row: Arc, arc: Arc, at: Planned) -> float:
    if row["form"] not in ("fee_per_vehicle", "cost_plus") or not covers(row, arc, at):
        return 0.0
    if row["form"] == "fee_per_vehicle":
        return float(row["amount"])
    return float((1 + row["amount"]) * arc["conversion"])


def covers(contract: Arc, arc: Arc, at: Planned) -> bool:
    """Return whether a contract is due and of the programme of an arc.

    It covers programmes of the payer; if that is a government, of the payee.
    """
    is_state = contract["payer"] not in at.case.companies
    owner = contract["payee"] if is_state else contract["payer"]
    return (
        owner == arc["programme_owner"]
        and contract["facility"] in (None, arc["facility"])
        and contract["product"] in (None, arc["product"])
        and lies_within(at.year, contract["from_year"], contract["to_year"])
    )


def has_begun(contract: Arc, at: Planned) -> bool:
    """Return whether a programme that a contract covers has started by the node.

    Before, neither a reservation nor a promised volume is owed.
    """
    starts = at.plan.tables["starts"].filter(pl.col("node").is_in(at.path))
    return any(covers(contract, start, at) for start in starts.iter_rows(named=True))


def _policies_in_force(at: Planned) -> list[Arc]:
    """Return receipts by the vehicle, and packages that the plan takes, in the year."""
    taken = at.plan.tables["support"].filter(pl.col("node").is_in(at.path))
    packages = set(taken.select("policy", "since").iter_rows())
    return [
        row
        for row in at.case.tables["policies"].iter_rows(named=True)
        if holds_in(at.year, row)
        and (
            row["kind"] == "receipts_per_vehicle"
            or (
                row["kind"] == "support_package"
                and (row["policy"], row["year"]) in packages
            )
        )
    ]


def _policies(arc: Arc, policies: Sequence[Arc], territory: str) -> Iterator[Move]:
    """Yield receipts of governments and support of packages for a vehicle."""
    sold = {"territory": territory, "product": arc["product"], "mode": arc["mode"]}
    for row in policies:
        if all(row[name] in (None, value) for name, value in sold.items()):
            is_receipt = row["kind"] == "receipts_per_vehicle"
            yield row["party"] if is_receipt else arc["owner"], row["amount"]
