"""What do grants and support pay on a vehicle of each arc?

Where a budget pays for a part of the vehicles only, each has that part of a grant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from brownfield.plans.recount.plants.openings import holds_in
from brownfield.tables.declared.trade_and_policy import VEHICLE_GRANTS

if TYPE_CHECKING:
    from brownfield.questions.stress.network.planned import Planned

Row = Mapping[str, Any]
Move = tuple[str, float]  # party and what it receives
PURCHASE = VEHICLE_GRANTS[0]


def granted(at: Planned) -> list[tuple[Move, ...]]:
    """Return what grants pay and take on a vehicle, for each arc."""
    arcs = list(at.arcs.iter_rows(named=True))
    moves: list[tuple[Move, ...]] = [() for _ in arcs]
    places = dict(at.case.tables["places"].select("place", "customs_territory").rows())
    cars = at.case.tables["products"].rows_by_key("product", named=True, unique=True)
    for policy in at.case.tables["policies"].iter_rows(named=True):
        if policy["kind"] not in VEHICLE_GRANTS or not holds_in(at.year, policy):
            continue
        meant = [
            n
            for n, arc in enumerate(arcs)
            if is_meant(policy, arc, cars[arc["product"]], places)
        ]
        for position in meant:
            party = _party(policy, arcs[position])
            theirs = [arcs[n] for n in meant if _party(policy, arcs[n]) == party]
            share = _share(policy, party, theirs, at)
            moves[position] += tuple(_moves(policy, party, share))
    return moves


def _party(policy: Row, arc: Row) -> str:
    is_sale = policy["kind"] == PURCHASE
    return str(arc["programme_owner" if is_sale else "owner"])


def is_meant(policy: Row, arc: Row, car: Row, places: Mapping[str, str]) -> bool:
    """Return whether a vehicle of an arc meets the conditions of a grant.

    Parameters
    ----------
    policy
        The grant.
    arc
        Where the vehicle is built and sold.
    car
        Its row of `products`.
    places
        Customs territory of each place.
    """
    is_sale = policy["kind"] == PURCHASE
    made_in = places[arc["origin"]]
    asked = (
        (policy["territory"], places[arc["place"]] if is_sale else made_in),
        (policy["party"], car["company"] if is_sale else arc["owner"]),
        (policy["product"], arc["product"]),
        (policy["mode"], arc["mode"]),
        (policy["powertrain"], car["powertrain"]),
        *([(policy["made_in"], made_in)] if is_sale else []),
    )
    is_cheap = not is_sale or arc["price"] <= (policy["price_cap"] or arc["price"])
    return (
        is_cheap
        and car["hs_code"].startswith(policy["hs_code"] or "")
        and all(wanted in (None, value) for wanted, value in asked)
    )


def _share(policy: Row, party: str, arcs: Sequence[Row], at: Planned) -> float:
    """Return the share of a party's vehicles that the plan has a grant for."""
    is_refusable = policy["kind"] != PURCHASE and _is_public(policy, at)
    if policy["cap"] is None and not is_refusable:
        return 1.0
    paid = sum(
        row["vehicles"]
        for row in at.table("grants").iter_rows(named=True)
        if (row["policy"], row["since"], row["party"])
        == (policy["policy"], policy["year"], party)
    )
    planned = sum(arc["vehicles"] for arc in arcs)
    return min(1.0, paid / planned) if planned else 0.0


def _is_public(policy: Row, at: Planned) -> bool:
    return policy["payer"] in at.plan.case.planned_parties


def _moves(policy: Row, party: str, share: float) -> Iterator[Move]:
    amount = share * (policy["amount"] or 0.0)
    kept = policy["pass_through"] if policy["kind"] == PURCHASE else 1.0
    yield party, kept * amount
    if policy["payer"] is not None:
        yield policy["payer"], -amount
