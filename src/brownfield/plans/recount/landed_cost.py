"""Does the landed cost the plan shows add up from the tables?"""

from collections.abc import Iterator, Mapping

from brownfield.plans.recount.costs import carriage, conversion, recipe_option
from brownfield.plans.recount.duty import check_regime, duty_of
from brownfield.plans.recount.finding import Finding, at, same
from brownfield.plans.recount.gate import inbound_costs
from brownfield.plans.recount.world import Row, World


def check_landed_cost(world: World) -> Iterator[Finding]:
    """Yield every part of every landed cost beside the recount."""
    for row in world.plan.all("landed_cost"):
        where = at(
            recipe=row["recipe"],
            place=row["place"],
            regime=row["regime"],
            node=row["node"],
        )
        yield check_regime(world, row, where)
        costs = recount_landed_cost(world, row)
        for item, amount in costs.items():
            yield same(f"landed cost: {item}", where, amount, row[item])
        total = sum(costs.values())
        yield same("landed cost", where, total, row["landed_cost"])


def recount_landed_cost(world: World, row: Row) -> Mapping[str, float]:
    """Return the parts of the landed cost of one vehicle on one route."""
    node, recipe = world.nodes[row["node"]], row["recipe"]
    freight, insurance = carriage(world, node, recipe, row["place"])
    option = recipe_option(world, recipe)["build_option"]
    return {
        **inbound_costs(world, node, recipe),
        "conversion": conversion(world, node, option),
        "freight": freight,
        "insurance": insurance,
        "duty": duty_of(world, row),
    }
