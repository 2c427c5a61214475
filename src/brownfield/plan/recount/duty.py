"""Which duty does the law ask for one vehicle or part, under which regime?"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from brownfield.plan.recount.costs import (
    Part,
    carriage,
    ex_works,
    parts,
    recipe_option,
    territory_of,
)
from brownfield.plan.recount.finding import Finding, at, at_most, holds, same
from brownfield.plan.recount.origin import (
    covers,
    membership,
    originating_share,
    recount_origin,
)
from brownfield.plan.recount.world import Node, Row, Rows, World

DOMESTIC = "domestic"


@dataclass(frozen=True)
class Goods:
    """One vehicle or part at a border, money in case currency."""

    importer: str
    exporter: str
    hs_code: str
    company: str | None
    powertrain: str
    year: int
    price: float
    carriage: float


@dataclass(frozen=True)
class Regime:
    """One way to bring goods in: its kind, the row that grants it, its duty."""

    kind: str
    measure: str | None
    agreement: str | None
    duty: float

    @property
    def names(self) -> frozenset[str]:
        """Words by which a plan may call the regime."""
        labels = [label for label in (self.agreement, self.measure) if label]
        joined = {f"{self.kind}{sep}{label}" for label in labels for sep in (":", " ")}
        return frozenset({self.kind, *labels, *joined})


def matching(rows: Rows, kind: str, goods: Goods) -> list[Row]:
    """Return the measures of a kind that apply to goods, the most exact first."""
    fitting = [
        row
        for row in rows.group("trade_measures", importer=goods.importer, kind=kind)
        if row["exporter"] in (None, goods.exporter)
        and goods.hs_code.startswith(row["hs_code"])
        and row["company"] in (None, goods.company)
        and row["powertrain"] in (None, goods.powertrain)
        and covers(row, goods.year)
    ]
    return sorted(fitting, key=_exactness, reverse=True)


def _exactness(row: Row) -> tuple[bool, int, bool, bool]:
    return (
        row["exporter"] is not None,
        len(row["hs_code"]),
        row["company"] is not None,
        row["powertrain"] is not None,
    )


def charge(measure: Row, goods: Goods) -> float:
    """Return the amount one measure asks for the goods."""
    base = goods.price
    if measure["duty_base"] == "cif":
        base += goods.carriage
    return float(measure["ad_valorem"] * base + measure["specific"])


def regimes(
    rows: Rows, goods: Goods, originates: Callable[[str], bool]
) -> list[Regime]:
    """Return every regime open to the goods, added duties included.

    Parameters
    ----------
    rows
        Tables of the case at the node.
    goods
        What crosses the border.
    originates
        Whether the goods originate under an agreement.
    """
    if goods.importer == goods.exporter:
        return [Regime(DOMESTIC, None, None, 0.0)]
    added = sum(
        charge(row, goods)
        for kind in ("countervailing", "anti_dumping")
        for row in matching(rows, kind, goods)[:1]
    )
    base = sum(charge(row, goods) for row in matching(rows, "mfn", goods)[:1])
    found = [Regime("mfn", None, None, base + added)]
    for row in _replacing(rows, goods, originates):
        duty = charge(row, goods) + added
        found.append(Regime(row["kind"], row["measure"], row["agreement"], duty))
    return found


def _replacing(
    rows: Rows, goods: Goods, originates: Callable[[str], bool]
) -> Iterator[Row]:
    """Yield the rows that may replace the base: each preference, then the quota."""
    seen: set[str] = set()
    for row in matching(rows, "preference", goods):
        agreement = row["agreement"]
        if agreement not in seen and _is_open(rows, goods, agreement, originates):
            yield row
        seen.add(agreement)
    for row in matching(rows, "quota", goods)[:1]:
        agreement = row["agreement"]
        if agreement is None or _is_open(rows, goods, agreement, originates):
            yield row


def _is_open(
    rows: Rows, goods: Goods, agreement: str, originates: Callable[[str], bool]
) -> bool:
    ends = (goods.importer, goods.exporter)
    are_members = all(membership(rows, agreement, end) is not None for end in ends)
    return are_members and originates(agreement)


def inbound_duty(world: World, node: Node, recipe: str) -> float:
    """Return the duty on the parts of one vehicle of a recipe."""
    rows = world.case[node.name]
    name = ("inbound duty", recipe, node.year)
    if name not in rows.memory:
        rows.memory[name] = sum(
            _part_duty(world, node, recipe, part) for part in parts(world, node, recipe)
        )
    return float(rows.memory[name])


def _part_duty(world: World, node: Node, recipe: str, part: Part) -> float:
    heading = part.row["hs_code"]
    if heading is None:
        return 0.0
    rows = world.case[node.name]
    goods = Goods(
        importer=territory_of(rows, recipe_option(world, recipe)["facility"]),
        exporter=part.territory,
        hs_code=heading,
        company=_part_company(rows, part),
        powertrain="part",
        year=node.year,
        price=part.unit_value,
        carriage=part.inbound_freight,
    )
    open_regimes = regimes(
        rows,
        goods,
        lambda agreement: originating_share(rows, part, agreement, node.year) > 0,
    )
    return min(r.duty for r in open_regimes if r.kind != "quota")


def _part_company(rows: Rows, part: Part) -> str | None:
    """Return whose goods a part is: the owner of the plant it comes from, if any."""
    facility = rows.find("facilities", facility=part.row["source"])
    return None if facility is None else str(facility["owner"])


def vehicle_regimes(world: World, node: Node, recipe: str, place: str) -> list[Regime]:
    """Return every regime open to one vehicle of a recipe in a market."""
    rows = world.case[node.name]
    name = ("regimes", recipe, place, node.year)
    if name not in rows.memory:
        rows.memory[name] = regimes(
            rows,
            _vehicle(world, node, recipe, place),
            lambda agreement: (
                recount_origin(world, node, recipe, agreement).is_originating
            ),
        )
    found: list[Regime] = rows.memory[name]
    return found


def _vehicle(world: World, node: Node, recipe: str, place: str) -> Goods:
    rows = world.case[node.name]
    option = recipe_option(world, recipe)
    product = rows.one("products", product=option["product"])
    return Goods(
        importer=territory_of(rows, place),
        exporter=territory_of(rows, option["facility"]),
        hs_code=product["hs_code"],
        company=product["company"],
        powertrain=product["powertrain"],
        year=node.year,
        price=ex_works(world, node, recipe),
        carriage=sum(carriage(world, node, recipe, place)),
    )


def duty_of(world: World, row: Row) -> float:
    """Return the duty per vehicle of a delivery: of its quota, else the cheapest."""
    node = world.nodes[row["node"]]
    found = vehicle_regimes(world, node, row["recipe"], row["place"])
    return _due(found, row["regime"])


def _due(found: list[Regime], name: str) -> float:
    quotas = [r for r in found if r.kind == "quota" and name in r.names]
    if quotas:
        return quotas[0].duty
    return min(r.duty for r in found if r.kind != "quota")


def check_duty(world: World) -> Iterator[Finding]:
    """Yield the duty of every delivery beside the recount, and every quota."""
    for row in world.plan.all("deliveries"):
        node = world.nodes[row["node"]]
        found = vehicle_regimes(world, node, row["recipe"], row["place"])
        where = at(
            recipe=row["recipe"],
            place=row["place"],
            regime=row["regime"],
            node=row["node"],
        )
        is_open = any(row["regime"] in regime.names for regime in found)
        yield holds("regime open", where, is_open)
        due = _due(found, row["regime"])
        yield same("duty per vehicle", where, due, row["duty_per_vehicle"])
        yield same("duty", where, due * row["vehicles"], row["duty"], due)
    yield from _check_quotas(world)


def _check_quotas(world: World) -> Iterator[Finding]:
    for (node, measure), vehicles in _quota_use(world).items():
        row = world.case[node].one("trade_measures", measure=measure)
        if row["quota_volume"] is not None:
            where = at(measure=measure, node=node)
            scale = world.volume_scale
            yield at_most("quota", where, row["quota_volume"], vehicles, scale)


def _quota_use(world: World) -> Mapping[tuple[str, str], float]:
    used: dict[tuple[str, str], float] = {}
    for row in world.plan.all("deliveries"):
        for regime in _quotas_named(world, row):
            name = (row["node"], str(regime.measure))
            used[name] = used.get(name, 0.0) + row["vehicles"]
    return used


def _quotas_named(world: World, row: Row) -> Iterable[Regime]:
    node = world.nodes[row["node"]]
    for regime in vehicle_regimes(world, node, row["recipe"], row["place"]):
        if regime.kind == "quota" and row["regime"] in regime.names:
            yield regime
